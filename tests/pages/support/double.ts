// tests/pages/support/double.ts: a test double of the centre, for the tests of the pages alone.
//
// Role        Serves the built pages under the real, strict policy (Trusted Types, nothing from elsewhere)
//             and answers docs/PROTOCOL.md from scripted states held in memory. It decides nothing about
//             exams: the real centre is tested elsewhere. Typed by docs/openapi.yaml, so that it cannot
//             answer what the centre could not.
// Threads     One process, one event loop; a test changes `world` and calls `tell`.
// SPDX-License-Identifier: EUPL-1.2
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { existsSync, readFileSync, statSync } from "node:fs";
import { extname, join, normalize } from "node:path";
import type { AddressInfo } from "node:net";
import { WebSocketServer, type WebSocket } from "ws";
import type { Schemas } from "@kit/api";
import type { Lang } from "@kit/i18n";
import { questionOf } from "./questions";
import { answerRegistry, aRegistry, isRegistryPath, type RegistryWorld } from "./registry";
import { aRunningRoom, type Room } from "./room";
import { applyAct } from "./acts";
import { answerManager } from "./manager";

export const kPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

export type Weather = "fine" | "cut" | "read_only";
type CandidateState = Schemas["CandidateState"];

export interface World {
  candidate: Omit<CandidateState, "question" | "serverTime"> & { draw: number | null };
  signedIn: { candidate: boolean; invigilator: boolean; manager: boolean };
  room: Room;
  registry: RegistryWorld;
  weather: Weather;
  hasReceipt: boolean;
  hasSessions: boolean; // the manager has made some
  answers: Map<number, { id: string; response: Schemas["Response"] }>;
  seen: string[]; // method and path of each command, in order
}

export function aWorld(): World {
  return {
    candidate: {
      version: 1, phase: "waiting", readOnly: null, session: { number: "418207", title: "Certification de compétences numériques", room: "Salle 204", centre: "Montpellier", purpose: "certification" },
      candidate: { firstName: "Camille", lastName: "Rousseau", seat: 12 }, present: false, length: 32, held: 0, durationMs: 6_300_000,
      remainingMs: 6_300_000, pretests: 0, pausedBy: [], reportsLeft: 4, help: "none", ended: null, training: null, camera: null, draw: null,
    },
    signedIn: { candidate: false, invigilator: false, manager: false },
    room: aRunningRoom(),
    registry: aRegistry(),
    weather: "fine",
    hasReceipt: true,
    hasSessions: true,
    answers: new Map(),
    seen: [],
  };
}

export interface Double {
  url: string;
  world: World;
  tell(): void; // the states changed: say so on the live lines
  followed(): Promise<void>; // a station's line is open, and its page was told the state since
  tellTiles(candidates: Room["candidates"]): void; // to the consoles: these tiles alone
  bye(code: Schemas["LiveBye"]["code"]): void;
  cut(): void; // the live lines drop now, without waiting for a silence
  close(): Promise<void>;
}

export type Reply = { status: number; body: unknown };
const problem = (status: number, code: Schemas["ProblemCode"], detail: string, retryAfterMs?: number): Reply => ({
  status,
  body: { type: "about:blank", title: "Refused", status, code, detail, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) },
});

/** A world's training is told in French; to who reads English, the centre says the same names in English. */
const kEnglishNames: Record<string, string> = {
  "1.1": "Search for information and keep up with it", "4.3": "Protect health, well-being and the environment", "5.2": "Find one’s way in a digital environment",
};

function trainingIn(lang: Lang, training: CandidateState["training"]): CandidateState["training"] {
  if (training === null || lang === "fr") return training;
  return { ...training, competences: training.competences.map((one) => ({ ...one, name: kEnglishNames[one.code] ?? one.name })) };
}

export function candidateState(world: World, lang: Lang): CandidateState {
  const { draw, ...rest } = world.candidate;
  const shown = rest.phase === "running" || (rest.phase === "paused" && rest.pausedBy.includes("report"));
  return { ...rest, training: trainingIn(lang, rest.training), serverTime: new Date().toISOString(), question: shown && draw !== null ? questionOf(draw, lang) : null };
}

type Body = Record<string, unknown>;

function answerCandidate(world: World, path: string, body: Body, lang: Lang): Reply {
  const state = world.candidate;
  const done = (): Reply => ({ status: 200, body: candidateState(world, lang) });
  if (path === "sign-in") {
    if (String(body["code"]).startsWith("0000")) return problem(401, "unknown_code", lang === "fr" ? "Ce code n’est pas reconnu. Vérifiez chaque caractère." : "This code is not known. Check each character.");
    if (String(body["code"]).startsWith("1111")) return problem(429, "too_many_tries", lang === "fr" ? "Trop d’essais." : "Too many tries.", 5000);
    world.signedIn.candidate = true;
    return done();
  }
  if (!world.signedIn.candidate) return problem(401, "not_signed_in", "Entrez votre code.");
  if (path === "state") return done();
  if (path === "receipt" && !world.hasReceipt) return problem(409, "no_receipt", "Le reçu est prêt dès que le test est terminé.");
  if (path === "receipt") return { status: 200, body: { candidate: "7d1c0f52-51f2-4c6e-9a56-3b8b5d0e0012", held: state.held, checkpoint: "probant.example/418207\n96\n", proof: "index 95\n", shortCode: "K7QM-2XWD-94" } };
  state.version += 1;
  if (path === "start") Object.assign(state, { phase: "running", draw: state.held + 1 });
  if (path === "help") state.help = "open";
  if (path === "hand-in") Object.assign(state, { phase: "ended", ended: { by: "candidate", at: new Date().toISOString() }, draw: null });
  if (path === "reports") Object.assign(state, { phase: "paused", pausedBy: ["report"], reportsLeft: state.reportsLeft - 1 });
  if (path.startsWith("answers/")) return answerQuestion(world, Number(path.slice(8)), body, lang);
  return done();
}

function answerQuestion(world: World, n: number, body: Body, lang: Lang): Reply {
  const state = world.candidate;
  const known = world.answers.get(n);
  if (known?.id === body["id"]) return { status: 200, body: candidateState(world, lang) };
  if (n !== state.draw) return problem(409, "wrong_draw", "Cette question n’est plus celle de votre page ; la page se met à jour.");
  world.answers.set(n, { id: String(body["id"]), response: body["response"] as Schemas["Response"] });
  state.held += 1;
  state.draw = state.held < state.length ? n + 1 : null;
  return { status: 200, body: candidateState(world, lang) };
}

function invigilatorSignedIn({ room: { session } }: World): Schemas["InvigilatorSignedIn"] {
  return { account: { id: "0c9b3c39-7a55-43d1-8f5e-3b1c8f6f0001", name: "N. Perrot" }, session: { id: session.id, number: session.number, title: session.title, room: session.room } };
}

function answerInvigilator(world: World, method: string, path: string, body: Body): Reply {
  if (method === "POST" && path === "sign-in") {
    if (body["password"] === "wrong") return problem(401, "wrong_sign_in", "Le nom, le mot de passe ou le code de session n’est pas reconnu.");
    world.signedIn.invigilator = true;
    return { status: 200, body: invigilatorSignedIn(world) };
  }
  if (!world.signedIn.invigilator) return problem(401, "not_signed_in", "Connectez-vous.");
  if (path === "sign-in") return { status: 200, body: invigilatorSignedIn(world) };
  if (path === "room") return { status: 200, body: { ...world.room, serverTime: new Date().toISOString() } };
  if (path === "sign-out") {
    world.signedIn.invigilator = false;
    return { status: 204, body: null };
  }
  if (path === "station-codes") return { status: 200, body: { code: "K7QM-2XWD", until: new Date(Date.now() + 600_000).toISOString(), words: "9f2c 01b7 44de a860" } };
  if (path === "seal") {
    if (body["passphrase"] === "wrong") return problem(403, "wrong_passphrase", "La phrase secrète ne convient pas ; la session reste à sceller.");
    world.room.session = { ...world.room.session, phase: "sealed", seal: { packet: "4c1f".repeat(16), seq: 1, tries: 0, registry: null, error: null } };
  } else applyAct(world.room, body["act"] as Schemas["Act"]);
  world.room.version += 1;
  return { status: 200, body: { version: world.room.version } };
}

const kTypes: Record<string, string> = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2", ".svg": "image/svg+xml", ".json": "application/json",
};

function serveFile(pages: string, path: string, response: ServerResponse): void {
  let file = join(pages, normalize(path));
  if (existsSync(file) && statSync(file).isDirectory()) file = join(file, "index.html");
  if (!existsSync(file)) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { "content-type": kTypes[extname(file)] ?? "application/octet-stream", "content-security-policy": kPolicy, "x-content-type-options": "nosniff" });
  response.end(readFileSync(file));
}

function serveMedium(path: string, response: ServerResponse): void {
  const svg = path.endsWith(".svg");
  response.writeHead(200, { "content-type": svg ? "image/svg+xml" : "text/csv; charset=utf-8", "content-security-policy": "default-src 'none'" });
  response.end(svg ? '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 320" width="640" height="320"><rect width="640" height="320" fill="#e2f0f0"/><rect x="80" y="90" width="180" height="120" fill="#0b5561"/><rect x="400" y="120" width="140" height="70" fill="#7a5200"/><path d="M260 150h140" stroke="#14212b" stroke-width="6"/></svg>' : "jour;durée\nlundi;12\nmardi;13\n");
}

/** A drawn head before a wall: nobody. */
function serveStill(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "image/svg+xml", "content-security-policy": "default-src 'none'", "cache-control": "no-store" });
  response.end('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 480" width="640" height="480"><rect width="640" height="480" fill="#c9d3d8"/><rect x="430" y="40" width="150" height="190" fill="#9fb0b8"/><path d="M150 480c20-110 90-150 170-150s150 40 170 150z" fill="#3b5a66"/><ellipse cx="320" cy="220" rx="88" ry="112" fill="#b98d6e"/></svg>');
}

async function bodyOf(request: IncomingMessage): Promise<Body> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString("utf8");
  return text === "" ? {} : (JSON.parse(text) as Body);
}

interface Question {
  role: string;
  method: string;
  path: string;
  body: Body;
  lang: Lang;
}

function replyTo(world: World, { role, method, path, body, lang }: Question): Reply {
  if (world.weather === "read_only" && path !== "state" && path !== "room") return problem(503, "unknown", "Le serveur n’a pas pu l’enregistrer.", 500);
  if (role === "candidate") return answerCandidate(world, path, body, lang);
  if (role === "invigilator") return answerInvigilator(world, method, path, body);
  return answerManager(world, path, body);
}

export async function startDouble(pages: string, world: World = aWorld(), port = 0): Promise<Double> {
  const lines = new Map<WebSocket, string>();
  let follow: () => void = () => undefined;
  const followed = new Promise<void>((resolve) => (follow = resolve));
  const tell = (): void => {
    for (const [line, role] of lines) line.send(JSON.stringify(role === "candidate" ? { type: "changed", version: world.candidate.version } : { type: "room", ...world.room, serverTime: new Date().toISOString() }));
  };
  const server: Server = createServer((request, response) => void handle(request, response));
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? "/", "http://localhost");
    const route = /^\/api\/v1\/(candidate|invigilator|manager)\/(.+)$/.exec(url.pathname);
    const registry = isRegistryPath(url.pathname);
    if (route === null && !registry) return serveFile(pages, url.pathname, response);
    if (world.weather === "cut") return void request.socket.destroy();
    const [, role = "", path = ""] = route ?? [];
    if (path.startsWith("media/")) return serveMedium(path, response);
    if (path.startsWith("stills/")) return serveStill(response);
    const body = await bodyOf(request);
    if (request.method !== "GET") world.seen.push(`${request.method} ${path}`);
    const lang = url.searchParams.get("lang") === "en" ? "en" : "fr";
    const method = request.method ?? "GET";
    const reply = registry ? answerRegistry(world.registry, method, url, body) : replyTo(world, { role, method, path, body, lang });
    const json = reply.status < 300 ? "application/json" : "application/problem+json";
    response.writeHead(reply.status, { "content-type": json }).end(reply.status === 204 ? undefined : JSON.stringify(reply.body));
    if (role === "invigilator" && request.method !== "GET") tell();
    if (role === "candidate" && path === "state" && [...lines.values()].includes(role)) follow();
  };
  const sockets = new WebSocketServer({ noServer: true });
  server.on("upgrade", (request, socket, head) => {
    const role = /\/api\/v1\/(candidate|invigilator)\/live/.exec(request.url ?? "")?.[1] as "candidate" | "invigilator" | undefined;
    if (role === undefined || world.weather === "cut" || !world.signedIn[role]) return void socket.destroy();
    sockets.handleUpgrade(request, socket, head, (line) => {
      lines.set(line, role);
      line.on("close", () => lines.delete(line));
      line.on("message", () => {
        if (world.weather === "cut") line.terminate();
        else line.send(JSON.stringify({ type: "hb", serverTime: new Date().toISOString() }));
      });
      if (role === "invigilator") line.send(JSON.stringify({ type: "room", ...world.room, serverTime: new Date().toISOString() }));
    });
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    world,
    tell,
    followed: () => followed,
    bye: (code) => lines.forEach((_, line) => line.send(JSON.stringify({ type: "bye", code }))),
    tellTiles: (candidates) => {
      const { version, readOnly, session, alerts } = world.room;
      const frame = JSON.stringify({ type: "tiles", version, serverTime: new Date().toISOString(), readOnly, session, candidates, alerts });
      for (const [line, role] of lines) if (role === "invigilator") line.send(frame);
    },
    cut: () => lines.forEach((_, line) => line.terminate()),
    close: () =>
      new Promise((resolve) => {
        for (const line of lines.keys()) line.terminate();
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
