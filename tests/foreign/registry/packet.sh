#!/usr/bin/env bash
# A packet taken apart by tar and age, then verified by a program that is not ours.
#
# SPDX-License-Identifier: EUPL-1.2
set -euo pipefail

probe="$1"
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
for tool in node age tar; do
    command -v "$tool" > /dev/null || { echo "skipped: $tool is not installed"; exit 77; }
done
[[ -d "$here/../node_modules/canonicalize" ]] || { echo "skipped: npm ci in tests/foreign"; exit 77; }
folder="$(mktemp --directory)"
trap 'rm --recursive --force "$folder"' EXIT
"$probe" "$folder"
tar --extract --file "$folder/packet.tar" --directory "$folder"
age --decrypt --identity "$folder/identity" --output "$folder/journal.ndjson" "$folder/journal.ndjson.age"
node "$here/packet.mjs" "$folder"
