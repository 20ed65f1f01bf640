#!/usr/bin/env python3
"""Names the tests that no ring of ./deploy/test would run. Usage: orphan_tests.py BUILD_FOLDER

SPDX-License-Identifier: EUPL-1.2
"""
import json
import subprocess
import sys

# One ring each (deploy/rings); `lint` has rings of its own, `long` needs --long, `load` is ./deploy/bench.
LABELS = {"unit", "simulation", "integration", "foreign", "pages", "kiosk", "browser", "lint", "long", "load"}


def labels_of(test):
    for one in test.get("properties", []):
        if one["name"] == "LABELS":
            return set(one["value"])
    return set()


def main(folder):
    listing = subprocess.run(
        ["ctest", "--test-dir", folder, "--show-only=json-v1"], check=True, capture_output=True, text=True
    )
    orphans = [test["name"] for test in json.loads(listing.stdout)["tests"] if not labels_of(test) & LABELS]
    for name in orphans:
        print(f"no ring runs the test: {name}")
    return 1 if orphans else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
