"""probant-engine simulate: adaptive tests over tables, their rules, their caps, and what is no table.

SPDX-License-Identifier: EUPL-1.2
"""
import collections
import csv
import json
import math
import random
import unittest

from programs import DONE, MISUSED, REFUSED, Folder, run

HEADER = ["item", "competence", "domain", "tube", "skill", "level", "enemy", "a", "b", "c", "time_intensity", "time_discrimination"]
DOMAINS = [1] * 3 + [2] * 4 + [3] * 4 + [4] * 3 + [5] * 2
PEOPLE = 150
FIGURES = {"n", "rmse", "rel_info", "cover95", "max_exposure", "max_window", "max_level_exposure", "overlap", "overlap_near", "violations",
           "cap_exceeded", "burn_in_cpu_s", "cpu_us_step", "digests"}


def a_bank(count, seed=1):
    """Rows of ordinary items; one in ten has an enemy."""
    draw = random.Random(seed)
    rows = []
    for n in range(count):
        competence = n % 16
        rows.append(dict(zip(HEADER, [n, competence, DOMAINS[competence], competence * 8 + (n // 16) % 8, n, 1 + n % 8, n // 20 if n % 10 == 0 else -1,
                                      round(draw.uniform(0.5, 2), 4), round(draw.gauss(0, 1.4), 4), 0, round(draw.uniform(2.5, 4), 3), 1.8])))
    return rows


def chance(row, theta):
    right = 1 / (1 + math.exp(-float(row["a"]) * (theta - float(row["b"]))))
    return float(row["c"]) + (1 - float(row["c"])) * right


class Simulate(unittest.TestCase):
    def setUp(self):
        self.ground = Folder()
        self.at = self.ground.path
        self.out = self.at / "out.csv"

    def tearDown(self):
        self.ground.remove()

    def write(self, rows, thetas=None, answers=None, people=PEOPLE):
        """The three files; answers by the model unless given."""
        draw = random.Random(7)
        thetas = thetas or [round(draw.gauss(0, 1), 5) for _ in range(people)]
        columns = list(rows[0])
        lines = [",".join(columns), *(",".join(str(row[name]) for name in columns) for row in rows)]
        (self.at / "bank.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        (self.at / "people.csv").write_text("\n".join(["sim,theta", *(f"{n},{theta}" for n, theta in enumerate(thetas))]) + "\n", encoding="utf-8")
        if answers is None:
            answers = bytes(int(draw.random() < chance(row, theta)) for theta in thetas for row in rows)
        (self.at / "answers.u8").write_bytes(answers)

    def simulate(self, *more, seed=3):
        return run("probant-engine", "simulate", "--bank", self.at / "bank.csv", "--candidates", self.at / "people.csv",
                   "--responses", self.at / "answers.u8", "--seed", seed, "--out", self.out, "--no-timing", *more)

    def sittings(self):
        with self.out.open(encoding="utf-8") as file:
            return [[int(item) for item in row["items"].split(";")] for row in csv.DictReader(file)]

    def figures(self, *more):
        said = self.simulate("--json", *more)
        self.assertEqual(said.status, DONE, said)
        return json.loads(said.out)

    def test_every_figure_is_told_and_every_rule_of_the_blueprint_is_kept(self):
        rows = a_bank(384)
        self.write(rows)
        told = self.figures("--rules", "balanced", "--exposure-cap", "0.3", "--burn-in", "normal:400")
        self.assertLessEqual(FIGURES, set(told))
        self.assertEqual(len(told["max_level_exposure"]), 5)
        self.assertEqual(told["violations"], {"competence": 0, "tube": 0, "enemy": 0})
        for items in self.sittings():
            self.assertEqual(set(collections.Counter(rows[item]["competence"] for item in items).values()), {2})
            self.assertEqual(len({rows[item]["tube"] for item in items}), 32)
            enemies = [rows[item]["enemy"] for item in items if rows[item]["enemy"] >= 0]
            self.assertEqual(len(enemies), len(set(enemies)))

    def test_no_item_is_in_more_sittings_than_its_cap_in_any_window(self):
        self.write(a_bank(384))
        window, cap = 50, 0.3
        for burn_in in ("none", "normal:400"):
            self.figures("--rules", "balanced", "--exposure-cap", cap, "--window", window, "--burn-in", burn_in)
            sittings = self.sittings()
            for first in range(PEOPLE - window + 1):
                used = collections.Counter(item for items in sittings[first:first + window] for item in items)
                self.assertLessEqual(max(used.values()), cap * window)
        self.figures("--rules", "balanced")
        free = collections.Counter(item for items in self.sittings()[:window] for item in items)
        self.assertGreater(max(free.values()), cap * window, "without a cap it is passed")

    def test_the_same_seed_gives_the_same_bytes_whatever_the_threads(self):
        self.write(a_bank(320))
        self.simulate("--exposure-cap", "0.4", "--burn-in", "normal:200")
        first = self.out.read_bytes()
        self.simulate("--exposure-cap", "0.4", "--burn-in", "normal:200", "--threads", "4")
        self.assertEqual(self.out.read_bytes(), first)
        self.simulate("--exposure-cap", "0.4", "--burn-in", "normal:200", seed=4)
        self.assertNotEqual(self.out.read_bytes(), first)
        self.simulate("--rules", "balanced")
        first = self.out.read_bytes()
        self.simulate("--rules", "balanced", "--threads", "4")
        self.assertEqual(self.out.read_bytes(), first)

    def test_without_constraint_the_most_informative_item_comes_whatever_the_seed(self):
        rows = a_bank(320)
        self.write(rows)
        self.simulate("--rules", "free")
        first = self.out.read_bytes()
        self.simulate("--rules", "free", seed=99)
        self.assertEqual(self.out.read_bytes(), first)

        def information(row):
            right = chance(row, 0)
            return float(row["a"]) ** 2 * right * (1 - right)

        best = max(range(len(rows)), key=lambda item: information(rows[item]))
        self.assertTrue(all(items[0] == best for items in self.sittings()))

    def test_the_estimate_is_the_mean_of_a_fine_posterior(self):
        rows = a_bank(160)
        thetas = [-3.2, 0.1, 2.7, 0]
        answers = bytearray(bytes(random.Random(5).randrange(2) for _ in range(4 * len(rows))))
        answers[:len(rows)] = bytes(len(rows))  # the first has all wrong,
        answers[len(rows):2 * len(rows)] = b"\1" * len(rows)  # the second all right
        self.write(rows, thetas, bytes(answers))
        self.simulate("--rules", "free", "--score-sd", "2")
        with self.out.open(encoding="utf-8") as file:
            for person, row in enumerate(csv.DictReader(file)):
                mean, spread = posterior(rows, [int(item) for item in row["items"].split(";")], answers[person * len(rows):], 2)
                self.assertAlmostEqual(float(row["theta_hat"]), mean, delta=1e-6)
                self.assertAlmostEqual(float(row["se"]), spread, delta=1e-6)

    def test_guessed_and_graded_items_are_measured_too(self):
        rows = a_bank(320)
        for n, row in enumerate(rows):
            row |= {"model": ("2pl", "3pl", "grm")[n % 3], "c": 0.2 if n % 3 == 1 else 0, "b1": "", "b2": "", "b3": ""}
            if n % 3 == 2:
                row |= {"b1": round(row["b"] - 0.8, 4), "b2": row["b"], "b3": round(row["b"] + 0.9, 4)}
        thetas = [(n - 60) / 30 for n in range(120)]
        draw = random.Random(2)
        answers = bytearray()
        for theta in thetas:
            for row in rows:
                if row["model"] == "grm":
                    where = draw.random()
                    answers.append(sum(where < 1 / (1 + math.exp(-row["a"] * (theta - row[name]))) for name in ("b1", "b2", "b3")))
                else:
                    answers.append(int(draw.random() < chance(row, theta)))
        self.write(rows, thetas, bytes(answers))
        told = self.figures("--rules", "balanced")
        self.assertLess(told["rmse"], 0.4)
        self.assertGreater(told["cover95"], 0.85)

    def test_what_was_not_administered_or_is_not_live_is_never_given(self):
        rows = a_bank(320)
        for n, row in enumerate(rows):
            row["status"] = ("live", "live", "retired", "pretest")[n % 4] if n < 128 else "live"
        answers = bytearray(bytes(n % 2 for n in range(PEOPLE * len(rows))))
        for person in range(PEOPLE):
            for item in range(person % 7, len(rows), 7):
                answers[person * len(rows) + item] = 9
        self.write(rows, answers=bytes(answers))
        self.simulate("--rules", "balanced")
        for person, items in enumerate(self.sittings()):
            self.assertEqual(len(items), 32)
            for item in items:
                self.assertNotEqual(item % 7, person % 7)
                self.assertEqual(rows[item]["status"], "live")

    def test_rules_of_a_file_are_kept_by_every_sitting(self):
        rows = a_bank(480)
        for n, row in enumerate(rows):
            row |= {"type": ("choice", "order", "match")[n % 3], "language": "en" if n % 9 == 0 else "fr", "words": 20 + n % 90}
        self.write(rows, people=40)
        (self.at / "rules.toml").write_text(
            'length = 30\ntube_max = 1\nenemies = true\n[competence]\nmin = 1\nmax = 3\n[domain.3]\nmin = 8\nmax = 9\n'
            '[budget]\nseconds = 1000\nwords = 1900\n[type.order]\nmax = 8\n[language]\none_of = ["fr"]\n[exposure]\ncap = 0.6\n', encoding="utf-8")
        told = self.figures("--rules", self.at / "rules.toml")
        self.assertLess(told["shadow_gap"], 0.03)
        for items in self.sittings():
            given = [rows[item] for item in items]
            self.assertEqual(len(items), 30)
            self.assertTrue(all(1 <= count <= 3 for count in collections.Counter(row["competence"] for row in given).values()))
            self.assertEqual(len({row["competence"] for row in given}), 16)
            self.assertIn(sum(row["domain"] == 3 for row in given), (8, 9))
            self.assertEqual(len({row["tube"] for row in given}), 30)
            self.assertLessEqual(sum(row["type"] == "order" for row in given), 8)
            self.assertEqual({row["language"] for row in given}, {"fr"})
            self.assertLessEqual(sum(row["words"] for row in given), 1900)
            self.assertLessEqual(sum(math.exp(row["time_intensity"] + 0.5 / 1.8 ** 2) for row in given), 1000)

    def test_items_suit_the_people_of_the_test_and_those_of_one_document_are_apart(self):
        rows = a_bank(480)
        for n, row in enumerate(rows):
            row["access"] = ("", "keyboard", "keyboard;screen_reader", "screen_reader")[n // 16 % 4]
            row["set"] = n // 3
        self.write(rows, people=60)
        rules = self.at / "rules.toml"
        rules.write_text('sets_apart = true\n[access]\nneeds = ["keyboard", "screen_reader"]\n', encoding="utf-8")
        self.assertEqual(self.simulate("--rules", rules).status, DONE)
        for sitting in self.sittings():
            self.assertLessEqual({rows[item]["access"] for item in sitting}, {"", "keyboard;screen_reader"})
            self.assertEqual(len({rows[item]["set"] for item in sitting}), 32)

    def test_people_alike_share_what_the_rule_says(self):
        self.write(a_bank(960), people=400)
        common = ("--rules", "balanced", "--exposure-cap", 0.3, "--burn-in", "normal:4000", "--json")
        plain = json.loads(self.simulate(*common).out)
        ruled = json.loads(self.simulate(*common, "--alike", 0.35).out)
        self.assertGreater(plain["overlap_near"], 0.40)
        self.assertLess(ruled["overlap_near"], 0.36)
        self.assertGreater(ruled["overlap_near"], 0.28, "no more is paid than the rule asks")

    def test_a_test_stops_when_its_rule_says(self):
        self.write(a_bank(320))
        (self.at / "rules.toml").write_text('length = 40\n[stop]\nrule = "precision"\nse = 0.35\nmin = 6\nmax = 40\n', encoding="utf-8")
        self.figures("--rules", self.at / "rules.toml")
        with self.out.open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        self.assertTrue(all(6 <= int(row["n"]) <= 40 for row in rows))
        self.assertTrue(all(float(row["se"]) <= 0.35 or row["n"] == "40" for row in rows))
        self.assertGreater(len({row["n"] for row in rows}), 1)

    def test_a_cap_that_cannot_be_kept_is_refused_with_the_cap_that_can(self):
        rows = [row for row in a_bank(384) if row["competence"] != 10 or row["item"] < 96]
        self.write([row | {"item": n} for n, row in enumerate(rows)], people=3)
        said = self.simulate("--exposure-cap", "0.25")
        self.assertEqual(said.status, REFUSED, said)
        self.assertIn("competence 3.4 has 6 items: 2 per candidate need a cap of .334 or more", said.err)
        self.assertFalse(self.out.exists())

    def test_banks_that_are_tiny_lame_or_absurd_give_a_result_or_a_clear_refusal(self):
        self.write(a_bank(40))
        self.assertEqual(self.simulate("--rules", "free").status, DONE)
        self.assertTrue(all(len(items) == 32 for items in self.sittings()))
        rows = [row for row in a_bank(320) if row["competence"] != 5]
        self.write([row | {"item": n} for n, row in enumerate(rows)], people=3)
        said = self.simulate("--rules", "balanced")
        self.assertEqual(said.status, REFUSED, said)
        rows = a_bank(160)
        for n, row in enumerate(rows):
            row |= {"a": 5, "b": 8 if n % 2 else -8, "c": 0.9 if n % 3 == 0 else 0}
        for answers in (b"\0", b"\1"):
            self.write(rows, [0, 1, -4, 4], answers * (4 * len(rows)))
            told = self.figures("--rules", "balanced")
            self.assertTrue(math.isfinite(told["rmse"]) and math.isfinite(told["rel_info"]))

    def test_what_is_no_table_is_told_by_file_row_and_column_and_nothing_is_written(self):
        good = a_bank(160)

        def changed(row, **cells):
            return [*good[:row], good[row] | cells, *good[row + 1:]]

        tables = {
            "no number": (changed(4, a="much"), "bank.csv: row 4, column a"),
            "not a number": (changed(4, b="nan"), "bank.csv: row 4, column b"),
            "a competence that does not exist": (changed(2, competence=16), "bank.csv: row 2, column competence"),
            "an item twice": (changed(9, item=8), "bank.csv: row 9, column item"),
            "a missing column": ([{name: row[name] for name in row if name != "c"} for row in good], 'the column "c" is missing'),
            "a guessing floor of one": (changed(1, c=1), "bank.csv: row 1, column c"),
        }
        for what, (rows, words) in tables.items():
            with self.subTest(what):
                self.write(rows, [0, 1], bytes(2 * len(rows)))
                said = self.simulate()
                self.assertEqual(said.status, MISUSED, said)
                self.assertIn(words, said.err)
                self.assertEqual(len(said.err.strip().splitlines()), 1)
                self.assertFalse(self.out.exists())
        answers = {"another byte": (bytes(160) + b"\x0c" + bytes(159), "person 1, item 0"), "a wrong size": (bytes(319), "319 bytes"),
                   "a category too many": (bytes(3) + b"\2" + bytes(316), "person 0, item 3")}
        for what, (given, words) in answers.items():
            with self.subTest(what):
                self.write(good, [0, 1], given)
                said = self.simulate()
                self.assertEqual(said.status, MISUSED, said)
                self.assertIn(words, said.err)

    def test_a_key_that_no_rule_has_is_refused_by_name(self):
        self.write(a_bank(160), people=2)
        for text, key in (("lenght = 30\n", "lenght"), ("[budget]\nminutes = 3\n", "budget.minutes"), ("[stop]\nrule = \"soon\"\n", "stop.rule"),
                          ("[scale]\ncuts = [160, 150, 416, 528, 640, 768, 896, 1024]\n", "scale.cuts"), ("[domain.1]\nmin = 5\nmax = 2\n", "domain.1.max")):
            with self.subTest(key):
                (self.at / "rules.toml").write_text(text, encoding="utf-8")
                said = self.simulate("--rules", self.at / "rules.toml")
                self.assertEqual(said.status, MISUSED, said)
                self.assertIn(f'"{key}"', said.err)


def posterior(rows, items, answers, spread):
    """Mean and SD on 2,001 nodes of [-8, 8], by the trapezoid."""
    nodes = [-8 + 0.008 * n for n in range(2001)]
    logs = []
    for theta in nodes:
        log = -theta * theta / (2 * spread * spread)
        for item in items:
            z = float(rows[item]["a"]) * (theta - float(rows[item]["b"]))
            log -= math.log1p(math.exp(-z if answers[item] == 1 else z))
        logs.append(log)
    top = max(logs)
    masses = [math.exp(log - top) * (0.5 if n in (0, 2000) else 1) for n, log in enumerate(logs)]
    total = sum(masses)
    mean = sum(mass * theta for mass, theta in zip(masses, nodes)) / total
    return mean, math.sqrt(sum(mass * (theta - mean) ** 2 for mass, theta in zip(masses, nodes)) / total)


if __name__ == "__main__":
    unittest.main()
