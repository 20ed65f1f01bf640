"""probant-engine forensics: what it finds in an invented session, and what it refuses to read.

SPDX-License-Identifier: EUPL-1.2
"""
import csv
import json
import math
import random
import re
import struct
import unittest

from programs import DONE, MISUSED, Folder, run

PEOPLE = 60
ITEMS = 32
COPIER, SOURCE = 41, 40
CHEAT = 7
KNOWN = range(20, 32)  # the hardest
NOT_ADMINISTERED, NO_ALTERNATIVE = 255, 254
PERSON_STATISTICS = ["lz_star", "l_t", "rapid", "preknown"]
PAIR_STATISTICS = ["omega", "gbt", "m4"]


def draw(dice, weights):
    return dice.choices(range(len(weights)), weights)[0]


class Session:
    """A room of people who answer a 2PL bank; one copied his neighbour, one knew the hardest items."""

    def __init__(self):
        dice = random.Random(20261130)
        self.bank = ["item,competence,domain,tube,skill,level,enemy,a,b,c,time_intensity,time_discrimination"]
        self.model = ["item,alternative,zeta,lambda"]
        keys, weights = [], []
        for item in range(ITEMS):
            a, b, key = 1.2, -2 + item / 8, item % 4
            self.bank.append(f"{item},{item % 16},1,{item},{item},4,-1,{a},{b},0,3.5,2")
            keys.append(key)
            weights.append([(math.log(3) - a * b, a) if v == key else (0, 0) for v in range(4)])
            self.model += [f"{item},{v},{zeta},{slope}" for v, (zeta, slope) in enumerate(weights[-1])]
        self.thetas = [dice.gauss(0, 1) for _ in range(PEOPLE)]
        self.thetas[CHEAT] = -1
        self.thetas[SOURCE] = self.thetas[COPIER] = -0.5
        self.chosen = [[draw(dice, [math.exp(zeta + slope * theta) for zeta, slope in row]) for row in weights]
                       for theta in self.thetas]
        self.seconds = [[math.exp(dice.gauss(3.5, 0.5)) for _ in range(ITEMS)] for _ in range(PEOPLE)]
        self.chosen[COPIER] = list(self.chosen[SOURCE])
        for item in KNOWN:
            self.chosen[CHEAT][item] = keys[item]
            self.seconds[CHEAT][item] /= 2.5
        self.answers = [[int(chosen == key) for chosen, key in zip(row, keys)] for row in self.chosen]

    def write(self, at):
        at.mkdir(exist_ok=True)
        files = {
            "bank.csv": "\n".join(self.bank) + "\n",
            "nrm.csv": "\n".join(self.model) + "\n",
            "theta.csv": "sim,theta\n" + "".join(f"{100 + n},{theta}\n" for n, theta in enumerate(self.thetas)),
            "seats.csv": "sim,session,row,col,start_s\n" +
                         "".join(f"{100 + n},<room & 1>,{n // 8},{n % 8},{10 * n}\n" for n in range(PEOPLE)),
            "known.txt": "".join(f"{item}\n" for item in KNOWN),
            "r.u8": bytes(sum(self.answers, [])),
            "a.u8": bytes(sum(self.chosen, [])),
            "t.f32": struct.pack(f"<{PEOPLE * ITEMS}f", *sum(self.seconds, [])),
        }
        for name, content in files.items():
            (at / name).write_bytes(content if isinstance(content, bytes) else content.encode())


def options(at, without=()):
    named = {"--bank": "bank.csv", "--responses": "r.u8", "--candidates": "theta.csv", "--alternatives": "a.u8",
             "--nrm": "nrm.csv", "--times": "t.f32", "--seats": "seats.csv", "--preknown": "known.txt"}
    words = []
    for option, name in named.items():
        if option not in without:
            words += [option, at / name]
    return words


def rows(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


class Forensics(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.ground = Folder()
        cls.at = cls.ground.path / "session"
        Session().write(cls.at)
        cls.out = cls.ground.path / "made" / "out"
        cls.said = run("probant-engine", "forensics", *options(cls.at), "--seed", 5, "--out", cls.out, "--json")
        assert cls.said.status == DONE, cls.said

    @classmethod
    def tearDownClass(cls):
        cls.ground.remove()

    def forensics(self, *words):
        return run("probant-engine", "forensics", *words, "--seed", 5, "--out", self.ground.path / "tried", "--json")

    def test_every_person_has_each_statistic_and_every_pair_too(self):
        persons, pairs = rows(self.out / "persons.csv"), rows(self.out / "pairs.csv")
        self.assertEqual(len(persons), PEOPLE * len(PERSON_STATISTICS))
        self.assertEqual([row["statistic"] for row in persons[:4]], PERSON_STATISTICS)
        self.assertEqual(len(pairs), PEOPLE * (PEOPLE - 1) // 2 * len(PAIR_STATISTICS))
        self.assertEqual([row["statistic"] for row in pairs[:3]], PAIR_STATISTICS)
        self.assertEqual((pairs[0]["sim1"], pairs[0]["sim2"], pairs[0]["common"]), ("100", "101", "32"))
        for row in persons + pairs:
            self.assertTrue(0 <= float(row["p"]) <= 1, row)

    def test_the_copier_and_the_source_are_to_check_and_hardly_anybody_else(self):
        striking = [row for row in rows(self.out / "pairs.csv") if row["state"] == "to_check"]
        pair = [row for row in striking if {row["sim1"], row["sim2"]} == {str(100 + COPIER), str(100 + SOURCE)}]
        self.assertEqual([row["statistic"] for row in pair], PAIR_STATISTICS)
        self.assertEqual({row["distance"] for row in pair}, {"1"})
        self.assertLessEqual(len(striking) - len(pair), 2)

    def test_the_person_who_knew_the_list_is_to_check(self):
        found = {row["statistic"]: row["state"] for row in rows(self.out / "persons.csv")
                 if row["sim"] == str(100 + CHEAT)}
        for statistic in ("lz_star", "rapid", "preknown"):
            self.assertEqual(found[statistic], "to_check", statistic)

    def test_the_summary_counts_what_the_tables_hold(self):
        summary = json.loads(self.said.out)
        persons, pairs = rows(self.out / "persons.csv"), rows(self.out / "pairs.csv")
        for figures, table in ((summary["person_statistics"], persons), (summary["pair_statistics"], pairs)):
            for statistic, figure in figures.items():
                states = [row["state"] for row in table if row["statistic"] == statistic]
                self.assertEqual(figure["to_check"], states.count("to_check"))
                self.assertEqual(figure["tested"], states.count("ok") + states.count("to_check"))
        self.assertEqual(summary["unavailable"], {})
        self.assertEqual(summary["abilities"], "given")

    def test_the_same_seed_gives_the_same_files(self):
        again = self.ground.path / "again"
        said = run("probant-engine", "forensics", *options(self.at), "--seed", 5, "--out", again)
        self.assertEqual(said.status, DONE, said)
        for name in ("persons.csv", "pairs.csv", "report.html"):
            self.assertEqual((again / name).read_bytes(), (self.out / name).read_bytes(), name)
        self.assertEqual(sorted(path.name for path in again.iterdir()), ["pairs.csv", "persons.csv", "report.html"])

    def test_the_report_needs_nothing_else_and_gives_no_verdict(self):
        page = (self.out / "report.html").read_text(encoding="utf-8")
        self.assertLess(page.index('lang="fr" id="fr"'), page.index('lang="en" id="en"'))
        self.assertNotRegex(page, r"<script|https?:|src=|@import|url\(")
        self.assertIn("Aucun n'est une preuve de fraude", page)
        self.assertIn("None of it proves cheating", page)
        self.assertNotRegex(page, r"(?i)\b(guilty|coupable|a triché|has cheated)\b")
        self.assertIn("&lt;room &amp; 1&gt;", page)
        self.assertNotIn("<room", page)
        self.assertIn(f"{100 + SOURCE} + {100 + COPIER}", page)
        self.assertEqual(len(re.findall(r'class="pair"', page)) % 2, 0)
        self.assertGreaterEqual(len(re.findall(r'class="pair"', page)), 2, "in each language")

    def test_without_what_is_optional_the_rest_is_said_to_be_unavailable(self):
        optional = ["--candidates", "--alternatives", "--nrm", "--times", "--seats", "--preknown"]
        said = self.forensics(*options(self.at, optional))
        self.assertEqual(said.status, DONE, said)
        summary = json.loads(said.out)
        self.assertEqual(summary["abilities"], "estimated")
        self.assertEqual(list(summary["person_statistics"]), ["lz_star"])
        for statistic in ("l_t", "rapid", "preknown", "omega", "gbt", "m4"):
            self.assertIn("unavailable", summary["unavailable"][statistic])
        persons = rows(self.ground.path / "tried" / "persons.csv")
        self.assertEqual({row["statistic"] for row in persons}, {"lz_star"})
        self.assertEqual(rows(self.ground.path / "tried" / "pairs.csv"), [])
        page = (self.ground.path / "tried" / "report.html").read_text(encoding="utf-8")
        self.assertIn("indisponible", page)

    def test_without_the_nominal_model_pairs_say_so(self):
        summary = json.loads(self.forensics(*options(self.at, ["--nrm"])).out)
        self.assertEqual(list(summary["unavailable"]), PAIR_STATISTICS)
        self.assertIn("nominal", summary["unavailable"]["omega"])

    def test_items_without_alternatives_and_items_not_given_are_left_out_of_pairs(self):
        session = Session()
        for person in range(PEOPLE):
            session.chosen[person][0] = NO_ALTERNATIVE
            for item in range(1 + person % 2 * 13, 14 + person % 2 * 13):
                session.answers[person][item] = 9
                session.chosen[person][item] = NOT_ADMINISTERED
        at = self.ground.path / "partly"
        session.write(at)
        self.assertEqual(self.forensics(*options(at)).status, DONE)
        pairs = rows(self.ground.path / "tried" / "pairs.csv")
        self.assertEqual(pairs[0]["common"], "5")  # 100 and 101: items 27 to 31
        self.assertEqual((pairs[0]["state"], pairs[0]["p"], pairs[0]["q"]), ("could_not_tell", "", ""))
        self.assertEqual(pairs[3]["common"], "18")  # 100 and 102: items 14 to 31
        self.assertNotEqual(pairs[3]["state"], "could_not_tell")

    def test_abilities_called_estimates_are_estimated_again(self):
        at = self.ground.path / "estimates"
        Session().write(at)
        theta = at / "theta.csv"
        theta.write_text(theta.read_text(encoding="utf-8").replace("theta", "theta_hat", 1), encoding="utf-8")
        self.assertEqual(json.loads(self.forensics(*options(at)).out)["abilities"], "estimated")

    def test_what_cannot_be_read_is_refused_in_one_line_that_says_where(self):
        def text(change):
            return lambda content: change(content.decode()).encode()

        def byte(place, value):
            return lambda content: content[:place] + bytes([value]) + content[place + 1:]

        def seconds(place, value):
            return lambda content: content[:4 * place] + struct.pack("<f", value) + content[4 * place + 4:]

        wrongs = {
            "a discrimination that is no number": ("bank.csv", text(lambda t: t.replace(",1.2,", ",much,", 1)),
                                                   "row 0, column a"),
            "answers of a wrong size": ("r.u8", lambda content: content[:-1], "bytes"),
            "an answer that is no category": ("r.u8", byte(33, 12), "person 1, item 1"),
            "an answer above its item's best": ("r.u8", byte(34, 2), "person 1, item 2"),
            "an ability that is no number": ("theta.csv", text(lambda t: t.replace("101,", "101,x", 1)),
                                             "row 1, column theta"),
            "somebody twice": ("theta.csv", text(lambda t: t.replace("101,", "100,", 1)), "row 1, column sim"),
            "alternatives of a wrong size": ("a.u8", lambda content: content + b"\0", "bytes"),
            "an alternative that does not exist": ("a.u8", byte(40, 7), "person 1, item 8"),
            "a parameter that is no number": ("nrm.csv", text(lambda t: t.replace("0,0,", "0,0,nan", 1)),
                                              "row 0, column zeta"),
            "an alternative twice": ("nrm.csv", text(lambda t: t.replace("0,1,", "0,0,", 1)),
                                     "row 1, column alternative"),
            "an alternative left out": ("nrm.csv", text(lambda t: t.replace("0,1,", "0,5,", 1)),
                                        "row 3, column alternative"),
            "an item that does not exist": ("nrm.csv", text(lambda t: t.replace("\n0,0,", "\n32,0,", 1)),
                                            "row 0, column item"),
            "times of a wrong size": ("t.f32", lambda content: content[:-4], "bytes"),
            "a time below zero": ("t.f32", seconds(65, -1.0), "person 2, item 1"),
            "a time without end": ("t.f32", seconds(66, math.inf), "person 2, item 2"),
            "a seat of nobody": ("seats.csv", text(lambda t: t.replace("101,", "7,", 1)), "row 1, column sim"),
            "two seats for one": ("seats.csv", text(lambda t: t.replace("101,", "100,", 1)), "row 1, column sim"),
            "seats without rows": ("seats.csv", text(lambda t: t.replace(",row,", ",line,", 1)), '"row"'),
            "a named item that does not exist": ("known.txt", text(lambda t: t.replace("21", "99", 1)), "line 2"),
            "a named item that is no number": ("known.txt", text(lambda t: t.replace("22", "2b", 1)), "line 3"),
        }
        at = self.ground.path / "wrong"
        out = self.ground.path / "never"
        for what, (name, change, where) in wrongs.items():
            with self.subTest(what):
                Session().write(at)
                (at / name).write_bytes(change((at / name).read_bytes()))
                said = run("probant-engine", "forensics", *options(at), "--seed", 5, "--out", out)
                self.assertEqual(said.status, MISUSED, said)
                self.assertEqual(len(said.err.strip().splitlines()), 1, said)
                self.assertIn(name, said.err)
                self.assertRegex(said.err, where)
                self.assertFalse(out.exists(), "nothing is written")

    def test_a_level_beyond_reason_and_a_missing_seed_are_misuse(self):
        for words in ([*options(self.at), "--out", self.at / "o"],
                      [*options(self.at), "--seed", 1],
                      [*options(self.at), "--seed", 1, "--out", self.at / "o", "--alpha", "0.9"],
                      [*options(self.at, ["--bank"]), "--seed", 1, "--out", self.at / "o"]):
            said = run("probant-engine", "forensics", *words)
            self.assertEqual(said.status, MISUSED, said)
            self.assertNotEqual(said.err.strip(), "")
        self.assertEqual(run("probant-engine", "forensics", "--help").status, DONE)


if __name__ == "__main__":
    unittest.main()
