#!/usr/bin/env bash
# Debian's age opens what we seal, and we open what it seals, around the chunk size.
# Usage: age.sh CRYPTO_PROBE
#
# SPDX-License-Identifier: EUPL-1.2
set -euo pipefail

probe=$1
for tool in age age-keygen; do
    if ! command -v "$tool" >/dev/null; then
        echo "skipped: $tool is absent"
        exit 77
    fi
done
folder=$(mktemp --directory)
trap 'rm --recursive --force "$folder"' EXIT
cd "$folder"

age-keygen --output identity 2>/dev/null
age-keygen --output other 2>/dev/null
recipient=$(age-keygen -y identity)
second=$(age-keygen -y other)

for size in 0 1 65535 65536 65537 200000; do
    head --bytes "$size" /dev/urandom >clear
    "$probe" seal "$recipient" clear sealed
    age --decrypt --identity identity sealed >opened
    cmp clear opened

    age --encrypt --recipient "$second" --recipient "$recipient" --output sealed clear
    "$probe" open identity sealed >opened
    cmp clear opened
    rm sealed opened
done

printf 'answers' >clear
"$probe" seal "$recipient" clear sealed
if age --decrypt --identity other sealed 2>/dev/null || "$probe" open other sealed; then
    echo "FAILED: another identity opens the file" >&2
    exit 1
fi
printf 'x' >>sealed
if age --decrypt --identity identity sealed >opened 2>/dev/null || "$probe" open identity sealed; then
    echo "FAILED: a lengthened file opens" >&2
    exit 1
fi
echo "age and we agree"
