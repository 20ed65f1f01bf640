#!/usr/bin/env python3
"""Writes the result of ./deploy/test as JSON, from one line of tab-separated fields a ring on stdin.

SPDX-License-Identifier: EUPL-1.2
"""
import json
import sys

FIELDS = ("ring", "title", "result", "seconds", "passed", "failed", "skipped", "remark")
NUMBERS = ("seconds", "passed", "failed", "skipped")


def main():
    rings = [dict(zip(FIELDS, line.rstrip("\n").split("\t"))) for line in sys.stdin]
    for ring in rings:
        ring.update({name: int(ring[name]) for name in NUMBERS})
    total = {name: sum(ring[name] for ring in rings) for name in NUMBERS}
    json.dump({"rings": rings, **total}, sys.stdout, ensure_ascii=False, indent=2)
    print()


if __name__ == "__main__":
    main()
