// tests/protocol/full_disk.test.mjs: a centre whose disk is really full, as the stations and the console see it.
//
// Role      The centre's data lie on a file system of a few megabytes, which is then filled to the last
//           byte: what cannot be recorded is answered `unknown`, nobody is told otherwise, everybody sees
//           why; once there is room, the same command under the same id is done, once. Where nothing may
//           be mounted it says so and ends with 77.
//
// SPDX-License-Identifier: EUPL-1.2
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { appendFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Contract } from "./contract.mjs";
import { startAll } from "./servers.mjs";

const kDiskBytes = 4 * 1024 * 1024;
const kPoll = 100; // ms; the centre tries its disk again by itself

const api = new Contract("openapi.yaml");
let world;
let disk;
let filler;
let console_;
let station;
let made;

function mounted(ground) {
  disk = join(ground, "small-disk");
  mkdirSync(disk);
  const done = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${kDiskBytes},mode=700`, "tmpfs", disk], { encoding: "utf8" });
  if (done.status === 0) return true;
  console.log(`skipped: no file system can be mounted here (${(done.stderr ?? done.error.message).trim()})`);
  return false;
}

/** The centre's data move to the small disk before it starts. */
function moveData(ground) {
  if (!mounted(ground)) {
    rmSync(ground, { recursive: true, force: true });
    process.exit(77);
  }
  cpSync(join(ground, "centre/data"), disk, { recursive: true });
  const config = join(ground, "center.toml");
  writeFileSync(config, readFileSync(config, "utf8").replace('data = "centre/data"', 'data = "small-disk"'));
}

const send = (who, operation, body, places) => who.ask(api.of(operation).method, api.address(operation, places), { body });
const get = (who, operation) => who.ask("GET", api.address(operation));
const act = (what) => send(console_, "invigilatorAct", { id: randomUUID(), act: what });

/** Every byte that is left, then the last ones. */
function fill() {
  filler = join(disk, "filler");
  for (let size = 64 * 1024; size >= 1; size = Math.floor(size / 2))
    for (;;)
      try {
        appendFileSync(filler, Buffer.alloc(size));
      } catch (error) {
        assert.equal(error.code, "ENOSPC");
        break;
      }
}

async function until(what, holds) {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await holds()) return;
    await new Promise((done) => setTimeout(done, kPoll));
  }
  assert.fail(what);
}

before(async () => {
  world = await startAll({ beforeStart: moveData });
  const manager = world.centre.from("127.0.0.2");
  console_ = world.centre.from("127.0.0.3");
  station = world.centre.from("127.0.0.12");
  const { name, password } = world.manager;
  api.judge("managerSignIn", await send(manager, "managerSignIn", { name, password }), 200);
  made = (await send(manager, "managerCreateSession", api.request("managerCreateSession", "create", { id: randomUUID() }))).json;
  const { name: account, password: secret } = world.invigilator;
  await send(console_, "invigilatorSignIn", { name: account, password: secret, sessionCode: made.sessionCode });
  await act({ type: "open_session" });
  const { candidate } = (await get(console_, "invigilatorRoom")).json.candidates[0];
  await send(station, "candidateSignIn", { id: randomUUID(), code: made.codes[0].code.replace("-", "") });
  for (const type of ["confirm_presence", "authorise"]) api.judge("invigilatorAct", await act({ type, candidate }), 200);
  api.judge("candidateStart", await send(station, "candidateStart", { id: randomUUID() }), 200);
});
after(async () => {
  await world?.stop({
    beforeRemoval: () => spawnSync("umount", [disk]) });
});

test("On a full disk an answer is unknown, kept nowhere, and everybody sees why", async () => {
  const { question } = (await get(station, "candidateState")).json;
  const answer = { id: randomUUID(), response: { type: "passed" } };
  fill();

  const refused = await send(station, "candidateAnswer", answer, { n: question.n });
  api.judge("candidateAnswer", refused, 503, "unknown");
  const state = await get(station, "candidateState");
  api.judge("candidateState", state, 200);
  assert.equal(state.json.held, 0);
  assert.equal(state.json.readOnly.detail, "disk_full");
  const room = await get(console_, "invigilatorRoom");
  api.judge("invigilatorRoom", room, 200);
  assert.equal(room.json.readOnly.detail, "disk_full");
  assert.equal(room.json.candidates[0].held, 0);
  api.judge("invigilatorAct", await act({ type: "pause_room", note: "" }), 503, "unknown");
  const ready = await get(world.centre.from("127.0.0.1"), "healthReady");
  api.judge("healthReady", ready, 503);
  assert.equal(ready.json.ready, false);
  api.judge("healthLive", await get(world.centre.from("127.0.0.1"), "healthLive"), 200);

  rmSync(filler);
  await until("the same command is done once there is room", async () => {
    const again = await send(station, "candidateAnswer", answer, { n: question.n });
    if (again.status !== 503) api.judge("candidateAnswer", again, 200);
    return again.status === 200;
  });
  assert.equal((await get(station, "candidateState")).json.held, 1);
  const after = (await get(console_, "invigilatorRoom")).json;
  assert.equal(after.readOnly, null);
  assert.equal(after.session.paused, false, "what was unknown was not done");
});

test("Started again, the centre holds what it acknowledged and nothing else", async () => {
  await world.centre.kill();
  await world.centre.start();
  const state = await get(station, "candidateState");
  api.judge("candidateState", state, 200);
  assert.equal(state.json.held, 1);
  assert.equal((await get(console_, "invigilatorRoom")).json.session.paused, false);
});
