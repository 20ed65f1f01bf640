#!/usr/bin/env bash
# A certificate's proof verified by a program that is not ours.
#
# SPDX-License-Identifier: EUPL-1.2
set -euo pipefail

probe="$1"
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
command -v node > /dev/null || { echo "skipped: node is not installed"; exit 77; }
[[ -d "$here/../node_modules/@digitalbazaar/data-integrity" ]] || { echo "skipped: npm ci in tests/foreign"; exit 77; }
folder="$(mktemp --directory)"
trap 'rm --recursive --force "$folder"' EXIT
"$probe" "$folder"
node "$here/certificate.mjs" "$folder"
