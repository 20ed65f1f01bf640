// tests/browser/every_kind.mjs: a bank in which every sitting meets the six interactions.
//
// Role        The demonstration's own questions and rules, fewer of them: chance alone would leave one
//             sitting in ten without a line to put in order. Six competences keep one kind each.
//
// SPDX-License-Identifier: EUPL-1.2
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

export const kKinds = ["single_choice", "multiple_choice", "short_text", "number", "order", "match"];
/** These competences keep one kind alone, of three tubes at least: a sitting draws two of it, and one that is faulty can be replaced. */
const kKept = { "1.1": "order", "1.2": "single_choice", "2.1": "match", "2.2": "multiple_choice", "3.1": "number", "4.1": "short_text" };
const kTubes = 3;

/** The questions of this kind; where they are of fewer tubes, the first again under other names. */
function onlyOf(items, kind) {
  const kept = items.filter((item) => item.interaction === kind).map((item) => ({ ...item, enemies: [] }));
  assert.ok(kept.length > 0, `the bank has no ${kind} here`);
  const tubes = [...new Set(items.map((item) => item.tube))].filter((tube) => !kept.some((item) => item.tube === tube));
  for (let copy = 0; new Set(kept.map((item) => item.tube)).size < kTubes; copy += 1)
    kept.push({ ...kept[0], id: `q${(0xc0de00 + copy).toString(16)}${kept[0].id.slice(7)}`, tube: tubes[copy] });
  return kept;
}

/** A folder to be removed by who asked for it. */
export function layEveryKind() {
  const folder = mkdtempSync(join(tmpdir(), "probant-every-kind-"));
  cpSync(join(root, "deploy/demo-package"), folder, { recursive: true });
  const place = join(folder, "bank/items");
  const lists = readdirSync(place).map((file) => ({ file, items: JSON.parse(readFileSync(join(place, file), "utf8")) }));
  for (const list of lists) {
    const kind = kKept[list.items[0].competence];
    if (kind) list.items = onlyOf(list.items, kind);
  }
  const kept = new Set(lists.flatMap(({ items }) => items.filter((item) => kKept[item.competence]).map((item) => item.id)));
  const known = new Set(lists.flatMap(({ items }) => items.map((item) => item.id)));
  // Nothing that is drawn may keep one of these from being drawn as well.
  const left = (enemy) => known.has(enemy) && !kept.has(enemy);
  for (const { file, items } of lists) {
    const told = items.map((item) => ({ ...item, enemies: item.enemies.filter(left) }));
    writeFileSync(join(place, file), JSON.stringify(told, null, 2));
  }
  return folder;
}
