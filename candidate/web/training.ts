// candidate/web/training.ts: how a training's result is said.
// SPDX-License-Identifier: EUPL-1.2
import type { Schemas } from "@kit/api";
import { after } from "./words_after";

/** The level and what it lies between; an interval of one level is not said twice. */
export function levelOf(one: Schemas["TrainedCompetence"]): string {
  const words = after();
  if (one.level === null || one.low === null || one.high === null) return words.levelUntold;
  return words.level(one.level, one.low, one.high);
}
