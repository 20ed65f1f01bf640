// registry/web/checks.ts: the checks of a packet in the order of docs/PACKET.md, and the comparison told.
//
// Role        Pure. The registry stops at the first check that fails: those after it were not made, which
//             a page must show, or a reader would take a short list for a good one.
// SPDX-License-Identifier: EUPL-1.2
import type { Schemas } from "./api";

export type CheckName = Schemas["Check"]["name"];
export const kChecks: readonly CheckName[] = [
  "files", "envelope", "signatures", "statement", "keys", "subjects", "checkpoint", "sequence", "nonce", "opening", "counts", "engine", "bank", "replay", "results",
];

export interface ShownCheck {
  name: CheckName;
  end: "held" | "failed" | "waiting" | "not_made";
  detail: string;
}

/** A packet that is held did not fail: its last check waits. */
export function shownChecks(made: Schemas["Check"][], isHeld = false): ShownCheck[] {
  return kChecks.map((name) => {
    const check = made.find((one) => one.name === name);
    if (check === undefined) return { name, end: "not_made", detail: "" };
    return { name, end: check.ok ? "held" : isHeld ? "waiting" : "failed", detail: check.detail };
  });
}

export type SittingRow = {
  key: string;
  seat: number | null;
  person: string | null; // only of an accepted packet
  stated: Schemas["Figures"] | null;
  replayed: Schemas["Figures"] | null;
  differs: string[];
  certificate: string | null;
};

/** One row a sitting: what was compared, with the name and the certificate where the registry gives them. */
export function sittingRows(packet: Pick<Schemas["WholePacket"], "comparison" | "sittings">): SittingRow[] {
  return packet.comparison.map((one, place) => {
    const sitting = packet.sittings.find((other) => other.candidate === one.candidate);
    return {
      key: `${place}`,
      seat: one.replayed?.seat ?? one.stated?.seat ?? null,
      person: sitting ? `${sitting.lastName} ${sitting.firstName}` : null,
      stated: one.stated,
      replayed: one.replayed,
      differs: one.differs,
      certificate: sitting?.certificate ?? null,
    };
  });
}

export const agrees = (row: SittingRow): boolean => row.stated !== null && row.replayed !== null && row.differs.length === 0;

/** What differs, each thing once: a person reads "points", not six members of a score. */
export type DifferenceName = "outcome" | "points" | "level" | "answers" | "items" | "seat" | "detail";
const kDifferences: Record<string, DifferenceName> = {
  outcome: "outcome", unfinished: "outcome", answers: "answers", items: "items", imputed: "items", seat: "seat", "score.points": "points", "score.low": "points",
  "score.high": "points", "score.level": "level", "score.levelLow": "level", "score.levelHigh": "level", score: "points",
};

export const differenceNames = (differs: string[]): DifferenceName[] => [...new Set(differs.map((name) => kDifferences[name] ?? "detail"))];

/** What a receipt's envelope carries, for a reader; null when this page cannot read it. */
export function readReceipt(envelope: string): { receivedAt: string; judgedAt: string; result: string } | null {
  try {
    const { payload } = JSON.parse(envelope) as { payload: string };
    const bytes = Uint8Array.from(atob(payload), (letter) => letter.charCodeAt(0));
    const said = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
    const { receivedAt, judgedAt, result } = said;
    if (typeof receivedAt !== "string" || typeof judgedAt !== "string" || typeof result !== "string") return null;
    return { receivedAt, judgedAt, result };
  } catch {
    return null;
  }
}
