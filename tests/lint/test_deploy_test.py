#!/usr/bin/env python3
"""What ./deploy/test promises, tried on rings made for it: none stops another, and none can fail in silence.

SPDX-License-Identifier: EUPL-1.2
"""
import json
import pathlib
import shutil
import subprocess
import tempfile
import unittest

DEPLOY = pathlib.Path(__file__).parents[2] / "deploy"
OPENING = "#!/usr/bin/env bash\n# title: a ring made for this test\n" 'source "$(dirname "$0")/../lib/ring.sh"\n'


class Runner(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        (self.root / "deploy" / "rings").mkdir(parents=True)
        shutil.copytree(DEPLOY / "lib", self.root / "deploy" / "lib")
        shutil.copy(DEPLOY / "test", self.root / "deploy" / "test")

    def ring(self, name, body):
        file = self.root / "deploy" / "rings" / name
        file.write_text(OPENING + body + "\n", encoding="utf-8")
        file.chmod(0o755)

    def run_rings(self, *names, extra=()):
        chosen = [word for name in names for word in ("--only", name)]
        command = [str(self.root / "deploy" / "test"), "--no-setup", *chosen, *extra]
        return subprocess.run(command, capture_output=True, text=True, timeout=60)

    def assert_says(self, done, status, last_line):
        self.assertEqual((status, last_line), (done.returncode, done.stdout.splitlines()[-1]), done.stderr)

    def test_what_passes_is_added_up(self):
        self.ring("layers", "counted 3 0 0")
        self.ring("style", "counted 4 0 1 'no tool for one'")
        self.assert_says(self.run_rings("layers", "style"), 0, "7 passed, 0 failed, 1 skipped")

    def test_a_failure_stops_no_other_ring_and_fails_the_whole(self):
        self.ring("layers", "counted 3 2 0")
        self.ring("style", "counted 4 0 0")
        self.assert_says(self.run_rings("layers", "style"), 1, "7 passed, 2 failed, 0 skipped")

    def test_a_ring_that_breaks_has_failed(self):
        self.ring("layers", "false_command_that_does_not_exist || exit 3")
        self.assert_says(self.run_rings("layers"), 1, "0 passed, 1 failed, 0 skipped")

    def test_a_ring_that_says_nothing_has_failed(self):
        self.ring("layers", "exit 0")
        done = self.run_rings("layers")
        self.assert_says(done, 1, "0 passed, 1 failed, 0 skipped")
        self.assertIn("without saying what it did", done.stderr)

    def test_a_ring_that_counts_no_failure_and_dies_has_failed(self):
        self.ring("layers", "printf '9 0 0\\n' >\"$RING_COUNTS\"; exit 1")
        self.assert_says(self.run_rings("layers"), 1, "9 passed, 1 failed, 0 skipped")

    def test_a_ring_without_its_tool_is_skipped_and_says_which(self):
        self.ring("layers", "need a_tool_nobody_has a-package")
        done = self.run_rings("layers")
        self.assert_says(done, 0, "0 passed, 0 failed, 1 skipped")
        self.assertIn("a-package", done.stderr)

    def test_what_stands_on_a_failed_build_is_skipped(self):
        self.ring("build", "counted 0 1 0")
        self.ring("unit", "counted 5 0 0")
        self.assert_says(self.run_rings("build", "unit"), 1, "0 passed, 1 failed, 1 skipped")

    def test_a_program_can_read_the_result(self):
        self.ring("layers", "counted 3 0 0")
        self.ring("style", "counted 0 1 0 'because'")
        done = self.run_rings("layers", "style", extra=["--json"])
        said = json.loads(done.stdout)
        self.assertEqual((3, 1, 0), (said["passed"], said["failed"], said["skipped"]))
        self.assertEqual("because", said["rings"][1]["remark"])
        self.assertEqual(1, done.returncode)

    def test_a_word_it_does_not_know_is_a_misuse(self):
        self.assertEqual(2, self.run_rings("no-such-ring").returncode)
        self.assertEqual(2, self.run_rings(extra=["--no-such-option"]).returncode)


if __name__ == "__main__":
    unittest.main()
