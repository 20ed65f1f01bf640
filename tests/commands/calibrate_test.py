"""probant-engine calibrate: what it writes, and what it refuses.

SPDX-License-Identifier: EUPL-1.2
"""
import csv
import json
import math
import random
import unittest

from programs import DONE, MISUSED, REFUSED, ROOT, Folder, run

HEADER = ("item,a,b,c,se_a,se_b,se_c,n,flag,model,categories,b1,b2,b3,b4,b5,b6,b7,b8,"
          "se_b1,se_b2,se_b3,se_b4,se_b5,se_b6,se_b7,se_b8")
PERSONS, ITEMS = 600, 12


def published(name):
    """Row-major bytes of a public table."""
    with open(ROOT / "tests/data/calibration" / f"{name}.csv", encoding="utf-8") as file:
        rows = [(row["pattern"], int(row["count"])) for row in csv.DictReader(file)]
    return b"".join(bytes(map(int, pattern)) * count for pattern, count in rows), len(rows[0][0])


def invented(seed, mean=0.0, sd=1.0):
    """Answers to ITEMS items of slope 1, difficulties from -1.5 to 1.5, a fifth of them missing."""
    dice = random.Random(seed)
    answers = bytearray()
    for _ in range(PERSONS):
        theta = dice.gauss(mean, sd)
        for item in range(ITEMS):
            right = dice.random() < 1 / (1 + math.exp(-(theta - difficulty(item))))
            answers.append(9 if dice.random() < 0.2 else int(right))
    return bytes(answers)


def difficulty(item):
    return -1.5 + 3 * item / (ITEMS - 1)


DOMAINS = [0] * 3 + [1] * 4 + [2] * 4 + [3] * 3 + [4] * 2  # of the sixteen competences
BRANCHED = 48


def deviating(seed, persons, domain_sd, competence_sd):
    """Answers to BRANCHED items, item n of competence n modulo 16, whose abilities deviate from the whole."""
    dice = random.Random(seed)
    answers = bytearray()
    for _ in range(persons):
        theta = dice.gauss(0, 1)
        domains = [theta + dice.gauss(0, domain_sd) for _ in range(5)]
        abilities = [domains[domain] + dice.gauss(0, competence_sd) for domain in DOMAINS]
        for item in range(BRANCHED):
            right = dice.random() < 1 / (1 + math.exp(-1.5 * (abilities[item % 16] + 1.5 - 3 * item / BRANCHED)))
            answers.append(9 if dice.random() < 0.1 else int(right))
    return bytes(answers)


def bank(items=BRANCHED, wrong_domain=None):
    """BANK.csv for them."""
    rows = ["item,competence,domain,tube,skill,level,enemy,a,b,c,time_intensity,time_discrimination"]
    for item in range(items):
        domain = DOMAINS[item % 16] + 1
        if item == wrong_domain:
            domain = domain % 5 + 1
        rows.append(f"{item},{item % 16},{domain},{item},0,1,-1,1,0,0,4,2")
    return "\n".join(rows) + "\n"


class Calibrate(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.ground = Folder()
        cls.at = cls.ground.path

    @classmethod
    def tearDownClass(cls):
        cls.ground.remove()

    def calibrate(self, answers, items, *more, model="2pl", persons=None, out="items.csv"):
        (self.at / "x.u8").write_bytes(answers)
        return run("probant-engine", "calibrate", "--responses", self.at / "x.u8",
                   "--persons", len(answers) // items if persons is None else persons, "--items", items,
                   "--model", model, "--out", self.at / out, *more)

    def rows(self, out="items.csv"):
        with open(self.at / out, encoding="utf-8") as file:
            return list(csv.DictReader(file))

    def test_a_public_test_gives_its_published_likelihood_and_one_row_an_item(self):
        said = self.calibrate(*published("lsat6"), "--ml", "--json")
        self.assertEqual(said.status, DONE, said)
        summary = json.loads(said.out)
        self.assertAlmostEqual(summary["logLik"], -2466.6534, places=3)
        self.assertEqual(summary["logLik"], summary["logPosterior"])
        self.assertTrue(summary["converged"])
        self.assertLessEqual({"logLik", "logPosterior", "iterations", "converged", "cpu_s", "method"}, set(summary))
        self.assertEqual((self.at / "items.csv").read_text(encoding="utf-8").splitlines()[0], HEADER)
        rows = self.rows()
        self.assertEqual([row["item"] for row in rows], list("01234"))
        self.assertAlmostEqual(float(rows[0]["a"]), 0.825660, places=4)
        for row in rows:
            self.assertEqual((row["n"], row["flag"], row["model"], row["categories"]), ("1000", "ok", "2pl", "2"))
            self.assertEqual((row["se_c"], row["b1"], row["se_b1"]), ("", "", ""))

    def test_graded_items_have_thresholds_and_guessed_ones_a_floor(self):
        self.assertEqual(self.calibrate(*published("science"), model="grm").status, DONE)
        for row in self.rows():
            self.assertEqual((row["model"], row["categories"], row["b"], row["b4"]), ("grm", "4", "", ""))
            self.assertLess(float(row["b1"]), float(row["b2"]))
            self.assertGreater(float(row["se_b3"]), 0)
        self.assertEqual(self.calibrate(invented(2), ITEMS, model="3pl").status, DONE)
        for row in self.rows():
            self.assertEqual(row["model"], "3pl")
            self.assertTrue(0 < float(row["c"]) < 0.5 and float(row["se_c"]) > 0, row)

    def test_the_same_bytes_come_from_one_thread_and_from_three(self):
        for model in ("2pl", "3pl"):
            with self.subTest(model):
                one = self.calibrate(invented(1), ITEMS, "--threads", 1, "--json", model=model)
                first = (self.at / "items.csv").read_bytes()
                three = self.calibrate(invented(1), ITEMS, "--threads", 3, "--json", model=model)
                self.assertEqual((self.at / "items.csv").read_bytes(), first)
                said = [json.loads(each.out) for each in (one, three)]
                for each in said:
                    del each["cpu_s"]
                self.assertEqual(said[0], said[1])

    def test_fixed_items_keep_their_cells_and_the_others_join_their_scale(self):
        fixed = "item,a,b,c\n" + "".join(f"{item},1,{difficulty(item):.9f},0\n" for item in range(0, ITEMS, 2))
        (self.at / "fixed.csv").write_text(fixed, encoding="utf-8")
        said = self.calibrate(invented(3, mean=1, sd=0.8), ITEMS, "--fixed", self.at / "fixed.csv", "--json")
        self.assertEqual(said.status, DONE, said)
        summary = json.loads(said.out)
        self.assertAlmostEqual(summary["mean"], 1, delta=0.15)
        for item, row in enumerate(self.rows()):
            if item % 2 == 0:
                self.assertEqual(row["b"], f"{difficulty(item):.9f}")
                self.assertEqual(row["se_b"], "")
            else:
                self.assertAlmostEqual(float(row["b"]), difficulty(item), delta=4 * float(row["se_b"]))

    def test_linking_says_its_line_and_moves_the_others_along_it(self):
        fixed = "item,a,b,c\n" + "".join(f"{item},1,{difficulty(item):.9f},0\n" for item in range(0, ITEMS, 2))
        (self.at / "fixed.csv").write_text(fixed, encoding="utf-8")
        self.calibrate(invented(4, mean=1), ITEMS, out="free.csv")
        said = self.calibrate(invented(4, mean=1), ITEMS, "--fixed", self.at / "fixed.csv", "--link", "sl", "--json")
        self.assertEqual(said.status, DONE, said)
        line = json.loads(said.out)
        self.assertAlmostEqual(line["B"], 1, delta=0.2)
        for free, linked in list(zip(self.rows("free.csv"), self.rows()))[1::2]:
            self.assertAlmostEqual(float(linked["a"]), float(free["a"]) / line["A"], places=6)
            self.assertAlmostEqual(float(linked["b"]), line["A"] * float(free["b"]) + line["B"], places=6)
        self.assertEqual(self.rows()[2]["b"], f"{difficulty(2):.9f}")

    def test_its_own_table_can_be_fixed(self):
        self.calibrate(*published("science"), model="grm", out="first.csv")
        said = self.calibrate(*published("science"), "--fixed", self.at / "first.csv", model="grm")
        self.assertEqual(said.status, DONE, said)
        self.assertEqual([row["b2"] for row in self.rows()], [row["b2"] for row in self.rows("first.csv")])

    def test_what_cannot_be_told_is_flagged_and_no_number_is_lost(self):
        answers = bytearray(invented(5))
        for person in range(PERSONS):
            answers[person * ITEMS] = 1
            answers[person * ITEMS + 1] = 9
        for more in ((), ("--ml",)):
            with self.subTest(more):
                self.assertEqual(self.calibrate(bytes(answers), ITEMS, *more).status, DONE)
                text = (self.at / "items.csv").read_text(encoding="utf-8").lower()
                self.assertNotIn("nan", text)
                self.assertNotIn("inf", text)
                self.assertEqual([row["flag"] for row in self.rows()][:3], ["few", "few", "ok"])
                self.assertEqual(self.rows()[1]["n"], "0")

    def test_a_byte_that_is_no_answer_is_refused_by_person_and_item_and_nothing_is_written(self):
        answers = bytearray(invented(6))
        for byte, model in ((10, "grm"), (255, "2pl"), (2, "2pl"), (8, "3pl")):
            with self.subTest(byte):
                (self.at / "items.csv").unlink(missing_ok=True)
                answers[7 * ITEMS + 5] = byte
                said = self.calibrate(bytes(answers), ITEMS, model=model)
                self.assertEqual(said.status, MISUSED, said)
                self.assertIn("person 7, item 5", said.err)
                self.assertEqual(list(self.at.glob("items.csv*")), [])

    def test_what_nobody_answered_is_refused(self):
        (self.at / "items.csv").unlink(missing_ok=True)
        said = self.calibrate(bytes([9]) * (20 * ITEMS), ITEMS)
        self.assertEqual(said.status, REFUSED, said)
        answers = bytearray(invented(8))
        for person in range(PERSONS):
            answers[person * ITEMS] = 9
        (self.at / "fixed.csv").write_text("item,a,b\n0,1,0\n", encoding="utf-8")
        said = self.calibrate(bytes(answers), ITEMS, "--fixed", self.at / "fixed.csv", "--link", "sl")
        self.assertEqual(said.status, REFUSED, said)
        self.assertFalse((self.at / "items.csv").exists())

    def calibrate_with_bank(self, persons, *more, table=None):
        (self.at / "bank.csv").write_text(table or bank(), encoding="utf-8")
        return self.calibrate(deviating(9, persons, 0.5, 0.6), BRANCHED, "--bank", self.at / "bank.csv", *more)

    def test_with_a_bank_it_says_how_far_domains_and_competences_deviate(self):
        said = self.calibrate_with_bank(1500, "--json")
        self.assertEqual(said.status, DONE, said)
        found = json.loads(said.out)["secondOrder"]
        self.assertEqual((found["state"], found["persons"], found["converged"]), ("ok", 1500, True))
        for name, error, truth in (("domainSd", "seDomainSd", 0.5), ("competenceSd", "seCompetenceSd", 0.6)):
            self.assertLess(found[error], 0.05)
            self.assertAlmostEqual(found[name], truth, delta=3 * found[error])

    def test_in_words_the_deviations_are_in_thousandths_as_rules_want_them(self):
        figures = json.loads(self.calibrate_with_bank(600, "--json").out)["secondOrder"]
        said = self.calibrate_with_bank(600)
        domain, competence = (round(1000 * figures[name]) for name in ("domainSd", "competenceSd"))
        self.assertIn(f"secondOrder domain_sd_milli {domain}, competence_sd_milli {competence}\n", said.out)

    def test_deviations_are_the_same_from_one_thread_and_from_three(self):
        one, three = (json.loads(self.calibrate_with_bank(600, "--json", "--threads", threads).out)
                      for threads in (1, 3))
        self.assertEqual(one["secondOrder"], three["secondOrder"])

    def test_a_bank_changes_nothing_in_the_items(self):
        self.calibrate_with_bank(300)
        self.calibrate(deviating(9, 300, 0.5, 0.6), BRANCHED, out="alone.csv")
        self.assertEqual((self.at / "items.csv").read_bytes(), (self.at / "alone.csv").read_bytes())

    def test_too_few_persons_give_no_number_but_could_not_tell(self):
        found = json.loads(self.calibrate_with_bank(199, "--json").out)["secondOrder"]
        self.assertEqual(found, {"state": "could_not_tell", "persons": 199, "iterations": 0, "converged": False})
        self.assertIn("secondOrder could not tell", self.calibrate_with_bank(199).out)

    def test_a_bank_of_other_items_is_misuse_in_one_line_and_nothing_is_written(self):
        for what, table in (("items", bank(BRANCHED - 1)), ("domain", bank(wrong_domain=7)), ("missing", "item\n0\n")):
            with self.subTest(what):
                (self.at / "items.csv").unlink(missing_ok=True)
                said = self.calibrate_with_bank(20, table=table)
                self.assertEqual(said.status, MISUSED, said)
                self.assertIn("bank.csv", said.err)
                self.assertIn(what, said.err)
                self.assertEqual(len(said.err.splitlines()), 1, said)
                self.assertFalse((self.at / "items.csv").exists())

    def test_what_makes_no_sense_is_misuse_in_one_line(self):
        tables = {
            "an item that nobody answered": "item,a,b\n12,1,0\n",
            "an item twice": "item,a,b\n1,1,0\n1,1,0\n",
            "a slope below zero": "item,a,b\n1,-1,0\n",
            "no number": "item,a,b\n1,nan,0\n",
            "a column missing": "item,b\n1,0\n",
            "thresholds that fall": "item,a,b,b1,b2\n1,1,,1,0\n",
            "no item": "item,a,b\n",
        }
        for what, table in tables.items():
            with self.subTest(what):
                (self.at / "fixed.csv").write_text(table, encoding="utf-8")
                said = self.calibrate(invented(7), ITEMS, "--fixed", self.at / "fixed.csv")
                self.assertEqual(said.status, MISUSED, said)
                self.assertIn("fixed.csv", said.err)
                self.assertEqual(len(said.err.splitlines()), 1, said)
        for more in (("--link", "sl"), ("--nodes", 3), ("--threads", 0), ("--fixed", self.at / "nowhere")):
            with self.subTest(more):
                self.assertEqual(self.calibrate(invented(7), ITEMS, *more).status, MISUSED)
        self.assertEqual(self.calibrate(invented(7), ITEMS, persons=PERSONS - 1).status, MISUSED)
        self.assertEqual(self.calibrate(invented(7), ITEMS, model="rasch").status, MISUSED)


if __name__ == "__main__":
    unittest.main()
