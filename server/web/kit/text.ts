// server/web/kit/text.ts: comparing what people type.
// Role        Pure. `matches` finds a person by any part of the name, accents and order aside.
// SPDX-License-Identifier: EUPL-1.2

export function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[’'-]/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

/** Each word asked begins a word of the text: "le ga yann" and "yann le" both find "LE GALL Yann". */
export function matches(text: string, asked: string): boolean {
  const words = fold(text).split(" ");
  return fold(asked)
    .split(" ")
    .every((part) => words.some((word) => word.startsWith(part)));
}
