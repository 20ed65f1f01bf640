// server/web/kit/retry.ts: how long to wait before asking again.
//
// Role        Pure. Twice as long each time, with chance in it: thirty stations that lost the same
//             cable must not come back in the same millisecond.
// SPDX-License-Identifier: EUPL-1.2

export const kRetryFirstMs = 400; // a blink: most cuts of Wi-Fi are shorter
export const kRetryMostMs = 8000; // longer would make a candidate wait after the line is back

/** `attempt` from 0; `chance` in [0, 1). Between half the step and the step. */
export function delayBefore(attempt: number, chance: number, serverAsksMs: number | null = null): number {
  const step = Math.min(kRetryMostMs, kRetryFirstMs * 2 ** Math.min(attempt, 16));
  const own = Math.round(step / 2 + (step / 2) * chance);
  return serverAsksMs === null ? own : Math.max(own, Math.min(serverAsksMs, kRetryMostMs));
}
