// server/web/kit/ui.ts: the only door through which a page reaches Preact and its signals.
//
// Role        A page imports from @kit alone, so that what we stand on can change in one place.
// SPDX-License-Identifier: EUPL-1.2
export { render } from "preact";
export type { ComponentChildren, RefObject } from "preact";
export { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
export { batch, computed, effect, signal } from "@preact/signals";
