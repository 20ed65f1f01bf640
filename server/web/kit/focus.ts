// server/web/kit/focus.ts: where the eyes and the screen reader go when the page changes.
// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useLayoutEffect, useRef, type RefObject } from "./ui";

/** Focus goes to this heading each time `key` changes; it needs tabIndex -1. A new page is shown from its top. */
export function useFocusOn<T extends HTMLElement>(key: unknown, from: "top" | "here" = "top"): RefObject<T | null> {
  const target = useRef<T>(null);
  useLayoutEffect(() => {
    target.current?.focus({ preventScroll: true });
    if (from === "top") window.scrollTo({ top: 0 });
    else target.current?.scrollIntoView({ block: "start" });
  }, [key]);
  return target;
}

/** The title of the tab follows the page: it is the first thing a screen reader says. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = title;
  }, [title]);
}
