// tests/protocol/centre.test.mjs: the examples of docs/openapi.yaml, replayed against the real centre.
//
// Role      A manager creates the session of the examples, an invigilator opens it, Camille Rousseau sits
//           it, and everything that can be refused on the way is tried and refused. What an example
//           cannot know (identifiers, codes, passwords) is named in each call; the rest is sent as written,
//           and each reply is compared with what the document says of it.
//
// SPDX-License-Identifier: EUPL-1.2
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { chmodSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { layEveryKind } from "../browser/every_kind.mjs";
import { Contract } from "./contract.mjs";
import { startAll } from "./servers.mjs";
import { raw } from "./raw.mjs";

const api = new Contract("openapi.yaml", { tags: (tag) => tag !== "station" });
const people = "place;nom;prénom;date de naissance\r\n1;Martin;Zoé;01/05/1984\r\n2;Petit;Léo;02/05/1984\r\n3;Benali;Samira;03/05/1984\r\n4;Le Gall;Yann;04/05/1984\r\n";
const nobody = "00000000-0000-4000-8000-000000000000";

let bank;
let world;
let manager;
let console_;
let camille;
let made;
let candidate;

/** A bank from which every sitting draws the six kinds of question, rather than five on a bad day. */
function sitWithEveryKind(ground) {
  const file = join(ground, "center.toml");
  const told = readFileSync(file, "utf8");
  bank = layEveryKind();
  const other = told.replace(/^package = .*$/m, `package = ${JSON.stringify(bank)}`);
  assert.notEqual(other, told, "the configuration names a package");
  writeFileSync(file, other);
}

before(async () => {
  world = await startAll({ beforeStart: sitWithEveryKind });
  manager = world.centre.from("127.0.0.2");
  console_ = world.centre.from("127.0.0.3");
  camille = world.centre.from("127.0.0.12");
});
after(async () => {
  await world?.stop();
  if (bank) rmSync(bank, { recursive: true, force: true });
});

const send = (who, operation, body, places) => who.ask(api.of(operation).method, api.address(operation, places), { body });
const get = (who, operation, places) => who.ask("GET", api.address(operation, places));
const act = (who, what, id = randomUUID()) => send(who, "invigilatorAct", { id, act: what });
const only = () => ({ id: randomUUID() });

async function done(who, what) {
  api.judge("invigilatorAct", await act(who, what), 200, "version");
}

async function sayAct(name, real) {
  const body = api.request("invigilatorAct", name, real);
  api.judge("invigilatorAct", await send(console_, "invigilatorAct", body), 200, "version");
  return body;
}

async function stateOf(who) {
  const reply = await get(who, "candidateState");
  api.judge("candidateState", reply, 200);
  return reply.json;
}

async function pass(who) {
  const { question } = await stateOf(who);
  const body = { id: randomUUID(), response: { type: "passed" } };
  const reply = await send(who, "candidateAnswer", body, { n: question.n });
  api.judge("candidateAnswer", reply, 200);
  return { body, n: question.n };
}

test("Whoever watches over the machine reads that it lives, is ready, and its figures", async () => {
  const anyone = world.centre.from("127.0.0.1");
  api.judge("healthLive", await get(anyone, "healthLive"), 200, "alive");
  api.judge("healthReady", await get(anyone, "healthReady"), 200, "ready");
  api.judge("metrics", await get(anyone, "metrics"), 200);
  api.refusal(await get(world.centre.from("127.0.0.4"), "metrics"), 403, "not_allowed");
});

test("A manager signs in, and nobody does with a wrong password", async () => {
  const wrong = api.request("managerSignIn", "signIn");
  const refused = await send(manager, "managerSignIn", wrong);
  api.judge("managerSignIn", refused, 401);
  api.refusal(refused, 401, "wrong_sign_in", { told: true });
  api.refusal(await get(manager, "managerSessions"), 401, "not_signed_in", { told: true });
  const right = api.request("managerSignIn", "signIn", { name: world.manager.name, password: world.manager.password });
  const reply = await send(manager, "managerSignIn", right);
  api.judge("managerSignIn", reply, 200, "signedIn");
  assert.equal(reply.json.account.name, world.manager.name);
});

test("A roster is read, and each of its faults is told by row and column", async () => {
  api.judge("managerCheckRoster", await send(manager, "managerCheckRoster", api.request("managerCheckRoster", "roster")), 200, "faults");
  const { csv } = api.request("managerCreateSession", "create");
  api.judge("managerCheckRoster", await send(manager, "managerCheckRoster", { csv }), 200, "clean");
  const sheet = await send(manager, "managerCheckRoster", { csv: people });
  assert.deepEqual(sheet.json.faults, [], "a sheet whose lines end as Windows ends them");
});

test("A session is created once, and a list with faults creates none", async () => {
  const faulty = api.request("managerCheckRoster", "roster").csv;
  const create = api.request("managerCreateSession", "create", { id: randomUUID() });
  const refused = await send(manager, "managerCreateSession", { ...create, csv: faulty });
  api.judge("managerCreateSession", refused, 422, "faults");
  api.refusal(refused, 422, "roster_faults");
  api.judge("managerSessions", await get(manager, "managerSessions"), 200);
  assert.equal((await get(manager, "managerSessions")).json.sessions.length, 0, "nothing was imported");

  const reply = await send(manager, "managerCreateSession", create);
  api.judge("managerCreateSession", reply, 201, "created");
  made = reply.json;
  const again = await send(manager, "managerCreateSession", create);
  api.judge("managerCreateSession", again, 409);
  api.refusal(again, 409, "already_created", { told: true });
  assert.equal(again.json.session.id, made.session.id);
  const { name, password } = world.invigilator;
  const code = { name, password, sessionCode: made.sessionCode };
  api.judge("invigilatorSignIn", await send(world.centre.from("127.0.0.10"), "invigilatorSignIn", code), 200, "signedIn");
  api.judge("managerSessions", await get(manager, "managerSessions"), 200, "sessions");
});

test("New codes replace those of who has not signed in", async () => {
  const body = api.request("managerNewCodes", "id", { id: randomUUID() });
  const before = made.codes[0].code;
  const reply = await send(manager, "managerNewCodes", body, { session: made.session.id });
  api.judge("managerNewCodes", reply, 200, "codes");
  made = reply.json;
  assert.notEqual(made.codes[0].code, before);
  const unknown = await send(manager, "managerNewCodes", only(), { session: nobody });
  api.judge("managerNewCodes", unknown, 404);
  api.refusal(unknown, 404, "nothing_created", { told: true });
  const old = await send(world.centre.from("127.0.0.5"), "candidateSignIn", { id: randomUUID(), code: before.replace("-", "") });
  api.refusal(old, 401, "unknown_code");
});

test("An invigilator signs in for the session whose code they were given", async () => {
  const wrong = await send(console_, "invigilatorSignIn", api.request("invigilatorSignIn", "signIn"));
  api.judge("invigilatorSignIn", wrong, 401);
  api.refusal(wrong, 401, "wrong_sign_in");
  const { name, password } = world.invigilator;
  const body = api.request("invigilatorSignIn", "signIn", { name, password, sessionCode: made.sessionCode });
  api.judge("invigilatorSignIn", await send(console_, "invigilatorSignIn", body), 200, "signedIn");
  api.judge("invigilatorWho", await get(console_, "invigilatorWho"), 200, "signedIn");
  const room = await get(console_, "invigilatorRoom");
  api.judge("invigilatorRoom", room, 200);
  candidate = room.json.candidates[0].candidate;
});

test("Before the session is open nothing of an exam can be done", async () => {
  const early = await send(world.centre.from("127.0.0.5"), "candidateSignIn", { id: randomUUID(), code: made.codes[0].code.replace("-", "") });
  api.refusal(early, 409, "not_open");
  api.refusal(await act(console_, { type: "confirm_presence", candidate }), 409, "not_open");
  api.refusal(await send(console_, "invigilatorSeal", { passphrase: "not yet" }), 409, "not_closed", { told: true });
});

test("The session opens once", async () => {
  const body = await sayAct("openSession", { id: randomUUID() });
  api.judge("invigilatorAct", await send(console_, "invigilatorAct", body), 200, "version");
  api.refusal(await act(console_, { type: "open_session" }), 409, "already_open");
  const reused = await act(console_, { type: "pause_room", note: "" }, body.id);
  api.refusal(reused, 409, "id_reused", { told: true });
});

test("A candidate signs in with the code of the slip, once", async () => {
  const unknown = await send(camille, "candidateSignIn", api.request("candidateSignIn", "code"));
  api.judge("candidateSignIn", unknown, 401);
  api.refusal(unknown, 401, "unknown_code", { told: true });
  const body = api.request("candidateSignIn", "code", { id: randomUUID(), code: made.codes[0].code.replace("-", "") });
  api.judge("candidateSignIn", await send(camille, "candidateSignIn", body), 200, "waiting");
  api.judge("candidateState", await get(camille, "candidateState"), 200, "waiting");
  const thief = await send(world.centre.from("127.0.0.6"), "candidateSignIn", { ...body, id: randomUUID() });
  api.refusal(thief, 409, "code_used", { told: true });
});

test("An address that guesses codes waits, and its neighbours do not", async () => {
  const guesser = world.centre.from("127.0.0.7");
  const guess = () => send(guesser, "candidateSignIn", { id: randomUUID(), code: "AAAAAAAAAA" });
  for (let n = 0; n < 5; n += 1) api.refusal(await guess(), 401, "unknown_code");
  const refused = await guess();
  api.judge("candidateSignIn", refused, 429);
  api.refusal(refused, 429, "too_many_tries", { told: true });
  assert.ok(refused.json.retryAfterMs > 0 && refused.json.retryAfterMs <= 60_000);
  assert.ok(Number(refused.headers["retry-after"]) <= 60);
  const neighbour = await send(world.centre.from("127.0.0.8"), "candidateSignIn", { id: randomUUID(), code: "AAAAAAAAAA" });
  api.refusal(neighbour, 401, "unknown_code");
});

test("A station and a console are told what changes over their sockets", async () => {
  const station = await camille.live(api.address("candidateLive"));
  const live = await console_.live(api.address("invigilatorLive"));
  const first = await live.next();
  api.holds("LiveConsoleFrame", first);
  assert.equal(first.type, "room");
  for (const socket of [station, live]) socket.send({ type: "hb" });
  api.holds("LiveStationFrame", await station.next());
  await sayAct("confirmPresence", { id: randomUUID(), "act.candidate": candidate });
  for (const [socket, frame, type] of [[station, "LiveStationFrame", "changed"], [live, "LiveConsoleFrame", "tiles"]]) {
    let told;
    do {
      told = await socket.next();
      api.holds(frame, told);
    } while (told.type !== type);
    socket.close();
  }
  api.refusal(await get(camille, "candidateLive"), 426, "websocket_only");
  api.judge("invigilatorLive", await get(console_, "invigilatorLive"), 426);
});

test("Each step waits for the one before it", async () => {
  api.refusal(await act(console_, { type: "confirm_presence", candidate }), 409, "already_present");
  api.refusal(await send(camille, "candidateStart", only()), 409, "not_authorised");
  api.refusal(await act(console_, { type: "pause", candidate, note: "" }), 409, "not_started");
  await done(console_, { type: "undo_presence", candidate });
  api.refusal(await act(console_, { type: "authorise", candidate }), 409, "not_present");
  await done(console_, { type: "confirm_presence", candidate });
  await done(console_, { type: "authorise", candidate });
  api.refusal(await act(console_, { type: "authorise", candidate }), 409, "already_authorised");
  api.refusal(await act(console_, { type: "authorise", candidate: nobody }), 404, "unknown_candidate");
  api.refusal(await get(camille, "candidateReceipt"), 409, "no_receipt");
  await sayAct("pauseRoom", { id: randomUUID() });
  api.refusal(await send(camille, "candidateStart", only()), 409, "room_paused");
  api.refusal(await act(console_, { type: "pause_room", note: "" }), 409, "already_paused");
  await sayAct("resumeRoom", { id: randomUUID() });
  api.refusal(await act(console_, { type: "resume_room" }), 409, "room_not_paused");
});

test("The sitting starts, and its answers are held in order", async () => {
  const start = api.request("candidateStart", "id", { id: randomUUID() });
  api.judge("candidateStart", await send(camille, "candidateStart", start), 200);
  api.refusal(await send(camille, "candidateStart", only()), 409, "already_started");
  const first = await pass(camille);
  api.refusal(await send(camille, "candidateAnswer", { ...first.body, id: randomUUID() }, { n: first.n }), 409, "already_answered");
  api.refusal(await send(camille, "candidateAnswer", { ...first.body, id: randomUUID() }, { n: 200 }), 409, "wrong_draw", { told: true });
  const again = await send(camille, "candidateAnswer", first.body, { n: first.n });
  api.judge("candidateAnswer", again, 200);
  assert.equal(again.json.held, 1, "the same command again is answered again, and held once");
});

/** The examples of answers, each sent at the first question of its kind, which it fits or is refused as not fitting. */
const kExampleOf = { single_choice: "choice", multiple_choice: "choices", short_text: "text", number: "number", order: "order", match: "match" };
const untried = new Set(Object.values(kExampleOf));

async function answerByExample(who) {
  const { question } = await stateOf(who);
  const name = kExampleOf[question.interaction];
  if (!untried.delete(name)) return pass(who);
  const body = api.request("candidateAnswer", name, { id: randomUUID() });
  const reply = await send(who, "candidateAnswer", body, { n: question.n });
  if (reply.status === 200) return api.judge("candidateAnswer", reply, 200);
  api.judge("candidateAnswer", reply, 422);
  api.refusal(reply, 422, "response_does_not_fit");
  return pass(who);
}

test("Eleven answers later the page shows the twelfth question", async () => {
  for (let held = 1; held < 10; held += 1) await answerByExample(camille);
  const { question } = await stateOf(camille);
  const passed = api.request("candidateAnswer", "passed", { id: randomUUID() });
  api.judge("candidateAnswer", await send(camille, "candidateAnswer", passed, { n: question.n }), 200, "running");
  api.judge("candidateState", await get(camille, "candidateState"), 200, "running");
  const running = await get(camille, "candidateState");
  const shown = running.json.question.blocks.find((block) => block.media)?.media;
  if (shown) assert.equal((await get(camille, "candidateMedium", { name: shown })).status, 200);
  api.refusal(await get(camille, "candidateMedium", { name: "m00000000.svg" }), 404, "no_such_medium");
});

test("A reported question waits for the invigilator's decision", async () => {
  const report = api.request("candidateReport", "file", { id: randomUUID() });
  const reply = await send(camille, "candidateReport", report);
  api.judge("candidateReport", reply, 200);
  assert.deepEqual(reply.json.pausedBy, ["report"]);
  const station = await camille.live(api.address("candidateLive"));
  station.send({ type: "hb" });
  await station.next();
  api.judge("invigilatorRoom", await get(console_, "invigilatorRoom"), 200, "room");
  station.close();
  const answer = { id: randomUUID(), response: { type: "passed" } };
  api.refusal(await send(camille, "candidateAnswer", answer, { n: 12 }), 409, "sitting_paused", { told: true });
  api.refusal(await act(console_, { type: "close_session", unfinished: [] }), 409, "report_undecided");
  await sayAct("decideReport", { id: randomUUID(), "act.candidate": candidate });
  const again = { type: "decide_report", candidate, n: 12, accepted: true, note: "" };
  api.refusal(await act(console_, again), 409, "nothing_reported");
});

test("No more questions are reported than the rules allow", async () => {
  for (let left = (await stateOf(camille)).reportsLeft; left > 0; left -= 1) {
    const { question } = await stateOf(camille);
    const report = { id: randomUUID(), n: question.n, code: "E1", text: "" };
    api.judge("candidateReport", await send(camille, "candidateReport", report), 200);
    await done(console_, { type: "decide_report", candidate, n: question.n, accepted: false, note: "" });
    api.refusal(await send(camille, "candidateReport", { ...report, id: randomUUID() }), 409, "already_reported");
    await pass(camille);
  }
  const { question } = await stateOf(camille);
  const one = { id: randomUUID(), n: question.n, code: "E1", text: "" };
  api.refusal(await send(camille, "candidateReport", one), 409, "too_many_reports");
});

test("Help is asked for once, taken, and settled", async () => {
  const help = api.request("candidateHelp", "id", { id: randomUUID() });
  api.judge("candidateHelp", await send(camille, "candidateHelp", help), 200);
  api.refusal(await send(camille, "candidateHelp", only()), 409, "already_asked");
  const { alerts } = (await get(console_, "invigilatorRoom")).json;
  const { alert } = alerts.find((one) => one.kind === "help");
  await sayAct("takeAlert", { id: randomUUID(), "act.alert": alert });
  await sayAct("resolveAlert", { id: randomUUID(), "act.alert": alert });
  api.refusal(await act(console_, { type: "resolve_alert", alert, note: "" }), 409, "alert_closed");
  api.refusal(await act(console_, { type: "take_alert", alert: 9999 }), 404, "unknown_alert");
});

test("Time is given within bounds, and a paused sitting takes no answer", async () => {
  await sayAct("giveTime", { id: randomUUID(), "act.candidate": candidate });
  const much = { type: "update", candidate, extraMs: 999_999_999, note: "" };
  api.refusal(await act(console_, much), 422, "time_out_of_range");
  await sayAct("pause", { id: randomUUID(), "act.candidate": candidate });
  api.refusal(await act(console_, { type: "pause", candidate, note: "" }), 409, "already_paused");
  const { question } = (await get(camille, "candidateState")).json;
  assert.equal(question, null, "a paused page shows no question");
  await done(console_, { type: "resume", candidate });
  api.refusal(await act(console_, { type: "resume", candidate }), 409, "not_paused");
});

test("Every question answered, the candidate hands in and keeps a receipt", async () => {
  for (let state = await stateOf(camille); state.question; state = await stateOf(camille)) await answerByExample(camille);
  const late = { id: randomUUID(), n: 12, code: "E1", text: "" };
  api.refusal(await send(camille, "candidateReport", late), 409, "no_question");
  const body = api.request("candidateHandIn", "id", { id: randomUUID() });
  api.judge("candidateHandIn", await send(camille, "candidateHandIn", body), 200, "ended");
  api.judge("candidateState", await get(camille, "candidateState"), 200, "ended");
  api.judge("candidateReceipt", await get(camille, "candidateReceipt"), 200, "receipt");
  api.refusal(await send(camille, "candidateHandIn", only()), 409, "sitting_ended");
});

test("A session is closed with the reason of each unfinished test, then sealed, then signed out of", async () => {
  const create = api.request("managerCreateSession", "create", { id: randomUUID(), csv: people });
  const other = (await send(manager, "managerCreateSession", create)).json;
  const desk = world.centre.from("127.0.0.9");
  const { name, password, passphrase } = world.invigilator;
  api.judge("invigilatorSignIn", await send(desk, "invigilatorSignIn", { name, password, sessionCode: other.sessionCode }), 200);
  await done(desk, { type: "open_session" });
  const ids = (await get(desk, "invigilatorRoom")).json.candidates.map((one) => one.candidate);
  const stations = ids.slice(0, 3).map((_id, place) => world.centre.from(`127.0.1.${place + 1}`));
  for (const [place, station] of stations.entries()) {
    const id = ids[place];
    const code = other.codes[place].code.replace("-", "");
    api.judge("candidateSignIn", await send(station, "candidateSignIn", { id: randomUUID(), code }), 200);
    await done(desk, { type: "confirm_presence", candidate: id });
    await done(desk, { type: "authorise", candidate: id });
    api.judge("candidateStart", await send(station, "candidateStart", only()), 200);
  }
  // Camille may have had the one question of a kind reported: here each kind is asked, and none set aside.
  for (let state = await stateOf(stations[2]); state.question; state = await stateOf(stations[2])) await answerByExample(stations[2]);
  assert.deepEqual([...untried], [], "an example of an answer was sent for each kind of question");
  const terminate = api.request("invigilatorAct", "terminate", { id: randomUUID(), "act.candidate": ids[0] });
  api.judge("invigilatorAct", await send(desk, "invigilatorAct", terminate), 200, "version");
  api.refusal(await act(desk, { type: "close_session", unfinished: [] }), 409, "reason_missing");
  const close = api.request("invigilatorAct", "closeSession", { id: randomUUID(), "act.unfinished.0.candidate": ids[1] });
  api.judge("invigilatorAct", await send(desk, "invigilatorAct", close), 200, "version");
  api.refusal(await act(desk, { type: "pause_room", note: "" }), 409, "session_is_closed");

  const wrong = await send(desk, "invigilatorSeal", api.request("invigilatorSeal", "seal"));
  api.judge("invigilatorSeal", wrong, 403);
  api.refusal(wrong, 403, "wrong_passphrase", { told: true });
  assert.equal((await get(desk, "invigilatorRoom")).json.session.phase, "closing");
  await refuseKeyFiles(desk);
  const seal = api.request("invigilatorSeal", "seal", { passphrase });
  api.judge("invigilatorSeal", await send(desk, "invigilatorSeal", seal), 200, "version");
  const room = await get(desk, "invigilatorRoom");
  api.judge("invigilatorRoom", room, 200);
  assert.ok(room.json.session.seal.packet);
  const out = api.request("invigilatorSignOut", "nothing");
  api.judge("invigilatorSignOut", await send(desk, "invigilatorSignOut", out), 204);
  api.refusal(await get(desk, "invigilatorRoom"), 401, "not_signed_in");
});

test("A body that is not what is expected is refused with the name of what is wrong", async () => {
  const check = (body, more) => manager.ask("POST", api.address("managerCheckRoster"), { body, ...more });
  api.refusal(await check({ csv: "x", surprise: 1 }), 400, "unknown_field", { told: true });
  api.refusal(await check({}), 400, "missing_field", { told: true });
  api.refusal(await check({ csv: 12 }), 400, "bad_field", { told: true });
  api.refusal(await check(Buffer.from("csv=x"), { type: "text/plain" }), 415, "not_json");
  api.refusal(await check(Buffer.from("{")), 400, "bad_json");
  api.refusal(await check([]), 400, "not_an_object");
  const bodies = api.request("managerSignOut", "nothing");
  api.refusal(await send(manager, "managerSignOut", { ...bodies, pad: " ".repeat(2048) }), 413, "body_too_large", { told: true });
});

test("What comes from elsewhere, or in another tongue than HTTP/1.1, is refused", async () => {
  const path = api.address("managerSignOut");
  const out = (headers) => manager.ask("POST", path, { body: {}, headers });
  api.refusal(await out({ origin: "https://elsewhere.example" }), 403, "foreign_origin", { told: true });
  api.refusal(await out({ host: "elsewhere.example" }), 421, "wrong_host", { told: true });
  api.refusal(await manager.ask("GET", "/api/v1/nothing"), 404, "not_found", { told: true });
  api.refusal(await manager.ask("DELETE", path), 405, "other_method");
  api.refusal(await out({ cookie: "x=".padEnd(40_000, "x") }), 431, "head_too_large");
  api.refusal(await raw(world.centre, "BREW / HTTP/1.1\r\nHost: localhost\r\n\r\n"), 501, "unknown_method");
  api.refusal(await raw(world.centre, "GET / HTTP/2.0\r\nHost: localhost\r\n\r\n"), 505, "unknown_version");
  api.refusal(await raw(world.centre, "GET / HTTP/1.1\r\n\r\n"), 400, "bad_request");
  api.refusal(await raw(world.centre, "GET / HTTP/1.1\r\nHo"), 408, "too_slow");
});

test("A manager signs out", async () => {
  api.judge("managerSignOut", await send(manager, "managerSignOut", {}), 204);
  api.refusal(await get(manager, "managerSessions"), 401, "not_signed_in");
});

/** The invigilator's key file is away, then open to others, then as it was. */
async function refuseKeyFiles(desk) {
  const folder = join(world.ground, "centre/keys/invigilators");
  const [file] = readdirSync(folder).filter((name) => name.endsWith(".key")).map((name) => join(folder, name));
  const seal = () => send(desk, "invigilatorSeal", api.request("invigilatorSeal", "seal", { passphrase: world.invigilator.passphrase }));
  renameSync(file, `${file}.away`);
  api.refusal(await seal(), 409, "no_key_file");
  renameSync(`${file}.away`, file);
  chmodSync(file, 0o644);
  api.refusal(await seal(), 409, "unreadable_key_file");
  chmodSync(file, 0o600);
}

/** Answers that a healthy centre cannot be made to give in a minute, and where they are tested instead. */
const kElsewhere = {
  clock_went_back: "tests/unit/engine/session/time_test.cpp",
  empty_roster: "the roster is read first: roster_faults", roster_too_long: "roster_faults", duplicate_candidate: "roster_faults", seat_taken: "roster_faults", needs_unserved: "roster_faults",
  code_expired: "ten minutes later: tests/unit/engine/session/admission_test.cpp",
  past_does_not_fit: "the centre counts it from its own journals: tests/unit/engine/session/wear_test.cpp",
  too_late: "when the time is over: tests/unit/engine/session/time_test.cpp",
  alert_taken: "by another invigilator: tests/unit/engine/session/alert_test.cpp",
  unknown: "when the disk refuses: tests/integration/room_loop_fault_test.cpp",
  unknown_key: "trust lists the keys of this ground: tests/integration/sealing_test.cpp, as for the four below",
  expired_key: "unknown_key", revoked_key: "unknown_key", demo_key: "unknown_key", centre_key_not_valid: "unknown_key",
  other_package: "after another is installed: tests/integration/sealing_test.cpp",
  camera_not_ordered: "where stations are: tests/protocol/station.test.mjs, as for all below",
  ...Object.fromEntries(["alert_does_not_fit", "minute_known", "alert_known", "rule_is_muted", "rule_not_muted", "not_of_camera", "same_answer", "answer_instead", "no_station",
    "unknown_station_code", "bad_certificate_request", "bad_proof", "too_many_station_codes", "no_still", "no_sitting"].map((code) => [code, "station.test.mjs"])),
  too_many_alerts: "tests/unit/engine/session/camera_test.cpp",
  busy: "when many type at once: tests/unit/center/tries_test.cpp, tests/integration/access_test.cpp",
  failed: "our own bug: tests/unit/server/http_server_test.cpp",
};

test("Every operation was asked, every example replayed, every refusal met", () => {
  assert.deepEqual(api.notAsked(), []);
  // A healthy disk refuses nothing: the words of 503 are those of the table, and no reply is at hand.
  const unknown = api.notReplayed().filter((one) => !one.endsWith(" 503 unknown"));
  assert.deepEqual(unknown, []);
  const never = api.codesOf("ProblemCode").filter((code) => !api.codes.has(code) && !(code in kElsewhere));
  assert.deepEqual(never, []);
  assert.deepEqual(Object.keys(kElsewhere).filter((code) => api.codes.has(code)), [], "these can be met after all");
});
