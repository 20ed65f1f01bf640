#!/usr/bin/env python3
"""Shows check_problems.py refusals that it must read, and documents that it must refuse.

SPDX-License-Identifier: EUPL-1.2
"""
import contextlib
import io
import pathlib
import shutil
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import check_problems as check  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Reads(unittest.TestCase):
    def test_a_problem_in_each_of_its_spellings(self):
        text = '''
        return server::problem(
            409, "not_closed", {"Clôturez d’abord la session.", "Close the "
                                "session first."});
        return problem({.status = 422, .code = "faulty", .sentence = {"Non.", "No (\\"x\\", y)."}, .more = {{"a", 1}}});
        fault_ = Problem{413, "too_large", {"Plus de " + std::to_string(limit) + " octets.", "Over."}, {}};'''
        found = [(one.code, one.status, one.fr, one.en) for one in check.said_by_problems(text, check.CENTRE)]
        self.assertEqual(found, [
            ("not_closed", 409, "Clôturez d’abord la session.", "Close the session first."),
            ("faulty", 422, "Non.", 'No ("x", y).'),
            ("too_large", 413, "Plus de … octets.", "Over."),
        ])

    def test_every_refusal_of_the_engine_has_its_sentences(self):
        codes = {one.code for one in check.every_refusal(ROOT)}
        self.assertLessEqual(set(check.names_of(ROOT).values()), codes)


class Refuses(unittest.TestCase):
    """Each on a copy of the tree's documents and sources."""

    def setUp(self):
        self.at = pathlib.Path(tempfile.mkdtemp())
        for folder in ("docs", "center/api", "registry/api", "server/http", "engine/session", "engine/packet"):
            shutil.copytree(ROOT / folder, self.at / folder)

    def tearDown(self):
        shutil.rmtree(self.at)

    def edit(self, path, before, after):
        text = (self.at / path).read_text(encoding="utf-8")
        self.assertEqual(text.count(before) > 0, True, before)
        (self.at / path).write_text(text.replace(before, after), encoding="utf-8")

    def judged(self):
        with contextlib.redirect_stdout(io.StringIO()):  # what it refuses on purpose is no news
            return check.main(self.at, write=False)

    def test_the_tree_as_it_is_passes(self):
        self.assertEqual(self.judged(), 0)

    def test_a_new_code_that_no_document_knows(self):
        self.edit("center/api/receipt.cpp", '"no_receipt"', '"no_paper"')
        self.assertEqual(self.judged(), 1)

    def test_a_sentence_that_changed_in_the_source_alone(self):
        self.edit("registry/api/replies.cpp", "The registry is busy", "The registry is very busy")
        self.assertEqual(self.judged(), 1)

    def test_a_code_that_is_missing_in_a_formal_description(self):
        for name, code in (("openapi.yaml", "wrong_passphrase, "), ("openapi-registry.yaml", "not_accepted, ")):
            with self.subTest(name):
                self.edit(f"docs/{name}", code, "")
                self.assertEqual(self.judged(), 1)

    def test_a_code_that_nothing_answers(self):
        self.edit("docs/openapi.yaml", "websocket_only, failed]", "websocket_only, failed, invented]")
        self.assertEqual(self.judged(), 1)


if __name__ == "__main__":
    unittest.main()
