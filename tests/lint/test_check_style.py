#!/usr/bin/env python3
"""Each rule of check_style.py is shown a file it must refuse, and the one just beside that it must accept.

SPDX-License-Identifier: EUPL-1.2
"""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import check_style  # noqa: E402  (found through the line above)

SPDX = "// SPDX-License-Identifier: EUPL-1.2\n"
HEADER = (
    "// engine/a.h: something.\n//\n// Role     Why it is here.\n// Threads  Any.\n//\n" + SPDX + "#pragma once\n"
)
TEST_FILE = "tests/unit/engine/a_test.cpp"


class EachRuleCanFail(unittest.TestCase):
    def refuses(self, path, text, words):
        said = [sentence for _, sentence in check_style.complaints_about(path, text)]
        self.assertTrue(any(words in sentence for sentence in said), f"expected {words!r}, got {said}")

    def accepts(self, path, text):
        self.assertEqual([], list(check_style.complaints_about(path, text)))

    def test_a_header_opens_with_its_paragraph(self):
        self.accepts("engine/a.h", HEADER)
        self.refuses("engine/b.h", HEADER, "first line must be")
        self.refuses("engine/a.h", HEADER.replace("// Role ", "// Rule "), "`Role`")
        self.refuses("engine/a.h", HEADER.replace("// Threads", "// Wires"), "`Threads`")
        self.refuses("engine/a.h", HEADER.replace("EUPL-1.2", "MIT"), "must end with SPDX")

    def test_a_header_is_included_once_and_opens_no_namespace(self):
        self.refuses("engine/a.h", HEADER.replace("#pragma once", ""), "#pragma once")
        self.refuses("engine/a.h", HEADER + "using namespace std;\n", "using namespace")

    def test_each_source_says_its_licence(self):
        self.accepts("engine/a.cpp", SPDX)
        self.refuses("engine/a.cpp", "int a;\n", "no line says SPDX")
        self.refuses("deploy/run", "#!/usr/bin/env bash\nset -euo pipefail\n", "no line says SPDX")

    def test_a_file_is_small(self):
        self.accepts("engine/a.cpp", SPDX + "\n" * (check_style.LINES_MAX - 1))
        self.refuses("engine/a.cpp", SPDX + "\n" * check_style.LINES_MAX, "two ideas")

    def test_nothing_is_unfinished(self):
        for word in ("TODO", "FIXME", "XXX", "HACK"):
            self.refuses("engine/a.cpp", SPDX + f"// {word} later\n", "unfinished")
        self.accepts("engine/a.cpp", SPDX + "// TODOS is no such word\n")

    def test_no_path_of_a_machine(self):
        self.refuses("docs/a.md", "see /home/ada/probant\n", "one machine")
        self.accepts("docs/a.md", "GET /api/homes and docs/home/x\n")

    def test_titles_are_sentences(self):
        self.accepts(TEST_FILE, SPDX + 'TEST_CASE("An answer is saved", "[room]") {}\n')
        self.refuses(TEST_FILE, SPDX + 'TEST_CASE("An answer; a reply") {}\n', "`;`")
        self.refuses(TEST_FILE, SPDX + 'TEST_CASE("An answer "\n          "saved; or not") {}\n', "`;`")
        self.refuses(TEST_FILE, SPDX + 'TEST_CASE("answers") {}\n', "no sentence")
        self.refuses(TEST_FILE, SPDX + 'TEST_CASE("An answer is saved", "[.]") {}\n', "hidden")

    def test_nothing_pure_sleeps(self):
        line = "std::this_thread::sleep_for(1s);\n"
        self.refuses(TEST_FILE, SPDX + line, "nothing sleeps")
        self.accepts("tests/integration/a_test.cpp", SPDX + line)

    def test_a_mutex_names_what_it_guards(self):
        self.refuses("server/a.cpp", SPDX + "struct A {\n    std::mutex mutex_;\n};\n", "guards")
        self.accepts("server/a.cpp", SPDX + "    // Guards queue_.\n    std::mutex mutex_;\n")

    def test_pages_are_typed_and_build_no_html(self):
        self.refuses("center/web/a.ts", SPDX + "const a: any = 1;\n", "any")
        self.refuses("center/web/a.tsx", SPDX + "node.innerHTML = text;\n", "HTML")
        self.accepts("center/web/a.ts", SPDX + "const many: string = company;\n")

    def test_a_script_stops_at_errors(self):
        self.refuses("deploy/run", "#!/bin/bash\n# SPDX-License-Identifier: EUPL-1.2\nls\n", "pipefail")


if __name__ == "__main__":
    unittest.main()
