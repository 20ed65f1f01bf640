# deploy/lib/ring.sh: what every ring of ./deploy/test starts with. Sourced, never run.
#
# Role     A ring is a script of deploy/rings that judges one thing. It ends with `counted`, or
#          with `skip_ring` when its tool is absent; each can also be typed by hand.
# Exit     0 passed, 1 failed, 77 skipped. Any other status is a ring that broke: failed.
# Leaves   Its counts and its reason in the files that ./deploy/test names in the environment.
#
# SPDX-License-Identifier: EUPL-1.2
# shellcheck shell=bash
# shellcheck source=deploy/lib/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

readonly kRingSkipped=77
readonly kTestSeconds=300  # a test that says nothing of its own time is stuck after five minutes

cd "$root" || exit
mkdir -p build/logs

# counted PASSED FAILED SKIPPED [REMARK]: the last word of a ring.
counted() {
    printf '%s %s %s\n' "$1" "$2" "$3" >"${RING_COUNTS:-/dev/null}"
    printf '%s\n' "${4:-}" >"${RING_REASON:-/dev/null}"
    printf '%s passed, %s failed, %s skipped\n' "$1" "$2" "$3"
    [[ -n "${4:-}" ]] && printf '%s\n' "$4"
    (($2 == 0)) || exit 1
    exit 0
}

skip_ring() {
    printf '0 0 1\n' >"${RING_COUNTS:-/dev/null}"
    printf '%s\n' "$1" >"${RING_REASON:-/dev/null}"
    printf 'skipped: %s\n' "$1"
    exit "$kRingSkipped"
}

# need TOOL [PACKAGE]: no ring without its tool.
need() { have "$1" || skip_ring "$1 is not installed (Debian: ${2:-$1})"; }

# need_build: no program to test, no test.
need_build() {
    [[ -f build/release/CTestTestfile.cmake ]] || skip_ring "build/release has no tests: run ./deploy/build --tests"
}

# run_labels FOLDER LABELS JOBS [ABSENT]: the tests of these labels in a build folder, then their count.
# ABSENT says which tool kept some of them out of the folder: that counts as one skipped.
run_labels() {
    local folder=$1 labels=$2 jobs=$3 absent=${4:-} report status=0
    local leave_out=()
    report=$root/build/logs/$(basename "$folder")-${labels//|/-}.xml
    [[ -n "${PROBANT_LONG:-}" ]] || leave_out=(--label-exclude '^long$')
    rm --force "$report"
    export PROBANT_BIN="$root/build/release/bin" PROBANT_WEB="$root/build/release/web"
    ctest --test-dir "$folder" --label-regex "^($labels)\$" "${leave_out[@]}" --parallel "$jobs" \
        --timeout "$kTestSeconds" --output-junit "$report" || status=$?
    [[ -s "$report" ]] || die "ctest left no report (status $status)"
    if grep --quiet 'tests="0"' "$report"; then
        skip_ring "no test has the label ${labels//|/ or }"
    fi
    local counts passed failed skipped remark
    counts=$(python3 deploy/lib/ctest_report.py "$report")
    read -r passed failed skipped remark <<<"$counts"
    # Each source of the verdict must be able to fail it: ctest's own status counts too.
    ((status == 0 || failed > 0)) || die "ctest ended with status $status and named no failed test"
    if [[ -n "$absent" ]]; then
        skipped=$((skipped + 1))
        remark="$absent${remark:+; $remark}"
    fi
    counted "$passed" "$failed" "$skipped" "$remark"
}
