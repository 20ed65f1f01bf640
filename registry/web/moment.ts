// registry/web/moment.ts: an instant, said in full. SPDX-License-Identifier: EUPL-1.2
import { dateInWords, lang, timeOfDay } from "@kit/i18n";

/** « 22 novembre 2026, 10:42 », in the reader's own time zone. */
export function moment(at: number | string): string {
  const date = new Date(at);
  return `${dateInWords(date.toISOString(), lang.value)}, ${timeOfDay(date, lang.value)}`;
}
