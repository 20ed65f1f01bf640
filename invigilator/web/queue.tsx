// invigilator/web/queue.tsx: what needs someone now, the oldest first, each with its one main act.
// SPDX-License-Identifier: EUPL-1.2
import { Button } from "@kit/button";
import { age } from "@kit/i18n";
import { account, act, actOnMany, chosen, isUnderWay, serverClock, type Act } from "./desk";
import { CameraCard, MutedRules, SignNotes } from "./camera";
import { grouped, nameOf, needsOf, seatOf, stateOf, type Need, type NeedGroup, type Room } from "./room";
import { w } from "./words";
import { a } from "./words_acts";

export function QueuePanel({ room }: { room: Room }) {
  const words = w();
  const groups = grouped(needsOf(room));
  const count = groups.reduce((sum, group) => sum + group.needs.length, 0);
  return (
    <aside aria-labelledby="queue-title">
      <h2 id="queue-title">{words.toHandle(count)}</h2>
      {groups.length === 0 && <p class="soft">{words.nothing}</p>}
      <div class="needs" id="needs">
        {groups.map((group) =>
          group.kind === "camera" ? <CameraCard key={group.key} need={group.needs[0] as Need} /> : <GroupCard key={group.key} group={group} />,
        )}
      </div>
      <MutedRules room={room} />
      <SignNotes room={room} />
      <OfflineNotes room={room} />
    </aside>
  );
}

const kTone = { report: "", help: "", resume: "w", camera: "c" } as const;

function GroupCard({ group }: { group: NeedGroup }) {
  const words = w();
  const first = group.needs[0] as Need;
  const many = group.needs.length > 1;
  return (
    <article class={`need ${kTone[group.kind]} ${group.takenBy ? "taken" : ""}`}>
      <div class="h">
        <b>{many ? words.group(group.needs.length) : `${seatOf(first.who)} · ${nameOf(first.who)}`}</b>
        <span class="figures">{age(serverClock() - group.since)}</span>
      </div>
      <p>{sentenceOf(group)}</p>
      {many && (
        <p class="names">
          {group.needs.map((need) => (
            <button key={need.key} type="button" class="link" onClick={() => (chosen.value = need.who.candidate)}>
              {seatOf(need.who)} · {nameOf(need.who)}
            </button>
          ))}
        </p>
      )}
      <div class="b">
        <GroupActs group={group} />
        {!many && (
          <Button look="quiet" onPress={() => (chosen.value = first.who.candidate)} label={a().forWhom(words.details, nameOf(first.who))}>
            {words.details}
          </Button>
        )}
      </div>
    </article>
  );
}

function sentenceOf(group: NeedGroup): string {
  const words = w();
  const first = group.needs[0] as Need;
  const taken = group.takenBy === null ? "" : ` ${group.takenBy === account.value?.id ? words.takenByMe : words.taken}`;
  if (group.kind === "help") return words.helpFor + taken;
  if (group.kind === "resume") return words.resumeFor(first.who.held);
  const what = group.code === null ? "" : a().codesOfReports[group.code];
  const text = group.needs.length === 1 && first.who.report?.text ? ` « ${first.who.report.text} »` : "";
  return words.reportFor(what) + text + taken;
}

export const decide = (need: Need, accepted: boolean): Act => ({
  type: "decide_report",
  candidate: need.who.candidate,
  n: need.who.report?.n ?? 0,
  accepted,
  note: "",
});
export const allowResume = (need: Need): Act => ({ type: "authorise_to_resume", candidate: need.who.candidate });

/** The act named on the main button of a group: also what the key A does. */
export function mainActs(group: NeedGroup): Act[] {
  if (group.kind === "report") return group.needs.map((need) => decide(need, true));
  if (group.kind === "resume") return group.needs.map(allowResume);
  const alert = group.needs[0]?.alert?.alert ?? 0;
  return [group.takenBy === null ? { type: "take_alert", alert } : { type: "resolve_alert", alert, note: "" }];
}

export const runAll = (acts: Act[]): void => void (acts.length === 1 && acts[0] ? act(acts[0]) : actOnMany(acts));

function mainName(group: NeedGroup): string {
  const words = w();
  const count = group.needs.length;
  if (group.kind === "report") return count > 1 ? words.replaceFor(count) : words.replaceQuestion;
  if (group.kind === "resume") return count > 1 ? words.authoriseResumeAll(count) : words.authoriseResume;
  return group.takenBy === null ? words.goThere : words.settled;
}

function GroupActs({ group }: { group: NeedGroup }) {
  const acts = mainActs(group);
  const who = group.needs.map((need) => nameOf(need.who)).join(", ");
  const busy = acts.some((one) => isUnderWay(one));
  return (
    <>
      <Button look="main" busy={busy} onPress={() => runAll(acts)} label={a().forWhom(mainName(group), who)}>
        {mainName(group)}
      </Button>
      {group.kind === "report" && (
        <Button busy={busy} onPress={() => runAll(group.needs.map((need) => decide(need, false)))} label={a().forWhom(w().noProblem, who)}>
          {w().noProblem}
        </Button>
      )}
    </>
  );
}

const kNotesMost = 4; // past this the tiles say it; the queue keeps its room for what needs someone

function OfflineNotes({ room }: { room: Room }) {
  const lost = room.candidates.filter((one) => stateOf(room, one) === "offline" && one.lastSeen !== null);
  return (
    <div class="notes">
      {lost.slice(0, kNotesMost).map((one) => (
        <p key={one.candidate}>
          {w().offlineNote(`${seatOf(one)} · ${nameOf(one)}`, age(serverClock() - Date.parse(one.lastSeen ?? "")))}
        </p>
      ))}
    </div>
  );
}
