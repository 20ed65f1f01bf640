// registry/web/packet.tsx: one packet: its verdict, what to do, the checks, the comparison, the receipt.
// SPDX-License-Identifier: EUPL-1.2
import { Button } from "@kit/button";
import { useFocusOn } from "@kit/focus";
import { Banner, type Tone } from "@kit/parts";
import type { ComponentChildren } from "@kit/ui";
import type { Schemas } from "./api";
import { readReceipt, shownChecks } from "./checks";
import type { State } from "./desk";
import { moment } from "./moment";
import { Publication } from "./publication";
import { SittingsPart } from "./sittings";
import { w } from "./words";
import { checkWords } from "./words_checks";

type Packet = Schemas["WholePacket"];
const kTones: Record<State, Tone> = { to_decide: "alert", waiting: "wait", to_publish: "ok", training: "ok", published: "ok" };

export function PacketView({ packet, receipt }: { packet: Packet; receipt: string | null }) {
  const words = w();
  const heading = useFocusOn<HTMLHeadingElement>(packet.digest);
  return (
    <>
      <p>
        <a href="#">← {words.toList}</a>
      </p>
      <section class="card stack">
        <h1 ref={heading} tabIndex={-1}>
          {words.packetName(packet.seq, packet.centre)}
        </h1>
        <Banner tone={kTones[packet.state]}>{checkWords().verdicts[packet.result]}</Banner>
        <Publication packet={packet} />
      </section>
      <div class="columns">
        <ChecksPart packet={packet} />
        <div class="side">
          <IdentityPart packet={packet} />
          <ReceiptPart packet={packet} receipt={receipt} />
        </div>
      </div>
      <SittingsPart packet={packet} />
    </>
  );
}

const kIcons = { held: "✓", failed: "✗", waiting: "…", not_made: "–" } as const;

function ChecksPart({ packet }: { packet: Packet }) {
  const words = checkWords();
  return (
    <section class="card stack">
      <h2>{words.title}</h2>
      <ol class="checks">
        {shownChecks(packet.checks, packet.state === "waiting").map(({ name, end, detail }) => (
          <li key={name} class={`check ${end}`}>
            <span class="mark" aria-hidden="true">
              {kIcons[end]}
            </span>
            <div>
              <p>
                {words.names[name]} <span class="end">· {words.ends[end]}</span>
              </p>
              {detail !== "" && (
                <p class="found">
                  {words.failedAt} <span class="mono">{detail}</span>
                </p>
              )}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Pair({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function IdentityPart({ packet }: { packet: Packet }) {
  const words = w();
  const kib = Math.max(1, Math.round(packet.bytes / 1024));
  return (
    <section class="card stack">
      <h2>{words.identity}</h2>
      <dl class="facts">
        <Pair name={words.session}>
          <span class="mono">{packet.session}</span>
        </Pair>
        <Pair name={words.numbers}>{words.contents(packet.candidates, packet.answers, kib)}</Pair>
        {packet.capsExceeded > 0 && <Pair name={words.exposure}>{words.capsExceeded(packet.capsExceeded)}</Pair>}
        <Pair name={words.sealed}>{moment(packet.sealedAt)}</Pair>
        <Pair name={words.received}>{moment(packet.receivedMs)}</Pair>
        <Pair name={words.judged}>{moment(packet.judgedMs)}</Pair>
        <Pair name={words.digest}>
          <span class="mono">{packet.digest}</span>
        </Pair>
      </dl>
    </section>
  );
}

function ReceiptPart({ packet, receipt }: { packet: Packet; receipt: string | null }) {
  const words = w();
  const said = receipt === null ? null : readReceipt(receipt);
  return (
    <section class="card stack">
      <h2>{words.receipt}</h2>
      <p>{said === null ? words.receiptNone : words.receiptText(moment(said.receivedAt), moment(said.judgedAt))}</p>
      {receipt !== null && <Button onPress={() => save(receipt, `recu-${packet.centre}-${packet.seq}.dsse.json`)}>{words.receiptDownload}</Button>}
    </section>
  );
}

function save(text: string, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
