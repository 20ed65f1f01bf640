// tests/browser/screens.test.mjs: axe-core finds nothing on any screen of an exam day, in both languages.
//
// Role      A French and an English candidate, two consoles and two managers go through every screen of
//           a real centre together; each screen is looked at where it is met.
//
// SPDX-License-Identifier: EUPL-1.2
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { after, before, test } from "node:test";
import { Eyes, findingsOn } from "./axe.mjs";
import { kKinds, layEveryKind } from "./every_kind.mjs";
import { answerAnything, button, Ground, kindIn, question, rosterOf, sleep, tile, validate } from "./ground.mjs";

const kQuestions = 32;
let bank;
let ground;
const eyes = new Eyes();

before(async () => {
  bank = layEveryKind();
  ground = await Ground.lay({ bank });
  await ground.makeSession();
});

after(async () => {
  await ground?.leave();
  if (bank) rmSync(bank, { recursive: true, force: true });
});

async function inBoth(make) {
  const [fr, en] = await Promise.all([make("fr"), make("en")]);
  return { fr, en };
}

const each = (pages, does) => Promise.all(Object.entries(pages).map(([lang, page]) => does(page, lang)));
const press = (pages, name) => each(pages, (page) => button(page, name).click());
const see = (pages, text) => each(pages, (page) => page.getByText(text).first().waitFor());
const escape = (pages) => each(pages, (page) => page.keyboard.press("Escape"));
const gone = (pages, selector) => each(pages, (page) => page.locator(selector).waitFor({ state: "detached" }));

async function hold(page, name) {
  await button(page, name).hover();
  await page.mouse.down();
  await sleep(1400);
  await page.mouse.up();
}

test("A planted fault is found", async () => {
  const page = await ground.open("/");
  await page.locator("h1").waitFor();
  await page.evaluate(() => document.querySelector("main").append(document.createElement("button")));

  assert.match((await findingsOn(page)).join("\n"), /button-name/);
  await page.context().close();
});

/** The interactions that each candidate has met: a reported question may be the only one of its kind. */
const met = { fr: new Set(), en: new Set() };

async function lookAtKind(page, lang) {
  const kind = await kindIn(page);
  if (!met[lang].has(kind)) await eyes.look({ [lang]: page }, `candidate-${kind}`);
  met[lang].add(kind);
}

test("The manager's screens", { timeout: 60_000 }, async () => {
  const office = await inBoth((lang) => ground.open("/manager/", { lang }));
  await see(office, /Nom de compte|Account name/);
  await eyes.look(office, "manager-sign-in");
  await each(office, async (page) => {
    await page.getByLabel(/Nom de compte|Account name/).fill("responsable");
    await page.getByLabel(/Mot de passe|Password/).fill(ground.read("manager.password"));
    await page.keyboard.press("Enter");
  });
  await see(office, ground.made.session.number);
  await eyes.look(office, "manager-sessions");

  await press(office, /Créer une session|Create a session|New session/);
  await eyes.look(office, "manager-create");
  const list = (csv) => each(office, (page) => page.locator("textarea").fill(csv));
  await each(office, (page) => page.getByLabel(/^(Salle|Room)/).fill("Salle 12"));
  await list(`${rosterOf(["Martin;Zoé"])}\n2;Petit;Léo;31/02/1984`);
  await press(office, /Vérifier la liste|Check the list/);
  await each(office, (page) => page.locator(".faults").waitFor());
  await eyes.look(office, "manager-faults");
  await list(rosterOf(["Martin;Zoé", "Petit;Léo"]));
  await press(office, /Vérifier la liste|Check the list/);
  await see(office, /Créer la session et ses codes|Create the session and its codes/);
  await eyes.look(office, "manager-confirm");
  await press(office, /Créer la session et ses codes|Create the session and its codes/);
  await each(office, (page) => page.locator(".short-code").waitFor());
  await eyes.look(office, "manager-codes");
  await press(office, /J’ai imprimé|I have printed/);
  await each(office, (page) => page.locator("dialog").waitFor());
  await eyes.look(office, "manager-leave");
  await each(office, (page) => page.context().close());
  assert.deepEqual(eyes.found, []);
});

test("The screens of an exam day", { timeout: 240_000 }, async (story) => {
  const station = await inBoth((lang) => ground.open("/", { lang }));
  const seatOf = { fr: 1, en: 2 };
  let desk;

  await story.test("before the exam", async () => {
    await see(station, /Votre code|Your code/);
    await eyes.look(station, "candidate-code");
    const type = (codes) => each(station, async (page, lang) => {
      await page.getByRole("textbox").fill(codes(lang));
      await page.keyboard.press("Enter");
    });
    await type(() => "00000-00000");
    await see(station, /reconnu|not known|not recognised/);
    await eyes.look(station, "candidate-code-refused");

    const strangers = await inBoth((lang) => ground.open("/invigilator/", { lang }));
    await see(strangers, /Code de la session|Session code/);
    await eyes.look(strangers, "console-sign-in");
    await each(strangers, (page) => page.context().close());
    desk = await inBoth((lang) => ground.openConsole({ lang }));
    await eyes.look(desk, "console-draft");
    await button(desk.fr, "Ouvrir la session").click();
    await gone(desk, ".ribbon");
    await eyes.look(desk, "console-empty-room");

    await type((lang) => ground.made.codes[seatOf[lang] - 1].code);
    await see(station, /confirme votre présence|is confirming that you are here/);
    await eyes.look(station, "candidate-waiting");
    await button(desk.fr, "Confirmer les 2 arrivées").click();
    await see(station, /Votre présence est confirmée|Your presence is confirmed/);
    await eyes.look(station, "candidate-present");
    await button(desk.fr, "Autoriser les 2 présents").click();
    await see(station, /Tout est prêt|Everything is ready/);
    await eyes.look(station, "candidate-ready");
    assert.deepEqual(eyes.found, []);
  });

  await story.test("at a question, and when something goes wrong", async () => {
    await press(station, /Commencer|^Start/);
    await each(station, (page) => question(page, 1));
    await each(station, lookAtKind);
    await press(station, /Je passe|I pass/);
    await eyes.look(station, "candidate-pass");
    await escape(station);
    await press(station, /Signaler un problème|Report a problem/);
    await eyes.look(station, "candidate-report");
    await each(station, (page) => page.locator("dialog input[type=radio]").first().check());
    await press(station, /Envoyer au surveillant|Send to the invigilator/);
    await see(station, /le surveillant va décider|the invigilator will decide/);
    await eyes.look(station, "candidate-reported");
    await press(station, /Demander de l’aide|Ask for help/);
    await see(desk, /Demande de l’aide|Asks for help/);
    await each(desk, (page) => page.getByText(/À traiter · [34]|To handle · [34]/).waitFor());
    await eyes.look(desk, "console-alerts");
    await button(desk.fr, /^Remplacer/).click();
    await each(station, (page) => question(page, 1));

    await each(station, lookAtKind);
    await each(station, (page) => page.context().setOffline(true));
    await each(station, (page) => answerAnything(page));
    await each(station, (page) => page.locator(".saved.kept").waitFor());
    await each(station, (page) => page.locator(".banner.off").waitFor());
    await eyes.look(station, "candidate-offline");
    await each(station, (page) => page.context().setOffline(false));
    await each(station, (page) => question(page, 2));
    assert.deepEqual(eyes.found, []);
  });

  await story.test("at the console", async () => {
    await each(desk, (page) => tile(page, 1).click());
    await eyes.look(desk, "console-sheet");
    for (const [name, screen] of [[/Mettre en pause|^Pause$/, "pause"], [/Donner du temps|Give time/, "time"], [/Mettre fin|End the sitting/, "end"]]) {
      await each(desk, (page) => page.locator(".sheet").getByRole("button", { name }).first().click());
      await eyes.look(desk, `console-form-${screen}`);
    }
    await escape(desk);
    await press(desk, /^(Liste|List)$/);
    await eyes.look(desk, "console-list");
    await press(desk, /^(Liste|List)$/);
    await press(desk, /Aide clavier|Keyboard help/);
    await eyes.look(desk, "console-keys");
    await escape(desk);
    await press(desk, /Pause générale|Pause the room/);
    await eyes.look(desk, "console-pause-room");
    await desk.en.keyboard.press("Escape");
    await button(desk.fr, "Mettre la salle en pause").click();
    await see(station, /a mis toute la salle en pause|has paused the whole room/);
    await eyes.look(station, "candidate-paused");
    await eyes.look(desk, "console-room-paused");
    await button(desk.fr, "Reprendre la salle").click();
    await each(station, (page) => question(page, 2));
    assert.deepEqual(eyes.found, []);
  });

  await story.test("at each interaction, and at the end of a sitting", async () => {
    await each(station, async (page, lang) => {
      for (let rank = 2; rank <= kQuestions; rank += 1) {
        await question(page, rank);
        await lookAtKind(page, lang);
        await answerAnything(page);
      }
      assert.deepEqual([...met[lang]].sort(), [...kKinds].sort());
    });
    await see(station, /Vous avez répondu à toutes|You have answered every/);
    await eyes.look(station, "candidate-all-answered");
    await press(station, /Remettre ma copie|Hand in my paper/);
    await eyes.look(station, "candidate-hand-in");
    await press(station, /Oui, je remets|Yes, hand it in/);
    await each(station, (page) => page.locator(".short-code").waitFor());
    await eyes.look(station, "candidate-ended");
    assert.deepEqual(eyes.found, []);
  });

  await story.test("at the closing", async () => {
    await press(desk, /^(Clôturer|Close session)$/);
    await eyes.look(desk, "console-close");
    await desk.en.keyboard.press("Escape");
    await hold(desk.fr, "Maintenir pour clôturer");
    await see(desk, /il reste à la sceller|it remains to seal it/);
    await eyes.look(desk, "console-closed");
    await desk.fr.getByLabel("Phrase secrète").fill(ground.read("keys/passphrase"));
    await button(desk.fr, "Signer et sceller").click();
    await see(desk, /Le paquet est scellé|The packet is sealed/);
    await eyes.look(desk, "console-sealed");
    assert.deepEqual(eyes.found, []);

    // Nobody answers at the registry's address: a try is not an arrival.
    let { session } = await ground.room();
    for (; session.seal.tries === 0; { session } = await ground.room()) await sleep(200);
    assert.equal(session.phase, "sealed");
    assert.equal(await desk.fr.locator(".road .reached").count(), 1);
  });

  assert.deepEqual(ground.complaints, []);
});
