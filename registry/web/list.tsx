// registry/web/list.tsx: the packets received, newest first, each with its verdict in words.
// SPDX-License-Identifier: EUPL-1.2
import { Button } from "@kit/button";
import { useFocusOn } from "@kit/focus";
import type { Schemas } from "./api";
import { busy, choose, filter, hashOf, showOlder, type State } from "./desk";
import { moment } from "./moment";
import { w } from "./words";
import { checkWords } from "./words_checks";

const kStates = ["to_decide", "waiting", "to_publish", "training", "published"] as const;
const kIcons: Record<State, string> = { to_decide: "!", waiting: "…", to_publish: "✓", training: "✓", published: "✓" };

export function StateTag({ state }: { state: State }) {
  return (
    <span class={`tag ${state}`}>
      <span aria-hidden="true">{kIcons[state]} </span>
      {w().stateOf[state]}
    </span>
  );
}

function PacketLine({ packet }: { packet: Schemas["Packet"] }) {
  const words = w();
  const issued = packet.state === "published" ? words.certificates(packet.certificates) : packet.state === "to_publish" ? words.toIssue(packet.validated) : null;
  return (
    <li class="packet">
      <div>
        <a class="packet-name" href={hashOf(packet.digest)}>
          {words.packetName(packet.seq, packet.centre)}
        </a>
        <p class="hint">
          {words.received} {moment(packet.receivedMs)}
        </p>
      </div>
      <div>
        <StateTag state={packet.state} />
        <p>{checkWords().verdicts[packet.result]}</p>
      </div>
      <div class="figures">
        <p>{words.candidates(packet.candidates)}</p>
        {issued && <p>{issued}</p>}
      </div>
      <p class="hint session">
        {words.session} <span class="mono">{packet.session}</span>
      </p>
    </li>
  );
}

export function ListView({ packets, more }: { packets: Schemas["Packet"][]; more: boolean }) {
  const words = w();
  const heading = useFocusOn<HTMLHeadingElement>("list");
  const chosen = filter.value;
  return (
    <section class="card stack" aria-busy={busy.value || undefined}>
      <h1 ref={heading} tabIndex={-1}>
        {words.packets}
      </h1>
      <div class="row filters" role="group" aria-label={words.filters}>
        <Button pressed={chosen === null} onPress={() => choose(null)}>
          {words.states.all}
        </Button>
        {kStates.map((state) => (
          <Button key={state} pressed={chosen === state} onPress={() => choose(state)}>
            {words.states[state]}
          </Button>
        ))}
      </div>
      {packets.length === 0 ? (
        <p class="soft" role="status">
          {chosen === null ? words.none : words.noneOf}
        </p>
      ) : (
        <ul class="packets">
          {packets.map((packet) => (
            <PacketLine key={packet.digest} packet={packet} />
          ))}
        </ul>
      )}
      {more && (
        <Button busy={busy.value} onPress={() => void showOlder()}>
          {busy.value ? words.loading : words.older}
        </Button>
      )}
    </section>
  );
}
