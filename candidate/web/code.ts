// candidate/web/code.ts: the ten characters on a candidate's slip.
//
// Role        Pure. Forgiving about case, spaces and dashes, and about the letters that are not in the
//             alphabet because they look like figures: O is 0, I and L are 1.
// SPDX-License-Identifier: EUPL-1.2

export const kCodeLength = 10;
const kGroup = 5;
const kForbidden = /[^0-9A-HJKMNP-TV-Z]/g; // Crockford's base 32: no I, L, O, U

/** What was meant by what was typed; at most ten characters. */
export function readCode(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/O/g, "0")
    .replace(/[IL]/g, "1")
    .replace(kForbidden, "")
    .slice(0, kCodeLength);
}

/** K7QM2-XWD94, the dash as soon as it is reached. */
export function showCode(code: string): string {
  return code.length <= kGroup ? code : `${code.slice(0, kGroup)}-${code.slice(kGroup)}`;
}

export const isWhole = (code: string): boolean => code.length === kCodeLength;
