"""tests/commands/programs.py: runs the programs as one types them, and says what they said.

SPDX-License-Identifier: EUPL-1.2
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from support.free_ports import free_ports  # noqa: E402, F401

ROOT = pathlib.Path(__file__).resolve().parents[2]
BIN = pathlib.Path(os.environ.get("PROBANT_BIN", ROOT / "build/release/bin"))
PACKAGE = ROOT / "deploy/demo-package"
DONE, REFUSED, MISUSED = 0, 1, 2
SECONDS = 60  # a program that has not ended by then was started when it should have refused


class Said:
    """The exit status and both streams of a program that ended."""

    def __init__(self, done):
        self.status, self.out, self.err = done.returncode, done.stdout, done.stderr

    @property
    def lines(self):
        return [line for line in self.out.splitlines() if line]

    def __repr__(self):
        return f"status {self.status}\n{self.out}{self.err}"


def run(program, *words):
    command = [str(BIN / program), *map(str, words)]
    return Said(subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False))


class Folder:
    """A folder that is gone at the end."""

    def __init__(self):
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="probant-commands-"))

    def remove(self):
        shutil.rmtree(self.path)


def copy_of_package(folder, name="demo"):
    at = folder / name
    shutil.copytree(PACKAGE, at)
    return at
