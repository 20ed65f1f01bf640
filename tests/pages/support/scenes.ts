// tests/pages/support/scenes.ts: every screen of every page.
// SPDX-License-Identifier: EUPL-1.2
import { candidateScenes, type Scene } from "./candidate_scenes";
import { consoleScenes } from "./console_scenes";
import { managerScenes } from "./manager_scenes";
import { registryScenes } from "./registry_scenes";

export type { Scene };
export const scenes: Scene[] = [...candidateScenes, ...consoleScenes, ...managerScenes, ...registryScenes];
