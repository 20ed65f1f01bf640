// tests/pages/unit/office.test.ts: what the manager's page keeps, and for how long.
// SPDX-License-Identifier: EUPL-1.2
import assert from "node:assert/strict";
import { test } from "node:test";
import { created, notice, signOut, view } from "../../../center/web/office";

const kCodes = { session: { id: "5f0f4c55-7a0e-4d2e-a1c2-6f1e0c7d0009", number: "418309" }, sessionCode: "QX4T7-P2M0K", codes: [] };

function answering(reply: () => Promise<Response>): void {
  globalThis.fetch = reply;
  created.value = kCodes;
  view.value = "codes";
}

test("Codes do not outlive the sign-in of who saw them", async () => {
  answering(() => Promise.resolve(new Response(null, { status: 204 })));

  await signOut();

  assert.equal(created.value, null);
  assert.equal(view.value, "sign-in");
});

test("A sign-out that nobody answered leaves the page as it was, and says so", async () => {
  answering(() => Promise.reject(new TypeError("no network")));

  await signOut();

  assert.equal(view.value, "codes");
  assert.equal(created.value, kCodes);
  assert.notEqual(notice.value, null);
});
