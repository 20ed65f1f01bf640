// registry/web/publication.tsx: the one act of the staff, and what became of it.
// SPDX-License-Identifier: EUPL-1.2
import { HoldButton } from "@kit/button";
import { announce } from "@kit/parts";
import { Said, useLanguageSwitch, type Sentence } from "@kit/said";
import { useState } from "@kit/ui";
import type { Schemas } from "./api";
import { account, publish } from "./desk";
import { moment } from "./moment";
import { w } from "./words";

const kByItself = "on_acceptance"; // the registry's own name for a publication that waited for nobody

export function Publication({ packet }: { packet: Schemas["WholePacket"] }) {
  const words = w();
  if (packet.publishedMs !== null) {
    const when = moment(packet.publishedMs);
    const who = packet.publishedBy ?? kByItself;
    return <p>{who === kByItself ? words.publishedAlone(when, packet.certificates) : words.publishedBy(when, who, packet.certificates)}</p>;
  }
  if (packet.state === "training") return <p>{words.training}</p>;
  if (packet.state !== "to_publish") return <p class="soft">{words.notPublished}</p>;
  return <ToPublish packet={packet} />;
}

function ToPublish({ packet }: { packet: Schemas["WholePacket"] }) {
  const words = w();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Sentence | null>(null);
  useLanguageSwitch(() => setFault(null));
  const mayPublish = account.value?.roles.includes("publisher") === true;
  const act = async () => {
    if (busy) return;
    setBusy(true);
    setFault(null);
    announce(words.publishing);
    const why = await publish(packet.digest);
    setBusy(false);
    setFault(() => why);
  };
  return (
    <div class="stack publication">
      <h2>{words.publication}</h2>
      <p>{words.willIssue(packet.validated, packet.candidates)}</p>
      {mayPublish ? (
        <HoldButton disabled={busy} onHeld={() => void act()}>
          {busy ? words.publishing : words.publish(packet.validated)}
        </HoldButton>
      ) : (
        <p class="soft">{words.notPublisher}</p>
      )}
      <p class="fault" role="alert">
        {fault && <Said sentence={fault} />}
      </p>
    </div>
  );
}
