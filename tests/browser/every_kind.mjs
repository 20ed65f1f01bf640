// tests/browser/every_kind.mjs: a bank in which every sitting meets the six interactions.
//
// Role        The demonstration's own questions and rules, fewer of them: chance alone would leave one
//             sitting in ten without a line to put in order. Three competences keep two questions each,
//             of two tubes, and so every sitting draws both.
//
// SPDX-License-Identifier: EUPL-1.2
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./ground.mjs";

export const kKinds = ["single_choice", "multiple_choice", "short_text", "number", "order", "match"];
const kKept = { "1.1": ["order", "short_text"], "2.1": ["match", "number"], "4.1": ["single_choice", "multiple_choice"] };

function twoOf(items, [first, second]) {
  for (const one of items.filter((item) => item.interaction === first)) {
    const other = items.find((item) => item.interaction === second && item.tube !== one.tube && !one.enemies.includes(item.id));
    if (other) return [one, other];
  }
  return assert.fail(`the bank has no ${first} and ${second} of two tubes`);
}

/** A folder to be removed by who asked for it. */
export function layEveryKind() {
  const folder = mkdtempSync(join(tmpdir(), "probant-every-kind-"));
  cpSync(join(root, "deploy/demo-package"), folder, { recursive: true });
  const place = join(folder, "bank/items");
  const lists = readdirSync(place).map((file) => {
    const items = JSON.parse(readFileSync(join(place, file), "utf8"));
    const kinds = kKept[items[0].competence];
    return { file, items: kinds ? twoOf(items, kinds) : items };
  });
  const known = new Set(lists.flatMap(({ items }) => items.map((item) => item.id)));
  for (const { file, items } of lists) {
    const kept = items.map((item) => ({ ...item, enemies: item.enemies.filter((enemy) => known.has(enemy)) }));
    writeFileSync(join(place, file), JSON.stringify(kept, null, 2));
  }
  return folder;
}
