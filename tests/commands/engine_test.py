"""probant-engine: bank-check and replay, with what is right and with what is not.

SPDX-License-Identifier: EUPL-1.2
"""
import json
import unittest

from programs import DONE, MISUSED, PACKAGE, REFUSED, Folder, copy_of_package, run


class Engine(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.ground = Folder()
        cls.at = cls.ground.path
        made = run("probant_packets_maker", cls.at, PACKAGE)
        assert made.status == DONE, made
        cls.journal = (cls.at / "journal.ndjson").read_text(encoding="utf-8")

    @classmethod
    def tearDownClass(cls):
        cls.ground.remove()

    def replay(self, text, *more):
        journal = self.at / "tried.ndjson"
        journal.write_text(text, encoding="utf-8")
        return run("probant-engine", "replay", "--journal", journal, "--package", PACKAGE, *more)

    def test_the_demo_package_has_no_fault(self):
        said = run("probant-engine", "bank-check", PACKAGE)
        self.assertEqual(said.status, DONE, said)
        self.assertIn("faults: 0", said.out)
        report = json.loads(run("probant-engine", "bank-check", PACKAGE, "--json").out)
        self.assertTrue(report["ok"])
        self.assertEqual(report["served"], ["keyboard", "screen_reader", "low_vision", "colours"])

    def test_a_broken_package_is_refused_with_each_fault_by_file_in_both_languages(self):
        package = copy_of_package(self.at, "broken")
        items = package / "bank/items/1.1.json"
        items.write_text(items.read_text(encoding="utf-8").replace('"prompt"', '"prompts"', 1), encoding="utf-8")
        (package / "bank/media/m1d7ff37c.svg").unlink()
        said = run("probant-engine", "bank-check", package, "--lang", "en")
        self.assertEqual(said.status, REFUSED, said)
        self.assertIn("items/1.1.json", said.out)
        report = json.loads(run("probant-engine", "bank-check", package, "--json").out)
        self.assertFalse(report["ok"])
        for fault in report["faults"]:
            self.assertTrue(fault["file"] and fault["fr"] and fault["en"], fault)

    def package_with_exposure(self, name, **exposure):
        package = copy_of_package(self.at, name)
        rules = package / "rules.json"
        said = json.loads(rules.read_text(encoding="utf-8"))
        said["exposure"] = {"cap_permille": 500, "window": 2000} | exposure
        rules.write_text(json.dumps(said), encoding="utf-8")
        return package

    def test_a_cap_that_the_bank_cannot_hold_is_refused_with_the_least_it_could(self):
        package = self.package_with_exposure("hungry", cap_permille=150)
        said = run("probant-engine", "bank-check", package, "--lang", "en")
        self.assertEqual(said.status, REFUSED, said)
        self.assertIn("competence 1.1 has 13 items: 2 per candidate need a cap of .154 or more", said.out)
        held = self.package_with_exposure("held", cap_permille=154)
        self.assertEqual(run("probant-engine", "bank-check", held).status, DONE)

    def test_prices_are_learned_the_same_twice_and_the_rules_answer_for_them(self):
        package = self.package_with_exposure("priced")
        learn = ("probant-engine", "prices", "--package", package, "--seed", 3, "--people", 400)
        said = run(*learn, "--out", package / "exposure.json", "--json")
        self.assertEqual(said.status, DONE, said)
        run(*learn, "--out", self.at / "again.json")
        self.assertEqual((package / "exposure.json").read_bytes(), (self.at / "again.json").read_bytes())
        self.assertEqual(run("probant-engine", "bank-check", package).status, REFUSED, "no rules name the file")

        priced = self.package_with_exposure("named", prices=json.loads(said.out)["prices"])
        self.assertEqual(run("probant-engine", "bank-check", priced).status, REFUSED, "the file is missing")
        (priced / "exposure.json").write_bytes((package / "exposure.json").read_bytes())
        self.assertEqual(run("probant-engine", "bank-check", priced).status, DONE)
        (priced / "exposure.json").write_bytes(b"{}")
        self.assertEqual(run("probant-engine", "bank-check", priced).status, REFUSED, "another file")

    def test_prices_are_for_rules_that_cap_something(self):
        package = copy_of_package(self.at, "uncapped")
        rules = package / "rules.json"
        said = json.loads(rules.read_text(encoding="utf-8"))
        del said["exposure"]
        rules.write_text(json.dumps(said), encoding="utf-8")
        said = run("probant-engine", "prices", "--package", package, "--out", self.at / "none.json")
        self.assertEqual(said.status, MISUSED, said)
        self.assertFalse((self.at / "none.json").exists())

    def test_a_journal_replays_to_the_byte(self):
        said = self.replay(self.journal, "--json")
        self.assertEqual(said.status, DONE, said)
        report = json.loads(said.out)
        self.assertTrue(report["replayed"])
        self.assertEqual(report["entries"], len(self.journal.splitlines()))
        self.assertEqual(self.replay(self.journal, "--json").out, said.out)

    def test_a_journal_that_was_touched_is_refused_at_its_entry(self):
        lines = self.journal.splitlines(keepends=True)
        middle = len(lines) // 2
        touched = {
            "an entry left out": lines[:middle] + lines[middle + 1:],
            "two entries swapped": lines[:middle] + [lines[middle + 1], lines[middle]] + lines[middle + 2:],
            "a word changed": [*lines[:middle], lines[middle].replace('"', "'", 1), *lines[middle + 1:]],
            "the last entry left out": lines[:-1],
        }
        for what, changed in touched.items():
            with self.subTest(what):
                said = self.replay("".join(changed))
                self.assertEqual(said.status, REFUSED, said)
                self.assertIn("entry ", said.err + said.out)
        self.assertFalse(json.loads(self.replay("".join(touched["an entry left out"]), "--json").out)["replayed"])

    def test_another_bank_other_rules_or_another_engine_are_refused_by_name(self):
        def fault_of(package, *more):
            said = run("probant-engine", "replay", "--journal", self.at / "journal.ndjson", "--package", package, "--json", *more)
            self.assertEqual(said.status, REFUSED, said)
            return json.loads(said.out)["fault"]

        rules = copy_of_package(self.at, "rules")
        text = (rules / "rules.json").read_text(encoding="utf-8")
        (rules / "rules.json").write_text(text + "\n", encoding="utf-8")
        self.assertEqual(fault_of(rules), "other_rules")
        bank = copy_of_package(self.at, "bank")
        text = (bank / "bank/items/1.1.json").read_text(encoding="utf-8")
        (bank / "bank/items/1.1.json").write_text(text + "\n", encoding="utf-8")
        self.assertEqual(fault_of(bank), "other_bank")
        self.assertEqual(fault_of(PACKAGE, "--behaviour", "0" * 64), "other_engine")
        own = json.loads(self.replay(self.journal, "--json").out)["behaviour"]
        self.assertEqual(self.replay(self.journal, "--behaviour", own).status, DONE)

    def test_what_makes_no_sense_is_misuse_and_help_is_not(self):
        for words in ([], ["bank-check"], ["bank-check", self.at / "nowhere"], ["replay"], ["fly"],
                      ["replay", "--journal", self.at / "nowhere", "--package", PACKAGE]):
            with self.subTest(words):
                said = run("probant-engine", *words)
                self.assertEqual(said.status, MISUSED, said)
                self.assertNotEqual(said.err.strip(), "")
        for words in (["--help"], ["bank-check", "--help"], ["replay", "--help"], ["simulate", "--help"], ["--version"]):
            with self.subTest(words):
                self.assertEqual(run("probant-engine", *words).status, DONE)


if __name__ == "__main__":
    unittest.main()
