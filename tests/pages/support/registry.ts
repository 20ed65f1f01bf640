// tests/pages/support/registry.ts: the double's answers to both pages of the registry.
//
// Role        The states that a real packet seldom has: held, forked, not replayed, differing. What is
//             usual is tested on the real registry (tests/browser/registry.test.mjs).
// SPDX-License-Identifier: EUPL-1.2
import type { components } from "@registry-api";
import { kChecks, type CheckName } from "../../../registry/web/checks";
import type { Reply } from "./double";

type Schemas = components["schemas"];
type Packet = Schemas["WholePacket"];

export interface RegistryWorld {
  signedIn: boolean;
  roles: ("jury" | "publisher" | "auditor")[];
  packets: Packet[];
  verdict: Schemas["Reading"]["verdict"];
  busy: boolean; // the public asked too often
}

const kPage = 3; // small, so that a page of packets ends in a test
const kMs = Date.parse("2026-11-21T16:40:00Z");
const digestOf = (n: number): string => n.toString(16).padStart(2, "0").repeat(32);
const idOf = (n: number): string => `5f0f4c55-7a0e-4d2e-a1c2-6f1e0c7d00${n.toString().padStart(2, "0")}`;

const checksUntil = (failed: CheckName | null, detail: string): Schemas["Check"][] => {
  const made = failed === null ? kChecks : kChecks.slice(0, kChecks.indexOf(failed) + 1);
  return made.map((name) => ({ name, ok: name !== failed, detail: name === failed ? detail : "" }));
};

const figures = (seat: number, points: number, level: number): Schemas["Figures"] => ({ outcome: "validated", answers: 32, points, level, seat });

function aPacket(n: number, change: Partial<Packet>): Packet {
  return {
    digest: digestOf(n), centre: "FR-0042", seq: n, session: idOf(n), sealedAt: "2026-11-21T16:32:10Z", receivedMs: kMs - n * 3_600_000, judgedMs: kMs - n * 3_600_000 + 900,
    candidates: 30, answers: 948, capsExceeded: 3, bytes: 912_345, result: "accepted", detail: "", state: "to_publish", validated: 2, certificates: 0, publishedMs: null, publishedBy: null,
    checks: checksUntil(null, ""), comparison: [], sittings: [], ...change,
  };
}

const kPeople = [
  { lastName: "ROUSSEAU", firstName: "Camille" },
  { lastName: "LE GALL-KERVADEC DE LA TOUR D’AUVERGNE", firstName: "Anne-Sophie" },
];

const toPublish = (): Packet =>
  aPacket(1, {
    comparison: kPeople.map((_, place) => ({ candidate: idOf(20 + place), stated: figures(place + 1, 512, 4), replayed: figures(place + 1, 512, 4), differs: [] })),
    sittings: kPeople.map((person, place) => ({ ...person, candidate: idOf(20 + place), result: { candidate: idOf(20 + place), seat: place + 1, outcome: "validated" }, certificate: null })),
  });

const differing = (): Packet =>
  aPacket(2, {
    result: "replay_mismatch", state: "to_decide", validated: 0, detail: "results[0].score.points: stated 1024, replayed 498", checks: checksUntil("results", "results[0].score.points: stated 1024, replayed 498"),
    comparison: [
      { candidate: idOf(20), stated: figures(1, 1024, 8), replayed: figures(1, 498, 3), differs: ["score.points", "score.high", "score.level", "items"] },
      { candidate: idOf(21), stated: figures(2, 512, 4), replayed: figures(2, 512, 4), differs: [] },
      { candidate: idOf(22), stated: null, replayed: { outcome: "absent", answers: null, points: null, level: null, seat: 3 }, differs: [] },
      { candidate: null, stated: { outcome: null, answers: null, points: 1024, level: 8, seat: null }, replayed: null, differs: [] },
    ],
  });

const held = (): Packet => aPacket(4, { result: "held_gap", state: "waiting", validated: 0, detail: "waiting for number 3", checks: checksUntil("sequence", "waiting for number 3") });
const forked = (): Packet => aPacket(5, { result: "fork", state: "to_decide", validated: 0, detail: "number 5", checks: checksUntil("sequence", "number 5") });
const notReplayed = (): Packet =>
  aPacket(6, { result: "replay_mismatch", state: "to_decide", validated: 0, detail: "entry 96: other_events, then", checks: checksUntil("replay", "entry 96: other_events, then") });

export const kDigests = { toPublish: digestOf(1), differing: digestOf(2), held: digestOf(4), notReplayed: digestOf(6) };
export const kCode = "7K2M-9QXD-4T3B";

export const aRegistry = (): RegistryWorld => ({
  signedIn: false, roles: ["jury", "publisher"], packets: [toPublish(), differing(), held(), forked(), notReplayed()], verdict: "valid", busy: false,
});

export const isRegistryPath = (path: string): boolean => /^\/(api\/v1\/(staff|packets|certificates|verify)|v1\/receipts)(\/|$)/.test(path);

const refused = (status: number, code: string, detail: string): Reply => ({ status, body: { type: "about:blank", title: "Refused", status, code, detail } });
const done = (body: unknown): Reply => ({ status: 200, body });

export function answerRegistry(world: RegistryWorld, method: string, url: URL, body: Record<string, unknown>): Reply {
  const path = url.pathname;
  if (/^\/api\/v1\/(certificates|verify)/.test(path)) return answerPublic(world, path);
  if (path === "/api/v1/staff/sign-in") return signIn(world, body);
  if (path.startsWith("/v1/receipts/")) return done({ packet: path.slice(-64), receipt: receiptOf() });
  if (!world.signedIn) return refused(401, "not_signed_in", "Connectez-vous pour continuer.");
  if (path === "/api/v1/staff/me") return done(accountOf(world));
  if (path === "/api/v1/staff/sign-out") {
    world.signedIn = false;
    return { status: 204, body: null };
  }
  if (path === "/api/v1/packets") return done(listed(world, url.searchParams));
  const packet = world.packets.find((one) => path.includes(one.digest));
  if (packet === undefined) return refused(404, "unknown_packet", "Ce paquet n’est pas connu ici.");
  if (method === "POST") publish(packet);
  return done(packet);
}

const accountOf = (world: RegistryWorld): unknown => ({ account: { name: "n.perrot", roles: world.roles } });

function signIn(world: RegistryWorld, body: Record<string, unknown>): Reply {
  if (body["password"] === "wrong") return refused(403, "wrong_password", "Nom ou mot de passe incorrect : vérifiez et recommencez.");
  world.signedIn = true;
  return done(accountOf(world));
}

function listed(world: RegistryWorld, query: URLSearchParams): unknown {
  const state = query.get("state");
  const fitting = world.packets.filter((one) => state === null || one.state === state);
  const before = query.get("before");
  const older = before === null ? fitting : fitting.slice(fitting.findIndex((one) => one.digest === before) + 1);
  return { packets: older.slice(0, kPage).map(summaryOf), more: older.length > kPage };
}

function summaryOf(packet: Packet): Schemas["Packet"] {
  const { checks: _checks, comparison: _comparison, sittings: _sittings, ...summary } = packet;
  return summary;
}

function publish(packet: Packet): void {
  Object.assign(packet, { state: "published", certificates: packet.validated, publishedMs: kMs + 60_000, publishedBy: "n.perrot" });
  for (const sitting of packet.sittings) sitting.certificate = kCode;
}

const receiptOf = (): string =>
  JSON.stringify({ payload: Buffer.from(JSON.stringify({ result: "accepted", receivedAt: "2026-11-21T16:40:00Z", judgedAt: "2026-11-21T16:40:01Z" })).toString("base64") });

function answerPublic(world: RegistryWorld, path: string): Reply {
  if (world.busy) return refused(429, "too_many_tries", "Trop d’essais depuis cette adresse : attendez une minute.");
  if (path.includes("/certificates/") && !path.endsWith(kCode)) return refused(404, "unknown_certificate", "Aucun certificat ne porte ce code : vérifiez chaque caractère.");
  if (world.verdict !== "valid") return done({ verdict: world.verdict, detail: "", issuer: "", issuerName: "", issuedAt: "", certificate: null });
  return done(validReading());
}

const validReading = (): Schemas["Reading"] => ({
  verdict: "valid", detail: "", issuer: "did:web:registre.probant.example", issuerName: "Registre des certifications", issuedAt: "2026-11-22T09:00:00Z",
  certificate: {
    code: kCode, firstName: "Anne-Sophie", lastName: "LE GALL-KERVADEC DE LA TOUR D’AUVERGNE", centre: "FR-0042", satAt: "2026-11-21T16:32:10Z", points: 512, low: 420, high: 604, level: 4, provisional: true,
    domains: [
      { name: "Information et données", standing: "stronger", words: "" },
      { name: "Communication et collaboration", standing: "alike", words: "" },
      { name: "Création de contenu", standing: "weaker", words: "" },
      { name: "Protection et sécurité", standing: "could_not_tell", words: "" },
      { name: "Environnement numérique", standing: "could_not_tell", words: "" },
    ],
  },
});
