// center/web/roster.ts: reading the file a manager chose.
//
// Role        Pure. A French spreadsheet saves UTF-8, with or without a mark, or Windows-1252; a workbook
//             renamed .csv is told apart and refused with a sentence.
// SPDX-License-Identifier: EUPL-1.2

export const kRosterMost = 1024 * 1024; // the protocol's

export type Read = { kind: "text"; text: string } | { kind: "workbook" } | { kind: "too_big" } | { kind: "empty" };

export function readRoster(bytes: Uint8Array): Read {
  if (bytes.length > kRosterMost) return { kind: "too_big" };
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return { kind: "workbook" }; // PK: a zip, which is what XLSX and ODS are
  const text = decoded(bytes).replace(/^\ufeff/, "");
  return text.trim() === "" ? { kind: "empty" } : { kind: "text", text };
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

export const rowsIn = (csv: string): number => csv.split(/\r?\n/).filter((row) => row.trim() !== "").length - 1;
