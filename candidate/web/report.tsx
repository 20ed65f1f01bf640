// candidate/web/report.tsx: saying that a question is faulty, in plain sentences; the codes are for staff.
// SPDX-License-Identifier: EUPL-1.2
import type { Schemas } from "@kit/api";
import { Button } from "@kit/button";
import { Dialog } from "@kit/dialog";
import { Field } from "@kit/field";
import { kitWords } from "@kit/words";
import { useState } from "@kit/ui";
import { report, type State } from "./sitting";
import { after, type AfterWords } from "./words_after";

type Code = Extract<Schemas["ReportCode"], keyof AfterWords["codes"]>;
// Most frequent first. The protocol's others are for questions that this bank has none of: sites, programs,
// interactive parts, a time of their own.
const kCodes: readonly Code[] = ["E1", "E3", "E11", "E12", "E10"];
const kTextMost = 500; // the protocol's

export function ReportDialog({ state, n, onClose }: { state: State; n: number; onClose(): void }) {
  const words = after();
  const [code, setCode] = useState<Code | null>(null);
  const [text, setText] = useState("");
  const [fault, setFault] = useState(false);
  const none = state.reportsLeft === 0;
  const send = () => {
    if (code === null) {
      setFault(true);
      return;
    }
    void report(n, code, text.trim());
    onClose();
  };
  return (
    <Dialog title={words.reportTitle} onClose={onClose}>
      {!none && <p>{words.reportText}</p>}
      <p class="hint">{words.reportLeft(state.reportsLeft)}</p>
      {!none && (
        <>
          <fieldset class="reasons" aria-describedby={fault ? "report-fault" : undefined}>
            <legend class="unseen">{words.reportTitle}</legend>
            {kCodes.map((one) => (
              <label key={one}>
                <input type="radio" name="report" checked={code === one} onChange={() => setCode(one)} />
                <span>{words.codes[one]}</span>
              </label>
            ))}
            {fault && code === null && (
              <p id="report-fault" class="fault" role="alert">
                <span aria-hidden="true">! </span>
                {words.reportChoose}
              </p>
            )}
          </fieldset>
          <Field label={words.reportDetails} value={text} onValue={setText} lines={2} maxLength={kTextMost} />
        </>
      )}
      <div class="row end">
        <Button onPress={onClose}>{kitWords().cancel}</Button>
        {!none && (
          <Button look="main" onPress={send}>
            {words.reportSend}
          </Button>
        )}
      </div>
    </Dialog>
  );
}
