// invigilator/web/main.tsx: the console: header, counts, room, queue.
// SPDX-License-Identifier: EUPL-1.2
import "@kit/theme.css";
import "./console.css";
import { Button } from "@kit/button";
import { startClock } from "@kit/clock";
import { Dialog } from "@kit/dialog";
import { usePageTitle } from "@kit/focus";
import { age, lang, timeOfDay } from "@kit/i18n";
import { Banner, LiveRegion, Preferences, Seal } from "@kit/parts";
import { startPreferences } from "@kit/preferences";
import { kitWords } from "@kit/words";
import { render, signal, useState } from "@kit/ui";
import { StationCodeDialog } from "./camera";
import { soundOn, toggleSound } from "./chime";
import {
  account, act, actOnMany, asList, chosen, filter, forget, isUnderWay, line, room, said, screen, search, serverClock, shownAgeMs, signOut, startDesk, type Act,
} from "./desk";
import { CloseDialog, OpenPanel, SealedPanel, SealPanel } from "./ending";
import { helpShown, keysOn, startKeys, toggleKeys } from "./keys";
import { Plan } from "./plan";
import { QueuePanel } from "./queue";
import { countOf, type Filter, type Room } from "./room";
import { Sheet } from "./sheet";
import { Loading, SignIn } from "./sign_in";
import { w } from "./words";
import { a } from "./words_acts";
import { c } from "./words_camera";

const enrolShown = signal(false);

function Header({ room: shown }: { room: Room }) {
  const words = w();
  const [dialog, setDialog] = useState<"none" | "pause" | "close">("none");
  const open = shown.session.phase === "open";
  const live = line.state.value === "live";
  return (
    <header>
      <Seal />
      <div class="where">
        <h1>
          {shown.session.room} · {words.session(shown.session.number)}
        </h1>
        <div class="sub">
          {shown.session.centre}
          {shown.session.purpose === "training" && ` · ${words.training}`}
          {account.value && ` · ${account.value.name}`}
        </div>
      </div>
      <span class="grow" />
      <span class={live ? "live" : "live lost"}>{live ? words.live : words.lost}</span>
      <span class="t figures">{timeOfDay(new Date(serverClock()), lang.value, true)}</span>
      {open && shown.session.paused && (
        <Button look="main" busy={isUnderWay({ type: "resume_room" })} onPress={() => void act({ type: "resume_room" })}>
          {words.resumeRoom}
        </Button>
      )}
      {open && !shown.session.paused && (
        <Button look="onDark" onPress={() => setDialog("pause")}>
          {words.pauseRoom}
        </Button>
      )}
      {open && (
        <Button look="onDark" onPress={() => setDialog("close")}>
          {words.close}
        </Button>
      )}
      <Button look="onDark" onPress={() => void signOut()}>
        {kitWords().signOut}
      </Button>
      {open && dialog === "pause" && <PauseRoomDialog onClose={() => setDialog("none")} />}
      {open && dialog === "close" && <CloseDialog room={shown} onClose={() => setDialog("none")} />}
    </header>
  );
}

function PauseRoomDialog({ onClose }: { onClose(): void }) {
  const words = a();
  const one: Act = { type: "pause_room", note: "" };
  return (
    <Dialog title={words.pauseRoomTitle} onClose={onClose}>
      <p>{words.pauseRoomText}</p>
      <div class="row end">
        <Button onPress={onClose}>{kitWords().cancel}</Button>
        <Button look="main" busy={isUnderWay(one)} onPress={() => void act(one).then((done) => done && onClose())} autoFocus>
          {words.pauseRoomYes}
        </Button>
      </div>
    </Dialog>
  );
}

const kChips: readonly [Filter, string][] = [["all", ""], ["present", ""], ["running", ""], ["needs", "a"], ["offline", "o"], ["ended", ""]];

function Strip({ room: shown }: { room: Room }) {
  const words = w();
  return (
    <section class="strip" aria-label={words.stripLabel}>
      <div class="chips" role="group" aria-label={words.filterBy}>
        {kChips.map(([name, look]) => {
          const count = countOf(shown, name);
          return (
            <button
              key={name}
              type="button"
              class={`chip ${count > 0 ? look : ""}`}
              aria-pressed={filter.value === name}
              onClick={() => (filter.value = filter.value === name ? "all" : name)}
            >
              <b>{count}</b> {words.countOf(name, count)}
            </button>
          );
        })}
      </div>
      <ManyActs room={shown} />
      <span class="grow" />
      <input
        id="search"
        type="search"
        class="search"
        placeholder={words.search}
        aria-label={words.searchLabel}
        value={search.value}
        onInput={(event) => (search.value = event.currentTarget.value)}
      />
      <Button pressed={asList.value} onPress={() => (asList.value = !asList.value)}>
        {words.asList}
      </Button>
    </section>
  );
}

/** Confirming the presence of all who entered their code, then authorising all who are present. */
function ManyActs({ room: shown }: { room: Room }) {
  const words = w();
  const arrived = shown.candidates.filter((one) => one.phase === "enrolled" && one.signedIn);
  const present = shown.candidates.filter((one) => one.phase === "present");
  if (shown.session.phase !== "open") return null;
  return (
    <>
      {arrived.length > 1 && (
        <Button onPress={() => void actOnMany(arrived.map(({ candidate }) => ({ type: "confirm_presence", candidate })))}>
          {words.confirmAll(arrived.length)}
        </Button>
      )}
      {present.length > 0 && (
        <Button look="main" onPress={() => void actOnMany(present.map(({ candidate }) => ({ type: "authorise", candidate })))}>
          {words.authoriseAll(present.length)}
        </Button>
      )}
    </>
  );
}

function Banners({ room: shown }: { room: Room }) {
  const words = w();
  const lost = line.state.value === "lost";
  if (!lost && !shown.readOnly && !shown.session.paused) return null;
  return (
    <div class="banners">
      {lost && (
        <Banner tone="off" unspoken={words.lostAge(age(shownAgeMs.value))}>
          {words.lostBanner}
        </Banner>
      )}
      {shown.readOnly && <Banner tone="alert">{words.readOnly[shown.readOnly.detail]}</Banner>}
      {shown.session.paused && <Banner tone="wait">{words.roomPaused}</Banner>}
    </div>
  );
}

function SaidNotes() {
  const words = w();
  if (said.value.length === 0) return null;
  return (
    <section class="said" aria-label={words.saidLabel}>
      {said.value.map((one) => (
        <div key={one.key} class={`note ${one.tone}`}>
          <span aria-hidden="true">{one.tone === "ok" ? "✓" : "!"}</span>
          <span class="grow">{one.text}</span>
          {one.undo && (
            <Button
              look="quiet"
              onPress={() => {
                forget(one.key);
                void act(one.undo as Act);
              }}
            >
              {words.undo}
            </Button>
          )}
          <Button look="quiet" onPress={() => forget(one.key)}>
            {words.dismiss}
          </Button>
        </div>
      ))}
    </section>
  );
}

function Foot({ room: shown }: { room: Room }) {
  const words = w();
  return (
    <footer>
      {keysOn.value && (
        <span class="keys">
          {a()
            .hintKeys.split("\n")
            .map((pair) => pair.split("\t"))
            .map(([key, what]) => (
              <span key={key}>
                <kbd>{key}</kbd> {what}
              </span>
            ))}
        </span>
      )}
      <button type="button" class="link" onClick={() => (helpShown.value = true)}>
        {words.help}
      </button>
      <button type="button" class="link" onClick={toggleSound} aria-pressed={soundOn.value}>
        {soundOn.value ? words.soundOn : words.soundOff}
      </button>
      {(shown.session.phase === "draft" || shown.session.phase === "open") && (
        <button type="button" class="link" onClick={() => (enrolShown.value = true)}>
          {c().enrol}
        </button>
      )}
      {shown.session.capsExceeded > 0 && <span>{words.capsExceeded(shown.session.capsExceeded)}</span>}
      <span class="grow" />
      <Preferences />
      <span>
        {a().journal} <b class="mono">{shown.session.shortCode}</b>
      </span>
    </footer>
  );
}

function KeysDialog() {
  const words = a();
  const close = () => (helpShown.value = false);
  return (
    <Dialog title={words.keysTitle} onClose={close}>
      <dl class="key-list">
        {Object.entries(words.keys).map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <div class="row end">
        <Button onPress={toggleKeys} pressed={keysOn.value}>
          {keysOn.value ? words.keysOn : words.keysOff}
        </Button>
        <Button look="main" onPress={close} autoFocus>
          {kitWords().close}
        </Button>
      </div>
    </Dialog>
  );
}

function Floor({ room: shown }: { room: Room }) {
  const phase = shown.session.phase;
  const one = shown.candidates.find((other) => other.candidate === chosen.value);
  if (phase === "closing") return <div class="closing"><SealPanel /></div>;
  if (phase !== "draft" && phase !== "open") return <div class="closing"><SealedPanel session={shown.session} /></div>;
  return (
    <div class="body">
      <div class="floor">
        {phase === "draft" && <OpenPanel />}
        <Plan room={shown} />
        {one && <Sheet room={shown} one={one} />}
      </div>
      <QueuePanel room={shown} />
    </div>
  );
}

function Console({ room: shown }: { room: Room }) {
  usePageTitle(`${shown.session.room} · ${w().title}`);
  const open = shown.session.phase === "open" || shown.session.phase === "draft";
  return (
    <div class="console">
      <Header room={shown} />
      {open && <Strip room={shown} />}
      <main>
        <Banners room={shown} />
        <Floor room={shown} />
      </main>
      <Foot room={shown} />
      <SaidNotes />
      {helpShown.value && <KeysDialog />}
      {enrolShown.value && <StationCodeDialog onClose={() => (enrolShown.value = false)} />}
    </div>
  );
}

function Page() {
  const shown = room.value;
  return (
    <>
      {screen.value === "loading" && <Loading />}
      {screen.value === "sign-in" && <SignIn />}
      {screen.value === "room" && (shown === null ? <Loading /> : <Console room={shown} />)}
      <LiveRegion />
    </>
  );
}

startPreferences();
startClock();
startKeys();
const place = document.getElementById("page");
if (place) render(<Page />, place);
void startDesk();
