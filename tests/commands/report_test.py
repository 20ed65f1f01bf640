"""probant-engine report: what it writes about a run, and what it refuses by file, row and column.

SPDX-License-Identifier: EUPL-1.2
"""
import json
import unittest

from programs import DONE, MISUSED, Folder, run

PEOPLE = 480
ITEMS = 64
BANK_HEADER = "item,competence,domain,tube,skill,level,enemy,a,b,c,time_intensity,time_discrimination"
DOMAINS = (1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 5, 5)
ITEMS_HEADER = "item,a,b,c,se_a,se_b,se_c,n,flag,model,categories"


def difficulty(item):
    return (item % 9 - 4) / 2


class Report(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.ground = Folder()
        cls.at = cls.ground.path
        cls.write("bank.csv", BANK_HEADER, [f"{n},{n % 16},{DOMAINS[n % 16]},{n},{n},{n % 8 + 1},-1,1.2,{difficulty(n)},0,4,2"
                                            for n in range(ITEMS)])
        cls.write("sim.csv", "sim,theta", [f"{n},{n % 7 - 3}" for n in range(PEOPLE)])
        # Right or wrong by a rule that mixes: easier items and abler people, most often right.
        (cls.at / "resp.u8").write_bytes(bytes(
            int((person * 31 + item * 17) % 11 - 5 < 2 * (person % 7 - 3 - difficulty(item)))
            for person in range(PEOPLE) for item in range(ITEMS)))
        said = run("probant-engine", "simulate", "--bank", cls.at / "bank.csv", "--candidates", cls.at / "sim.csv",
                   "--responses", cls.at / "resp.u8", "--out", cls.at / "out.csv", "--seed", 3, "--no-timing", "--json")
        assert said.status == DONE, said
        cls.simulated = json.loads(said.out)
        cls.rows = (cls.at / "out.csv").read_text(encoding="utf-8").splitlines()

    @classmethod
    def tearDownClass(cls):
        cls.ground.remove()

    @classmethod
    def write(cls, name, header, rows):
        (cls.at / name).write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        return cls.at / name

    def report(self, *more, out="report", **files):
        asked = {"run": self.at / "out.csv", "bank": self.at / "bank.csv", "candidates": self.at / "sim.csv", **files}
        words = [word for name, path in asked.items() for word in (f"--{name}", path)]
        return run("probant-engine", "report", *words, "--out", self.at / out, *more)

    def written(self, out="report"):
        return json.loads((self.at / out / "report.json").read_text(encoding="utf-8"))

    def test_the_figures_are_those_that_simulate_said_of_its_run(self):
        said = self.report()
        self.assertEqual(said.status, DONE, said)
        report = self.written()
        self.assertEqual(report["n"], PEOPLE)
        self.assertEqual(report["length"], 32)
        for figure in ("bias", "rmse", "cover95", "rel_info", "max_exposure", "overlap"):
            with self.subTest(figure):
                self.assertAlmostEqual(report[figure], self.simulated[figure], places=9)
        for rule in ("competence", "tube", "enemy"):
            self.assertEqual(report["violations"][rule], 0)
        self.assertEqual(report["digests"]["bank"], self.simulated["digests"]["bank"])

    def test_the_page_stands_alone_in_both_languages_and_nothing_is_left_beside(self):
        self.assertEqual(self.report().status, DONE)
        page = (self.at / "report/report.html").read_text(encoding="utf-8")
        for never in ("<script", "http", "url("):
            self.assertNotIn(never, page)
        self.assertIn('<article lang="fr"', page)
        self.assertIn('<article lang="en"', page)
        self.assertEqual(sorted(file.name for file in (self.at / "report").iterdir()), ["report.html", "report.json"])

    def test_the_same_run_gives_the_same_bytes(self):
        self.assertEqual(self.report("--responses", self.at / "resp.u8", out="one").status, DONE)
        self.assertEqual(self.report("--responses", self.at / "resp.u8", out="two").status, DONE)
        for name in ("report.json", "report.html"):
            self.assertEqual((self.at / "one" / name).read_bytes(), (self.at / "two" / name).read_bytes())

    def test_without_answers_or_groups_a_part_says_what_to_give(self):
        self.assertEqual(self.report().status, DONE)
        report = self.written()
        self.assertEqual(report["dif"], {"unavailable": "give --groups and --responses"})
        self.assertEqual(report["drift"]["parameters"], {"unavailable": "give --reference"})
        self.assertEqual(report["drift"]["answers"], {"unavailable": "give --responses"})

    def test_groups_are_compared_with_the_largest_and_small_ones_are_too_few(self):
        groups = self.write("groups.csv", "sim,group",
                            [f"{n},{'b' if n < 220 else 'a' if n < 470 else '<i>'}" for n in range(PEOPLE)])
        said = self.report("--responses", self.at / "resp.u8", "--groups", groups)
        self.assertEqual(said.status, DONE, said)
        dif = self.written()["dif"]
        self.assertEqual(dif["reference"], "a")
        self.assertEqual({one["focal"]: one["state"] for one in dif["comparisons"]}, {"b": "tested", "<i>": "too_few"})
        page = (self.at / "report/report.html").read_text(encoding="utf-8")
        self.assertIn("&lt;i&gt;", page)
        self.assertNotIn("<i>", page)

    def reference(self, change=lambda rows: rows):
        return self.write("items.csv", ITEMS_HEADER, change(
            [f"{n},1.2,{difficulty(n) + (1 if n == 5 else 0)},0,.1,.1,,900,{'few' if n == 6 else 'ok'},2pl,2"
             for n in range(ITEMS)]))

    def test_a_new_calibration_tells_which_item_moved(self):
        said = self.report("--reference", self.reference())
        self.assertEqual(said.status, DONE, said)
        items = self.written()["drift"]["parameters"]["items"]
        self.assertEqual([item["item"] for item in items if item["state"] == "moved"], [5])
        self.assertEqual([item["item"] for item in items if item["state"] == "could_not_tell"], [6])
        self.assertAlmostEqual(items[5]["b_z"], 10)

    def test_a_run_that_breaks_its_rules_is_counted_and_still_reported(self):
        cells = self.rows[1].split(",")
        given = cells[-1].split(";")
        same = next(item for item in range(ITEMS)
                    if str(item) not in given and item % 16 != int(given[0]) % 16)
        broken = ",".join([*cells[:-1], ";".join([str(same), *given[1:]])])
        out = self.write("broken.csv", self.rows[0], [broken, *self.rows[2:]])
        self.assertEqual(self.report(run=out).status, DONE)
        violations = self.written()["violations"]
        self.assertEqual(violations["competence"], 1)
        self.assertEqual(violations["first"][0]["sim"], int(cells[0]))
        self.assertEqual(self.report("--rules", "free", run=out).status, DONE)
        self.assertIsNone(self.written()["violations"]["competence"])

    def test_rules_of_a_file_are_those_a_run_is_held_against(self):
        rules = self.at / "rules.toml"
        rules.write_text("length = 32\n[competence]\nmin = 2\nmax = 2\n[domain.1]\nmax = 5\n[budget]\nseconds = 100\n"
                         "[exposure]\ncap = 0.9\nwindow = 100\n", encoding="utf-8")
        self.assertEqual(self.report("--rules", rules).status, DONE)
        report = self.written()
        broken = {rule: count for rule, count in report["violations"].items() if rule != "first"}
        # Three competences of domain 1, two questions each, of about a minute.
        self.assertEqual(broken, {"length": 0, "competence": 0, "domain": PEOPLE, "tube": None, "enemy": 0,
                                  "seconds": PEOPLE, "words": None, "type": None, "language": None})
        self.assertEqual(report["violations"]["first"][0], {"sim": 0, "rule": "domain", "domain": 1, "given": 6})
        self.assertEqual((report["exposure"]["cap"], report["exposure"]["window"]), (0.9, 100))
        self.assertEqual(self.report("--rules", rules, "--cap", "0.5").status, DONE)
        self.assertEqual(self.written()["exposure"]["cap"], 0.5, "the command line is heard first")
        rules.write_text("length = 32\nsurprise = 1\n", encoding="utf-8")
        said = self.report("--rules", rules, out="never")
        self.assertEqual(said.status, MISUSED, said)
        self.assertIn("surprise", said.err)
        self.assertFalse((self.at / "never").exists())

    def test_an_item_unfair_to_a_group_is_left_out_of_the_match_and_tested_again(self):
        groups = self.write("halves.csv", "sim,group", [f"{n},{'b' if n % 2 == 0 else 'a'}" for n in range(PEOPLE)])
        self.assertEqual(self.report("--responses", self.at / "resp.u8", "--groups", groups).status, DONE)
        fair = self.written()["dif"]["comparisons"][0]
        unfair = max((item for item in fair["items"] if item["item"] not in fair["left_out_of_matching"]),
                     key=lambda item: min(item["reference"], item["focal"]))["item"]
        answers = bytearray((self.at / "resp.u8").read_bytes())
        for person in range(PEOPLE):
            answers[person * ITEMS + unfair] = person % 5 != 0 if person % 2 else person % 3 == 0
        (self.at / "unfair.u8").write_bytes(answers)
        self.assertEqual(self.report("--responses", self.at / "unfair.u8", "--groups", groups).status, DONE)
        comparison = self.written()["dif"]["comparisons"][0]
        self.assertEqual(comparison["passes"], 2)
        self.assertIn(unfair, comparison["left_out_of_matching"])
        judged = next(item for item in comparison["items"] if item["item"] == unfair)
        self.assertEqual(judged["mantel_haenszel"]["class"], "C", "it is tested again")
        self.assertIn("no longer count in the matching", (self.at / "report/report.html").read_text(encoding="utf-8"))

    def test_what_cannot_be_true_is_refused_by_file_row_and_column(self):
        first = self.rows[1].split(",")

        def with_cell(place, value):
            return self.rows[:1], [",".join([*first[:place], value, *first[place + 1:]]), *self.rows[2:]]

        faults = {
            "a person nobody knows": (with_cell(0, "9999"), "row 0, column sim"),
            "a person twice": (with_cell(0, "1"), "row 1, column sim"),
            "an estimate that is no number": (with_cell(1, "high"), "row 0, column theta_hat"),
            "an estimate out of all proportion": (with_cell(1, "1e6"), "row 0, column theta_hat"),
            "an error below zero": (with_cell(2, "-0.1"), "row 0, column se"),
            "another number of items": (with_cell(3, "31"), "row 0, column n"),
            "an item the bank does not have": (with_cell(5, first[5].replace(first[5].split(";")[0], "64", 1)), "row 0, column items"),
            "an item twice": (with_cell(5, first[5] + ";" + first[5].split(";")[0]), "row 0, column items"),
            "an item that is empty": (with_cell(5, ";" + first[5]), "row 0, column items"),
            "no sitting": ((self.rows[:1], []), "holds no sitting"),
            "no column of items": ((["sim,theta_hat,se,n,cpu_ms"], [",".join(first[:5])]), "\"items\" is missing"),
        }
        for what, ((header, rows), where) in faults.items():
            with self.subTest(what):
                said = self.report(run=self.write("bad.csv", header[0], rows), out="never")
                self.assertEqual(said.status, MISUSED, said)
                self.assertIn("bad.csv", said.err)
                self.assertIn(where, said.err)
                self.assertEqual(len(said.err.splitlines()), 1, said)
                self.assertFalse((self.at / "never").exists(), "nothing is written")

    def test_groups_references_and_answers_that_cannot_be_true_are_refused(self):
        wrong = {
            "a person in two groups": (["--groups", self.write("twice.csv", "sim,group", ["1,a", "1,b"])], "twice.csv: row 1, column sim"),
            "no group column": (["--groups", self.write("bare.csv", "sim", ["1"])], "bare.csv"),
            "groups of other people": (["--groups", self.write("far.csv", "sim,group", ["100000,a"])], "far.csv"),
            "answers of a wrong size": (["--responses", self.at / "bank.csv"], "bank.csv"),
            "a cap above one": (["--cap", "1.5"], "--cap"),
            "no window": (["--window", "0"], "--window"),
        }
        for what, (more, where) in wrong.items():
            with self.subTest(what):
                said = self.report(*more, out="never")
                self.assertEqual(said.status, MISUSED, said)
                self.assertIn(where, said.err)
                self.assertFalse((self.at / "never").exists())
        for what, change, where in (
                ("an item twice", lambda rows: [*rows, rows[3]], "row 64, column item"),
                ("an item that does not exist", lambda rows: ["64" + rows[0][1:], *rows[1:]], "row 0, column item"),
                ("no discrimination", lambda rows: [rows[0].replace("1.2", "0"), *rows[1:]], "row 0, column a"),
                ("no difficulty", lambda rows: ["0,1.2,nan,0,.1,.1,,900,ok,2pl,2", *rows[1:]], "row 0, column b"),
                ("a graded item without thresholds", lambda rows: [rows[0].replace("2pl", "grm"), *rows[1:]], "row 0, column b1")):
            with self.subTest(what):
                said = self.report("--reference", self.reference(change), out="never")
                self.assertEqual(said.status, MISUSED, said)
                self.assertIn("items.csv: " + where, said.err)

    def test_a_folder_that_cannot_be_made_is_misuse(self):
        said = self.report(out="bank.csv/report")
        self.assertEqual(said.status, MISUSED, said)
        self.assertTrue(said.err.startswith("probant-engine: "), said)


if __name__ == "__main__":
    unittest.main()
