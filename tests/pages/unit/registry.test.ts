// tests/pages/unit/registry.test.ts: what the registry's pages make of what they are given.
// SPDX-License-Identifier: EUPL-1.2
import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateSync } from "node:zlib";
import { agrees, differenceNames, kChecks, readReceipt, shownChecks, sittingRows } from "../../../registry/web/checks";
import { kDocumentMost, kFileMost, normalCode, takeFile, takeText } from "../../../registry/web/verify/file";
import { toldChecks } from "../../../registry/web/verify/told";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const figures = { outcome: "validated", answers: 32, points: 512, level: 4, seat: 7 } as const;

test("A check that was not made is shown as such, never left out", () => {
  const shown = shownChecks([
    { name: "files", ok: true, detail: "" },
    { name: "envelope", ok: false, detail: "not_canonical" },
  ]);

  assert.equal(shown.length, kChecks.length);
  assert.deepEqual(shown.slice(0, 3).map(({ end }) => end), ["held", "failed", "not_made"]);
  assert.equal(shown[1]?.detail, "not_canonical");
  assert.equal(shownChecks([{ name: "sequence", ok: false, detail: "" }], true).find(({ name }) => name === "sequence")?.end, "waiting");
});

test("A sitting has its name and its certificate where the registry gives them", () => {
  const rows = sittingRows({
    comparison: [
      { candidate: "a", stated: figures, replayed: figures, differs: [] },
      { candidate: null, stated: figures, replayed: null, differs: [] },
    ],
    sittings: [{ candidate: "a", lastName: "ROUSSEAU", firstName: "Camille", result: { candidate: "a", seat: 7, outcome: "validated" }, certificate: "7K2M-9QXD-4T3B" }],
  });

  assert.deepEqual([rows[0]?.person, rows[0]?.certificate, rows[0]?.seat], ["ROUSSEAU Camille", "7K2M-9QXD-4T3B", 7]);
  assert.deepEqual(rows.map(agrees), [true, false]);
});

test("What differs is said once, however many members of a score differ", () => {
  assert.deepEqual(differenceNames(["score.points", "score.low", "score.high", "score.level", "imputed", "unheard_of"]), ["points", "level", "items", "detail"]);
});

test("A receipt's envelope is read, and one that cannot be is not made up", () => {
  const payload = Buffer.from(JSON.stringify({ result: "accepted", receivedAt: "2026-11-21T16:40:00Z", judgedAt: "2026-11-21T16:40:01Z" })).toString("base64");

  assert.equal(readReceipt(JSON.stringify({ payload }))?.result, "accepted");
  assert.equal(readReceipt("not json"), null);
  assert.equal(readReceipt('{"payload":"e30="}'), null);
});

test("A code is forgiven its case, its hyphens and its look-alikes, and nothing else", () => {
  assert.equal(normalCode(" 7k2m 9qxd-4t3b "), "7K2M-9QXD-4T3B");
  assert.equal(normalCode("OIL0-0000-0000"), "0110-0000-0000");
  assert.equal(normalCode("7K2M-9QXD-4T3"), null);
  assert.equal(normalCode("7K2M-9QXD-4T3U"), null);
  assert.equal(normalCode("7K2M-9QXD-4T3BB"), null);
});

test("A text is taken up to the registry's limit, in bytes", () => {
  assert.deepEqual(takeText("\ufeff {} \n"), { kind: "document", text: "{}" });
  assert.deepEqual(takeText("  "), { kind: "empty" });
  assert.equal(takeText("é".repeat(kDocumentMost / 2)).kind, "document");
  assert.equal(takeText(`${"é".repeat(kDocumentMost / 2)}x`).kind, "too_big");
});

const aPdf = (dictionary: string, stream: Uint8Array): Uint8Array => {
  const head = `%PDF-1.5\n%\xbf\n6 0 obj\n<< /Type /Page >>\nendobj\n7 0 obj\n<< /Params << /CheckSum <c8f86815> /Size 4 >> ${dictionary} /Length ${stream.length} >>\nstream\n`;
  return new Uint8Array(Buffer.concat([Buffer.from(head, "latin1"), stream, Buffer.from("\nendstream\nendobj\n%%EOF\n")]));
};
const kAttached = "/Subtype /application#2fld+json /Type /EmbeddedFile";

test("The certificate attached to our PDF is taken out of it", async () => {
  const text = '{"name":"Zoé"}';

  assert.deepEqual(await takeFile(aPdf(`${kAttached} /Filter /FlateDecode`, deflateSync(bytes(text)))), { kind: "document", text });
  assert.deepEqual(await takeFile(aPdf(kAttached, bytes(text))), { kind: "document", text });
});

test("A PDF without a certificate, with a broken one, or with one too large is told apart from a file", async () => {
  assert.equal((await takeFile(aPdf("/Type /XObject", bytes("{}")))).kind, "pdf_without");
  assert.equal((await takeFile(aPdf(`${kAttached} /Filter /FlateDecode`, bytes("not deflated")))).kind, "pdf_without");
  assert.equal((await takeFile(aPdf(`${kAttached} /Filter /FlateDecode`, deflateSync(new Uint8Array(kDocumentMost + 1))))).kind, "pdf_without");
  assert.equal((await takeFile(new Uint8Array(kFileMost + 1))).kind, "too_big");
  assert.equal((await takeFile(new Uint8Array([0xff, 0xd8, 0xff]))).kind, "not_text");
  assert.equal((await takeFile(bytes('{"a":1}'))).kind, "document");
});

test("A large PDF that is no certificate is told so at once", async () => {
  const large = new Uint8Array(kFileMost).fill(0x3c); // "<": the worst for what looks for a dictionary
  large.set(bytes("%PDF-1.7\n"));
  const from = performance.now();

  assert.equal((await takeFile(large)).kind, "pdf_without");
  assert.ok(performance.now() - from < 2000);
});

test("The verdict tells which checks held, failed and were not made", () => {
  assert.deepEqual(toldChecks("valid").map(({ end }) => end), ["held", "held", "held", "held"]);
  assert.deepEqual(toldChecks("revoked_key").map(({ end }) => end), ["held", "held", "failed", "not_made"]);
  assert.deepEqual(toldChecks("bad_signature").map(({ end }) => end), ["held", "held", "held", "failed"]);
});
