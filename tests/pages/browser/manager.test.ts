// tests/pages/browser/manager.test.ts: a session made from a list, and its codes shown once.
// SPDX-License-Identifier: EUPL-1.2
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { answerWith, freshPage, kPages, kWide, openBrowser } from "../support/browser";
import { aWorld, startDouble } from "../support/double";

let browser: Browser;
before(async () => {
  browser = await openBrowser();
});
after(async () => {
  await browser.close();
});

async function atOffice(story: (page: Page) => Promise<void>): Promise<void> {
  const double = await startDouble(kPages, aWorld());
  const complaints: string[] = [];
  const page = await freshPage(browser, kWide, "fr", complaints);
  try {
    await page.goto(`${double.url}/manager/`);
    await page.getByLabel("Nom de compte").fill("c.vidal");
    await page.getByLabel("Mot de passe").fill("une phrase de plusieurs mots");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Sessions" }).waitFor();
    await story(page);
    assert.deepEqual(complaints, []);
  } finally {
    await page.context().close();
    await double.close();
  }
}

const header = "place;nom;prénom;date de naissance;identifiant externe;temps majoré %\n";

test("Every fault of a list is shown by row and column, and nothing can be confirmed", async () => {
  await atOffice(async (page) => {
    await page.getByRole("button", { name: "Créer une session" }).click();
    await page.getByLabel("Salle").fill("Salle 204");
    await page.getByLabel("Contenu de la liste").fill(`${header}12;Rousseau;Camille;31/02/1984;A1;0\n`);
    await page.getByRole("button", { name: "Vérifier la liste" }).click();
    await page.getByText("Cette date n’existe pas.").waitFor();

    assert.equal(await page.locator(".faults tbody tr").count(), 2);
    assert.equal(await page.getByRole("button", { name: "Créer la session" }).count(), 0);
  });
});

test("A file saved in Windows-1252 is read, confirmed, and its codes are shown once", async () => {
  await atOffice(async (page) => {
    await page.getByRole("button", { name: "Créer une session" }).click();
    await page.getByLabel("Salle").fill("Salle 204");
    const csv = `${header}1;Lefèvre;Zoé;02/05/1984;A1;0\n`;
    await page.getByLabel("Fichier CSV").setInputFiles({ name: "liste.csv", mimeType: "text/csv", buffer: Buffer.from(csv, "latin1") });
    await page.waitForFunction(() => document.querySelector("textarea")?.value.includes("Lefèvre;Zoé"));
    await page.getByRole("button", { name: "Vérifier la liste" }).click();
    await page.getByRole("button", { name: "Créer la session et ses codes" }).click();
    await page.getByText("K7QM2-XWD94").first().waitFor();

    await page.getByRole("button", { name: "J’ai imprimé les codes" }).click();
    await page.getByRole("button", { name: "Quitter" }).click();
    await page.getByRole("heading", { name: "Sessions" }).waitFor();
    assert.equal(await page.getByText("K7QM2-XWD94").count(), 0);
  });
});

test("A dispute keeps the pictures of a session until the manager says that it is over", async () => {
  await atOffice(async (page) => {
    const row = page.getByRole("row", { name: /418207/ });
    await row.getByText("2 images gardées").waitFor();
    await row.getByRole("button", { name: "Garder les images 418207" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Garder" }).click();
    await row.getByText("contestation en cours").waitFor();

    await row.getByRole("button", { name: "Fin de la contestation 418207" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Laisser effacer" }).click();
    await row.getByRole("button", { name: "Garder les images 418207" }).waitFor();
    assert.equal(await row.getByText("contestation en cours").count(), 0);
  });
});

test("On paper there are slips and no buttons", async () => {
  await atOffice(async (page) => {
    await page.getByRole("button", { name: "Nouveaux codes" }).first().click();
    await page.getByRole("button", { name: "Remplacer les codes" }).click();
    await page.locator(".short-code").waitFor();
    await page.emulateMedia({ media: "print" });

    assert.equal(await page.locator(".slip:visible").count(), 3);
    assert.equal(await page.locator("button:visible").count(), 0);
  });
});

test("While the centre does not answer the page waits for it, and asks nobody to sign in", async () => {
  const world = aWorld();
  world.signedIn.manager = true;
  world.weather = "cut";
  const double = await startDouble(kPages, world);
  const page = await freshPage(browser, kWide, "fr", []);
  try {
    await page.goto(`${double.url}/manager/`);
    await page.getByText("Cette page ne joint pas le serveur").waitFor();
    assert.equal(await page.getByLabel("Mot de passe").count(), 0);

    world.weather = "fine";
    await page.getByRole("heading", { name: "Sessions" }).waitFor();
  } finally {
    await page.context().close();
    await double.close();
  }
});

test("What the centre says of its own fault is shown, and its sentence goes with the language", async () => {
  await atOffice(async (page) => {
    await page.getByRole("button", { name: "Créer une session" }).click();
    await page.getByLabel("Salle").fill("Salle 204");
    await page.getByLabel("Contenu de la liste").fill(header);
    await answerWith(page, "**/rosters/check", 503, "unknown", "Le serveur n’a pas pu l’enregistrer pour le moment.");
    await page.getByRole("button", { name: "Vérifier la liste" }).click();
    await page.getByText("n’a pas pu l’enregistrer").waitFor();
    assert.equal(await page.getByText("Vérifiez le réseau").count(), 0);

    await page.getByRole("button", { name: "English" }).click();
    await page.getByText("n’a pas pu l’enregistrer").waitFor({ state: "detached" });
  });
});

test("The tab is named after the screen", async () => {
  await atOffice(async (page) => {
    assert.equal(await page.title(), "Sessions · Probant · Centre");
    await page.getByRole("button", { name: "Créer une session" }).click();
    await page.getByRole("heading", { name: "Créer une session" }).waitFor();
    assert.equal(await page.title(), "Créer une session · Probant · Centre");
  });
});
