// tests/protocol/training.test.mjs: what the real centre tells who sits a training.
//
// Role      A package of the demonstration's questions whose rules are those of a training: one candidate
//           answers every question and hands in, another is ended after one answer. Each state must hold
//           the schema of docs/openapi.yaml, and what it says of the result.
//
// SPDX-License-Identifier: EUPL-1.2
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Contract } from "./contract.mjs";
import { root, startAll } from "./servers.mjs";

const api = new Contract("openapi.yaml");
const roster = "place;nom;prénom;date de naissance\n1;Martin;Zoé;01/05/1984\n2;Petit;Léo;02/05/1984\n";
const kLength = 12;

let bank;
let world;
let desk;
let stations;
let ids;

/** What a certification has and a training has not is left out. */
function layTraining() {
  const folder = mkdtempSync(join(tmpdir(), "probant-training-"));
  cpSync(join(root, "deploy/demo-package"), folder, { recursive: true });
  const file = join(folder, "rules.json");
  const { per_competence: _share, per_tube: _tubes, exposure: _caps, ...rules } = JSON.parse(readFileSync(file, "utf8"));
  const publication = { ...rules.publication, sd_most_milli: 2000, reliability_least_permille: 1 };
  const training = { purpose: "training", competences: ["1.2"], length: kLength, answers_min: 4, reports_max: 0, enemies_apart: false, publication };
  writeFileSync(file, JSON.stringify({ ...rules, ...training }));
  return folder;
}

const send = (who, operation, body, places) => who.ask(api.of(operation).method, api.address(operation, places), { body });
const act = (what) => send(desk, "invigilatorAct", { id: randomUUID(), act: what });
const only = () => ({ id: randomUUID() });

async function stateOf(who, language = "fr") {
  const reply = await who.ask("GET", `${api.address("candidateState")}?lang=${language}`);
  api.judge("candidateState", reply, 200);
  return reply.json;
}

async function passed(who, n) {
  const reply = await send(who, "candidateAnswer", { id: randomUUID(), response: { type: "passed" } }, { n });
  api.judge("candidateAnswer", reply, 200);
  return reply.json;
}

async function sit(made, place) {
  const station = world.centre.from(`127.0.1.${place + 1}`);
  const code = made.codes[place].code.replace("-", "");
  api.judge("candidateSignIn", await send(station, "candidateSignIn", { id: randomUUID(), code }), 200);
  for (const type of ["confirm_presence", "authorise"]) api.judge("invigilatorAct", await act({ type, candidate: ids[place] }), 200);
  api.judge("candidateStart", await send(station, "candidateStart", only()), 200);
  return station;
}

before(async () => {
  bank = layTraining();
  world = await startAll({
    beforeStart: (ground) => {
      const file = join(ground, "center.toml");
      writeFileSync(file, readFileSync(file, "utf8").replace(/^package = .*$/m, `package = ${JSON.stringify(bank)}`));
    },
  });
  const manager = world.centre.from("127.0.0.2");
  desk = world.centre.from("127.0.0.3");
  const { name, password } = world.manager;
  api.judge("managerSignIn", await send(manager, "managerSignIn", { name, password }), 200);
  const create = { id: randomUUID(), title: "Entraînement", room: "Salle 204", language: "fr", csv: roster };
  const made = await send(manager, "managerCreateSession", create);
  api.judge("managerCreateSession", made, 201);
  const invigilator = { name: world.invigilator.name, password: world.invigilator.password, sessionCode: made.json.sessionCode };
  api.judge("invigilatorSignIn", await send(desk, "invigilatorSignIn", invigilator), 200);
  api.judge("invigilatorAct", await act({ type: "open_session" }), 200);
  ids = (await desk.ask("GET", api.address("invigilatorRoom"))).json.candidates.map((one) => one.candidate);
  stations = [await sit(made.json, 0), await sit(made.json, 1)];
});
after(async () => {
  await world?.stop();
  if (bank) rmSync(bank, { recursive: true, force: true });
});

test("A training says nothing of its result before it is handed in, and its level and interval after", async () => {
  let state = await stateOf(stations[0]);
  for (; state.question; state = await passed(stations[0], state.question.n)) assert.equal(state.training, null);
  assert.equal(state.training, null, "every question is answered, nothing is handed in");

  const reply = await send(stations[0], "candidateHandIn", only());
  api.judge("candidateHandIn", reply, 200);
  const { answers, stopped, competences } = reply.json.training;
  assert.deepEqual({ answers, stopped, codes: competences.map((one) => one.code) }, { answers: kLength, stopped: null, codes: ["1.2"] });
  const [{ enough, level, low, high }] = competences;
  assert.ok(enough && low <= level && level <= high, JSON.stringify(competences));
});

test("A training ended after one answer has no level, and its competence a name in each language", async () => {
  await passed(stations[1], (await stateOf(stations[1])).question.n);
  api.judge("invigilatorAct", await act({ type: "terminate", candidate: ids[1], reason: "technical", note: "" }), 200);

  const untold = { code: "1.2", enough: false, level: null, low: null, high: null };
  for (const [language, name] of [["fr", "Gérer des données"], ["en", "Manage data"]]) {
    const { training } = await stateOf(stations[1], language);
    assert.deepEqual(training, { answers: 1, stopped: null, competences: [{ ...untold, name }] });
  }
});

test("The result of a training is the same once its session has closed", async () => {
  const before = (await stateOf(stations[0])).training;

  api.judge("invigilatorAct", await act({ type: "close_session", unfinished: [{ candidate: ids[1], reason: "technical" }] }), 200);

  assert.deepEqual((await stateOf(stations[0])).training, before);
});
