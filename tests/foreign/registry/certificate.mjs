// Verifies a certificate's eddsa-jcs-2022 proof from the W3C algorithm, with node's own crypto and
// another canonicaliser than ours. Usage: node certificate.mjs FOLDER
//
// SPDX-License-Identifier: EUPL-1.2
import assert from 'node:assert/strict';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import canonicalize from 'canonicalize';

const folder = process.argv[2];
const read = (name) => readFileSync(join(folder, name));
const sha256 = (text) => createHash('sha256').update(text).digest();

const x = read('certificate.public').toString('base64url');
const key = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x } });
const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

function fromMultibase(text) {
    assert.equal(text[0], 'z');
    let value = 0n;
    for (const letter of text.slice(1)) value = value * 58n + BigInt(alphabet.indexOf(letter));
    const hex = value.toString(16).padStart(128, '0');
    return Buffer.from(hex, 'hex');
}

function isValid(secured) {
    const { proof, ...document } = secured;
    const { proofValue, ...options } = proof;
    assert.equal(options.cryptosuite, 'eddsa-jcs-2022');
    assert.equal(options.type, 'DataIntegrityProof');
    assert.deepEqual(options['@context'], document['@context']);
    const hash = Buffer.concat([sha256(canonicalize(options)), sha256(canonicalize(document))]);
    return verify(null, hash, key, fromMultibase(proofValue));
}

const certificate = JSON.parse(read('certificate.json').toString());
assert.ok(isValid(certificate));
assert.equal(certificate.credentialSubject.licenseNumber, read('code').toString());
assert.ok(certificate.type.includes('OpenBadgeCredential'));

const thumbprint = sha256(canonicalize({ kty: 'OKP', crv: 'Ed25519', x })).toString('base64url');
assert.equal(certificate.proof.verificationMethod, `${certificate.issuer.id}#${thumbprint}`);

const richer = structuredClone(certificate);
richer.credentialSubject.result[0].value = '1024';
assert.ok(!isValid(richer));
