// invigilator/web/ending.tsx: opening, closing and sealing: the two ends of a session.
//
// Role        Closing asks for a reason for every sitting that began and is not complete; sealing asks for
//             the invigilator's passphrase; then the packet's road is shown, step by step.
// SPDX-License-Identifier: EUPL-1.2
import type { Schemas } from "@kit/api";
import { Button, HoldButton } from "@kit/button";
import { Dialog } from "@kit/dialog";
import { Field } from "@kit/field";
import { useFocusOn } from "@kit/focus";
import { lang, timeOfDay } from "@kit/i18n";
import { textOf, useLanguageSwitch, type Sentence } from "@kit/said";
import { kitWords } from "@kit/words";
import { useState } from "@kit/ui";
import { act, isUnderWay, seal } from "./desk";
import { nameOf, seatOf, stillSitting, undecidedIn, unfinishedIn, type Room } from "./room";
import { Reasons } from "./sheet";
import { a } from "./words_acts";

export function OpenPanel() {
  const words = a();
  const one = { type: "open_session" } as const;
  return (
    <div class="ribbon">
      <div>
        <h2>{words.draftTitle}</h2>
        <p>{words.draftText}</p>
      </div>
      <Button look="main" busy={isUnderWay(one)} onPress={() => void act(one)}>
        {words.open}
      </Button>
    </div>
  );
}

type Reason = Schemas["UnfinishedReason"];

export function CloseDialog({ room, onClose }: { room: Room; onClose(): void }) {
  const words = a();
  const unfinished = unfinishedIn(room);
  const [reasons, setReasons] = useState<Record<string, Reason>>(() => known(room));
  const [tried, setTried] = useState(false);
  const missing = unfinished.filter((one) => reasons[one.candidate] === undefined).length;
  const undecided = undecidedIn(room).length;
  const sitting = stillSitting(room).length;
  const all = (reason: Reason) => setReasons(Object.fromEntries(unfinished.map((one) => [one.candidate, reason])));
  const close = () => {
    setTried(true);
    if (missing > 0 || undecided > 0) return;
    const list = unfinished.map((one) => ({ candidate: one.candidate, reason: reasons[one.candidate] as Reason }));
    void act({ type: "close_session", unfinished: list }).then((done) => done && onClose());
  };
  return (
    <Dialog title={words.closeTitle} wide={unfinished.length > 0} onClose={onClose}>
      {undecided > 0 && <p class="fault">{words.closeUndecided(undecided)}</p>}
      {sitting > 0 && <p>{words.closeRunning(sitting)}</p>}
      {unfinished.length === 0 ? (
        <p>{words.closeAll}</p>
      ) : (
        <>
          <div class="row">
            <span class="grow">{words.closeReasons}</span>
            <Button onPress={() => all("technical")}>{words.allTechnical}</Button>
            <Button onPress={() => all("given_up")}>{words.allGivenUp}</Button>
          </div>
          <div class="unfinished" tabIndex={0} role="group" aria-label={words.closeReasons}>
            {unfinished.map((one) => (
              <Reasons
                key={one.candidate}
                name={`close-${one.candidate}`}
                legend={`${seatOf(one)} · ${nameOf(one)} · ${one.held} / ${room.session.length}`}
                value={reasons[one.candidate] ?? null}
                onValue={(reason) => setReasons({ ...reasons, [one.candidate]: reason })}
              />
            ))}
          </div>
        </>
      )}
      {tried && missing > 0 && (
        <p class="fault" role="alert">
          <span aria-hidden="true">! </span>
          {words.closeMissing(missing)}
        </p>
      )}
      <div class="row end">
        <Button onPress={onClose}>{kitWords().cancel}</Button>
        <HoldButton onHeld={close} disabled={undecided > 0}>
          {words.holdClose}
        </HoldButton>
      </div>
    </Dialog>
  );
}

/** A reason given when a sitting was ended is kept: it is not asked twice. */
function known(room: Room): Record<string, Reason> {
  return Object.fromEntries(unfinishedIn(room).flatMap((one) => (one.unfinished === null ? [] : [[one.candidate, one.unfinished]])));
}

export function SealPanel() {
  const words = a();
  const [passphrase, setPassphrase] = useState("");
  const heading = useFocusOn<HTMLHeadingElement>("seal");
  const [fault, setFault] = useState<Sentence | null>(null);
  const [busy, setBusy] = useState(false);
  useLanguageSwitch(() => setFault(null));
  const submit = async () => {
    if (busy || passphrase === "") return;
    setBusy(true);
    const why = await seal(passphrase);
    setBusy(false);
    setPassphrase("");
    setFault(() => why);
  };
  return (
    <section class="card narrow stack">
      <h1 ref={heading} tabIndex={-1}>
        {words.sealTitle}
      </h1>
      <p>{words.sealText}</p>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Field label={words.passphrase} type="password" value={passphrase} onValue={setPassphrase} fault={fault === null ? undefined : textOf(fault)} autocomplete="off" />
        <button type="submit" class="btn main" aria-busy={busy || undefined} aria-disabled={busy || passphrase === "" || undefined}>
          {busy ? words.sealing : words.seal}
        </button>
      </form>
    </section>
  );
}

/** What an invigilator can do about a refusal is the same within each family. */
const kWhyRefused: Record<string, "jury" | "keys" | "bytes" | "versions"> = {
  replay_mismatch: "jury", counts_mismatch: "jury", fork: "jury", nonce_reused: "jury",
  unknown_key: "keys", revoked_key: "keys", expired_key: "keys", demo_key: "keys", missing_signature: "keys",
  malformed: "bytes", bad_signature: "bytes", digest_mismatch: "bytes", bad_checkpoint: "bytes", cannot_open: "bytes",
  unknown_version: "versions", engine_mismatch: "versions",
};

export function SealedPanel({ session }: { session: Schemas["Session"] }) {
  const words = a();
  const heading = useFocusOn<HTMLHeadingElement>("sealed");
  const refused = session.phase === "refused";
  const reached = { draft: 0, open: 0, closing: 0, sealed: 1, uploaded: 2, accepted: 3, refused: 3 }[session.phase];
  const steps = [words.steps.sealed, words.steps.uploaded, refused ? words.steps.refused : words.steps.accepted];
  const answer = session.seal?.registry ?? null;
  return (
    <section class="card narrow stack">
      <h1 ref={heading} tabIndex={-1}>
        {words.sealedTitle}
      </h1>
      <ol class="road" role="list" aria-live="polite">
        {steps.map((step, place) => (
          <li key={step} class={place < reached ? (refused && place === 2 ? "refused" : "reached") : ""}>
            <span aria-hidden="true">{place < reached ? (refused && place === 2 ? "!" : "✓") : "…"}</span>
            <span>
              {step}
              {place >= reached && <span class="soft"> · {words.stepWaiting}</span>}
              {place === 2 && answer && <span class="soft"> · {timeOfDay(new Date(answer.at), lang.value)}</span>}
            </span>
          </li>
        ))}
      </ol>
      <dl class="facts">
        <div>
          <dt>{words.journal}</dt>
          <dd class="mono">{session.shortCode}</dd>
        </div>
        {session.seal && (
          <>
            <div>
              <dt>{words.packetNumber}</dt>
              <dd>{session.seal.seq}</dd>
            </div>
            <div>
              <dt>{words.packet}</dt>
              <dd class="mono wrap">{session.seal.packet}</dd>
            </div>
          </>
        )}
      </dl>
      {refused && answer && (
        <p>
          {words.refusedWhy[kWhyRefused[answer.result] ?? "other"]}{" "}
          <span class="soft">
            {words.refusedCode} <span class="mono">{answer.result}</span>
          </span>
        </p>
      )}
      <p>{refused ? words.refusedNext : session.phase === "accepted" ? words.acceptedNext : words.sealedNext}</p>
    </section>
  );
}
