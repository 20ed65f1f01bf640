// tests/pages/unit/console.test.ts: reading a room, and a manager's file.
// SPDX-License-Identifier: EUPL-1.2
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  columnsFor, countOf, grouped, merged, needsOf, shownIn, stateOf, undecidedIn, unfinishedIn, type Candidate,
} from "../../../invigilator/web/room";
import { readRoster, rowsIn } from "../../../center/web/roster";
import { anEndingRoom, aRunningRoom, idOf, kInvigilator } from "../support/room";

const seat = (number: number) => (room: { candidates: Candidate[] }): Candidate => room.candidates[number - 1] as Candidate;

test("The oldest unhandled need comes first, and what is taken comes last", () => {
  const groups = grouped(needsOf(aRunningRoom()));
  assert.deepEqual(groups.map((group) => group.kind), ["report", "resume", "help", "help"]);
  assert.equal(groups.at(-1)?.takenBy, kInvigilator);
});

test("Reports of the same cause are one group, led by the oldest", () => {
  const [first] = grouped(needsOf(aRunningRoom()));
  assert.deepEqual(first?.needs.map((need) => need.who.seat), [5, 16]);
});

test("Two calls for help stay two, for each is a person", () => {
  const room = aRunningRoom();
  room.alerts = [2, 3].map((alert) => ({ alert, candidate: idOf(alert), kind: "help", openedAt: new Date().toISOString(), takenBy: null, resolved: false, camera: null }));
  room.candidates = room.candidates.map((one) => ({ ...one, report: null, wantsToResumeSince: null }));
  assert.equal(grouped(needsOf(room)).length, 2);
});

test("No search and no filter hides a candidate with an open alert", () => {
  const room = aRunningRoom();
  assert.deepEqual(shownIn(room, "all", "nobody at all").map((one) => one.seat), [5, 12, 16, 21, 23]);
  assert.ok(shownIn(room, "ended", "").some((one) => one.seat === 12));
});

test("A search finds a name or a seat, in the order of the seats", () => {
  const room = { ...aRunningRoom(), alerts: [] };
  room.candidates = room.candidates.map((one) => ({ ...one, wantsToResumeSince: null, report: null }));
  assert.deepEqual(shownIn(room, "all", "yann le").map((one) => one.seat), [18]);
  assert.deepEqual(shownIn(room, "all", "18").map((one) => one.seat), [18]);
});

test("What needs a person wins over what is only known", () => {
  const room = aRunningRoom();
  assert.equal(stateOf(room, seat(5)(room)), "report");
  assert.equal(stateOf(room, seat(12)(room)), "help");
  assert.equal(stateOf(room, seat(23)(room)), "resume");
  assert.equal(stateOf(room, seat(18)(room)), "offline");
  assert.equal(stateOf(room, { ...seat(30)(room), signedIn: true }), "arrived");
});

test("Changed tiles replace those shown, and an older frame changes nothing", () => {
  const room = aRunningRoom();
  const changed = { ...seat(1)(room), held: 31 };
  const frame = { version: 413, serverTime: room.serverTime, readOnly: null, session: room.session, candidates: [changed], alerts: [] };

  const next = merged(room, frame);
  assert.equal(seat(1)(next).held, 31);
  assert.equal(seat(2)(next), seat(2)(room));
  assert.equal(merged(next, { ...frame, version: 412, candidates: [{ ...changed, held: 3 }] }), next);
});

test("Two empty frames take twice their time from who runs, and from nobody else", () => {
  const room = aRunningRoom();
  const from = Date.parse(room.serverTime);
  const at = (seconds: number) => ({ version: 413, serverTime: new Date(from + seconds * 1000).toISOString(), readOnly: null, session: room.session, candidates: [], alerts: [] });

  const next = merged(merged(room, at(10)), at(20));

  assert.equal(seat(1)(next).remainingMs, seat(1)(room).remainingMs - 20_000);
  assert.equal(seat(26)(next).remainingMs, seat(26)(room).remainingMs);
});

test("A list begins with who needs someone, in the order of the queue", () => {
  assert.deepEqual(shownIn(aRunningRoom(), "all", "", "needs").map((one) => one.seat).slice(0, 7), [5, 16, 23, 12, 21, 1, 2]);
});

test("The counts of the strip are those of the room", () => {
  const room = aRunningRoom();
  assert.equal(countOf(room, "all"), 30);
  assert.equal(countOf(room, "needs"), 5);
  assert.equal(countOf(room, "ended"), 1);
  assert.equal(countOf(room, "offline"), 2);
});

test("Closing asks a reason for each sitting that began and is not complete, however it ended", () => {
  const room = anEndingRoom();
  assert.deepEqual(unfinishedIn(room).map((one) => one.seat), [7, 19]);
  const early = aRunningRoom();
  assert.ok(!unfinishedIn(early).some((one) => one.seat >= 28));
  assert.deepEqual(undecidedIn(early).map((one) => one.seat), [5, 16]);
});

test("Thirty seats are six by five, and a wider room takes more columns", () => {
  assert.equal(columnsFor(30), 6);
  assert.equal(columnsFor(31), 8);
  assert.equal(columnsFor(200), 10);
});

test("A list is read from UTF-8, with or without its mark, and from Windows-1252", () => {
  const utf8 = new TextEncoder().encode("\ufeffprénom\nZoé\n");
  const windows = Uint8Array.from([0x5a, 0x6f, 0xe9, 0x0a]);
  assert.deepEqual(readRoster(utf8), { kind: "text", text: "prénom\nZoé\n" });
  assert.deepEqual(readRoster(windows), { kind: "text", text: "Zoé\n" });
});

test("A workbook, an empty file and one too big are told apart", () => {
  assert.equal(readRoster(Uint8Array.from([0x50, 0x4b, 3, 4])).kind, "workbook");
  assert.equal(readRoster(new Uint8Array()).kind, "empty");
  assert.equal(readRoster(new Uint8Array(1024 * 1024 + 1)).kind, "too_big");
  assert.equal(rowsIn("a;b\n1;2\n\n3;4\n"), 2);
});
