// server/web/kit/api.ts: asking the centre, typed from docs/openapi.yaml; clientOf() asks another server.
//
// Role        One function a method. An answer is done, refused (with the server's sentence) or
//             unknown: a cut, a time-out, a 503 and a body we cannot read are all *unknown*, and only
//             an unknown may be asked again, under the same id; `reached` when the centre itself said so,
//             and then `detail` is its sentence.
// Invariants  Never throws for the network. Nothing is sent to another origin.
// SPDX-License-Identifier: EUPL-1.2
import type { components, paths } from "../generated/api-schema";
import { lang } from "./i18n";
import { delayBefore } from "./retry";

export type Schemas = components["schemas"];
export type Problem = Schemas["Problem"] & { faults?: Schemas["RosterFault"][] };

export type Asked<T> =
  | { kind: "done"; value: T }
  | { kind: "refused"; problem: Problem }
  | { kind: "unknown"; retryAfterMs: number | null; reached: boolean; detail: string | null };
export type NotDone = Exclude<Asked<unknown>, { kind: "done" }>;

type Method = "get" | "post" | "put";
type Operation<Api, P extends keyof Api, M extends Method> = M extends keyof Api[P] ? Api[P][M] : never;
type Done<Api, P extends keyof Api, M extends Method> =
  Operation<Api, P, M> extends { responses: { 200: { content: { "application/json": infer T } } } }
    ? T
    : Operation<Api, P, M> extends { responses: { 201: { content: { "application/json": infer T } } } }
      ? T
      : null;
type Sent<Api, P extends keyof Api, M extends Method> =
  Operation<Api, P, M> extends { requestBody: { content: { "application/json": infer B } } } ? B : Record<string, never>;
type Places = Record<string, string | number>;

const kAskMs = 10_000; // past this the centre is as good as cut off

/** Fills `{n}` in a route and adds the language where the route takes it. */
export function address(route: string, places: Places = {}): string {
  const filled = route.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(places[name] ?? "")));
  return takesLang(route) ? `${filled}?lang=${lang.peek()}` : filled;
}

const takesLang = (route: string): boolean =>
  route.startsWith("/api/v1/candidate/") && !/\/(receipt|media|live)/.test(route);

interface Client<Api> {
  /** `query` leaves out what is undefined. */
  get<P extends keyof Api & string>(route: P, places?: Places, query?: Record<string, string | undefined>): Promise<Asked<Done<Api, P, "get">>>;
  post<P extends keyof Api & string>(route: P, body: Sent<Api, P, "post">, places?: Places): Promise<Asked<Done<Api, P, "post">>>;
}

/** The functions of one described server, of which the page is served. */
export function clientOf<Api>(): Client<Api> {
  return {
    get: (route, places, query) => ask("GET", address(route, places) + queryOf(query)),
    post: (route, body, places) => ask("POST", address(route, places), body),
  };
}

function queryOf(query: Record<string, string | undefined> = {}): string {
  const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return given.length === 0 ? "" : `?${new URLSearchParams(given).toString()}`;
}

export const { get, post } = clientOf<paths>();

/** Asks again, under the same id, until the answer is known; `onUnknown` tells the page that it waits. */
export async function postUntilKnown<P extends keyof paths>(
  route: P,
  body: Sent<paths, P, "post">,
  onUnknown: (attempt: number) => void,
  tries = 6,
): Promise<Asked<Done<paths, P, "post">>> {
  for (let attempt = 0; ; attempt += 1) {
    const asked = await post(route, body);
    if (asked.kind !== "unknown" || attempt + 1 >= tries) return asked;
    onUnknown(attempt);
    await sleep(delayBefore(attempt, Math.random(), asked.retryAfterMs));
  }
}

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
export const freshId = (): string => crypto.randomUUID();

/** The untyped floor: a method, an address, a body. The queue re-sends what it kept through it. */
export async function ask<T>(method: string, url: string, body?: unknown): Promise<Asked<T>> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, requestOf(method, body));
    text = await response.text();
  } catch {
    return { kind: "unknown", retryAfterMs: null, reached: false, detail: null };
  }
  return readAnswer<T>(response.status, text);
}

function requestOf(method: string, body: unknown): RequestInit {
  const headers: Record<string, string> = { accept: "application/json, application/problem+json", "accept-language": lang.peek() };
  const plain: RequestInit = { method, headers, credentials: "same-origin", cache: "no-store", signal: AbortSignal.timeout(kAskMs) };
  if (body === undefined) return plain;
  headers["content-type"] = "application/json";
  return { ...plain, body: JSON.stringify(body) };
}

/** Pure: what a status and a body mean. A refusal must be one we can read; anything else is unknown. */
export function readAnswer<T>(status: number, text: string): Asked<T> {
  const value = parse(text);
  if (status === 204) return { kind: "done", value: null as T };
  if (status >= 200 && status < 300 && value !== undefined) return { kind: "done", value: value as T };
  const problem = isProblem(value) ? value : null;
  if (problem && status >= 400 && status < 500) return { kind: "refused", problem };
  return { kind: "unknown", retryAfterMs: problem?.retryAfterMs ?? null, reached: problem !== null, detail: problem?.detail ?? null };
}

/** The sign-in is gone: what was asked was not even looked at. */
export const isSignedOut = (problem: Problem): boolean => problem.code === "not_signed_in";

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isProblem(value: unknown): value is Problem {
  if (typeof value !== "object" || value === null) return false;
  return "code" in value && typeof value.code === "string" && "detail" in value && typeof value.detail === "string";
}
