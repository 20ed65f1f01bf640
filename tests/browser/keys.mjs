// tests/browser/keys.mjs: a person who has a keyboard and nothing else.
//
// Role        Moves by Tab as far as it takes, and looks at each stop: the focus must be framed, in view
//             and not covered. A pointer that touches the page is a complaint of that page.
//
// SPDX-License-Identifier: EUPL-1.2
import assert from "node:assert/strict";
import { sleep } from "./ground.mjs";

const kStepsMost = 90; // a room of tiles is one stop: more than this is a trap or a place out of reach
const kHoldMs = 1500; // the page asks for 1.2 s
const kFrameLeast = 2; // CSS pixels: WCAG 2.2, 2.4.13

/** In the page: why the focus cannot be seen, or null. */
function faultOfFocus(frameLeast) {
  const on = document.activeElement;
  if (on === null || on === document.body || on.tabIndex < 0) return null; // a heading: it is not a control
  const framed = (one) => getComputedStyle(one).outlineStyle !== "none" && Number.parseFloat(getComputedStyle(one).outlineWidth) >= frameLeast;
  const nameOf = (one) => `${one?.tagName} ${one?.className} "${one?.textContent?.slice(0, 60)}"`;
  const name = nameOf(on);
  if (![on, on.closest("label")].some((one) => one !== null && framed(one))) return `no frame around ${name}`;
  const box = on.getBoundingClientRect();
  const [x, y] = [box.left + Math.min(box.width, innerWidth) / 2, box.top + Math.min(box.height, innerHeight) / 2];
  if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) return `out of view: ${name}`;
  const top = document.elementFromPoint(x, y);
  const seen = top !== null && (on.contains(top) || on.closest("label")?.contains(top));
  return seen ? null : `covered by ${nameOf(top)}: ${name}`;
}

/** In the page: is the focus on what is wanted? */
function isThere({ selector, name }) {
  const on = document.activeElement;
  if (on === null || !on.matches(selector)) return false;
  if (name === "") return true;
  const said = on.getAttribute("aria-label") ?? (on.labels?.length ? on.labels[0].textContent : on.textContent) ?? "";
  return said.replaceAll(/\s+/g, " ").includes(name); // a number and its unit are held by a space of their own
}

export class Hands {
  constructor(page) {
    this.page = page;
  }

  static async at(page) {
    const forbid = () => document.addEventListener("pointerdown", () => console.error("a pointer was used"), true);
    await page.evaluate(forbid);
    return new Hands(page);
  }

  async press(...keys) {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  type(text) {
    return this.page.keyboard.type(text);
  }

  async hold(key) {
    await this.page.keyboard.down(key);
    await sleep(kHoldMs);
    await this.page.keyboard.up(key);
  }

  /** Tabs until the focus is on what matches the selector and carries the name. */
  async to(selector, name = "") {
    for (let step = 0; step < kStepsMost; step += 1) {
      assert.equal(await this.page.evaluate(faultOfFocus, kFrameLeast), null);
      if (await this.page.evaluate(isThere, { selector, name })) return;
      await this.press("Tab");
    }
    assert.fail(`the keyboard does not reach ${selector} ${name}`);
  }

  async activate(name, selector = "button") {
    await this.to(selector, name);
    await this.press("Enter");
  }

  /** A new screen puts the focus on its heading: from there everything is ahead. */
  onHeading() {
    return this.page.waitForFunction(() => /^H[12]$/.test(document.activeElement?.tagName ?? ""));
  }
}
