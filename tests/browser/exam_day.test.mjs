// tests/browser/exam_day.test.mjs: two real Chromiums sit an exam on a real centre, one supervises.
//
// Role      Everything but the making of the session is done through the pages.
//
// SPDX-License-Identifier: EUPL-1.2
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { admit, answerAnything, button, Ground, question } from "./ground.mjs";

let ground;

before(async () => {
  ground = await Ground.lay();
  await ground.makeSession();
});
after(() => ground?.leave());

async function sitToTheEnd(page, from) {
  for (let rank = from; rank <= 32; rank += 1) {
    await answerAnything(page);
    if (rank < 32) await question(page, rank + 1);
  }
  await page.getByText("Vous avez répondu à toutes les questions").waitFor();
  await button(page, "Remettre").click();
  await page.locator(".dialog .btn.main").click();
  await page.locator(".short-code").waitFor();
}

test("Two candidates sit the exam in real browsers while one person supervises it", { timeout: 420_000 }, async () => {
  // Three machines, each with its own Chromium.
  const [first, second] = await Promise.all([ground.launch(), ground.launch()]);
  const desk = await ground.openConsole();
  await button(desk, /Ouvrir la session/).click();
  const zoe = await ground.openStation(1, { browser: first });
  const leo = await ground.openStation(2, { browser: second });
  await admit(desk, [zoe, leo]);

  for (let rank = 1; rank <= 4; rank += 1) {
    await answerAnything(zoe);
    await question(zoe, rank + 1);
  }

  // A reload in the middle finds the same question again.
  await zoe.reload();
  await question(zoe, 5);

  // The line is cut in the middle of an answer: it is kept, and leaves by itself.
  await leo.context().setOffline(true);
  await answerAnything(leo);
  await leo.getByText("Gardée sur ce poste").first().waitFor();
  await leo.context().setOffline(false);
  await question(leo, 2);

  // A reported question reaches the console, is replaced, and the test goes on at the same rank.
  await button(zoe, "Signaler un problème").click();
  await zoe.getByLabel("Le fichier ne s’ouvre pas").check();
  await button(zoe, "Envoyer au surveillant").click();
  await zoe.getByText("le surveillant va décider").waitFor();
  await button(leo, "Demander de l’aide").click();
  await button(desk, "Remplacer la question").waitFor();
  await button(desk, "Remplacer la question").click();
  await question(zoe, 5);
  await zoe.getByText("le surveillant va décider").waitFor({ state: "detached" });

  await Promise.all([sitToTheEnd(zoe, 5), sitToTheEnd(leo, 2)]);
  const room = await ground.room();
  for (const one of room.candidates.slice(0, 2)) assert.deepEqual([one.phase, one.held, one.ended.by], ["ended", 32, "candidate"]);

  assert.deepEqual(ground.complaints, []);
});
