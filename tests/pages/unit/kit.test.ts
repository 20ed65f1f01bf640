// tests/pages/unit/kit.test.ts: the kit's pure parts.
// SPDX-License-Identifier: EUPL-1.2
import assert from "node:assert/strict";
import { test } from "node:test";
import { address, readAnswer } from "@kit/api";
import { remainingAt, serverNow } from "@kit/clock";
import { age, dictionary, frenchSpaces, lang, plural, shortDate, timeLeft } from "@kit/i18n";
import { delayBefore, kRetryFirstMs, kRetryMostMs } from "@kit/retry";
import { readFrame } from "@kit/socket";
import { matches } from "@kit/text";

const plain = (text: string): string => text.replace(/\u00a0/g, " ");

test("Time left is said in words, and never as zero while some remains", () => {
  assert.equal(plain(timeLeft(4_080_000)), "1 h 08 min");
  assert.equal(plain(timeLeft(60_000)), "1 min");
  assert.equal(plain(timeLeft(60_001)), "2 min");
  assert.equal(plain(timeLeft(59_999)), "60 s");
  assert.equal(plain(timeLeft(1)), "1 s");
  assert.equal(timeLeft(0), "0 min");
});

test("An age is short, and grows from seconds to hours", () => {
  assert.equal(plain(age(35_400)), "35 s");
  assert.equal(plain(age(130_000)), "2 min 10");
  assert.equal(plain(age(3_840_000)), "1 h 04 min");
  assert.equal(plain(age(-5000)), "0 s");
});

test("French says one answer for zero and one, English for one alone", () => {
  assert.equal(plural("fr", 0, "réponse", "réponses"), "réponse");
  assert.equal(plural("fr", 2, "réponse", "réponses"), "réponses");
  assert.equal(plural("en", 0, "answer", "answers"), "answers");
  assert.equal(plural("en", 1, "answer", "answers"), "answer");
});

test("A French verb is never parted from the pronoun that hangs on it", () => {
  assert.equal(frenchSpaces("Que faites-vous ? Comment appelle-t-on cela ? Celui-ci."), "Que faites\u2011vous\u00a0? Comment appelle\u2011t\u2011on cela\u00a0? Celui\u2011ci.");
  assert.equal(frenchSpaces("un porte-clés, un sous-onglet, Jean-Luc"), "un porte-clés, un sous-onglet, Jean-Luc");
});

test("French marks never stand alone at the start of a line", () => {
  assert.equal(frenchSpaces("Passer cette question ?"), "Passer cette question\u00a0?");
  assert.equal(frenchSpaces("colonne « durée » du fichier"), "colonne «\u00a0durée\u00a0» du fichier");
  assert.equal(frenchSpaces("12 min"), "12\u00a0min");
});

test("A dictionary follows the language, and spaces its French functions too", () => {
  const words = dictionary({ left: (n: number) => `Reste : ${n}` }, { left: (n: number) => `Left: ${n}` });

  lang.value = "fr";
  assert.equal(words().left(3), "Reste\u00a0: 3");
  lang.value = "en";
  assert.equal(words().left(3), "Left: 3");
  lang.value = "fr";
});

test("A birth date is shown as people write it", () => {
  assert.equal(shortDate("1984-05-02"), "02/05/1984");
});

test("A search is blind to accents, case and the order of names", () => {
  assert.ok(matches("LE GALL Yann 18", "yann le g"));
  assert.ok(matches("LEFÈVRE Hugo", "lefevre"));
  assert.ok(matches("FABRE Éric", "éric"));
  assert.ok(!matches("LEFÈVRE Hugo", "ugo"));
});

test("The wait before asking again doubles, keeps chance in it, and has a ceiling", () => {
  assert.equal(delayBefore(0, 0), kRetryFirstMs / 2);
  assert.ok(delayBefore(0, 0.999) <= kRetryFirstMs);
  assert.equal(delayBefore(1, 0), kRetryFirstMs);
  assert.ok(delayBefore(40, 0.999) <= kRetryMostMs);
});

test("The server may ask for a longer wait, within the ceiling", () => {
  assert.equal(delayBefore(0, 0, 2000), 2000);
  assert.equal(delayBefore(0, 0, 999_999), kRetryMostMs);
});

test("A refusal is read with its code and sentence", () => {
  const asked = readAnswer(409, '{"type":"about:blank","title":"Conflict","status":409,"code":"wrong_draw","detail":"Une phrase."}');
  assert.equal(asked.kind, "refused");
  assert.equal(asked.kind === "refused" && asked.problem.code, "wrong_draw");
});

test("A 503, a broken body and a refusal nobody can read are all unknown", () => {
  assert.equal(readAnswer(503, '{"code":"busy","detail":"…","retryAfterMs":300}').kind, "unknown");
  assert.equal(readAnswer(200, "<html>").kind, "unknown");
  assert.equal(readAnswer(502, "").kind, "unknown");
  assert.equal(readAnswer(404, "not here").kind, "unknown");
});

test("A centre that cannot record is told apart from a cut line", () => {
  const asked = readAnswer(503, '{"code":"unknown","detail":"…","retryAfterMs":300}');
  assert.deepEqual(asked, { kind: "unknown", retryAfterMs: 300, reached: true, detail: "…" });
  assert.deepEqual(readAnswer(502, ""), { kind: "unknown", retryAfterMs: null, reached: false, detail: null });
});

test("An empty 204 is done", () => {
  assert.deepEqual(readAnswer(204, ""), { kind: "done", value: null });
});

test("A route is filled, and carries the language only where the protocol takes it", () => {
  assert.equal(address("/api/v1/candidate/answers/{n}", { n: 12 }), "/api/v1/candidate/answers/12?lang=fr");
  assert.equal(address("/api/v1/candidate/receipt"), "/api/v1/candidate/receipt");
  assert.equal(address("/api/v1/invigilator/acts"), "/api/v1/invigilator/acts");
});

test("The clock falls only while the sitting runs, and never below zero", () => {
  assert.equal(remainingAt(60_000, 1000, 11_000, true), 50_000);
  assert.equal(remainingAt(60_000, 1000, 11_000, false), 60_000);
  assert.equal(remainingAt(5000, 0, 60_000, true), 0);
  assert.equal(remainingAt(5000, 100, 0, true), 5000);
});

test("The server's clock goes on between two of its messages", () => {
  const at = serverNow("2026-11-21T09:41:07.120Z", 1000, 3500);
  assert.equal(new Date(at).toISOString(), "2026-11-21T09:41:09.620Z");
});

test("A frame that is no JSON object with a type is no frame", () => {
  assert.equal(readFrame("{"), null);
  assert.equal(readFrame("3"), null);
  assert.equal(readFrame('{"kind":"hb"}'), null);
  assert.deepEqual(readFrame('{"type":"changed","version":4}'), { type: "changed", version: 4 });
});
