// tests/browser/exam_day.test.mjs: two real Chromiums sit an exam on a real centre, one supervises.
//
// Role      Everything but the making of the session is done through the pages. Takes the README's
//           pictures when PROBANT_PICTURES names a folder.
//
// SPDX-License-Identifier: EUPL-1.2
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { admit, answerAnything, button, Ground, question } from "./ground.mjs";

const pictures = process.env.PROBANT_PICTURES;
let ground;

before(async () => {
  ground = await Ground.lay();
  await ground.makeSession();
});
after(() => ground?.leave());

test("Two candidates sit the exam in real browsers while one person supervises it", { timeout: 420_000 }, async () => {
  const desk = await ground.openConsole();
  await button(desk, /Ouvrir la session/).click();
  const zoe = await ground.openStation(1);
  const leo = await ground.openStation(2);
  await admit(desk, [zoe, leo]);

  for (let rank = 1; rank <= 4; rank += 1) {
    await answerAnything(zoe);
    await question(zoe, rank + 1);
  }
  if (pictures) await zoe.screenshot({ path: join(pictures, "question.png") });

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
  if (pictures) await desk.screenshot({ path: join(pictures, "console.png") });
  await button(desk, "Remplacer la question").click();
  await question(zoe, 5);
  await zoe.getByText("le surveillant va décider").waitFor({ state: "detached" });

  for (let rank = 5; rank <= 32; rank += 1) {
    await answerAnything(zoe);
    if (rank < 32) await question(zoe, rank + 1);
  }
  await zoe.getByText("Vous avez répondu à toutes les questions").waitFor();
  await button(zoe, "Remettre").click();
  await zoe.locator(".dialog .btn.main").click();
  await zoe.locator(".short-code").waitFor();

  assert.deepEqual(ground.complaints, []);
});
