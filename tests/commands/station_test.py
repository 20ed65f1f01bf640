#!/usr/bin/env python3
"""`probant-station run` beside a strict centre: what it sends, what it never sends, and that no fault ends the exam.

The camera is a film. Waits have a limit and no test depends on how fast this machine is.

SPDX-License-Identifier: EUPL-1.2
"""
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from support.film import black, lively, write_film  # noqa: E402
from support.station_program import BIN, StationProgram  # noqa: E402
from support.strict_centre import StrictCentre  # noqa: E402

SECONDS = 40  # for what happens at once on an idle machine

class Ground(unittest.TestCase):
    """A strict centre, a station that is enrolled with it, and a film in the camera's place."""

    def setUp(self):
        held = tempfile.TemporaryDirectory(prefix="probant-station-")
        self.addCleanup(held.cleanup)
        self.folder = pathlib.Path(held.name)
        self.centre = StrictCentre(self.folder / "centre")
        self.addCleanup(self.centre.close)
        self.station = StationProgram(self.folder, self.centre.url, self.centre.own)
        self.state, self.models, self.film, self.log = self.station.state, self.station.models, self.station.film, self.station.log
        self.configure, self.start, self.events = self.station.configure, self.station.start, self.station.events
        self.station.enrol("ABCD2345")
        self.centre.bodies.clear()

    def tearDown(self):
        self.station.end()
        self.assertEqual(self.centre.complaints, [])

    @property
    def running(self):
        return self.station.running

    def stop(self):
        self.running.send_signal(signal.SIGTERM)
        self.assertEqual(self.running.wait(timeout=SECONDS), 0)

    def wait_for(self, holds, what):
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            if value := holds():
                return value
            if self.running.poll() is not None:
                break
            time.sleep(0.05)
        self.fail(f"{what} did not come\n{self.log.read_text(encoding='utf-8')[-3000:]}")
        return None

    def wait_for_camera(self, state):
        self.wait_for(lambda: self.last()["camera"] == state, f"a camera that is {state}")

    def last(self):
        return self.centre.heartbeats[-1] if self.centre.heartbeats else {"camera": None, "browser": None, "waiting": None, "signs": []}

    def signs(self):
        return {sign["sign"]: sign for sign in self.last()["signs"]}


class Day(Ground):
    def test_a_covered_lens_is_told_with_its_still_and_the_minute_follows(self):
        write_film(self.film, (lively, 2), (black, 5), (lively, 60))
        self.centre.order("running", ["covered"], opening=7)
        self.start()
        opened = self.wait_for(lambda: [told for told in self.centre.alerts if told["step"] == "opened"], "an alert")[0]
        alert = opened["alert"]
        self.assertEqual((alert["rule"], alert["state"], alert["opening"], alert["number"]), ("covered", "to_check", 7, 1))
        self.assertLessEqual(abs(alert["startMs"] - 2000), 400)
        self.assertIn("stillJpeg", opened)
        self.wait_for(lambda: [told for told in self.centre.alerts if told["step"] == "closed"], "its end")
        self.assertEqual(self.centre.minutes, [])
        self.assertTrue(self.last()["watching"])
        self.centre.order("paused", ["covered"], opening=8)
        self.wait_for_camera("closed")
        minute = self.wait_for(lambda: self.centre.minutes, "a minute")[0]
        self.assertEqual((minute["opening"], minute["minute"], minute["gaps"]), (7, 0, []))
        self.assertFalse(self.last()["watching"])
        self.stop()
        self.assertEqual(len(self.events("station.stopped")), 1)

    def test_each_opening_has_a_later_number_and_stopping_sends_the_last_minute(self):
        write_film(self.film, (lively, 60))
        self.centre.order("running", ["covered"])
        self.start()
        self.wait_for_camera("open")
        self.centre.order("paused", ["covered"])
        self.wait_for_camera("closed")
        self.centre.order("running", ["covered"])
        self.wait_for_camera("open")
        self.stop()
        self.assertEqual([minute["opening"] for minute in self.centre.minutes], [1, 2])

    def test_without_a_certificate_nothing_is_said_to_a_station(self):
        done = subprocess.run(["curl", "--silent", "--cacert", self.centre.own, "--data", "{}", "--write-out", "%{http_code}",
                               f"{self.centre.url}/api/v1/station/heartbeat"], capture_output=True, text=True, check=True)
        self.assertTrue(done.stdout.endswith("401"))
        write_film(self.film, (lively, 5))
        self.start()
        self.wait_for(lambda: self.events("link.known"), "a centre that knows it")

    def test_a_centre_that_knows_the_station_no_more_closes_the_camera(self):
        write_film(self.film, (lively, 60))
        self.centre.order("running", ["covered"])
        self.start()
        self.wait_for_camera("open")
        self.centre.heartbeat = lambda told, station: (401, {"code": "no_station"})
        self.wait_for(lambda: self.events("camera.closed"), "a closed camera")
        self.assertEqual(len(self.events("link.not_known")), 1)

    def test_the_service_manager_is_told_of_life(self):
        heard = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.addCleanup(heard.close)
        heard.bind(str(self.folder / "notify"))
        heard.settimeout(SECONDS)
        write_film(self.film, (lively, 5))
        self.start(environment={"NOTIFY_SOCKET": str(self.folder / "notify"), "WATCHDOG_USEC": "1000000"})
        told = {heard.recv(200).decode() for _ in range(6)}
        self.assertLessEqual({"READY=1", "WATCHDOG=1"}, told)
        self.stop()

    def test_what_is_not_as_it_must_be_is_said(self):
        def said(*words):
            done = subprocess.run([BIN / "probant-station", "run", *map(str, words)], capture_output=True, text=True, timeout=60, check=False)
            return done.returncode, done.stderr

        config = self.configure()
        status, text = said("--config", config, "--state", self.folder / "nowhere")
        self.assertEqual(status, 1)
        self.assertIn("probant-station enrol", text)
        status, text = said("--config", config, "--state", self.state, "--camera", "webcam")
        self.assertEqual(status, 2)
        self.assertIn("is no camera", text)
        config.write_text(config.read_text(encoding="utf-8") + "\n[extra]\nkey = 1\n", encoding="utf-8")
        status, text = said("--config", config, "--state", self.state)
        self.assertEqual(status, 2)
        self.assertIn("extra", text)


    def test_a_centre_that_was_never_there_is_said_with_its_reason(self):
        write_film(self.film, (lively, 5))
        self.centre.close()
        self.start()
        self.wait_for(lambda: self.events("link.away"), "the word of it")
        self.assertIn("refused", self.events("link.away")[0]["why"])
        self.centre.open()
        self.wait_for(lambda: self.events("link.known"), "a centre that knows it")


class Privacy(Ground):
    def opened(self, trace):
        """How often the film was opened, as the system saw it."""
        return len(re.findall(re.escape(str(self.film)), trace.read_text(encoding="utf-8")))

    @unittest.skipUnless(shutil.which("strace"), "strace")
    def test_no_frame_is_opened_without_a_rule_nor_in_a_pause(self):
        write_film(self.film, (lively, 60))
        trace = self.folder / "trace"
        self.centre.order("running", [])
        self.start(before=["strace", "-f", "-e", "trace=open,openat,openat2", "-o", trace])
        for state, watch in (("running", []), ("paused", ["covered"]), ("waiting", ["covered"]), ("ended", ["covered"])):
            self.centre.order(state, watch)
            before = len(self.centre.heartbeats)
            self.wait_for(lambda: len(self.centre.heartbeats) >= before + 2, "two heartbeats")
            self.assertEqual(self.opened(trace), 0, (state, watch))
            self.assertEqual(self.last()["camera"], "closed")
        self.assertEqual(self.centre.minutes + self.centre.alerts, [])

        # The control: the same station, told to look, is seen to open it.
        self.centre.order("running", ["covered"])
        self.wait_for_camera("open")
        self.assertGreater(self.opened(trace), 0)
        self.centre.order("paused", ["covered"])
        self.wait_for_camera("closed")
        before = self.opened(trace)
        beats = len(self.centre.heartbeats)
        self.wait_for(lambda: len(self.centre.heartbeats) >= beats + 2, "two heartbeats")
        self.assertEqual(self.opened(trace), before)

    def test_no_frame_leaves_unless_an_alert_was_raised(self):
        write_film(self.film, (lively, 60))
        self.centre.order("running", ["covered", "frozen", "looped"])
        self.start()
        self.wait_for_camera("open")
        beats = len(self.centre.heartbeats)
        self.wait_for(lambda: len(self.centre.heartbeats) >= beats + 4, "four heartbeats")
        self.centre.order("paused", ["covered", "frozen", "looped"])
        self.wait_for(lambda: self.centre.minutes, "a minute")
        self.assertEqual(self.centre.alerts, [])
        self.assertFalse(self.centre.sent_a_jpeg())
        # All that was sent is less than one small picture.
        self.assertLess(max(map(len, self.centre.bodies)), 20_000)

        # The control: an alert is raised, and its still is seen by the same search.
        write_film(self.film, (lively, 1), (black, 60))
        self.centre.order("running", ["covered"])
        self.wait_for(lambda: self.centre.alerts, "an alert")
        self.assertTrue(self.centre.sent_a_jpeg())
        self.assertEqual(sum(b"stillJpeg" in body for body in self.centre.bodies), 1)

    def test_no_frame_is_written_to_a_disk(self):
        write_film(self.film, (lively, 1), (black, 60))
        self.centre.order("running", ["covered"])
        self.start()
        self.wait_for(lambda: self.centre.alerts, "an alert")
        self.assertEqual([path for path in self.state.rglob("*") if path.is_file() and path.read_bytes().startswith(b"\xff\xd8")], [])
        self.assertEqual(sorted(path.name for path in self.state.iterdir()), ["identity", "last_opening", "running"])


class Faults(Ground):
    def test_a_camera_that_is_unplugged_is_missing_and_comes_back_by_itself(self):
        write_film(self.film, (lively, 2))
        self.centre.order("running", ["covered"])
        self.start()
        self.wait_for_camera("open")
        away = self.film.rename(self.folder / "unplugged")
        self.wait_for_camera("missing")
        self.assertEqual(self.signs()["camera_lost"]["state"], "to_check")
        self.wait_for(lambda: self.centre.minutes, "the minute until then")
        away.rename(self.film)
        self.wait_for_camera("open")
        self.assertNotIn("camera_lost", self.signs())
        openings = [event["opening"] for event in self.events("camera.opened")]
        self.assertEqual(openings, sorted(set(openings)))
        self.assertGreaterEqual(len(openings), 2)

    def test_what_gives_no_picture_is_unreadable_until_it_does(self):
        self.film.write_text("Dear sir", encoding="utf-8")
        self.centre.order("running", ["covered"])
        self.start()
        self.wait_for_camera("unreadable")
        self.assertEqual(self.signs()["camera_lost"]["evidence"], "unreadable")
        write_film(self.film, (lively, 60))
        self.wait_for_camera("open")

    def test_a_corrupt_network_is_refused_by_its_digest_and_the_rest_goes_on(self):
        (self.models / "nanodet.onnx").write_bytes(b"not at all a network")
        write_film(self.film, (lively, 1), (black, 60))
        self.centre.order("running", ["covered", "object", "identity"])
        self.start()
        self.wait_for(lambda: self.centre.alerts, "an alert")
        self.assertLessEqual({"objects", "identity", "pose"}, set(self.last()["unavailable"]))
        self.assertTrue(any("SHA-256" in event["why"] for event in self.events("vision.unavailable")))

    def test_a_browser_that_is_killed_is_started_again_and_told(self):
        write_film(self.film, (lively, 5))
        self.start(kiosk=True, command='["/bin/sleep", "600"]')
        self.wait_for(lambda: self.last()["browser"] == "running", "a browser")
        first = self.events("browser.started")[0]["process"]
        os.kill(first, signal.SIGKILL)
        self.wait_for(lambda: len(self.events("browser.started")) == 2, "another browser")
        self.wait_for(lambda: "browser_restarted" in self.signs(), "the sign of it")
        self.wait_for(lambda: self.last()["browser"] == "running", "a browser that runs")
        self.stop()
        second = self.events("browser.started")[1]["process"]
        self.assertRaises(ProcessLookupError, os.kill, second, 0)

    def test_an_agent_that_is_killed_goes_on_with_the_same_key_and_a_later_opening(self):
        write_film(self.film, (lively, 60))
        self.centre.order("running", ["covered"], opening=3)
        self.start()
        self.wait_for_camera("open")
        self.assertNotIn("agent_restarted", self.signs())
        key = (self.state / "identity" / "session.key").read_bytes()
        self.running.kill()
        self.running.wait()
        with self.centre.lock:
            self.centre.heartbeats.clear()
        self.start()
        self.wait_for_camera("open")
        self.assertIn("agent_restarted", self.signs())
        self.assertEqual([event["opening"] for event in self.events("camera.opened")], [3, 4])
        self.assertEqual((self.state / "identity" / "session.key").read_bytes(), key)
        self.stop()
        # Its signature is the one that was enrolled: the strict centre has checked it.
        self.assertEqual([minute["opening"] for minute in self.centre.minutes], [4])

    def test_while_the_centre_is_away_the_watch_goes_on_and_all_of_it_is_sent_after(self):
        write_film(self.film, (lively, 3), (black, 4), (lively, 60))
        self.centre.order("running", ["covered"])
        self.start()
        self.wait_for_camera("open")
        self.centre.close()
        self.wait_for(lambda: self.events("link.away"), "the word of it in the log")
        self.wait_for(lambda: len(self.events("alert.changed")) >= 2, "an alert that came and went")
        self.assertEqual(self.centre.alerts, [])
        self.assertEqual(self.events("camera.closed"), [])
        self.centre.open()
        self.wait_for(lambda: len(self.centre.alerts) == 2, "both words of the alert")
        self.assertEqual([told["step"] for told in self.centre.alerts], ["opened", "closed"])
        self.assertIn("stillJpeg", self.centre.alerts[0])
        self.assertGreaterEqual(len(self.events("link.back")), 2)
        self.centre.order("ended", ["covered"])
        minute = self.wait_for(lambda: self.centre.minutes, "the minute")[0]
        self.assertEqual(minute["gaps"], [])
        self.assertEqual(minute["opening"], 1)

    def test_a_centre_that_says_not_now_gets_the_same_letter_again(self):
        write_film(self.film, (lively, 1), (black, 60))
        self.centre.order("running", ["covered"])
        right, tries = self.centre.alert, []

        def not_now_at_first(told, station):
            tries.append(told)
            return right(told, station) if len(tries) > 2 else (503, {"code": "not_now"})

        self.centre.alert = not_now_at_first
        self.start()
        self.wait_for(lambda: self.centre.alerts, "the alert")
        self.assertEqual(len(tries), 3)
        self.assertEqual(tries[0], tries[2])

    def test_a_letter_that_is_refused_is_not_sent_again(self):
        write_film(self.film, (lively, 1), (black, 3), (lively, 60))
        self.centre.order("running", ["covered"])
        tries = []
        self.centre.alert = lambda told, station: (tries.append(told["step"]), (409, {"code": "session_is_closed"}))[1]
        self.start()
        self.wait_for(lambda: "closed" in tries, "the end of the alert")
        self.assertEqual(tries, ["opened", "closed"])
        self.assertEqual(len(self.events("link.refused")), 2)


if __name__ == "__main__":
    unittest.main()
