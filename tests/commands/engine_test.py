"""probant-engine: bank-check, replay and simulate, with what is right and with what is not.

SPDX-License-Identifier: EUPL-1.2
"""
import json
import unittest

from programs import DONE, MISUSED, PACKAGE, REFUSED, Folder, copy_of_package, run

HEADER = "item,competence,tube,level,a,b,c,enemy"
PEOPLE = 3
ITEMS = 64


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
        self.assertTrue(json.loads(run("probant-engine", "bank-check", PACKAGE, "--json").out)["ok"])

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

    def test_a_journal_of_another_package_is_refused(self):
        package = copy_of_package(self.at, "other")
        rules = json.loads((package / "rules.json").read_text(encoding="utf-8"))
        text = json.dumps(rules)
        (package / "rules.json").write_text(text + "\n", encoding="utf-8")
        journal = self.at / "journal.ndjson"
        said = run("probant-engine", "replay", "--journal", journal, "--package", package)
        self.assertNotEqual(said.status, DONE, said)
        self.assertNotEqual((said.err + said.out).strip(), "")

    def bank(self, change=lambda rows: rows):
        rows = [f"{n},{n % 16},{n},{n % 8 + 1},1.2,{(n % 9 - 4) / 2},0,-1" for n in range(ITEMS)]
        return "\n".join([HEADER, *change(rows)]) + "\n"

    def simulate(self, bank, *more):
        (self.at / "bank.csv").write_text(bank, encoding="utf-8")
        people = "\n".join(["sim,theta", *(f"{n},{n - 1}" for n in range(PEOPLE))]) + "\n"
        (self.at / "people.csv").write_text(people, encoding="utf-8")
        (self.at / "answers.u8").write_bytes(bytes((n * 7) % 2 for n in range(PEOPLE * ITEMS)))
        return run("probant-engine", "simulate", "--bank", self.at / "bank.csv", "--candidates", self.at / "people.csv",
                   "--responses", self.at / "answers.u8", "--out", self.at / "out.csv", "--no-timing", *more)

    def test_simulated_people_are_given_tests_and_the_same_ones_again(self):
        said = self.simulate(self.bank(), "--seed", 7, "--json")
        self.assertEqual(said.status, DONE, said)
        self.assertEqual(json.loads(said.out)["n"], PEOPLE)
        first = (self.at / "out.csv").read_bytes()
        self.assertEqual(len(first.splitlines()), PEOPLE + 1)
        self.simulate(self.bank(), "--seed", 7)
        self.assertEqual((self.at / "out.csv").read_bytes(), first)

    def test_a_simulation_of_what_makes_no_sense_says_where(self):
        misuses = {
            "a difficulty that is no number": (self.bank(lambda rows: [rows[0].replace("1.2", "much"), *rows[1:]]), []),
            "a competence that does not exist": (self.bank(lambda rows: ["0,16,0,1,1.2,0,0,-1", *rows[1:]]), []),
            "rows out of order": (self.bank(lambda rows: rows[::-1]), []),
            "a length that the rules cannot share": (self.bank(), ["--length", 31]),
            "exposure control": (self.bank(), ["--exposure-cap", "0.2"]),
        }
        for what, (bank, more) in misuses.items():
            with self.subTest(what):
                (self.at / "out.csv").unlink(missing_ok=True)
                said = self.simulate(bank, *more)
                self.assertEqual(said.status, MISUSED, said)
                self.assertTrue(said.err.startswith("probant-engine: "), said)
                self.assertFalse((self.at / "out.csv").exists(), "nothing is written")

    def test_a_bank_too_small_for_its_rules_is_refused(self):
        said = self.simulate(self.bank(), "--length", 112)
        self.assertEqual(said.status, REFUSED, said)
        self.assertIn("no complete test", said.err)

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
