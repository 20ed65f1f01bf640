// server/web/kit/preferences.ts: language, size of text, contrast; the person's, kept on the station.
//
// Role        Sets attributes on <html>; the style sheets do the rest.
// SPDX-License-Identifier: EUPL-1.2
import { lang, type Lang } from "./i18n";
import { effect, signal } from "./ui";

export const kTextSizes = ["normal", "large", "larger"] as const;
export type TextSize = (typeof kTextSizes)[number];

export const textSize = signal<TextSize>("normal");
export const highContrast = signal(false);

const kKey = "probant-preferences";

export function startPreferences(): void {
  restore();
  effect(() => {
    const page = document.documentElement;
    page.lang = lang.value;
    page.dataset.text = textSize.value;
    page.dataset.contrast = highContrast.value ? "high" : "normal";
    keep({ lang: lang.value, text: textSize.value, high: highContrast.value });
  });
}

interface Kept {
  lang: Lang;
  text: TextSize;
  high: boolean;
}

function keep(kept: Kept): void {
  try {
    localStorage.setItem(kKey, JSON.stringify(kept));
  } catch {
    // A station without storage keeps the preference for this page only.
  }
}

function restore(): void {
  highContrast.value = window.matchMedia("(prefers-contrast: more)").matches;
  try {
    const kept = JSON.parse(localStorage.getItem(kKey) ?? "{}") as Partial<Kept>;
    if (kept.lang === "en" || kept.lang === "fr") lang.value = kept.lang;
    if (kept.text !== undefined && kTextSizes.includes(kept.text)) textSize.value = kept.text;
    if (typeof kept.high === "boolean") highContrast.value = kept.high;
  } catch {
    // Unreadable preferences are no preferences.
  }
}
