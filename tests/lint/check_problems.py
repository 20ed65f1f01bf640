#!/usr/bin/env python3
"""Fails when a refusal of a server is missing from its documents, or is told there in other words.

Usage: check_problems.py REPOSITORY_ROOT [--write]

Reads every code that the servers can answer from their sources, with its status and its two sentences, and
holds to it the table of docs/PROTOCOL.md (--write writes it anew) and the enum ProblemCode of both
docs/openapi*.yaml. A sentence that holds a figure or a name shows it as `…`.

SPDX-License-Identifier: EUPL-1.2
"""
import pathlib
import re
import sys
from typing import NamedTuple

BOTH, CENTRE, REGISTRY = "both", "centre", "registry"
SOURCES = [
    ("server/http/connection.cpp", BOTH),
    ("server/http/fields.cpp", BOTH),
    *((f"center/api/{name}.cpp", CENTRE) for name in ("refusals", "station_refusals", "candidate_routes", "invigilator_routes", "manager_routes", "receipt")),
    ("registry/api/replies.cpp", REGISTRY),
]
STATUSES = "center/api/statuses.h"  # names that several sources use
LITERAL = r'"((?:[^"\\]|\\.)*)"'
OPENING = "<!-- refusals: written by tests/lint/check_problems.py --write -->"
CLOSING = "<!-- end of refusals -->"
# A packet refused for these is answered and not kept: docs/PACKET.md. For the others it has a receipt.
NOT_KEPT_BEFORE = "Checkpoint"


class Refusal(NamedTuple):
    code: str
    status: int
    who: str
    fr: str
    en: str


def balanced(text, start):
    """What stands between the bracket at `start` and the one that closes it."""
    depth, at = 0, start
    while at < len(text):
        if text[at] == '"':
            at = re.compile(LITERAL, re.DOTALL).match(text, at).end()
            continue
        depth += {"(": 1, "{": 1, "[": 1, ")": -1, "}": -1, "]": -1}.get(text[at], 0)
        if depth == 0:
            return text[start + 1:at]
        at += 1
    raise ValueError("a bracket is never closed")


def arguments(text):
    """The parts between the commas that stand in no bracket."""
    parts, depth, begun, at = [], 0, 0, 0
    while at < len(text):
        if text[at] == '"':
            at = re.compile(LITERAL, re.DOTALL).match(text, at).end()
            continue
        depth += {"(": 1, "{": 1, "[": 1, ")": -1, "}": -1, "]": -1}.get(text[at], 0)
        if text[at] == "," and depth == 0:
            parts.append(text[begun:at])
            begun = at + 1
        at += 1
    return [part.strip() for part in [*parts, text[begun:]] if part.strip()]


def sentence(expression):
    """The literals of an expression, with `…` for what is only known when it is said."""
    told = re.sub(LITERAL, lambda one: "\x00" + one[1].replace('\\"', '"') + "\x00", expression, flags=re.DOTALL)
    pieces = told.split("\x00")
    spoken = "".join(piece if place % 2 else ("…" if re.search(r"\w", piece) else "") for place, piece in enumerate(pieces))
    return re.sub(r"…+", "…", spoken).strip()


def number(text, word):
    if word.isdigit():
        return int(word)
    named = re.search(rf"\b{word} = (\d+);", text)
    if not named:
        raise ValueError(f"what status is {word}?")
    return int(named[1])


def said_by_problems(text, who):
    """problem(409, "code", {"…", "…"}) and Problem{…}, in whichever of the two ways."""
    for call in re.finditer(r"\b(?:server::)?(?:problem\((?:\s*(?:Problem)?\{)?|Problem(?: problem)?\{)(?=[\s\n]*(?:\.status|\d|k[A-Z]))", text):
        inside = balanced(text, call.end() - 1)
        parts = [re.sub(r"^\.\w+ = ", "", part) for part in arguments(inside)]
        code = re.fullmatch(LITERAL, parts[1])
        if code is None:
            continue  # the codes of a table, read below
        words = arguments(balanced(parts[2], 0))
        yield Refusal(code[1], number(text, parts[0]), who, sentence(words[0]), sentence(words[1]))


def said_of_fields(text, who):
    """fault("code", name, about(name, "…", "…")): the sentence names the field."""
    for call in re.finditer(r"\bfault\(\s*" + LITERAL, text):
        parts = arguments(balanced(text, text.index("(", call.start())))
        if not parts[2].startswith("about("):
            continue
        words = arguments(balanced(parts[2], len("about")))
        yield Refusal(call[1], number(text, "kBadRequest"), who, "Le champ « … » " + sentence(words[1]), 'The field "…" ' + sentence(words[2]))


def names_of(root):
    text = (root / "engine/session/refusal.cpp").read_text(encoding="utf-8")
    return dict(re.findall(r"case Refusal::(\w+):\s*return \"(\w+)\";", text))


def said_by_the_engine(root, text):
    names = names_of(root)
    for row in re.finditer(r"\bRow\{Refusal::(\w+)", text):
        parts = arguments(balanced(text, text.index("{", row.start())))
        yield Refusal(names.pop(row[1]), number(text, parts[1]), CENTRE, sentence(parts[2]), sentence(parts[3]))
    if names:
        raise ValueError(f"no sentence for {', '.join(names)}")


def said_of_packets(root):
    """The verdicts that docs/PACKET.md gives to what is answered and not kept."""
    packet = (root / "docs/PACKET.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\w+) \|[^|]*\| ([^|]*) \|$", packet.split("## Verification")[1].split("## The receipt")[0], re.MULTILINE)
    refusing = set()
    for check, verdicts in rows:
        refusing.update(re.findall(r"`(\w+)`", verdicts))
        if check == NOT_KEPT_BEFORE.lower():
            break
    text = (root / "engine/packet/verdict.cpp").read_text(encoding="utf-8")
    for row in re.finditer(r"\{[A-Z]\w+,\s*\"(\w+)\",", text):
        if row[1] not in refusing:
            continue
        parts = arguments(balanced(text, row.start()))
        words = [re.sub(r"^\.\w+ = ", "", part) for part in arguments(balanced(parts[2], 0))]
        refusing.discard(row[1])
        yield Refusal(row[1], 422, REGISTRY, sentence(words[0]), sentence(words[1]))
    if refusing:
        raise ValueError(f"docs/PACKET.md names verdicts that do not exist: {', '.join(refusing)}")


def every_refusal(root):
    found = {}
    statuses = (root / STATUSES).read_text(encoding="utf-8")
    for path, who in SOURCES:
        text = (root / path).read_text(encoding="utf-8") + statuses
        said = [*said_by_problems(text, who), *said_of_fields(text, who)]
        if path.endswith("/refusals.cpp"):
            said += said_by_the_engine(root, text)
        for one in said:
            # A field is bad in many ways, which are told alike.
            found.setdefault((one.code, one.status, one.who, "" if one.code == "bad_field" else one.fr), one)
    for one in said_of_packets(root):
        found.setdefault((one.code, one.status, one.who, one.fr), one)
    return sorted(found.values())


def table(refusals):
    lines = ["| code | status | whose | in French | in English |", "|---|---|---|---|---|"]
    lines += [f"| `{one.code}` | {one.status} | {one.who} | {one.fr} | {one.en} |" for one in refusals]
    return "\n".join(lines)


def enum_of(document):
    listed = re.search(r"^    ProblemCode:\n(?:.*\n)*?\s*enum:\s*\[([^\]]*)\]", document, re.MULTILINE)
    if listed is None:
        raise ValueError("no enum ProblemCode")
    return set(re.findall(r"\w+", listed[1]))


def main(root, write):
    refusals = every_refusal(root)
    protocol = root / "docs/PROTOCOL.md"
    text = protocol.read_text(encoding="utf-8")
    wanted = f"{OPENING}\n{table(refusals)}\n{CLOSING}"
    before = text[text.index(OPENING):text.index(CLOSING) + len(CLOSING)]
    faults = []
    if write:
        protocol.write_text(text.replace(before, wanted), encoding="utf-8")
    elif before != wanted:
        stale = sorted(set(before.splitlines()) ^ set(wanted.splitlines()))
        faults += [f"docs/PROTOCOL.md: {line}" for line in stale] + ["docs/PROTOCOL.md: run tests/lint/check_problems.py . --write"]
    for one in refusals:
        for words in (one.fr, one.en):
            if not words.endswith((".", "!")):
                faults.append(f"{one.code}: `{words}` is no sentence")
    for name, who in (("openapi.yaml", CENTRE), ("openapi-registry.yaml", REGISTRY)):
        codes = {one.code for one in refusals if one.who in (BOTH, who)}
        listed = enum_of((root / "docs" / name).read_text(encoding="utf-8"))
        faults += [f"docs/{name}: ProblemCode does not list {code}" for code in sorted(codes - listed)]
        faults += [f"docs/{name}: ProblemCode lists {code}, which nothing answers" for code in sorted(listed - codes)]
    print("\n".join(faults) or f"problems: {len(refusals)} refusals, all documented")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]), "--write" in sys.argv[2:]))
