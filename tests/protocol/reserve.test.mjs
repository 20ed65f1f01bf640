// tests/protocol/reserve.test.mjs: the disk fills up, and nobody is there to free it.
//
// Role      A session that opened keeps 64 MiB for that day: they are given back, answers are held again,
//           the session ends and closes, on a disk that stays full. Ends with 77 where nothing may be mounted.
//
// SPDX-License-Identifier: EUPL-1.2
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, test } from "node:test";
import { Contract } from "./contract.mjs";
import { startAll } from "./servers.mjs";
import { SmallDisk, until } from "./small_disk.mjs";

const kDiskBytes = 80 * 1024 * 1024; // the reserve, and a day

const api = new Contract("openapi.yaml");
let world;
let disk;
let console_;
let station;

const send = (who, operation, body, places) => who.ask(api.of(operation).method, api.address(operation, places), { body });
const get = (who, operation) => who.ask("GET", api.address(operation));
const act = (what, id = randomUUID()) => send(console_, "invigilatorAct", { id, act: what });

async function startADay() {
  world = await startAll({
    beforeStart: (ground) => {
      disk = new SmallDisk(ground, kDiskBytes);
    } });
  const manager = world.centre.from("127.0.0.2");
  console_ = world.centre.from("127.0.0.3");
  station = world.centre.from("127.0.0.12");
  const { name, password } = world.manager;
  api.judge("managerSignIn", await send(manager, "managerSignIn", { name, password }), 200);
  const made = (await send(manager, "managerCreateSession", api.request("managerCreateSession", "create", { id: randomUUID() }))).json;
  const { name: account, password: secret } = world.invigilator;
  await send(console_, "invigilatorSignIn", { name: account, password: secret, sessionCode: made.sessionCode });
  await act({ type: "open_session" });
  const { candidate } = (await get(console_, "invigilatorRoom")).json.candidates[0];
  await send(station, "candidateSignIn", { id: randomUUID(), code: made.codes[0].code.replace("-", "") });
  for (const type of ["confirm_presence", "authorise"]) api.judge("invigilatorAct", await act({ type, candidate }), 200);
  api.judge("candidateStart", await send(station, "candidateStart", { id: randomUUID() }), 200);
}

/** The question on the page is answered, handed in, and the session closed. */
async function endTheDay() {
  const { question } = (await get(station, "candidateState")).json;
  const answer = { id: randomUUID(), response: { type: "passed" } };
  await until("an answer is held", async () => (await send(station, "candidateAnswer", answer, { n: question.n })).status === 200);
  assert.equal((await get(station, "candidateState")).json.held, 1);
  api.judge("candidateHandIn", await send(station, "candidateHandIn", { id: randomUUID() }), 200);
  const { candidates } = (await get(console_, "invigilatorRoom")).json;
  const unfinished = [{ candidate: candidates[0].candidate, reason: "technical" }];
  api.judge("invigilatorAct", await act({ type: "close_session", unfinished }), 200);
  const room = (await get(console_, "invigilatorRoom")).json;
  assert.equal(room.session.phase, "closing");
  assert.equal(room.readOnly, null);
}

beforeEach(startADay);
afterEach(async () => {
  await world?.stop({ beforeRemoval: () => disk.unmount() });
});

test("On a disk that is full and stays so, the session goes on to its end and closes", async () => {
  disk.fill();
  const { question } = (await get(station, "candidateState")).json;
  const refused = await send(station, "candidateAnswer", { id: randomUUID(), response: { type: "passed" } }, { n: question.n });
  api.judge("candidateAnswer", refused, 503, "unknown");

  await endTheDay();
});

test("A centre that died on a full disk starts again, and its session ends and closes", async () => {
  await world.centre.kill();
  disk.fill();

  await world.centre.start();

  await endTheDay();
});

test("A centre without a byte left says that the disk is full and what to do", async () => {
  await world.centre.kill();
  disk.fill();
  disk.forgetReserves();
  disk.fill();

  await assert.rejects(world.centre.start(), /est plein : libérez de la place[^]*is full: free some space/);
});
