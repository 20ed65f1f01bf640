// tests/browser/axe.mjs: looking at a screen as axe-core does, in two languages and at two widths.
//
// Role        Eyes keeps what was found, named by screen, language and width; a story ends by finding
//             nothing. With PROBANT_SCREENS naming a folder, each screen is pictured at three sizes.
//             axe is injected by the debugger, not by the page: the content policy stays whole.
//
// SPDX-License-Identifier: EUPL-1.2
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { kWide, requireFromPages } from "./ground.mjs";

const axeSource = readFileSync(requireFromPages.resolve("axe-core/axe.min.js"), "utf8");
const kTags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const kTablet = { width: 1024, height: 768 };
const kNarrow = { width: 320, height: 640 }; // a phone, or a page zoomed to 400 %
const pictures = process.env.PROBANT_SCREENS;

export async function findingsOn(page) {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axeSource);
  const options = { runOnly: { type: "tag", values: kTags }, resultTypes: ["violations"] };
  const { violations } = await page.evaluate((asked) => globalThis.axe.run(document, asked), options);
  return violations.flatMap((found) => found.nodes.map((node) => `${found.id}: ${node.target.join(" ")} (${node.failureSummary ?? ""})`));
}

const sidewaysOn = (page) =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth ? [`the page is ${scrollWidth - clientWidth} px too wide`] : [];
  });

export class Eyes {
  found = [];
  looks = 0;

  /** `pages`: one page a language. */
  async look(pages, screen) {
    await Promise.all(Object.entries(pages).map(([lang, page]) => this.#lookAt(page, lang, screen)));
  }

  async #lookAt(page, lang, screen) {
    if ((await page.evaluate(() => document.documentElement.lang)) !== lang) this.found.push(`${screen}: the page is not in ${lang}`);
    for (const size of pictures ? [kWide, kTablet, kNarrow] : [kWide, kNarrow]) {
      await page.setViewportSize(size);
      const found = [...(await sidewaysOn(page)), ...(await findingsOn(page))];
      this.found.push(...found.map((one) => `${screen}, ${lang}, ${size.width} px: ${one}`));
      this.looks += 1;
      if (pictures) await this.#picture(page, `${screen}-${lang}-${size.width}`, size === kNarrow);
    }
    await page.setViewportSize(kWide);
  }

  async #picture(page, name, fullPage) {
    mkdirSync(pictures, { recursive: true });
    await page.screenshot({ path: join(pictures, `${name}.png`), fullPage });
  }
}
