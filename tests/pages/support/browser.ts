// tests/pages/support/browser.ts: Debian's Chromium, driven by playwright-core.
// SPDX-License-Identifier: EUPL-1.2
import { chromium, type Browser, type Page } from "playwright-core";
import type { Schemas } from "@kit/api";

export const kPages = process.env["PROBANT_PAGES"] ?? "";
const kChromium = process.env["PROBANT_CHROMIUM"] ?? "/usr/bin/chromium";

export function openBrowser(): Promise<Browser> {
  // Tests may run as root, in a container, where Chromium's own sandbox cannot.
  return chromium.launch({ executablePath: kChromium, headless: true, args: ["--no-sandbox"] });
}

export interface Size {
  width: number;
  height: number;
}
export const kWide: Size = { width: 1920, height: 1080 };
export const kTablet: Size = { width: 1024, height: 768 };
export const kNarrow: Size = { width: 320, height: 640 };

/** A page has come to its screen when it has another heading than that of its loading. */
export const kSettled = ":not(.loading) > h1";

/** A page that fails the test when it logs an error: a refusal by the policy is one. */
export async function freshPage(browser: Browser, size: Size, lang: "fr" | "en", complaints: string[]): Promise<Page> {
  const context = await browser.newContext({ viewport: size, locale: lang === "fr" ? "fr-FR" : "en-GB", timezoneId: "Europe/Paris" });
  const page = await context.newPage();
  await page.addInitScript((kept) => localStorage.getItem("probant-preferences") ?? localStorage.setItem("probant-preferences", kept), JSON.stringify({ lang, text: "normal", high: false }));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    const expected = /status of 4\d\d|status of 503|ERR_|WebSocket connection/.test(message.text());
    if (message.type() === "error" && !expected) complaints.push(message.text());
  });
  return page;
}

/** From now on the centre answers this address with a refusal, or with a fault of its own. */
export function answerWith(page: Page, address: string, status: number, code: Schemas["ProblemCode"], detail: string): Promise<unknown> {
  const body = JSON.stringify({ type: "about:blank", title: "Refused", status, code, detail });
  return page.route(address, (route) => route.fulfill({ status, contentType: "application/problem+json", body }));
}
