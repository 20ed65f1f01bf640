#!/usr/bin/env python3
"""The set that `./deploy/bench vision` measures by: is it what it says, and are alerts and events compared as they should be?

How well the station sees is told by the bench and asserted nowhere; here, that what it tells can be believed.

SPDX-License-Identifier: EUPL-1.2
"""
import hashlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "deploy/lib"))
import seeing  # noqa: E402  its folder is no package

BIN = pathlib.Path(os.environ.get("PROBANT_BIN", ROOT / "build/release/bin"))
LASTING_MS = {"face_absent": 5000, "extra_face": 3000, "looking_away": 4000, "covered": 2000, "frozen": 5000, "too_dark": 20000, "blurred": 20000}
COOLDOWN_MS = 30000


def made(kind, folder, count):
    done = subprocess.run([BIN / "labelled_set", kind, folder, str(count)], capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def digest(file):
    return hashlib.sha256(file.read_bytes()).hexdigest()


def event(rule, start, end, how="left"):
    return {"rule": rule, "how": how, "start_ms": start, "end_ms": end}


def alert(rule, start, end):
    return {"alert": {"rule": rule, "start_ms": start, "end_ms": end, "evidence": {}}}


def film(events, lines):
    return seeing.Film({"film": "made.avi", "seconds": 60, "events": events}, lines)


class Sets(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="probant-labelled-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def test_the_same_film_is_made_again_to_the_byte(self):
        once, again = self.folder / "once", self.folder / "again"
        for at in (once, again):
            at.mkdir()
            self.assertEqual(len(made("loops", at, 1)), 1)
        self.assertEqual([digest(file) for file in once.iterdir()], [digest(file) for file in again.iterdir()])

    def test_an_event_outlasts_what_its_rule_asks_and_none_comes_while_its_rule_cools_down(self):
        (label,) = made("events", self.folder, 1)
        self.assertEqual(len(label["events"]), 14)
        for earlier, later in zip(label["events"], label["events"][1:]):
            self.assertLess(earlier["end_ms"], later["start_ms"])
        for place, one in enumerate(label["events"]):
            self.assertGreater(one["end_ms"] - one["start_ms"], LASTING_MS[one["rule"]])
            for other in label["events"][place + 1:]:
                if other["rule"] == one["rule"]:
                    self.assertGreater(other["start_ms"] - one["end_ms"], COOLDOWN_MS)

    def test_what_is_no_kind_of_film_is_misuse(self):
        self.assertEqual(subprocess.run([BIN / "labelled_set", "fireworks", self.folder, "1"], capture_output=True, check=False).returncode, 2)


class Comparisons(unittest.TestCase):
    def test_an_alert_of_the_rule_that_overlaps_an_event_answers_it(self):
        seen = film([event("covered", 10000, 15000)], [alert("covered", 10500, 14500)])
        self.assertEqual(seen.unclaimed, [])
        self.assertIsNotNone(seen.events[0][1])

    def test_an_alert_answers_one_event_only(self):
        seen = film([event("covered", 10000, 15000), event("covered", 20000, 25000)], [alert("covered", 10500, 24500)])
        self.assertEqual([answer is not None for _, answer in seen.events], [True, False])

    def test_an_alert_of_another_rule_answers_nothing_and_is_false(self):
        seen = film([event("covered", 10000, 15000)], [alert("frozen", 10500, 14500)])
        self.assertIsNone(seen.events[0][1])
        self.assertEqual(len(seen.unclaimed), 1)

    def test_an_alert_beside_an_event_answers_nothing_and_is_false(self):
        seen = film([event("covered", 10000, 15000)], [alert("covered", 17000, 20000)])
        self.assertIsNone(seen.events[0][1])
        self.assertEqual(len(seen.unclaimed), 1)

    def test_a_goal_that_is_missed_by_one_event_is_told_as_missed(self):
        events = [event("frozen", 1000, 2000)] * 10
        rows = seeing.rule_rows([film(events, [alert("frozen", 1000, 2000)] * 9)])
        (told,) = [row for row in rows if "`frozen`" in row]
        self.assertIn("0.900", told)
        self.assertIn("**missed**", told)

    def test_a_false_alarm_in_a_film_without_events_is_told_as_missed(self):
        quiet = film([], [alert("looped", 1000, 2000)])
        quiet.label.update(sitter="drawn", briefs=0)
        _, rows = seeing.quiet_rows([quiet], (0, 1))
        (told,) = [row for row in rows if "`looped`" in row]
        self.assertIn("**missed**", told)


class WiderPictures(unittest.TestCase):
    def test_a_set_that_is_absent_is_said_and_is_no_success(self):
        with tempfile.TemporaryDirectory(prefix="probant-wider-") as folder:
            (pathlib.Path(folder) / "mp_face_full.onnx").touch()
            done = subprocess.run([ROOT / "tests/vision/wider_pictures", "--folder", folder, "--models", folder, "--bin", BIN], capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 3)
        for name in ("orl/data_faces", "dlib/examples/faces", "coco128/images"):
            self.assertIn(f"{name} is absent", done.stderr)
        self.assertEqual(done.stdout, "")


if __name__ == "__main__":
    unittest.main()
