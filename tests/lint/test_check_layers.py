#!/usr/bin/env python3
"""Each rule of check_layers.py is shown a tree that it must refuse, and the one just beside that it must accept.

SPDX-License-Identifier: EUPL-1.2
"""
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import check_layers  # noqa: E402  (found through the line above)


class EachRuleCanFail(unittest.TestCase):
    def said_of(self, path, text):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            file = root / path
            file.parent.mkdir(parents=True)
            file.write_text(text, encoding="utf-8")
            return [*check_layers.complaints(root), *check_layers.page_complaints(root)]

    def refuses(self, path, text, words):
        said = self.said_of(path, text)
        self.assertTrue(any(words in sentence for sentence in said), f"expected {words!r}, got {said}")

    def accepts(self, path, text):
        self.assertEqual([], self.said_of(path, text))

    def test_no_include_climbs(self):
        self.refuses("crypto/a.cpp", '#include "engine/a.h"\n', "must not include engine/")
        self.refuses("center/a.cpp", '#include "registry/a.h"\n', "must not include registry/")
        self.accepts("center/a.cpp", '#include "engine/a.h"\n')

    def test_a_layer_sees_its_third_parties_alone(self):
        self.refuses("engine/a.cpp", "#include <sqlite3.h>\n", "must not see sqlite3")
        self.refuses("crypto/a.cpp", "#include <sqlite3.h>\n", "must not see sqlite3")
        self.refuses("engine/a.cpp", "#include <CLI/CLI.hpp>\n", "must not see CLI")
        self.accepts("engine/cli/a.cpp", "#include <CLI/CLI.hpp>\n")
        self.accepts("crypto/a.cpp", "#include <sodium.h>\n")

    def test_the_engine_is_pure(self):
        self.refuses("engine/a.cpp", "auto now = std::chrono::steady_clock::now();\n", "pure")
        self.refuses("engine/a.cpp", "std::random_device die;\n", "pure")
        self.accepts("server/a.cpp", "auto now = std::chrono::steady_clock::now();\n")
        self.accepts("engine/a.cpp", "// unlike std::mutex\n")

    def test_the_engine_calls_no_libm(self):
        self.refuses("engine/a.cpp", "double p = std::exp(x);\n", "libm")
        self.refuses("engine/cli/a.cpp", "double p = std::log1p(x);\n", "libm")
        self.accepts("engine/a.cpp", "double p = std::sqrt(x);\n")

    def test_a_page_takes_from_its_own_folder_or_the_kit(self):
        self.refuses("center/web/a.ts", 'import { b } from "../../candidate/web/b";\n', "own folder")
        self.refuses("center/web/a.ts", 'const b = await import("../../server/web/kit/b");\n', "own folder")
        self.accepts("center/web/parts/a.ts", 'import { b } from "../b";\nimport { c } from "@kit/c";\n')


if __name__ == "__main__":
    unittest.main()
