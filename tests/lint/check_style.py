#!/usr/bin/env python3
"""Holds the tree to the rules of docs/STYLE.md that no ready-made tool knows. Usage: check_style.py REPOSITORY_ROOT

Each rule is a function from a path and its lines to complaints, and a line of RULES says which files it
reads. test_check_style.py shows each one a file that it must refuse.

SPDX-License-Identifier: EUPL-1.2
"""
import pathlib
import re
import subprocess
import sys

LINES_MAX = 500  # a longer file usually holds two ideas
OPENING_LINES = 40  # where a header's paragraph must have ended
LICENCE = "SPDX-License-Identifier: EUPL-1.2"

CPP = (".h", ".cpp")
PAGES = (".ts", ".tsx", ".mjs")
CODE = CPP + PAGES + (".py", ".sql", ".css")
GENERATED = re.compile(r"(^|/)(generated|node_modules)/|package-lock\.json$")
QUOTES_THE_RULES = re.compile(r"^tests/lint/(test_)?check_style\.py$")

UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
SOMEONES_MACHINE = re.compile(r"(?<![\w.~}\])$*/-])/(home|root|work|Users)/\w")
TITLE = re.compile(
    r'\b(?:TEST_CASE|SCENARIO|TEMPLATE_TEST_CASE|TEST_CASE_METHOD\s*\(\s*\w+\s*,)\s*\(?\s*'
    r'(?P<title>(?:"(?:[^"\\]|\\.)*"\s*)+)(?:,\s*(?P<tags>(?:"(?:[^"\\]|\\.)*"\s*)+))?'
)
MUTEX = re.compile(r"^\s*(?:mutable\s+)?std::(?:shared_|recursive_|timed_)?mutex\s+\w+")
SLEEP = re.compile(r"\b(sleep_for|sleep_until|usleep|nanosleep)\b")
LOOSE_TYPE = re.compile(r"(:\s*any\b|\bas\s+any\b|<any\b|@ts-ignore|@ts-nocheck)")
HTML_SINK = re.compile(r"\b(innerHTML|outerHTML|insertAdjacentHTML|document\.write|dangerouslySetInnerHTML)\b|\beval\(|\bnew Function\(")


def opening(lines):
    """The comment at the top of a file, one string."""
    taken = []
    for line in lines[:OPENING_LINES]:
        if not line.startswith("//"):
            break
        taken.append(line)
    return "\n".join(taken)


def header_opens_with_its_paragraph(path, lines):
    top = opening(lines)
    if not re.match(rf"// {re.escape(path)}: \S", top):
        yield 1, f"the first line must be `// {path}: what it is.`"
    for label in ("Role", "Threads"):
        if not re.search(rf"^// {label}\b", top, re.MULTILINE):
            yield 1, f"the opening paragraph has no `{label}` line"
    if LICENCE not in top:
        yield 1, f"the opening paragraph must end with {LICENCE}"


def header_pulls_nothing_in(path, lines):
    if not any(line.strip() == "#pragma once" for line in lines):
        yield 1, "a header starts with #pragma once"
    for number, line in enumerate(lines, start=1):
        if re.match(r"\s*using\s+namespace\b", line):
            yield number, "no `using namespace` in a header: it reaches everyone who includes it"


def says_its_licence(path, lines):
    if not any(LICENCE in line for line in lines[:OPENING_LINES]):
        yield 1, f"no line says {LICENCE}"


def is_small(path, lines):
    if len(lines) > LINES_MAX:
        yield LINES_MAX + 1, f"{len(lines)} lines, {LINES_MAX} at most: it holds two ideas"


def is_finished(path, lines):
    for number, line in enumerate(lines, start=1):
        word = UNFINISHED.search(line)
        if word:
            yield number, f"{word[0]} is unfinished work: finish it, or name the limit in the docs"


def names_no_machine(path, lines):
    for number, line in enumerate(lines, start=1):
        if SOMEONES_MACHINE.search(line):
            yield number, "an absolute path of one machine"


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


def titles_are_sentences(path, lines):
    text = "\n".join(lines)
    for case in TITLE.finditer(text):
        number = line_of(text, case.start())
        title = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', case["title"]))
        if ";" in title:
            yield number, "a `;` in a title splits the test into two halves that match nothing"
        if " " not in title.strip():
            yield number, f"`{title}` is no sentence: say what would be broken"
        if re.search(r"\[(\.|!hide|!mayfail|!shouldfail)", case["tags"] or ""):
            yield number, "a hidden or excused test tests nothing"


def waits_for_no_clock(path, lines):
    for number, line in enumerate(lines, start=1):
        if SLEEP.search(line):
            yield number, "nothing sleeps where the clock is a value: move it"


def mutex_names_what_it_guards(path, lines):
    for number, line in enumerate(lines, start=1):
        above = lines[number - 2].strip() if number > 1 else ""
        if MUTEX.match(line) and "//" not in line and not above.startswith("//"):
            yield number, "a mutex needs a comment naming what it guards"


def page_is_typed(path, lines):
    for number, line in enumerate(lines, start=1):
        if LOOSE_TYPE.search(line.split("//")[0]) or "@ts-ignore" in line or "@ts-nocheck" in line:
            yield number, "no `any` and no silenced type check"


def page_builds_no_html(path, lines):
    for number, line in enumerate(lines, start=1):
        if HTML_SINK.search(line.split("//")[0]):
            yield number, "text never becomes HTML or code in a page: build elements"


def script_stops_at_errors(path, lines):
    if not any(line.strip() == "set -euo pipefail" for line in lines):
        yield 1, "a script says `set -euo pipefail`"


def is_script(path, lines):
    return bool(lines) and re.match(r"#!.*\b(ba)?sh\b", lines[0]) is not None


def ends_with(*endings):
    return lambda path, lines: path.endswith(endings)


# They wait for programs that they started: the clock is the world's.
STARTS_PROGRAMS = {"tests/support/child.cpp", "tests/support/real_centre.cpp"}


def in_quiet_tests(path, lines):
    """What is pure needs no waiting; a test of a real socket may have to."""
    return path not in STARTS_PROGRAMS and path.startswith(("tests/unit/crypto/", "tests/unit/engine/", "tests/simulation/", "tests/support/")) and path.endswith(CPP)


RULES = [
    (ends_with(".h"), header_opens_with_its_paragraph),
    (ends_with(".h"), header_pulls_nothing_in),
    (lambda path, lines: path.endswith(CODE) or is_script(path, lines), says_its_licence),
    (lambda path, lines: path.endswith(CODE) or is_script(path, lines), is_small),
    (lambda path, lines: path.endswith(CODE) or is_script(path, lines), is_finished),
    (lambda path, lines: path.endswith(CODE + (".md", ".txt", ".yaml", ".json")) or is_script(path, lines), names_no_machine),
    (lambda path, lines: path.startswith("tests/") and path.endswith(".cpp"), titles_are_sentences),
    (in_quiet_tests, waits_for_no_clock),
    (ends_with(*CPP), mutex_names_what_it_guards),
    (ends_with(".ts", ".tsx"), page_is_typed),
    (ends_with(*PAGES), page_builds_no_html),
    (is_script, script_stops_at_errors),
]


def complaints_about(path, text):
    """All the complaints about one file of this text, as (line, sentence)."""
    lines = text.splitlines()
    for applies, rule in RULES:
        if applies(path, lines):
            yield from rule(path, lines)


def tracked_files(root):
    listing = subprocess.run(["git", "-C", str(root), "ls-files", "-z"], check=True, capture_output=True)
    return [name for name in listing.stdout.decode("utf-8").split("\0") if name]


def main(root):
    found = 0
    for path in tracked_files(root):
        file = root / path
        if GENERATED.search(path) or QUOTES_THE_RULES.match(path) or not file.is_file():
            continue
        try:
            text = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture
        for number, sentence in complaints_about(path, text):
            found += 1
            print(f"{path}:{number}: {sentence}")
    print("style: clean" if found == 0 else f"style: {found} complaints")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
