// invigilator/web/plan.tsx: the room, one tile a seat.
//
// Role        Six by five, as the room is, or a list, who needs someone first; the arrows move in it, Enter
//             opens the sheet.
// Invariants  One tile at a time is in the tab order. State is word, icon and border, never colour alone.
// SPDX-License-Identifier: EUPL-1.2
import { age, timeLeft } from "@kit/i18n";
import { Progress } from "@kit/parts";
import { useLayoutEffect, useRef } from "@kit/ui";
import { asList, chosen, filter, focused, leftFor, search, serverClock } from "./desk";
import { columnsFor, kIcon, kTone, nameOf, needSince, seatOf, shortName, shownIn, stateOf, type Candidate, type Room } from "./room";
import { w } from "./words";

export function Plan({ room }: { room: Room }) {
  const words = w();
  const grid = useRef<HTMLDivElement>(null);
  const shown = shownIn(room, filter.value, search.value, asList.value ? "needs" : "seats");
  const columns = columnsFor(room.candidates.length);
  const here = shown.some((one) => one.candidate === focused.value) ? focused.value : (shown[0]?.candidate ?? null);
  useLayoutEffect(() => focusTile(grid.current, focused.value), [focused.value]);

  const arrow = (event: KeyboardEvent) => {
    const step = stepOf(event.key, columnsShown(grid.current));
    if (step === 0) return;
    event.preventDefault();
    const at = shown.findIndex((one) => one.candidate === here);
    const next = shown[Math.min(shown.length - 1, Math.max(0, at + step))];
    if (next) focused.value = next.candidate;
  };

  if (room.candidates.length === 0) return <p class="empty">{words.empty}</p>;
  return (
    <div class="plan">
      {shown.length === 0 && <p class="empty">{words.nobody}</p>}
      <div
        ref={grid}
        class={`tiles cols-${columns} ${asList.value ? "as-list" : ""}`}
        role="group"
        aria-label={words.room}
        onKeyDown={arrow}
      >
        {shown.map((one) => (
          <Tile key={one.candidate} room={room} one={one} inTabOrder={one.candidate === here} />
        ))}
      </div>
    </div>
  );
}

function focusTile(grid: HTMLElement | null, candidate: string | null): void {
  // Only when the person is already in the room: a tile never steals the focus from elsewhere.
  if (candidate === null || !grid?.contains(document.activeElement)) return;
  grid.querySelector<HTMLElement>(`[data-candidate="${candidate}"]`)?.focus();
}

function columnsShown(grid: HTMLElement | null): number {
  return grid === null ? 1 : getComputedStyle(grid).gridTemplateColumns.split(" ").length;
}

function stepOf(key: string, columns: number): number {
  const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns };
  return steps[key] ?? 0;
}

function Tile({ room, one, inTabOrder }: { room: Room; one: Candidate; inTabOrder: boolean }) {
  const words = w();
  const state = stateOf(room, one);
  const sitting = one.phase === "running" || one.phase === "paused";
  const began = sitting || one.phase === "ended";
  return (
    <button
      type="button"
      class={`tile ${kTone[state]}`}
      tabIndex={inTabOrder ? 0 : -1}
      data-candidate={one.candidate}
      aria-pressed={chosen.value === one.candidate}
      onFocus={() => (focused.value = one.candidate)}
      onClick={() => (chosen.value = one.candidate)}
    >
      <span class="top">
        <b>{seatOf(one)}</b>
        <span class="ic" aria-hidden="true">
          {kIcon[state]}
        </span>
      </span>
      <span class="nm" title={nameOf(one)}>
        <span class="whole">{shortName(one)}</span>
        {one.extraMs > 0 && (
          <em title={words.extra}>
            +{Math.round(one.extraMs / 60_000)}
            <span class="unseen"> min, {words.extra}</span>
          </em>
        )}
      </span>
      <span class="stt">
        {words.states[state]}
        <Waited room={room} one={one} offline={state === "offline"} />
      </span>
      {began ? (
        <>
          <Progress value={one.held} max={room.session.length} label={words.of(one.held, room.session.length)} />
          <span class="ft">
            <span>{words.of(one.held, room.session.length)}</span>
            <span>{sitting ? timeLeft(leftFor(one)) : ""}</span>
          </span>
        </>
      ) : (
        <span class="ft" />
      )}
    </button>
  );
}

function Waited({ room, one, offline }: { room: Room; one: Candidate; offline: boolean }) {
  const since = offline && one.lastSeen !== null ? Date.parse(one.lastSeen) : needSince(room, one);
  if (since === null) return null;
  return <span class="age"> {w().since(age(serverClock() - since))}</span>;
}
