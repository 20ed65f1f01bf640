// tests/pages/support/manager_scenes.ts: every screen of the manager's page.
// SPDX-License-Identifier: EUPL-1.2
import type { Page } from "playwright-core";
import type { Scene } from "./candidate_scenes";
import type { World } from "./double";

const scene = (name: string, prepare: Scene["prepare"], act?: Scene["act"]): Scene => ({ name: `manager-${name}`, path: "/manager/", prepare, ...(act ? { act } : {}) });
const inside = (world: World): void => void (world.signedIn.manager = true);
const press = (page: Page, name: RegExp): Promise<void> => page.getByRole("button", { name }).first().click();

const header = "place;nom;prénom;date de naissance;identifiant externe;temps majoré %\n";
const clean = `${header}1;Rousseau;Camille;02/05/1984;A1;0\n2;Le Gall;Yann;30/11/1971;A2;33\n3;Diallo;Fatou;17/01/1990;A3;0\n`;
const faulty = `${header}12;Rousseau;Camille;31/02/1984;A1;0\n12;Le Gall;Yann;30/11/1971;A2;33\n`;

async function fill(page: Page, csv: string): Promise<void> {
  await press(page, /Créer une session|Create a session/);
  await page.locator("input[type=text], input:not([type])").nth(1).fill("Salle 204");
  await page.locator("textarea").fill(csv);
  await press(page, /Vérifier la liste|Check the list/);
}

async function make(page: Page): Promise<void> {
  await fill(page, clean);
  await press(page, /Créer la session et|Create the session and/);
  await page.locator(".short-code").waitFor();
}

export const managerScenes: Scene[] = [
  scene("sign-in", () => undefined),
  scene("sign-in-refused", () => undefined, async (page) => {
    await page.locator("input").nth(0).fill("c.vidal");
    await page.locator("input").nth(1).fill("wrong");
    await press(page, /^(Se connecter|Sign in)$/);
    await page.locator(".fault span, .fault:not(:empty)").first().waitFor();
  }),
  { ...scene("unreachable", (world) => void (world.weather = "cut"), (page) => page.locator(".loading .soft").waitFor()), settled: ".loading" },
  scene("none", (world) => {
    inside(world);
    world.hasSessions = false;
  }),
  scene("sign-out-cut", inside, async (page, double) => {
    double.world.weather = "cut";
    await press(page, /^(Se déconnecter|Sign out)$/);
    await page.locator(".banner.info").waitFor();
  }),
  scene("sessions", inside),
  scene("create", inside, (page) => press(page, /Créer une session|Create a session/)),
  scene("faults", inside, async (page) => {
    await fill(page, faulty);
    await page.locator(".faults").waitFor();
  }),
  scene("confirm", inside, async (page) => {
    await fill(page, clean);
    await page.getByText("LE GALL").waitFor();
  }),
  scene("codes", inside, make),
  scene("leave", inside, async (page) => {
    await make(page);
    await press(page, /J’ai imprimé|I have printed/);
  }),
  scene("dispute", inside, (page) => press(page, /Garder les images|Keep the pictures/)),
  scene("dispute-over", inside, (page) => press(page, /Fin de la contestation|End of the dispute/)),
  scene("renew", inside, (page) => press(page, /Nouveaux codes|New codes/)),
];
