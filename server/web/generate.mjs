// server/web/generate.mjs: checks docs/openapi.yaml and writes the pages' types from it.
//
// Role        `node generate.mjs` lints the description (Redocly's rules, plus: every request and reply
//             in JSON has an example, every object is closed) and writes generated/api-schema.ts.
//             `--lint` only lints. The types are never committed: they cannot differ from the description.
//
// SPDX-License-Identifier: EUPL-1.2
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createConfig, formatProblems, lint, bundle } from "@redocly/openapi-core";
import openapiTypes, { astToString } from "openapi-typescript";

const here = dirname(fileURLToPath(import.meta.url));
const description = join(here, "../../docs/openapi.yaml");

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

function houseFaults(api) {
  const faults = [];
  for (const [path, schema] of objects(api.components.schemas, "schemas"))
    if (schema.additionalProperties !== false) faults.push(`${path}: an object that is not closed`);
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

const problems = await lint({ ref: description, config });
if (problems.length > 0) formatProblems(problems, { format: "stylish", totals: { errors: problems.length, warnings: 0, ignored: 0 } });
const bundled = await bundle({ ref: description, config });
const faults = houseFaults(bundled.bundle.parsed);
for (const fault of faults) console.error(`openapi.yaml: ${fault}`);
if (problems.length + faults.length > 0) process.exit(1);

if (!process.argv.includes("--lint")) {
  const types = astToString(await openapiTypes(new URL(`file://${description}`)));
  mkdirSync(join(here, "generated"), { recursive: true });
  writeFileSync(join(here, "generated/api-schema.ts"), types);
}
console.log("openapi.yaml: no fault found");
