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
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

export const kKinds = ["single_choice", "multiple_choice", "short_text", "number", "order", "match"];
const kKept = { "1.1": ["order", "short_text"], "2.1": ["match", "number"], "4.1": ["single_choice", "multiple_choice"] };

/** Two questions of these kinds and of two tubes, which can meet those that are kept already. */
function twoOf(items, [first, second], kept) {
  const meets = (one, others) => others.every((other) => !one.enemies.includes(other.id));
  for (const one of items.filter((item) => item.interaction === first && meets(item, kept))) {
    const other = items.find((item) => item.interaction === second && item.tube !== one.tube && meets(item, [one, ...kept]));
    if (other) return [one, other];
  }
  return assert.fail(`the bank has no ${first} and ${second} of two tubes`);
}

/** A folder to be removed by who asked for it. */
export function layEveryKind() {
  const folder = mkdtempSync(join(tmpdir(), "probant-every-kind-"));
  cpSync(join(root, "deploy/demo-package"), folder, { recursive: true });
  const place = join(folder, "bank/items");
  const lists = readdirSync(place).map((file) => ({ file, items: JSON.parse(readFileSync(join(place, file), "utf8")) }));
  const kept = [];
  for (const list of lists) {
    const kinds = kKept[list.items[0].competence];
    if (!kinds) continue;
    list.items = twoOf(list.items, kinds, kept);
    kept.push(...list.items);
  }
  // Nothing that is drawn may keep one of these from being drawn as well.
  const barred = new Set(kept.flatMap((one) => one.enemies));
  for (const list of lists) list.items = list.items.filter((item) => !barred.has(item.id));
  const known = new Set(lists.flatMap(({ items }) => items.map((item) => item.id)));
  for (const { file, items } of lists) {
    const told = items.map((item) => ({ ...item, enemies: item.enemies.filter((enemy) => known.has(enemy)) }));
    writeFileSync(join(place, file), JSON.stringify(told, null, 2));
  }
  return folder;
}
