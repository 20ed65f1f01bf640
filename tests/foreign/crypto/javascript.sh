#!/usr/bin/env bash
# tweetnacl and canonicalize verify our envelope, our checkpoint and our certificate proof.
# Usage: javascript.sh CRYPTO_PROBE
#
# SPDX-License-Identifier: EUPL-1.2
set -euo pipefail

probe=$1
here=$(cd "$(dirname "$0")" && pwd)
if ! command -v node >/dev/null; then
    echo "skipped: node is absent"
    exit 77
fi
if [[ ! -d $here/../node_modules/tweetnacl || ! -d $here/../node_modules/canonicalize ]]; then
    echo "skipped: run npm ci in tests/foreign first"
    exit 77
fi
folder=$(mktemp --directory)
trap 'rm --recursive --force "$folder"' EXIT

printf '{"b":[1,{"é":"\\u20ac"}],"a":"https://in-toto.io/Statement/v1"}' >"$folder/payload"
printf '%s' '{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],' \
    '"name":"Épreuve \"1\" 😀","דּ":2,"😀":1,"n":9007199254740991}' >"$folder/document"
"$probe" key "$folder"
"$probe" dsse "$folder/payload" >"$folder/envelope"
"$probe" checkpoint >"$folder/checkpoint"
"$probe" certificate "$folder/document" >"$folder/certificate"
node "$here/verify.mjs" "$folder"
