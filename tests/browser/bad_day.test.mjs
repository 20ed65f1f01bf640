// tests/browser/bad_day.test.mjs: a cable pulled for half a minute, a sitting ended, a centre killed.
//
// Role      What the pages say while it lasts, and what the centre holds afterwards, asked beside the pages.
//
// SPDX-License-Identifier: EUPL-1.2
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { layCable } from "./cable.mjs";
import { admit, answerAnything, button, chooseAnything, Ground, question, sleep, tile, validate } from "./ground.mjs";

const kCutMs = 30_000; // a switch that restarts
const kSlackMs = 1500; // between two readings of one clock
let ground;
let cable;
let desk;
const at = {}; // each candidate's page

before(async () => {
  ground = await Ground.lay();
  await ground.makeSession();
  cable = await layCable(ground.port);
  desk = await ground.openConsole();
  await button(desk, "Ouvrir la session").click();
  const through = cable.url;
  at.zoe = await ground.openStation(1, { through });
  at.leo = await ground.openStation(2, { through });
  at.samira = await ground.openStation(3, { through });
  at.yann = await ground.openStation(4);
  at.fatou = await ground.openStation(5);
  await admit(desk, Object.values(at));
  for (const page of Object.values(at)) {
    await answerAnything(page);
    await question(page, 2);
  }
});

after(async () => {
  await ground?.leave();
  cable?.close();
});

/** Every try of a page to send an answer: the draw and the id of each. */
function watchTries(page) {
  const tries = [];
  page.on("request", (request) => {
    const draw = /\/candidate\/answers\/(\d+)/.exec(request.url())?.[1];
    if (draw !== undefined) tries.push(`${draw} ${request.postDataJSON().id}`);
  });
  return tries;
}

async function endFrom(page, seat, reason) {
  await tile(page, seat).click();
  await button(page, "Mettre fin à l’épreuve").click();
  await page.getByLabel(reason).check();
  const hold = button(page, "Maintenir pour mettre fin");
  await hold.hover();
  await page.mouse.down();
  await sleep(300);
  await page.mouse.up();
  assert.equal((await ground.seat(seat)).phase, "running", "a short press ended the sitting");
  await hold.hover();
  await page.mouse.down();
  await sleep(1400);
  await page.mouse.up();
  await tile(page, seat).getByText("Terminé").waitFor();
  await page.keyboard.press("Escape");
}

/** The page shows whole minutes while there are many: `1 h 44`. */
async function minutesShown(page) {
  const [hours, minutes] = (await page.locator(".clock").textContent()).match(/\d+/g).map(Number);
  return hours * 60 + minutes;
}

test("A cable pulled for thirty seconds in the middle of an answer loses nothing and counts nothing twice", { timeout: 120_000 }, async () => {
  const tries = { zoe: watchTries(at.zoe), leo: watchTries(at.leo), samira: watchTries(at.samira) };
  const before = await ground.seat(1);
  await chooseAnything(at.zoe);
  await chooseAnything(at.leo);
  await chooseAnything(at.samira);

  // Zoé's station knows that its network is gone; Léo's and Samira's hear nothing, and nothing more.
  const pulledAt = Date.now();
  cable.pull();
  await at.zoe.context().setOffline(true);
  for (const page of [at.zoe, at.leo, at.samira]) await validate(page);
  for (const page of [at.zoe, at.leo, at.samira]) {
    await page.locator(".banner.off", { hasText: "La connexion est coupée" }).waitFor();
    await page.locator(".saved.kept", { hasText: "Gardée sur ce poste" }).waitFor();
  }
  for (const seat of [1, 2, 3]) await tile(desk, seat).getByText("Hors ligne").waitFor();
  await button(desk, /^3 hors ligne/).waitFor();
  await endFrom(desk, 3, "Un problème technique");
  assert.deepEqual((await ground.room()).candidates.slice(0, 3).map((one) => one.held), [1, 1, 1]);
  await sleep(kCutMs - (Date.now() - pulledAt));
  const shownWhileOut = await minutesShown(at.zoe);

  await at.zoe.context().setOffline(false);
  cable.plug();
  for (const [page, seat] of [[at.zoe, 1], [at.leo, 2]]) {
    await question(page, 3);
    await page.locator(".banner.off").waitFor({ state: "detached" });
    await tile(desk, seat).getByText("En cours").waitFor();
    await page.getByText("2 réponses sur 32").first().waitFor();
  }

  // Each was tried more than once, always under one id; the centre holds it once, at rank 2.
  for (const one of [tries.zoe, tries.leo]) {
    assert.ok(one.length >= 2, `tried ${one.length} times`);
    assert.equal(new Set(one).size, 1);
  }
  const room = await ground.room();
  for (const one of room.candidates.slice(0, 2)) assert.deepEqual([one.held, one.rank, one.online], [2, 3, true]);

  // Exam time is the centre's: it ran as long as the wall clock, no more, and the page shows the same.
  const now = await ground.seat(1);
  const charged = before.remainingMs - now.remainingMs;
  assert.ok(Math.abs(charged - (now.serverTime - before.serverTime)) < kSlackMs, `${charged} ms were charged`);
  const shown = await minutesShown(at.zoe);
  assert.ok(Math.abs(shown - now.remainingMs / 60_000) <= 1, `the page shows ${shown} min, the centre has ${now.remainingMs} ms`);
  assert.ok(shownWhileOut - shown <= 1, "the page's clock jumped when the line came back");
});

test("An answer that was still on the station when the invigilator ended the sitting is not counted, and the page says so", async () => {
  const page = at.samira;
  await page.getByText("Le surveillant a mis fin à votre épreuve").waitFor();
  await page.getByText("Le serveur a enregistré 1 réponse sur 32").waitFor();
  await page.locator(".banner.alert", { hasText: "elle n’est pas comptée" }).waitFor();
  await page.getByText("gardée sur ce poste").waitFor({ state: "detached" });
  const { held, phase, ended, unfinished } = await ground.seat(3);
  assert.deepEqual([held, phase, ended.by, unfinished], [1, "ended", "invigilator", "technical"]);
});

test("An answer typed and not validated is not counted when the invigilator ends the sitting", async () => {
  const page = at.yann;
  const tries = watchTries(page);
  await chooseAnything(page);

  await endFrom(desk, 4, "Le candidat abandonne");

  await page.getByText("Le surveillant a mis fin à votre épreuve").waitFor();
  await page.getByText("Le serveur a enregistré 1 réponse sur 32").waitFor();
  await page.locator(".short-code").waitFor();
  await page.reload();
  await page.getByText("Le surveillant a mis fin à votre épreuve").waitFor();
  assert.deepEqual(tries, []);
  const { held, ended, unfinished } = await ground.seat(4);
  assert.deepEqual([held, ended.by, unfinished], [1, "invigilator", "given_up"]);
});

test("A centre killed in the middle of a sitting costs no answer and no time, and the pages come back by themselves", { timeout: 90_000 }, async () => {
  const page = at.fatou;
  const tries = watchTries(page);
  const before = await ground.seat(5);
  await chooseAnything(page);

  await ground.stopCentre("SIGKILL");
  const killedAt = Date.now();
  await validate(page);
  await page.locator(".saved.kept", { hasText: "Gardée sur ce poste" }).waitFor();
  await desk.locator(".banner.off", { hasText: "Connexion perdue" }).waitFor();
  await sleep(3000);
  await ground.startCentre();
  const downMs = Date.now() - killedAt;

  await question(page, 3);
  await desk.locator(".banner.off").waitFor({ state: "detached" });
  await tile(desk, 5).getByText("2 / 32").waitFor();
  assert.equal(new Set(tries).size, 1);
  const now = await ground.seat(5);
  assert.deepEqual([now.held, now.rank], [2, 3]);
  const charged = before.remainingMs - now.remainingMs;
  const ran = now.serverTime - before.serverTime - downMs;
  assert.ok(charged < ran + kSlackMs, `${charged} ms were charged; the centre ran ${ran} ms`);

  await answerAnything(page);
  await question(page, 4);
});

test("No page complained", () => {
  assert.deepEqual(ground.complaints, []);
});
