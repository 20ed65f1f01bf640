// tests/protocol/contract.mjs: a document of docs/openapi*.yaml as a judge of what a server answers.
//
// Role      Finds the examples of a document and compiles its schemas (Ajv, strict). `judge` says of a
//           real reply: this status is documented, this body holds the schema, and it is what the
//           example says, but for the members named in `kOfTheDay`. It remembers what was replayed:
//           an example that nothing replays, or a problem code that nothing made, is a failure.
//
// SPDX-License-Identifier: EUPL-1.2
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { parse } from "yaml";
import { root } from "./servers.mjs";

/** What no example can know: identifiers, moments, dice, and what comes of them. */
const kOfTheDay = new Set([
  "id", "candidate", "number", "account", "code(codes)", "sessionCode", "createdAt", "version", "serverTime", "remainingMs", "at", "lastSeen", "openedAt",
  "interaction", "partial", "prompt", "blocks", "options", "left", "right", "timeS", "alert", "shortCode", "checkpoint", "proof", "retryAfterMs", "packet", "receipt", "digest", "session(packets)", "sealedAt",
  "receivedMs", "judgedMs", "publishedMs", "answers", "bytes", "result(sittings)", "certificate(sittings)", "issuedAt", "issuer", "points", "low", "high", "level",
  "station()", "certificate()", "authority()", "expiresMs()", "serverMs()", "code()", "until()", "words()", "centre()",
  "domains", "satAt", "name(account)", "code(certificate)", "centre(packets)", "free"]);

/** These may even be there one day and null the next. */
const kMaybeNull = new Set(["unit"]);

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const kindOf = (value) => (value === null ? "null" : Array.isArray(value) ? "array" : typeof value);

/** The first place where a reply is not what its example says. `inside` is the member that holds it. */
export function difference(example, real, inside = "", path = "") {
  if (isObject(example) && isObject(real)) {
    for (const key of new Set([...Object.keys(example), ...Object.keys(real)])) {
      if (!(key in example) || !(key in real)) return `${path}/${key} is only in the ${key in real ? "reply" : "example"}`;
      if (kMaybeNull.has(key)) continue;
      const freely = (kOfTheDay.has(key) && !isObject(example[key])) || kOfTheDay.has(`${key}(${inside})`);
      if (freely && (example[key] === null) === (real[key] === null) && kindOf(example[key]) === kindOf(real[key])) continue;
      const found = difference(example[key], real[key], key, `${path}/${key}`);
      if (found) return found;
    }
    return undefined;
  }
  if (Array.isArray(example) && Array.isArray(real)) {
    if (example.length !== real.length) return `${path} has ${real.length} members, the example ${example.length}`;
    for (let n = 0; n < example.length; n += 1) {
      const found = difference(example[n], real[n], inside, `${path}/${n}`);
      if (found) return found;
    }
    return undefined;
  }
  return example === real ? undefined : `${path} is ${JSON.stringify(real)}, the example says ${JSON.stringify(example)}`;
}

export class Contract {
  #api;
  #ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: true });
  #schemas = new Map();
  #operations = new Map();
  #replayed = new Set();
  #places = new Map();
  #asked = new Set();
  #tags;
  codes = new Set();

  /** `tags` says of a tag of the document whether it is this contract's. */
  constructor(file, { tags = () => true } = {}) {
    this.#tags = tags;
    this.#api = parse(readFileSync(join(root, "docs", file), "utf8"), { merge: true });
    addFormats.default(this.#ajv);
    this.#ajv.addKeyword("x-open");
    const named = JSON.parse(JSON.stringify(this.#api.components.schemas).replaceAll("#/components/schemas/", "api#/$defs/"));
    this.#ajv.addSchema({ $id: "api", $defs: named });
    for (const [route, methods] of Object.entries(this.#api.paths))
      for (const [method, operation] of Object.entries(methods)) this.#operations.set(operation.operationId, { route, method: method.toUpperCase(), operation });
  }

  #follow(node) {
    return node?.$ref ? this.#follow(node.$ref.slice(2).split("/").reduce((at, key) => at[key], this.#api)) : node;
  }

  of(operationId) {
    const found = this.#operations.get(operationId);
    assert.ok(found, `no operation ${operationId}`);
    return found;
  }

  /** The address of an operation, its path's parameters filled in. */
  address(operationId, places = {}) {
    this.#asked.add(operationId);
    return this.of(operationId).route.replace(/\{(\w+)\}/g, (_, name) => {
      assert.ok(name in places, `${operationId} wants ${name}`);
      return encodeURIComponent(String(places[name]));
    });
  }

  /** A documented request's body, its placeholders replaced: `{ "path.to.member": real }`. */
  request(operationId, name, real = {}) {
    const content = this.#follow(this.of(operationId).operation.requestBody).content["application/json"];
    assert.ok(content.examples?.[name], `${operationId} has no example ${name}`);
    this.#replayed.add(`${operationId} request ${name}`);
    const body = structuredClone(this.#follow(content.examples[name]).value);
    for (const [path, value] of Object.entries(real)) {
      const steps = path.split(".");
      const last = steps.pop();
      const holder = steps.reduce((at, key) => at[key], body);
      assert.ok(last in holder, `the example ${name} of ${operationId} has no ${path}`);
      holder[last] = value;
    }
    this.#holds(`${operationId} request ${name}`, content.schema, body);
    return body;
  }

  #holds(what, schema, value) {
    const text = JSON.stringify(schema).replaceAll("#/components/schemas/", "api#/$defs/");
    if (!this.#schemas.has(text)) this.#schemas.set(text, this.#ajv.compile(JSON.parse(text)));
    const validate = this.#schemas.get(text);
    assert.ok(validate(value), `${what}: ${this.#ajv.errorsText(validate.errors)} in ${JSON.stringify(value).slice(0, 600)}`);
  }

  /** A schema by its name, for what comes over a WebSocket. */
  holds(name, value) {
    this.#holds(name, { $ref: `#/components/schemas/${name}` }, value);
  }

  /** A refusal, by its code; `told` when the document has an example of that name, which it must equal. */
  refusal(reply, status, code, { told = false } = {}) {
    assert.equal(`${reply.status} ${reply.json?.code}`, `${status} ${code}`, reply.bytes.toString("utf8").slice(0, 400));
    assert.equal(reply.type, "application/problem+json");
    const { Refused, Problem } = this.#api.components.responses;
    const shared = Refused ?? Problem;
    const answer = shared.content[reply.type];
    this.#holds(code, code === "roster_faults" ? { $ref: "#/components/schemas/RosterProblem" } : answer.schema, reply.json);
    this.codes.add(code);
    if (!told) return;
    const example = answer.examples[code];
    assert.ok(example, `no example of ${code}`);
    assert.equal(difference(example.value, reply.json), undefined, `example ${code}`);
    this.#replayed.add(`${this.#place(shared, "Refused")} ${code}`);
  }

  #answer(operationId, status) {
    const answers = this.of(operationId).operation.responses;
    const key = [String(status), `${Math.floor(status / 100)}XX`].find((one) => one in answers);
    assert.ok(key, `${operationId} answered ${status}, which is not documented`);
    return [key, this.#follow(answers[key])];
  }

  /** Judges a real reply: status, media type, schema, and the example when one is named. */
  judge(operationId, reply, status, example) {
    this.#asked.add(operationId);
    const what = `${operationId} ${reply.status}`;
    assert.equal(reply.status, status, `${operationId}: ${reply.bytes.toString("utf8").slice(0, 400)}`);
    const [key, answer] = this.#answer(operationId, status);
    const documented = answer.content ?? {};
    if (Object.keys(documented).length === 0) return assert.equal(reply.bytes.length, 0, `${what}: a body that is not documented`);
    assert.ok(reply.type in documented, `${what}: ${reply.type} is not documented`);
    if (!reply.json) return undefined;
    this.#holds(what, documented[reply.type].schema, reply.json);
    if (reply.json.code && reply.type === "application/problem+json") this.codes.add(reply.json.code);
    if (!example) return undefined;
    const told = this.#follow(documented[reply.type].examples?.[example]);
    assert.ok(told, `${what} has no example ${example}`);
    assert.equal(difference(told.value, reply.json), undefined, `${what}, example ${example}`);
    return this.#replayed.add(`${this.#place(answer, `${operationId} ${key}`)} ${example}`);
  }

  /** An answer that several operations share is one: replayed for one of them, replayed for all. */
  #place(answer, name) {
    if (!this.#places.has(answer)) this.#places.set(answer, name);
    return this.#places.get(answer);
  }

  #examples() {
    const all = new Set();
    for (const [id, { operation }] of this.#operations) {
      for (const content of Object.values(this.#follow(operation.requestBody)?.content ?? {}))
        for (const name of Object.keys(content.examples ?? {})) all.add(`${id} request ${name}`);
      for (const [key, shared] of Object.entries(operation.responses)) {
        const answer = this.#follow(shared);
        for (const content of Object.values(answer.content ?? {}))
          for (const name of Object.keys(content.examples ?? {})) all.add(`${this.#place(answer, `${id} ${key}`)} ${name}`);
      }
    }
    return all;
  }

  /** Operations that nobody asked for. */
  notAsked() {
    return this.#promised().filter((one) => !this.#asked.has(one));
  }

  /** The operations that this contract answers for: all, or those of its tags. */
  #promised() {
    return [...this.#operations].filter(([, { operation }]) => operation.tags.some((tag) => this.#tags(tag))).map(([name]) => name);
  }

  /** Examples that no reply was compared with. */
  notReplayed() {
    const others = new Set([...this.#operations.keys()].filter((one) => !this.#promised().includes(one)));
    return [...this.#examples()].filter((one) => !this.#replayed.has(one) && !others.has(one.split(" ")[0]));
  }

  codesOf(schema) {
    return this.#api.components.schemas[schema].enum;
  }
}
