// tests/pages/run.mjs: compiles the pages' tests and runs them with node's own runner.
//
// Role        `run.mjs unit` tests the pure modules; `run.mjs browser` builds the pages and opens them in
//             Debian's Chromium over the test double; `run.mjs shots DIR` takes pictures of every scene.
//             Compiled tests go to server/web/generated/tests, where node finds our packages.
//
// SPDX-License-Identifier: EUPL-1.2
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createRequire } from "node:module";

const here = dirname(fileURLToPath(import.meta.url));
const web = resolve(here, "../../server/web");
const require = createRequire(join(web, "package.json"));
const { build } = await import(pathToFileURL(require.resolve("esbuild")).href);

const [mode, ...rest] = process.argv.slice(2);
const folders = { unit: "unit", browser: "browser", shots: "support" };
const folder = folders[mode];
if (!folder) {
  console.error("usage: run.mjs unit | browser [FILE…] | shots DIR [FILTER]");
  process.exit(2);
}

const run = (command, ...words) => {
  const done = spawnSync(command, words, { stdio: "inherit" });
  if (done.status !== 0) process.exit(done.status ?? 1);
};

const out = join(web, "generated/tests", [mode, ...(mode === "browser" ? rest : [])].join("-"));
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const ending = mode === "shots" ? "shots.ts" : ".test.ts";
const chosen = mode === "browser" && rest.length > 0 ? rest : [""];
const entries = readdirSync(join(here, folder))
  .filter((file) => file.endsWith(ending) && chosen.some((part) => file.includes(part)))
  .map((file) => join(here, folder, file));
if (entries.length === 0) {
  console.error(`no test found for ${mode}`);
  process.exit(1);
}
await build({
  entryPoints: entries,
  outdir: out,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node18",
  outExtension: { ".js": ".mjs" },
  tsconfig: join(web, "tsconfig.json"),
  nodePaths: [join(web, "node_modules")],
  external: ["playwright-core", "ws", "axe-core"],
  logLevel: "warning",
});
const compiled = readdirSync(out).map((file) => join(out, file));
if (mode !== "unit") {
  const pages = join(web, "generated/pages");
  run(process.execPath, join(web, "build.mjs"), "--out", pages);
  process.env.PROBANT_PAGES = pages;
}
if (mode === "shots") run(process.execPath, compiled[0], ...rest);
else run(process.execPath, "--test", ...compiled);
