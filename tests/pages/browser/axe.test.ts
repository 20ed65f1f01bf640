// tests/pages/browser/axe.test.ts: no finding of axe-core on any screen, in both languages, at two widths.
//
// Role        Each scene is opened under the strict policy; axe runs in the page's own world (it is injected
//             by the debugger, not by the page, so the policy stays whole). An error in the page's console,
//             such as a refusal by the policy, fails the scene too. One page a language goes from scene to
//             scene: each has an origin of its own, and so finds no memory of the one before.
// SPDX-License-Identifier: EUPL-1.2
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, describe, it, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import type { AxeResults } from "axe-core";
import type { Lang } from "@kit/i18n";
import { freshPage, kNarrow, kPages, kSettled, kWide, openBrowser, type Size } from "../support/browser";
import { aWorld, startDouble } from "../support/double";
import { scenes, type Scene } from "../support/scenes";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const kTags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const kLanguages = ["fr", "en"] as const;
let browser: Browser;
const reader = {} as Record<Lang, { page: Page; complaints: string[] }>;

before(async () => {
  browser = await openBrowser();
  for (const lang of kLanguages) {
    const complaints: string[] = [];
    reader[lang] = { page: await freshPage(browser, kWide, lang, complaints), complaints };
  }
});
after(async () => {
  await browser.close();
});

async function findings(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axeSource);
  // The same rules on the same nodes; of those that pass no account is made, for nobody reads it.
  const violations = await page.evaluate(async (tags) => {
    const axe = (globalThis as unknown as { axe: { run(node: unknown, options: unknown): Promise<AxeResults> } }).axe;
    return (await axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] })).violations;
  }, kTags);
  return violations.flatMap((found) => found.nodes.map((node) => `${found.id}: ${node.target.join(" ")} (${node.failureSummary ?? ""})`));
}

/** At 1920 px first, then the same page made as narrow as a phone, or as a page zoomed to 400 %. */
async function visit(scene: Scene, lang: Lang): Promise<string[]> {
  const world = aWorld();
  scene.prepare(world);
  const double = await startDouble(kPages, world);
  const { page, complaints } = reader[lang];
  complaints.length = 0;
  await page.setViewportSize(kWide);
  try {
    await page.goto(double.url + scene.path);
    await page.locator(scene.settled ?? kSettled).first().waitFor();
    await scene.act?.(page, double);
    const found: string[] = [];
    for (const size of [kWide, kNarrow]) found.push(...(await looked(page, size)));
    return [...complaints, ...found];
  } finally {
    await page.unrouteAll({ behavior: "ignoreErrors" });
    await page.goto("about:blank");
    await double.close();
  }
}

async function looked(page: Page, size: Size): Promise<string[]> {
  await page.setViewportSize(size);
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  const wide = sideways > 0 ? [`the page is ${sideways} px too wide`] : [];
  return [...wide, ...(await findings(page))].map((found) => `${size.width} px: ${found}`);
}

test("A planted fault is found", async () => {
  const { page } = reader.fr;
  await page.setContent("<main><h1>…</h1><button></button></main>");
  assert.match((await findings(page)).join(), /button-name/);
});

// Both languages at once: a page waits for its paint while the other is read.
describe("Every screen", { concurrency: kLanguages.length }, () => {
  for (const lang of kLanguages)
    describe(lang, { concurrency: 1 }, () => {
      for (const scene of scenes)
        it(`${scene.name}, ${lang}: axe finds nothing and nothing overflows, wide or narrow`, async () => {
          assert.deepEqual(await visit(scene, lang), []);
        });
    });
});
