// registry/web/verify/counter.ts: what the public's page knows, and what it asks of the registry.
//
// Role        A certificate is asked for by its code, or its document is sent to be verified. Nobody signs
//             in, and nothing of what was given is kept by the page.
// Invariants  An answer that comes after another question was put is dropped.
// SPDX-License-Identifier: EUPL-1.2
import type { NotDone } from "@kit/api";
import { whyNot, type Sentence } from "@kit/said";
import { signal } from "@kit/ui";
import { codeOf, get, isCut, post, type Schemas } from "../api";
import { normalCode, takeFile, takeText, type Taken } from "./file";

export type Reading = Schemas["Reading"];

export type Shown =
  | { is: "nothing" }
  | { is: "asking" }
  | { is: "reading"; reading: Reading; code: string | null } // the code it was asked by, when it was
  | { is: "unknown_code"; code: string }
  | { is: "not_a_code" }
  | { is: "not_taken"; why: Exclude<Taken["kind"], "document"> }
  | { is: "no_answer"; sentence: Sentence; cut: boolean; again(): void };

export const shown = signal<Shown>({ is: "nothing" });
let asking = 0; // the last question: an older one's answer is dropped

export function startOver(): void {
  asking += 1;
  history.replaceState(null, "", location.pathname); // a reload must not bring the last certificate back
  shown.value = { is: "nothing" };
}

export async function askCode(typed: string): Promise<void> {
  const code = normalCode(typed);
  const question = ++asking;
  if (code === null) {
    shown.value = { is: "not_a_code" };
    return;
  }
  shown.value = { is: "asking" };
  const asked = await get("/api/v1/certificates/{code}", { code });
  if (question !== asking) return;
  if (asked.kind === "done") shown.value = { is: "reading", reading: asked.value, code };
  else if (codeOf(asked) === "unknown_certificate") shown.value = { is: "unknown_code", code };
  else noAnswer(asked, () => void askCode(typed));
}

export const askText = (text: string): Promise<void> => askTaken(takeText(text));

export async function askFile(file: Blob): Promise<void> {
  const question = ++asking;
  shown.value = { is: "asking" };
  const taken = await takeFile(new Uint8Array(await file.arrayBuffer()));
  if (question === asking) await askTaken(taken);
}

async function askTaken(taken: Taken): Promise<void> {
  const question = ++asking;
  if (taken.kind !== "document") {
    shown.value = { is: "not_taken", why: taken.kind };
    return;
  }
  shown.value = { is: "asking" };
  const asked = await post("/api/v1/verify", { document: taken.text });
  if (question !== asking) return;
  if (asked.kind === "done") shown.value = { is: "reading", reading: asked.value, code: null };
  else noAnswer(asked, () => void askTaken(taken));
}

function noAnswer(asked: NotDone, again: () => void): void {
  shown.value = { is: "no_answer", sentence: whyNot(asked), cut: isCut(asked), again };
}
