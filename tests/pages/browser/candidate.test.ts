// tests/pages/browser/candidate.test.ts: what a station's page must hold through.
// SPDX-License-Identifier: EUPL-1.2
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { freshPage, kPages, kWide, openBrowser } from "../support/browser";
import { aWorld, startDouble, type Double, type World } from "../support/double";

let browser: Browser;
before(async () => {
  browser = await openBrowser();
});
after(async () => {
  await browser.close();
});

interface Seat {
  page: Page;
  double: Double;
  world: World;
}

async function atStation(prepare: (world: World) => void, story: (seat: Seat) => Promise<void>): Promise<void> {
  const world = aWorld();
  prepare(world);
  const double = await startDouble(kPages, world);
  const complaints: string[] = [];
  const page = await freshPage(browser, kWide, "fr", complaints);
  try {
    await page.goto(double.url);
    await page.locator("h1").first().waitFor();
    await story({ page, double, world });
    assert.deepEqual(complaints, []);
  } finally {
    await page.context().close();
    await double.close();
  }
}

function running(draw: number) {
  return (world: World): void => {
    world.signedIn.candidate = true;
    Object.assign(world.candidate, { phase: "running", present: true, draw, held: draw - 1 });
  };
}

const heading = (page: Page, rank: number): Promise<void> => page.getByText(`Question ${rank} sur`).waitFor();
const press = async (page: Page, ...keys: string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key);
};

/** Tabs until the focus is on what matches; a page that hides it from the keyboard fails here. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let step = 0; step < 60; step += 1) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`the keyboard does not reach ${selector}`);
}

const kAnswerByKeys: Record<number, (page: Page) => Promise<void>> = {
  1: async (page) => { await tabTo(page, "input[type=radio]"); await press(page, "Space", "ArrowDown"); },
  2: async (page) => { await tabTo(page, "input[type=checkbox]"); await press(page, "Space"); },
  3: async (page) => { await tabTo(page, ".typed input"); await page.keyboard.type("pièce jointe"); },
  4: async (page) => { await tabTo(page, ".typed input"); await page.keyboard.type("12,5"); },
  5: async (page) => { await tabTo(page, "[data-control=down]"); await press(page, "Enter", "Alt+ArrowDown"); },
  6: async (page) => { for (let line = 0; line < 3; line += 1) { await tabTo(page, `.pair:nth-of-type(${line + 1}) select`); await page.keyboard.type(["Texte", "Tableau", "Image"][line] as string); } },
};

test("A whole exam is sat with the keyboard alone", async () => {
  const prepare = (world: World): void => void (world.candidate.length = 6);
  await atStation(prepare, async ({ page, double, world }) => {
    await page.keyboard.type("k7qm2 xwd94");
    await press(page, "Enter");
    await page.getByText("confirme votre présence").waitFor();

    Object.assign(world.candidate, { version: 5, phase: "ready", present: true });
    double.tell();
    await page.getByText("Tout est prêt").waitFor();
    await tabTo(page, "main .btn.main");
    await press(page, "Enter");

    for (let n = 1; n <= 6; n += 1) {
      await heading(page, n);
      await page.waitForFunction(() => document.activeElement?.tagName === "H1");
      await kAnswerByKeys[n]?.(page);
      await tabTo(page, "button[type=submit]");
      await press(page, "Enter");
    }
    await page.getByText("Vous avez répondu à toutes les questions").waitFor();
    await tabTo(page, "main .btn.main");
    await press(page, "Enter");
    await page.getByText("Remettre votre copie ?").waitFor();
    await tabTo(page, ".dialog .btn.main");
    await press(page, "Enter");
    await page.getByText("K7QM-2XWD-94").waitFor();

    assert.equal(world.answers.size, 6);
    assert.deepEqual(world.answers.get(1)?.response, { type: "choice", option: 1 });
    assert.deepEqual(world.answers.get(5)?.response, { type: "order", options: [1, 2, 0] });
    assert.deepEqual(world.answers.get(6)?.response, { type: "match", pairs: [[0, 1], [1, 2], [2, 0]] });
  });
});

test("An answer given while the line is cut survives a reload and leaves by itself", async () => {
  await atStation(running(2), async ({ page, world }) => {
    await page.waitForTimeout(300);
    world.weather = "cut";
    await page.getByRole("checkbox").first().check();
    await page.getByRole("button", { name: "Valider ma réponse" }).click();
    await page.locator(".saved.kept", { hasText: "Gardée sur ce poste" }).waitFor();
    assert.equal(world.answers.size, 0);

    await page.reload();
    await page.getByText("Chargement").waitFor();
    world.weather = "fine";
    await heading(page, 3);

    assert.equal(world.answers.size, 1);
    assert.equal(world.candidate.held, 2);
  });
});

test("An answer whose reply was lost is sent again under its id and counted once", async () => {
  await atStation(running(2), async ({ page, world }) => {
    await page.route("**/answers/2*", async (route) => {
      await route.fetch();
      await route.abort();
    }, { times: 1 });
    await page.getByRole("checkbox").first().check();
    await page.getByRole("button", { name: "Valider ma réponse" }).click();
    await heading(page, 3);

    assert.equal(world.candidate.held, 2);
    assert.ok(world.seen.filter((one) => one === "PUT answers/2").length >= 2);
  });
});

test("What was typed but not validated is found again after a reload", async () => {
  await atStation(running(3), async ({ page }) => {
    await page.locator(".typed input").fill("pièce join");
    await page.reload();
    await heading(page, 3);

    assert.equal(await page.locator(".typed input").inputValue(), "pièce join");
    await page.getByText("a été retrouvée").waitFor();
  });
});

test("While the disk is full the page says that nothing is asked of the candidate, then goes on", async () => {
  await atStation(running(2), async ({ page, world }) => {
    world.weather = "read_only";
    await page.getByRole("checkbox").first().check();
    await page.getByRole("button", { name: "Valider ma réponse" }).click();
    await page.locator(".banner.wait").waitFor();

    world.weather = "fine";
    await heading(page, 3);
    await page.locator(".banner.wait").waitFor({ state: "detached" });
  });
});

test("Nothing chosen is said, tied to the answer, and nothing is sent", async () => {
  await atStation(running(1), async ({ page, world }) => {
    await page.getByRole("button", { name: "Valider ma réponse" }).click();
    await page.locator("fieldset .fault").waitFor();

    const described = await page.locator("fieldset").first().getAttribute("aria-describedby");
    assert.equal(await page.locator(".fault").first().getAttribute("id"), described);
    assert.equal(world.answers.size, 0);
  });
});

test("Passing asks once, calmly, and is sent as passed", async () => {
  await atStation(running(1), async ({ page, world }) => {
    await page.getByRole("button", { name: "Je passe" }).click();
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Rester sur la question");
    await page.getByRole("button", { name: "Oui, je passe" }).click();
    await heading(page, 2);

    assert.deepEqual(world.answers.get(1)?.response, { type: "passed" });
  });
});

test("A reported question stops the clock and the page says who decides", async () => {
  await atStation(running(1), async ({ page, world }) => {
    await page.getByRole("button", { name: "Signaler un problème" }).click();
    await page.getByLabel("Le fichier ne s’ouvre pas").check();
    await page.getByRole("button", { name: "Envoyer au surveillant" }).click();
    await page.getByText("le surveillant va décider").waitFor();
    await page.getByText("Votre temps est arrêté").waitFor();

    assert.equal(world.candidate.reportsLeft, 3);
  });
});

test("An older state never replaces a newer one", async () => {
  await atStation(running(4), async ({ page, double, world }) => {
    world.candidate.version = 9;
    double.tell();
    await page.waitForTimeout(400);
    Object.assign(world.candidate, { version: 3, draw: 2 });
    await page.getByRole("button", { name: "English" }).click();
    await page.waitForTimeout(400);

    assert.ok(await page.getByText("Question 4 of 32").isVisible());
  });
});

test("Fifteen minutes before the end are announced, and the hour can be hidden", async () => {
  const near = (world: World): void => {
    running(2)(world);
    world.candidate.remainingMs = 15 * 60_000 + 1500;
  };
  await atStation(near, async ({ page }) => {
    await page.locator("[aria-live=polite]", { hasText: "Il vous reste 15 minutes" }).waitFor({ state: "attached", timeout: 6000 });
    await page.getByRole("button", { name: "Masquer l’heure" }).click();
    assert.equal(await page.locator(".clock").textContent(), "Heure masquée");
  });
});
