#!/usr/bin/env bash
# The key ceremony from end to end with the real probant-keys: make, list, sign, revoke, inspect,
# and what it refuses. Usage: keys_ceremony.sh PROBANT_KEYS
#
# SPDX-License-Identifier: EUPL-1.2
set -euo pipefail

keys=$1
folder=$(mktemp --directory)
trap 'rm --recursive --force "$folder"' EXIT
cd "$folder"

fail() {
    echo "FAILED: $*" >&2
    exit 1
}

# expect STATUS WORDS COMMAND…: the exit status, and words of what it says.
expect() {
    local status=$1 words=$2 said got=0
    shift 2
    said=$("$@" 2>&1 </dev/null) || got=$?
    [[ $got == "$status" ]] || fail "status $got, not $status: $* ($said)"
    [[ $said == *"$words"* ]] || fail "'$words' is not in: $said"
}

umask 077
printf 'a long enough phrase\n' >phrase
printf 'short\n' >short

expect 0 'probant-keys' "$keys" --version
expect 0 'make-root' "$keys" --help
expect 2 '' "$keys"
expect 2 '' "$keys" make --role centre
expect 2 '' "$keys" trust

expect 0 'machine secret' "$keys" make-machine-secret --out machine
[[ $(stat --format %a machine) == 600 ]] || fail 'the machine secret is not private'
[[ $(stat --format %s machine) == 32 ]] || fail 'the machine secret is not 32 bytes'
expect 1 'already there' "$keys" make-machine-secret --out machine

expect 1 'too short' "$keys" make-root --out root --passphrase-file short
expect 0 'key ' "$keys" make-root --out root --passphrase-file phrase --demo
expect 1 'already there' "$keys" make-root --out root --passphrase-file phrase
expect 0 'key ' "$keys" make --role centre --centre FR-0042 --out centre --machine-secret machine
expect 0 'key ' "$keys" make --role invigilator --centre FR-0042 --out inv --passphrase-file phrase
expect 0 'key ' "$keys" make-age --out registry-age --machine-secret machine
expect 0 'key ' "$keys" make-age --role age_escrow --out escrow-age --machine-secret machine
expect 1 '--centre' "$keys" make --role centre --out other --machine-secret machine
expect 1 'no centre' "$keys" make --role registry_log --centre FR-0042 --out other --machine-secret machine
expect 1 'no role' "$keys" make --role session --centre FR-0042 --out other --machine-secret machine
expect 2 '' "$keys" make-root --out other --passphrase-file phrase --machine-secret machine
[[ $(stat --format %a centre) == 600 ]] || fail 'the key file is not private'

chmod 644 machine
expect 1 'chmod 600' "$keys" make-age --out other --machine-secret machine
chmod 600 machine

expect 1 'not the public file' "$keys" trust init --dir trust --root-pub centre.pub --expires 2999-01-01T00:00:00Z
expect 1 'not a time' "$keys" trust init --dir trust --root-pub root.pub --expires tomorrow
expect 1 'expired at once' "$keys" trust init --dir trust --root-pub root.pub --expires 2001-01-01T00:00:00Z
expect 0 'trust begun' "$keys" trust init --dir trust --root-pub root.pub --expires 2999-01-01T00:00:00Z
for key in centre inv registry-age escrow-age; do
    expect 0 'added' "$keys" trust add --dir trust --key $key.pub
done
expect 1 'already' "$keys" trust add --dir trust --key centre.pub
expect 1 'not listed' "$keys" trust add --dir trust --key root.pub
sed 's/FR-0042/FR-0043/' centre.pub >stolen.pub
expect 1 'possession' "$keys" trust add --dir trust --key stolen.pub

expect 1 'locked the other way' "$keys" trust sign --dir trust --root-key root --machine-secret machine
printf 'another long phrase\n' >wrong
expect 1 'does not open' "$keys" trust sign --dir trust --root-key root --passphrase-file wrong
expect 1 "not a root's key" "$keys" trust sign --dir trust --root-key centre --machine-secret machine
expect 0 'version 1, 4 keys' "$keys" trust sign --dir trust --root-key root --passphrase-file phrase

keyid=$(sed 's/.*"keyid":"\([^"]*\)".*/\1/' centre.pub)
expect 1 'no such key' "$keys" trust revoke --dir trust --keyid nobody
expect 0 'revoked' "$keys" trust revoke --dir trust --keyid "$keyid" --at 2026-11-21T10:00:00Z --last-packet 17
expect 1 'already' "$keys" trust revoke --dir trust --keyid "$keyid" --at 2027-11-21T10:00:00Z
expect 0 'version 2, 4 keys' "$keys" trust sign --dir trust --root-key root --passphrase-file phrase

expect 0 '"lastPacket":17' "$keys" inspect trust/trust.dsse.json --json
expect 0 'signed by the root.pub' "$keys" inspect trust/trust.dsse.json
expect 0 'lock: machine' "$keys" inspect centre
expect 0 'proof of possession' "$keys" inspect centre.pub
expect 1 'neither' "$keys" inspect phrase

# Another root's key does not sign this folder.
expect 0 'key ' "$keys" make-root --out usurper --passphrase-file phrase --demo
expect 1 "not the key of this folder" "$keys" trust sign --dir trust --root-key usurper --passphrase-file phrase

# A demonstration key stays out of a trust that is not one.
expect 0 'key ' "$keys" make-root --out real --passphrase-file phrase
expect 0 'key ' "$keys" make --role registry_log --out toy --machine-secret machine --demo
expect 0 'trust begun' "$keys" trust init --dir real-trust --root-pub real.pub --expires 2999-01-01T00:00:00Z
expect 1 'demonstration' "$keys" trust add --dir real-trust --key toy.pub

echo "the key ceremony holds"
