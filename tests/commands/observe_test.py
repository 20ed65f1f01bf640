#!/usr/bin/env python3
"""`probant-station observe` as one types it: its lines, its exit status, what it says of films and of what is neither.

What a face looks like is tested in tests/unit/candidate; here, that the program tells it in the way that others read.

SPDX-License-Identifier: EUPL-1.2
"""
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

BIN = pathlib.Path(os.environ["PROBANT_BIN"])
MODELS = pathlib.Path(__file__).resolve().parents[2] / "build" / "models"
KEYS = ["file", "t_ms", "faces", "identity", "objects", "light", "sharpness", "states", "cpu_ms"]
FACE_KEYS = ["x", "y", "w", "h", "score", "yaw", "pitch"]
ALERT_KEYS = ["rule", "state", "start_ms", "end_ms", "evidence", "still", "reason_fr", "reason_en"]
# The smallest picture there is: three bytes, of one grey pixel.
GREY_PIXEL = b"P6 1 1 255\n\x78\x78\x78"


def observe(*arguments):
    done = subprocess.run([BIN / "probant-station", "observe", *map(str, arguments)], capture_output=True, text=True, check=False)
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr


class Pictures(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="probant-observe-")
        self.addCleanup(self.folder.cleanup)

    def file(self, name, content):
        path = pathlib.Path(self.folder.name) / name
        path.write_bytes(content)
        return path

    def test_a_picture_is_one_line_with_exactly_the_keys(self):
        status, lines, _ = observe("--json", self.file("pixel.ppm", GREY_PIXEL))
        self.assertEqual(status, 0)
        self.assertEqual(len(lines), 1)
        self.assertEqual(list(lines[0]), KEYS)
        self.assertEqual(lines[0]["t_ms"], 0)
        self.assertEqual(lines[0]["light"], 120)
        self.assertEqual(lines[0]["identity"], {"state": "off", "distance": None})

    def test_what_is_no_picture_is_said_and_the_others_are_still_observed(self):
        text = self.file("letter.jpg", b"Dear sir")
        picture = self.file("pixel.ppm", GREY_PIXEL)
        status, lines, said = observe(text, picture)
        self.assertEqual(status, 2)
        self.assertEqual([line["file"] for line in lines], [str(picture)])
        self.assertIn("letter.jpg is no picture and no film", said)

    def test_a_name_that_is_no_text_is_still_a_line_of_json(self):
        path = os.fsencode(self.folder.name) + b"/\xff.ppm"
        pathlib.Path(os.fsdecode(path)).write_bytes(GREY_PIXEL)
        done = subprocess.run([BIN / "probant-station", "observe", path], capture_output=True, check=False)
        self.assertEqual(done.returncode, 0)
        self.assertEqual(list(json.loads(done.stdout)), KEYS)

    def test_without_networks_the_station_says_what_it_cannot_do_and_goes_on(self):
        picture = self.file("pixel.ppm", GREY_PIXEL)
        status, lines, said = observe("--models", self.folder.name, "--enrol", picture, picture)
        self.assertEqual(status, 0)
        self.assertEqual(lines[0]["identity"]["state"], "unavailable")
        for file in ("mp_face_full.onnx", "mp_face_landmark.onnx", "nanodet.onnx", "fa_recognition.onnx"):
            self.assertIn(f"{file} is absent", said)

    def test_a_corrupt_network_is_refused_by_name(self):
        self.file("nanodet.onnx", b"not at all a network")
        status, _, said = observe("--models", self.folder.name, self.file("pixel.ppm", GREY_PIXEL))
        self.assertEqual(status, 0)
        self.assertIn("nanodet.onnx is refused", said)

    def test_nothing_and_nonsense_are_misuse(self):
        picture = self.file("pixel.ppm", GREY_PIXEL)
        for arguments in ([], ["--fps", "0", picture], ["--enrol", self.file("x.txt", b"x"), picture], ["--stills", "no such folder", picture]):
            with self.subTest(arguments=arguments):
                self.assertEqual(observe(*arguments)[0], 2)


@unittest.skipUnless((MODELS / "nanodet.onnx").exists(), "the networks are absent: ./deploy/models makes them")
class Films(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="probant-observe-")
        self.addCleanup(self.folder.cleanup)
        # Without the objects' network, which costs four times the rest and of which no scene is.
        for file in ("mp_face_full.onnx", "mp_face_landmark.onnx"):
            (pathlib.Path(self.folder.name) / file).symlink_to(MODELS / file)

    def observed(self, scene):
        """The samples, the alerts and the summary of a film of a scene."""
        film = pathlib.Path(self.folder.name) / f"{scene}.avi"
        subprocess.run([BIN / "film_maker", scene, film], check=True)
        status, lines, said = observe("--models", self.folder.name, "--stills", self.folder.name, film)
        self.assertEqual(status, 0, said)
        samples = [line for line in lines if "file" in line]
        alerts = [line["alert"] for line in lines if "alert" in line]
        self.assertEqual(list(lines[-1]), ["summary"])
        return samples, alerts, lines[-1]["summary"]

    def one_alert(self, scene):
        _, alerts, _ = self.observed(scene)
        self.assertEqual(len(alerts), 1, alerts)
        return alerts[0]

    def near(self, value, wanted, by=1000):
        self.assertLessEqual(abs(value - wanted), by)

    def test_a_person_at_work_is_no_alert_and_two_samples_a_second(self):
        samples, alerts, summary = self.observed("steady")
        self.assertEqual(alerts, [])
        self.assertEqual(summary["frames"], 80)
        self.assertEqual(len(samples), 80)
        times = [sample["t_ms"] for sample in samples]
        self.assertEqual(times, sorted(set(times)))
        self.assertTrue(all(list(face) == FACE_KEYS for sample in samples for face in sample["faces"]))
        self.assertTrue(all(sample["states"] == ["ok"] for sample in samples))

    def test_an_alert_has_exactly_the_keys_and_its_still_is_short(self):
        alert = self.one_alert("second_person")
        self.assertEqual(list(alert), ALERT_KEYS)
        self.assertEqual((alert["rule"], alert["state"]), ("extra_face", "to_check"))
        self.near(alert["start_ms"], 20000)
        self.near(alert["end_ms"], 30000)
        still = (pathlib.Path(self.folder.name) / alert["still"]).read_bytes()
        self.assertEqual(still[:2], b"\xff\xd8")
        self.assertLessEqual(len(still), 100_000)

    def test_who_leaves_is_missed_for_as_long_as_they_are_away(self):
        alert = self.one_alert("leaves")
        self.assertEqual(alert["rule"], "face_absent")
        self.near(alert["start_ms"], 20000)
        self.near(alert["end_ms"], 32000)

    def test_a_covered_lens_a_frozen_picture_and_a_turned_head_are_told_apart(self):
        for scene, rule in (("covered", "covered"), ("frozen", "frozen"), ("looks_away", "looking_away")):
            with self.subTest(scene=scene):
                self.assertEqual(self.one_alert(scene)["rule"], rule)

    def test_a_film_in_the_camera_s_place_is_found_whether_fed_in_or_filmed_again(self):
        for scene in ("looped", "looped_recoded"):
            with self.subTest(scene=scene):
                self.assertEqual(self.one_alert(scene)["rule"], "looped")


if __name__ == "__main__":
    if not (MODELS / "nanodet.onnx").exists():
        print("build/models is absent, skipped")
    unittest.main()
