// candidate/web/interactions.tsx: the six ways of answering.
//
// Role        Each shows a draft and gives a new one; none knows where it goes. All work with a pointer,
//             with the keyboard alone and with a screen reader; dragging always has a button beside it.
//             A locked one is read and not changed.
// SPDX-License-Identifier: EUPL-1.2
import { Field } from "@kit/field";
import { announce } from "@kit/parts";
import { useId, useLayoutEffect, useRef } from "@kit/ui";
import { kTextMost, moved, type Draft, type Question } from "./response";
import { w } from "./words";

interface Shown<Kind extends Draft["kind"]> {
  question: Question;
  draft: Extract<Draft, { kind: Kind }>;
  onDraft(draft: Draft): void;
  fault: string | undefined;
  locked: boolean;
}

export function Interaction(props: { question: Question; draft: Draft; onDraft(draft: Draft): void; fault: string | undefined; locked: boolean }) {
  const { draft } = props;
  switch (draft.kind) {
    case "single_choice":
      return <SingleChoice {...props} draft={draft} />;
    case "multiple_choice":
      return <MultipleChoice {...props} draft={draft} />;
    case "short_text":
    case "number":
      return <Typed {...props} draft={draft} />;
    case "order":
      return <Order {...props} draft={draft} />;
    case "match":
      return <Match {...props} draft={draft} />;
  }
}

function SingleChoice({ question, draft, onDraft, fault, locked }: Shown<"single_choice">) {
  const faultId = useId();
  return (
    <fieldset class="choices" disabled={locked} aria-describedby={fault ? faultId : undefined}>
      <legend class="unseen">{w().chooseOne}</legend>
      {question.options.map((option, place) => (
        <label class="choice" key={place}>
          <input
            type="radio"
            name="answer"
            checked={draft.option === place}
            onChange={() => onDraft({ ...draft, option: place })}
          />
          <span>{option}</span>
        </label>
      ))}
      <Fault id={faultId} fault={fault} />
    </fieldset>
  );
}

function MultipleChoice({ question, draft, onDraft, fault, locked }: Shown<"multiple_choice">) {
  const faultId = useId();
  const toggled = (place: number): number[] =>
    draft.options.includes(place) ? draft.options.filter((other) => other !== place) : [...draft.options, place];
  return (
    <fieldset class="choices" disabled={locked} aria-describedby={fault ? faultId : undefined}>
      <legend class="unseen">{w().chooseMany}</legend>
      {question.options.map((option, place) => (
        <label class="choice" key={place}>
          <input
            type="checkbox"
            checked={draft.options.includes(place)}
            onChange={() => onDraft({ ...draft, options: toggled(place) })}
          />
          <span>{option}</span>
        </label>
      ))}
      <Fault id={faultId} fault={fault} />
    </fieldset>
  );
}

function Fault({ id, fault }: { id: string; fault: string | undefined }) {
  if (!fault) return null;
  return (
    <p id={id} class="fault">
      <span aria-hidden="true">! </span>
      {fault}
    </p>
  );
}

function Typed({ question, draft, onDraft, fault, locked }: Shown<"short_text" | "number">) {
  const words = w();
  const isNumber = draft.kind === "number";
  return (
    <Field
      extra="typed"
      label={isNumber ? words.yourNumber : words.yourText}
      hint={isNumber ? words.numberHint : undefined}
      value={draft.text}
      maxLength={kTextMost}
      inputMode={isNumber ? "decimal" : "text"}
      after={question.unit ?? undefined}
      fault={fault}
      readOnly={locked}
      onValue={(text) => onDraft({ ...draft, text })}
    />
  );
}

function Match({ question, draft, onDraft, fault, locked }: Shown<"match">) {
  const words = w();
  const base = useId();
  const set = (left: number, value: string) => {
    const right = value === "" ? null : Number(value);
    onDraft({ ...draft, pairs: draft.pairs.map((other, place) => (place === left ? right : other)) });
  };
  return (
    <fieldset class="pairs" disabled={locked} aria-describedby={fault ? `${base}-fault` : undefined}>
      <legend class="hint">{words.matchHelp}</legend>
      {question.left.map((text, left) => (
        <div class="pair" key={left}>
          <label for={`${base}-${left}`}>{text}</label>
          <select
            id={`${base}-${left}`}
            class="plain-select"
            value={String(draft.pairs[left] ?? "")}
            onChange={(event) => set(left, event.currentTarget.value)}
          >
            <option value="">{words.choose}</option>
            {question.right.map((right, place) => (
              <option key={place} value={String(place)}>
                {right}
              </option>
            ))}
          </select>
        </div>
      ))}
      <Fault id={`${base}-fault`} fault={fault} />
    </fieldset>
  );
}

function Order({ question, draft, onDraft, locked }: Shown<"order">) {
  const words = w();
  const list = useRef<HTMLOListElement>(null);
  const dragged = useRef<number | null>(null);
  const follow = useRef<{ option: number; control: string } | null>(null);
  const textOf = (option: number): string => question.options[option] ?? "";

  const move = (from: number, to: number, control: string | null) => {
    const options = moved(draft.options, from, to);
    const option = draft.options[from];
    if (locked || options === draft.options || option === undefined) return;
    if (control !== null) follow.current = { option, control };
    onDraft({ ...draft, options });
    announce(words.place(textOf(option), to + 1, options.length));
  };
  // The line moved under the finger: focus stays on the button that was pressed, unless it is at the end. Before
  // the page is painted: the next key goes where the eye is.
  useLayoutEffect(() => {
    const wanted = follow.current;
    follow.current = null;
    if (wanted === null) return;
    const row = list.current?.querySelector(`[data-option="${wanted.option}"]`);
    const button = row?.querySelector<HTMLButtonElement>(`[data-control="${wanted.control}"]:not([aria-disabled])`);
    (button ?? row?.querySelector<HTMLButtonElement>("button:not([aria-disabled])"))?.focus();
  }, [draft.options]);

  const arrow = (event: KeyboardEvent, place: number) => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    const up = event.key === "ArrowUp";
    move(place, place + (up ? -1 : 1), up ? "up" : "down");
  };

  return (
    <div class="order">
      <p class="hint">{words.orderHelp}</p>
      <ol ref={list}>
        {draft.options.map((option, place) => (
          <li
            key={option}
            data-option={option}
            draggable={!locked}
            onKeyDown={(event) => arrow(event, place)}
            onDragStart={(event) => {
              dragged.current = place;
              event.dataTransfer?.setData("text/plain", textOf(option));
            }}
            onDragOver={(event) => event.preventDefault()}
            onDrop={(event) => {
              event.preventDefault();
              if (dragged.current !== null) move(dragged.current, place, null);
              dragged.current = null;
            }}
          >
            <span class="grip" aria-hidden="true">
              ⠿
            </span>
            <span class="rank" aria-hidden="true">
              {place + 1}
            </span>
            <span class="grow">{textOf(option)}</span>
            <MoveButton control="up" label={words.up(textOf(option))} off={locked || place === 0} onPress={() => move(place, place - 1, "up")} />
            <MoveButton
              control="down"
              label={words.down(textOf(option))}
              off={locked || place === draft.options.length - 1}
              onPress={() => move(place, place + 1, "down")}
            />
          </li>
        ))}
      </ol>
    </div>
  );
}

function MoveButton({ control, label, off, onPress }: { control: "up" | "down"; label: string; off: boolean; onPress(): void }) {
  return (
    <button
      type="button"
      class="btn move"
      data-control={control}
      aria-label={label}
      aria-disabled={off || undefined}
      onClick={() => !off && onPress()}
    >
      <span aria-hidden="true">{control === "up" ? "↑" : "↓"}</span>
    </button>
  );
}
