// server/web/kit/field.tsx: a labelled field with its hint and its fault.
// Role        The fault is tied to the field, not only shown near it, and never said by colour alone.
// SPDX-License-Identifier: EUPL-1.2
import { useId } from "./ui";

interface FieldProps {
  label: string;
  value: string;
  onValue(value: string): void;
  hint?: string | undefined;
  fault?: string | undefined;
  type?: "text" | "password";
  lines?: number;
  maxLength?: number;
  after?: string | undefined;
  autocomplete?: "off" | "username" | "current-password";
  inputMode?: "text" | "decimal" | "numeric";
  extra?: string;
  spellcheck?: boolean;
  autoFocus?: boolean;
  readOnly?: boolean;
}

export function Field(props: FieldProps) {
  const id = useId();
  const hintId = `${id}-hint`;
  const faultId = `${id}-fault`;
  const describedBy = [props.hint && hintId, props.fault && faultId].filter(Boolean).join(" ") || undefined;
  const shared = {
    id,
    value: props.value,
    maxLength: props.maxLength,
    readOnly: props.readOnly,
    "aria-describedby": describedBy,
    "aria-invalid": props.fault ? ("true" as const) : undefined,
    "data-autofocus": props.autoFocus || undefined,
  };
  return (
    <div class={`field ${props.extra ?? ""}`}>
      <label for={id}>{props.label}</label>
      {props.hint && (
        <span id={hintId} class="hint">
          {props.hint}
        </span>
      )}
      <span class="entry">
        {props.lines === undefined ? (
          <input
            {...shared}
            // Preact types each kind of input apart; the two of them differ in nothing else here.
            type={(props.type ?? "text") as "text"}
            autocomplete={props.autocomplete ?? "off"}
            inputMode={props.inputMode}
            spellcheck={props.spellcheck ?? false}
            onInput={(event) => props.onValue(event.currentTarget.value)}
          />
        ) : (
          <textarea {...shared} rows={props.lines} onInput={(event) => props.onValue(event.currentTarget.value)} />
        )}
        {props.after && <span class="after">{props.after}</span>}
      </span>
      {props.fault && (
        <span id={faultId} class="fault">
          <span aria-hidden="true">! </span>
          {props.fault}
        </span>
      )}
    </div>
  );
}
