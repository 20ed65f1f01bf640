#!/usr/bin/env bash
# Only crypto and its own tests include crypto/internal: raw Ed25519 stays there.
# Usage: internal_is_private.sh SOURCE_FOLDER
#
# SPDX-License-Identifier: EUPL-1.2
set -euo pipefail

cd "$1"
climbers=$(grep --recursive --files-with-matches --include='*.h' --include='*.cpp' \
    '#include "crypto/internal/' engine server center candidate registry tests |
    grep --invert-match '^tests/unit/crypto/' || true)
if [[ -n $climbers ]]; then
    echo "FAILED: crypto/internal is included by:" >&2
    echo "$climbers" >&2
    exit 1
fi
