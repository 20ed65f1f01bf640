// tests/protocol/full_disk.test.mjs: a centre whose disk is really full, as the stations and the console see it.
//
// Role      The centre's data lie on a file system of a few megabytes, which is then filled to the last
//           byte: what cannot be recorded is answered `unknown`, nobody is told otherwise, everybody sees
//           why; once there is room, the same command under the same id is done, once. Where nothing may
//           be mounted it says so and ends with 77.
//
// SPDX-License-Identifier: EUPL-1.2
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { Contract } from "./contract.mjs";
import { startAll } from "./servers.mjs";
import { SmallDisk, until } from "./small_disk.mjs";

const kDiskBytes = 4 * 1024 * 1024;

const api = new Contract("openapi.yaml");
let world;
let disk;
let console_;
let station;
let neighbour;
let made;

const send = (who, operation, body, places) => who.ask(api.of(operation).method, api.address(operation, places), { body });
const get = (who, operation) => who.ask("GET", api.address(operation));
const act = (what) => send(console_, "invigilatorAct", { id: randomUUID(), act: what });

/** The next frame of this kind, whatever comes before it. */
async function nextOf(socket, frame, holds) {
  for (;;) {
    const told = await socket.next();
    api.holds(frame, told);
    if (holds(told)) return told;
  }
}

/** All that a socket is told until it is answered. */
async function toldSoFar(socket) {
  const told = [];
  socket.send({ type: "hb" });
  for (;;) {
    const frame = await socket.next();
    if (frame.type === "hb") return told;
    told.push(frame.type);
  }
}

/** A session whose only station watches: the neighbour of the one that fails. */
async function openNeighbour(manager) {
  const watcher = world.centre.from("127.0.0.4");
  const idle = world.centre.from("127.0.0.13");
  const body = api.request("managerCreateSession", "create", { id: randomUUID() });
  const { sessionCode, codes } = (await send(manager, "managerCreateSession", body)).json;
  const { name, password } = world.invigilator;
  await send(watcher, "invigilatorSignIn", { name, password, sessionCode });
  await send(watcher, "invigilatorAct", { id: randomUUID(), act: { type: "open_session" } });
  api.judge("candidateSignIn", await send(idle, "candidateSignIn", { id: randomUUID(), code: codes[0].code.replace("-", "") }), 200);
  return idle;
}

before(async () => {
  world = await startAll({
    beforeStart: (ground) => {
      disk = new SmallDisk(ground, kDiskBytes);
    } });
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
  neighbour = await openNeighbour(manager);
});
after(async () => {
  await world?.stop({ beforeRemoval: () => disk.unmount() });
});

test("On a full disk an answer is unknown, kept nowhere, and everybody sees why", async () => {
  const { question } = (await get(station, "candidateState")).json;
  const answer = { id: randomUUID(), response: { type: "passed" } };
  const page = await station.live(api.address("candidateLive"));
  const room_ = await console_.live(api.address("invigilatorLive"));
  const apart = await neighbour.live(api.address("candidateLive"));
  for (const socket of [page, room_, apart]) await toldSoFar(socket);
  disk.fill();

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
  const isStopped = (told) => told.type === "room" && told.readOnly?.detail === "disk_full";
  await nextOf(room_, "LiveConsoleFrame", isStopped);
  await nextOf(page, "LiveStationFrame", (told) => told.type === "changed");
  await toldSoFar(page);

  disk.free();
  await until("the same command is done once there is room", async () => {
    const again = await send(station, "candidateAnswer", answer, { n: question.n });
    if (again.status !== 503) api.judge("candidateAnswer", again, 200);
    return again.status === 200;
  });
  assert.equal((await get(station, "candidateState")).json.held, 1);
  await nextOf(room_, "LiveConsoleFrame", (told) => told.type === "room" && told.readOnly === null);
  await nextOf(page, "LiveStationFrame", (told) => told.type === "changed");
  assert.deepEqual(await toldSoFar(apart), [], "a session that records is told nothing of another");
  for (const socket of [page, room_, apart]) socket.close();
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
