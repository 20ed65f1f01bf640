// invigilator/web/room.ts: reading a room: who needs someone, in which order, and what each tile says.
//
// Role        Pure. Everything the console shows is computed here from the state the centre sent.
// Invariants  The oldest unhandled need comes first. No filter and no search hides a candidate with an
//             open alert. A tile has one state: what needs a person wins over what is only known.
// SPDX-License-Identifier: EUPL-1.2
import type { Schemas } from "@kit/api";
import { matches } from "@kit/text";

export type Room = Schemas["RoomState"];
export type Candidate = Schemas["RoomCandidate"];
export type Alert = Schemas["Alert"];

export interface TilesFrame {
  version: number;
  serverTime: string;
  readOnly: Schemas["ReadOnly"] | null;
  session: Schemas["Session"];
  candidates: Candidate[];
  alerts: Alert[];
}

/** The tiles that changed replace those shown; an older frame changes nothing. The time left of the others
 *  is made as of the frame's instant too, for the room has one. */
export function merged(room: Room, frame: TilesFrame): Room {
  if (frame.version < room.version) return room;
  const passedMs = Math.max(0, Date.parse(frame.serverTime) - Date.parse(room.serverTime));
  const changed = new Map(frame.candidates.map((one) => [one.candidate, one]));
  const candidates = room.candidates.map((one) => changed.get(one.candidate) ?? later(one, passedMs));
  return { ...room, version: frame.version, serverTime: frame.serverTime, readOnly: frame.readOnly, session: frame.session, alerts: frame.alerts, candidates };
}

const later = (one: Candidate, passedMs: number): Candidate =>
  one.phase === "running" && passedMs > 0 ? { ...one, remainingMs: Math.max(0, one.remainingMs - passedMs) } : one;

export type TileState =
  | "report" | "help" | "resume" | "camera" | "offline" | "running" | "paused" | "ended" | "authorised" | "present" | "arrived" | "enrolled" | "absent";

export type TileTone = "alert" | "wait" | "check" | "off" | "done" | "pause" | "none" | "run";

export const kTone: Record<TileState, TileTone> = {
  report: "alert", help: "alert", resume: "wait", camera: "check", offline: "off", running: "run", paused: "pause", ended: "done", authorised: "run",
  present: "check", arrived: "check", enrolled: "none", absent: "none",
};
export const kIcon: Record<TileState, string> = {
  report: "!", help: "!", resume: "?", camera: "◎", offline: "⚡", running: "▶", paused: "Ⅱ", ended: "✓", authorised: "◷", present: "◉", arrived: "◉", enrolled: "–", absent: "–",
};

/** Those that wait for a person. */
export const alertsOf = (room: Room, one: Candidate): Alert[] => room.alerts.filter((alert) => alert.candidate === one.candidate && !alert.resolved);

/** What a camera asked about this candidate, answered or not, the newest first. */
export const cameraAlertsOf = (room: Room, one: Candidate): Alert[] =>
  room.alerts.filter((alert) => alert.candidate === one.candidate && alert.camera !== null).reverse();

export function stateOf(room: Room, one: Candidate): TileState {
  const alerts = alertsOf(room, one);
  if (one.report !== null || alerts.some((alert) => alert.kind === "report")) return "report";
  if (alerts.some((alert) => alert.kind === "help")) return "help";
  if (one.wantsToResumeSince !== null) return "resume";
  if (alerts.length > 0) return "camera";
  const sitting = one.phase === "running" || one.phase === "paused";
  if (sitting && !one.online) return "offline";
  if (one.phase === "enrolled" && one.signedIn) return "arrived";
  return one.phase;
}

/** Since when this candidate has been waiting for someone; null when nobody is needed. */
export function needSince(room: Room, one: Candidate): number | null {
  const opened = alertsOf(room, one).map((alert) => Date.parse(alert.openedAt));
  if (one.wantsToResumeSince !== null) opened.push(Date.parse(one.wantsToResumeSince));
  return opened.length === 0 ? null : Math.min(...opened);
}

// The queue ------------------------------------------------------------------------------------

export interface Need {
  key: string;
  kind: "report" | "help" | "resume" | "camera";
  who: Candidate;
  alert: Alert | null;
  since: number;
  takenBy: string | null;
}

export interface NeedGroup {
  key: string;
  kind: Need["kind"];
  code: Schemas["ReportCode"] | null;
  needs: Need[]; // oldest first, never empty
  since: number;
  takenBy: string | null;
}

export function needsOf(room: Room): Need[] {
  const byId = new Map(room.candidates.map((one) => [one.candidate, one]));
  const fromAlerts = room.alerts.flatMap((alert): Need[] => {
    const who = byId.get(alert.candidate);
    if (who === undefined || alert.resolved) return [];
    return [{ key: `alert-${alert.alert}`, kind: alert.kind, who, alert, since: Date.parse(alert.openedAt), takenBy: alert.takenBy }];
  });
  const fromResumes = room.candidates.flatMap((who): Need[] =>
    who.wantsToResumeSince === null
      ? []
      : [{ key: `resume-${who.candidate}`, kind: "resume", who, alert: null, since: Date.parse(who.wantsToResumeSince), takenBy: null }],
  );
  return [...fromAlerts, ...fromResumes].sort((a, b) => a.since - b.since);
}

/** Same cause together; a call for help is a person's, what a camera saw is looked at one by one: both stay alone. What is taken comes last. */
export function grouped(needs: Need[]): NeedGroup[] {
  const groups = new Map<string, NeedGroup>();
  for (const need of needs) {
    const code = need.kind === "report" ? (need.who.report?.code ?? null) : null;
    const alone = need.kind === "help" || need.kind === "camera" || need.takenBy !== null;
    const key = alone ? need.key : `${need.kind}-${code ?? ""}`;
    const group = groups.get(key);
    if (group) group.needs.push(need);
    else groups.set(key, { key, kind: need.kind, code, needs: [need], since: need.since, takenBy: need.takenBy });
  }
  const rank = (group: NeedGroup): number => (group.takenBy === null ? 0 : 1);
  return [...groups.values()].sort((a, b) => rank(a) - rank(b) || a.since - b.since);
}

// Counting and filtering -----------------------------------------------------------------------

export type Filter = "all" | "present" | "running" | "needs" | "offline" | "ended";

const kPassed: Record<Filter, (room: Room, one: Candidate) => boolean> = {
  all: () => true,
  present: (_, one) => one.phase !== "enrolled" && one.phase !== "absent",
  running: (_, one) => one.phase === "running" || one.phase === "paused",
  needs: (room, one) => needSince(room, one) !== null,
  offline: (_, one) => (one.phase === "running" || one.phase === "paused") && !one.online,
  ended: (_, one) => one.phase === "ended",
};

export function countOf(room: Room, filter: Filter): number {
  return room.candidates.filter((one) => kPassed[filter](room, one)).length;
}

export const nameOf = (one: Candidate): string => `${one.lastName} ${one.firstName}`;
/** As on the seat's label: two digits. */
export const seatOf = (one: Candidate): string => String(one.seat).padStart(2, "0");
export const shortName = (one: Candidate): string => `${one.lastName} ${one.firstName.slice(0, 1)}.`;

/** By seat, as the room is; in a list there is no room to follow, and whoever needs someone comes first. */
export function shownIn(room: Room, filter: Filter, search: string, order: "seats" | "needs" = "seats"): Candidate[] {
  const asked = search.trim();
  const queue = order === "seats" ? [] : grouped(needsOf(room)).flatMap((group) => group.needs.map((need) => need.who.candidate));
  const rank = (one: Candidate): number => {
    const place = queue.indexOf(one.candidate);
    return place < 0 ? queue.length : place;
  };
  return room.candidates
    .filter((one) => {
      if (needSince(room, one) !== null) return true;
      const found = asked === "" || matches(`${nameOf(one)} ${one.seat}`, asked);
      return found && kPassed[filter](room, one);
    })
    .sort((a, b) => rank(a) - rank(b) || a.seat - b.seat);
}

// Closing --------------------------------------------------------------------------------------

/** Sittings that began and still have a question to answer: each needs a reason before closing. */
export function unfinishedIn(room: Room): Candidate[] {
  const began = (one: Candidate): boolean => one.phase === "running" || one.phase === "paused" || one.phase === "ended";
  return room.candidates.filter((one) => began(one) && !one.allAnswered).sort((a, b) => a.seat - b.seat);
}

export const undecidedIn = (room: Room): Candidate[] => room.candidates.filter((one) => one.report !== null);
export const stillSitting = (room: Room): Candidate[] =>
  room.candidates.filter((one) => one.phase === "running" || one.phase === "paused");

/** Six by five for a usual room; wider rooms take more columns before they scroll. */
export function columnsFor(count: number): 6 | 8 | 10 {
  if (count <= 30) return 6;
  return count <= 48 ? 8 : 10;
}
