// server/web/kit/i18n.ts: French first, English second; one typed dictionary a page.
//
// Role        The language of the page, and how numbers, times and durations are said in it.
// Invariants  `dictionary` takes both languages at once: a missing key does not compile.
//             French takes its unbreakable spaces and hyphens here, never by hand in a dictionary.
// SPDX-License-Identifier: EUPL-1.2
import { signal } from "./ui";

export type Lang = "fr" | "en";
type Word = string | { [key: string]: string } | ((...values: never[]) => string);

export const lang = signal<Lang>("fr");

/** Both languages of one page; call the result where the words are shown, so that a switch is seen. */
export function dictionary<Words extends Record<keyof Words, Word>>(fr: Words, en: Words): () => Words {
  const spaced = frenchDictionary(fr);
  return () => (lang.value === "fr" ? spaced : en);
}

const kHung = /(\p{L})-(?:(t)-)?(je|tu|ils?|elles?|on|nous|vous|ce|ci|là|[mt]oi)(?![\p{L}\u2011-])/giu;

/** « mot » : puis — the spaces of French typography, and the hyphen of « fait-il », must not break at the end of a line. */
export function frenchSpaces(text: string): string {
  return text
    .replace(/ ([:;?!»%])/g, "\u00a0$1")
    .replace(/« /g, "«\u00a0")
    .replace(/(\d) (h|min|s|\/)(?=[\s.,;)]|$)/g, "$1\u00a0$2")
    .replace(kHung, (_, letter: string, t: string | undefined, word: string) => `${letter}\u2011${t === undefined ? "" : `${t}\u2011`}${word}`);
}

function frenchDictionary<Words extends Record<keyof Words, Word>>(fr: Words): Words {
  const spaced = { ...fr };
  for (const key of Object.keys(fr) as (keyof Words)[]) spaced[key] = frenchWord(fr[key]) as Words[keyof Words];
  return spaced;
}

function frenchWord(word: Word): Word {
  if (typeof word === "string") return frenchSpaces(word);
  if (typeof word === "function") return (...values: never[]) => frenchSpaces(word(...values));
  return Object.fromEntries(Object.entries(word).map(([key, text]) => [key, frenchSpaces(text)]));
}

/** In French 0 and 1 are singular; in English 1 alone is. */
export function plural(language: Lang, count: number, one: string, many: string): string {
  const singular = language === "fr" ? Math.abs(count) < 2 : count === 1;
  return singular ? one : many;
}

const kSecond = 1000;
const kMinute = 60 * kSecond;
const kHour = 60 * kMinute;

/** Time left: « 1 h 08 min », « 12 min », and seconds under one minute. Minutes are rounded up: never 0 while time remains. */
export function timeLeft(ms: number): string {
  if (ms <= 0) return "0 min";
  if (ms < kMinute) return `${Math.ceil(ms / kSecond)}\u00a0s`;
  return hoursAndMinutes(Math.ceil(ms / kMinute));
}

/** An age: « 35 s », « 2 min 10 », « 1 h 04 min ». */
export function age(ms: number): string {
  const positive = Math.max(0, ms);
  if (positive < kMinute) return `${Math.floor(positive / kSecond)}\u00a0s`;
  if (positive >= kHour) return hoursAndMinutes(Math.floor(positive / kMinute));
  const minutes = Math.floor(positive / kMinute);
  const seconds = Math.floor((positive % kMinute) / kSecond);
  return `${minutes}\u00a0min\u00a0${String(seconds).padStart(2, "0")}`;
}

function hoursAndMinutes(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return `${minutes}\u00a0min`;
  return `${hours}\u00a0h\u00a0${String(minutes % 60).padStart(2, "0")}\u00a0min`;
}

const kLocale = { fr: "fr-FR", en: "en-GB" } as const;

/** 10:42 in the room's own time zone, which is the station's. */
export function timeOfDay(instant: Date, language: Lang, withSeconds = false): string {
  const seconds = withSeconds ? ({ second: "2-digit" } as const) : {};
  return instant.toLocaleTimeString(kLocale[language], { hour: "2-digit", minute: "2-digit", ...seconds });
}

/** 21 novembre 2026; takes a date alone (1984-05-02) or an instant. */
export function dateInWords(text: string, language: Lang): string {
  const alone = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const date = alone ? new Date(Number(alone[1]), Number(alone[2]) - 1, Number(alone[3])) : new Date(text);
  return date.toLocaleDateString(kLocale[language], { day: "numeric", month: "long", year: "numeric" });
}

/** ISO date to the day's usual form, 02/05/1984 in both languages. */
export function shortDate(text: string): string {
  const [year, month, day] = text.split("-");
  return day === undefined ? text : `${day}/${month}/${year}`;
}
