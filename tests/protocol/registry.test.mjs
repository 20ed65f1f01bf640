// tests/protocol/registry.test.mjs: what docs/openapi-registry.yaml promises, asked of the real registry.
//
// Role      A rehearsal sits a whole session on the real centre, whose packet reaches the registry by
//           itself; the jury reads it, publishes it, and the public verifies its certificates. Then the same
//           bytes are sent again, cut, flipped and renamed. Each reply is judged by its documented schema.
//
// SPDX-License-Identifier: EUPL-1.2
import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { Contract } from "./contract.mjs";
import { bin, root, startAll } from "./servers.mjs";
import { raw } from "./raw.mjs";

const api = new Contract("openapi-registry.yaml");
const kNobody = "0".repeat(64);

let world;
let jury;
let anyone;
let packet;
let archive;
let codes;

const get = (who, operation, places) => who.ask("GET", api.address(operation, places));
const post = (who, operation, body, places) => who.ask("POST", api.address(operation, places), body === undefined ? {} : { body });
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
const put = (who, bytes, name = sha256(bytes)) =>
  who.ask("PUT", api.address("putPacket", { hex: name }), { body: bytes, type: "application/x-tar" });

/** A whole session of a few stations, sealed, sent and judged. */
async function aSession() {
  const { ground, centre } = world;
  const words = ["--url", centre.origin, "--ca", join(ground, "tls/ca.pem"), "--manager", world.manager.name,
    "--manager-password-file", join(ground, "centre/manager.password"), "--invigilator", world.invigilator.name,
    "--invigilator-password-file", join(ground, "centre/invigilator.password"), "--passphrase-file", join(ground, "centre/keys/passphrase"),
    "--package", join(root, "deploy/demo-package"), "--stations", "3", "--story", "ordinary", "--scale", "1000", "--until", "accepted", "--seed", "2026", "--json"];
  const { stdout } = await promisify(execFile)(join(bin, "probant-rehearse"), words);
  assert.equal(JSON.parse(stdout).lost, 0);
}

before(async () => {
  world = await startAll();
  jury = world.registry.from("127.0.0.2");
  anyone = world.registry.from("127.0.0.3");
  await aSession();
});
after(() => world?.stop());

test("Whoever watches over the machine reads that it lives and is ready", async () => {
  const here = world.registry.from("127.0.0.1");
  api.judge("live", await get(here, "live"), 200);
  api.judge("ready", await get(here, "ready"), 200);
  api.judge("metrics", await get(here, "metrics"), 200);
  api.judge("metrics", await get(anyone, "metrics"), 403);
});

test("Staff sign in with the right password alone", async () => {
  api.refusal(await get(jury, "staffMe"), 401, "not_signed_in");
  const wrong = await post(jury, "staffSignIn", { name: "jury", password: "a wrong phrase of words" });
  api.judge("staffSignIn", wrong, 403);
  api.refusal(wrong, 403, "wrong_password");
  api.judge("staffSignIn", await post(jury, "staffSignIn", world.staff), 200);
  api.judge("staffMe", await get(jury, "staffMe"), 200);
});

test("The packet that the centre sent is listed, read check by check, and has its receipt", async () => {
  const list = await get(jury, "listPackets");
  api.judge("listPackets", list, 200);
  assert.equal(list.json.packets.length, 1);
  packet = list.json.packets[0].digest;
  const asked = (query) => jury.ask("GET", `${api.address("listPackets")}?${query}`);
  const waiting = await asked("state=to_publish");
  api.judge("listPackets", waiting, 200);
  assert.equal(waiting.json.packets.length, 1);
  const senseless = await asked("state=lost");
  api.judge("listPackets", senseless, 400);
  api.refusal(senseless, 400, "unknown_state");
  const whole = await get(jury, "getPacket", { digest: packet });
  api.judge("getPacket", whole, 200);
  assert.equal(whole.json.result, "accepted");
  assert.ok(whole.json.checks.every((check) => check.ok));
  api.judge("getReceipt", await get(anyone, "getReceipt", { hex: packet }), 200);
  for (const [who, operation, places] of [[jury, "getPacket", { digest: kNobody }], [anyone, "getReceipt", { hex: kNobody }]]) {
    const unknown = await get(who, operation, places);
    api.judge(operation, unknown, 404);
    api.refusal(unknown, 404, "unknown_packet");
  }
});

test("Only a publisher publishes, and once", async () => {
  const password = join(world.ground, "auditor.password");
  writeFileSync(password, "a phrase for the auditor\n", { mode: 0o600 });
  const added = spawnSync(join(bin, "probant-registry"), ["--config", join(world.ground, "registry.toml"),
    "account", "add", "--name", "auditor", "--roles", "auditor", "--password-file", password], { encoding: "utf8" });
  assert.equal(added.status, 0, added.stderr);
  const auditor = world.registry.from("127.0.0.4");
  api.judge("staffSignIn", await post(auditor, "staffSignIn", { name: "auditor", password: "a phrase for the auditor" }), 200);
  const refused = await post(auditor, "publishPacket", undefined, { digest: packet });
  api.judge("publishPacket", refused, 403);
  api.refusal(refused, 403, "not_allowed");
  api.refusal(await post(jury, "publishPacket", undefined, { digest: kNobody }), 404, "unknown_packet");

  const published = await post(jury, "publishPacket", undefined, { digest: packet });
  api.judge("publishPacket", published, 200);
  codes = published.json.sittings.map((one) => one.certificate).filter((code) => code !== null);
  assert.ok(codes.length > 0);
  const again = await post(jury, "publishPacket", undefined, { digest: packet });
  api.judge("publishPacket", again, 409);
  api.refusal(again, 409, "already_published");
});

test("Anyone verifies a certificate by its code, its file and its paper", async () => {
  const [code] = codes;
  const shown = await get(anyone, "getCertificate", { code });
  api.judge("getCertificate", shown, 200);
  assert.equal(shown.json.verdict, "valid");
  const file = await get(anyone, "getCertificateFile", { code });
  api.judge("getCertificateFile", file, 200);
  const paper = await get(anyone, "getCertificatePaper", { code });
  api.judge("getCertificatePaper", paper, 200);
  assert.equal(paper.bytes.subarray(0, 5).toString(), "%PDF-");

  const document = file.bytes.toString("utf8");
  const verified = await post(anyone, "verifyCertificate", { document });
  api.judge("verifyCertificate", verified, 200);
  assert.equal(verified.json.verdict, "valid");
  const forged = await post(anyone, "verifyCertificate", { document: document.replace(/"FR-DEMO"/, '"FR-OTHER"') });
  api.judge("verifyCertificate", forged, 200);
  assert.notEqual(forged.json.verdict, "valid");
  assert.equal(forged.json.certificate, null);
  for (const operation of ["getCertificate", "getCertificateFile", "getCertificatePaper"]) {
    const unknown = await get(anyone, operation, { code: "0000-0000-0000" });
    api.judge(operation, unknown, 404);
    api.refusal(unknown, 404, "unknown_certificate");
  }
});

test("The same packet again has the same receipt, and nothing is issued twice", async () => {
  const folder = join(world.ground, "registry/data/packets");
  const [name] = readdirSync(folder).filter((file) => /^[0-9a-f]{64}$/.test(file));
  archive = readFileSync(join(folder, name));
  const first = (await get(anyone, "getReceipt", { hex: packet })).json.receipt;
  const reply = await put(anyone, archive);
  api.judge("putPacket", reply, 200);
  assert.deepEqual([reply.json.result, reply.json.packet, reply.json.receipt], ["duplicate", packet, first]);
  assert.equal((await get(jury, "listPackets")).json.packets.length, 1);
});

test("The packet is verified offline as the registry verified it", () => {
  const file = join(world.ground, "packet.tar");
  writeFileSync(file, archive);
  const keys = join(world.ground, "registry/keys");
  const done = spawnSync(join(bin, "probant-verify"), ["packet", file, "--trust", join(world.ground, "trust"), "--demo", "--identity", join(keys, "age.key"),
    "--machine-secret", join(keys, "machine.secret"), "--bank", join(world.ground, "registry/banks"), "--json"], { encoding: "utf8" });
  assert.equal(done.status, 0, done.stderr);
  const report = JSON.parse(done.stdout);
  assert.deepEqual([report.result, report.packet, report.opened], ["accepted", packet, true]);
});

/** The archive with one byte changed, at this distance from this text. */
function flipped(text, distance) {
  const bytes = Buffer.from(archive);
  const at = bytes.indexOf(text) + distance;
  bytes[at] = bytes[at] === 0x41 ? 0x42 : 0x41;
  return bytes;
}

test("Bytes that are not what they are said to be are refused and leave nothing", async () => {
  const other = await put(anyone, archive, kNobody);
  api.judge("putPacket", other, 400);
  api.refusal(other, 400, "digest_mismatch");
  const refusals = [[Buffer.from("hello"), "malformed"], [archive.subarray(0, archive.length / 2), "malformed"],
    [flipped('"sig":"', 12), "bad_signature"], [flipped("age-encryption.org/v1", 900), "digest_mismatch"]];
  for (const [bytes, code] of refusals) {
    const reply = await put(anyone, bytes);
    api.judge("putPacket", reply, 422);
    api.refusal(reply, 422, code);
  }
  // The room of a thousand fits: it is judged, and judged to be no packet.
  const room = await put(anyone, Buffer.alloc(32 * 1024 * 1024, "x"));
  api.judge("putPacket", room, 422);
  api.refusal(room, 422, "malformed");
  // More than may be sealed is refused before it is sent.
  const size = 128 * 1024 * 1024 + 1;
  const large = await raw(world.registry, `PUT ${api.address("putPacket", { hex: kNobody })} HTTP/1.1\r\nHost: localhost:${world.registry.port}\r\n` +
    `Content-Type: application/x-tar\r\nContent-Length: ${size}\r\n\r\n`);
  api.judge("putPacket", large, 413);
  api.refusal(large, 413, "body_too_large");
  assert.equal(large.json.limit, size - 1);
  assert.equal((await get(jury, "listPackets")).json.packets.length, 1);
});

test("A body that is not what is expected is refused with the name of what is wrong", async () => {
  const path = api.address("verifyCertificate");
  const say = (body, more) => anyone.ask("POST", path, { body, ...more });
  api.refusal(await say({ document: "x", surprise: 1 }), 400, "unknown_field");
  api.refusal(await say({}), 400, "missing_field");
  api.refusal(await say({ document: 12 }), 400, "bad_field");
  api.refusal(await say(Buffer.from("x=1"), { type: "text/plain" }), 415, "not_json");
  api.refusal(await say(Buffer.from("{")), 400, "bad_json");
  api.refusal(await say([]), 400, "not_an_object");
  api.refusal(await say({ document: "x" }, { headers: { origin: "https://elsewhere.example" } }), 403, "foreign_origin");
  api.refusal(await say({ document: "x" }, { headers: { host: "elsewhere.example" } }), 421, "wrong_host");
  api.refusal(await anyone.ask("GET", "/api/v1/nothing"), 404, "not_found");
  api.refusal(await anyone.ask("DELETE", path), 405, "other_method");
});

test("An address that guesses passwords waits, and its neighbours do not", async () => {
  const guesser = world.registry.from("127.0.0.7");
  let reply;
  for (let n = 0; n < 11; n += 1) reply = await post(guesser, "staffSignIn", { name: "nobody", password: `a guess of words ${n}` });
  api.judge("staffSignIn", reply, 429);
  api.refusal(reply, 429, "too_many_tries");
  api.judge("staffSignIn", await post(world.registry.from("127.0.0.8"), "staffSignIn", world.staff), 200);
});

test("Staff sign out", async () => {
  api.judge("staffSignOut", await post(jury, "staffSignOut"), 204);
  api.refusal(await get(jury, "listPackets"), 401, "not_signed_in");
});

/** Refusals that this registry cannot be made to give here, and where they are tested instead. */
const kElsewhere = {
  ...Object.fromEntries(["unknown_version", "unknown_key", "revoked_key", "expired_key", "demo_key", "missing_signature", "bad_checkpoint"].map((code) =>
    [code, "tests/unit/registry/verify_packet_test.cpp and tests/commands/verify_test.py"])),
  ...Object.fromEntries(["bad_request", "head_too_large", "too_slow", "unknown_method", "websocket_only"].map((code) =>
    [code, "the same edge of HTTP: tests/protocol/centre.test.mjs"])),
  not_accepted: "tests/unit/registry/judge_test.cpp",
  training_packet: "tests/unit/registry/training_test.cpp",
  busy: "when eight packets wait: tests/unit/registry/worker_test.cpp",
  not_kept: "when the disk refuses: tests/unit/registry/routes_test.cpp",
  certificate_not_valid: "when a key is revoked: tests/unit/registry/routes_test.cpp",
  failed: "our own bug: tests/unit/server/http_server_test.cpp",
};

test("Every operation was asked, every refusal met", () => {
  assert.deepEqual(api.notAsked(), []);
  const never = api.codesOf("ProblemCode").filter((code) => !api.codes.has(code) && !(code in kElsewhere));
  assert.deepEqual(never, []);
  assert.deepEqual(Object.keys(kElsewhere).filter((code) => api.codes.has(code)), [], "these can be met after all");
});
