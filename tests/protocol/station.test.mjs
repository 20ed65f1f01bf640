// tests/protocol/station.test.mjs: what a station says to the real centre, spoken by a program that is not ours.
//
// Role      OpenSSL makes the request for a certificate, Node signs, and the bytes of a minute are written here
//           from docs/PROCTORING.md alone: enrolment, heartbeats, minutes, alerts with their picture, the three
//           answers, mutes, and everything that is refused on the way. Then the picture that was answered
//           "nothing" is looked for in every file of the centre.
//
// SPDX-License-Identifier: EUPL-1.2
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash, generateKeyPairSync, randomUUID, randomBytes, sign } from "node:crypto";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Contract } from "./contract.mjs";
import { bin, root, startAll } from "./servers.mjs";

const api = new Contract("openapi.yaml", { tags: (tag) => tag === "station" });
const roster = "place;nom;prénom;date de naissance;accompagnant\n1;Martin;Zoé;01/05/1984;\n2;Petit;Léo;02/05/1984;oui\n";
/** A few seconds, each looked at: the servers have their own pace. */
async function until(holds) {
  for (let n = 0; n < 300; n += 1) {
    if (await holds()) return;
    await new Promise((next) => setTimeout(next, 100));
  }
  assert.fail("it did not come about in thirty seconds");
}

const order = { retention_days: 0, rules: ["face_absent", "covered", "extra_face"], legal_basis: "Arrêté du 1er septembre 2026, article 4", identity_decision: "Décision 12 du 3 septembre 2026" };

let bank;
let scratch;
let world;
let manager;
let desk;
let made;
let ids;
let zoe; // the kiosk's page of the first station
let station;

function layWatchedBank() {
  const folder = mkdtempSync(join(tmpdir(), "probant-watched-"));
  cpSync(join(root, "deploy/demo-package"), folder, { recursive: true });
  const file = join(folder, "rules.json");
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), proctoring: order }));
  return folder;
}

const send = (who, operation, body, places) => who.ask(api.of(operation).method, api.address(operation, places), { body });
const act = (what) => send(desk, "invigilatorAct", { id: randomUUID(), act: what });
const done = async (what) => api.judge("invigilatorAct", await act(what), 200);
const room = async () => (await desk.ask("GET", api.address("invigilatorRoom"))).json;
const sha256 = (bytes) => createHash("sha256").update(bytes).digest();
const sha256hex = (text) => sha256(text).toString("hex");

/** A machine that has made its keys and wants in. */
function aMachine(name, curve = "P-256") {
  const key = join(scratch, `${name}.key`);
  const request = spawnSync("openssl", ["req", "-newkey", "ec", "-pkeyopt", `ec_paramgen_curve:${curve}`, "-nodes", "-subj", "/CN=whoever", "-keyout", key], { encoding: "utf8" });
  assert.equal(request.status, 0, request.stderr);
  const session = generateKeyPairSync("ed25519");
  const sessionKey = Buffer.from(session.publicKey.export({ format: "jwk" }).x, "base64url").toString("base64");
  return { csr: request.stdout, key: readFileSync(key, "utf8"), session, sessionKey };
}

const signed = (machine, label, message) => sign(null, Buffer.concat([Buffer.from(`${label}\n`), message]), machine.session.privateKey).toString("base64");

function enrolment(machine, code, csr = machine.csr) {
  const proof = signed(machine, "probant.station.enrol.v1", Buffer.from(`${code.replace("-", "")}\n${sha256hex(csr)}\n`));
  return { code, csr, sessionKey: machine.sessionKey, proof };
}

async function aCode() {
  const reply = await send(desk, "invigilatorStationCode", { id: randomUUID() });
  api.judge("invigilatorStationCode", reply, 200, "code");
  return reply.json;
}

/** A station of its own: its agent, and the browser beside it, show the same certificate. */
async function enrolled(name, address) {
  const machine = aMachine(name);
  const { code } = await aCode();
  const asked = world.centre.from(address);
  const reply = await send(asked, "stationEnrol", api.request("stationEnrol", "enrol", enrolment(machine, code)));
  api.judge("stationEnrol", reply, 200, "enrolled");
  const certificate = { cert: reply.json.certificate, key: machine.key };
  const agent = world.centre.from(address);
  agent.certificate = certificate;
  return { machine, agent, certificate, id: reply.json.station };
}

async function sit(place, address, certificate) {
  const page = world.centre.from(address);
  page.certificate = certificate;
  const code = made.codes[place].code.replace("-", "");
  api.judge("candidateSignIn", await send(page, "candidateSignIn", { id: randomUUID(), code }), 200);
  for (const type of ["confirm_presence", "authorise"]) await done({ type, candidate: ids[place] });
  api.judge("candidateStart", await send(page, "candidateStart", { id: randomUUID() }), 200);
  return page;
}

before(async () => {
  scratch = mkdtempSync(join(tmpdir(), "probant-station-"));
  bank = layWatchedBank();
  world = await startAll({
    beforeStart: (ground) => {
      const file = join(ground, "center.toml");
      writeFileSync(file, readFileSync(file, "utf8").replace(/^package = .*$/m, `package = ${JSON.stringify(bank)}`));
      cpSync(bank, join(ground, "registry/banks/watched"), { recursive: true });
    },
  });
  manager = world.centre.from("127.0.0.2");
  desk = world.centre.from("127.0.0.3");
  const { name, password } = world.manager;
  api.judge("managerSignIn", await send(manager, "managerSignIn", { name, password }), 200);
  const checked = await send(manager, "managerCheckRoster", { csv: roster });
  api.judge("managerCheckRoster", checked, 200);
  assert.deepEqual(checked.json.camera, { legalBasis: order.legal_basis, identity: true, retentionDays: 0 });
  const create = { id: randomUUID(), title: "Certification", room: "Salle 204", language: "fr", csv: roster, camera: true };
  const reply = await send(manager, "managerCreateSession", create);
  api.judge("managerCreateSession", reply, 201);
  made = reply.json;
  const invigilator = { name: world.invigilator.name, password: world.invigilator.password, sessionCode: made.sessionCode };
  api.judge("invigilatorSignIn", await send(desk, "invigilatorSignIn", invigilator), 200);
  await done({ type: "open_session" });
  ids = (await room()).candidates.map((one) => one.candidate);
  station = await enrolled("first", "127.0.2.1");
  zoe = await sit(0, "127.0.2.1", station.certificate);
});
after(async () => {
  await world?.stop();
  for (const folder of [bank, scratch]) if (folder) rmSync(folder, { recursive: true, force: true });
});

test("A machine becomes a station with a code that is good once", async () => {
  const machine = aMachine("second");
  const { code, words } = await aCode();
  assert.match(words, /^([0-9a-f]{4} ){3}[0-9a-f]{4}$/);
  const asked = world.centre.from("127.0.2.9");

  const forged = { ...enrolment(machine, code), proof: enrolment(aMachine("third"), code).proof };
  api.refusal(await send(asked, "stationEnrol", forged), 422, "bad_proof");
  api.refusal(await send(asked, "stationEnrol", enrolment(machine, code, "no request")), 422, "bad_certificate_request");
  const other = aMachine("curve", "P-384");
  api.refusal(await send(asked, "stationEnrol", enrolment(other, code)), 422, "bad_certificate_request");
  api.judge("stationEnrol", await send(asked, "stationEnrol", enrolment(machine, code)), 200);
  api.refusal(await send(asked, "stationEnrol", enrolment(machine, code)), 403, "unknown_station_code");
  api.refusal(await send(asked, "stationEnrol", enrolment(machine, "0000-0000")), 403, "unknown_station_code");
});

test("Guessing ends the codes that wait", async () => {
  const machine = aMachine("guesser");
  const { code } = await aCode();
  for (let n = 0; n < 5; n += 1) {
    const guess = await send(world.centre.from(`127.0.3.${n}`), "stationEnrol", enrolment(machine, `2222222${n}`));
    api.refusal(guess, 403, "unknown_station_code");
  }
  api.refusal(await send(world.centre.from("127.0.3.9"), "stationEnrol", enrolment(machine, code)), 403, "unknown_station_code");
});

test("What OpenSSL reads in the certificate: a client of this centre's stations, for seven days", () => {
  const read = spawnSync("openssl", ["x509", "-noout", "-text"], { input: station.certificate.cert, encoding: "utf8" });
  assert.equal(read.status, 0, read.stderr);
  assert.match(read.stdout, /Issuer: CN = Probant station authority/);
  assert.match(read.stdout, new RegExp(`Subject: CN = ${station.id}`));
  assert.match(read.stdout, /TLS Web Client Authentication/);
  assert.match(read.stdout, /CA:FALSE/);
  const days = spawnSync("openssl", ["x509", "-noout", "-checkend", String(7 * 86_400 + 60)], { input: station.certificate.cert });
  assert.equal(days.status, 1, "it lasts no longer than seven days");
});

test("Without a certificate of this centre nobody is a station", async () => {
  const nobody = world.centre.from("127.0.2.8");
  const beat = api.request("stationHeartbeat", "beat");
  for (const [operation, body] of [["stationHeartbeat", beat], ["stationMinute", {}], ["stationAlert", {}]])
    api.refusal(await send(nobody, operation, body), 401, "no_station");

  const own = spawnSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=Probant station authority", "-keyout", join(scratch, "own.key")], { encoding: "utf8" });
  nobody.certificate = { cert: own.stdout, key: readFileSync(join(scratch, "own.key"), "utf8") };
  await assert.rejects(send(nobody, "stationHeartbeat", beat), "a certificate of another authority is not let in");
});

test("A cookie that was copied to another machine is worth nothing there", async () => {
  const thief = world.centre.from("127.0.2.1");
  for (const [name, value] of zoe.cookies) thief.cookies.set(name, value);
  api.refusal(await thief.ask("GET", api.address("candidateState")), 401, "not_signed_in");
  thief.certificate = (await enrolled("thief", "127.0.2.7")).certificate;
  api.refusal(await thief.ask("GET", api.address("candidateState")), 401, "not_signed_in");
  assert.equal((await zoe.ask("GET", api.address("candidateState"))).status, 200, "where it was given, it is good");
});

test("A heartbeat is told who sits there and what to watch, and the console what the machine says", async () => {
  const reply = await send(station.agent, "stationHeartbeat", api.request("stationHeartbeat", "beat"));
  api.judge("stationHeartbeat", reply, 200, "sitting");
  assert.deepEqual(reply.json.sitting, { candidate: ids[0], state: "running", opening: 0, takeReference: true, watch: ["face_absent", "extra_face", "covered", "identity"],
    order: { rules: ["face_absent", "extra_face", "covered"], legal_basis: order.legal_basis, identity_decision: order.identity_decision, retention_days: 0 } });

  const shown = (await room()).candidates[0];
  assert.equal(shown.watched, true);
  assert.equal(shown.station.camera, "open");
  assert.deepEqual(shown.station.signs.map(({ sign, evidence }) => [sign, evidence]), [["second_screen", "HDMI-A-1"]]);

  const alone = await enrolled("alone", "127.0.2.6");
  api.judge("stationHeartbeat", await send(alone.agent, "stationHeartbeat", api.request("stationHeartbeat", "beat")), 200, "alone");
  const odd = { ...api.request("stationHeartbeat", "beat"), camera: "hidden" };
  api.refusal(await send(alone.agent, "stationHeartbeat", odd), 400, "bad_field");
});

test("Pausing closes the camera, and who is accompanied has no other face held against them", async () => {
  await done({ type: "pause", candidate: ids[0], note: "" });
  const beat = () => send(station.agent, "stationHeartbeat", api.request("stationHeartbeat", "beat"));
  assert.equal((await beat()).json.sitting.state, "paused");
  await done({ type: "resume", candidate: ids[0] });
  assert.equal((await beat()).json.sitting.state, "running");

  const second = await enrolled("leo", "127.0.2.2");
  await sit(1, "127.0.2.2", second.certificate);
  const heard = await send(second.agent, "stationHeartbeat", api.request("stationHeartbeat", "beat"));
  assert.deepEqual(heard.json.sitting.watch, ["face_absent", "covered", "identity"]);
});

test("A picture of reference is taken once for each look of an invigilator, and one that is lost is said", async () => {
  const beat = async (reference) => {
    const reply = await send(station.agent, "stationHeartbeat", { ...api.request("stationHeartbeat", "beat"), ...(reference ? { reference } : {}) });
    api.judge("stationHeartbeat", reply, 200);
    return [reply.json.sitting.takeReference, (await room()).candidates[0].station.reference];
  };
  assert.deepEqual(await beat(), [true, "not_yet"]);
  assert.deepEqual(await beat(ids[1]), [true, "not_yet"], "that of another candidate is none");
  assert.deepEqual(await beat(ids[0]), [false, "taken"]);
  assert.deepEqual(await beat(), [false, "lost"], "who stops a station does not make it learn another face");

  await done({ type: "pause_room", note: "" });
  await done({ type: "resume_room" });
  assert.deepEqual(await beat(), [false, "lost"], "nobody was looked at");
  await done({ type: "pause", candidate: ids[0], note: "" });
  await done({ type: "resume", candidate: ids[0] });
  assert.deepEqual(await beat(), [true, "not_yet"]);
  assert.deepEqual(await beat(ids[0]), [false, "taken"]);
  const odd = { ...api.request("stationHeartbeat", "beat"), reference: "somebody" };
  api.refusal(await send(station.agent, "stationHeartbeat", odd), 400, "bad_field");
});

// A batch as docs/PROCTORING.md has it: one sample in which nothing was looked for.

const number = (value) => (value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...number(value >> 7)]);

function batch({ opening = 0, span = 0, atMs = 500 }) {
  const figures = [90, ...number(400), ...number(180), ...number(900), ...randomBytes(8), ...randomBytes(8)];
  return Buffer.from([0x50, 0x4f, 0x01, ...number(opening), ...number(span), ...number(1), 0, ...number(atMs), ...number(7), ...figures]);
}

const wide = (value) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
};

function digestOfMinute(candidate, opening, minute, batches) {
  const parts = [Buffer.from(`probant.proctoring.minute.v1\n${candidate}\n`), wide(opening), wide(minute), wide(batches.length)];
  for (const one of batches) parts.push(wide(one.length), one);
  return sha256(Buffer.concat(parts));
}

function aMinute({ minute = 0, opening = 0, candidate = ids[0], batches = [batch({ opening, span: 6 * minute })], by = station.machine } = {}) {
  const signature = signed(by, "probant.station.minute.v1", digestOfMinute(candidate, opening, minute, batches));
  return { ...api.request("stationMinute", "minute"), id: randomUUID(), candidate, opening, minute, batches: batches.map((one) => one.toString("base64")), signature };
}

test("A minute of observations is kept once it is signed, and its digest is in the journal", async () => {
  const body = aMinute();
  api.judge("stationMinute", await send(station.agent, "stationMinute", body), 200, "kept");
  api.judge("stationMinute", await send(station.agent, "stationMinute", body), 200, "kept");
  api.refusal(await send(station.agent, "stationMinute", aMinute()), 409, "minute_known");
  const next = { ...aMinute({ minute: 1 }), gaps: [{ opening: 0, fromMs: 10_000, toMs: 20_000, samples: 20 }] };
  api.judge("stationMinute", await send(station.agent, "stationMinute", next), 200, "kept");

  api.refusal(await send(station.agent, "stationMinute", aMinute({ minute: 2, by: aMachine("forger") })), 422, "alert_does_not_fit");
  api.refusal(await send(station.agent, "stationMinute", aMinute({ minute: 2, batches: [batch({ span: 5 })] })), 400, "bad_field");
  api.refusal(await send(station.agent, "stationMinute", aMinute({ minute: 2, batches: [Buffer.concat([batch({ span: 12 }), Buffer.from([0])])] })), 400, "bad_field");
  api.refusal(await send(station.agent, "stationMinute", aMinute({ minute: 2, candidate: ids[1] })), 409, "no_sitting");
});

/** A JPEG in its frame: what a browser makes of the rest is not the centre's to say. */
const picture = () => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(600), Buffer.from([0xff, 0xd9])]);

function anAlert(numbered, more = {}, still = picture()) {
  const body = api.request("stationAlert", "covered", { id: randomUUID(), candidate: ids[0] });
  Object.assign(body.alert, { number: numbered }, more);
  if (still === null) delete body.stillJpeg;
  else body.stillJpeg = still.toString("base64");
  return body;
}

const raise = async (body) => api.judge("stationAlert", await send(station.agent, "stationAlert", body), 200, "shown");
const seen = async (alert) => (await room()).alerts.find((one) => one.alert === alert);

function filesUnder(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((one) => {
    const path = join(folder, one.name);
    return one.isDirectory() ? filesUnder(path) : [path];
  });
}

const holders = (bytes) => filesUnder(join(world.ground, "centre")).filter((file) => statSync(file).size > 0 && readFileSync(file).includes(bytes));

test("An alert shows its picture and its reason to the console and to the candidate, until it is answered", async () => {
  const still = picture();
  const body = anAlert(1, {}, still);
  await raise(body);
  await raise(body);
  const shown = await seen(1);
  assert.equal(shown.kind, "camera");
  assert.equal(shown.camera.title, "Image noire ou unie");
  assert.ok(shown.camera.reason.length > 20, shown.camera.reason);

  const to = await desk.ask("GET", api.address("invigilatorStill", { alert: 1 }));
  api.judge("invigilatorStill", to, 200);
  assert.deepEqual(to.bytes, still);
  assert.equal(to.headers["cache-control"], "no-store");
  const own = await zoe.ask("GET", api.address("candidateStill", { alert: 1 }));
  api.judge("candidateStill", own, 200);
  assert.deepEqual(own.bytes, still);
  const { camera } = (await zoe.ask("GET", api.address("candidateState"))).json;
  assert.deepEqual(camera.kept.map(({ alert, still: kept }) => [alert, kept]), [[1, true]]);

  const over = { id: randomUUID(), candidate: ids[0], step: "closed", alert: { ...body.alert, endMs: 9_000 } };
  await raise(over);
  assert.equal((await seen(1)).camera.endMs, 9_000);
  api.refusal(await send(station.agent, "stationAlert", anAlert(1)), 409, "alert_known");
  api.refusal(await send(station.agent, "stationAlert", anAlert(2, { rule: "frozen" })), 409, "camera_not_ordered");
});

test("A picture answered with nothing is in no file of the centre any more, and one that is noted is", async () => {
  const gone = picture();
  const kept = picture();
  await raise(anAlert(20, { startMs: 20_000, endMs: 23_000 }, gone));
  await raise(anAlert(21, { startMs: 60_000, endMs: 63_000 }, kept));
  const [first, second] = (await room()).alerts.filter((one) => !one.resolved).slice(-2).map((one) => one.alert);
  const part = (bytes) => bytes.subarray(100, 300);
  assert.notDeepEqual(holders(part(gone)), [], "it is there before: the search can find it");

  await done({ type: "answer_alert", alert: first, answer: "nothing", note: "" });
  await done({ type: "answer_alert", alert: second, answer: "note", note: "Un reflet dans la vitre." });
  assert.deepEqual(holders(part(gone)), []);
  assert.notDeepEqual(holders(part(kept)), []);
  api.refusal(await desk.ask("GET", api.address("invigilatorStill", { alert: first })), 404, "no_still");
  api.refusal(await zoe.ask("GET", api.address("candidateStill", { alert: first })), 404, "no_still");
  assert.equal((await seen(second)).camera.note, "Un reflet dans la vitre.");
});

test("An alert of a camera is answered, not resolved, and no other is answered", async () => {
  api.refusal(await act({ type: "resolve_alert", alert: 1, note: "" }), 409, "answer_instead");
  api.judge("candidateHelp", await send(zoe, "candidateHelp", { id: randomUUID() }), 200);
  const help = (await room()).alerts.find((one) => one.kind === "help").alert;
  api.refusal(await act({ type: "answer_alert", alert: help, answer: "act", note: "" }), 409, "not_of_camera");
  await done({ type: "answer_alert", alert: 1, answer: "act", note: "" });
  api.refusal(await act({ type: "answer_alert", alert: 1, answer: "act", note: "" }), 409, "same_answer");
  await done({ type: "answer_alert", alert: 1, answer: "nothing", note: "" });
});

test("Nobody sees the picture of another", async () => {
  await raise(anAlert(30, { startMs: 90_000, endMs: 93_000 }));
  const alert = (await room()).alerts.at(-1).alert;
  const leo = world.centre.from("127.0.2.2");
  leo.cookies = new Map([...zoe.cookies]);
  api.refusal(await leo.ask("GET", api.address("candidateStill", { alert })), 401, "not_signed_in");
  api.refusal(await manager.ask("GET", api.address("invigilatorStill", { alert })), 401, "not_signed_in");
  api.refusal(await station.agent.ask("GET", api.address("invigilatorStill", { alert })), 401, "not_signed_in");
});

test("What is no picture, no batch or no alert is refused, and nothing of it is kept", async () => {
  const refused = async (body) => api.refusal(await send(station.agent, "stationAlert", body), 400, "bad_field");
  const before = (await room()).alerts.length;
  await refused(anAlert(40, {}, Buffer.from("GIF89a, not a JPEG")));
  await refused(anAlert(40, {}, Buffer.concat([picture(), Buffer.from("<script>")])));
  await refused(anAlert(40, {}, Buffer.concat([picture(), Buffer.alloc(102_400), Buffer.from([0xff, 0xd9])])));
  await refused({ ...anAlert(40), alert: { number: 40 } });
  await refused(anAlert(40, { evidence: "much" }));
  api.refusal(await send(station.agent, "stationAlert", anAlert(40, { evidence: [{ name: "<b>", value: 1 }] })), 422, "alert_does_not_fit");
  api.refusal(await send(station.agent, "stationAlert", anAlert(40, { startMs: 9, endMs: 3 })), 422, "alert_does_not_fit");
  assert.equal((await room()).alerts.length, before);
});

test("A rule that is mostly dismissed falls silent, says so, and speaks again in one act", async () => {
  api.refusal(await act({ type: "unmute_rule", rule: "face_absent" }), 409, "rule_not_muted");
  for (let n = 0; n < 10; n += 1) {
    await raise(anAlert(100 + n, { rule: "face_absent", startMs: 200_000 + n * 60_000, endMs: 206_000 + n * 60_000, evidence: [] }, null));
    await done({ type: "answer_alert", alert: (await room()).alerts.at(-1).alert, answer: "nothing", note: "" });
  }
  const rule = (await room()).session.cameraRules.find((one) => one.rule === "face_absent");
  assert.deepEqual(rule, { rule: "face_absent", title: rule.title, alerts: 10, nothing: 10, note: 0, act: 0, muted: true });
  const silent = anAlert(120, { rule: "face_absent", startMs: 900_000, endMs: 906_000, evidence: [] }, null);
  assert.deepEqual((await send(station.agent, "stationAlert", silent)).json, { shown: false });
  await done({ type: "unmute_rule", rule: "face_absent" });
  await raise({ ...silent, id: randomUUID() });
});

test("A centre that was killed knows its stations, who sits there and what was kept", async () => {
  await world.centre.kill();
  await world.centre.start();
  const heard = await send(station.agent, "stationHeartbeat", api.request("stationHeartbeat", "beat"));
  assert.equal(heard.json.sitting.candidate, ids[0]);
  assert.equal(heard.json.sitting.opening, 1, "an opening that has spoken is not used again");
  api.refusal(await send(station.agent, "stationMinute", aMinute({ minute: 1 })), 409, "minute_known");
  assert.equal((await zoe.ask("GET", api.address("candidateState"))).status, 200);
});

test("Pictures go when their time is over, not before, and not while a dispute holds them", async () => {
  const still = picture();
  await raise(anAlert(200, { startMs: 999_000, endMs: 999_900 }, still));
  const part = still.subarray(100, 300);
  const session = (await room()).session.id;
  const { name, password } = world.manager; // a manager's sign-in does not outlive the centre
  api.judge("managerSignIn", await send(manager, "managerSignIn", { name, password }), 200);
  const hold = api.request("managerHoldStills", "hold");
  const pictures = async () => {
    const reply = await manager.ask("GET", api.address("managerSessions"));
    api.judge("managerSessions", reply, 200);
    return reply.json.sessions.find((one) => one.id === session).pictures;
  };
  const { kept, held } = await pictures();
  assert.ok(kept > 0 && !held, "before the dispute");
  api.judge("managerHoldStills", await send(manager, "managerHoldStills", hold, { session }), 200, "held");
  assert.deepEqual(await pictures(), { kept, held: true });
  api.refusal(await send(desk, "managerHoldStills", hold, { session }), 401, "not_signed_in");
  api.refusal(await send(manager, "managerHoldStills", hold, { session: randomUUID() }), 404, "nothing_created");

  for (const candidate of ids) await done({ type: "terminate", candidate, reason: "technical", note: "" });
  await done({ type: "close_session", unfinished: ids.map((candidate) => ({ candidate, reason: "technical" })) });
  api.judge("invigilatorSeal", await send(desk, "invigilatorSeal", { passphrase: world.invigilator.passphrase }), 200);
  await until(async () => (await room()).session.phase === "accepted");
  assert.notDeepEqual(holders(part), [], "held by a dispute");
  api.refusal(await send(station.agent, "stationHeartbeat", api.request("stationHeartbeat", "beat")), 401, "no_station");

  const { number } = (await manager.ask("GET", api.address("managerSessions"))).json.sessions.find((one) => one.id === session);
  const folder = join(scratch, "pictures");
  const export_ = () => spawnSync(join(bin, "probant-center"), ["session", "pictures", "--config", join(world.ground, "center.toml"), "--number", number, "--to", folder], { encoding: "utf8" });
  const exported = export_();
  assert.equal(exported.status, 0, exported.stderr);
  const lines = exported.stdout.trim().split("\n").map((line) => JSON.parse(line));
  assert.equal(lines.length, kept);
  for (const { digest, file } of lines) assert.equal(sha256(readFileSync(join(folder, file))).toString("hex"), digest);
  assert.notEqual(export_().status, 0, "into a folder that is there, nothing is written");

  api.judge("managerHoldStills", await send(manager, "managerHoldStills", { ...hold, id: randomUUID(), held: false }, { session }), 200);
  await world.centre.kill();
  await world.centre.start();
  await until(() => holders(part).length === 0);
  const told = spawnSync("sqlite3", [join(world.ground, "centre/data/centre.db"), "SELECT count, length(digest) FROM deletions"], { encoding: "utf8" });
  if (told.status === 0) assert.match(told.stdout, /^\d+\|32\n$/);
});

test("Every operation of a station was asked, every example replayed", () => {
  assert.deepEqual(api.notAsked(), []);
  assert.deepEqual(api.notReplayed().filter((one) => one.startsWith("station")), []);
});
