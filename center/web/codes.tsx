// center/web/codes.tsx: the codes, once; on screen as a table, on paper as slips to cut.
// SPDX-License-Identifier: EUPL-1.2
import type { Schemas } from "@kit/api";
import { Button } from "@kit/button";
import { Dialog } from "@kit/dialog";
import { useFocusOn } from "@kit/focus";
import { Banner } from "@kit/parts";
import { useState } from "@kit/ui";
import { toSessions } from "./office";
import { w } from "./words";

const grouped = (code: string): string => (code.length === 10 ? `${code.slice(0, 5)}-${code.slice(5)}` : code);

export function CodesView({ created }: { created: Schemas["SessionCreated"] }) {
  const words = w();
  const heading = useFocusOn<HTMLHeadingElement>("codes");
  const [leaving, setLeaving] = useState(false);
  return (
    <>
      <section class="card stack noprint">
        <h1 ref={heading} tabIndex={-1}>
          {words.codesTitle(created.session.number)}
        </h1>
        <Banner tone="wait">{words.codesOnce}</Banner>
        <p class="short-code">
          <span>{words.sessionCode}</span> <b class="mono">{created.sessionCode}</b>
        </p>
        <div class="row">
          <Button look="main" onPress={() => window.print()}>
            {words.print}
          </Button>
          <Button onPress={() => setLeaving(true)}>{words.leave}</Button>
        </div>
        <div class="sheet tall" tabIndex={0} role="region" aria-label={words.codesTitle(created.session.number)}>
          <table>
            <thead>
              <tr>
                <th scope="col">{words.seat}</th>
                <th scope="col">{words.lastName}</th>
                <th scope="col">{words.firstName}</th>
                <th scope="col">{words.code}</th>
              </tr>
            </thead>
            <tbody>
              {created.codes.map((one) => (
                <tr key={one.seat}>
                  <td>{one.seat}</td>
                  <td>{one.lastName}</td>
                  <td>{one.firstName}</td>
                  <td class="mono code">{grouped(one.code)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
      <Slips created={created} />
      {leaving && (
        <Dialog title={words.leaveTitle} onClose={() => setLeaving(false)}>
          <p>{words.leaveText}</p>
          <div class="row end">
            <Button onPress={() => setLeaving(false)} autoFocus>
              {words.leaveNo}
            </Button>
            <Button look="main" onPress={() => void toSessions()}>
              {words.leaveYes}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}

/** Only on paper: eight slips a page, then the invigilator's sheet apart. */
function Slips({ created }: { created: Schemas["SessionCreated"] }) {
  const words = w();
  return (
    <div class="paper" aria-hidden="true">
      <div class="slips">
        {created.codes.map((one) => (
          <div class="slip" key={one.seat}>
            <p class="slip-seat">
              {words.slip(one.seat)} · {created.session.number}
            </p>
            <p class="slip-name">
              {one.lastName} {one.firstName}
            </p>
            <p class="slip-code">{grouped(one.code)}</p>
            <p class="slip-text">{words.slipText}</p>
          </div>
        ))}
      </div>
      <div class="slip-sheet">
        <p class="slip-name">{words.codesTitle(created.session.number)}</p>
        <p>{words.sessionCode}</p>
        <p class="slip-code">{created.sessionCode}</p>
      </div>
    </div>
  );
}
