// tests/pages/unit/queue.test.ts: commands kept until acknowledged, in order, once.
// SPDX-License-Identifier: EUPL-1.2
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Asked } from "@kit/api";
import { Queue, type Pending, type PendingStore } from "@kit/queue";
import { inMemory } from "@kit/store";

type Reply = Asked<string>;
const done = (value: string): Reply => ({ kind: "done", value });
const unknown: Reply = { kind: "unknown", retryAfterMs: null, reached: false, detail: null };
const refused = (code: "wrong_draw" | "not_signed_in"): Reply => ({
  kind: "refused",
  problem: { type: "about:blank", title: "", status: code === "not_signed_in" ? 401 : 409, code, detail: "" },
});

function aQueue(store: PendingStore, replies: Reply[]) {
  const seen: string[] = [];
  const sent: string[] = [];
  const queue = new Queue<string>({
    store,
    send: (pending) => {
      sent.push(pending.id);
      return Promise.resolve(replies.shift() ?? done("later"));
    },
    wait: () => Promise.resolve(),
    chance: () => 0,
    onDone: (pending, value) => seen.push(`done ${pending.id} ${value}`),
    onRefused: (pending, problem) => seen.push(`refused ${pending.id} ${problem.code}`),
    onUnknown: (pending) => seen.push(`unknown ${pending.id}`),
    onSignedOut: () => seen.push("signed out"),
    onStoreFault: () => seen.push("store fault"),
  });
  return { queue, seen, sent };
}

const answer = (id: string): Omit<Pending, "seq" | "owner"> => ({ id, kind: "answer", method: "PUT", route: "/x", places: {}, body: { id } });
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

test("An answer is on disk before it is sent, and leaves it once acknowledged", async () => {
  const store = inMemory();
  const order: string[] = [];
  const watched: PendingStore = { ...store, keep: async (one) => { order.push("kept"); await store.keep(one); } };
  const { queue, seen, sent } = aQueue(watched, [done("12 of 12")]);
  await queue.restore("me");

  await queue.add(answer("a"));
  order.push(...sent.map(() => "sent"));
  await settle();

  assert.deepEqual(order, ["kept", "sent"]);
  assert.deepEqual(seen, ["done a 12 of 12"]);
  assert.deepEqual(await store.all(), []);
});

test("An unknown answer is asked again under the same id until it is known", async () => {
  const store = inMemory();
  const { queue, seen, sent } = aQueue(store, [unknown, unknown, done("ok")]);
  await queue.restore("me");

  await queue.add(answer("a"));
  await settle();

  assert.deepEqual(sent, ["a", "a", "a"]);
  assert.equal(seen.at(-1), "done a ok");
});

test("The second command waits for the first", async () => {
  const { queue, sent } = aQueue(inMemory(), [unknown, done("1"), done("2")]);
  await queue.restore("me");

  await queue.add(answer("a"));
  await queue.add(answer("b"));
  await settle();

  assert.deepEqual(sent, ["a", "a", "b"]);
});

test("A reload takes up what was not acknowledged, in the order it was asked", async () => {
  const store = inMemory();
  await store.keep({ ...answer("late"), seq: 2, owner: "me" });
  await store.keep({ ...answer("early"), seq: 1, owner: "me" });
  const { queue, sent } = aQueue(store, [done("1"), done("2")]);

  const kept = await queue.restore("me");
  await queue.run();

  assert.deepEqual(kept.map(({ id }) => id), ["early", "late"]);
  assert.deepEqual(sent, ["early", "late"]);
});

test("What another candidate left at this station is never sent", async () => {
  const store = inMemory();
  await store.keep({ ...answer("theirs"), seq: 1, owner: "someone else" });
  const { queue, sent } = aQueue(store, []);

  await queue.restore("me");
  await queue.run();

  assert.deepEqual(sent, []);
  assert.deepEqual(await store.all(), []);
});

test("A refusal is told once and the next command goes on", async () => {
  const { queue, seen } = aQueue(inMemory(), [refused("wrong_draw"), done("ok")]);
  await queue.restore("me");

  await queue.add(answer("a"));
  await queue.add(answer("b"));
  await settle();

  assert.deepEqual(seen, ["refused a wrong_draw", "done b ok"]);
});

test("When the sign-in is gone the queue rests and keeps the answer", async () => {
  const store = inMemory();
  const { queue, seen } = aQueue(store, [refused("not_signed_in")]);
  await queue.restore("me");

  await queue.add(answer("a"));
  await settle();

  assert.deepEqual(seen, ["signed out"]);
  assert.equal((await store.all()).length, 1);
});

const fullDisk = (): Promise<never> => Promise.reject(new DOMException("the disk is full", "QuotaExceededError"));

test("When the disk keeps nothing the answer is sent all the same, and the page is told", async () => {
  const { queue, seen, sent } = aQueue({ all: fullDisk, keep: fullDisk, forget: fullDisk }, [unknown, done("ok")]);
  await queue.restore("me");

  await queue.add(answer("a"));
  await settle();

  assert.deepEqual(sent, ["a", "a"]);
  assert.equal(seen[0], "store fault");
  assert.equal(seen.at(-1), "done a ok");
});

test("A disk that forgets nothing does not stop the next command", async () => {
  const { queue, seen } = aQueue({ ...inMemory(), forget: fullDisk }, [done("1"), done("2")]);
  await queue.restore("me");

  await queue.add(answer("a"));
  await settle();
  await queue.add(answer("b"));
  await settle();

  assert.deepEqual(seen.filter((one) => one !== "store fault"), ["done a 1", "done b 2"]);
});

test("A command is never on the wire before it is on the disk", async () => {
  const store = inMemory();
  const keptAtLast: (() => void)[] = [];
  const slow: PendingStore = { ...store, keep: (one) => new Promise((resolve) => keptAtLast.push(() => resolve(store.keep(one)))) };
  const { queue, sent } = aQueue(slow, [done("1")]);
  await queue.restore("me");

  const adding = queue.add(answer("a"));
  await queue.run();
  await settle();
  assert.deepEqual(sent, []);

  keptAtLast.forEach((kept) => kept());
  await adding;
  await settle();
  assert.deepEqual(sent, ["a"]);
});

test("What the disk did not keep is still there after the same person has signed in again", async () => {
  const { queue, seen, sent } = aQueue({ ...inMemory(), keep: fullDisk }, [refused("not_signed_in"), done("ok")]);
  await queue.restore("me");
  await queue.add(answer("a"));
  await settle();

  await queue.restore("me");
  await queue.run();

  assert.deepEqual(sent, ["a", "a"]);
  assert.equal(seen.at(-1), "done a ok");
});
