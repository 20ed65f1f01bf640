// tests/pages/browser/candidate_entry.test.ts: the first page of a station.
// SPDX-License-Identifier: EUPL-1.2
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { freshPage, kPages, kSettled, kWide, openBrowser } from "../support/browser";
import { aWorld, startDouble } from "../support/double";

let browser: Browser;
before(async () => {
  browser = await openBrowser();
});
after(async () => {
  await browser.close();
});

test("The field of the code has the focus from the moment it is there", async () => {
  const double = await startDouble(kPages, aWorld());
  const page = await freshPage(browser, kWide, "fr", []);
  try {
    await page.addInitScript(() => {
      new MutationObserver((_, self) => {
        const field = document.querySelector("main input");
        if (field === null) return;
        document.documentElement.dataset["focused"] = String(document.activeElement === field);
        self.disconnect();
      }).observe(document, { childList: true, subtree: true });
    });
    await page.goto(double.url);
    await page.locator(kSettled).first().waitFor();

    assert.equal(await page.locator("html").getAttribute("data-focused"), "true");
  } finally {
    await page.context().close();
    await double.close();
  }
});
