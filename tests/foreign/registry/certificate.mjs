// Verifies a certificate's eddsa-jcs-2022 proof with Digital Bazaar's Data Integrity libraries, which
// know nothing of ours: the key and its controller are the only documents they may load.
// Usage: node certificate.mjs FOLDER
//
// SPDX-License-Identifier: EUPL-1.2
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { createVerifyCryptosuite } from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import canonicalize from 'canonicalize';
import jsigs from 'jsonld-signatures';

const folder = process.argv[2];
const read = (name) => readFileSync(join(folder, name));
const certificate = JSON.parse(read('certificate.json').toString());
const raw = read('certificate.public');

const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** Base 58 as a Multikey has it; an Ed25519 key's first byte is never zero. */
function toMultibase(bytes) {
    let value = BigInt(`0x${bytes.toString('hex')}`);
    let text = '';
    for (; value > 0n; value /= 58n) text = alphabet[Number(value % 58n)] + text;
    return `z${text}`;
}

const controller = certificate.issuer.id;
const method = {
    '@context': 'https://w3id.org/security/multikey/v1',
    id: certificate.proof.verificationMethod,
    type: 'Multikey',
    controller,
    publicKeyMultibase: toMultibase(Buffer.concat([Buffer.from([0xed, 0x01]), raw])),
};
const known = new Map([
    [method.id, method],
    [controller, { '@context': 'https://www.w3.org/ns/did/v1', id: controller, assertionMethod: [method] }],
]);

async function documentLoader(url) {
    const document = known.get(url);
    if (!document) throw new Error(`nothing is loaded from elsewhere: ${url}`);
    return { document, documentUrl: url, contextUrl: null };
}

async function verdict(secured) {
    const suite = new DataIntegrityProof({ cryptosuite: createVerifyCryptosuite() });
    const purpose = new jsigs.purposes.AssertionProofPurpose();
    const { verified, error } = await jsigs.verify(structuredClone(secured), { suite, purpose, documentLoader });
    return verified ? 'verified' : error.errors.map((one) => one.message).join('; ');
}

/** The certificate with one thing in it changed. */
function altered(change) {
    const other = structuredClone(certificate);
    change(other);
    return other;
}

assert.equal(await verdict(certificate), 'verified');
assert.equal(await verdict(altered((one) => (one.credentialSubject.result[0].value = '1024'))), 'Invalid signature.');
assert.equal(await verdict(altered((one) => (one.proof.created = '2030-01-01T00:00:00Z'))), 'Invalid signature.');
assert.notEqual(await verdict(altered((one) => one['@context'].reverse())), 'verified');

assert.equal(certificate.credentialSubject.licenseNumber, read('code').toString());
assert.ok(certificate.type.includes('OpenBadgeCredential'));
const jwk = canonicalize({ kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') });
const thumbprint = createHash('sha256').update(jwk).digest('base64url');
assert.equal(certificate.proof.verificationMethod, `${controller}#${thumbprint}`);
