// candidate/web/entry.tsx: the first page: ten characters from the slip.
// SPDX-License-Identifier: EUPL-1.2
import { usePageTitle } from "@kit/focus";
import { Banner } from "@kit/parts";
import { Said, useLanguageSwitch, whyNot, type Sentence } from "@kit/said";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "@kit/ui";
import { isWhole, kCodeLength, readCode, showCode } from "./code";
import { enterCode, entryNotice } from "./sitting";
import { w } from "./words";

export function Entry() {
  const words = w();
  const id = useId();
  usePageTitle(words.entryTitle);
  const field = useRef<HTMLInputElement>(null);
  // Ten characters to type, nothing else to do here; before the page is painted, so that the first is not lost.
  useLayoutEffect(() => field.current?.focus(), []);
  const [code, setCode] = useState("");
  const [fault, setFault] = useState<Sentence | null>(null);
  const [busy, setBusy] = useState(false);
  const [waitS, setWait] = useState(0);
  useEffect(() => {
    if (waitS <= 0) return undefined;
    const timer = window.setTimeout(() => setWait(waitS - 1), 1000);
    return () => clearTimeout(timer);
  }, [waitS]);

  useLanguageSwitch(() => setFault(null));

  const submit = async () => {
    if (busy || waitS > 0) return;
    if (!isWhole(code)) {
      setFault(() => () => w().codeShort(kCodeLength - code.length));
      return;
    }
    setBusy(true);
    const why = await enterCode(code);
    setBusy(false);
    if (why === null) return;
    setFault(() => whyNot(why));
    const waitMs = why.kind === "refused" ? why.problem.retryAfterMs : undefined;
    if (waitMs !== undefined) setWait(Math.ceil(waitMs / 1000));
  };

  return (
    <section class="card narrow stack">
      <h1>{words.entryTitle}</h1>
      {entryNotice.value && <Banner tone="info"><Said sentence={entryNotice.value} /></Banner>}
      <p>{words.entryText}</p>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <div class="field">
          <label for={id}>{words.code}</label>
          <input
            id={id}
            ref={field}
            class="code-entry mono"
            value={showCode(code)}
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            aria-describedby={`${id}-hint ${id}-fault${waitS > 0 ? ` ${id}-wait` : ""}`}
            aria-invalid={fault ? "true" : undefined}
            placeholder="XXXXX-XXXXX"
            onInput={(event) => {
              const typed = readCode(event.currentTarget.value);
              setCode(typed);
              setFault(null);
              event.currentTarget.value = showCode(typed);
            }}
          />
          <span id={`${id}-hint`} class="hint">
            {words.codeHint}
          </span>
          <span id={`${id}-fault`} class="fault" role="alert">
            {fault && <Said sentence={fault} />}
          </span>
          {waitS > 0 && (
            <span id={`${id}-wait`} class="hint">
              {words.wait(waitS)}
            </span>
          )}
        </div>
        <button type="submit" class="btn main large" aria-disabled={busy || waitS > 0 || undefined} aria-busy={busy || undefined}>
          {busy ? words.entering : words.enter}
        </button>
      </form>
    </section>
  );
}
