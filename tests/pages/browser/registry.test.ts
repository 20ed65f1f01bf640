// tests/pages/browser/registry.test.ts: the staff's page and the public's, in the states a real packet seldom has.
// SPDX-License-Identifier: EUPL-1.2
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { answerWith, freshPage, kPages, kSettled, kWide, openBrowser } from "../support/browser";
import { aWorld, startDouble, type Double } from "../support/double";
import { kCode, kDigests } from "../support/registry";

let browser: Browser;
before(async () => {
  browser = await openBrowser();
});
after(async () => {
  await browser.close();
});

async function at(path: string, story: (page: Page, double: Double) => Promise<void>): Promise<void> {
  const world = aWorld();
  world.registry.signedIn = path.startsWith("/registry");
  const double = await startDouble(kPages, world);
  const complaints: string[] = [];
  const page = await freshPage(browser, kWide, "fr", complaints);
  try {
    await page.goto(double.url + path);
    await page.locator(kSettled).first().waitFor();
    await story(page, double);
    assert.deepEqual(complaints, []);
  } finally {
    await page.context().close();
    await double.close();
  }
}

test("Packets are filtered by state, and older ones come when asked for", async () => {
  await at("/registry/", async (page) => {
    await page.locator(".packet").nth(2).waitFor();
    await page.getByRole("button", { name: "Montrer les plus anciens" }).click();
    await page.locator(".packet").nth(4).waitFor();
    assert.equal(await page.getByRole("button", { name: "Montrer les plus anciens" }).count(), 0);

    await page.getByRole("button", { name: "En attente" }).click();
    await page.locator(".packet").nth(1).waitFor({ state: "detached" });
    assert.match(await page.locator(".packet").innerText(), /Paquet 4 du centre FR-0042[^]*En attente/);
  });
});

test("A packet that differs says which sitting, in what, and that it cannot be published", async () => {
  await at(`/registry/#/packets/${kDigests.differing}`, async (page) => {
    await page.getByText("3 passations diffèrent sur 4").waitFor();
    await page.getByText("Diffère : points, niveau, questions").waitFor();
    await page.getByText("Oubliée par le centre").waitFor();
    await page.getByText("Inconnue du journal").waitFor();
    await page.getByText("results[0].score.points: stated 1024, replayed 498").waitFor();
    assert.equal(await page.getByRole("button", { name: /Publier/ }).count(), 0);
  });
});

test("A check that was not reached is not shown as held", async () => {
  await at(`/registry/#/packets/${kDigests.held}`, async (page) => {
    await page.locator(".checks").waitFor();
    assert.deepEqual(await Promise.all(["held", "waiting", "not_made"].map((end) => page.locator(`.check.${end}`).count())), [7, 1, 7]);
    await page.getByText("il n’y a rien à comparer").waitFor();
  });
});

test("A slip of the hand publishes nothing; a held button does, once", async () => {
  await at(`/registry/#/packets/${kDigests.toPublish}`, async (page, double) => {
    const button = page.getByRole("button", { name: "Publier et délivrer 2 certificats" });
    await button.click();
    assert.deepEqual(double.world.seen.length, 0);

    await button.hover();
    await page.mouse.down();
    await page.getByText("2 certificats délivrés").waitFor();
    await page.mouse.up();
    assert.equal(double.world.seen.length, 1);
    assert.equal(await page.getByRole("link", { name: /Voir le certificat/ }).count(), 2);
  });
});

test("A cut line is said, and the page comes back with the network", async () => {
  await at("/registry/", async (page, double) => {
    await page.locator(".packet").first().waitFor();
    double.world.weather = "cut";
    await page.getByRole("button", { name: "À publier" }).click();
    await page.getByRole("heading", { name: "Le registre ne répond pas" }).waitFor();

    double.world.weather = "fine";
    await page.evaluate(() => window.dispatchEvent(new Event("online")));
    await page.locator(".packet").first().waitFor();
  });
});

test("A sign-in that has ended leads back to the door, with the reason", async () => {
  await at("/registry/", async (page, double) => {
    await page.locator(".packet").first().waitFor();
    double.world.registry.signedIn = false;
    await page.getByRole("button", { name: "Publiés" }).click();
    await page.getByText("Vous avez été déconnecté").waitFor();
    await page.getByLabel("Mot de passe").waitFor();
  });
});

test("Each refusal of a certificate has its sentence, and says which check failed", async () => {
  for (const [verdict, sentence, held] of [
    ["malformed", "Ceci n’est pas un certificat Probant.", 0],
    ["unknown_key", "Ce certificat n’a pas été délivré par ce registre.", 1],
    ["expired_key", "hors de la période de validité", 2],
    ["revoked_key", "a été révoquée", 2],
    ["demo_key", "vient d’une démonstration", 2],
    ["bad_signature", "a été modifié depuis", 3],
  ] as const)
    await at("/verify/", async (page, double) => {
      double.world.registry.verdict = verdict;
      await page.getByLabel("Ou collez ici").fill("{}");
      await page.getByRole("button", { name: "Vérifier ce texte" }).click();
      await page.getByRole("heading", { level: 1, name: sentence }).waitFor();
      assert.equal(await page.locator(".check.held").count(), held);
      assert.equal(await page.locator(".check.failed").count(), 1);
    });
});

test("Asked too often, or cut off, the page says that the certificate is not at fault and asks again", async () => {
  await at("/verify/", async (page, double) => {
    double.world.registry.busy = true;
    await page.getByLabel("Code de vérification").fill(kCode.toLowerCase());
    await page.keyboard.press("Enter");
    await page.getByText("Trop d’essais depuis cette adresse").waitFor();

    double.world.registry.busy = false;
    double.world.weather = "cut";
    await page.getByRole("button", { name: "Réessayer" }).click();
    await page.getByText("Votre certificat n’est pas en cause").waitFor();

    double.world.weather = "fine";
    await page.getByRole("button", { name: "Réessayer" }).click();
    await page.getByRole("heading", { name: "Ce certificat est authentique." }).waitFor();
  });
});

test("Another certificate starts from an empty page, without the first one's code in the address", async () => {
  await at(`/verify/?code=${kCode}`, async (page) => {
    await page.getByRole("button", { name: "Vérifier un autre certificat" }).click();
    await page.getByLabel("Code de vérification").waitFor();
    assert.equal(new URL(page.url()).search, "");
  });
});

test("A fault of the registry itself is shown as it says it, and asked again in the other language", async () => {
  await at("/registry/", async (page) => {
    await page.locator(".packet").first().waitFor();
    await answerWith(page, "**/api/v1/packets*", 503, "failed", "Le registre est occupé.");
    await page.getByRole("button", { name: "À publier" }).click();
    await page.getByRole("heading", { name: "Cette page n’a pas pu être affichée" }).waitFor();
    await page.getByText("Le registre est occupé.").waitFor();

    await page.unrouteAll();
    await page.getByRole("button", { name: "English" }).click();
    await page.locator(".packet").first().waitFor();
  });
});

test("The tab is named after the screen, the staff's and the public's", async () => {
  await at(`/registry/#/packets/${kDigests.held}`, async (page) => {
    await page.locator(".checks").waitFor();
    assert.equal(await page.title(), "Paquet 4 du centre FR-0042 · Probant · Registre");
    await page.getByRole("link", { name: "Tous les paquets" }).click();
    await page.locator(".packet").first().waitFor();
    assert.equal(await page.title(), "Paquets reçus · Probant · Registre");
  });
  await at(`/verify/?code=${kCode}`, async (page) => {
    await page.locator(".answer").waitFor();
    assert.equal(await page.title(), "Ce certificat est authentique. · Probant");
  });
});

test("A verification that could not be made is asked again when the language changes", async () => {
  await at("/verify/", async (page, double) => {
    double.world.registry.busy = true;
    await page.getByLabel("Code de vérification").fill(kCode);
    await page.keyboard.press("Enter");
    await page.getByText("Trop d’essais depuis cette adresse").waitFor();

    double.world.registry.busy = false;
    await page.getByRole("button", { name: "English" }).click();
    await page.getByRole("heading", { name: "This certificate is genuine." }).waitFor();
  });
});
