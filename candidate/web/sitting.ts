// candidate/web/sitting.ts: what the candidate's page knows, and what it asks of the centre.
//
// Role        Holds the last state the server told, the draft of the answer, and the queue of commands;
//             the screens only read it and call its functions.
// Invariants  A state older than the one shown is ignored. Nothing is called saved before the server
//             said so. A validated answer stays on disk until it is acknowledged; where the disk keeps
//             nothing, in memory, and the page says so. What the server said has changed is asked for
//             until it answers.
// Threads     One page.
// SPDX-License-Identifier: EUPL-1.2
import { ask, address, freshId, get, isSignedOut, postUntilKnown, sleep, type Asked, type NotDone, type Problem, type Schemas } from "@kit/api";
import { now, remainingAt } from "@kit/clock";
import { announce } from "@kit/parts";
import { Queue, type Pending } from "@kit/queue";
import { delayBefore } from "@kit/retry";
import { serverSaid, textOf, whyNot, type Sentence } from "@kit/said";
import { LiveLine } from "@kit/socket";
import { openStationStore, type StationStore } from "@kit/store";
import { batch, computed, signal } from "@kit/ui";
import { restoreDraft, type Draft, type Response } from "./response";
import { w } from "./words";
import { after } from "./words_after";

export type State = Schemas["CandidateState"];
export type Screen = "loading" | "entry" | "moved" | "sitting";
export type Saving = "no" | "saving" | "kept";

export const screen = signal<Screen>("loading");
export const state = signal<State | null>(null);
export const receivedAt = signal(0);
export const draft = signal<Draft | null>(null);
export const draftFound = signal(false);
export const saving = signal<Saving>("no");
export const readOnly = signal(false);
export const unreachable = signal(false);
export const startTrouble = signal<Sentence | null>(null);
export const notice = signal<Sentence | null>(null);
export const entryNotice = signal<Sentence | null>(null);
export const durable = signal(true);
export const asking = signal<ReadonlySet<Pending["kind"]>>(new Set());

const line = new LiveLine("/api/v1/candidate/live", { onOpen: () => void lineOpened(), onFrame: hear });
let store: StationStore;
let queue: Queue<State>;

export const offline = computed(() => line.state.value === "lost" || unreachable.value);
export const remainingMs = computed(() => {
  const shown = state.value;
  if (shown === null) return 0;
  return remainingAt(shown.remainingMs, receivedAt.value, now.value, shown.phase === "running");
});

const ownerOf = (shown: State): string => {
  const { lastName, firstName, seat } = shown.candidate;
  return `${shown.session.number}/${seat}/${lastName}/${firstName}`;
};

export async function startSitting(): Promise<void> {
  store = await openStationStore("probant-candidate");
  durable.value = store.durable;
  queue = new Queue<State>({
    store,
    send: (pending) => ask<State>(pending.method, address(pending.route, pending.places), pending.body),
    wait: sleep,
    chance: Math.random,
    onStoreFault: () => (durable.value = false),
    onDone: settled,
    onRefused: refused,
    onUnknown: (pending, reached) => batch(() => {
      readOnly.value = reached;
      unreachable.value = !reached;
      if (pending.kind === "answer") saving.value = "kept";
    }),
    onSignedOut: leave,
  });
  await load();
}

/** The first state of this page: tried until the server answers. */
async function load(): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    const asked = await get("/api/v1/candidate/state");
    if (asked.kind === "done") return enter(asked.value);
    if (asked.kind === "refused") {
      screen.value = "entry";
      return;
    }
    unreachable.value = !asked.reached;
    startTrouble.value = asked.reached ? whyNot(asked) : () => w().noServer;
    await sleep(delayBefore(attempt, Math.random(), asked.retryAfterMs));
  }
}

let lastEntry = { code: "", id: "" };

/** Null when signed in, else why not. The same code keeps its id, so that asking twice is harmless. */
export async function enterCode(code: string): Promise<NotDone | null> {
  if (lastEntry.code !== code) lastEntry = { code, id: freshId() };
  const asked = await postUntilKnown("/api/v1/candidate/sign-in", entryBody(), () => undefined, 3);
  if (asked.kind === "refused") lastEntry = { code: "", id: "" };
  if (asked.kind !== "done") return asked;
  state.value = null;
  await enter(asked.value);
  return null;
}

const entryBody = (): Schemas["CandidateSignIn"] => ({ id: lastEntry.id, code: lastEntry.code });

async function enter(first: State): Promise<void> {
  const kept = await queue.restore(ownerOf(first));
  batch(() => {
    entryNotice.value = null;
    notice.value = null;
    if (kept.some((pending) => pending.kind === "answer")) saving.value = "saving";
    asking.value = new Set(kept.map((pending) => pending.kind));
    screen.value = "sitting";
  });
  await show(first);
  line.open();
  void queue.run();
}

const isOlder = (next: State): boolean => state.value !== null && next.version < state.value.version;
const isNewQuestion = (next: State): boolean => next.question !== null && next.question.n !== state.value?.question?.n;

/** The newest state wins; the draft follows the question. */
async function show(next: State): Promise<void> {
  if (isOlder(next)) return;
  const kept = isNewQuestion(next) ? await draftOf(next) : undefined;
  // The disk may be slow: a newer state, or this one by another way, may have been shown meanwhile.
  if (isOlder(next)) return;
  const shown = state.value;
  const newQuestion = isNewQuestion(next);
  batch(() => {
    unreachable.value = false;
    readOnly.value = next.readOnly !== null;
    state.value = next;
    receivedAt.value = performance.now();
    if (newQuestion && next.question) {
      draft.value = restoreDraft(next.question, kept);
      draftFound.value = kept !== undefined;
    }
    if (next.question === null) draft.value = null;
  });
  if (next.phase === "ended") void onStore(store.clearDrafts());
  sayHeld(shown, next);
}

/** A draft is a comfort: without it the question is shown empty. */
const draftOf = async (next: State): Promise<unknown> =>
  next.question === null ? undefined : onStore(store.draft(ownerOf(next), next.question.n));

async function onStore<R>(done: Promise<R>): Promise<R | undefined> {
  try {
    return await done;
  } catch {
    durable.value = false;
    return undefined;
  }
}

function sayHeld(before: State | null, next: State): void {
  if (before !== null && next.held > before.held) announce(w().held(next.held, next.length));
}

let refreshing = false;
let askAgain = false; // something changed while the state was being asked for
let endPause: (() => void) | null = null;

/** One question at a time, until the server answers: what changed must not be lost with one packet. */
export async function refresh(): Promise<void> {
  if (refreshing) {
    askAgain = true;
    endPause?.();
    return;
  }
  refreshing = true;
  for (let attempt = 0; screen.value === "sitting"; attempt += 1) {
    askAgain = false;
    const asked = await get("/api/v1/candidate/state");
    if (asked.kind !== "unknown") {
      unreachable.value = false;
      taken(asked);
      if (!askAgain) break;
      attempt = -1;
      continue;
    }
    unreachable.value = !asked.reached;
    const woken = new Promise<void>((resolve) => (endPause = resolve));
    await Promise.race([sleep(delayBefore(attempt, Math.random(), asked.retryAfterMs)), woken]);
    endPause = null;
  }
  refreshing = false;
}

/** Nobody waits for the disk here: what changes meanwhile is asked for and shown. */
function taken(asked: Exclude<Asked<State>, { kind: "unknown" }>): void {
  if (asked.kind === "done") void show(asked.value);
  else if (isSignedOut(asked.problem)) leave(asked.problem);
  else notice.value = whyNot(asked);
}

async function lineOpened(): Promise<void> {
  await refresh();
  queue.wake();
}

/** The same version again is asked for too: a disk that is full, or is no longer, changes no journal. */
function hear(frame: { type: string; version?: unknown; code?: unknown }): void {
  if (frame.type === "changed" && typeof frame.version === "number") {
    if (frame.version >= (state.value?.version ?? -1)) void refresh();
  }
  if (frame.type === "bye" && frame.code !== "stopping") leave({ code: frame.code === "moved_elsewhere" ? "moved_elsewhere" : "signed_out" });
}

function leave(why: { code: string }): void {
  line.close();
  batch(() => {
    saving.value = "no";
    asking.value = new Set();
    screen.value = why.code === "moved_elsewhere" ? "moved" : "entry";
    entryNotice.value = why.code === "moved_elsewhere" ? null : () => w().signedOut;
  });
}

export function backToEntry(): void {
  batch(() => {
    state.value = null;
    draft.value = null;
    entryNotice.value = null;
    screen.value = "entry";
  });
}

// Commands -------------------------------------------------------------------------------------

async function command(
  kind: Pending["kind"],
  method: "POST" | "PUT",
  route: string,
  contents: Record<string, unknown> = {},
  places: Record<string, number> = {},
): Promise<void> {
  if (asking.value.has(kind)) return;
  asking.value = new Set([...asking.value, kind]);
  notice.value = null;
  const id = freshId();
  await queue.add({ id, kind, method, route, places, body: { id, ...contents } });
}

const without = (kind: Pending["kind"]): ReadonlySet<Pending["kind"]> =>
  new Set([...asking.value].filter((other) => other !== kind));

function settled(pending: Pending, next: State): void {
  batch(() => {
    asking.value = without(pending.kind);
    if (pending.kind === "answer") saving.value = "no";
    unreachable.value = false;
    readOnly.value = false;
  });
  if (pending.kind === "help") announce(w().helpSaid);
  void show(next);
}

function refused(pending: Pending, problem: Problem): void {
  const why = sentenceFor(pending, problem);
  batch(() => {
    asking.value = without(pending.kind);
    if (pending.kind === "answer") saving.value = "no";
    notice.value = why;
  });
  announce(textOf(why));
  void refresh();
}

/** An answer that waited here while the sitting was ended: its author must not believe it was counted. */
const sentenceFor = (pending: Pending, problem: Problem): Sentence =>
  pending.kind === "answer" && problem.code === "sitting_ended" ? () => after().answerAfterEnd : serverSaid(problem.detail);

export const begin = (): Promise<void> => command("start", "POST", "/api/v1/candidate/start");
export const callForHelp = (): Promise<void> => command("help", "POST", "/api/v1/candidate/help");
export const handIn = (): Promise<void> => command("hand-in", "POST", "/api/v1/candidate/hand-in");

export function report(n: number, code: Schemas["ReportCode"], text: string): Promise<void> {
  announce(after().reporting);
  return command("report", "POST", "/api/v1/candidate/reports", { n, code, text });
}

export function answer(n: number, response: Response): Promise<void> {
  if (!asking.value.has("answer")) saving.value = "saving";
  draftFound.value = false;
  announce(w().saving);
  return command("answer", "PUT", "/api/v1/candidate/answers/{n}", { response }, { n });
}

export function setDraft(next: Draft): void {
  const shown = state.value;
  if (shown?.question == null || asking.value.has("answer")) return;
  draft.value = next;
  draftFound.value = false;
  void onStore(store.keepDraft(ownerOf(shown), shown.question.n, next));
}
