// tests/pages/browser/candidate.test.ts: what a station's page must hold through.
// SPDX-License-Identifier: EUPL-1.2
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { answerWith, freshPage, kPages, kSettled, kWide, openBrowser } from "../support/browser";
import { trained } from "../support/candidate_scenes";
import { contrast } from "../support/colour";
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
    await page.locator(kSettled).first().waitFor();
    if (world.signedIn.candidate && world.weather === "fine") await double.followed();
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

test("The start page says how many questions are on trial, and nothing where there are none", async () => {
  const ready = (pretests: number) => (world: World): void => {
    world.signedIn.candidate = true;
    Object.assign(world.candidate, { phase: "ready", present: true, length: 32 + pretests, pretests });
  };
  await atStation(ready(3), async ({ page }) => {
    await page.getByText("Vous avez 35 questions").waitFor();
    await page.getByText("Trois questions à l’essai, mêlées aux autres, ne comptent pas dans votre résultat.").waitFor();
  });
  await atStation(ready(0), async ({ page }) => {
    await page.getByText("Vous avez 32 questions").waitFor();
    assert.equal(await page.getByText("à l’essai").count(), 0);
  });
});

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
    world.weather = "cut";
    await page.getByRole("checkbox").first().check();
    await page.getByRole("button", { name: "Valider ma réponse" }).click();
    await page.locator(".saved.kept", { hasText: "Gardée sur ce poste" }).waitFor();
    await page.locator(".banner.off", { hasText: "Votre réponse est gardée sur ce poste" }).waitFor();
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
    await page.waitForFunction(() => document.activeElement?.textContent === "Rester sur la question");
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
    Object.assign(world.candidate, { version: 9, held: 4 });
    double.tell();
    await page.getByText("vos 4 réponses").waitFor();
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
    await page.locator("[aria-live=polite]", { hasText: "Il vous reste moins de 15 minutes" }).waitFor({ state: "attached", timeout: 6000 });
    await page.getByRole("button", { name: "Masquer l’heure" }).click();
    assert.equal(await page.locator(".clock").textContent(), "Heure masquée");
  });
});

test("Eight minutes before the end the page does not say that fifteen are left", async () => {
  const near = (world: World): void => {
    running(2)(world);
    world.candidate.remainingMs = 8 * 60_000;
  };
  await atStation(near, async ({ page }) => {
    assert.equal(await page.locator(".clock").textContent(), "8\u00a0min");
    assert.match(await page.locator(".banner.info").innerText(), /moins de 15 minutes/);
  });
});

/** Keeps the drafts of the station busy, as a disk that is slow would; until what is given back is called. */
async function slowDisk(page: Page): Promise<() => Promise<void>> {
  await page.evaluate(async () => {
    const opened = indexedDB.open("probant-candidate");
    await new Promise((resolve) => (opened.onsuccess = resolve));
    const drafts = opened.result.transaction("drafts", "readwrite").objectStore("drafts");
    document.body.dataset["disk"] = "slow";
    const hold = (): void => void (drafts.count().onsuccess = () => document.body.dataset["disk"] === "slow" && hold());
    hold();
  });
  return () => page.evaluate(() => void (document.body.dataset["disk"] = "fine"));
}

test("A state that waited for a slow disk never replaces a newer one", async () => {
  await atStation(running(4), async ({ page, double, world }) => {
    const speedUp = await slowDisk(page);
    Object.assign(world.candidate, { version: 10, draw: 5, held: 4 });
    const told = page.waitForResponse("**/candidate/state*");
    double.tell();
    await told;
    Object.assign(world.candidate, { version: 11, phase: "paused", pausedBy: ["room"] });
    double.tell();
    await page.getByText("toute la salle en pause").waitFor();
    await speedUp();
    await page.waitForTimeout(500);

    assert.ok(await page.getByText("toute la salle en pause").isVisible());
  });
});

test("A station whose disk is full sends its answers all the same, and says that it keeps nothing", async () => {
  await atStation(running(2), async ({ page, world }) => {
    await page.evaluate(() => void (IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); }));
    await page.getByRole("checkbox").first().check();
    await page.getByRole("button", { name: "Valider ma réponse" }).click();
    await heading(page, 3);

    assert.equal(world.candidate.held, 2);
    await page.locator(".banner.alert", { hasText: "ne peut rien garder" }).waitFor();
  });
});

test("A state that could not be fetched is asked for again by itself", async () => {
  await atStation(running(2), async ({ page, double, world }) => {
    await page.route("**/candidate/state*", (route) => route.abort(), { times: 1 });
    Object.assign(world.candidate, { version: 7, phase: "paused", pausedBy: ["invigilator"] });
    double.tell();

    await page.getByText("Le surveillant a mis votre épreuve en pause").waitFor({ timeout: 5000 });
    await page.locator(".banner.off").waitFor({ state: "detached" });
  });
});

test("A disk that is full, then is no longer, is seen without a new version of the journal", async () => {
  await atStation(running(2), async ({ page, double, world }) => {
    world.candidate.readOnly = { since: new Date().toISOString(), detail: "disk_full" };
    double.tell();
    await page.locator(".banner.wait").waitFor({ timeout: 5000 });

    world.candidate.readOnly = null;
    double.tell();
    await page.locator(".banner.wait").waitFor({ state: "detached", timeout: 5000 });
  });
});

test("A cut line is said for what the person is doing, before, during and after", async () => {
  const cases = [
    [{ phase: "waiting" }, /la page avancera/],
    [{ phase: "ready", present: true }, /Vous pourrez commencer/],
    [{ phase: "running", draw: 2, held: 1 }, /préparer votre réponse/],
    [{ phase: "running", draw: null, held: 32 }, /remettre votre copie/],
    [{ phase: "paused", pausedBy: ["room"], draw: 2, held: 1 }, /la page reprendra/],
    [{ phase: "ended", ended: { by: "time", at: new Date().toISOString() }, held: 3 }, /est terminée/],
  ] as const;
  await atStation(running(2), async ({ page, double, world }) => {
    for (const [place, [state, sentence]] of cases.entries()) {
      world.weather = "fine";
      await page.locator(".banner.off").waitFor({ state: "detached" });
      Object.assign(world.candidate, { pausedBy: [], version: 20 + place }, state);
      await page.reload();
      await page.locator(kSettled).first().waitFor();
      world.weather = "cut";
      double.cut();
      assert.match(await page.locator(".banner.off").innerText(), sentence);
    }
  });
});

test("A training that is over says each level, why it stopped and that it certifies nothing", async () => {
  await atStation(trained("candidate"), async ({ page }) => {
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Votre épreuve est terminée");
    await page.getByText("Le serveur a enregistré 41 réponses.").waitFor();
    await page.getByText("vos réponses donnaient déjà la précision voulue").waitFor();
    assert.deepEqual(await page.locator(".result dd").allInnerTexts(), ["Niveau 4 (entre 3 et 5)", "Niveau 8", "Pas assez de réponses pour donner un niveau"]);
    await page.getByText("C’était un entraînement : il mesure vos compétences et ne donne pas de certificat.").waitFor();
    assert.equal(await page.getByText("jury").count(), 0);
  });
});

test("A training's result is there again after a reload, and stays when the line is cut", async () => {
  await atStation(trained("time", { stopped: null }), async ({ page, double, world }) => {
    await page.reload();
    await page.getByText("Niveau 4 (entre 3 et 5)").waitFor();
    world.weather = "cut";
    double.cut();
    await page.locator(".banner.off").waitFor();
    await page.getByText("Niveau 4 (entre 3 et 5)").waitFor();
    await page.getByText("Le temps prévu est écoulé.").waitFor();
  });
});

test("A training's result follows a switch of language, the names of its competences too", async () => {
  await atStation(trained("candidate"), async ({ page }) => {
    await page.getByRole("button", { name: "English" }).click();
    await page.getByText("4.3 Protect health, well-being and the environment").waitFor();
    assert.deepEqual(await page.locator(".result dd").allInnerTexts(), ["Level 4 (between 3 and 5)", "Level 8", "Not enough answers to tell a level"]);
  });
});

test("A certification that is over says no level, and that the jury comes first", async () => {
  const ended = (world: World): void => {
    running(32)(world);
    Object.assign(world.candidate, { phase: "ended", held: 32, draw: null, ended: { by: "candidate", at: new Date().toISOString() } });
  };
  await atStation(ended, async ({ page }) => {
    await page.getByText("après vérification par le jury").waitFor();
    assert.equal(await page.getByText(/Niveau|certificat/).count(), 0);
    assert.equal(await page.locator(".result").count(), 0);
  });
});

test("A pause does not call saved an answer that is still on this station", async () => {
  await atStation(running(2), async ({ page, double, world }) => {
    await page.route("**/answers/2*", (route) => route.abort());
    await page.getByRole("checkbox").first().check();
    await page.getByRole("button", { name: "Valider ma réponse" }).click();
    await page.locator(".saved.kept", { hasText: "Gardée sur ce poste" }).waitFor();
    Object.assign(world.candidate, { version: 9, phase: "paused", pausedBy: ["room"] });
    double.tell();
    await page.getByText("toute la salle en pause").waitFor();

    assert.doesNotMatch(await page.locator("main").innerText(), /sont enregistrées/);
    await page.locator(".saved.kept", { hasText: "Gardée sur ce poste" }).waitFor();
  });
});

test("An answer on its way cannot be changed, by a key or otherwise", async () => {
  for (const [draw, change] of [
    [1, async (page: Page) => { await page.getByRole("radio").nth(2).focus(); await press(page, "Space", "ArrowDown"); }],
    [2, async (page: Page) => { await page.getByRole("checkbox").nth(1).focus(); await press(page, "Space"); }],
    [3, async (page: Page) => { await page.locator(".typed input").focus(); await page.keyboard.type(" et plus"); }],
    [5, async (page: Page) => { await page.locator("[data-control=down]").first().focus(); await press(page, "Enter", "Alt+ArrowDown"); }],
    [6, async (page: Page) => { await page.locator("select").first().focus(); await press(page, "ArrowDown"); }],
  ] as const)
    await atStation(running(draw), async ({ page }) => {
      await kAnswerByKeys[draw]?.(page);
      await page.waitForTimeout(100);
      await page.route("**/answers/*", (route) => route.abort());
      await tabTo(page, "button[type=submit]");
      await press(page, "Enter");
      await page.locator(".saved.kept", { hasText: "Gardée sur ce poste" }).waitFor();
      const shown = () => page.locator("main form").evaluate((form) =>
        [...form.querySelectorAll<HTMLInputElement | HTMLSelectElement>("input, select")].map((one) => ("checked" in one && one.type !== "text" ? String(one.checked) : one.value)).join() + [...form.querySelectorAll("li")].map((one) => one.textContent).join());
      const before = await shown();
      await change(page);
      assert.equal(await shown(), before);
    });
});

test("A report on its way is said, and no second one is lost behind it", async () => {
  await atStation(running(1), async ({ page, world }) => {
    world.weather = "cut";
    await page.getByRole("button", { name: "Signaler un problème" }).click();
    await page.getByLabel("Le fichier ne s’ouvre pas").check();
    await page.getByRole("button", { name: "Envoyer au surveillant" }).click();
    const onItsWay = page.getByRole("button", { name: "Envoi du signalement…" });
    await onItsWay.waitFor();
    await onItsWay.click({ force: true }); // it says that it is disabled: press it all the same
    assert.equal(await page.locator("dialog").count(), 0);

    world.weather = "fine";
    await page.getByText("le surveillant va décider").waitFor();
    assert.equal(world.candidate.reportsLeft, 3);
  });
});

test("Only what this bank has can be reported", async () => {
  await atStation(running(1), async ({ page }) => {
    await page.getByRole("button", { name: "Signaler un problème" }).click();
    assert.equal(await page.locator(".reasons input").count(), 5);
    assert.equal(await page.getByText("Le site à consulter").count(), 0);
  });
});

test("The seconds to wait are shown and not spoken one by one", async () => {
  await atStation(() => undefined, async ({ page }) => {
    await page.keyboard.type("1111111111");
    await press(page, "Enter");
    await page.getByText("Vous pourrez réessayer dans").waitFor();
    assert.doesNotMatch(await page.getByRole("alert").innerText(), /\d/);
  });
});

test("What the server says of its own fault is shown, not that the network is cut", async () => {
  await atStation(() => undefined, async ({ page }) => {
    await answerWith(page, "**/candidate/sign-in*", 503, "failed", "Le serveur n’a pas pu répondre. Réessayez, puis prévenez le surveillant.");
    await page.keyboard.type("K7QM2XWD94");
    await press(page, "Enter");
    await page.getByText("puis prévenez le surveillant").waitFor({ timeout: 8000 });
    assert.equal(await page.getByText("Vérifiez le réseau").count(), 0);
  });
});

test("After a switch of language our sentences follow, and the server's is marked as being in the other one", async () => {
  await atStation(running(1), async ({ page, double, world }) => {
    world.candidate.draw = 2;
    await page.getByRole("radio").first().check();
    await page.getByRole("button", { name: "Valider ma réponse" }).click();
    await page.locator(".banner.alert").waitFor();
    await page.getByRole("button", { name: "English" }).click();
    assert.equal(await page.locator(".banner.alert [lang]").getAttribute("lang"), "fr");

    world.signedIn.candidate = false;
    double.bye("signed_out");
    await page.getByText("You are no longer signed in").waitFor();
    await page.getByRole("button", { name: "Français" }).click();
    await page.getByText("Vous n’êtes plus connecté").waitFor();
  });
});

test("An enlarged picture is closed, not folded", async () => {
  await atStation(running(5), async ({ page }) => {
    await page.getByRole("button", { name: "Agrandir l’image" }).click();
    await page.locator("dialog").getByRole("button", { name: "Fermer" }).click();
    await page.locator("dialog").waitFor({ state: "detached" });
  });
});

test("The example of a code can be read", async () => {
  await atStation(() => undefined, async ({ page }) => {
    const [ink, paper] = await page.locator(".code-entry").evaluate((field) => [getComputedStyle(field, "::placeholder").color, getComputedStyle(field).backgroundColor]);
    assert.ok(contrast(ink ?? "", paper ?? "") >= 4.5, `${ink} on ${paper}`);
  });
});
