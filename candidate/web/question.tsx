// candidate/web/question.tsx: one question at a time.
//
// Role        Context, prompt, answer, and the three acts: validate, pass, report.
// Invariants  Focus goes to the prompt at each new question. While an answer is on its way the page shows
//             it and nothing changes it, neither a pointer nor a key.
// SPDX-License-Identifier: EUPL-1.2
import { Button } from "@kit/button";
import { Dialog } from "@kit/dialog";
import { useFocusOn } from "@kit/focus";
import { frenchSpaces, lang } from "@kit/i18n";
import { announce } from "@kit/parts";
import { useEffect, useRef, useState } from "@kit/ui";
import { Blocks } from "./blocks";
import { Interaction } from "./interactions";
import { ReportDialog } from "./report";
import { responseOf, type Draft, type Question } from "./response";
import { answer, asking, draftFound, saving, setDraft, type State } from "./sitting";
import { w } from "./words";
import { after } from "./words_after";

export function QuestionScreen({ state, question, draft }: { state: State; question: Question; draft: Draft }) {
  const words = w();
  const heading = useFocusOn<HTMLHeadingElement>(question.n);
  const [fault, setFault] = useState<string | undefined>(undefined);
  const [dialog, setDialog] = useState<"none" | "pass" | "report">("none");
  useEffect(() => {
    setFault(undefined);
    setDialog("none");
  }, [question.n]);
  const busy = saving.value !== "no";
  const reporting = asking.value.has("report");
  const submit = useRef<HTMLButtonElement>(null);

  const validate = () => {
    const response = responseOf(draft);
    if (response !== null) {
      setFault(undefined);
      submit.current?.focus(); // what is locked cannot hold the focus
      void answer(question.n, response);
      return;
    }
    setFault(words.missing[draft.kind]);
    announce(words.missing[draft.kind]);
  };

  return (
    <>
      <div class="meta">
        <b>{(state.session.purpose === "training" ? words.questionAtMost : words.question)(question.rank, state.length)}</b>
        <span>{words.kinds[question.interaction]}</span>
        <SavedNote state={state} />
      </div>
      <section class="card" aria-busy={busy || undefined}>
        <h1 ref={heading} tabIndex={-1}>
          {lang.value === "fr" ? frenchSpaces(question.prompt) : question.prompt}
        </h1>
        <Blocks blocks={question.blocks} />
        {question.partial && <p class="hint">{words.partial}</p>}
        <form
          class={busy ? "answer on-its-way" : "answer"}
          onSubmit={(event) => {
            event.preventDefault();
            if (!busy) validate();
          }}
        >
          {draftFound.value && <p class="hint">{words.draftKept}</p>}
          <Interaction
            key={question.n}
            question={question}
            draft={draft}
            fault={fault}
            locked={busy}
            onDraft={(next) => {
              setFault(undefined);
              setDraft(next);
            }}
          />
          <div class="acts">
            <button ref={submit} type="submit" class="btn main" aria-disabled={busy || undefined} aria-busy={busy || undefined}>
              {saving.value === "kept" ? words.toSend : busy ? words.saving : words.validate}
            </button>
            <Button onPress={() => setDialog("pass")} disabled={busy}>
              {words.pass}
            </Button>
            <span class="grow" />
            <Button look="quiet" onPress={() => setDialog("report")} disabled={busy} busy={reporting}>
              {reporting ? after().reporting : words.report}
            </Button>
          </div>
        </form>
      </section>
      {dialog === "pass" && (
        <PassDialog
          onClose={() => setDialog("none")}
          onPass={() => {
            setDialog("none");
            void answer(question.n, { type: "passed" });
          }}
        />
      )}
      {dialog === "report" && <ReportDialog state={state} n={question.n} onClose={() => setDialog("none")} />}
    </>
  );
}

export function SavedNote({ state }: { state: State }) {
  const words = w();
  if (saving.value === "kept") return <span class="saved kept">◷ {words.keptHere}</span>;
  if (saving.value === "saving") return <span class="saved kept">… {words.saving}</span>;
  return (
    <span class={state.held > 0 ? "saved" : "saved none"}>
      {state.held > 0 && <span aria-hidden="true">✓ </span>}
      {words.held(state.held, state.length)}
    </span>
  );
}

function PassDialog({ onClose, onPass }: { onClose(): void; onPass(): void }) {
  const words = w();
  return (
    <Dialog title={words.passTitle} onClose={onClose}>
      <p>{words.passText}</p>
      <div class="row end">
        <Button onPress={onClose} autoFocus>
          {words.passNo}
        </Button>
        <Button look="main" onPress={onPass}>
          {words.passYes}
        </Button>
      </div>
    </Dialog>
  );
}
