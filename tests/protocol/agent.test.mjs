// tests/protocol/agent.test.mjs: a real station beside the real centre, from its enrolment to the console.
//
// Role      `probant-station enrol` and `run` with a film in the camera's place, a candidate who signs in with the
//           station's certificate, a console that listens: the candidate leaves, comes back, somebody joins, the lens
//           is covered, the film runs in a circle; each alert comes with its picture and its reason, is answered, and
//           the observations are in the journal. Then the agent is killed, and the centre goes away and comes back.
//           How long each alert took is told, never asserted: a busy machine is no fault.
//
// SPDX-License-Identifier: EUPL-1.2
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { cpSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Contract } from "./contract.mjs";
import { bin, root, startAll } from "./servers.mjs";

const api = new Contract("openapi.yaml", { tags: () => false });
const models = join(root, "build/models");
const hasNetworks = existsSync(join(models, "mp_face_full.onnx"));
// Without its networks a station sees no drawn head: what needs none is tested all the same.
const rules = hasNetworks ? ["face_absent", "extra_face", "covered", "looped"] : ["covered", "looped"];
const roster = "place;nom;prénom;date de naissance\n1;Martin;Zoé;01/05/1984\n";
const kSeconds = 240; // for a film of eighty, on a machine that does something else as well

let scratch;
let world;
let desk;
let zoe;
let candidate;
let agent;
let frames = []; // what the console heard, each with when
const state = () => join(scratch, "state");

const send = (who, operation, body, places) => who.ask(api.of(operation).method, api.address(operation, places), { body });
const act = (what) => send(desk, "invigilatorAct", { id: randomUUID(), act: what });
const done = async (what) => api.judge("invigilatorAct", await act(what), 200);
const room = async () => (await desk.ask("GET", api.address("invigilatorRoom"))).json;
const log = () => readFileSync(join(scratch, "station.log"), "utf8");
const alerts = async () => (await room()).alerts.filter((one) => one.camera);
const alertOf = async (rule) => (await alerts()).find((one) => one.camera.rule === rule);

async function until(holds, what) {
  const end = Date.now() + kSeconds * 1000;
  while (Date.now() < end) {
    const found = await holds();
    if (found) return found;
    await new Promise((next) => setTimeout(next, 100));
  }
  return assert.fail(`${what} did not come: ${log().slice(-2000)}`);
}

function station(command, ...words) {
  const done_ = spawnSync(join(bin, "probant-station"), [command, ...words], { encoding: "utf8" });
  assert.equal(done_.status, 0, done_.stdout + done_.stderr);
  return done_.stdout;
}

function startAgent(film) {
  const out = openSync(join(scratch, "station.log"), "a");
  const words = ["run", "--config", join(scratch, "station.toml"), "--state", state(), "--camera", `film:${film}?rate=real`, "--no-kiosk"];
  agent = spawn(join(bin, "probant-station"), words, { stdio: ["ignore", out, out] });
}

async function stopAgent(signal = "SIGTERM") {
  const ended = new Promise((next) => agent.once("exit", next));
  agent.kill(signal);
  return ended;
}

/** The console's live line, from now on. */
async function listen() {
  const line = await desk.live(api.address("invigilatorLive"));
  void (async () => {
    for (;;) {
      const frame = await line.next();
      frames.push({ at: Date.now(), frame });
    }
  })();
  const beat = setInterval(() => line.send({ type: "hb" }), 2000);
  return () => {
    clearInterval(beat);
    line.close();
  };
}
let deaf = () => undefined;

before(async () => {
  scratch = mkdtempSync(join(tmpdir(), "probant-agent-"));
  writeFileSync(join(scratch, "station.log"), "");
  const bank = join(scratch, "bank");
  cpSync(join(root, "deploy/demo-package"), bank, { recursive: true });
  const file = join(bank, "rules.json");
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), proctoring: { rules, legal_basis: "Essai" } }));
  for (const scene of ["sitting", "steady"]) {
    const drawn = spawnSync(join(bin, "film_maker"), [scene, join(scratch, `${scene}.avi`)], { encoding: "utf8" });
    assert.equal(drawn.status, 0, drawn.stderr);
  }
  world = await startAll({
    beforeStart: (ground) => {
      const config = join(ground, "center.toml");
      writeFileSync(config, readFileSync(config, "utf8").replace(/^package = .*$/m, `package = ${JSON.stringify(bank)}`));
      cpSync(bank, join(ground, "registry/banks/watched"), { recursive: true });
    },
  });
  const manager = world.centre.from("127.0.0.2");
  desk = world.centre.from("127.0.0.3");
  const { name, password } = world.manager;
  await send(manager, "managerSignIn", { name, password });
  const made = await send(manager, "managerCreateSession", { id: randomUUID(), title: "Certification", room: "Salle 204", language: "fr", csv: roster, camera: true });
  assert.equal(made.status, 201, made.bytes.toString());
  await send(desk, "invigilatorSignIn", { name: world.invigilator.name, password: world.invigilator.password, sessionCode: made.json.sessionCode });
  await done({ type: "open_session" });
  candidate = (await room()).candidates[0].candidate;

  const { code, words } = (await send(desk, "invigilatorStationCode", { id: randomUUID() })).json;
  const ca = join(world.ground, "tls/ca.pem");
  const said = station("enrol", "--yes", "--centre", world.centre.origin, "--ca", ca, "--code", code, "--state", state());
  assert.ok(said.includes(words), `the station shows the words of the console (${words}): ${said}`);
  writeFileSync(join(scratch, "station.toml"), `[centre]\nurl = "${world.centre.origin}"\nca = "${ca}"\n[camera]\ndevice = "/dev/video0"\nmodels = "${models}"\n` +
    `[kiosk]\ncommand = ["/bin/sleep", "600"]\nhome = "${scratch}"\n[integrity]\nprocesses = []\nnetworks = []\nelsewhere = []\nports = []\nusb = []\nwindow = "chromium"\n`);

  zoe = world.centre.from("127.0.2.1");
  zoe.certificate = { cert: readFileSync(join(state(), "identity/station.pem")), key: readFileSync(join(state(), "identity/station.key")) };
  assert.equal((await send(zoe, "candidateSignIn", { id: randomUUID(), code: made.json.codes[0].code.replace("-", "") })).status, 200);
  for (const type of ["confirm_presence", "authorise"]) await done({ type, candidate });
  deaf = await listen();
  startAgent(join(scratch, "sitting.avi"));
});
after(async () => {
  deaf();
  if (agent?.exitCode === null) await stopAgent("SIGKILL");
  await world?.stop();
  if (scratch) rmSync(scratch, { recursive: true, force: true });
});

test("The camera is closed until the sitting runs, and the console sees the station", async () => {
  const seen = await until(async () => (await room()).candidates[0].station, "the station");
  assert.equal(seen.camera, "closed");
  assert.equal(seen.watching, false);
  assert.equal((await send(zoe, "candidateStart", { id: randomUUID() })).status, 200);
  await until(async () => (await room()).candidates[0].station?.camera === "open", "an open camera");
});

/** When the station's own log says that it raised its n-th alert. */
function raisedAt(number) {
  const lines = log().split("\n").filter((line) => line.includes('"alert.changed"') && line.includes(`"number":${number}`));
  return Date.parse(JSON.parse(lines[0]).at);
}

for (const [place, rule] of rules.entries()) {
  test(`What the film shows is asked with its picture: ${rule}`, async (told) => {
    const alert = await until(() => alertOf(rule), rule);
    const heard = await until(() => frames.find(({ frame }) => (frame.alerts ?? []).some((one) => one.alert === alert.alert)), `${rule} on the live line`);
    assert.ok(alert.camera.reason.length > 20);
    assert.equal(alert.camera.still, true);
    const still = await desk.ask("GET", api.address("invigilatorStill", { alert: alert.alert }));
    assert.equal(still.status, 200);
    assert.deepEqual([...still.bytes.subarray(0, 3), ...still.bytes.subarray(-2)], [0xff, 0xd8, 0xff, 0xff, 0xd9]);
    assert.ok(still.bytes.length <= 102_400);
    told.diagnostic(`${rule}: on the console's live line ${heard.at - raisedAt(place + 1)} ms after the station raised it`);
  });
}

/** What stands beside the journal and in it, read by a program that is not ours. */
function query(session, sql) {
  const read = "import json,sqlite3,sys; print(json.dumps([[c.hex() if isinstance(c, bytes) else c for c in r] for r in sqlite3.connect('file:'+sys.argv[1]+'?mode=ro', uri=True).execute(sys.argv[2])]))";
  const asked = spawnSync("python3", ["-c", read, join(world.ground, "centre/data/sessions", session, "session.db"), sql], { encoding: "utf8" });
  assert.equal(asked.status, 0, asked.stderr);
  return JSON.parse(asked.stdout);
}

async function keptMinutes() {
  const session = (await room()).session.id;
  return query(session, "SELECT bytes FROM entries ORDER BY n").flatMap(([bytes]) => JSON.parse(bytes).then).filter((event) => event.type === "MinuteKept");
}

test("A pause closes the camera, and its minutes are in the journal by the digest of what is stored", async () => {
  await until(() => alertOf("looped"), "the film's end");
  await done({ type: "pause", candidate, note: "" });
  await until(async () => (await room()).candidates[0].station?.camera === "closed", "a closed camera");
  const session = (await room()).session.id;
  const kept = await until(() => {
    const rows = query(session, "SELECT opening, minute, batches FROM minutes ORDER BY opening, minute");
    return rows.length > 0 && rows;
  }, "a minute");
  const journal = await keptMinutes();
  assert.deepEqual(journal.map(({ opening, minute }) => [opening, minute]), kept.map(([opening, minute]) => [opening, minute]));
  const wide = (value) => Buffer.from(BigInt(value).toString(16).padStart(16, "0"), "hex");
  for (const [place, [opening, minute, hex]] of kept.entries()) {
    const row = Buffer.from(hex, "hex");
    const batches = [];
    for (let at = 0; at < row.length; at += 2 + row.readUInt16BE(at)) batches.push(row.subarray(at + 2, at + 2 + row.readUInt16BE(at)));
    const hash = createHash("sha256").update(`probant.proctoring.minute.v1\n${candidate}\n`).update(Buffer.concat([wide(opening), wide(minute), wide(batches.length)]));
    for (const one of batches) hash.update(Buffer.concat([wide(one.length), one]));
    assert.equal(journal[place].digest, hash.digest("hex"), `minute ${minute}`);
  }
});

test("What the station raised is raised again from what it stored, and an altered minute is found", async () => {
  const { number } = (await room()).session;
  const minutes = join(scratch, "minutes.jsonl");
  const journal = join(scratch, "journal.jsonl");
  const told = spawnSync(join(bin, "probant-center"), ["--config", join(world.ground, "center.toml"), "session", "minutes", "--number", number, "--journal", journal], { encoding: "utf8" });
  assert.equal(told.status, 0, told.stderr);
  writeFileSync(minutes, told.stdout);
  const watch = () => spawnSync(join(bin, "probant-engine"), ["watch", "--journal", journal, "--package", join(scratch, "bank"), "--minutes", minutes, "--json"], { encoding: "utf8" });
  const whole = watch();
  assert.equal(whole.status, 0, whole.stdout + whole.stderr);
  const { alerts: journalled, raisedAgain, missing, altered } = JSON.parse(whole.stdout);
  assert.ok(journalled >= rules.length, whole.stdout);
  assert.deepEqual([raisedAgain, missing, altered], [journalled, 0, 0]);

  const [first, ...rest] = told.stdout.trim().split("\n").map((line) => JSON.parse(line));
  const bytes = Buffer.from(first.batches[0], "base64");
  bytes[bytes.length - 1] ^= 1;
  writeFileSync(minutes, [{ ...first, batches: [bytes.toString("base64"), ...first.batches.slice(1)] }, ...rest].map((one) => JSON.stringify(one)).join("\n"));
  const changed = watch();
  assert.equal(changed.status, 1, changed.stdout);
  assert.equal(JSON.parse(changed.stdout).altered, 1);
});

test("An agent that is killed is missed, comes back as the same station, and goes on", async () => {
  await stopAgent("SIGKILL");
  await until(async () => (await room()).candidates[0].station === null, "a station that is missed");
  const before_ = (await alerts()).length;
  await done({ type: "resume", candidate });
  startAgent(join(scratch, "steady.avi"));
  const seen = await until(async () => {
    const { station: now } = (await room()).candidates[0];
    return now?.camera === "open" && now;
  }, "the station, back");
  assert.equal(seen.watching, true);
  assert.ok((await alerts()).length >= before_);
});

test("While the centre is away the exam's observations wait at the station, and come once it is back", async () => {
  const opening = (await keptMinutes()).length;
  await world.centre.kill();
  await new Promise((next) => setTimeout(next, 12_000));
  assert.equal(agent.exitCode, null, "the agent goes on");
  await world.centre.start();
  await until(() => log().includes('"event":"link.back"'), "the link");
  const back = await until(async () => (await room().catch(() => undefined))?.candidates[0].station, "the station, heard again");
  assert.equal(back.camera, "open");
  await done({ type: "pause", candidate, note: "" });
  const kept = await until(async () => (await keptMinutes()).length > opening && keptMinutes(), "the minutes");
  const last = kept.filter((one) => one.opening === kept.at(-1).opening);
  assert.ok(last.reduce((sum, one) => sum + one.batches, 0) >= 2, "more than the ten seconds after");
  assert.deepEqual(last.flatMap((one) => one.gaps), [], "nothing was let go");
});
