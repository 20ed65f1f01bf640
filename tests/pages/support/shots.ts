// tests/pages/support/shots.ts: pictures of every scene, for eyes. `run.mjs shots DIR [FILTER]`
// SPDX-License-Identifier: EUPL-1.2
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { freshPage, kNarrow, kPages, kSettled, kTablet, kWide, openBrowser } from "./browser";
import { aWorld, startDouble } from "./double";
import { scenes } from "./scenes";

const [folder = "shots", filter = ""] = process.argv.slice(2);
const sizes = { wide: kWide, tablet: kTablet, narrow: kNarrow };
mkdirSync(folder, { recursive: true });
const browser = await openBrowser();
for (const scene of scenes.filter(({ name }) => new RegExp(filter).test(name))) {
  for (const lang of ["fr", "en"] as const) {
    const world = aWorld();
    scene.prepare(world);
    const double = await startDouble(kPages, world);
    const complaints: string[] = [];
    const page = await freshPage(browser, kWide, lang, complaints);
    await page.goto(double.url + scene.path);
    await page.locator(scene.settled ?? kSettled).first().waitFor();
    await scene.act?.(page, double);
    for (const [sizeName, size] of Object.entries(sizes)) {
      await page.setViewportSize(size);
      await page.waitForTimeout(150);
      await page.screenshot({ path: join(folder, `${scene.name}-${sizeName}-${lang}.png`), fullPage: sizeName === "narrow" });
    }
    if (complaints.length > 0) console.error(`${scene.name} ${lang}: ${complaints.join(" | ")}`);
    await page.context().close();
    await double.close();
  }
  console.log(scene.name);
}
await browser.close();
