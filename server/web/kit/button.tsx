// server/web/kit/button.tsx: the two ways to act.
//
// Role        Button acts at once and says when it is busy. HoldButton is for what cannot be undone: it
//             asks for a long press, by pointer or by keyboard; who cannot hold (a switch, a screen
//             reader's click) presses twice instead.
// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useId, useRef, useState, type ComponentChildren } from "./ui";
import { kitWords } from "./words";

interface ButtonProps {
  children: ComponentChildren;
  onPress(): void;
  look?: "plain" | "main" | "quiet" | "danger" | "onDark";
  busy?: boolean;
  disabled?: boolean;
  describedBy?: string;
  pressed?: boolean;
  label?: string;
  autoFocus?: boolean;
  extra?: string;
}

export function Button(props: ButtonProps) {
  const { children, onPress, look = "plain", busy = false, disabled = false } = props;
  return (
    <button
      type="button"
      class={`btn ${look} ${props.extra ?? ""}`}
      aria-busy={busy || undefined}
      aria-disabled={disabled || busy || undefined}
      aria-describedby={props.describedBy}
      aria-pressed={props.pressed}
      aria-label={props.label}
      data-autofocus={props.autoFocus || undefined}
      onClick={() => {
        if (!busy && !disabled) onPress();
      }}
    >
      {children}
    </button>
  );
}

const kHoldMs = 1200; // long enough not to be a slip, short enough not to be a test of strength
const kAgainMs = 6000; // time to read the sentence and press again

interface HoldProps {
  children: ComponentChildren;
  onHeld(): void;
  disabled?: boolean;
  extra?: string;
}

export function HoldButton({ children, onHeld, disabled = false, extra = "" }: HoldProps) {
  const words = kitWords();
  const hint = useId();
  const timer = useRef<number | undefined>(undefined);
  const done = useRef(false);
  const [holding, setHolding] = useState(false);
  const [again, setAgain] = useState(false);
  useEffect(() => () => clearTimeout(timer.current), []);

  const begin = () => {
    if (disabled || holding) return;
    done.current = false;
    setHolding(true);
    timer.current = window.setTimeout(() => {
      done.current = true;
      setHolding(false);
      onHeld();
    }, kHoldMs);
  };
  const release = () => {
    clearTimeout(timer.current);
    setHolding(false);
  };
  // A click that no press came before is a switch's or a screen reader's.
  const click = (event: MouseEvent) => {
    if (disabled || done.current || event.detail !== 0 || event.clientX !== 0) return;
    if (again) {
      onHeld();
      return;
    }
    setAgain(true);
    window.setTimeout(() => setAgain(false), kAgainMs);
  };
  const isHoldKey = (event: KeyboardEvent) => event.key === " " || event.key === "Enter";

  return (
    <span class="hold">
      <button
        type="button"
        class={`btn danger ${holding ? "holding" : ""} ${extra}`}
        aria-disabled={disabled || undefined}
        aria-describedby={hint}
        onPointerDown={begin}
        onPointerUp={release}
        onPointerLeave={() => holding && release()}
        onKeyDown={(event) => {
          if (!isHoldKey(event)) return;
          event.preventDefault();
          if (!event.repeat) begin();
        }}
        onKeyUp={(event) => isHoldKey(event) && release()}
        onBlur={() => holding && release()}
        onContextMenu={(event) => event.preventDefault()}
        onClick={click}
      >
        {children}
      </button>
      <span id={hint} class="hint" role="status">
        {again ? words.holdAgain : words.holdHint}
      </span>
    </span>
  );
}
