// tests/protocol/raw.mjs: bytes that no HTTP library would send, and what the server says of them.
// SPDX-License-Identifier: EUPL-1.2
import { connect } from "node:tls";

/** Sends this text over TLS and reads the reply to its end. */
export function raw(server, text) {
  return new Promise((done, fail) => {
    const socket = connect({ host: "127.0.0.1", port: server.port, servername: "localhost", ca: server.ca });
    const parts = [];
    socket.on("data", (part) => parts.push(part));
    socket.on("end", () => {
      const whole = Buffer.concat(parts).toString("utf8");
      const [head, body] = whole.split("\r\n\r\n");
      const type = /content-type: ([^;\r]+)/i.exec(head)?.[1];
      done({ status: Number(head.split(" ")[1]), type, bytes: Buffer.from(body), json: JSON.parse(body) });
    });
    socket.on("error", fail);
    socket.on("secureConnect", () => socket.write(text));
  });
}
