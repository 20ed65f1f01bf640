#!/usr/bin/env python3
"""Counts what a ctest run did. Usage: ctest_report.py JUNIT_FILE

Prints one line, `PASSED FAILED SKIPPED REMARK`, on stdout and the end of each failed test's words on
stderr. A test that passed but says "is absent, skipped", or has a line that starts with "skipped:",
could not do its work here: it counts as skipped, and the remark says why. A test that failed stays failed.

SPDX-License-Identifier: EUPL-1.2
"""
import re
import sys
import xml.etree.ElementTree as ElementTree

SKIPPED = re.compile(r"^\s*skipped:\s*(?P<why>.+)$|^\s*(?P<what>.*\bis absent), skipped", re.MULTILINE)
TAIL_LINES = 60  # what a person reads of one failure before opening the log
REASONS_MAX = 3  # the closing table is a table


def words(case):
    return case.findtext("system-out") or ""


def judge(case):
    """The state of one test, and why when it was skipped."""
    if case.get("status") == "fail" or case.find("failure") is not None:
        return "failed", ""
    if case.find("skipped") is not None or case.get("status") in {"notrun", "disabled"}:
        return "skipped", case.get("name")
    said = SKIPPED.search(words(case))
    if said:
        return "skipped", (said["why"] or said["what"]).strip()
    return "passed", ""


def main(path):
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    reasons = []
    for case in ElementTree.parse(path).getroot().iter("testcase"):
        state, why = judge(case)
        counts[state] += 1
        if state == "failed":
            tail = "\n".join(words(case).splitlines()[-TAIL_LINES:])
            print(f"--- failed: {case.get('name')}\n{tail}", file=sys.stderr)
        if why and why not in reasons:
            reasons.append(why)
    more = f" and {len(reasons) - REASONS_MAX} more" if len(reasons) > REASONS_MAX else ""
    remark = "; ".join(reasons[:REASONS_MAX]) + more
    print(counts["passed"], counts["failed"], counts["skipped"], remark)


if __name__ == "__main__":
    main(sys.argv[1])
