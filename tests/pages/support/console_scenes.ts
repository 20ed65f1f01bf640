// tests/pages/support/console_scenes.ts: every screen of the console, and how to come to it.
// SPDX-License-Identifier: EUPL-1.2
import type { Page } from "playwright-core";
import { answerWith } from "./browser";
import type { Scene } from "./candidate_scenes";
import type { World } from "./double";
import { aDraftRoom, anEndingRoom, aRunningRoom, aSession, aWatchedRoom, idOf, type Room } from "./room";

const scene = (name: string, prepare: Scene["prepare"], act?: Scene["act"]): Scene => ({ name: `console-${name}`, path: "/invigilator/", prepare, ...(act ? { act } : {}) });
const within = (room: () => Room) => (world: World): void => {
  world.signedIn.invigilator = true;
  world.room = room();
};
const phase = (name: Parameters<typeof aSession>[0]) => within(() => ({ ...anEndingRoom(), session: aSession(name) }));
const press = (page: Page, name: RegExp): Promise<void> => page.getByRole("button", { name }).first().click();
const openSheet = (page: Page, seat: number): Promise<void> => page.locator(`[data-candidate="${idOf(seat)}"]`).click();

export const consoleScenes: Scene[] = [
  scene("sign-in", () => undefined),
  scene("sign-in-refused", () => undefined, async (page) => {
    const fields = page.locator("input");
    await fields.nth(0).fill("n.perrot");
    await fields.nth(1).fill("wrong");
    await fields.nth(2).fill("QX4T7P2M");
    await press(page, /^(Se connecter|Sign in)$/);
    await page.getByText(/reconnu/).waitFor();
  }),
  { ...scene("unreachable", (world) => void (world.weather = "cut"), (page) => page.locator(".loading .soft").waitFor()), settled: ".loading" },
  scene("draft", within(aDraftRoom)),
  scene("room", within(aRunningRoom)),
  scene("caps-exceeded", within(() => ({ ...aRunningRoom(), session: { ...aSession("open"), capsExceeded: 3 } }))),
  scene("cameras", within(aWatchedRoom), (page) => page.locator(".need.c img").first().waitFor()),
  scene("cameras-noting", within(aWatchedRoom), (page) => press(page, /^(Noter|Note)/)),
  scene("cameras-sheet", within(aWatchedRoom), (page) => openSheet(page, 5)),
  scene("cameras-sheet-machine", within(aWatchedRoom), (page) => openSheet(page, 7)),
  scene("station-code", within(aDraftRoom), async (page) => {
    await press(page, /Ajouter un poste|Add a station/);
    await page.locator(".big-code").waitFor();
  }),
  scene("list", within(aRunningRoom), (page) => press(page, /^(Liste|List)$/)),
  scene("search", within(aRunningRoom), (page) => page.locator("#search").fill("le ga")),
  scene("search-nobody", within(() => ({ ...anEndingRoom(), alerts: [] })), (page) => page.locator("#search").fill("zzz")),
  scene("act-refused", within(aRunningRoom), async (page) => {
    await answerWith(page, "**/acts", 409, "alert_taken", "Un autre surveillant s’en occupe : laissez-le faire, ou demandez-lui.");
    await press(page, /^(J’y vais|I am going)/);
    await page.locator(".note.alert").waitFor();
  }),
  scene("calm", within(() => ({ ...anEndingRoom(), alerts: [] }))),
  scene("empty", within(() => ({ ...aDraftRoom(), candidates: [] }))),
  scene("sheet", within(aRunningRoom), (page) => openSheet(page, 7)),
  scene("sheet-time", within(aRunningRoom), async (page) => {
    await openSheet(page, 7);
    await press(page, /Donner du temps|Give time/);
  }),
  scene("sheet-end", within(aRunningRoom), async (page) => {
    await openSheet(page, 7);
    await press(page, /Mettre fin à|End the sitting/);
  }),
  scene("sheet-report", within(aRunningRoom), (page) => openSheet(page, 5)),
  scene("done", within(aRunningRoom), async (page) => {
    await openSheet(page, 30);
    await press(page, /Confirmer la présence|Confirm presence/);
    await page.locator(".note").waitFor();
  }),
  scene("pause-room", within(aRunningRoom), (page) => press(page, /Pause générale|Pause the room/)),
  scene("paused", within(() => ({ ...aRunningRoom(), session: { ...aSession("open"), paused: true } }))),
  scene("read-only", within(() => ({ ...aRunningRoom(), readOnly: { since: new Date().toISOString(), detail: "disk_full" } }))),
  scene("lost", within(aRunningRoom), async (page, double) => {
    double.world.weather = "cut";
    await page.locator(".banner.off").waitFor({ timeout: 15_000 });
  }),
  scene("keys", within(aRunningRoom), (page) => page.keyboard.press("?")),
  scene("close", within(anEndingRoom), (page) => press(page, /Clôturer|Close session/)),
  scene("closing", phase("closing")),
  scene("sealed", phase("sealed")),
  scene("accepted", phase("accepted")),
  scene("refused", phase("refused")),
];
