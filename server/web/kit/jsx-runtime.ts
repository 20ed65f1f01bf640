// server/web/kit/jsx-runtime.ts: what the compiler imports for a page's JSX.
// SPDX-License-Identifier: EUPL-1.2
export * from "preact/jsx-runtime";
