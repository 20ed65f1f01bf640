// tests/protocol/small_disk.mjs: a file system of a few megabytes for a centre's data, and its last byte.
//
// Role      Mounted before the centre starts, filled during the day. Where nothing may be mounted it says so
//           and ends with 77.
//
// SPDX-License-Identifier: EUPL-1.2
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { appendFileSync, cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const kPoll = 100; // ms; the centre tries its disk again by itself

export class SmallDisk {
  #path;

  /** The centre's data move to a disk of this size, before it starts. */
  constructor(ground, bytes) {
    this.#path = join(ground, "small-disk");
    mkdirSync(this.#path);
    const done = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${bytes},mode=700`, "tmpfs", this.#path], { encoding: "utf8" });
    if (done.status !== 0) {
      console.log(`skipped: no file system can be mounted here (${(done.stderr ?? done.error.message).trim()})`);
      rmSync(ground, { recursive: true, force: true });
      process.exit(77);
    }
    cpSync(join(ground, "centre/data"), this.#path, { recursive: true });
    const config = join(ground, "center.toml");
    writeFileSync(config, readFileSync(config, "utf8").replace('data = "centre/data"', 'data = "small-disk"'));
  }

  get #filler() {
    return join(this.#path, "filler");
  }

  /** Every byte that is left, then the last ones. */
  fill() {
    for (let size = 1024 * 1024; size >= 1; size = Math.floor(size / 2))
      for (;;)
        try {
          appendFileSync(this.#filler, Buffer.alloc(size));
        } catch (error) {
          assert.equal(error.code, "ENOSPC");
          break;
        }
  }

  /** What sessions had set aside is used up. */
  forgetReserves() {
    const sessions = join(this.#path, "sessions");
    for (const session of readdirSync(sessions)) rmSync(join(sessions, session, "reserve"), { force: true });
  }

  free() {
    rmSync(this.#filler);
  }

  unmount() {
    spawnSync("umount", [this.#path]);
  }
}

export async function until(what, holds) {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await holds()) return;
    await new Promise((done) => setTimeout(done, kPoll));
  }
  assert.fail(what);
}
