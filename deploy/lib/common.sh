# deploy/lib/common.sh: what every script of deploy/ starts with. Sourced, never run.
#
# Role     Finds the repository whatever the folder one stands in, says things in one way, and
#          counts how many jobs this machine can bear.
# Gives    $root, say, warn, die, misused, have, job_count, with_lock.
#
# SPDX-License-Identifier: EUPL-1.2
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

# Progress goes to stderr: stdout is kept for what a program may read (--json).
say() { printf '%s\n' "$*" >&2; }
warn() { printf 'warning: %s\n' "$*" >&2; }
die() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

# A command line that makes no sense: exit status 2, like the programs.
misused() {
    printf 'error: %s\nTry: %s --help\n' "$1" "$0" >&2
    exit 2
}

have() { command -v "$1" >/dev/null 2>&1; }

# One g++ on a source that reads POCO or the test library can take 1.5 GiB.
readonly kKibibytesPerJob=1572864

# As many jobs as processors, fewer when memory is short. PROBANT_JOBS decides otherwise.
job_count() {
    if [[ -n "${PROBANT_JOBS:-}" ]]; then
        printf '%s\n' "$PROBANT_JOBS"
        return
    fi
    local processors available by_memory
    processors=$(nproc)
    available=$(awk '/^MemAvailable:/ { print $2 }' /proc/meminfo)
    by_memory=$((${available:-0} / kKibibytesPerJob))
    ((by_memory < 1)) && by_memory=1
    printf '%s\n' "$((processors < by_memory ? processors : by_memory))"
}

# with_lock NAME COMMAND...: one at a time, so that two builds never write one folder together.
# Never call it in a condition: bash would then go on after an error inside the command.
with_lock() {
    local name=$1
    shift
    mkdir -p "$root/build/locks"
    exec 9>"$root/build/locks/$name"
    if ! flock --nonblock 9; then
        say "[$name] another run is at it, waiting for it to end"
        flock 9
    fi
    "$@"
    exec 9>&-
}
