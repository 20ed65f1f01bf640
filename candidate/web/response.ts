// candidate/web/response.ts: from what is on the page to the answer that is sent.
//
// Role        Pure. A draft is what the candidate has put so far; a response is a draft that can be sent.
// Invariants  `responseOf` gives null while something is missing: the page then says what.
// SPDX-License-Identifier: EUPL-1.2
import type { Schemas } from "@kit/api";

export type Question = Schemas["Question"];
export type Response = Schemas["Response"];

export type Draft =
  | { kind: "single_choice"; option: number | null }
  | { kind: "multiple_choice"; options: number[] }
  | { kind: "short_text"; text: string }
  | { kind: "number"; text: string }
  | { kind: "order"; options: number[] }
  | { kind: "match"; pairs: (number | null)[] };

export const kTextMost = 200; // a short text is a few words; the wire holds 4 KiB

export function emptyDraft(question: Question): Draft {
  const kind = question.interaction;
  switch (kind) {
    case "single_choice":
      return { kind, option: null };
    case "multiple_choice":
      return { kind, options: [] };
    case "short_text":
    case "number":
      return { kind, text: "" };
    case "order":
      return { kind, options: question.options.map((_, place) => place) };
    case "match":
      return { kind, pairs: question.left.map(() => null) };
  }
}

/** A draft kept on the station, if it still fits the question on the page. */
export function restoreDraft(question: Question, kept: unknown): Draft {
  const empty = emptyDraft(question);
  if (typeof kept !== "object" || kept === null || !("kind" in kept) || kept.kind !== empty.kind) return empty;
  const draft = kept as Draft;
  if (draft.kind === "order" && draft.options.length !== question.options.length) return empty;
  if (draft.kind === "match" && draft.pairs.length !== question.left.length) return empty;
  return draft;
}

const kNumber = /^[-+\u2212]?\d{1,12}([.,]\d{1,9})?$/;
const withoutSpaces = (text: string): string => text.replace(/[\s\u00a0\u202f]/g, "");

export function isNumber(text: string): boolean {
  return kNumber.test(withoutSpaces(text));
}

export function responseOf(draft: Draft): Response | null {
  switch (draft.kind) {
    case "single_choice":
      return draft.option === null ? null : { type: "choice", option: draft.option };
    case "multiple_choice":
      return draft.options.length === 0 ? null : { type: "choices", options: [...draft.options].sort((a, b) => a - b) };
    case "short_text":
      return draft.text.trim() === "" ? null : { type: "text", text: draft.text.trim().normalize("NFC") };
    case "number":
      return isNumber(draft.text) ? { type: "number", text: withoutSpaces(draft.text).replace("\u2212", "-").replace(/^\+/, "") } : null;
    case "order":
      return { type: "order", options: draft.options };
    case "match":
      return matchOf(draft.pairs);
  }
}

function matchOf(pairs: (number | null)[]): Response | null {
  const whole = pairs.filter((right): right is number => right !== null);
  if (whole.length !== pairs.length) return null;
  return { type: "match", pairs: whole.map((right, left) => [left, right]) };
}

/** Moves one line of an order, and says where it went. */
export function moved(options: number[], from: number, to: number): number[] {
  if (to < 0 || to >= options.length || from === to) return options;
  const next = [...options];
  const [taken] = next.splice(from, 1);
  if (taken !== undefined) next.splice(to, 0, taken);
  return next;
}
