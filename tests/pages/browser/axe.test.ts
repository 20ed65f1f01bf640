// tests/pages/browser/axe.test.ts: no finding of axe-core on any screen, in both languages, at two widths.
//
// Role        Each scene is opened under the strict policy; axe runs in the page's own world (it is injected
//             by the debugger, not by the page, so the policy stays whole). An error in the page's console,
//             such as a refusal by the policy, fails the scene too.
// SPDX-License-Identifier: EUPL-1.2
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import type { AxeResults } from "axe-core";
import { freshPage, kNarrow, kPages, kWide, openBrowser, type Size } from "../support/browser";
import { aWorld, startDouble } from "../support/double";
import { scenes, type Scene } from "../support/scenes";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const kTags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
let browser: Browser;

before(async () => {
  browser = await openBrowser();
});
after(async () => {
  await browser.close();
});

async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const results = await page.evaluate(async (tags) => {
    const axe = (globalThis as unknown as { axe: { run(node: unknown, options: unknown): Promise<AxeResults> } }).axe;
    return axe.run(document, { runOnly: { type: "tag", values: tags } });
  }, kTags);
  return results.violations.flatMap((found) => found.nodes.map((node) => `${found.id}: ${node.target.join(" ")} (${node.failureSummary ?? ""})`));
}

/** At 1920 px first, then the same page made as narrow as a phone, or as a page zoomed to 400 %. */
async function visit(scene: Scene, lang: "fr" | "en"): Promise<string[]> {
  const world = aWorld();
  scene.prepare(world);
  const double = await startDouble(kPages, world);
  const complaints: string[] = [];
  const page = await freshPage(browser, kWide, lang, complaints);
  try {
    await page.goto(double.url + scene.path);
    await page.locator("h1").first().waitFor();
    await scene.act?.(page, double);
    for (const size of [kWide, kNarrow]) complaints.push(...(await looked(page, size)));
    return complaints;
  } finally {
    await page.context().close();
    await double.close();
  }
}

async function looked(page: Page, size: Size): Promise<string[]> {
  await page.setViewportSize(size);
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  const wide = sideways > 0 ? [`the page is ${sideways} px too wide`] : [];
  return [...wide, ...(await findings(page))].map((found) => `${size.width} px: ${found}`);
}

// Two at a time: a page waits for its paint while the other is read.
describe("Every screen", { concurrency: 2 }, () => {
  for (const scene of scenes)
    for (const lang of ["fr", "en"] as const)
      it(`${scene.name}, ${lang}: axe finds nothing and nothing overflows, wide or narrow`, async () => {
        assert.deepEqual(await visit(scene, lang), []);
      });
});
