// Verifies what crypto_probe wrote, with packages that share no code with us.
// Usage: node verify.mjs FOLDER
//
// SPDX-License-Identifier: EUPL-1.2
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import nacl from 'tweetnacl';

const folder = process.argv[2];
const read = (name) => readFileSync(join(folder, name));
const publicKey = new Uint8Array(read('public'));
const sha256 = (bytes) => createHash('sha256').update(bytes).digest();

function verifies(message, signature) {
    const changed = Buffer.concat([message, Buffer.from([0])]);
    assert.ok(!nacl.sign.detached.verify(changed, new Uint8Array(signature), publicKey));
    return nacl.sign.detached.verify(new Uint8Array(message), new Uint8Array(signature), publicKey);
}

function checkThumbprint() {
    const x = Buffer.from(publicKey).toString('base64url');
    const thumbprint = sha256(canonicalize({ kty: 'OKP', crv: 'Ed25519', x })).toString('base64url');
    assert.equal(read('keyid').toString(), thumbprint);
}

function checkEnvelope() {
    const text = read('envelope').toString();
    const envelope = JSON.parse(text);
    assert.equal(canonicalize(envelope), text);
    const payload = Buffer.from(envelope.payload, 'base64');
    const type = envelope.payloadType;
    const head = `DSSEv1 ${Buffer.byteLength(type)} ${type} ${payload.length} `;
    const pae = Buffer.concat([Buffer.from(head), payload]);
    assert.ok(verifies(pae, Buffer.from(envelope.signatures[0].sig, 'base64')));
}

function checkCheckpoint() {
    const note = read('checkpoint').toString();
    const [text, signatures] = note.split('\n\n');
    const [origin, size, root] = text.split('\n');
    assert.equal(size, '3');
    const leaf = (entry) => sha256(Buffer.concat([Buffer.from([0]), Buffer.from(entry)]));
    const node = (left, right) => sha256(Buffer.concat([Buffer.from([1]), left, right]));
    assert.equal(root, node(node(leaf('one'), leaf('two')), leaf('three')).toString('base64'));
    const [dash, name, base64] = signatures.trimEnd().split(' ');
    assert.equal(dash, '—');
    assert.equal(name, origin);
    const bytes = Buffer.from(base64, 'base64');
    const named = Buffer.concat([Buffer.from(`${name}\n`), Buffer.from([1]), publicKey]);
    assert.deepEqual(bytes.subarray(0, 4), sha256(named).subarray(0, 4));
    assert.ok(verifies(Buffer.from(`${text}\n`), bytes.subarray(4)));
}

const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

function fromBase58(text) {
    let value = 0n;
    for (const unit of text) value = value * 58n + BigInt(alphabet.indexOf(unit));
    return Buffer.from(value.toString(16).padStart(128, '0'), 'hex');
}

function checkCertificate() {
    const text = read('certificate').toString();
    const { proof, ...document } = JSON.parse(text);
    assert.equal(canonicalize({ ...document, proof }), text);
    const { proofValue, ...configuration } = proof;
    const hashes = [canonicalize(configuration), canonicalize(document)].map(sha256);
    assert.equal(proofValue[0], 'z');
    assert.ok(verifies(Buffer.concat(hashes), fromBase58(proofValue.slice(1))));
}

checkThumbprint();
checkEnvelope();
checkCheckpoint();
checkCertificate();
console.log('tweetnacl, canonicalize and we agree');
