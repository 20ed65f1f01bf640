// server/web/kit/said.tsx: a sentence that stays on the page, and the language it is in.
//
// Role        Ours follow the language of the page. The server's came in the language of the request: on a
//             page switched since, it is marked as being in the other language, for no page can translate
//             it. Where asking again is harmless a page asks again instead (useLanguageSwitch).
// SPDX-License-Identifier: EUPL-1.2
import type { NotDone } from "./api";
import { lang, type Lang } from "./i18n";
import { useEffect, useRef } from "./ui";
import { kitWords } from "./words";

export type Sentence = (() => string) | { text: string; lang: Lang };

export const serverSaid = (text: string): Sentence => ({ text, lang: lang.peek() });

/** Why it was not done: the server's own sentence whenever it was reached, else that it does not answer. */
export function whyNot(asked: NotDone): Sentence {
  const detail = asked.kind === "refused" ? asked.problem.detail : asked.detail;
  return detail === null ? () => kitWords().noAnswer : serverSaid(detail);
}

export const textOf = (sentence: Sentence): string => (typeof sentence === "function" ? sentence() : sentence.text);

export function Said({ sentence }: { sentence: Sentence }) {
  if (typeof sentence === "function") return <>{sentence()}</>;
  return <span lang={sentence.lang === lang.value ? undefined : sentence.lang}>{sentence.text}</span>;
}

/** Runs when the person changes the language, never at first. */
export function useLanguageSwitch(does: () => void): void {
  const shown = useRef(lang.value);
  useEffect(() => {
    if (shown.current === lang.value) return;
    shown.current = lang.value;
    does();
  }, [lang.value]);
}
