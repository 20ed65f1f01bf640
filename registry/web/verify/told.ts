// registry/web/verify/told.ts: the checks of a certificate, as its one verdict tells them.
//
// Role        Pure. The registry names the first check that failed (registry/certificates/credential.h);
//             those before it held, those after it were not made.
// SPDX-License-Identifier: EUPL-1.2
import type { Schemas } from "../api";

export type Verdict = Schemas["Reading"]["verdict"];
export const kCertificateChecks = ["form", "issuer", "validity", "signature"] as const;
export type CertificateCheck = (typeof kCertificateChecks)[number];
export type End = "held" | "failed" | "not_made";

const kFailedAt: Record<Verdict, CertificateCheck | null> = {
  valid: null, malformed: "form", unknown_key: "issuer", expired_key: "validity", revoked_key: "validity", demo_key: "validity", bad_signature: "signature",
};

export function toldChecks(verdict: Verdict): { name: CertificateCheck; end: End }[] {
  const failed = kFailedAt[verdict];
  const at = failed === null ? kCertificateChecks.length : kCertificateChecks.indexOf(failed);
  return kCertificateChecks.map((name, place) => ({ name, end: place < at ? "held" : place === at ? "failed" : "not_made" }));
}
