#!/usr/bin/env bash
# OpenSSL verifies the signature of our DSSE envelope over a PAE built here, by hand.
# Usage: openssl_dsse.sh CRYPTO_PROBE
#
# SPDX-License-Identifier: EUPL-1.2
set -euo pipefail

probe=$1
for tool in openssl python3; do
    if ! command -v "$tool" >/dev/null; then
        echo "skipped: $tool is absent"
        exit 77
    fi
done
folder=$(mktemp --directory)
trap 'rm --recursive --force "$folder"' EXIT
cd "$folder"

printf '{"_type":"https://in-toto.io/Statement/v1","é":1}' >payload
"$probe" key .
"$probe" dsse payload >envelope

python3 - <<'PYTHON'
import base64, json
envelope = json.load(open("envelope", encoding="utf-8"))
assert sorted(envelope) == ["payload", "payloadType", "signatures"]
payload = base64.b64decode(envelope["payload"], validate=True)
assert payload == open("payload", "rb").read()
kind = envelope["payloadType"].encode()
open("pae", "wb").write(b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(payload), payload))
(signature,) = envelope["signatures"]
assert signature["keyid"] == open("keyid", encoding="ascii").read()
open("sig", "wb").write(base64.b64decode(signature["sig"], validate=True))
# SubjectPublicKeyInfo of Ed25519 (RFC 8410): a fixed prefix, then the key.
prefix = bytes.fromhex("302a300506032b6570032100")
open("public.der", "wb").write(prefix + open("public", "rb").read())
PYTHON

verify() {
    openssl pkeyutl -verify -pubin -keyform DER -inkey public.der -rawin -in "$1" -sigfile sig
}
verify pae
printf 'x' >>pae
if verify pae; then
    echo "FAILED: OpenSSL accepts a changed PAE" >&2
    exit 1
fi
"$probe" verify-dsse envelope
echo "OpenSSL and we agree"
