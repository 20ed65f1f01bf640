// registry/web/desk.ts: what the staff's page knows, and what it asks of the registry.
//
// Role        The address says which packet is open (#/packets/<digest>), so that a reload and the
//             browser's arrows work; everything else is asked again.
// Invariants  An answer that comes after the person has gone elsewhere is dropped.
// SPDX-License-Identifier: EUPL-1.2
import { isSignedOut, type NotDone } from "@kit/api";
import { whyNot, type Sentence } from "@kit/said";
import { signal } from "@kit/ui";
import { get, isCut, post, type Schemas } from "./api";
import { w } from "./words";

export type Account = { name: string; roles: ("jury" | "publisher" | "auditor")[] };
export type State = Schemas["State"];

export type View =
  | { is: "starting" }
  | { is: "sign-in" }
  | { is: "list"; packets: Schemas["Packet"][]; more: boolean }
  | { is: "packet"; packet: Schemas["WholePacket"]; receipt: string | null }
  | { is: "failed"; sentence: Sentence; cut: boolean };

export const view = signal<View>({ is: "starting" });
export const account = signal<Account | null>(null);
export const notice = signal<Sentence | null>(null);
export const filter = signal<State | null>(null);
export const busy = signal(false);

const kPacketHash = /^#\/packets\/([0-9a-f]{64})$/;
export const hashOf = (digest: string): string => `#/packets/${digest}`;
const openDigest = (): string | null => kPacketHash.exec(location.hash)?.[1] ?? null;

let asking = 0; // the last question asked: an older one's answer is dropped

function isLate(question: number): boolean {
  return question !== asking;
}

export function failed(asked: NotDone): void {
  if (asked.kind === "refused" && isSignedOut(asked.problem)) {
    toSignIn(account.peek() === null ? null : () => w().signedOut);
    return;
  }
  view.value = { is: "failed", sentence: whyNot(asked), cut: isCut(asked) };
}

function toSignIn(why: Sentence | null): void {
  account.value = null;
  notice.value = why;
  view.value = { is: "sign-in" };
}

export async function startDesk(): Promise<void> {
  window.addEventListener("hashchange", () => account.peek() !== null && void show());
  window.addEventListener("online", () => view.peek().is === "failed" && void again());
  await again();
}

/** From nothing: who is signed in, then what the address asks for. */
export async function again(): Promise<void> {
  if (account.peek() === null) {
    const asked = await get("/api/v1/staff/me");
    if (asked.kind !== "done") return failed(asked);
    account.value = asked.value.account;
  }
  await show();
}

export async function show(): Promise<void> {
  const question = ++asking;
  const digest = openDigest();
  busy.value = true;
  await (digest === null ? showList(question) : showPacket(question, digest));
  if (!isLate(question)) busy.value = false;
}

async function showList(question: number): Promise<void> {
  const asked = await get("/api/v1/packets", {}, { state: filter.peek() ?? undefined });
  if (isLate(question)) return;
  if (asked.kind !== "done") return failed(asked);
  notice.value = null;
  view.value = { is: "list", ...asked.value };
}

export async function showOlder(): Promise<void> {
  const shown = view.peek();
  if (shown.is !== "list" || busy.peek()) return;
  const question = ++asking;
  busy.value = true;
  const asked = await get("/api/v1/packets", {}, { state: filter.peek() ?? undefined, before: shown.packets.at(-1)?.digest });
  if (isLate(question)) return;
  busy.value = false;
  if (asked.kind !== "done") return failed(asked);
  view.value = { is: "list", packets: [...shown.packets, ...asked.value.packets], more: asked.value.more };
}

export function choose(state: State | null): void {
  filter.value = state;
  void show();
}

async function showPacket(question: number, digest: string): Promise<void> {
  const asked = await get("/api/v1/packets/{digest}", { digest });
  if (isLate(question)) return;
  if (asked.kind !== "done") return failed(asked);
  const receipt = await get("/v1/receipts/sha256/{hex}", { hex: digest });
  if (isLate(question)) return;
  notice.value = null;
  view.value = { is: "packet", packet: asked.value, receipt: receipt.kind === "done" ? receipt.value.receipt : null };
}

export async function signIn(name: string, password: string): Promise<Sentence | null> {
  const asked = await post("/api/v1/staff/sign-in", { name, password });
  if (asked.kind !== "done") return whyNot(asked);
  account.value = asked.value.account;
  notice.value = null;
  await show();
  return null;
}

export async function signOut(): Promise<void> {
  asking += 1;
  busy.value = false;
  const asked = await post("/api/v1/staff/sign-out", {});
  if (asked.kind !== "done") {
    notice.value = whyNot(asked);
    return;
  }
  location.hash = "";
  toSignIn(null);
}

/** Null when the certificates are made, here or by someone else meanwhile; else why not. */
export async function publish(digest: string): Promise<Sentence | null> {
  const asked = await post("/api/v1/packets/{digest}/publish", {}, { digest });
  if (asked.kind === "done") {
    const shown = view.peek();
    view.value = { is: "packet", packet: asked.value, receipt: shown.is === "packet" ? shown.receipt : null };
    return null;
  }
  if (asked.kind === "refused" && isSignedOut(asked.problem)) failed(asked);
  // Nobody knows whether a cut act was done: the page asks what the packet is now, and shows that.
  if (asked.kind === "unknown") await refresh(digest);
  return whyNot(asked);
}

async function refresh(digest: string): Promise<void> {
  const asked = await get("/api/v1/packets/{digest}", { digest });
  const shown = view.peek();
  if (asked.kind === "done" && shown.is === "packet") view.value = { ...shown, packet: asked.value };
}
