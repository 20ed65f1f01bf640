// invigilator/web/keys.ts: the console at the keyboard; can be switched off (WCAG 2.1.4).
//
// Role        A key acts on the tile the arrows are on, or on the open sheet. What is done many times in a
//             day has one; ending a sitting, closing and sealing, which are held or typed, have none.
// SPDX-License-Identifier: EUPL-1.2
import { signal } from "@kit/ui";
import { act, chosen, focused, room } from "./desk";
import type { Candidate, Room } from "./room";
import { nextStep } from "./sheet";

const kKey = "probant-console-keys";
export const keysOn = signal(readKeys());
export const helpShown = signal(false);

function readKeys(): boolean {
  try {
    return localStorage.getItem(kKey) !== "off";
  } catch {
    return true;
  }
}

export function toggleKeys(): void {
  keysOn.value = !keysOn.value;
  try {
    localStorage.setItem(kKey, keysOn.value ? "on" : "off");
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}

export function startKeys(): void {
  document.addEventListener("keydown", (event) => {
    const modified = event.ctrlKey || event.metaKey || event.altKey;
    if (modified || room.value === null || document.querySelector("dialog[open]")) return;
    if (event.key === "Escape") closeSheet();
    else if (keysOn.value && !isTyping(event.target)) press(event, room.value);
  });
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || (target instanceof HTMLInputElement && target.type !== "radio");

function closeSheet(): void {
  if (chosen.value !== null) chosen.value = null;
}

function press(event: KeyboardEvent, shown: Room): void {
  const done = kPressed[event.key.toLowerCase()];
  if (done === undefined) return;
  event.preventDefault();
  const target = chosen.value ?? focused.value;
  done(shown, shown.candidates.find((one) => one.candidate === target) ?? null);
}

const kPressed: Record<string, (shown: Room, one: Candidate | null) => void> = {
  "/": () => document.querySelector<HTMLInputElement>("#search")?.focus(),
  "?": () => void (helpShown.value = true),
  a: (shown, one) => {
    const step = one === null ? null : nextStep(shown, one);
    if (step !== null) void act(step);
    else document.querySelector<HTMLElement>("#needs button")?.focus();
  },
  p: (_, one) => {
    if (one === null) return;
    const paused = one.pausedBy.includes("invigilator");
    if (paused) void act({ type: "resume", candidate: one.candidate });
    else if (one.phase === "running" || one.phase === "paused") void act({ type: "pause", candidate: one.candidate, note: "" });
  },
  r: (_, one) => {
    if (one !== null && one.wantsToResumeSince !== null) void act({ type: "authorise_to_resume", candidate: one.candidate });
  },
};
