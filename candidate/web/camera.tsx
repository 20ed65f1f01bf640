// candidate/web/camera.tsx: what the camera observes, what was kept, until when.
//
// Role        Open before the test begins, folded while it runs: nothing of it takes the eye from a question.
// SPDX-License-Identifier: EUPL-1.2
import { Button } from "@kit/button";
import { lang, timeOfDay } from "@kit/i18n";
import { useState } from "@kit/ui";
import type { Schemas } from "@kit/api";
import { c } from "./words_camera";

type Camera = Schemas["CandidateCamera"];

/** While it is wanted: before the test and in a pause a camera is closed, and nothing is lost. */
const isLost = (camera: Camera): boolean => camera.device !== "open" && camera.device !== "closed";

export function CameraPanel({ camera, running, open = false }: { camera: Camera | null; running: boolean; open?: boolean }) {
  if (camera === null) return null;
  const words = c();
  const lost = running && isLost(camera);
  return (
    <details class="card narrow stack camera" open={open}>
      <summary>
        <span aria-hidden="true">◉ </span>
        {open ? words.title : lost ? words.lost : words.active}
      </summary>
      {lost && <p>{words.lostText}</p>}
      <p>{words.intro}</p>
      <p>{words.stays}</p>
      <h2>{words.observes}</h2>
      <ul>
        {camera.rules.map((rule) => (
          <li key={rule.rule}>{rule.title}</li>
        ))}
      </ul>
      {camera.identity && <p>{words.identity}</p>}
      <h2>{words.basis}</h2>
      <p>{camera.legalBasis}</p>
      <h2>{words.kept}</h2>
      <Kept camera={camera} />
      <p>{words.until(camera.retentionDays)}</p>
    </details>
  );
}

function Kept({ camera }: { camera: Camera }) {
  if (camera.kept.length === 0) return <p>{c().keptNothing}</p>;
  return (
    <>
      <p>{c().keptCount(camera.kept.length)}</p>
      <ol class="kept">
        {camera.kept.map((one) => (
          <KeptOne key={one.alert} one={one} />
        ))}
      </ol>
    </>
  );
}

function KeptOne({ one }: { one: Camera["kept"][number] }) {
  const words = c();
  const [shown, setShown] = useState(false);
  const [gone, setGone] = useState(false);
  const time = timeOfDay(new Date(one.at), lang.value);
  return (
    <li>
      <p>
        <time dateTime={one.at}>{time}</time> · {one.reason}
        {!one.still && ` (${one.stillDropped ? words.dropped : words.noStill})`}
      </p>
      {one.still && (
        <Button look="quiet" pressed={shown} onPress={() => setShown(!shown)}>
          {shown ? words.hide : words.show}
        </Button>
      )}
      {one.still && shown && !gone && (
        <img src={`/api/v1/candidate/stills/${one.alert}`} alt={words.picture(time)} onError={() => setGone(true)} />
      )}
      {gone && <p role="status">{words.gone}</p>}
    </li>
  );
}
