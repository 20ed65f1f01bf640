#!/usr/bin/env python3
"""Fails when two headers define a type of one name in one namespace. Usage: check_names.py REPOSITORY_ROOT

No compiler says it where no source includes both, and the linker takes either: a program then reads one
type's bytes as the other's.

SPDX-License-Identifier: EUPL-1.2
"""
import collections
import pathlib
import re
import sys

# At the margin: what is inside a type is nobody else's; a specialisation (std::hash<…>) is no new type.
OPENS = re.compile(r"^namespace (?P<namespace>[\w:]+) \{|^(?:struct|class|enum class|union) (?P<type>\w+)(?![\w:<])(?: final)?(?:\s*:[^;{]*)?\s*\{", re.MULTILINE)


def types_of(text):
    """(namespace, name) of each type that a header defines."""
    namespace = ""
    for found in OPENS.finditer(text):
        if found["namespace"]:
            namespace = found["namespace"]
        else:
            yield namespace, found["type"]


def complaints(headers):
    """`headers`: texts by path."""
    places = collections.defaultdict(set)
    for path, text in headers.items():
        for name in types_of(text):
            places[name].add(path)
    for (namespace, name), paths in sorted(places.items()):
        if len(paths) > 1:
            yield f"{' and '.join(sorted(paths))}: {namespace}::{name} is two types"


if __name__ == "__main__":
    root = pathlib.Path(sys.argv[1])
    layers = ("crypto", "engine", "server", "center", "registry", "candidate", "tests")
    found = list(complaints({
        str(path.relative_to(root)): path.read_text(encoding="utf-8")
        for layer in layers for path in sorted((root / layer).rglob("*.h")) if "node_modules" not in path.parts
    }))
    print("\n".join(found) or "names: clean")
    sys.exit(1 if found else 0)
