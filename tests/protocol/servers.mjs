// tests/protocol/servers.mjs: the real programs on a ground of their own, and someone who asks them.
//
// Role      Starts probant-center and probant-registry on free ports of this machine, asks over TLS
//           with the ground's authority, from any address of the loopback: who may try how often is
//           counted by address. Stops what it started.
//
// SPDX-License-Identifier: EUPL-1.2
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:https";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { WebSocket } from "ws";

const here = dirname(fileURLToPath(import.meta.url));
export const root = resolve(here, "../..");
export const bin = process.env.PROBANT_BIN ?? join(root, "build/release/bin");

const kReadyMs = 30_000; // a program that is not ready by then will never be

async function freePorts(count) {
  const servers = [];
  for (let n = 0; n < count; n += 1) {
    const server = createServer();
    await new Promise((done) => server.listen(0, "127.0.0.1", done));
    servers.push(server);
  }
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return ports;
}

/** One asker: an address of the loopback and the cookies that were given to it. */
export class Asker {
  #server;
  #from;
  cookies = new Map();
  certificate = null; // { cert, key } in PEM: who asks is a station

  constructor(server, from) {
    this.#server = server;
    this.#from = from;
  }

  #headers(more) {
    const cookies = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { "accept-language": "fr", origin: this.#server.origin, ...(cookies ? { cookie: cookies } : {}), ...more };
    // A header set to null is one that is not sent.
    return Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== null));
  }

  /** `body` is a value for JSON, or bytes as they are. */
  ask(method, path, { body, type = "application/json", headers = {} } = {}) {
    const bytes = body === undefined || Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
    const more = bytes === undefined ? headers : { "content-type": type, "content-length": bytes.length, ...headers };
    const options = { host: "127.0.0.1", port: this.#server.port, servername: "localhost", ca: this.#server.ca, method, path,
      localAddress: this.#from, agent: false, ...this.certificate, headers: { host: `localhost:${this.#server.port}`, ...this.#headers(more) } };
    return new Promise((done, fail) => {
      const asked = request(options, (reply) => {
        const parts = [];
        reply.on("data", (part) => parts.push(part));
        reply.on("end", () => done(this.#read(reply, Buffer.concat(parts))));
        reply.on("error", fail);
      });
      asked.on("error", fail);
      asked.end(bytes);
    });
  }

  #read(reply, bytes) {
    for (const cookie of reply.headers["set-cookie"] ?? []) {
      const [name, value] = cookie.split(";")[0].split("=");
      if (value) this.cookies.set(name, value);
      else this.cookies.delete(name);
    }
    const type = (reply.headers["content-type"] ?? "").split(";")[0];
    const json = /json$/.test(type) ? JSON.parse(bytes.toString("utf8")) : undefined;
    return { status: reply.statusCode, type, headers: reply.headers, bytes, json };
  }

  /** A WebSocket with these cookies; its frames are read one after the other. */
  async live(path) {
    const socket = new WebSocket(`wss://localhost:${this.#server.port}${path}`, {
      ca: this.#server.ca, ...this.certificate, localAddress: this.#from, lookup: (_name, options, found) => (options.all ? found(null, [{ address: "127.0.0.1", family: 4 }]) : found(null, "127.0.0.1", 4)),
      headers: this.#headers({}) });
    const frames = [];
    const waiting = [];
    socket.on("message", (data) => (waiting.length > 0 ? waiting.shift()(JSON.parse(data)) : frames.push(JSON.parse(data))));
    await new Promise((done, fail) => socket.once("open", done).once("error", fail));
    return {
      send: (value) => socket.send(JSON.stringify(value)),
      next: () => (frames.length > 0 ? Promise.resolve(frames.shift()) : new Promise((done) => waiting.push(done))),
      close: () => socket.terminate(),
    };
  }
}

class Server {
  #program;
  #child;

  constructor(program, ground, port, plain) {
    this.#program = program;
    this.ground = ground;
    this.port = port;
    this.plain = plain;
    this.origin = `https://localhost:${port}`;
    this.ca = readFileSync(join(ground, "tls/ca.pem"));
  }

  from(address) {
    return new Asker(this, address);
  }

  async start() {
    const log = openSync(join(this.ground, `log/${this.#program}.start.log`), "w");
    const config = join(this.ground, `${this.#program.slice("probant-".length)}.toml`);
    this.#child = spawn(join(bin, this.#program), ["--config", config], { stdio: ["ignore", log, log] });
    closeSync(log);
    const until = Date.now() + kReadyMs;
    for (;;) {
      const reply = await this.from("127.0.0.1").ask("GET", "/health/ready").catch(() => undefined);
      if (reply?.status === 200) return;
      const said = readFileSync(join(this.ground, `log/${this.#program}.start.log`), "utf8");
      assert.equal(this.#child.exitCode, null, `${this.#program} stopped before it was ready: ${said}`);
      assert.ok(Date.now() < until, `${this.#program} is not ready: ${said}`);
      await new Promise((done) => setTimeout(done, 100));
    }
  }

  async kill() {
    const ended = new Promise((done) => this.#child.once("exit", done));
    this.#child.kill("SIGKILL");
    await ended;
  }

  async stop() {
    if (!this.#child || this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = new Promise((done) => this.#child.once("exit", done));
    this.#child.kill("SIGTERM");
    await ended;
  }
}

/** Both servers, started, and what people know: names, passwords, the passphrase. */
export async function startAll({ beforeStart = () => {} } = {}) {
  const ground = mkdtempSync(join(tmpdir(), "probant-protocol-"));
  const ports = await freePorts(4);
  const made = spawnSync(join(here, "ground"), [bin, ground, ...ports.map(String)], { encoding: "utf8" });
  assert.equal(made.status, 0, made.stderr);
  beforeStart(ground);
  const registry = new Server("probant-registry", ground, ports[2], ports[3]);
  const centre = new Server("probant-center", ground, ports[0], ports[1]);
  await registry.start();
  await centre.start();
  const read = (name) => readFileSync(join(ground, name), "utf8").trim();
  return {
    ground, centre, registry,
    manager: { name: "responsable", password: read("centre/manager.password") },
    invigilator: { name: "surveillant", password: read("centre/invigilator.password"), passphrase: read("centre/keys/passphrase") },
    staff: { name: "jury", password: read("registry/staff.password") },
    async stop({ beforeRemoval = () => {} } = {}) {
      await centre.stop();
      await registry.stop();
      beforeRemoval();
      rmSync(ground, { recursive: true, force: true });
    },
  };
}
