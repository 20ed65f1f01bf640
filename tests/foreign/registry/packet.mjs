// Reads a packet as its format says: PAE and signatures, subjects, root of the journal.
// Usage: node packet.mjs FOLDER, where FOLDER holds the packet's files and journal.ndjson in clear.
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
const sha256 = (bytes) => createHash('sha256').update(bytes).digest();

const text = read('packet.dsse.json').toString();
const envelope = JSON.parse(text);
assert.equal(canonicalize(envelope), text);
assert.equal(envelope.payloadType, 'application/vnd.in-toto+json');
const payload = Buffer.from(envelope.payload, 'base64');
const head = `DSSEv1 ${envelope.payloadType.length} ${envelope.payloadType} ${payload.length} `;
const pae = new Uint8Array(Buffer.concat([Buffer.from(head), payload]));
const keys = ['centre.public', 'invigilator.public'];
assert.equal(envelope.signatures.length, keys.length);
keys.forEach((name, place) => {
    const signature = new Uint8Array(Buffer.from(envelope.signatures[place].sig, 'base64'));
    assert.ok(nacl.sign.detached.verify(pae, signature, new Uint8Array(read(name))));
});

const statement = JSON.parse(payload.toString());
assert.equal(canonicalize(statement), payload.toString());
assert.equal(statement._type, 'https://in-toto.io/Statement/v1');
for (const { name, digest } of statement.subject)
    assert.equal(sha256(read(name)).toString('hex'), digest.sha256);

/** RFC 6962 section 2.1. */
function root(leaves) {
    if (leaves.length === 1) return sha256(Buffer.concat([Buffer.from([0]), leaves[0]]));
    let half = 1;
    while (half * 2 < leaves.length) half *= 2;
    const sides = [root(leaves.slice(0, half)), root(leaves.slice(half))];
    return sha256(Buffer.concat([Buffer.from([1]), ...sides]));
}

const entries = read('journal.ndjson').toString().trimEnd().split('\n');
const { journal, counts } = statement.predicate;
assert.equal(entries.length, journal.size);
assert.equal(entries.length, counts.entries);
assert.equal(root(entries.map((entry) => Buffer.from(entry))).toString('hex'), journal.root);
const checkpoint = read('checkpoint').toString().split('\n');
assert.equal(checkpoint[0], journal.origin);
assert.equal(checkpoint[1], String(journal.size));
assert.equal(Buffer.from(checkpoint[2], 'base64').toString('hex'), journal.root);
