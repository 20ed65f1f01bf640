// server/web/build.mjs: builds every page into one folder a server can serve as it is.
//
// Role        `node build.mjs --out DIR` writes DIR/{candidate,invigilator,manager,registry,verify}/ with
//             index.html, assets that carry their hash, each with its .gz and .br, and DIR/manifest.json.
//             A page whose folder has no main.tsx yet is left out, and the manifest does not name it.
// Invariants  Nothing inline, nothing from elsewhere: a page runs under `default-src 'none'`, Trusted Types on.
//             The same sources give the same bytes.
//
// SPDX-License-Identifier: EUPL-1.2
import { createHash } from "node:crypto";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, extname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const top = resolve(here, "../..");
const pages = {
  candidate: "candidate/web/main.tsx",
  invigilator: "invigilator/web/main.tsx",
  manager: "center/web/main.tsx",
  registry: "registry/web/main.tsx",
  verify: "registry/web/verify/main.tsx",
};
const titles = {
  candidate: "Probant",
  invigilator: "Probant · surveillance",
  manager: "Probant · centre",
  registry: "Probant · registre",
  verify: "Probant · vérification",
};
const kWorthPacking = new Set([".js", ".css", ".html", ".json", ".svg"]);

function outFolder() {
  const at = process.argv.indexOf("--out");
  const folder = at < 0 ? undefined : process.argv[at + 1];
  if (!folder) {
    console.error("usage: node build.mjs --out DIR");
    process.exit(2);
  }
  return resolve(folder);
}

async function buildPage(name, entry, out) {
  const result = await build({
    absWorkingDir: top,
    entryPoints: { [name]: entry },
    outdir: out,
    entryNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    bundle: true,
    minify: true,
    format: "esm",
    target: "chrome111",
    charset: "utf8",
    legalComments: "none",
    tsconfig: join(here, "tsconfig.json"),
    nodePaths: [join(here, "node_modules")],
    loader: { ".woff2": "file" },
    metafile: true,
    logLevel: "warning",
  });
  const files = Object.keys(result.metafile.outputs).map((path) => relative(out, join(top, path)));
  const find = (ending) => files.find((file) => file.startsWith(`${name}-`) && file.endsWith(ending));
  return { name, script: find(".js"), style: find(".css"), files };
}

function indexOf({ name, script, style, icon }) {
  const prefix = `/${name}/`;
  return `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${titles[name]}</title>
<link rel="icon" type="image/svg+xml" href="${prefix}${icon}">
<link rel="stylesheet" href="${prefix}${style}">
<script type="module" src="${prefix}${script}"></script>
</head>
<body><div id="page"></div><noscript>Cette page a besoin de JavaScript. This page needs JavaScript.</noscript></body>
</html>
`;
}

function copyIcon(folder) {
  const bytes = readFileSync(join(here, "kit/seal.svg"));
  const name = `seal-${createHash("sha256").update(bytes).digest("hex").slice(0, 8).toUpperCase()}.svg`;
  writeFileSync(join(folder, name), bytes);
  return name;
}

function pack(file) {
  const bytes = readFileSync(file);
  if (!kWorthPacking.has(extname(file))) return;
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
  writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
}

const out = outFolder();
const manifest = { v: 1, pages: {} };
rmSync(out, { recursive: true, force: true });
for (const [name, entry] of Object.entries(pages)) {
  if (!existsSync(join(top, entry))) continue;
  const folder = join(out, name);
  mkdirSync(folder, { recursive: true });
  const page = await buildPage(name, entry, folder);
  const index = indexOf({ ...page, icon: copyIcon(folder) });
  writeFileSync(join(folder, "index.html"), index);
  // A station's browser opens the centre's bare address: the candidate's page is also at the top.
  if (name === "candidate") writeFileSync(join(out, "index.html"), index);
  for (const file of readdirSync(folder)) pack(join(folder, file));
  manifest.pages[name] = { index: "index.html", script: page.script, style: page.style, files: readdirSync(folder).sort() };
  const weight = ["script", "style"].map((kind) => statSync(join(folder, `${page[kind]}.br`)).size);
  console.log(`${name}: script ${weight[0]} B, style ${weight[1]} B (brotli)`);
}
if (existsSync(join(out, "index.html"))) pack(join(out, "index.html"));
writeFileSync(join(out, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
