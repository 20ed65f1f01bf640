#!/usr/bin/env python3
"""Fails when something we install is not explained in docs/DEPENDENCIES.md. Usage: check_dependencies.py REPOSITORY_ROOT

SPDX-License-Identifier: EUPL-1.2
"""
import json
import pathlib
import sys


def debian_packages(root):
    for file in sorted((root / "deploy" / "packages").glob("*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            name = line.split("#")[0].strip()
            if name:
                yield name, file.relative_to(root)


def npm_packages(root):
    for file in [root / "server" / "web" / "package.json", *sorted((root / "tests").glob("*/package.json"))]:
        if not file.is_file():
            continue
        package = json.loads(file.read_text(encoding="utf-8"))
        for group in ("dependencies", "devDependencies"):
            for name in package.get(group, {}):
                yield name, file.relative_to(root)


def main(root):
    explained = (root / "docs" / "DEPENDENCIES.md").read_text(encoding="utf-8")
    unexplained = [
        f"{where}: `{name}` has no row in docs/DEPENDENCIES.md"
        for name, where in [*debian_packages(root), *npm_packages(root)]
        if f"`{name}`" not in explained
    ]
    print("\n".join(unexplained) or "dependencies: all explained")
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
