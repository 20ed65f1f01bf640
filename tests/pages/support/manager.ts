// tests/pages/support/manager.ts: the double's answers to the manager's page.
// SPDX-License-Identifier: EUPL-1.2
import type { Schemas } from "@kit/api";
import type { Reply, World } from "./double";

const codes = ["K7QM2-XWD94", "9TQ4B-2ZC7H", "XH3N8-PQ52M"];
const people = [
  { lastName: "ROUSSEAU", firstName: "Camille", birthDate: "1984-05-02" },
  { lastName: "LE GALL", firstName: "Yann", birthDate: "1971-11-30" },
  { lastName: "DIALLO", firstName: "Fatou", birthDate: "1990-01-17" },
];

const kCamera = { legalBasis: "Arrêté du 1er septembre 2026, article 4", identity: false, retentionDays: 30 };

function check(csv: string): Schemas["RosterChecked"] {
  if (csv.includes("31/02"))
    return {
      candidates: [],
      camera: null,
      faults: [
        { row: 2, column: "date de naissance", value: "31/02/1984", sentence: "Cette date n’existe pas." },
        { row: 3, column: "place", value: "12", sentence: "Cette place est déjà donnée à la ligne 2." },
      ],
    };
  return { candidates: people.map((one, place) => ({ ...one, row: place + 2, seat: place + 1, extraMs: place === 1 ? 2_100_000 : 0, needs: place === 1 ? ["keyboard", "screen_reader"] : [], companion: place === 2 })), camera: kCamera, faults: [] };
}

const created = (): Schemas["SessionCreated"] => ({
  session: { id: "5f0f4c55-7a0e-4d2e-a1c2-6f1e0c7d0009", number: "418309" },
  sessionCode: "QX4T7-P2M0K",
  codes: people.map(({ lastName, firstName }, place) => ({ seat: place + 1, lastName, firstName, code: codes[place] ?? "" })),
});

const list: Schemas["Sessions"] = {
  sessions: [
    { id: "5f0f4c55-7a0e-4d2e-a1c2-6f1e0c7d0002", number: "418208", title: "Certification", room: "Salle 112", phase: "draft", candidates: 24, createdAt: "2026-11-20T08:00:00.000Z", pictures: null },
    { id: "5f0f4c55-7a0e-4d2e-a1c2-6f1e0c7d0001", number: "418207", title: "Certification", room: "Salle 204", phase: "open", candidates: 30, createdAt: "2026-11-14T08:00:00.000Z", pictures: { kept: 2, held: false } },
    { id: "5f0f4c55-7a0e-4d2e-a1c2-6f1e0c7d0003", number: "418101", title: "Certification, agents d’accueil", room: "Salle 204", phase: "accepted", candidates: 12, createdAt: "2026-10-02T08:00:00.000Z", pictures: { kept: 5, held: true } },
  ],
};

export function answerManager({ signedIn, hasSessions }: World, path: string, body: Record<string, unknown>): Reply {
  if (path === "sign-in") {
    if (body["password"] === "wrong") return refused(401, "wrong_sign_in", "Le nom ou le mot de passe n’est pas reconnu.");
    signedIn.manager = true;
    return { status: 200, body: { account: { id: "0c9b3c39-7a55-43d1-8f5e-3b1c8f6f0002", name: "C. Vidal" } } };
  }
  if (!signedIn.manager) return refused(401, "not_signed_in", "Connectez-vous.");
  if (path === "sign-out") {
    signedIn.manager = false;
    return { status: 204, body: null };
  }
  if (path === "rosters/check") return { status: 200, body: check(String(body["csv"])) };
  const disputed = list.sessions.find((one) => path === `sessions/${one.id}/stills`);
  if (disputed?.pictures) {
    disputed.pictures.held = body["held"] === true;
    return { status: 200, body: { held: disputed.pictures.held } };
  }
  if (path === "sessions" && "csv" in body) return { status: 201, body: created() };
  if (path === "sessions") return { status: 200, body: hasSessions ? list : { sessions: [] } };
  return { status: 200, body: created() };
}

const refused = (status: number, code: Schemas["ProblemCode"], detail: string): Reply => ({
  status,
  body: { type: "about:blank", title: "Refused", status, code, detail },
});
