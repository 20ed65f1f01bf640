// tests/browser/keyboard.test.mjs: a whole exam sat and supervised with keys alone.
//
// Role      A candidate meets the six interactions and hands in; the invigilator opens, confirms, authorises,
//           decides, pauses, resumes, gives time, ends, closes and seals. Nothing here touches a pointer.
//
// SPDX-License-Identifier: EUPL-1.2
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { after, before, test } from "node:test";
import { kKinds, layEveryKind } from "./every_kind.mjs";
import { Ground, kindIn, question, tile } from "./ground.mjs";
import { Hands } from "./keys.mjs";

let bank;
let ground;

before(async () => {
  bank = layEveryKind();
  ground = await Ground.lay({ bank });
  await ground.makeSession();
});

after(async () => {
  await ground?.leave();
  if (bank) rmSync(bank, { recursive: true, force: true });
});

async function sitDown(seat) {
  const hands = await Hands.at(await ground.open("/"));
  await hands.to("input");
  await hands.type(ground.made.codes[seat - 1].code);
  await hands.press("Enter");
  await hands.page.getByText("confirme votre présence").waitFor();
  return hands;
}

async function openConsole() {
  const hands = await Hands.at(await ground.open("/invigilator/"));
  await hands.to("input", "Nom de compte");
  await hands.type("surveillant");
  await hands.to("input", "Mot de passe");
  await hands.type(ground.read("invigilator.password"));
  await hands.to("input", "Code de la session");
  await hands.type(ground.made.sessionCode);
  await hands.press("Enter");
  await hands.page.locator(".tile").nth(5).waitFor();
  return hands;
}

/** One way of answering each interaction; the kind is what the page itself offers. */
const kWays = {
  single_choice: async (hands) => {
    await hands.to("input[type=radio]");
    await hands.press("Space", "ArrowDown");
  },
  multiple_choice: async (hands) => {
    await hands.to("input[type=checkbox]");
    await hands.press("Space", "Tab", "Space");
  },
  short_text: async (hands) => {
    await hands.to(".typed input");
    await hands.type("pièce jointe");
  },
  number: async (hands) => {
    await hands.to(".typed input[inputmode=decimal]");
    await hands.type("12,5");
  },
  order: async (hands) => {
    const first = () => hands.page.locator(".order li").first().textContent();
    const before = await first();
    await hands.to("[data-control=down]");
    await hands.press("Enter");
    assert.notEqual(await first(), before, "the line did not move");
    await hands.press("Alt+ArrowUp", "Alt+ArrowDown");
  },
  match: async (hands) => {
    const lines = await hands.page.locator(".pair select").count();
    for (let line = 1; line <= lines; line += 1) {
      await hands.to(`.pair:nth-of-type(${line}) select`);
      await hands.press(...Array(line).fill("ArrowDown"));
    }
  },
};

async function answer(hands, rank) {
  await question(hands.page, rank);
  await hands.onHeading();
  const kind = await kindIn(hands.page);
  await kWays[kind](hands);
  await hands.activate("Valider ma réponse");
  return kind;
}

async function toTile(desk, seat) {
  await desk.to(".tile");
  await desk.press(...Array(5).fill("ArrowLeft"), ...Array(seat - 1).fill("ArrowRight"));
  const name = ground.made.codes[seat - 1].lastName;
  assert.match(await desk.page.evaluate(() => document.activeElement?.textContent ?? ""), new RegExp(name, "i"));
}

async function told(desk, sentence) {
  await desk.page.locator(".note", { hasText: sentence }).first().waitFor();
}

test("A whole exam is sat and supervised with the keyboard alone", { timeout: 240_000 }, async (story) => {
  const desk = await openConsole();
  await desk.activate("Ouvrir la session");
  await told(desk, "La session est ouverte");
  const zoe = await sitDown(1);
  const leo = await sitDown(2);
  const met = new Set();

  await story.test("The invigilator confirms and authorises", async () => {
    for (const seat of [1, 2]) {
      await tile(desk.page, seat).getByText("Code entré").waitFor();
      await toTile(desk, seat);
      await desk.press("a");
      await tile(desk.page, seat).getByText("Présent").waitFor();
      await desk.press("Enter");
      await desk.onHeading();
      await desk.activate("Autoriser à commencer");
      await tile(desk.page, seat).getByText("Autorisé").waitFor();
      await desk.press("Escape");
    }
    for (const hands of [zoe, leo]) {
      await hands.page.getByText("Tout est prêt").waitFor();
      await hands.activate("Commencer");
      await question(hands.page, 1);
    }
  });

  await story.test("A reported question and a call for help are answered from the queue", async () => {
    await zoe.onHeading();
    await zoe.activate("Signaler un problème");
    await zoe.to("dialog input[type=radio]");
    await zoe.press("Space", "ArrowDown");
    await zoe.activate("Envoyer au surveillant");
    await zoe.page.getByText("le surveillant va décider").waitFor();
    await desk.activate("Remplacer la question");
    await zoe.page.getByText("le surveillant va décider").waitFor({ state: "detached" });

    await leo.activate("Demander de l’aide");
    await desk.activate("J’y vais");
    await leo.page.getByText("Le surveillant arrive").waitFor();
    await desk.activate("C’est réglé");
    await leo.page.getByText("Demander de l’aide").waitFor();
  });

  await story.test("The invigilator pauses, resumes and gives time", async () => {
    await toTile(desk, 1);
    await desk.press("p");
    await zoe.page.getByText("Le surveillant a mis votre épreuve en pause").waitFor();
    await desk.press("p");
    await question(zoe.page, 1);
    const { remainingMs } = await ground.seat(1);

    await desk.press("Enter");
    await desk.onHeading();
    await desk.activate("Donner du temps");
    await desk.activate("10 min");
    await desk.to("input", "Motif");
    await desk.type("Poste redémarré");
    await desk.activate("Donner 10 min");
    await told(desk, "Temps donné");
    await desk.press("Escape");
    const given = (await ground.seat(1)).remainingMs - remainingMs;
    assert.ok(given > 590_000 && given <= 600_000, `${given} ms were given`);
  });

  await story.test("The candidate answers the six interactions and hands in", async () => {
    for (let rank = 1; rank <= 32; rank += 1) met.add(await answer(zoe, rank));
    assert.deepEqual([...met].sort(), [...kKinds].sort());
    await zoe.page.getByText("Vous avez répondu à toutes les questions").waitFor();
    await zoe.onHeading();
    await zoe.activate("Remettre ma copie");
    await zoe.activate("Oui, je remets ma copie");
    await zoe.page.locator(".short-code").waitFor();
    assert.equal((await ground.seat(1)).held, 32);
  });

  await story.test("The invigilator ends a sitting, closes the session and seals it", async () => {
    await toTile(desk, 2);
    await desk.press("Enter");
    await desk.onHeading();
    await desk.activate("Mettre fin à l’épreuve");
    await desk.to("input[type=radio]");
    await desk.press("ArrowDown");
    await desk.to("button", "Maintenir pour mettre fin");
    await desk.hold("Enter");
    await leo.page.getByText("Le surveillant a mis fin à votre épreuve").waitFor();
    await desk.press("Escape");

    await desk.activate("Clôturer");
    await desk.to("button", "Maintenir pour clôturer");
    await desk.hold("Space");
    await desk.page.getByText("il reste à la sceller").waitFor();
    await desk.to("input", "Phrase secrète");
    await desk.type(ground.read("keys/passphrase"));
    await desk.press("Enter");
    await desk.page.getByText("Le paquet est scellé").waitFor();
  });

  assert.deepEqual(ground.complaints, []);
});
