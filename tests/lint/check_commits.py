#!/usr/bin/env python3
"""Checks the subjects of the commits that are not landed yet. Usage: check_commits.py REPOSITORY_ROOT

A subject is `scope: imperative summary`, 72 columns at most, and its scope a top-level folder. What is
landed is compared with the branch that PROBANT_BASE names, origin/main otherwise. Exit status 77 when
there is no such branch: what is landed cannot be told from what is not.

SPDX-License-Identifier: EUPL-1.2
"""
import os
import re
import subprocess
import sys

COLUMNS_MAX = 72
SKIPPED = 77
NOT_IMPERATIVE = re.compile(r"^\w+(ed|ing)$")  # "added", "adding"
# Commands that end so all the same.
IMPERATIVE = {"embed", "feed", "need", "seed", "shed", "speed", "bring", "ring", "string", "spring"}


def git(root, *arguments):
    return subprocess.run(["git", "-C", root, *arguments], check=True, capture_output=True, text=True).stdout


def base_of(root):
    for name in (os.environ.get("PROBANT_BASE"), "origin/main"):
        if name:
            known = subprocess.run(
                ["git", "-C", root, "rev-parse", "--verify", "--quiet", name + "^{commit}"], capture_output=True
            )
            if known.returncode == 0:
                return name
    return None


def complaints(subject, scopes):
    if len(subject) > COLUMNS_MAX:
        yield f"{len(subject)} columns, {COLUMNS_MAX} at most"
    parts = re.match(r"(?P<scope>[a-z]+): (?P<summary>\S.*)$", subject)
    if not parts:
        yield "not `scope: imperative summary`"
        return
    if parts["scope"] not in scopes:
        yield f"`{parts['scope']}` is no top-level folder"
    first = parts["summary"].split()[0].rstrip(":").lower()
    if NOT_IMPERATIVE.match(first) and first not in IMPERATIVE:
        yield f"`{first}` is no command"


def main(root):
    base = base_of(root)
    if base is None:
        print("there is no origin/main to compare with (PROBANT_BASE may name another commit)")
        return SKIPPED
    folders = git(root, "ls-tree", "-d", "--name-only", "HEAD").split()
    scopes = {name.lstrip(".") for name in folders}
    found = 0
    for line in git(root, "log", "--no-merges", "--format=%h %s", f"{base}..HEAD").splitlines():
        commit, _, subject = line.partition(" ")
        for sentence in complaints(subject, scopes):
            found += 1
            print(f"{commit} {subject}\n    {sentence}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
