#!/usr/bin/env python3
"""Counts what a ctest run did. Usage: ctest_report.py JUNIT_FILE

Prints one line, `PASSED FAILED SKIPPED REMARK`, on stdout and what each failed test said on stderr: its
causes by name, then its end. A test that passed but says "is absent, skipped", or has a line that starts with "skipped:",
could not do its work here: it counts as skipped, and the remark says why. A test that failed stays failed.
A test that is a run of node's own test runner counts for as many as node says.

SPDX-License-Identifier: EUPL-1.2
"""
import collections
import re
import sys
import xml.etree.ElementTree as ElementTree

SKIPPED = re.compile(r"^\s*skipped:\s*(?P<why>.+)$|^\s*(?P<what>.*\bis absent), skipped", re.MULTILINE)
NODE_SAYS = re.compile(r"^(?:#|ℹ) (?P<state>pass|fail|cancelled|skipped|todo) (?P<count>\d+)$", re.MULTILINE)
NODE_STATES = {"pass": "passed", "fail": "failed", "cancelled": "failed", "skipped": "skipped", "todo": "skipped"}
# One failure in node's report: its name, then why it failed between `---` and `...`.
NODE_FAILURE = re.compile(r"^ *not ok [^\n]*\n(?: *---\n(?:.*\n)*? *\.\.\.$)?", re.MULTILINE)
NODE_PARENT = "failureType: 'subtestsFailed'"  # failed for what is in it, which is named on its own
TAIL_LINES = 60  # what a person reads of one failure before opening the log
CAUSES_MAX = 10  # the first causes; a browser that is gone fails every screen
REASONS_MAX = 3  # the closing table is a table


def words_of(case):
    return case.findtext("system-out") or ""


def has_failed(case):
    return case.get("status") == "fail" or case.find("failure") is not None


def why_skipped(case):
    """A reason when this test could not do its work, None when it did it."""
    if case.find("skipped") is not None or case.get("status") in {"notrun", "disabled"}:
        return case.get("name")
    said = SKIPPED.search(words_of(case))
    return (said["why"] or said["what"]).strip() if said else None


def states_of(case):
    """How many passed, failed and were skipped in one test of ctest; nearly always one in all."""
    inside = collections.Counter()
    for said in NODE_SAYS.finditer(words_of(case)):
        inside[NODE_STATES[said["state"]]] += int(said["count"])
    if has_failed(case):
        inside["failed"] = max(1, inside["failed"])
    elif why_skipped(case) is not None:
        inside["skipped"] = max(1, inside["skipped"])
    elif sum(inside.values()) == 0:
        inside["passed"] = 1
    return inside


def account_of(words):
    """What failed inside by name, which may stand far above the end, then the end."""
    causes = [found for found in NODE_FAILURE.findall(words) if NODE_PARENT not in found]
    return "\n".join([*causes[:CAUSES_MAX], *words.splitlines()[-TAIL_LINES:]])


def report(root):
    """The counts, the reasons of what was skipped, and what the failed ones said."""
    counts, reasons, failures = collections.Counter(), [], []
    for case in root.iter("testcase"):
        counts += states_of(case)
        if has_failed(case):
            failures.append(f"--- failed: {case.get('name')}\n{account_of(words_of(case))}")
            continue
        why = why_skipped(case)
        if why and why not in reasons:
            reasons.append(why)
    return counts, reasons, failures


def main(path):
    counts, reasons, failures = report(ElementTree.parse(path).getroot())
    for failure in failures:
        print(failure, file=sys.stderr)
    more = f" and {len(reasons) - REASONS_MAX} more" if len(reasons) > REASONS_MAX else ""
    print(counts["passed"], counts["failed"], counts["skipped"], "; ".join(reasons[:REASONS_MAX]) + more)


if __name__ == "__main__":
    main(sys.argv[1])
