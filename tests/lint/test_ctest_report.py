#!/usr/bin/env python3
"""What ./deploy/test counts: a failure is never hidden by a word, and what was skipped never passes.

SPDX-License-Identifier: EUPL-1.2
"""
import pathlib
import sys
import unittest
import xml.etree.ElementTree as ElementTree

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "deploy" / "lib"))
import ctest_report  # noqa: E402  (found through the line above)


def counted(status, words, inside=""):
    root = ElementTree.fromstring(
        f'<testsuite><testcase name="A test" status="{status}">{inside}<system-out>{words}</system-out></testcase></testsuite>'
    )
    counts, _, _ = ctest_report.report(root)
    return counts["passed"], counts["failed"], counts["skipped"]


class WhatIsCounted(unittest.TestCase):
    def test_one_test_is_one(self):
        self.assertEqual((1, 0, 0), counted("run", "All tests passed"))
        self.assertEqual((0, 1, 0), counted("fail", "REQUIRE", "<failure/>"))
        self.assertEqual((0, 0, 1), counted("notrun", "", "<skipped/>"))

    def test_what_could_not_be_done_is_skipped(self):
        self.assertEqual((0, 0, 1), counted("run", "  cctv/age is absent, skipped"))
        self.assertEqual((0, 0, 1), counted("run", "skipped: no FUSE here"))
        self.assertEqual((1, 0, 0), counted("run", "2 vectors are left out"))

    def test_no_word_hides_a_failure(self):
        self.assertEqual((0, 1, 0), counted("fail", "skipped: no FUSE here", "<failure/>"))
        self.assertEqual((3, 1, 0), counted("fail", "# pass 3\n# fail 0", "<failure/>"))

    def test_a_run_of_node_counts_for_what_node_says(self):
        self.assertEqual((12, 0, 1), counted("run", "# pass 12\n# fail 0\n# skipped 1"))
        self.assertEqual((11, 2, 0), counted("fail", "ℹ pass 11\nℹ fail 2", "<failure/>"))
        self.assertEqual((1, 0, 0), counted("run", "# pass 0\n# fail 0"))

    def test_the_cause_is_told_however_far_above_the_end_it_stands(self):
        cause = "        not ok 21 - notice, en\n          ---\n          error: 'Timeout'\n          ..."
        parent = "    not ok 2 - en\n      ---\n      failureType: 'subtestsFailed'\n      ..."
        told = ctest_report.account_of("\n".join([cause, *["        ok"] * 200, parent, *["#"] * 60]))

        self.assertTrue(told.startswith(cause))
        self.assertNotIn("not ok 2 - en", told)


if __name__ == "__main__":
    unittest.main()
