"""probant-engine tables: what people did in a session, as calibrate and forensics read it.

What is expected is read from the journal's own lines and from the bank's files.
SPDX-License-Identifier: EUPL-1.2
"""
import array
import csv
import json
import unittest

from programs import DONE, MISUSED, PACKAGE, REFUSED, Folder, copy_of_package, run

NOT_GIVEN, NO_ALTERNATIVE, NOT_ADMINISTERED = 9, 254, 255


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


class Tables(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.ground = Folder()
        cls.at = cls.ground.path
        made = run("probant_packets_maker", cls.at, PACKAGE)
        assert made.status == DONE, made
        cls.journal = cls.at / "journal.ndjson"
        cls.entries = [json.loads(line) for line in cls.journal.read_text(encoding="utf-8").splitlines()]
        cls.out = cls.at / "tables"
        said = run("probant-engine", "tables", "--package", PACKAGE, "--out", cls.out, cls.journal, "--json")
        assert said.status == DONE, said
        cls.shape = json.loads(said.out)
        cls.persons = rows_of(cls.out / "PERSONS.csv")
        cls.items = rows_of(cls.out / "ITEMS.csv")
        cls.responses = (cls.out / "RESP.u8").read_bytes()
        cls.alternatives = (cls.out / "ALTERNATIVES.u8").read_bytes()
        cls.times = array.array("f")
        cls.times.frombytes((cls.out / "TIMES.f32").read_bytes())
        cls.told = cls.read_journal()

    @classmethod
    def tearDownClass(cls):
        cls.ground.remove()

    @classmethod
    def read_journal(cls):
        """By (candidate, item): category, and milliseconds from the draw to the answer without the pauses."""
        drawn, told, causes, stood = {}, {}, {}, {}

        def clock(who, at):
            begun, past = stood.get(who, (None, 0))
            return at - past - (at - begun if begun is not None else 0)

        for entry in cls.entries:
            at = entry["at"]
            for event in entry["then"]:
                who, kind = event.get("candidate"), event["type"]
                if kind == "PauseBegan":
                    if not causes.setdefault(who, set()):
                        stood[who] = (at, stood.get(who, (None, 0))[1])
                    causes[who].add(event["cause"])
                if kind == "PauseEnded":
                    causes[who].discard(event["cause"])
                    if not causes[who]:
                        begun, past = stood[who]
                        stood[who] = (None, past + at - begun)
                if kind == "ItemDrawn":
                    drawn[who, event["draw"]] = event["item"], clock(who, at)
                if kind == "AnswerSaved":
                    item, since = drawn[who, event["draw"]]
                    told[who, item] = event["category"], clock(who, at) - since
        return told

    def cells(self):
        """The place of each cell, its person and its item."""
        for row, person in enumerate(self.persons):
            for item in range(len(self.items)):
                yield row * len(self.items) + item, person["candidate"], item

    def test_everybody_who_started_has_a_row_and_every_item_a_column(self):
        started = [event["candidate"] for entry in self.entries for event in entry["then"] if event["type"] == "SittingStarted"]
        self.assertEqual(self.shape, {"items": len(self.items), "journals": 1, "persons": len(started)})
        self.assertEqual(sorted(person["candidate"] for person in self.persons), sorted(started))
        self.assertEqual(len(self.responses), len(self.persons) * len(self.items))

    def test_an_answer_is_the_category_that_the_journal_says_and_9_elsewhere(self):
        self.assertGreater(len(self.told), 60)
        for place, candidate, item in self.cells():
            expected = self.told.get((candidate, item), (NOT_GIVEN, 0))[0]
            self.assertEqual(self.responses[place], expected, (candidate, item))

    def test_a_time_is_that_from_the_draw_to_the_answer_without_the_pauses(self):
        self.assertTrue([entry for entry in self.entries if entry["do"]["type"] == "PauseRoom"], "somebody paused")
        for place, candidate, item in self.cells():
            told = self.told.get((candidate, item))
            if told is None:
                self.assertNotEqual(self.times[place], self.times[place], "NaN")
            else:
                self.assertAlmostEqual(self.times[place], told[1] / 1000, places=3)

    def test_who_chose_the_right_option_has_the_key_of_the_bank(self):
        keys = {}
        for file in sorted((PACKAGE / "bank/items").glob("*.json")):
            for item in json.loads(file.read_text(encoding="utf-8")):
                if item["interaction"] == "single_choice":
                    keys[item["id"]] = ord(item["key"]["choice"]) - ord("a")
        seen = 0
        for place, candidate, item in self.cells():
            key = keys.get(self.items[item]["id"])
            if (candidate, item) not in self.told:
                self.assertEqual(self.alternatives[place], NOT_ADMINISTERED)
            elif key is None:
                self.assertEqual(self.alternatives[place], NO_ALTERNATIVE)
            elif self.told[candidate, item][0] == 1:
                self.assertEqual(self.alternatives[place], key)
                seen += 1
            else:
                self.assertNotEqual(self.alternatives[place], key)
        self.assertGreater(seen, 5)

    def test_forensics_and_calibrate_read_them(self):
        out = self.out
        said = run(
            "probant-engine", "forensics", "--bank", out / "BANK.csv", "--responses", out / "RESP.u8", "--candidates", out / "THETA.csv",
            "--alternatives", out / "ALTERNATIVES.u8", "--times", out / "TIMES.f32", "--seats", out / "SEATS.csv", "--seed", 1, "--out", self.at / "f",
        )
        self.assertEqual(said.status, DONE, said)
        self.assertEqual(said.err, "", "no column is unknown")
        said = run(
            "probant-engine", "calibrate", "--responses", out / "RESP.u8", "--persons", len(self.persons), "--items", len(self.items),
            "--model", "grm", "--out", self.at / "calibrated.csv",
        )
        self.assertEqual(said.status, DONE, said)

    def test_two_journals_are_the_people_of_both(self):
        said = run("probant-engine", "tables", "--package", PACKAGE, "--out", self.at / "both", self.journal, self.journal, "--json")
        self.assertEqual(json.loads(said.out)["persons"], 2 * len(self.persons))

    def test_a_journal_of_another_bank_is_refused_by_name_and_leaves_nothing(self):
        package = copy_of_package(self.at, "other")
        file = package / "bank/items/1.1.json"
        file.write_text(file.read_text(encoding="utf-8").replace('"time_s": 60', '"time_s": 61', 1), encoding="utf-8")
        said = run("probant-engine", "tables", "--package", package, "--out", self.at / "none", self.journal)
        self.assertEqual(said.status, REFUSED, said)
        self.assertIn("other_bank", said.err)
        self.assertFalse((self.at / "none").exists())

    def test_a_changed_journal_is_refused_at_its_entry(self):
        changed = self.at / "changed.ndjson"
        changed.write_text(self.journal.read_text(encoding="utf-8").replace('"category":1', '"category":0', 1), encoding="utf-8")
        said = run("probant-engine", "tables", "--package", PACKAGE, "--out", self.at / "none", changed)
        self.assertEqual(said.status, REFUSED, said)
        self.assertIn("decided_otherwise", said.err)

    def test_what_is_no_journal_is_said_in_one_line(self):
        said = run("probant-engine", "tables", "--package", PACKAGE, "--out", self.at / "none", PACKAGE / "rules.json")
        self.assertEqual(said.status, REFUSED, said)
        self.assertEqual(len(said.err.splitlines()), 1)
        self.assertIn("entry 0: unreadable", said.err)
        said = run("probant-engine", "tables", "--package", PACKAGE, "--out", self.at / "none", self.at / "nothing.ndjson")
        self.assertEqual(said.status, MISUSED, said)


if __name__ == "__main__":
    unittest.main()
