// server/web/kit/dialog.tsx: a question that must be answered before going on.
//
// Role        The browser's own modal dialog: the rest of the page is inert, Escape closes, focus comes
//             back to where it was. Focus starts on the first field, or on what is marked `autoFocus`.
// SPDX-License-Identifier: EUPL-1.2
import { useId, useLayoutEffect, useRef, type ComponentChildren } from "./ui";

interface DialogProps {
  title: string;
  children: ComponentChildren;
  onClose(): void;
  wide?: boolean;
}

export function Dialog({ title, children, onClose, wide = false }: DialogProps) {
  const box = useRef<HTMLDialogElement>(null);
  const heading = useId();
  // Before the page is painted: no key reaches the page behind a dialog that is seen.
  useLayoutEffect(() => {
    const dialog = box.current;
    const before = document.activeElement;
    dialog?.showModal();
    // Two questions, for the answer to one comes in the order of the page, not in that of the selector.
    const marked = dialog?.querySelector<HTMLElement>("[data-autofocus]");
    (marked ?? dialog?.querySelector<HTMLElement>("input, textarea, select, button"))?.focus();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={box}
      class={`dialog ${wide ? "wide" : ""}`}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <h2 id={heading}>{title}</h2>
      {children}
    </dialog>
  );
}
