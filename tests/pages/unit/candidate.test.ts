// tests/pages/unit/candidate.test.ts: codes and answers.
// SPDX-License-Identifier: EUPL-1.2
import assert from "node:assert/strict";
import { test } from "node:test";
import { isWhole, readCode, showCode } from "../../../candidate/web/code";
import { emptyDraft, isNumber, moved, responseOf, restoreDraft } from "../../../candidate/web/response";
import { levelOf } from "../../../candidate/web/training";
import { lang } from "@kit/i18n";
import { questionOf } from "../support/questions";

test("A code is read whatever its case, spaces and dashes, and whatever looks like a figure", () => {
  assert.equal(readCode("k7qm2-xwd94"), "K7QM2XWD94");
  assert.equal(readCode(" K7QM2 XWD94 "), "K7QM2XWD94");
  assert.equal(readCode("OIL00"), "01100");
});

test("What is in no code is dropped, and the eleventh character with it", () => {
  assert.equal(readCode("K7_QM2!XWD94U"), "K7QM2XWD94");
  assert.equal(readCode("K7QM2XWD94ZZZ"), "K7QM2XWD94");
});

test("A code is shown in two groups of five", () => {
  assert.equal(showCode("K7QM2"), "K7QM2");
  assert.equal(showCode("K7QM2X"), "K7QM2-X");
  assert.ok(isWhole("K7QM2XWD94"));
  assert.ok(!isWhole("K7QM2XWD9"));
});

test("Nothing chosen is no response, whatever the question but an order", () => {
  for (const n of [1, 2, 3, 4, 6]) assert.equal(responseOf(emptyDraft(questionOf(n, "fr"))), null);
  assert.deepEqual(responseOf(emptyDraft(questionOf(5, "fr"))), { type: "order", options: [0, 1, 2] });
});

test("Several choices are sent in the order of the page", () => {
  assert.deepEqual(responseOf({ kind: "multiple_choice", options: [3, 0] }), { type: "choices", options: [0, 3] });
});

test("A text is sent trimmed and composed", () => {
  assert.deepEqual(responseOf({ kind: "short_text", text: "  pie\u0300ce jointe " }), { type: "text", text: "pièce jointe" });
  assert.equal(responseOf({ kind: "short_text", text: "   " }), null);
});

test("A number takes comma or point, spaces and a sign, and nothing else", () => {
  for (const text of ["12", "12,5", "12.5", "-3", "1 250,75", "\u22123"]) assert.ok(isNumber(text), text);
  for (const text of ["", "douze", "12,", "1,2,3", "12 min"]) assert.ok(!isNumber(text), text);
  assert.deepEqual(responseOf({ kind: "number", text: "1\u202f250,75" }), { type: "number", text: "1250,75" });
  assert.deepEqual(responseOf({ kind: "number", text: "\u22123" }), { type: "number", text: "-3" });
});

test("A match with one line left open is no response", () => {
  assert.equal(responseOf({ kind: "match", pairs: [2, null] }), null);
  assert.deepEqual(responseOf({ kind: "match", pairs: [2, 0] }), { type: "match", pairs: [[0, 2], [1, 0]] });
});

test("A line moves up or down, and stays at the ends", () => {
  assert.deepEqual(moved([0, 1, 2], 2, 0), [2, 0, 1]);
  assert.deepEqual(moved([0, 1, 2], 0, 1), [1, 0, 2]);
  const same = [0, 1, 2];
  assert.equal(moved(same, 0, -1), same);
  assert.equal(moved(same, 2, 3), same);
});

test("A draft kept on the station comes back only to a question it fits", () => {
  const question = questionOf(5, "fr");
  assert.deepEqual(restoreDraft(question, { kind: "order", options: [2, 1, 0] }), { kind: "order", options: [2, 1, 0] });
  assert.deepEqual(restoreDraft(question, { kind: "order", options: [1, 0] }), emptyDraft(question));
  assert.deepEqual(restoreDraft(question, { kind: "number", text: "3" }), emptyDraft(question));
  assert.deepEqual(restoreDraft(question, undefined), emptyDraft(question));
});

const measured = (level: number, low: number, high: number) => ({ code: "1.1", name: "Recherche", enough: true, level, low, high });

test("A level is said with the levels it lies between, and alone when they are the same", () => {
  lang.value = "fr";
  assert.equal(levelOf(measured(4, 3, 5)), "Niveau 4 (entre 3 et 5)");
  assert.equal(levelOf(measured(0, 0, 1)), "Niveau 0 (entre 0 et 1)");
  assert.equal(levelOf(measured(8, 8, 8)), "Niveau 8");
});

test("A level that is not told is said to want answers, in both languages", () => {
  const untold = { code: "1.1", name: "Recherche", enough: false, level: null, low: null, high: null };
  lang.value = "fr";
  assert.equal(levelOf(untold), "Pas assez de réponses pour donner un niveau");
  lang.value = "en";
  assert.equal(levelOf(untold), "Not enough answers to tell a level");
  assert.equal(levelOf(measured(4, 3, 5)), "Level 4 (between 3 and 5)");
  lang.value = "fr";
});
