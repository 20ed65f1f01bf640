// tests/browser/cable.mjs: the cable between a station and the centre, that can be pulled out.
//
// Role        A relay of TCP. While it is out nothing passes and nobody is told: neither end hears a
//             close, as with a switch that lost its power. What was sent meanwhile arrives when it is
//             plugged in again, late and perhaps twice: that is what TCP does.
//
// SPDX-License-Identifier: EUPL-1.2
import { once } from "node:events";
import { connect, createServer } from "node:net";

export async function layCable(port) {
  const pairs = new Set();
  let isOut = false;
  const join = ([near, far]) => {
    near.pipe(far);
    far.pipe(near);
  };
  const part = ([near, far]) => {
    near.unpipe(far).pause();
    far.unpipe(near).pause();
  };
  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
    const pair = [near, far];
    pairs.add(pair);
    for (const end of pair) {
      end.on("error", () => undefined); // the other end learns it from the close below
      end.on("close", () => {
        pairs.delete(pair);
        for (const other of pair) other.destroy();
      });
    }
    if (isOut) part(pair);
    else join(pair);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://localhost:${server.address().port}`,
    pull: () => {
      isOut = true;
      pairs.forEach(part);
    },
    plug: () => {
      isOut = false;
      pairs.forEach(join);
    },
    close: () => {
      for (const [near, far] of pairs) {
        near.destroy();
        far.destroy();
      }
      server.close();
    },
  };
}
