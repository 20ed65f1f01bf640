// candidate/web/main.tsx: the station's page: header, banners, and the screen of the moment.
// SPDX-License-Identifier: EUPL-1.2
import "@kit/theme.css";
import "./candidate.css";
import { Button } from "@kit/button";
import { startClock } from "@kit/clock";
import { usePageTitle } from "@kit/focus";
import { timeLeft } from "@kit/i18n";
import { announce, Banner, LiveRegion, Preferences, Progress, Seal } from "@kit/parts";
import { startPreferences } from "@kit/preferences";
import { Said } from "@kit/said";
import { effect, render, useState } from "@kit/ui";
import { kitWords } from "@kit/words";
import { CameraPanel } from "./camera";
import { Entry } from "./entry";
import { QuestionScreen } from "./question";
import { AllAnswered, EndedScreen, Loading, Moved, Paused, Ready, Waiting } from "./screens";
import {
  asking, callForHelp, draft, durable, notice, offline, readOnly, refresh, remainingMs, saving, screen, startSitting, state, type State,
} from "./sitting";
import { w, type CandidateWords } from "./words";
import { after } from "./words_after";

const kWarnMinutes = [15, 5] as const;

/** Said once each, when the threshold is crossed while the page is open. */
function startWarnings(): void {
  let before = Number.POSITIVE_INFINITY;
  effect(() => {
    const left = remainingMs.value;
    const running = state.value?.phase === "running";
    const crossed = kWarnMinutes.find((minutes) => before > minutes * 60_000 && left <= minutes * 60_000);
    if (running && crossed !== undefined && Number.isFinite(before)) announce(w().warn(crossed));
    before = running ? left : Number.POSITIVE_INFINITY;
  });
}

function Clock({ state: shown }: { state: State }) {
  const words = w();
  const [hidden, setHidden] = useState(false);
  const left = remainingMs.value;
  const low = shown.phase === "running" && left <= 5 * 60_000;
  return (
    <div class="time">
      <span class={low ? "clock low" : "clock"} role="timer" aria-live="off" aria-label={words.timeLeft}>
        {hidden ? words.hidden : timeLeft(left)}
      </span>
      <Button look="quiet" onPress={() => setHidden(!hidden)}>
        {hidden ? words.showTime : words.hideTime}
      </Button>
    </div>
  );
}

function HelpButton({ state: shown }: { state: State }) {
  const words = w();
  const text = { none: words.help, open: words.helpOpen, taken: words.helpTaken }[shown.help];
  return (
    <Button onPress={() => void callForHelp()} disabled={shown.help !== "none"} busy={asking.value.has("help")} extra="help">
      {shown.help !== "none" && <span aria-hidden="true">✓ </span>}
      {text}
    </Button>
  );
}

function Header({ state: shown }: { state: State | null }) {
  const words = w();
  const inSitting = shown !== null && (shown.phase === "running" || shown.phase === "paused");
  return (
    <header>
      <div class="bar">
        <Seal />
        <div class="title">
          <b>{shown?.session.title ?? words.product}</b>
          {shown && (
            <span class="who">
              {shown.candidate.firstName} {shown.candidate.lastName} · {words.seat(shown.candidate.seat)}
            </span>
          )}
        </div>
        {inSitting && <Clock state={shown} />}
        {shown && shown.phase !== "ended" && <HelpButton state={shown} />}
      </div>
      {shown && <Progress value={shown.held} max={shown.training?.stopped ? shown.held : shown.length} label={words.progress} extra="top" />}
    </header>
  );
}

/** What a cut line means depends on what the person is doing. */
function momentOf(shown: State): keyof CandidateWords["offline"] {
  if (shown.phase !== "running") return shown.phase;
  if (shown.question === null) return "answered";
  return saving.value === "kept" ? "kept" : "question";
}

function Banners({ state: shown }: { state: State | null }) {
  const words = w();
  const moment = shown === null ? null : momentOf(shown);
  const low = kWarnMinutes.filter((minutes) => remainingMs.value <= minutes * 60_000).at(-1);
  return (
    <div class="banners">
      {!durable.value && <Banner tone="alert">{words.notDurable}</Banner>}
      {moment !== null && readOnly.value && <Banner tone="wait">{words.readOnly[moment]}</Banner>}
      {moment !== null && offline.value && !readOnly.value && <Banner tone="off">{words.offline[moment]}</Banner>}
      {notice.value && <Banner tone="alert"><Said sentence={notice.value} /></Banner>}
      {shown?.phase === "running" && low !== undefined && remainingMs.value > 0 && <Banner tone="info">{words.warn(low)}</Banner>}
    </div>
  );
}

function titleOf(shown: State | null): string {
  if (shown === null) return w().product;
  if (shown.phase === "running" && shown.question) return w().question(shown.question.rank, shown.length);
  const titles = {
    waiting: w().hello(shown.candidate.firstName),
    ready: w().readyTitle,
    running: after().allTitle,
    paused: after().pausedTitle,
    ended: after().endedTitle,
  };
  return titles[shown.phase];
}

function SittingScreen({ state: shown }: { state: State }) {
  switch (shown.phase) {
    case "waiting":
      return <Waiting state={shown} />;
    case "ready":
      return <Ready state={shown} />;
    case "paused":
      return <Paused state={shown} />;
    case "ended":
      return <EndedScreen state={shown} />;
    case "running":
      if (shown.question === null || draft.value === null) return <AllAnswered state={shown} />;
      return <QuestionScreen state={shown} question={shown.question} draft={draft.value} />;
  }
}

function CurrentScreen() {
  if (screen.value === "loading") return <Loading />;
  if (screen.value === "entry") return <Entry />;
  if (screen.value === "moved") return <Moved />;
  return state.value === null ? <Loading /> : <SittingScreen state={state.value} />;
}

function Page() {
  const shown = screen.value === "sitting" ? state.value : null;
  usePageTitle(titleOf(shown));
  return (
    <>
      <a class="skip" href="#content">
        {kitWords().skip}
      </a>
      <Header state={shown} />
      <main id="content" tabIndex={-1}>
        <Banners state={shown} />
        <CurrentScreen />
        {shown !== null && <CameraPanel camera={shown.camera} running={shown.phase === "running"} open={shown.phase === "ready"} />}
      </main>
      <footer>
        {shown?.phase === "running" && <span>{w().final}</span>}
        <span class="grow" />
        <Preferences onLanguage={() => void (shown && refresh())} />
      </footer>
      <LiveRegion />
    </>
  );
}

startPreferences();
startClock();
startWarnings();
const place = document.getElementById("page");
if (place) render(<Page />, place);
void startSitting();
