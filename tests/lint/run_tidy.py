#!/usr/bin/env python3
"""Runs clang-tidy-19 on what has not passed yet. Usage: run_tidy.py --build DIR --cache DIR [--jobs N] [--all]

What passed is remembered by content: the source, every header of ours it reaches, the .clang-tidy files
above it, its compile command and the tool's version. The order is: sources that changed since the landed
branch, sources that reach a header that changed, crypto and engine, the rest. Without --all the run stops
beginning files after --seconds; those left are counted as waiting, and the next run goes on from there.
What changed is read alone; the rest several sources as one, where the build folder (preset `lint`) compiles
them so: most of the time goes into the headers of others. The checker's analyser recognises such a source by
its name. docs/decisions/0003-what-a-test-run-checks.md says why.

Prints findings on stderr and `PASSED FAILED WAITING REMARK` on stdout.

SPDX-License-Identifier: EUPL-1.2
"""
import argparse
import concurrent.futures
import functools
import hashlib
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import time

TOOL = "clang-tidy-19"
BUDGET_SECONDS = 420  # a fifth of what ./deploy/test may take from nothing
FILE_SECONDS = 1800  # the slowest known source takes 80 on a machine of its own; past this the tool hangs
UNIFIED = "UnifiedSource"  # the name by which clang's analyser knows that the .cpp it includes are no headers
UNIFIED_OFF = "--checks=-bugprone-suspicious-include"  # the including of a .cpp is the very idea
FIRST_LAYERS = ("crypto/", "engine/")  # pure, cheap to read, and what everything else trusts
INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"', re.MULTILINE)


class Tree:
    """The sources of a build folder, and what each one's verdict depends on."""

    def __init__(self, root, build):
        self.root = root
        self.build = build
        self.version = subprocess.run([TOOL, "--version"], check=True, capture_output=True, text=True).stdout
        self.commands = {}
        self.whole_commands = {}
        self.batches = {}  # the source that stands for several in the build folder, or the source itself
        for entry in json.loads((build / "compile_commands.json").read_text(encoding="utf-8")):
            file = (pathlib.Path(entry["directory"]) / entry["file"]).resolve()
            for source in self.sources_of(file):
                self.commands[source] = self.essence(entry["command"])
                self.whole_commands[source] = entry
                self.batches[source] = str(file)

    def sources_of(self, file):
        """What one entry compiles: a source of ours, or those that a source made by CMake includes."""
        if "/Unity/unity_" in str(file):
            included = INCLUDE.findall(file.read_text(encoding="utf-8"))
            return [str(pathlib.Path(name).relative_to(self.root)) for name in included]
        ours = file.is_relative_to(self.root) and not file.is_relative_to(self.build.resolve().parent)
        return [str(file.relative_to(self.root))] if ours else []

    def essence(self, command):
        """The flags that matter: neither the launcher, nor the compiler's place, nor the output's name."""
        words = [word for word in shlex.split(command) if word.startswith(("-D", "-I", "-isystem", "-std", "-f", "-O"))]
        return " ".join(word.replace(str(self.root), ".") for word in words)

    @functools.lru_cache(maxsize=None)
    def text(self, path):
        return (self.root / path).read_bytes()

    @functools.lru_cache(maxsize=None)
    def includes(self, path):
        """The project's own headers that this file names, from the root or from beside it."""
        found = []
        for name in INCLUDE.findall(self.text(path).decode("utf-8", errors="replace")):
            for candidate in (name, os.path.normpath(os.path.join(os.path.dirname(path), name))):
                if (self.root / candidate).is_file():
                    found.append(candidate)
                    break
        return found

    @functools.lru_cache(maxsize=None)
    def reach(self, path):
        """A source and every header of ours it reaches."""
        seen, todo = {path}, [path]
        while todo:
            for header in self.includes(todo.pop()):
                if header not in seen:
                    seen.add(header)
                    todo.append(header)
        return seen

    def rules_above(self, path):
        folders = [self.root / parent for parent in pathlib.PurePath(path).parents]
        return [folder / ".clang-tidy" for folder in folders if (folder / ".clang-tidy").is_file()]

    def digest(self, path):
        """What a verdict on this source depends on."""
        total = hashlib.sha256()
        total.update(f"{self.version}\0{self.commands[path]}\0".encode())
        for rules in self.rules_above(path):
            total.update(hashlib.sha256(rules.read_bytes()).digest())
        for part in sorted(self.reach(path)):
            total.update(part.encode() + b"\0" + hashlib.sha256(self.text(part)).digest())
        return total.hexdigest()


def git_lines(root, *arguments):
    done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True)
    return done.stdout.splitlines() if done.returncode == 0 else []


def changed_files(root):
    """Since the landed branch where there is one, since the last commit's parent otherwise, and not committed."""
    base = None
    for name in (os.environ.get("PROBANT_BASE"), "origin/main"):
        if name and base is None:
            base = next(iter(git_lines(root, "merge-base", "HEAD", name)), None)
    head = next(iter(git_lines(root, "rev-parse", "HEAD")), None)
    if base is None or base == head:
        base = "HEAD~1"
    return set(git_lines(root, "diff", "--name-only", base)) | set(
        git_lines(root, "ls-files", "--others", "--exclude-standard")
    )


def rank(tree, path, changed):
    if path in changed:
        return 0
    if tree.reach(path) & changed:
        return 1
    return 2 if path.startswith(FIRST_LAYERS) else 3


class Unit:
    """What one run of the tool reads: one source, or several as one."""

    def __init__(self, sources):
        self.sources = sources

    def name(self):
        return self.sources[0] if len(self.sources) == 1 else f"{self.sources[0]} and {len(self.sources) - 1} more"

    def file(self, tree, folder):
        if len(self.sources) == 1:
            return str(tree.root / self.sources[0])
        total = hashlib.sha256("\n".join(self.sources).encode()).hexdigest()[:16]
        file = self.home(tree, folder) / f"{UNIFIED}-{total}.cpp"
        file.write_text("".join(f'#include "{tree.root / source}"\n' for source in self.sources), encoding="utf-8")
        return str(file)

    def home(self, tree, folder):
        """The tool takes its rules from above the file it is given: a folder that has those of these sources."""
        home = folder
        for rules in reversed(tree.rules_above(self.sources[0])):
            home = folder / rules.parent.relative_to(tree.root)
            home.mkdir(parents=True, exist_ok=True)
            if rules.parent != tree.root:  # the root's are above already
                shutil.copyfile(rules, home / rules.name)
        return home

    def command(self, tree, file):
        """The build's own command, with this file in its source's place."""
        entry = tree.whole_commands[self.sources[0]]
        words = shlex.split(entry["command"])
        words[words.index("-c") + 1] = file
        return {"directory": entry["directory"], "file": file, "command": shlex.join(words)}


def units_of(tree, to_do, changed):
    """In order: what changed alone, then what is compiled together under the same rules; nothing that has passed."""
    alone = [Unit([path]) for path in to_do if path in changed]
    together = {}
    for path in to_do:
        if path not in changed:
            together.setdefault((tree.batches[path], tree.rules_above(path)[0]), []).append(path)
    return alone + [Unit(sources) for sources in together.values()]


def write_commands(tree, units, folder):
    """clang-tidy takes its flags from a compile_commands.json of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    files = [unit.file(tree, folder) for unit in units]
    entries = [unit.command(tree, file) for unit, file in zip(units, files)]
    (folder / "compile_commands.json").write_text(json.dumps(entries), encoding="utf-8")
    return files


def check(tree, folder, unit, file, deadline):
    """None when there was no time left to begin, otherwise (passed, what the tool said)."""
    if time.monotonic() > deadline:
        return None
    off = [UNIFIED_OFF] if len(unit.sources) > 1 else []
    try:
        done = subprocess.run(
            [TOOL, "--quiet", *off, "-p", str(folder), file],
            cwd=tree.root, capture_output=True, text=True, timeout=FILE_SECONDS,
        )
    except subprocess.TimeoutExpired:
        return False, f"{unit.name()}: {TOOL} was still at it after {FILE_SECONDS} s"
    return done.returncode == 0, done.stdout + (done.stderr if done.returncode else "")


def arguments():
    parser = argparse.ArgumentParser(description="clang-tidy on what has not passed yet")
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--cache", type=pathlib.Path, required=True)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--seconds", type=int, default=BUDGET_SECONDS)
    parser.add_argument("--all", action="store_true", help="no limit of time")
    return parser.parse_args()


def main():
    asked = arguments()
    root = pathlib.Path(__file__).resolve().parents[2]
    tree = Tree(root, asked.build)
    cache = asked.cache.resolve()  # a command names its file whole, or clang-tidy guesses another
    cache.mkdir(parents=True, exist_ok=True)
    stamps = {path: cache / tree.digest(path) for path in tree.commands}
    changed = changed_files(root)
    to_do = sorted((path for path in stamps if not stamps[path].exists()),
                   key=lambda path: (rank(tree, path, changed), path))
    passed, failed, waiting = len(stamps) - len(to_do), 0, 0
    deadline = float("inf") if asked.all else time.monotonic() + asked.seconds
    folder = cache / "units"
    units = units_of(tree, to_do, changed)
    files = write_commands(tree, units, folder)
    with concurrent.futures.ThreadPoolExecutor(max_workers=max(1, asked.jobs)) as pool:
        verdicts = pool.map(lambda pair: check(tree, folder, *pair, deadline), zip(units, files))
        for number, (unit, verdict) in enumerate(zip(units, verdicts), start=1):
            if verdict is None:
                waiting += len(unit.sources)
                continue
            good, said = verdict
            print(f"[{number}/{len(units)}] {unit.name()}: {'passed' if good else 'FAILED'}", file=sys.stderr, flush=True)
            if good:
                for path in unit.sources:
                    stamps[path].touch()
                passed += len(unit.sources)
            else:
                failed += len(unit.sources)
                print(said, file=sys.stderr, flush=True)
    remark = f"{waiting} of {len(stamps)} sources wait for the next run, or for --all" if waiting else ""
    print(passed, failed, waiting, remark)


if __name__ == "__main__":
    main()
