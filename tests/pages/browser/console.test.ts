// tests/pages/browser/console.test.ts: what the console must hold through.
// SPDX-License-Identifier: EUPL-1.2
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { contrast } from "../support/colour";
import { freshPage, kPages, kTablet, kWide, openBrowser } from "../support/browser";
import { aWorld, startDouble, type Double, type World } from "../support/double";
import { aDraftRoom, anEndingRoom, aRunningRoom, aSession, aWatchedRoom, idOf, type Room } from "../support/room";

let browser: Browser;
before(async () => {
  browser = await openBrowser();
});
after(async () => {
  await browser.close();
});

interface Desk {
  page: Page;
  double: Double;
  world: World;
}

async function atConsole(room: () => Room, story: (desk: Desk) => Promise<void>): Promise<void> {
  const world = aWorld();
  world.signedIn.invigilator = true;
  world.room = room();
  const double = await startDouble(kPages, world);
  const complaints: string[] = [];
  const page = await freshPage(browser, kWide, "fr", complaints);
  try {
    await page.goto(`${double.url}/invigilator/`);
    await page.locator(".live:not(.lost)", { hasText: "En direct" }).waitFor();
    await story({ page, double, world });
    assert.deepEqual(complaints, []);
  } finally {
    await page.context().close();
    await double.close();
  }
}

const tile = (seat: number): string => `[data-candidate="${idOf(seat)}"]`;
const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).first();

async function focusOnHeading(page: Page, text: string): Promise<void> {
  await page.waitForFunction((wanted) => document.activeElement?.tagName === "H1" && document.activeElement.textContent?.startsWith(wanted), text, { timeout: 3000 });
}

test("Thirty tiles and the queue fit on one screen without scrolling", async () => {
  await atConsole(aRunningRoom, async ({ page }) => {
    const hidden = await page.evaluate(() => {
      const plan = document.querySelector(".plan") as HTMLElement;
      const outside = [...document.querySelectorAll(".tile")].filter((one) => one.getBoundingClientRect().bottom > innerHeight);
      return { scroll: plan.scrollHeight - plan.clientHeight, outside: outside.length, page: document.documentElement.scrollHeight - innerHeight };
    });
    assert.deepEqual(hidden, { scroll: 0, outside: 0, page: 0 });
    assert.equal(await page.locator(".tile").count(), 30);
  });
});

test("Questions given more often than planned are one quiet line, and none when there are none", async () => {
  const over = () => ({ ...aRunningRoom(), session: { ...aSession("open"), capsExceeded: 3 } });
  await atConsole(over, async ({ page }) => {
    await page.locator("footer", { hasText: "3 questions ont été données plus souvent que prévu : la banque est trop petite pour ce plafond." }).waitFor();
    assert.equal(await page.locator(".banner", { hasText: "plafond" }).count(), 0);
  });
  await atConsole(aRunningRoom, async ({ page }) => {
    assert.equal(await page.getByText("plus souvent que prévu").count(), 0);
  });
});

test("A candidate's call is on the console in less than 300 ms", async () => {
  await atConsole(aRunningRoom, async ({ page, double, world }) => {
    world.room.version += 1;
    world.room.alerts.push({ alert: 9, candidate: idOf(1), kind: "help", openedAt: new Date().toISOString(), takenBy: null, resolved: false, camera: null });
    const watched = page.evaluate((selector) => new Promise<number>((resolve) => {
      const began = performance.now();
      const look = (): void => {
        if (document.querySelector(selector)?.classList.contains("alert")) resolve(performance.now() - began);
        else requestAnimationFrame(look);
      };
      look();
    }), tile(1));
    double.tell();
    const tookMs = await watched;
    assert.ok(tookMs < 300, `${tookMs} ms`);
  });
});

test("One click does the act named on the button, and the room then shows it", async () => {
  await atConsole(aRunningRoom, async ({ page, world }) => {
    await button(page, /^Remplacer pour les 2/).click();
    await page.getByText("2 actes enregistrés.").first().waitFor();

    assert.deepEqual(world.room.alerts.map((alert) => alert.alert), [2, 3]);
    assert.ok(await page.locator(`${tile(5)}.run`).isVisible());
  });
});

test("A reloaded console knows again whose account it is", async () => {
  await atConsole(aRunningRoom, async ({ page }) => {
    await page.locator("header .sub", { hasText: "N. Perrot" }).waitFor();
    await page.reload();
    await page.locator("header .sub", { hasText: "N. Perrot" }).waitFor();
  });
});

test("A pause can be undone from the note that tells it", async () => {
  await atConsole(aRunningRoom, async ({ page, world }) => {
    await page.locator(tile(7)).click();
    await button(page, "Mettre en pause").click();
    await page.locator(".act-form .btn.main").click();
    await page.locator(".note", { hasText: "COLIN Théo" }).getByRole("button", { name: "Annuler" }).click();
    await page.locator(".note", { hasText: "Reprise" }).waitFor();

    assert.equal(world.room.candidates[6]?.phase, "running");
  });
});

test("The keyboard alone finds, opens, pauses and treats", async () => {
  await atConsole(aRunningRoom, async ({ page, world }) => {
    await page.keyboard.press("/");
    await page.keyboard.type("le ga");
    await page.locator("#search").press("Control+A");
    await page.keyboard.press("Delete");
    await page.locator(tile(1)).focus();
    for (const key of ["ArrowDown", "ArrowRight", "ArrowLeft"]) await page.keyboard.press(key);
    await page.keyboard.press("Enter");
    await page.locator("#sheet-title", { hasText: "Place 7" }).waitFor();
    await page.keyboard.press("Escape");
    await page.locator(".sheet").waitFor({ state: "detached" });
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("data-candidate")), idOf(7));

    await page.keyboard.press("p");
    await page.locator(`${tile(7)}.pause`).waitFor();
    await page.locator(tile(23)).focus();
    await page.keyboard.press("r");
    await page.locator(".note", { hasText: "MERCIER" }).waitFor();
    await page.locator(tile(29)).focus();
    await page.keyboard.press("a");
    await page.locator(".note", { hasText: "ROY Estelle" }).waitFor();

    assert.equal(world.room.candidates[28]?.phase, "authorised");
  });
});

test("The shortcuts can be switched off, and stay off", async () => {
  await atConsole(aRunningRoom, async ({ page, world }) => {
    await page.keyboard.press("?");
    await button(page, "Raccourcis activés").click();
    await page.keyboard.press("Escape");
    await page.reload();
    await page.locator(tile(7)).focus();
    await page.keyboard.press("p");
    await page.waitForTimeout(300);

    assert.equal(world.room.candidates[6]?.phase, "running");
  });
});

test("Ending a sitting asks for a long press; a short one does nothing", async () => {
  await atConsole(aRunningRoom, async ({ page, world }) => {
    await page.locator(tile(7)).click();
    await button(page, "Mettre fin à l’épreuve").click();
    await page.getByLabel("Le candidat abandonne").check();
    const hold = button(page, "Maintenir pour mettre fin");
    await hold.click();
    await page.waitForTimeout(400);
    assert.equal(world.room.candidates[6]?.phase, "running");

    await hold.focus();
    await page.keyboard.down("Space");
    await page.waitForTimeout(1500);
    await page.keyboard.up("Space");
    await page.locator(`${tile(7)}.done`).waitFor();
    assert.equal(world.room.candidates[6]?.unfinished, "given_up");
  });
});

test("Time is not given without a reason", async () => {
  await atConsole(aRunningRoom, async ({ page, world }) => {
    const before = world.room.candidates[6]?.remainingMs ?? 0;
    await page.locator(tile(7)).click();
    await button(page, "Donner du temps").click();
    await button(page, "10 min").click();
    await button(page, /^Donner 10/).click();
    await page.getByText("Écrivez le motif").waitFor();
    await page.getByLabel("Motif").fill("Poste redémarré");
    await button(page, /^Donner 10/).click();
    await page.locator(".note", { hasText: "Temps donné" }).waitFor();

    assert.equal(world.room.candidates[6]?.remainingMs, before + 600_000);
  });
});

test("Closing demands a reason for each unfinished sitting, then the session is sealed", async () => {
  await atConsole(anEndingRoom, async ({ page, world }) => {
    await button(page, "Clôturer").click();
    const hold = button(page, "Maintenir pour clôturer");
    await hold.focus();
    await page.keyboard.down("Enter");
    await page.waitForTimeout(1400);
    await page.keyboard.up("Enter");
    await page.getByText("Il manque 2 raisons.").waitFor();
    assert.equal(world.room.session.phase, "open");

    await button(page, "Toutes : technique").click();
    await hold.focus();
    await page.keyboard.down("Enter");
    await page.waitForTimeout(1400);
    await page.keyboard.up("Enter");
    await focusOnHeading(page, "La session est close");
    await page.getByLabel("Phrase secrète").fill("wrong");
    await button(page, "Signer et sceller").click();
    await page.getByText("ne convient pas").waitFor();
    await page.getByLabel("Phrase secrète").fill("quatre mots bien choisis");
    await button(page, "Signer et sceller").click();
    await page.getByText("Le paquet est scellé").waitFor();
    await focusOnHeading(page, "Le paquet est scellé");
  });
});

test("A cut line is said with the age of what is shown, and comes back by itself", async () => {
  await atConsole(aRunningRoom, async ({ page, world }) => {
    world.weather = "cut";
    await page.locator(".banner.off", { hasText: "Connexion perdue" }).waitFor({ timeout: 15_000 });
    world.weather = "fine";
    await page.locator(".banner.off").waitFor({ state: "detached", timeout: 15_000 });
  });
});

test("The open sheet never hides the queue", async () => {
  await atConsole(aRunningRoom, async ({ page }) => {
    for (const size of [kWide, kTablet]) {
      await page.setViewportSize(size);
      await page.locator(tile(1)).click();
      const overlap = await page.evaluate(() => {
        const sheet = document.querySelector(".sheet")?.getBoundingClientRect();
        const queue = document.querySelector("aside")?.getBoundingClientRect();
        return (sheet?.right ?? 0) - (queue?.left ?? 0);
      });
      assert.ok(overlap <= 0.5, `${overlap} px over the queue`);
      await page.keyboard.press("Escape");
    }
  });
});

test("Without an answer to the sign-out the console stays, and says why", async () => {
  await atConsole(aRunningRoom, async ({ page, world }) => {
    world.weather = "cut";
    await button(page, "Se déconnecter").click();
    await page.locator(".note.alert", { hasText: "ne répond pas" }).waitFor();
    assert.equal(await page.getByLabel("Mot de passe").count(), 0);

    world.weather = "fine";
    await button(page, "Se déconnecter").click();
    await page.getByLabel("Mot de passe").waitFor();
    assert.equal(world.signedIn.invigilator, false);
  });
});

test("The time left of a tile that does not change falls second by second through the frames", async () => {
  const soon = (): Room => {
    const room = aRunningRoom();
    Object.assign(room.candidates[6] as object, { remainingMs: 50_000 });
    return room;
  };
  await atConsole(soon, async ({ page, double, world }) => {
    const left = async (): Promise<number> => Number.parseInt(await page.locator(`${tile(7)} .ft span`).last().innerText(), 10);
    const before = await left();
    for (let frame = 0; frame < 4; frame += 1) {
      await page.waitForTimeout(1000);
      world.room.version += 1;
      double.tellTiles([]);
    }
    assert.ok((await left()) <= before - 3, `${before} s, then ${await left()} s`);
  });
});

test("The age of what is shown ticks outside what is spoken", async () => {
  await atConsole(aRunningRoom, async ({ page, double, world }) => {
    world.weather = "cut";
    double.cut();
    await page.locator(".banner.off", { hasText: "Ce que vous voyez date de" }).waitFor();
    assert.doesNotMatch(await page.locator(".banner.off").getByRole("status").innerText(), /\d/);
  });
});

test("A dialog puts the focus on the button that it marks", async () => {
  await atConsole(aRunningRoom, async ({ page }) => {
    await button(page, "Pause générale").click();
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Mettre la salle en pause");
  });
});

test("A refusal of the registry is a sentence, with its code for support", async () => {
  await atConsole(() => ({ ...anEndingRoom(), session: aSession("refused") }), async ({ page }) => {
    await page.getByText("le jury va l’examiner avec le centre").waitFor();
    await page.getByText("Code pour l’assistance :").waitFor();
    assert.equal(await page.locator(".mono", { hasText: "replay_mismatch" }).count(), 1);
  });
});

test("The list begins with those who need someone, the plan stays that of the room", async () => {
  await atConsole(aRunningRoom, async ({ page }) => {
    const seats = () => page.locator(".tile .top b").allInnerTexts();
    assert.deepEqual((await seats()).slice(0, 3), ["01", "02", "03"]);
    await button(page, /^Liste$/).click();
    assert.deepEqual((await seats()).slice(0, 6), ["05", "16", "23", "12", "21", "01"]);
  });
});

test("In a room wider than the screen an open alert is in sight all the same", async () => {
  const wide = (): Room => {
    const room = aRunningRoom();
    const more = Array.from({ length: 70 }, (_, place) => ({ ...(room.candidates[0] as Room["candidates"][number]), candidate: idOf(31 + place), seat: 31 + place, lastName: `NOM${place}` }));
    const alerts: Room["alerts"] = [{ alert: 9, candidate: idOf(100), kind: "help", openedAt: new Date().toISOString(), takenBy: null, resolved: false, camera: null }];
    return { ...room, alerts, candidates: [...room.candidates.map((one) => ({ ...one, report: null, wantsToResumeSince: null })), ...more] };
  };
  await atConsole(wide, async ({ page }) => {
    for (const size of [kWide, kTablet]) {
      await page.setViewportSize(size);
      const inSight = await page.locator(".need", { hasText: "NOM69" }).evaluate((card) => card.getBoundingClientRect().bottom <= innerHeight);
      assert.ok(inSight);
    }
  });
});

test("A button of the queue names all those it acts upon, in the language of the page", async () => {
  await atConsole(aRunningRoom, async ({ page }) => {
    await page.getByRole("button", { name: "English" }).click();
    for (const name of ["Replace for all 2: CARON Julie, JACQUET Vincent", "Nothing wrong: CARON Julie, JACQUET Vincent", "I am going: FOURNIER Paul", "See the sheet: FOURNIER Paul"])
      assert.equal(await page.getByRole("button", { name, exact: true }).count(), 1, name);
  });
});

test("A button held down is seen to fill, with the stronger contrast too", async () => {
  await atConsole(anEndingRoom, async ({ page }) => {
    await button(page, "Contraste renforcé").click();
    await button(page, "Clôturer").click();
    const [fill, paper] = await page.locator(".hold .btn").evaluate((one) => [getComputedStyle(one).backgroundImage.match(/rgb\([^)]*\)/)?.[0], getComputedStyle(one).backgroundColor]);
    assert.ok(contrast(fill ?? "", paper ?? "") >= 3, `${fill} on ${paper}`);
  });
});

const answersOf = (world: World, alert: number): unknown => world.room.alerts.find((one) => one.alert === alert)?.camera?.answer;

test("What a camera asks shows its picture and its reason, and one click says that it is nothing", async () => {
  await atConsole(aWatchedRoom, async ({ page, world }) => {
    const card = page.locator(".need.c", { hasText: "CARON Julie" });
    await card.locator("img").waitFor();
    assert.match((await card.textContent()) ?? "", /Visage non vu.*12 s.*La personne a pu se pencher/s);
    assert.match((await card.locator("img").getAttribute("alt")) ?? "", /CARON Julie/);
    await card.getByRole("button", { name: /^Rien à signaler/ }).click();
    await card.waitFor({ state: "detached" });
    assert.equal(answersOf(world, 1), "nothing");
  });
});

test("A note needs its words, and is kept with the picture", async () => {
  await atConsole(aWatchedRoom, async ({ page, world }) => {
    const card = page.locator(".need.c", { hasText: "CARON Julie" });
    await card.getByRole("button", { name: /^Noter/ }).click();
    await card.getByRole("button", { name: "Enregistrer la note" }).click();
    await card.getByText(/Écrivez/).waitFor();
    assert.equal(answersOf(world, 1), null);
    await card.getByRole("textbox").fill("Un reflet dans la vitre.");
    await card.getByRole("button", { name: "Enregistrer la note" }).click();
    await card.waitFor({ state: "detached" });
    assert.equal(world.room.alerts.find((one) => one.alert === 1)?.camera?.note, "Un reflet dans la vitre.");
  });
});

test("Stepping in opens the sheet, whose timeline says all that the camera asked and lets an answer be corrected", async () => {
  await atConsole(aWatchedRoom, async ({ page, world }) => {
    await page.locator(".need.c", { hasText: "CARON Julie" }).getByRole("button", { name: /^J’interviens/ }).click();
    const line = page.locator(".camera-line");
    await line.getByText("Caméra · 3 observations").waitFor();
    const entry = line.locator("li", { hasText: "Il ramassait son stylo." });
    await entry.getByRole("button", { name: "Corriger la réponse" }).click();
    await entry.getByRole("button", { name: /^Rien à signaler/ }).click();
    await page.waitForFunction(() => document.querySelectorAll(".camera-line .btn").length > 0);
    assert.equal(answersOf(world, 1), "act");
    assert.equal(answersOf(world, 3), "nothing");
  });
});

test("The key A answers nothing in a person's place", async () => {
  await atConsole(aWatchedRoom, async ({ page, world }) => {
    await page.locator(tile(5)).focus();
    await page.keyboard.press("a");
    await page.waitForFunction(() => document.querySelector("#needs")?.contains(document.activeElement));
    assert.equal(answersOf(world, 1), null);
  });
});

test("A rule that fell silent says how often it was dismissed, and one click lets it speak again", async () => {
  await atConsole(aWatchedRoom, async ({ page, world }) => {
    const muted = page.locator(".need", { hasText: "Regard ailleurs" });
    assert.match((await muted.textContent()) ?? "", /11 alertes sur 12/);
    await muted.getByRole("button").click();
    await muted.waitFor({ state: "detached" });
    assert.equal(world.room.session.cameraRules[1]?.muted, false);
  });
});

test("A machine's sign is a quiet line that asks to look, never a verdict", async () => {
  await atConsole(aWatchedRoom, async ({ page }) => {
    const signs = page.locator(".signs");
    assert.match((await signs.textContent()) ?? "", /03 · BERNARD Claire\s: un second écran est branché\. À vérifier sur place\./);
    assert.match((await signs.textContent()) ?? "", /07 · COLIN Théo\s: impossible de savoir si/);
    await page.locator(tile(7)).click();
    await page.locator(".facts", { hasText: "débranchée" }).waitFor();
  });
});

test("The code that adds a station stands large beside the words that the station must show", async () => {
  await atConsole(aDraftRoom, async ({ page }) => {
    await page.getByRole("button", { name: "Ajouter un poste" }).click();
    await page.locator(".big-code", { hasText: "K7QM-2XWD" }).waitFor();
    await page.locator(".big-words", { hasText: "9f2c 01b7 44de a860" }).waitFor();
    await page.keyboard.press("Escape");
    await page.locator("dialog").waitFor({ state: "detached" });
  });
});
