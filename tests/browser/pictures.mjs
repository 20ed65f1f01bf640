// tests/browser/pictures.mjs: the README's pictures, of a real centre in the middle of a morning.
//
// Role        `node tests/browser/pictures.mjs FOLDER` writes question.png and console.png. A dozen seats,
//             of which each is a page in a browser: what the console shows is what they did.
//
// SPDX-License-Identifier: EUPL-1.2
import { join } from "node:path";
import { admit, answerAnything, button, Ground, question, tile } from "./ground.mjs";

const kPeople = [
  "BENALI;Samira", "BERNARD;Claire", "CARON;Julie", "DA SILVA;Inès", "DIALLO;Fatou", "FABRE;Éric",
  "LE GALL;Yann", "LEFÈVRE;Hugo", "MARTIN;Zoé", "NGUYEN;Thi", "PETIT;Léo", "ROUSSEAU;Camille",
];
const kAnswers = [9, 14, 6, 11, 32, 4, 17, 8, 12]; // of the first seats, in their order
const kLast = 32;
const seat = { helped: 2, paused: 3, reporting: 4, offline: 6, present: 10, arrived: 11 };

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error("usage: pictures.mjs FOLDER");
  process.exit(2);
}

async function answerMany(page, count) {
  for (let rank = 1; rank <= count; rank += 1) {
    await question(page, rank);
    await answerAnything(page);
  }
  if (count < kLast) return question(page, count + 1);
  await button(page, "Remettre").click();
  await page.locator(".dialog .btn.main").click();
  await page.locator(".short-code").waitFor();
}

/** A question with something to read, as most have. */
async function pictureQuestion(page) {
  while ((await page.locator(".mail, .sheet").count()) === 0) {
    const rank = Number(/\d+/.exec(await page.locator(".meta b").innerText())[0]);
    await answerAnything(page);
    await question(page, rank + 1);
  }
  await page.screenshot({ path: join(folder, "question.png") });
}

async function pictureConsole(desk, pages) {
  await button(pages[seat.reporting - 1], "Signaler un problème").click();
  await pages[seat.reporting - 1].getByLabel("Le fichier ne s’ouvre pas").check();
  await button(pages[seat.reporting - 1], "Envoyer au surveillant").click();
  await pages[seat.offline - 1].context().close();
  await tile(desk, seat.paused).click();
  await desk.keyboard.press("p");
  await tile(desk, seat.paused).getByText("En pause").waitFor();
  await desk.keyboard.press("Escape");
  await tile(desk, seat.offline).getByText("Hors ligne").waitFor();
  await button(pages[seat.helped - 1], "Demander de l’aide").click();
  await button(desk, /^J’y vais/).waitFor();
  await desk.locator(".note").first().waitFor({ state: "detached" });
  await desk.locator(".said").waitFor({ state: "detached" });
  await desk.mouse.move(0, 0);
  await desk.evaluate(() => document.activeElement.blur());
  await desk.screenshot({ path: join(folder, "console.png") });
}

const ground = await Ground.lay();
try {
  await ground.makeSession(kPeople);
  const desk = await ground.openConsole();
  await button(desk, /Ouvrir la session/).click();
  const pages = [];
  for (const place of kAnswers.keys()) pages.push(await ground.openStation(place + 1));
  await admit(desk, pages);
  await Promise.all(pages.map((page, place) => answerMany(page, kAnswers[place])));
  await ground.openStation(seat.present);
  await tile(desk, seat.present).click();
  await desk.keyboard.press("a");
  await tile(desk, seat.present).getByText("Présent").waitFor();
  await desk.keyboard.press("Escape");
  await ground.openStation(seat.arrived);
  await pictureQuestion(pages[0]);
  await pictureConsole(desk, pages);
} finally {
  await ground.leave();
}
