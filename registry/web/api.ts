// registry/web/api.ts: asking the registry, typed from docs/openapi-registry.yaml.
//
// Role        What the staff's page and the public's share: the client, the names of the types, and what
//             a page says when an answer does not come.
// SPDX-License-Identifier: EUPL-1.2
import { clientOf, type Asked } from "@kit/api";
import { kitWords } from "@kit/words";
import type { components, paths } from "@registry-api";

export type Schemas = components["schemas"];
export const { get, post } = clientOf<paths>();

export type NotDone = Exclude<Asked<unknown>, { kind: "done" }>;

/** The registry's own sentence, or that it does not answer. */
export const sentenceOf = (asked: NotDone): string => (asked.kind === "refused" ? asked.problem.detail : kitWords().noAnswer);

/** The code is the registry's: the kit knows the centre's list alone. */
export const codeOf = (asked: NotDone): string => (asked.kind === "refused" ? asked.problem.code : "unknown");
