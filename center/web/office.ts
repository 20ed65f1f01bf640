// center/web/office.ts: what the manager's page knows, and what it asks of the centre.
// Invariants  Codes are held in this page's memory alone, until the manager leaves them.
// SPDX-License-Identifier: EUPL-1.2
import { freshId, get, isSignedOut, post, postUntilKnown, sleep, type Asked, type NotDone, type Schemas } from "@kit/api";
import { delayBefore } from "@kit/retry";
import { whyNot, type Sentence } from "@kit/said";
import { batch, signal } from "@kit/ui";
import { w } from "./words";

export type View = "loading" | "sign-in" | "sessions" | "create" | "codes";
export const view = signal<View>("loading");
export const account = signal<string | null>(null);
export const notice = signal<Sentence | null>(null);
export const startTrouble = signal<Sentence | null>(null);
export const sessions = signal<Schemas["Sessions"]["sessions"]>([]);
export const created = signal<Schemas["SessionCreated"] | null>(null);

/** The sentence of what did not work; a lost sign-in leads back to the first page. */
export function sentenceOf(asked: NotDone): Sentence {
  if (asked.kind === "refused" && isSignedOut(asked.problem)) leave(() => w().signedOut);
  return whyNot(asked);
}

function leave(why: Sentence | null): void {
  batch(() => {
    created.value = null;
    account.value = null;
    notice.value = why;
    view.value = "sign-in";
  });
}

/** Tried until the centre answers: no answer is no reason to ask who is there. */
export async function startOffice(): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    const asked = await get("/api/v1/manager/sessions");
    if (asked.kind === "done") return showSessions(asked.value);
    if (asked.kind === "refused") {
      view.value = "sign-in";
      return;
    }
    startTrouble.value = asked.reached ? whyNot(asked) : () => w().noServer;
    await sleep(delayBefore(attempt, Math.random(), asked.retryAfterMs));
  }
}

function showSessions(list: Schemas["Sessions"]): void {
  sessions.value = list.sessions;
  notice.value = null;
  view.value = "sessions";
}

export async function toSessions(): Promise<void> {
  created.value = null;
  const asked = await get("/api/v1/manager/sessions");
  if (asked.kind === "done") showSessions(asked.value);
  else notice.value = sentenceOf(asked);
}

export async function signIn(name: string, password: string): Promise<Sentence | null> {
  const asked = await post("/api/v1/manager/sign-in", { name, password });
  if (asked.kind !== "done") return sentenceOf(asked);
  account.value = asked.value.account.name;
  await toSessions();
  return null;
}

/** Signed out only once the centre says so: a cookie that lives must not hide behind a sign-in form. */
export async function signOut(): Promise<void> {
  const asked = await post("/api/v1/manager/sign-out", {});
  if (asked.kind === "done" || (asked.kind === "refused" && isSignedOut(asked.problem))) leave(null);
  else notice.value = whyNot(asked);
}

export const checkRoster = (csv: string): Promise<Asked<Schemas["RosterChecked"]>> => post("/api/v1/manager/rosters/check", { csv });

export type Faults = Schemas["RosterFault"][];

/** Null when created; the codes are then on the page. One id for one list: asking twice makes one session. */
export async function create(command: Schemas["CreateSession"]): Promise<Sentence | Faults | null> {
  const asked = await postUntilKnown("/api/v1/manager/sessions", command, () => undefined);
  if (asked.kind === "refused" && asked.problem.faults) return asked.problem.faults;
  if (asked.kind !== "done") return sentenceOf(asked);
  created.value = asked.value;
  view.value = "codes";
  return null;
}

/** A dispute keeps the pictures of a session until it is over. */
export async function holdPictures(session: string, held: boolean): Promise<Sentence | null> {
  const asked = await post("/api/v1/manager/sessions/{session}/stills", { id: freshId(), held }, { session });
  if (asked.kind !== "done") return sentenceOf(asked);
  await toSessions();
  return null;
}

export async function renewCodes(session: string): Promise<Sentence | null> {
  const asked = await post("/api/v1/manager/sessions/{session}/codes", { id: freshId() }, { session });
  if (asked.kind !== "done") return sentenceOf(asked);
  created.value = asked.value;
  view.value = "codes";
  return null;
}
