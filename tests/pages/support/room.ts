// tests/pages/support/room.ts: an invented room of thirty, every state of a tile in it.
// SPDX-License-Identifier: EUPL-1.2
import type { Schemas } from "@kit/api";

export type Room = Schemas["RoomState"];
type CameraAlert = Schemas["CameraAlert"];
export type RoomCandidate = Schemas["RoomCandidate"];

const names = [
  "ADAM Louise", "BENALI Samir", "BERNARD Claire", "BLANC Marc", "CARON Julie", "CHEVALIER Anne", "COLIN Théo", "DA SILVA Inès",
  "DIALLO Fatou", "DUPUIS Nadia", "FABRE Éric", "FOURNIER Paul", "GAUTIER Rose", "GIRARD Odile", "HAMDI Karim", "JACQUET Vincent",
  "LAMBERT Denis", "LE GALL Yann", "LEFÈVRE Hugo", "LOPEZ Maria", "MARCHAND Bruno", "MARTIN Gaëlle", "MERCIER Zoé", "MOREL Lina",
  "NGUYEN Thi", "PERRIN Sonia", "PETIT Alain", "ROUSSEAU Camille", "ROY Estelle", "VIDAL Jean",
];
export const kRoomSize = names.length;

export const idOf = (seat: number): string => `7d1c0f52-51f2-4c6e-9a56-3b8b5d0e${String(seat).padStart(4, "0")}`;
const ago = (seconds: number): string => new Date(Date.now() - seconds * 1000).toISOString();
export const kInvigilator = "0c9b3c39-7a55-43d1-8f5e-3b1c8f6f0001";
const kDurationMs = 6_300_000;

function candidateOf(seat: number): RoomCandidate {
  const [first = "", ...last] = (names[seat - 1] ?? "").split(" ").reverse();
  return {
    candidate: idOf(seat), seat, lastName: last.reverse().join(" "), firstName: first, birthDate: `19${60 + seat}-05-02`, extraMs: 0, needs: [],
    phase: "running", signedIn: true, online: true, lastSeen: ago(1), code: "used", wantsToResumeSince: null, watched: false, station: null, pausedBy: [],
    held: 8 + ((seat * 7) % 20), rank: 9 + ((seat * 7) % 20), allAnswered: false, remainingMs: 1_800_000 + ((seat * 397) % 2300) * 1000,
    ended: null, unfinished: null, report: null, outcome: null,
  };
}

/** A room in the middle of its morning. */
export function aRunningRoom(): Room {
  const candidates = names.map((_, place) => candidateOf(place + 1));
  const at = (seat: number): RoomCandidate => candidates[seat - 1] as RoomCandidate;
  Object.assign(at(4), { extraMs: kDurationMs / 3 });
  Object.assign(at(7), { extraMs: kDurationMs / 3, needs: ["keyboard", "screen_reader"] });
  Object.assign(at(14), { extraMs: kDurationMs / 3 });
  Object.assign(at(5), { phase: "paused", pausedBy: ["report"], report: { n: 15, code: "E3", text: "Le fichier joint ne s’ouvre pas.", prompt: "Quelle est la moyenne de la colonne « durée » ?", alert: 1 } });
  Object.assign(at(16), { phase: "paused", pausedBy: ["report"], report: { n: 12, code: "E3", text: "", prompt: "Combien de lignes compte ce fichier ?", alert: 4 } });
  Object.assign(at(9), { phase: "ended", held: 32, rank: 32, allAnswered: true, ended: { by: "candidate", at: ago(120) }, outcome: "validated" });
  Object.assign(at(18), { online: false, lastSeen: ago(42) });
  Object.assign(at(23), { online: false, wantsToResumeSince: ago(65), lastSeen: ago(70) });
  Object.assign(at(26), { phase: "paused", pausedBy: ["invigilator"] });
  Object.assign(at(30), notYet("enrolled", false));
  Object.assign(at(29), notYet("present", true));
  Object.assign(at(28), notYet("authorised", true));
  return {
    version: 412, serverTime: new Date().toISOString(), readOnly: null, session: aSession("open"), candidates,
    alerts: [
      { alert: 1, candidate: idOf(5), kind: "report", openedAt: ago(130), takenBy: null, resolved: false, camera: null },
      { alert: 2, candidate: idOf(12), kind: "help", openedAt: ago(35), takenBy: null, resolved: false, camera: null },
      { alert: 3, candidate: idOf(21), kind: "help", openedAt: ago(300), takenBy: kInvigilator, resolved: false, camera: null },
      { alert: 4, candidate: idOf(16), kind: "report", openedAt: ago(90), takenBy: null, resolved: false, camera: null },
    ],
  };
}

function notYet(phase: RoomCandidate["phase"], signedIn: boolean): Partial<RoomCandidate> {
  return { phase, signedIn, online: signedIn, lastSeen: signedIn ? ago(1) : null, code: signedIn ? "used" : "armed", held: 0, rank: 0, remainingMs: kDurationMs };
}

/** The room before it opens: nobody has come. */
export function aDraftRoom(): Room {
  const candidates = names.map((_, place) => ({ ...candidateOf(place + 1), ...notYet("enrolled", false) }));
  return { version: 3, serverTime: new Date().toISOString(), readOnly: null, session: aSession("draft"), candidates, alerts: [] };
}

/** Everyone is done but two, who left. */
export function anEndingRoom(): Room {
  const room = aRunningRoom();
  room.alerts = [];
  for (const one of room.candidates) {
    Object.assign(one, { phase: "ended", pausedBy: [], report: null, wantsToResumeSince: null, held: 32, rank: 32, allAnswered: true, ended: { by: "candidate", at: ago(60) } });
  }
  for (const seat of [7, 19]) Object.assign(room.candidates[seat - 1] as RoomCandidate, { held: 17, rank: 18, allAnswered: false, ended: { by: "time", at: ago(30) } });
  return room;
}

export function aSession(phase: Schemas["SessionPhase"]): Schemas["Session"] {
  const sealed = phase === "sealed" || phase === "uploaded" || phase === "accepted" || phase === "refused";
  const registry = phase === "accepted" || phase === "refused" ? { result: phase === "accepted" ? phase : "replay_mismatch", at: ago(10) } : null;
  return {
    id: "5f0f4c55-7a0e-4d2e-a1c2-6f1e0c7d0001", number: "418207", title: "Certification", room: "Salle 204", centre: "Montpellier", purpose: "certification",
    phase, paused: false, length: 32, answersMin: 20, durationMs: kDurationMs, shortCode: "K7QM-2XWD-94", capsExceeded: 0, watched: false, cameraRules: [],
    seal: sealed ? { packet: "4c1f".repeat(16), seq: 1, tries: 1, registry, error: null } : null,
  };
}

const kFaceAbsent = "Aucun visage vu pendant 12 secondes. La personne a pu se pencher, se lever, ou la caméra bouger.";

/** The same morning, watched: one alert waits with its picture, one without, one was answered; a rule fell silent. */
export function aWatchedRoom(): Room {
  const room = aRunningRoom();
  room.alerts = [];
  for (const one of room.candidates) Object.assign(one, { report: null, pausedBy: [], wantsToResumeSince: null, watched: true, phase: one.phase === "paused" ? "running" : one.phase });
  const camera = (more: Partial<CameraAlert>): CameraAlert => ({
    rule: "face_absent", title: "Visage non vu", reason: kFaceAbsent, state: "to_check", startMs: 60_000, endMs: 72_000, over: true, still: true, stillDropped: false, answer: null, note: "", ...more,
  });
  room.alerts = [
    { alert: 1, candidate: idOf(5), kind: "camera", openedAt: ago(20), takenBy: null, resolved: false, camera: camera({}) },
    { alert: 2, candidate: idOf(12), kind: "camera", openedAt: ago(95), takenBy: null, resolved: false, camera: camera({ rule: "covered", title: "Image noire ou unie", still: false, over: false, reason: "L’image est noire depuis 8 secondes : un objet devant la caméra, ou la lumière éteinte." }) },
    { alert: 3, candidate: idOf(5), kind: "camera", openedAt: ago(900), takenBy: null, resolved: true, camera: camera({ answer: "note", note: "Il ramassait son stylo." }) },
    { alert: 4, candidate: idOf(5), kind: "camera", openedAt: ago(1500), takenBy: null, resolved: true, camera: camera({ answer: "nothing", still: false, stillDropped: true }) },
  ];
  const rule = { rule: "looking_away" as const, title: "Regard ailleurs", alerts: 12, nothing: 11, note: 1, act: 0, muted: true };
  room.session = { ...room.session, watched: true, cameraRules: [{ rule: "face_absent", title: "Visage non vu", alerts: 3, nothing: 1, note: 1, act: 0, muted: false }, rule] };
  const station = { camera: "open" as const, watching: true, browser: "running" as const, unavailable: [], minutesWaiting: 0, reference: null, signs: [] };
  for (const one of room.candidates) if (one.online) one.station = station;
  Object.assign(room.candidates[2] as RoomCandidate, { station: { ...station, signs: [{ sign: "second_screen", state: "to_check", since: ago(60), evidence: "HDMI-A-1" }] } });
  Object.assign(room.candidates[6] as RoomCandidate, { station: { ...station, camera: "missing", watching: false, minutesWaiting: 2, unavailable: ["objects"], reference: "lost" as const, signs: [{ sign: "camera_lost", state: "could_not_tell", since: ago(40), evidence: "" }] } });
  return room;
}
