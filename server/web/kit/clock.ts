// server/web/kit/clock.ts: the page's clock, and the server's as seen from it.
//
// Role        `now` ticks four times a second on the monotonic clock: a station whose date is wrong, or
//             is changed, shows the right time left all the same.
// SPDX-License-Identifier: EUPL-1.2
import { signal } from "./ui";

const kTickMs = 250; // a second is never seen to last two
export const now = signal(0);

export function startClock(): void {
  now.value = performance.now();
  window.setInterval(() => (now.value = performance.now()), kTickMs);
}

/** Pure: what remains of `remainingMs`, read at `receivedAt`, if the exam's clock is running. */
export function remainingAt(remainingMs: number, receivedAt: number, at: number, running: boolean): number {
  return running ? Math.max(0, remainingMs - Math.max(0, at - receivedAt)) : remainingMs;
}

/** Pure: the server's wall clock, from the last time it told us. */
export function serverNow(serverTime: string, receivedAt: number, at: number): number {
  return Date.parse(serverTime) + Math.max(0, at - receivedAt);
}
