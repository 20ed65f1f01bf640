// server/web/kit/parts.tsx: small parts every page uses.
//
// Role        Banner (says what is wrong or waited for; what ticks in it is shown and not spoken), LiveRegion (speaks, politely, once a second at
//             most), Progress, Preferences, Seal.
// SPDX-License-Identifier: EUPL-1.2
import { lang } from "./i18n";
import { highContrast, kTextSizes, textSize } from "./preferences";
import { signal, useEffect, type ComponentChildren } from "./ui";
import { kitWords } from "./words";

export type Tone = "info" | "wait" | "alert" | "ok" | "off";
const kIcon: Record<Tone, string> = { info: "i", wait: "…", alert: "!", ok: "✓", off: "⚡" };

export function Banner({ tone, children, unspoken }: { tone: Tone; children: ComponentChildren; unspoken?: ComponentChildren }) {
  return (
    <div class={`banner ${tone}`}>
      <span class="icon" aria-hidden="true">
        {kIcon[tone]}
      </span>
      <div>
        <div role="status">{children}</div>
        {unspoken && <p class="figures">{unspoken}</p>}
      </div>
    </div>
  );
}

const kSpeakEveryMs = 1000; // thirty tiles changing at once must be one sentence, not thirty
const spoken = signal("");
let unsaid: string[] = [];

/** Says a sentence to whoever listens to the page. Sentences of the same second are said together. */
export function announce(sentence: string): void {
  if (!unsaid.includes(sentence)) unsaid.push(sentence);
}

export function LiveRegion() {
  useEffect(() => {
    const timer = window.setInterval(() => {
      if (unsaid.length === 0) return;
      spoken.value = unsaid.join(" ");
      unsaid = [];
    }, kSpeakEveryMs);
    return () => clearInterval(timer);
  }, []);
  return (
    <div class="unseen corner" aria-live="polite" aria-atomic="true">
      {spoken.value}
    </div>
  );
}

export function Progress({ value, max, label, extra = "" }: { value: number; max: number; label: string; extra?: string }) {
  return <progress class={`progress ${extra}`} value={value} max={max} aria-label={label} />;
}

export function Seal() {
  return (
    <span class="seal" aria-hidden="true">
      P
    </span>
  );
}

/** Language, size and contrast. `onLanguage` lets the page fetch its texts again. */
export function Preferences({ onLanguage }: { onLanguage?: () => void }) {
  const words = kitWords();
  const other = lang.value === "fr" ? "en" : "fr";
  return (
    <div class="preferences" role="group" aria-label={words.preferences}>
      {kTextSizes.map((size) => (
        <button
          key={size}
          type="button"
          class={`size ${size}`}
          aria-pressed={textSize.value === size}
          aria-label={words.sizes[size]}
          onClick={() => (textSize.value = size)}
        >
          A
        </button>
      ))}
      <button type="button" aria-pressed={highContrast.value} onClick={() => (highContrast.value = !highContrast.value)}>
        {words.contrast}
      </button>
      <button
        type="button"
        lang={other}
        onClick={() => {
          lang.value = other;
          onLanguage?.();
        }}
      >
        {words.otherLanguage}
      </button>
    </div>
  );
}
