// tests/pages/support/acts.ts: what an act does to the double's room; just enough for a page to see a change.
// SPDX-License-Identifier: EUPL-1.2
import type { Schemas } from "@kit/api";
import { kInvigilator, type Room, type RoomCandidate } from "./room";

type Act = Schemas["Act"];

export function applyAct(room: Room, act: Act): void {
  const one = "candidate" in act ? room.candidates.find((other) => other.candidate === act.candidate) : undefined;
  if (one !== undefined) applyToOne(room, one, act);
  else applyToRoom(room, act);
}

function applyToRoom(room: Room, act: Act): void {
  if (act.type === "open_session") room.session.phase = "open";
  if (act.type === "pause_room") room.session.paused = true;
  if (act.type === "resume_room") room.session.paused = false;
  if (act.type === "take_alert") room.alerts = room.alerts.map((alert) => (alert.alert === act.alert ? { ...alert, takenBy: kInvigilator } : alert));
  if (act.type === "resolve_alert") room.alerts = room.alerts.filter((alert) => alert.alert !== act.alert);
  if (act.type === "answer_alert") answerAlert(room, act);
  if (act.type === "unmute_rule") room.session.cameraRules = room.session.cameraRules.map((rule) => (rule.rule === act.rule ? { ...rule, muted: false } : rule));
  if (act.type === "close_session") room.session.phase = "closing";
}

function answerAlert(room: Room, { alert, answer, note }: Extract<Act, { type: "answer_alert" }>): void {
  const gone = answer === "nothing";
  room.alerts = room.alerts.map((one) => (one.alert === alert && one.camera ? { ...one, resolved: true, camera: { ...one.camera, answer, note, still: !gone && one.camera.still, stillDropped: gone } } : one));
}

function applyToOne(room: Room, one: RoomCandidate, act: Act): void {
  switch (act.type) {
    case "confirm_presence":
      one.phase = "present";
      break;
    case "undo_presence":
      one.phase = "enrolled";
      break;
    case "authorise":
      one.phase = "authorised";
      break;
    case "authorise_to_resume":
      Object.assign(one, { wantsToResumeSince: null, code: "rearmed" });
      break;
    case "pause":
      Object.assign(one, { phase: "paused", pausedBy: ["invigilator"] });
      break;
    case "resume":
      Object.assign(one, { phase: "running", pausedBy: [] });
      break;
    case "update":
      one.remainingMs += act.extraMs;
      one.extraMs += act.extraMs;
      break;
    case "terminate":
      Object.assign(one, { phase: "ended", unfinished: act.reason, ended: { by: "invigilator", at: new Date().toISOString() } });
      break;
    case "decide_report":
      room.alerts = room.alerts.filter((alert) => alert.alert !== one.report?.alert);
      Object.assign(one, { report: null, phase: "running", pausedBy: [] });
      break;
    default:
      break;
  }
}
