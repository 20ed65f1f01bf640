// invigilator/web/sheet.tsx: one candidate: what is known, and every act that is possible now.
//
// Role        Opens over the tiles, never over the queue: no open alert is hidden by it.
// SPDX-License-Identifier: EUPL-1.2
import type { Schemas } from "@kit/api";
import { Button, HoldButton } from "@kit/button";
import { Field } from "@kit/field";
import { lang, shortDate, timeLeft, timeOfDay } from "@kit/i18n";
import { kitWords, needsInWords } from "@kit/words";
import { useLayoutEffect, useRef, useState, type ComponentChildren } from "@kit/ui";
import { act, chosen, isUnderWay, leftFor, type Act } from "./desk";
import { CameraTimeline, stationFacts } from "./camera";
import { allowResume, decide } from "./queue";
import { kIcon, nameOf, needsOf, stateOf, type Candidate, type Room } from "./room";
import { w } from "./words";
import { a } from "./words_acts";

export function Sheet({ room, one }: { room: Room; one: Candidate }) {
  const words = a();
  const heading = useRef<HTMLHeadingElement>(null);
  const state = stateOf(room, one);
  // Before the next key can arrive: an invigilator's Enter and Escape follow each other fast.
  useLayoutEffect(() => {
    const before = document.activeElement;
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  useLayoutEffect(() => heading.current?.focus(), [one.candidate]);
  return (
    <section class="sheet" aria-labelledby="sheet-title">
      <div class="sheet-top">
        <h2 id="sheet-title" ref={heading} tabIndex={-1}>
          {words.sheet(one.seat, nameOf(one))}
        </h2>
        <Button look="quiet" onPress={() => (chosen.value = null)}>
          {kitWords().close}
        </Button>
      </div>
      <p class="sheet-state">
        <span aria-hidden="true">{kIcon[state]} </span>
        {w().states[state]}
      </p>
      <Facts room={room} one={one} />
      <Acts key={one.candidate} room={room} one={one} />
      <CameraTimeline room={room} one={one} />
    </section>
  );
}

function Facts({ room, one }: { room: Room; one: Candidate }) {
  const words = a();
  const seen = one.lastSeen === null ? words.neverSeen : words.offlineSince(timeOfDay(new Date(one.lastSeen), lang.value));
  const facts: [string, string | null][] = [
    [words.born, shortDate(one.birthDate)],
    [words.progress, w().of(one.held, room.session.length)],
    [words.timeLeft, one.phase === "ended" ? null : timeLeft(leftFor(one))],
    [words.extraTime, one.extraMs > 0 ? timeLeft(one.extraMs) : null],
    [words.needs, one.needs.length > 0 ? needsInWords(one.needs) : null],
    [words.pausedWhy, one.pausedBy.length === 0 ? null : one.pausedBy.map((cause) => words.pausedBy[cause]).join(", ")],
    [words.ended, one.ended === null ? null : `${timeOfDay(new Date(one.ended.at), lang.value)}, ${words.endedBy[one.ended.by]}`],
    [words.reported, one.report === null ? null : words.codesOfReports[one.report.code] + (one.report.text ? ` « ${one.report.text} »` : "")],
    [words.question, one.report?.prompt ?? null],
    [words.line, one.online ? words.online : seen],
    [words.code, words.codes[one.code]],
    ...stationFacts(one),
  ];
  return (
    <dl class="facts">
      {facts.map(([name, value]) =>
        value === null ? null : (
          <div key={name}>
            <dt>{name}</dt>
            <dd class="figures">{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

/** The next step of a candidate's day; null when there is none but waiting. */
export function nextStep(room: Room, one: Candidate): Act | null {
  const need = needsOf(room).find((other) => other.who.candidate === one.candidate && other.kind !== "camera");
  if (need?.kind === "report") return decide(need, true);
  if (need?.kind === "resume") return allowResume(need);
  if (need?.alert) return need.takenBy === null ? { type: "take_alert", alert: need.alert.alert } : { type: "resolve_alert", alert: need.alert.alert, note: "" };
  if (one.phase === "enrolled") return { type: "confirm_presence", candidate: one.candidate };
  if (one.phase === "present") return { type: "authorise", candidate: one.candidate };
  return null;
}

type Form = "none" | "pause" | "time" | "end";

function Acts({ room, one }: { room: Room; one: Candidate }) {
  const words = w();
  const [form, setForm] = useState<Form>("none");
  const candidate = one.candidate;
  const sitting = one.phase === "running" || one.phase === "paused";
  const needs = needsOf(room).filter((other) => other.who.candidate === candidate);
  const close = () => setForm("none");
  const toggle = (next: Form) => setForm(form === next ? "none" : next);
  const mine = one.pausedBy.includes("invigilator");
  return (
    <div class="sheet-acts">
      {needs.map((need) =>
        need.kind === "report" ? (
          <div class="row" key={need.key}>
            <ActButton main one={decide(need, true)}>
              {words.replaceQuestion}
            </ActButton>
            <ActButton one={decide(need, false)}>{words.noProblem}</ActButton>
          </div>
        ) : null,
      )}
      {needs.map((need) =>
        need.kind === "help" && need.alert ? (
          <div class="row" key={need.key}>
            {need.takenBy === null && (
              <ActButton main one={{ type: "take_alert", alert: need.alert.alert }}>
                {words.goThere}
              </ActButton>
            )}
            <ActButton main={need.takenBy !== null} one={{ type: "resolve_alert", alert: need.alert.alert, note: "" }}>
              {words.settled}
            </ActButton>
          </div>
        ) : null,
      )}
      <div class="row">
        {one.phase === "enrolled" && (
          <ActButton main one={{ type: "confirm_presence", candidate }}>
            {words.confirmPresence}
          </ActButton>
        )}
        {one.phase === "present" && (
          <>
            <ActButton main one={{ type: "authorise", candidate }}>
              {words.authorise}
            </ActButton>
            <ActButton one={{ type: "undo_presence", candidate }}>{words.undoPresence}</ActButton>
          </>
        )}
        {sitting && mine && (
          <ActButton main one={{ type: "resume", candidate }}>
            {words.resume}
          </ActButton>
        )}
        {sitting && !mine && <Button onPress={() => toggle("pause")} pressed={form === "pause"}>{words.pause}</Button>}
        {sitting && <Button onPress={() => toggle("time")} pressed={form === "time"}>{words.giveTime}</Button>}
        {(sitting || one.phase === "authorised") && (
          <ActButton main={one.wantsToResumeSince !== null} one={{ type: "authorise_to_resume", candidate }}>
            {words.authoriseResume}
          </ActButton>
        )}
        {sitting && <Button look="danger" onPress={() => toggle("end")} pressed={form === "end"}>{words.end}</Button>}
      </div>
      {form === "pause" && <PauseForm candidate={candidate} onDone={close} />}
      {form === "time" && <TimeForm candidate={candidate} onDone={close} />}
      {form === "end" && <EndForm room={room} one={one} onDone={close} />}
    </div>
  );
}

function ActButton({ one, main = false, children }: { one: Act; main?: boolean; children: ComponentChildren }) {
  return (
    <Button look={main ? "main" : "plain"} busy={isUnderWay(one)} onPress={() => void act(one)}>
      {children}
    </Button>
  );
}

const kNoteMost = 500; // the protocol's

/** Opens below the buttons: on a tablet that may be under the edge. */
function ActForm({ children }: { children: ComponentChildren }) {
  const form = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => form.current?.scrollIntoView({ block: "nearest" }), []);
  return (
    <div ref={form} class="act-form">
      {children}
    </div>
  );
}

function PauseForm({ candidate, onDone }: { candidate: string; onDone(): void }) {
  const [note, setNote] = useState("");
  const one: Act = { type: "pause", candidate, note: note.trim() };
  return (
    <ActForm>
      <Field label={a().note} value={note} onValue={setNote} maxLength={kNoteMost} />
      <Button look="main" busy={isUnderWay(one)} onPress={() => void act(one).then((done) => done && onDone())}>
        {w().pause}
      </Button>
    </ActForm>
  );
}

const kOffers = [2, 5, 10, 15]; // what a room usually gives back
const kMinutesMost = 120; // more than the whole test would be a slip

function TimeForm({ candidate, onDone }: { candidate: string; onDone(): void }) {
  const words = a();
  const [minutes, setMinutes] = useState("5");
  const [note, setNote] = useState("");
  const [tried, setTried] = useState(false);
  const value = /^\d{1,3}$/.test(minutes) ? Number(minutes) : 0;
  const fine = value >= 1 && value <= kMinutesMost;
  const one: Act = { type: "update", candidate, extraMs: value * 60_000, note: note.trim() };
  const give = () => {
    setTried(true);
    if (fine && note.trim() !== "") void act(one).then((done) => done && onDone());
  };
  return (
    <ActForm>
      <div class="row">
        {kOffers.map((offer) => (
          <Button key={offer} pressed={value === offer} onPress={() => setMinutes(String(offer))}>
            {`${offer} min`}
          </Button>
        ))}
      </div>
      <Field label={words.minutes} value={minutes} onValue={setMinutes} inputMode="numeric" fault={fine ? undefined : words.minutesFault} />
      <Field label={words.noteNeeded} value={note} onValue={setNote} maxLength={kNoteMost} fault={tried && note.trim() === "" ? words.noteMissing : undefined} />
      <Button look="main" busy={isUnderWay(one)} onPress={give}>
        {words.giveMinutes(value)}
      </Button>
    </ActForm>
  );
}

type Reason = Schemas["UnfinishedReason"];

function EndForm({ room, one, onDone }: { room: Room; one: Candidate; onDone(): void }) {
  const words = a();
  const [reason, setReason] = useState<Reason | null>(null);
  const [note, setNote] = useState("");
  const [tried, setTried] = useState(false);
  const end = () => {
    setTried(true);
    if (reason === null) return;
    void act({ type: "terminate", candidate: one.candidate, reason, note: note.trim() }).then((done) => done && onDone());
  };
  return (
    <ActForm>
      <p>{words.endWarning(one.held, room.session.length)}</p>
      <Reasons name={`end-${one.candidate}`} legend={words.reason} value={reason} onValue={setReason} />
      {tried && reason === null && (
        <p class="fault" role="alert">
          <span aria-hidden="true">! </span>
          {words.reasonMissing}
        </p>
      )}
      <Field label={words.note} value={note} onValue={setNote} maxLength={kNoteMost} />
      <HoldButton onHeld={end}>{words.holdEnd}</HoldButton>
    </ActForm>
  );
}

interface ReasonsProps {
  name: string;
  legend: string;
  value: Reason | null;
  onValue(reason: Reason): void;
}

export function Reasons({ name, legend, value, onValue }: ReasonsProps) {
  const words = a();
  return (
    <fieldset class="two-reasons">
      <legend>{legend}</legend>
      {(["technical", "given_up"] as const).map((reason) => (
        <label key={reason}>
          <input type="radio" name={name} checked={value === reason} onChange={() => onValue(reason)} />
          <span>{words.reasons[reason]}</span>
        </label>
      ))}
    </fieldset>
  );
}
