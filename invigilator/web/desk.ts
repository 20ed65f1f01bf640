// invigilator/web/desk.ts: what the console knows, and what it asks of the centre.
//
// Role        Holds the room as last told, the live line, and the acts under way; screens read it and call
//             its functions.
// Invariants  Nothing changes on screen because it was asked: only because the centre recorded it and said
//             so. An act keeps its id until its answer is known.
// Threads     One page.
// SPDX-License-Identifier: EUPL-1.2
import { freshId, get, isSignedOut, post, postUntilKnown, sleep, type Asked, type NotDone, type Schemas } from "@kit/api";
import { now, remainingAt, serverNow } from "@kit/clock";
import { announce } from "@kit/parts";
import { delayBefore } from "@kit/retry";
import { textOf, whyNot, type Sentence } from "@kit/said";
import { LiveLine } from "@kit/socket";
import { batch, computed, signal } from "@kit/ui";
import { chime } from "./chime";
import { merged, nameOf, needsOf, type Candidate, type Filter, type Room, type TilesFrame } from "./room";
import { w } from "./words";
import { a } from "./words_acts";

export type Act = Schemas["Act"];
export type Screen = "loading" | "sign-in" | "room";

export const screen = signal<Screen>("loading");
export const room = signal<Room | null>(null);
export const receivedAt = signal(0);
export const signInNotice = signal<Sentence | null>(null);
export const account = signal<Schemas["Account"] | null>(null);
export const startTrouble = signal<Sentence | null>(null);

// What the person is looking at.
export const filter = signal<Filter>("all");
export const search = signal("");
export const asList = signal(false);
export const chosen = signal<string | null>(null); // the candidate whose sheet is open
export const focused = signal<string | null>(null); // the tile the arrows are on

export const line = new LiveLine("/api/v1/invigilator/live", { onOpen: () => undefined, onFrame: hear });
export const second = computed(() => Math.floor(now.value / 1000));
export const shownAgeMs = computed(() => Math.max(0, now.value - line.lastHeard.value));

export function serverClock(): number {
  const shown = room.value;
  void second.value;
  return shown === null ? Date.now() : serverNow(shown.serverTime, receivedAt.value, now.peek());
}

export function leftFor(one: Candidate): number {
  void second.value;
  return remainingAt(one.remainingMs, receivedAt.value, now.peek(), one.phase === "running");
}

// Sign-in --------------------------------------------------------------------------------------

export async function startDesk(): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    const asked = await get("/api/v1/invigilator/room");
    if (asked.kind === "done") {
      enter(asked.value);
      return rememberAccount();
    }
    if (asked.kind === "refused") {
      screen.value = "sign-in";
      return;
    }
    startTrouble.value = asked.reached ? whyNot(asked) : () => w().noServer;
    await sleep(delayBefore(attempt, Math.random(), asked.retryAfterMs));
  }
}

/** A reloaded page has its cookie and has forgotten whose it is; the room does not wait for a name. */
async function rememberAccount(): Promise<void> {
  for (let attempt = 0; account.value === null && room.value !== null; attempt += 1) {
    const asked = await get("/api/v1/invigilator/sign-in");
    if (asked.kind === "refused") return;
    if (asked.kind === "done") account.value = asked.value.account;
    else await sleep(delayBefore(attempt, Math.random(), asked.retryAfterMs));
  }
}

/** Null when signed in, else the sentence to show. */
export async function signIn(name: string, password: string, sessionCode: string): Promise<Sentence | null> {
  const asked = await post("/api/v1/invigilator/sign-in", { name, password, sessionCode });
  if (asked.kind !== "done") return whyNot(asked);
  account.value = asked.value.account;
  const first = await get("/api/v1/invigilator/room");
  if (first.kind !== "done") return whyNot(first);
  enter(first.value);
  return null;
}

/** Signed out only once the centre says so: a cookie that lives must not hide behind a sign-in form. */
export async function signOut(): Promise<void> {
  const asked = await post("/api/v1/invigilator/sign-out", {});
  if (asked.kind === "done" || (asked.kind === "refused" && isSignedOut(asked.problem))) leave(null);
  else say(textOf(whyNot(asked)), "alert");
}

function enter(first: Room): void {
  batch(() => {
    signInNotice.value = null;
    startTrouble.value = null;
    screen.value = "room";
  });
  show(first);
  line.open();
}

function leave(notice: Sentence | null): void {
  line.close();
  batch(() => {
    screen.value = "sign-in";
    room.value = null;
    account.value = null;
    chosen.value = null;
    signInNotice.value = notice;
  });
}

// The live room --------------------------------------------------------------------------------

function hear(frame: { type: string; code?: unknown }): void {
  if (frame.type === "room") show(withoutType(frame as unknown as Room & { type?: string }));
  if (frame.type === "tiles" && room.value !== null) show(merged(room.value, frame as unknown as TilesFrame));
  if (frame.type === "bye" && frame.code !== "stopping") leave(() => w().signedOut);
}

function withoutType(frame: Room & { type?: string }): Room {
  const { type: _, ...shown } = frame;
  return shown;
}

function show(next: Room): void {
  const before = room.value;
  if (next === before || (before !== null && next.version < before.version)) return;
  batch(() => {
    room.value = next;
    receivedAt.value = performance.now();
  });
  if (before !== null) sayWhatIsNew(before, next);
}

/** A new need is said, and heard once however many came together. */
function sayWhatIsNew(before: Room, next: Room): void {
  const known = new Set(needsOf(before).map((need) => need.key));
  const fresh = needsOf(next).filter((need) => !known.has(need.key));
  if (fresh.length === 0) return;
  chime();
  if (fresh.length > 2) announce(a().alertsSaid(fresh.length));
  else for (const need of fresh) announce(a().alertSaid(nameOf(need.who), w().states[need.kind]));
}

export async function fetchRoom(): Promise<void> {
  const asked = await get("/api/v1/invigilator/room");
  if (asked.kind === "done") show(asked.value);
  if (asked.kind !== "refused") return;
  if (isSignedOut(asked.problem)) leave(() => w().signedOut);
  else say(asked.problem.detail, "alert");
}

// Acts -----------------------------------------------------------------------------------------

export interface Said {
  key: string;
  tone: "ok" | "alert";
  text: string;
  undo: Act | null;
}
export const said = signal<Said[]>([]);
export const underWay = signal<ReadonlySet<string>>(new Set());

const kSaidMs = 12_000; // time to read and to undo
const kSaidMost = 3; // more would hide the room
const kLiveLagMs = 1500; // past this the live line has missed our own act

export function say(text: string, tone: Said["tone"], undo: Act | null = null): void {
  const one: Said = { key: freshId(), tone, text, undo };
  said.value = [...said.value, one].slice(-kSaidMost);
  announce(text);
  window.setTimeout(() => forget(one.key), kSaidMs);
}
export const forget = (key: string): void => void (said.value = said.value.filter((one) => one.key !== key));

const undoOf = (done: Act): Act | null => {
  if (done.type === "confirm_presence") return { type: "undo_presence", candidate: done.candidate };
  if (done.type === "pause") return { type: "resume", candidate: done.candidate };
  if (done.type === "pause_room") return { type: "resume_room" };
  return null;
};

/** The name of what is under way: the same button is not pressed twice. */
export function keyOf(one: Act): string {
  if ("candidate" in one) return `${one.type}/${one.candidate}`;
  return "alert" in one ? `${one.type}/${one.alert}` : one.type;
}
export const isUnderWay = (one: Act): boolean => underWay.value.has(keyOf(one));

async function ask(one: Act): Promise<Asked<Schemas["Version"]>> {
  const key = keyOf(one);
  underWay.value = new Set([...underWay.value, key]);
  const asked = await postUntilKnown("/api/v1/invigilator/acts", { id: freshId(), act: one }, () => undefined);
  underWay.value = new Set([...underWay.value].filter((other) => other !== key));
  if (asked.kind === "done") window.setTimeout(() => catchUp(asked.value.version), kLiveLagMs);
  if (asked.kind === "refused" && isSignedOut(asked.problem)) leave(() => w().signedOut);
  return asked;
}

function catchUp(version: number): void {
  if ((room.value?.version ?? version) < version) void fetchRoom();
}

const whoIn = (one: Act): string => {
  const person = "candidate" in one ? room.value?.candidates.find((other) => other.candidate === one.candidate) : undefined;
  return person === undefined ? "" : ` · ${nameOf(person)}`;
};

/** True when recorded. What happened is said in all cases. */
export async function act(one: Act): Promise<boolean> {
  if (isUnderWay(one)) return false;
  const asked = await ask(one);
  if (asked.kind === "done") say(a().done[one.type] + whoIn(one), "ok", undoOf(one));
  else say(sentenceFor(asked), "alert");
  return asked.kind === "done";
}

/** An act of which the end is not known may have been recorded: the room is looked at before it is asked again. */
function sentenceFor(asked: NotDone): string {
  if (asked.kind === "refused") return asked.problem.detail;
  return asked.reached ? a().unknownEnd : a().unknown;
}

/** One after the other: the room's thread records them in this order, and one refusal stops none. */
export async function actOnMany(acts: Act[]): Promise<void> {
  let done = 0;
  let why = "";
  for (const one of acts) {
    const asked = await ask(one);
    if (asked.kind === "done") done += 1;
    else why = sentenceFor(asked);
  }
  const what = acts[0] === undefined ? "" : `${a().done[acts[0].type]} · `; // a button does one thing to many
  if (done > 0) say(what + a().many(done), "ok");
  if (done < acts.length) say(`${a().someRefused(acts.length - done)} ${why}`, "alert");
}

/** Null when sealed, else the sentence to show. */
export async function seal(passphrase: string): Promise<Sentence | null> {
  const asked = await post("/api/v1/invigilator/seal", { passphrase });
  if (asked.kind !== "done") return whyNot(asked);
  await fetchRoom();
  return null;
}
