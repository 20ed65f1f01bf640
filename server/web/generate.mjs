// server/web/generate.mjs: checks docs/openapi*.yaml and writes the pages' types from them.
//
// Role        `node generate.mjs` lints the descriptions (Redocly's rules, plus: every object is closed
//             and, in the centre's, every request and reply in JSON has an example that
//             tests/protocol replays) and writes generated/{api,registry}-schema.ts.
//             `--lint` only lints. The types are never committed: they cannot differ from the description.
//
// SPDX-License-Identifier: EUPL-1.2
import { mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createConfig, formatProblems, lint, bundle } from "@redocly/openapi-core";
import openapiTypes, { astToString } from "openapi-typescript";

const here = dirname(fileURLToPath(import.meta.url));
const description = join(here, "../../docs/openapi.yaml");
const registry = join(here, "../../docs/openapi-registry.yaml");

const config = await createConfig({
  extends: ["recommended"],
  rules: {
    "no-invalid-media-type-examples": { severity: "error", allowAdditionalProperties: false },
    "no-invalid-schema-examples": "error",
    "operation-4xx-response": "error",
    "info-license-url": "off", // the licence is named by its SPDX identifier
    "operation-2xx-response": "off", // a WebSocket answers 101
    "no-server-example.com": "off",
    "no-unused-components": "off", // the frames of the WebSockets belong to no operation
  },
});

function* objects(node, path) {
  if (node === null || typeof node !== "object") return;
  if (node.type === "object") yield [path, node];
  for (const [key, value] of Object.entries(node)) yield* objects(value, `${path}/${key}`);
}

/** Closed where it stands, or where the schema that joins it says so. */
const isClosed = (schema) => schema.additionalProperties === false || schema.unevaluatedProperties === false;

function openObjects(api) {
  const faults = [];
  for (const [path, schema] of objects({ schemas: api.components.schemas, responses: api.components.responses, paths: api.paths }, ""))
    if (!isClosed(schema) && !schema["x-open"]) faults.push(`${path}: an object that is not closed`);
  return faults;
}

function missingExamples(api) {
  const faults = [];
  for (const [route, methods] of Object.entries(api.paths))
    for (const [method, operation] of Object.entries(methods)) {
      const bodies = [["request", operation.requestBody], ...Object.entries(operation.responses)];
      for (const [name, body] of bodies) {
        const content = follow(api, body)?.content ?? {};
        for (const [type, medium] of Object.entries(content))
          if (/json/.test(type) && !medium.examples) faults.push(`${method} ${route} ${name}: no example`);
      }
    }
  return faults;
}

const follow = (api, node) =>
  node?.$ref ? node.$ref.slice(2).split("/").reduce((at, key) => at[key], api) : node;

let found = 0;
for (const [ref, rules] of [[description, [openObjects, missingExamples]], [registry, [openObjects]]]) {
  const problems = await lint({ ref, config });
  if (problems.length > 0) formatProblems(problems, { format: "stylish", totals: { errors: problems.length, warnings: 0, ignored: 0 } });
  const api = (await bundle({ ref, config })).bundle.parsed;
  const faults = rules.flatMap((rule) => rule(api));
  for (const fault of faults) console.error(`${basename(ref)}: ${fault}`);
  found += problems.length + faults.length;
}
if (found > 0) process.exit(1);

if (!process.argv.includes("--lint")) {
  mkdirSync(join(here, "generated"), { recursive: true });
  for (const [ref, name] of [[description, "api-schema.ts"], [registry, "registry-schema.ts"]])
    writeFileSync(join(here, "generated", name), astToString(await openapiTypes(new URL(`file://${ref}`))));
}
console.log("openapi.yaml, openapi-registry.yaml: no fault found");
