#!/usr/bin/env python3
"""The demonstration's summary for a program. Reads "name|status|file" lines, prints one JSON object.

Usage: demo_summary.py GROUND < LINES

SPDX-License-Identifier: EUPL-1.2
"""
import json
import pathlib
import sys

ground = pathlib.Path(sys.argv[1])
checks = [dict(zip(("name", "status", "file"), line.rstrip("\n").split("|"))) for line in sys.stdin if line.strip()]
rehearsal = json.loads((ground / "rehearsal.json").read_text(encoding="utf-8"))
json.dump(
    {"ok": all(check["status"] == "ok" for check in checks), "checks": checks, "rehearsal": rehearsal},
    sys.stdout,
    ensure_ascii=False,
    indent=2,
)
print()
