// invigilator/web/camera.tsx: what cameras ask a person to look at, and the person's answers.
//
// Role        A card in the queue for each alert, with its picture and three answers; the timeline of one
//             candidate; rules that fell silent; signs of the machines; the code that adds a station.
// Invariants  Nothing here decides or adds up. An answer can be corrected until the session closes; a
//             picture that was answered "nothing" is gone, and the button says so before.
// SPDX-License-Identifier: EUPL-1.2
import { freshId, post, type Schemas } from "@kit/api";
import { Button } from "@kit/button";
import { Dialog } from "@kit/dialog";
import { Field } from "@kit/field";
import { age, lang, timeOfDay } from "@kit/i18n";
import { Said, whyNot, type Sentence } from "@kit/said";
import { useEffect, useState } from "@kit/ui";
import { kitWords } from "@kit/words";
import { act, chosen, isUnderWay, serverClock, type Act } from "./desk";
import { cameraAlertsOf, nameOf, seatOf, type Alert, type Candidate, type Need, type Room } from "./room";
import { w } from "./words";
import { a } from "./words_acts";
import { c } from "./words_camera";

type Answer = Schemas["CameraAnswer"];
const answered = (alert: number, answer: Answer, note = ""): Act => ({ type: "answer_alert", alert, answer, note });

/** The picture of an alert; where there is none, why. */
function Still({ alert, who }: { alert: Alert; who: Candidate }) {
  const [failed, setFailed] = useState(false);
  const camera = alert.camera;
  if (camera === null) return null;
  if (camera.stillDropped) return <p class="soft">{c().stillGone}</p>;
  if (!camera.still) return <p class="soft">{c().noStill}</p>;
  if (failed) return <p class="soft">{c().stillLater}</p>;
  return <img class="still" src={`/api/v1/invigilator/stills/${alert.alert}`} alt={c().still(nameOf(who))} onError={() => setFailed(true)} />;
}

function lastedOf(camera: Schemas["CameraAlert"]): string {
  const seconds = Math.max(1, Math.round((camera.endMs - camera.startMs) / 1000));
  return c().lasted(seconds) + (camera.over ? "" : `, ${c().open}`);
}

/** Three answers; a note opens its field first. */
function Answers({ alert, who, onDone }: { alert: Alert; who: Candidate; onDone?(): void }) {
  const words = c();
  const [noting, setNoting] = useState(false);
  const [note, setNote] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const name = nameOf(who);
  const give = async (one: Act) => {
    if (await act(one)) onDone?.();
  };
  const busy = (answer: Answer) => isUnderWay(answered(alert.alert, answer));
  const save = () => {
    if (note.trim() === "") setFault(a().noteMissing);
    else void give(answered(alert.alert, "note", note.trim()));
  };
  return (
    <>
      <div class="b">
        <Button busy={busy("nothing")} onPress={() => void give(answered(alert.alert, "nothing"))} label={a().forWhom(`${words.nothing}. ${words.nothingHint}`, name)}>
          {words.nothing}
        </Button>
        <Button pressed={noting} onPress={() => setNoting(!noting)} label={a().forWhom(words.note, name)}>
          {words.note}
        </Button>
        <Button
          look="main"
          busy={busy("act")}
          onPress={() => void give(answered(alert.alert, "act")).then(() => void (chosen.value = who.candidate))}
          label={a().forWhom(words.act, name)}
        >
          {words.act}
        </Button>
      </div>
      {alert.camera?.still && <p class="soft small">{words.nothingHint}</p>}
      {noting && (
        <div class="act-form">
          <Field label={words.noteText} value={note} onValue={setNote} lines={2} fault={fault ?? undefined} />
          <Button look="main" busy={busy("note")} onPress={save}>
            {words.noteSave}
          </Button>
        </div>
      )}
    </>
  );
}

export function CameraCard({ need }: { need: Need }) {
  const alert = need.alert;
  if (alert?.camera == null) return null;
  return (
    <article class="need c">
      <div class="h">
        <b>{`${seatOf(need.who)} · ${nameOf(need.who)}`}</b>
        <span class="figures">{age(serverClock() - need.since)}</span>
      </div>
      <p>
        <b>{alert.camera.title}</b> · {lastedOf(alert.camera)}
        {alert.camera.state === "could_not_tell" && ` · ${c().couldNotTell}`}
      </p>
      <Still alert={alert} who={need.who} />
      <p>{alert.camera.reason}</p>
      <Answers alert={alert} who={need.who} />
      <Button look="quiet" onPress={() => (chosen.value = need.who.candidate)} label={a().forWhom(w().details, nameOf(need.who))}>
        {w().details}
      </Button>
    </article>
  );
}

// The sheet of one candidate -------------------------------------------------------------------

export function CameraTimeline({ room, one }: { room: Room; one: Candidate }) {
  const alerts = cameraAlertsOf(room, one);
  if (alerts.length === 0) return null;
  return (
    <section class="camera-line" aria-labelledby="camera-line-title">
      <h3 id="camera-line-title">{c().timeline(alerts.length)}</h3>
      <ol>
        {alerts.map((alert) => (
          <TimelineEntry key={alert.alert} alert={alert} who={one} open={room.session.phase === "open"} />
        ))}
      </ol>
    </section>
  );
}

function TimelineEntry({ alert, who, open }: { alert: Alert; who: Candidate; open: boolean }) {
  const words = c();
  const [correcting, setCorrecting] = useState(false);
  const camera = alert.camera;
  if (camera === null) return null;
  const said = camera.answer === null ? words.unanswered : words.answers[camera.answer];
  return (
    <li>
      <p>
        <time class="figures" dateTime={alert.openedAt}>
          {timeOfDay(new Date(alert.openedAt), lang.value)}
        </time>{" "}
        <b>{camera.title}</b> · {lastedOf(camera)} · {said}
      </p>
      {camera.note !== "" && <p class="wrap">« {camera.note} »</p>}
      <details>
        <summary>{camera.reason}</summary>
        <Still alert={alert} who={who} />
      </details>
      {open && (camera.answer === null || correcting) && <Answers alert={alert} who={who} onDone={() => setCorrecting(false)} />}
      {open && camera.answer !== null && !correcting && (
        <Button look="quiet" onPress={() => setCorrecting(true)}>
          {words.correct}
        </Button>
      )}
    </li>
  );
}

const signIn = (sign: string): string => c().signs[sign] ?? sign;

/** What the agent on the machine says of itself, as facts of the sheet. */
export function stationFacts(one: Candidate): [string, string | null][] {
  const words = c();
  const seen = one.station;
  if (seen === null) return [[words.agent, one.watched ? words.agentSilent : null]];
  return [
    [words.camera, words.cameras[seen.camera]],
    [words.browser, words.browsers[seen.browser]],
    [words.reference, seen.reference === null ? null : words.references[seen.reference]],
    [words.unavailable, seen.unavailable.length === 0 ? null : seen.unavailable.join(", ")],
    [words.agent, seen.minutesWaiting === 0 ? null : words.waiting(seen.minutesWaiting)],
    ...seen.signs.map((one): [string, string] => [words.agent, `${signIn(one.sign)}${one.evidence === "" ? "" : ` (${one.evidence})`}`]),
  ];
}

// The room -------------------------------------------------------------------------------------

export function MutedRules({ room }: { room: Room }) {
  const muted = room.session.cameraRules.filter((rule) => rule.muted);
  return (
    <>
      {muted.map((rule) => {
        const one: Act = { type: "unmute_rule", rule: rule.rule };
        return (
          <div key={rule.rule} class="need taken">
            <p>{c().muted(rule.title, rule.nothing, rule.alerts)}</p>
            <div class="b">
              <Button busy={isUnderWay(one)} onPress={() => void act(one)} label={a().forWhom(c().unmute, rule.title)}>
                {c().unmute}
              </Button>
            </div>
          </div>
        );
      })}
    </>
  );
}

const kSignsMost = 6; // past this the sheets say it

export function SignNotes({ room }: { room: Room }) {
  const signs = room.candidates.flatMap((who) => (who.station?.signs ?? []).map((sign) => ({ who, sign })));
  if (signs.length === 0) return null;
  return (
    <div class="notes signs">
      {signs.slice(0, kSignsMost).map(({ who, sign }) => (
        <p key={`${who.candidate}-${sign.sign}`}>
          {(sign.state === "to_check" ? c().signNote : c().signUnknown)(`${seatOf(who)} · ${nameOf(who)}`, signIn(sign.sign))}
        </p>
      ))}
    </div>
  );
}

export function StationCodeDialog({ onClose }: { onClose(): void }) {
  const words = c();
  const [made, setMade] = useState<Schemas["StationCode"] | null>(null);
  const [fault, setFault] = useState<Sentence | null>(null);
  const make = async () => {
    setMade(null);
    setFault(null);
    const asked = await post("/api/v1/invigilator/station-codes", { id: freshId() });
    if (asked.kind === "done") setMade(asked.value);
    else setFault(() => whyNot(asked));
  };
  useEffect(() => void make(), []);
  return (
    <Dialog title={words.enrolTitle} onClose={onClose}>
      <p>{words.enrolText}</p>
      <div aria-live="polite">
        {made === null && fault === null && <p>{words.enrolBusy}</p>}
        {made !== null && (
          <>
            <p class="big-code mono">{made.code}</p>
            <p>{words.enrolUntil(timeOfDay(new Date(made.until), lang.value))}</p>
            <p>{made.words === "" ? words.enrolNoWords : words.enrolWords}</p>
            {made.words !== "" && <p class="big-words mono">{made.words}</p>}
          </>
        )}
        {fault !== null && (
          <p class="fault">
            <Said sentence={fault} />
          </p>
        )}
      </div>
      <div class="row end">
        <Button onPress={() => void make()} busy={made === null && fault === null}>
          {words.enrolAgain}
        </Button>
        <Button look="main" onPress={onClose} autoFocus>
          {kitWords().close}
        </Button>
      </div>
    </Dialog>
  );
}
