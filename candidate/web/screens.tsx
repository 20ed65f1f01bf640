// candidate/web/screens.tsx: before, between and after the questions.
// SPDX-License-Identifier: EUPL-1.2
import { get, type Schemas } from "@kit/api";
import { Button } from "@kit/button";
import { Dialog } from "@kit/dialog";
import { useFocusOn } from "@kit/focus";
import { timeLeft } from "@kit/i18n";
import { Said } from "@kit/said";
import { useEffect, useState, type ComponentChildren } from "@kit/ui";
import { asking, backToEntry, begin, handIn, startTrouble, type State } from "./sitting";
import { SavedNote } from "./question";
import { levelOf } from "./training";
import { w } from "./words";
import { after } from "./words_after";

function Panel({ title, children, focusKey }: { title: string; children: ComponentChildren; focusKey: string }) {
  const heading = useFocusOn<HTMLHeadingElement>(focusKey);
  return (
    <section class="card narrow stack">
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </section>
  );
}

export function Loading() {
  return (
    <section class="card narrow stack loading" role="status">
      <h1>{w().loading}</h1>
      {startTrouble.value && (
        <p class="soft">
          <Said sentence={startTrouble.value} />
        </p>
      )}
    </section>
  );
}

export function Waiting({ state }: { state: State }) {
  const words = w();
  return (
    <Panel title={words.hello(state.candidate.firstName)} focusKey="waiting">
      <p class="big" role="status">
        {state.present ? words.waitingAuthorise : words.waitingPresence}
      </p>
      <p>{words.waitingNothing}</p>
      <p class="soft">{words.notYou}</p>
    </Panel>
  );
}

/** Only who has not begun comes here: who resumes finds the question again. */
export function Ready({ state }: { state: State }) {
  const words = w();
  const busy = asking.value.has("start");
  return (
    <Panel title={words.readyTitle} focusKey="ready">
      {state.session.purpose === "training" && <p>{words.training}</p>}
      <ul class="rules">
        {words
          .rules(state.length, timeLeft(state.remainingMs), state.pretests)
          .split("\n")
          .map((rule) => (
            <li key={rule}>{rule}</li>
          ))}
      </ul>
      <div class="row">
        <Button look="main" extra="large" busy={busy} onPress={() => void begin()}>
          {busy ? words.starting : words.start}
        </Button>
        <span class="soft">{words.startNote}</span>
      </div>
    </Panel>
  );
}

export function Paused({ state }: { state: State }) {
  const words = after();
  return (
    <Panel title={words.pausedTitle} focusKey="paused">
      {state.pausedBy.map((cause) => (
        <p class="big" key={cause}>
          {words.pausedBy[cause]}
        </p>
      ))}
      <p class="figures">{words.clockStands(timeLeft(state.remainingMs))}</p>
      <p>{words.pausedNothing}</p>
      <SavedNote state={state} />
    </Panel>
  );
}

export function Moved() {
  const words = after();
  return (
    <Panel title={words.movedTitle} focusKey="moved">
      <p>{words.movedText}</p>
      <Button onPress={backToEntry}>{words.movedBack}</Button>
    </Panel>
  );
}

export function AllAnswered({ state }: { state: State }) {
  const words = after();
  const [sure, setSure] = useState(false);
  const busy = asking.value.has("hand-in");
  return (
    <Panel title={words.allTitle} focusKey="all">
      <SavedNote state={state} />
      <p>{words.allText}</p>
      <Button look="main" extra="large" busy={busy} onPress={() => setSure(true)}>
        {busy ? words.handingIn : words.handIn}
      </Button>
      {sure && (
        <Dialog title={words.handInTitle} onClose={() => setSure(false)}>
          <p>{words.handInText}</p>
          <SavedNote state={state} />
          <div class="row end">
            <Button onPress={() => setSure(false)} autoFocus>
              {words.handInNo}
            </Button>
            <Button
              look="main"
              onPress={() => {
                setSure(false);
                void handIn();
              }}
            >
              {words.handInYes}
            </Button>
          </div>
        </Dialog>
      )}
    </Panel>
  );
}

/** Who was absent has ended too, and has no result. */
export function EndedScreen({ state }: { state: State }) {
  const words = after();
  const by = state.ended?.by ?? "closing";
  const training = state.session.purpose === "training";
  return (
    <Panel title={words.endedTitle} focusKey="ended">
      <p class="big">{words.endedBy[by]}</p>
      {training && <p>{words.trainingOnly}</p>}
      <p>
        <span aria-hidden="true">✓ </span>
        {training ? words.endedTraining(state.training?.answers ?? state.held) : words.endedHeld(state.held, state.length)}
      </p>
      {state.training?.stopped && <p>{words.stopped[state.training.stopped]}</p>}
      {state.training && <TrainingPart result={state.training} />}
      <ReceiptPart number={state.session.number} />
      <p class="soft">{training ? words.endedTrainingNext : words.endedNext}</p>
    </Panel>
  );
}

function TrainingPart({ result }: { result: Schemas["TrainingResult"] }) {
  const words = after();
  const told = result.competences.filter((one) => one.enough);
  return (
    <div class="result stack">
      <h2>{words.resultTitle}</h2>
      <dl>
        {result.competences.map((one) => (
          <div key={one.code}>
            <dt>
              {one.code} {one.name}
            </dt>
            <dd class={one.enough ? "told" : "soft"}>{levelOf(one)}</dd>
          </div>
        ))}
      </dl>
      {told.length > 0 && (
        <p class="soft">
          {words.levelScale} {told.some((one) => one.low !== one.high) && words.levelBetween}
        </p>
      )}
    </div>
  );
}

type Receipt = Schemas["Receipt"];

function ReceiptPart({ number }: { number: string }) {
  const words = after();
  const [receipt, setReceipt] = useState<Receipt | "waiting" | "failed">("waiting");
  const fetchReceipt = async () => {
    setReceipt("waiting");
    const asked = await get("/api/v1/candidate/receipt");
    setReceipt(asked.kind === "done" ? asked.value : "failed");
  };
  useEffect(() => void fetchReceipt(), []);
  if (receipt === "waiting") return <p role="status">{words.receiptWaiting}</p>;
  if (receipt === "failed")
    return (
      <div class="receipt stack" role="status">
        <p>{words.receiptFailed}</p>
        <Button onPress={() => void fetchReceipt()}>{words.retry}</Button>
      </div>
    );
  return (
    <div class="receipt stack">
      <h2>{words.receiptTitle}</h2>
      <p>{words.receiptText}</p>
      <p class="short-code">
        <span class="soft">{words.receiptCode}</span>
        <b class="mono">{receipt.shortCode}</b>
      </p>
      <Button onPress={() => download(receipt, `probant-${number}-${receipt.shortCode}.json`)}>{words.receiptDownload}</Button>
    </div>
  );
}

function download(receipt: Receipt, name: string): void {
  const file = new Blob([`${JSON.stringify(receipt, null, 2)}\n`], { type: "application/json" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
