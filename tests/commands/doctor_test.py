#!/usr/bin/env python3
"""`probant-station doctor` as one types it: what it says of a camera, networks, a centre and a clock, its page and its exit status.

What each check decides is tested in tests/unit/candidate/doctor; here, that the whole program finds it out by itself, with
a film in the camera's place and a real server of HTTPS in the centre's.

SPDX-License-Identifier: EUPL-1.2
"""
import http.server
import json
import os
import pathlib
import ssl
import subprocess
import tempfile
import threading
import time
import unittest

BIN = pathlib.Path(os.environ["PROBANT_BIN"])
KEYS = ["check", "state", "title_fr", "title_en", "seen_fr", "seen_en", "remedy_fr", "remedy_en"]
CHECKS = {
    "camera", "light", "cost", "model.faces", "model.pose", "model.identity", "model.objects", "centre", "clock", "disk",
    "certificate", "screen", "network", "sign.process", "sign.remote_session", "sign.virtual_machine", "sign.usb_storage",
    "sign.focus_lost", "sign.full_screen_left",
}


def doctor(*arguments):
    return subprocess.run([BIN / "probant-station", "doctor", *map(str, arguments)], capture_output=True, text=True, check=False)


class Ground(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="probant-doctor-")
        cls.addClassCleanup(cls.folder.cleanup)
        cls.home = pathlib.Path(cls.folder.name)
        for scene in ("steady", "dark"):
            subprocess.run([BIN / "film_maker", scene, cls.home / f"{scene}.avi"], check=True)

    def checks(self, *arguments, camera=None, scene="steady"):
        """Each check by its name, the exit status, and all that was told."""
        done = doctor("--camera", camera or f"film:{self.home / scene}.avi", "--models", self.home, "--state", self.home, "--json", *arguments)
        self.assertEqual(done.stderr, "")
        told = json.loads(done.stdout)
        return {check["check"]: check for check in told["checks"]}, done.returncode, told


class Camera(Ground):
    def test_everything_is_looked_at_once_and_told_in_both_languages(self):
        checks, status, told = self.checks()
        self.assertEqual(set(checks), CHECKS)
        self.assertEqual(len(told["checks"]), len(CHECKS))
        self.assertTrue(all(list(check) == KEYS for check in told["checks"]))
        self.assertEqual(told["state"], "to_check")
        self.assertEqual(status, 1)

    def test_what_is_not_in_order_says_what_to_do_and_what_is_says_nothing(self):
        _, _, told = self.checks()
        for check in told["checks"]:
            with self.subTest(check=check["check"]):
                self.assertEqual(check["state"] == "ok", check["remedy_fr"] == "")
                self.assertEqual(check["remedy_fr"] == "", check["remedy_en"] == "")

    def test_a_film_of_a_person_at_work_is_a_camera_in_order(self):
        checks, _, _ = self.checks()
        self.assertEqual(checks["camera"]["state"], "ok")
        self.assertEqual(checks["camera"]["seen_en"], "480 × 360, MJPG, 5 frames a second.")
        self.assertEqual(checks["light"]["state"], "ok")
        self.assertIn("ms a picture", checks["cost"]["seen_en"])

    def test_a_room_without_a_lamp_is_too_dark(self):
        checks, _, _ = self.checks(scene="dark")
        self.assertEqual(checks["camera"]["state"], "ok")
        self.assertEqual(checks["light"]["state"], "to_check")
        self.assertIn("Too dark", checks["light"]["remedy_en"])

    def test_a_camera_that_is_missing_is_said_and_the_rest_is_still_looked_at(self):
        checks, status, _ = self.checks(camera="/dev/probant-no-camera")
        self.assertEqual(status, 1)
        self.assertEqual(checks["camera"]["state"], "to_check")
        self.assertIn("/dev/probant-no-camera", checks["camera"]["seen_fr"])
        self.assertEqual(checks["light"]["state"], "could_not_tell")
        self.assertEqual(checks["cost"]["state"], "could_not_tell")
        self.assertEqual(checks["disk"]["state"], "ok")


class Networks(Ground):
    def test_what_is_absent_is_said_with_what_the_station_does_without(self):
        checks, _, _ = self.checks()
        self.assertIn("mp_face_full.onnx is absent", checks["model.faces"]["seen_en"])
        self.assertIn("dlib", checks["model.faces"]["seen_en"])
        self.assertEqual(checks["model.identity"]["state"], "ok")

    def test_a_corrupt_network_is_refused_by_its_digest(self):
        (self.home / "nanodet.onnx").write_bytes(b"not at all a network")
        self.addCleanup((self.home / "nanodet.onnx").unlink)
        checks, _, _ = self.checks()
        self.assertEqual(checks["model.objects"]["state"], "to_check")
        self.assertIn("nanodet.onnx is refused: its SHA-256", checks["model.objects"]["seen_en"])
        self.assertIn("deploy/models", checks["model.objects"]["remedy_fr"])


class Answers(http.server.BaseHTTPRequestHandler):
    ahead_s = 0

    def do_GET(self):
        self.send_response_only(200)
        self.send_header("Date", self.date_time_string(time.time() + self.ahead_s))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


class Centre(Ground):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for name in ("centre", "other"):
            subprocess.run(
                ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=127.0.0.1",
                 "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", cls.home / f"{name}.key", "-out", cls.home / f"{name}.pem"],
                check=True, capture_output=True)
        cls.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(cls.home / "centre.pem", cls.home / "centre.key")
        cls.server.socket = context.wrap_socket(cls.server.socket, server_side=True)
        threading.Thread(target=cls.server.serve_forever, daemon=True).start()
        cls.addClassCleanup(cls.server.server_close)
        cls.addClassCleanup(cls.server.shutdown)
        cls.url = f"https://127.0.0.1:{cls.server.server_address[1]}"

    def centre(self, ahead_s=0, authority="centre"):
        Answers.ahead_s = ahead_s
        checks, _, _ = self.checks("--centre", self.url, "--ca", self.home / f"{authority}.pem")
        return checks

    def test_a_centre_of_the_right_authority_is_in_order_and_tells_the_time(self):
        checks = self.centre()
        self.assertEqual(checks["centre"]["state"], "ok")
        self.assertEqual(checks["clock"]["state"], "ok")

    def test_a_clock_that_is_behind_the_centre_is_to_check_and_by_how_much(self):
        checks = self.centre(ahead_s=60)
        self.assertEqual(checks["clock"]["state"], "to_check")
        self.assertRegex(checks["clock"]["seen_en"], r"^-(59|60)\.\d s against")

    def test_a_centre_of_another_authority_is_not_believed(self):
        checks = self.centre(authority="other")
        self.assertEqual(checks["centre"]["state"], "to_check")
        self.assertIn("file of its authority", checks["centre"]["remedy_en"])
        self.assertEqual(checks["clock"]["state"], "could_not_tell")

    def test_what_must_not_answer_and_does_is_told(self):
        checks, _, _ = self.checks("--elsewhere", self.url.removeprefix("https://"))
        self.assertEqual(checks["network"]["state"], "to_check")
        self.assertIn(self.url.removeprefix("https://"), checks["network"]["seen_en"])

    def test_the_certificate_of_a_station_that_is_enrolled_is_looked_at(self):
        (self.home / "identity").mkdir()
        (self.home / "identity" / "station.pem").write_bytes((self.home / "centre.pem").read_bytes())
        checks, _, _ = self.checks()
        self.assertEqual(checks["certificate"]["state"], "ok")
        self.assertRegex(checks["certificate"]["seen_en"], r"^Valid for 7\d\d more hours")

    def test_a_configuration_is_read_and_what_is_typed_comes_before_it(self):
        config = self.home / "station.toml"
        config.write_text(
            f'[centre]\nurl = "{self.url}"\nca = "centre.pem"\n[camera]\ndevice = "/dev/video0"\nmodels = "."\n'
            '[kiosk]\ncommand = ["/usr/bin/startx"]\nhome = "/"\n[integrity]\nprocesses = ["/"]\nnetworks = []\nelsewhere = []\n'
            'ports = ["22"]\nusb = []\nwindow = "chromium"\n', encoding="utf-8")
        Answers.ahead_s = 0
        checks, _, _ = self.checks("--config", config)
        self.assertEqual(checks["camera"]["state"], "ok")
        self.assertEqual(checks["centre"]["state"], "ok")
        self.assertEqual(checks["sign.process"]["state"], "ok")


class Telling(Ground):
    def test_lines_are_in_french_and_in_english_where_asked(self):
        arguments = ["--camera", f"film:{self.home}/steady.avi", "--models", self.home]
        french = doctor(*arguments)
        english = doctor(*arguments, "--lang", "en")
        self.assertEqual(french.returncode, 1)
        self.assertIn("[en ordre] Caméra : 480 × 360, MJPG, 5 images par seconde.\n", french.stdout)
        self.assertIn("    À faire : ", french.stdout)
        self.assertIn("[in order] Camera: 480 × 360, MJPG, 5 frames a second.\n", english.stdout)

    def test_the_page_needs_nothing_but_itself(self):
        page = self.home / "page.html"
        doctor("--camera", f"film:{self.home}/steady.avi", "--models", self.home, "--page", page, "--lang", "en")
        text = page.read_text(encoding="utf-8")
        self.assertIn('<html lang="en">', text)
        self.assertIn("480 × 360", text)
        for fetched in ("<script", "<img", "<link", "src=", "href=", "url(", "@import"):
            self.assertNotIn(fetched, text)

    def test_nonsense_is_misuse(self):
        text = self.home / "letter.txt"
        text.write_text("Dear sir", encoding="utf-8")
        for arguments in (["--camera", "webcam"], ["--lang", "de"], ["--centre", "http://centre", "--ca", text], ["--centre", "https://centre"],
                          ["--config", self.home / "none.toml"], ["--config", text], ["--page", self.home / "no folder" / "page.html"], ["extra"]):
            with self.subTest(arguments=arguments):
                done = doctor(*arguments)
                self.assertEqual(done.returncode, 2)
                self.assertEqual(done.stdout, "")
                self.assertNotEqual(done.stderr, "")


if __name__ == "__main__":
    unittest.main()
