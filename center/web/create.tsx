// center/web/create.tsx: a session from a list, in two steps: check with every fault, then confirm.
// SPDX-License-Identifier: EUPL-1.2
import { freshId, type Schemas } from "@kit/api";
import { Button } from "@kit/button";
import { Field } from "@kit/field";
import { useFocusOn } from "@kit/focus";
import { lang, shortDate, timeLeft, type Lang } from "@kit/i18n";
import { Said, useLanguageSwitch, type Sentence } from "@kit/said";
import { useId, useState } from "@kit/ui";
import { needsInWords } from "@kit/words";
import { checkRoster, create, sentenceOf, toSessions, type Faults } from "./office";
import { readRoster, rowsIn } from "./roster";
import { w } from "./words";

interface Asked {
  title: string;
  room: string;
  language: Lang;
  csv: string;
}

export function CreateView() {
  const words = w();
  const heading = useFocusOn<HTMLHeadingElement>("create");
  const [asked, setAsked] = useState<Asked>({ title: "Certification", room: "", language: lang.value, csv: "" });
  const [checked, setChecked] = useState<Schemas["RosterChecked"] | null>(null);
  const [fault, setFault] = useState<Sentence | null>(null);
  const [busy, setBusy] = useState(false);
  const change = (part: Partial<Asked>) => {
    setAsked({ ...asked, ...part });
    setChecked(null);
    setFault(null);
  };
  const check = async () => {
    if (busy) return;
    if (asked.title.trim() === "" || asked.room.trim() === "" || asked.csv.trim() === "") {
      setFault(() => () => w().missing);
      return;
    }
    setBusy(true);
    const reply = await checkRoster(asked.csv);
    setBusy(false);
    if (reply.kind === "done") setChecked(reply.value);
    else setFault(() => sentenceOf(reply));
  };
  useLanguageSwitch(() => {
    setFault(null);
    if (checked !== null) void check(); // its faults are sentences of the centre
  });
  return (
    <section class="card stack">
      <div class="row">
        <h1 ref={heading} tabIndex={-1}>
          {words.create}
        </h1>
        <span class="grow" />
        <Button onPress={() => void toSessions()}>{words.back}</Button>
      </div>
      <div class="two">
        <Field label={words.sessionTitle} value={asked.title} onValue={(title) => change({ title })} />
        <Field label={words.room} value={asked.room} onValue={(room) => change({ room })} />
      </div>
      <LanguageChoice value={asked.language} onValue={(language) => change({ language })} />
      <RosterInput csv={asked.csv} onCsv={(csv) => change({ csv })} onFault={(sentence) => setFault(() => sentence)} />
      <p class="fault" role="alert">
        {fault && <Said sentence={fault} />}
      </p>
      <Button look={checked && checked.faults.length === 0 ? "plain" : "main"} busy={busy} onPress={() => void check()}>
        {busy ? words.checking : words.check}
      </Button>
      {checked && checked.faults.length > 0 && <FaultTable faults={checked.faults} />}
      {checked && checked.faults.length === 0 && (
        <Confirm asked={asked} checked={checked} onFaults={(faults) => setChecked({ candidates: [], camera: null, faults })} />
      )}
    </section>
  );
}

function LanguageChoice({ value, onValue }: { value: Lang; onValue(language: Lang): void }) {
  const words = w();
  return (
    <fieldset class="plain-set">
      <legend>{words.language}</legend>
      {(["fr", "en"] as const).map((language) => (
        <label key={language}>
          <input type="radio" name="language" checked={value === language} onChange={() => onValue(language)} />
          <span>{words.languages[language]}</span>
        </label>
      ))}
    </fieldset>
  );
}

const kUnread = { workbook: () => w().workbook, too_big: () => w().tooBig, empty: () => w().emptyFile };

function RosterInput({ csv, onCsv, onFault }: { csv: string; onCsv(csv: string): void; onFault(sentence: Sentence): void }) {
  const words = w();
  const id = useId();
  const take = async (file: File | undefined) => {
    if (file === undefined) return;
    const read = readRoster(new Uint8Array(await file.arrayBuffer()));
    if (read.kind === "text") onCsv(read.text);
    else onFault(kUnread[read.kind]);
  };
  return (
    <div class="stack">
      <h2>{words.stepOne}</h2>
      <p class="hint" id={`${id}-help`}>
        {words.rosterHelp}
      </p>
      <div class="field">
        <label for={id}>{words.file}</label>
        <input id={id} type="file" accept=".csv,text/csv" aria-describedby={`${id}-help`} onChange={(event) => void take(event.currentTarget.files?.[0])} />
      </div>
      <Field label={words.paste} value={csv} onValue={onCsv} lines={6} extra="mono-field" hint={csv.trim() === "" ? undefined : words.rows(Math.max(0, rowsIn(csv)))} />
    </div>
  );
}

function FaultTable({ faults }: { faults: Faults }) {
  const words = w();
  const heading = useFocusOn<HTMLHeadingElement>(faults, "here");
  return (
    <div class="faults stack">
      <h2 ref={heading} tabIndex={-1}>
        {words.faultsTitle(faults.length)}
      </h2>
      <p>{words.faultsText}</p>
      <div class="sheet" tabIndex={0} role="region" aria-label={words.faultsTitle(faults.length)}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.row}</th>
              <th scope="col">{words.column}</th>
              <th scope="col">{words.value}</th>
              <th scope="col">{words.fault}</th>
            </tr>
          </thead>
          <tbody>
            {faults.map((fault, place) => (
              <tr key={place}>
                <td>{fault.row}</td>
                <td>{fault.column}</td>
                <td class="mono">{fault.value}</td>
                <td>{fault.sentence}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

interface ConfirmProps {
  asked: Asked;
  checked: Schemas["RosterChecked"];
  onFaults(faults: Faults): void;
}

function Confirm({ asked, checked, onFaults }: ConfirmProps) {
  const words = w();
  const heading = useFocusOn<HTMLHeadingElement>(checked, "here");
  const [id] = useState(freshId);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Sentence | null>(null);
  const [camera, setCamera] = useState(false);
  const confirm = async () => {
    if (busy) return;
    setBusy(true);
    const why = await create({ id, title: asked.title.trim(), room: asked.room.trim(), language: asked.language, csv: asked.csv, camera });
    setBusy(false);
    if (Array.isArray(why)) onFaults(why);
    else setFault(() => why);
  };
  useLanguageSwitch(() => setFault(null));
  return (
    <div class="stack">
      <h2 ref={heading} tabIndex={-1}>
        {words.stepTwo(checked.candidates.length)}
      </h2>
      <p>{words.stepTwoText}</p>
      <div class="sheet tall" tabIndex={0} role="region" aria-label={words.candidates}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.seat}</th>
              <th scope="col">{words.lastName}</th>
              <th scope="col">{words.firstName}</th>
              <th scope="col">{words.birth}</th>
              <th scope="col">{words.extra}</th>
              <th scope="col">{words.needs}</th>
            </tr>
          </thead>
          <tbody>
            {checked.candidates.map((one) => (
              <tr key={one.row}>
                <td>{one.seat}</td>
                <td>{one.lastName}</td>
                <td>{one.firstName}</td>
                <td>{shortDate(one.birthDate)}</td>
                <td>{one.extraMs > 0 ? `+ ${timeLeft(one.extraMs)}` : "–"}</td>
                <td>{[...(one.needs.length > 0 ? [needsInWords(one.needs)] : []), ...(one.companion ? [words.companion] : [])].join(", ") || "–"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {checked.camera !== null && <CameraChoice order={checked.camera} on={camera} onChange={setCamera} />}
      <p class="fault" role="alert">
        {fault && <Said sentence={fault} />}
      </p>
      <Button look="main" busy={busy} onPress={() => void confirm()}>
        {busy ? words.confirming : words.confirm}
      </Button>
    </div>
  );
}

type CameraOrder = NonNullable<Schemas["RosterChecked"]["camera"]>;

/** Off until somebody switches it on, with its reason before their eyes. */
function CameraChoice({ order, on, onChange }: { order: CameraOrder; on: boolean; onChange(on: boolean): void }) {
  const words = w();
  const id = useId();
  return (
    <fieldset class="plain-set">
      <legend>{words.camera}</legend>
      <p id={id}>
        {words.cameraText(order.legalBasis, order.retentionDays)} {order.identity && words.cameraIdentity}
      </p>
      <label>
        <input type="checkbox" checked={on} aria-describedby={id} onChange={(event) => onChange(event.currentTarget.checked)} />
        <span>{words.cameraOn}</span>
      </label>
    </fieldset>
  );
}
