// registry/web/verify/file.ts: what a visitor gives: a code, a text, a file of JSON, or the PDF.
//
// Role        Pure. The certificate inside our PDF is taken out here, in the visitor's own browser: the
//             registry never parses a stranger's PDF. Only the shape our PDF has is read (one embedded
//             file, plain or deflated); a PDF that another program wrote again may have none we find.
// SPDX-License-Identifier: EUPL-1.2

export const kDocumentMost = 65_536; // the registry's limit for a certificate
export const kFileMost = 4 * 1024 * 1024; // our PDF weighs 60 KiB; a scan of one is no certificate

export type Taken = { kind: "document"; text: string } | { kind: "empty" } | { kind: "too_big" } | { kind: "pdf_without" } | { kind: "not_text" };

/** 7K2M-9QXD-4T3B, as printed; null for what cannot be a code. O is read as 0, I and L as 1. */
export function normalCode(typed: string): string | null {
  const code = typed.toUpperCase().replace(/[\s-]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
  return /^[0-9A-HJKMNP-TV-Z]{12}$/.test(code) ? code.replace(/(.{4})(.{4})(.{4})/, "$1-$2-$3") : null;
}

export function takeText(text: string): Taken {
  const document = text.replace(/^\ufeff/, "").trim();
  if (document === "") return { kind: "empty" };
  return new TextEncoder().encode(document).length > kDocumentMost ? { kind: "too_big" } : { kind: "document", text: document };
}

export async function takeFile(bytes: Uint8Array): Promise<Taken> {
  if (bytes.length > kFileMost) return { kind: "too_big" };
  if (isPdf(bytes)) return takePdf(bytes);
  const text = textOf(bytes);
  return text === null ? { kind: "not_text" } : takeText(text);
}

const isPdf = (bytes: Uint8Array): boolean => latin(bytes.subarray(0, 1024)).includes("%PDF-");

function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

async function takePdf(bytes: Uint8Array): Promise<Taken> {
  const embedded = findEmbedded(bytes);
  const clear = embedded === null ? null : embedded.deflated ? await inflate(embedded.bytes) : embedded.bytes;
  const text = clear === null ? null : textOf(clear);
  return text === null ? { kind: "pdf_without" } : takeText(text);
}

/** One character a byte, so that places in the text are places in the bytes. */
function latin(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}

function findEmbedded(bytes: Uint8Array): { bytes: Uint8Array; deflated: boolean } | null {
  const text = latin(bytes);
  const named = text.search(/\/Type\s*\/EmbeddedFile\b/);
  const stream = named < 0 ? -1 : text.indexOf("stream", named);
  if (stream < 0) return null;
  const dictionary = text.slice(text.lastIndexOf(" obj", named), stream);
  const length = /\/Length\s+(\d+)(?!\s+\d+\s+R)\b/.exec(dictionary)?.[1];
  if (length === undefined) return null;
  const from = stream + (text[stream + 6] === "\r" ? 8 : 7); // "stream", then a line feed, which a return may precede
  return { bytes: bytes.subarray(from, from + Number(length)), deflated: dictionary.includes("/FlateDecode") };
}

/** Null when the bytes are not deflated, or hold more than a certificate may weigh. */
async function inflate(packed: Uint8Array): Promise<Uint8Array | null> {
  try {
    const reader = new Blob([new Uint8Array(packed)]).stream().pipeThrough(new DecompressionStream("deflate")).getReader();
    const parts: Uint8Array[] = [];
    let size = 0;
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      size += part.value.length;
      if (size > kDocumentMost) return null;
      parts.push(part.value);
    }
    return joined(parts, size);
  } catch {
    return null;
  }
}

function joined(parts: Uint8Array[], size: number): Uint8Array {
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
