// registry/web/api.ts: asking the registry, typed from docs/openapi-registry.yaml.
//
// Role        What the staff's page and the public's share: the client, the names of the types, and whether
//             an answer that did not come is the network's fault.
// SPDX-License-Identifier: EUPL-1.2
import { clientOf, type NotDone } from "@kit/api";
import type { components, paths } from "@registry-api";

export type Schemas = components["schemas"];
export const { get, post } = clientOf<paths>();

/** The registry was not reached: what it says itself is no cut. */
export const isCut = (asked: NotDone): boolean => asked.kind === "unknown" && !asked.reached;

/** The code is the registry's: the kit knows the centre's list alone. */
export const codeOf = (asked: NotDone): string => (asked.kind === "refused" ? asked.problem.code : "unknown");
