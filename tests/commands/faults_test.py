#!/usr/bin/env python3
"""The faults of a station beside the real centre: the console and the candidate are told, and the exam goes on.

The candidate asks as the kiosk's browser does, with the station's certificate. A film that vanishes is a camera that is unplugged.
SPDX-License-Identifier: EUPL-1.2
"""
import pathlib
import re
import shutil
import sys
import tempfile
import time
import unittest
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from support.exam_centre import Asker, Centre, Exam, Live, lay_package  # noqa: E402
from support.film import black, lively, write_film  # noqa: E402
from support.station_program import StationProgram  # noqa: E402

SECONDS = 60  # for what happens in two or three on an idle machine
TRACE = ["strace", "-f", "-y", "-e", "trace=%file,connect,write,writev,sendto,sendmsg"]
SENT = re.compile(r"(?:write|writev|sendto|sendmsg)\(\d+<socket:.* = (?P<size>\d+)$")
MESSAGE_MOST = 4_096  # bytes: a heartbeat with all its signs, or a handshake with a certificate


centre = None


def setUpModule():
    global centre
    folder = pathlib.Path(tempfile.mkdtemp(prefix="probant-faults-centre-"))
    unittest.addModuleCleanup(shutil.rmtree, folder)
    centre = Centre(folder / "centre", "pages", lay_package(folder / "package", ["covered", "object"]))
    unittest.addModuleCleanup(centre.kill)
    centre.start()


class Ground(unittest.TestCase):
    """The centre, an exam of one candidate who sits at a station that is enrolled, and a film in its camera's place."""

    camera = True

    def setUp(self):
        held = tempfile.TemporaryDirectory(prefix="probant-faults-")
        self.addCleanup(held.cleanup)
        folder = pathlib.Path(held.name)
        self.exam = Exam(centre, camera=self.camera)
        self.station = StationProgram(folder, centre.url, centre.authority)
        self.addCleanup(self.station.end)
        code, words = self.exam.station_code()
        self.assertIn(words, self.station.enrol(code))
        self.candidate = Asker(centre, "127.0.2.1", self.station.certificate)
        self.film = self.station.film

    def sit(self):
        """Signed in, authorised, begun."""
        self.candidate.want("POST", "/api/v1/candidate/sign-in", {"id": str(uuid.uuid4()), "code": self.exam.code.replace("-", "")})
        for act in ("confirm_presence", "authorise"):
            self.exam.for_candidate(act)
        self.candidate.want("POST", "/api/v1/candidate/start", {"id": str(uuid.uuid4())})

    def start(self, *more, before=()):
        """The agent, once somebody sits at the station whose camera is wanted."""
        self.sit()
        self.station.start(*more, before=before)

    def until(self, holds, what, seconds=SECONDS):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if found := holds():
                return found
            time.sleep(0.1)
        return self.fail(f"{what} did not come\n{self.station.log.read_text(encoding='utf-8')[-3000:]}")

    def seen(self):
        """What the console sees of the station."""
        return self.exam.candidate()["station"] or {}

    def told(self):
        """What the candidate is told of the camera."""
        return self.candidate.want("GET", "/api/v1/candidate/state")["camera"]["device"]

    def until_both_know(self, camera):
        self.until(lambda: self.seen().get("camera") == camera and self.told() == camera, f"a camera that is {camera} for both sides")

    def pass_one(self):
        """The candidate goes on."""
        before = self.candidate.want("GET", "/api/v1/candidate/state")
        path = f"/api/v1/candidate/answers/{before['question']['n']}"
        after = self.candidate.want("PUT", path, {"id": str(uuid.uuid4()), "response": {"type": "passed"}})
        self.assertEqual(after["held"], before["held"] + 1)


class Camera(Ground):
    def test_a_camera_that_is_unplugged_and_comes_back_is_told_to_both_sides(self):
        write_film(self.film, (lively, 2))
        self.start()
        self.until_both_know("open")
        away = self.film.rename(self.film.with_name("unplugged"))
        self.until_both_know("missing")
        self.until(lambda: [one for one in self.seen()["signs"] if one["sign"] == "camera_lost"], "the sign of it")
        self.pass_one()
        away.rename(self.film)
        write_film(self.film, (lively, 60))
        self.until_both_know("open")
        self.assertEqual([one for one in self.seen()["signs"] if one["sign"] == "camera_lost"], [])

    def test_a_camera_of_another_format_is_unreadable_to_both_sides_until_it_gives_pictures(self):
        self.film.write_text("Dear sir", encoding="utf-8")
        self.start()
        self.until_both_know("unreadable")
        self.pass_one()
        write_film(self.film, (lively, 60))
        self.until_both_know("open")

class Rates(Ground):
    def test_a_camera_of_five_frames_a_second_raises_its_alert(self):
        self.covered_at(5)

    def test_and_so_do_one_of_two_frames_and_one_of_thirty(self):
        for rate in (2, 30):
            with self.subTest(rate=rate):
                self.covered_at(rate)

    def covered_at(self, rate):
        write_film(self.film, (lively, 2), (black, 8), (lively, 40), rate=rate)
        known = len(self.exam.room()["alerts"])
        if self.station.running is None:
            self.start()
        else:
            self.station.end()
            self.station.start()
        alert = self.until(lambda: self.exam.room()["alerts"][known:], f"the alert of {rate} frames a second")[0]
        self.assertEqual((alert["camera"]["rule"], alert["camera"]["still"]), ("covered", True))
        self.pass_one()


class Programs(Ground):
    def test_a_network_of_another_digest_is_refused_said_at_the_console_and_the_rest_watches(self):
        (self.station.models / "nanodet.onnx").write_bytes(b"not at all a network")
        write_film(self.film, (lively, 1), (black, 60))
        self.start()
        self.until(lambda: "objects" in self.seen().get("unavailable", []), "what the station does without, at the console")
        self.assertTrue(any("SHA-256" in event["why"] for event in self.station.events("vision.unavailable")))
        self.until(lambda: self.exam.alert_of("covered"), "the alert of a rule that needs no network")
        self.pass_one()

    def test_an_agent_that_is_killed_is_missed_by_both_sides_until_it_is_back(self):
        write_film(self.film, (lively, 60))
        self.start()
        self.until_both_know("open")
        self.station.end()
        self.until(lambda: self.exam.candidate()["station"] is None and self.told() is None, "a station that is missed")
        self.pass_one()
        self.station.start()
        self.until_both_know("open")
        self.assertIn("agent_restarted", [sign["sign"] for sign in self.seen()["signs"]])

    def test_the_page_hears_by_itself_that_nobody_holds_the_camera(self):
        write_film(self.film, (lively, 60))
        self.start()
        self.until_both_know("open")
        line = Live(self.candidate, "/api/v1/candidate/live")
        self.addCleanup(line.end)
        self.station.end()
        killed, asked = time.time(), set()

        def the_page_knows():
            """It asks when it hears of a change, and only then."""
            heard = {came for came, frame in line.frames if came > killed and frame["type"] == "changed"} - asked
            asked.update(heard)
            return heard and self.told() is None

        self.until(the_page_knows, "the word of it on the candidate's line")

    def test_a_browser_that_is_killed_is_told_at_the_console(self):
        write_film(self.film, (lively, 60))
        self.sit()
        self.station.start(kiosk=True)
        self.until(lambda: self.seen().get("browser") == "running", "a browser")
        self.station.kill_browser()
        self.until(lambda: [one for one in self.seen()["signs"] if one["sign"] == "browser_restarted"], "the sign of it")
        self.until(lambda: self.seen()["browser"] == "running", "another browser")
        self.pass_one()


class Absence(Ground):
    def test_what_was_seen_while_the_centre_was_away_comes_whole_once_it_is_back(self):
        write_film(self.film, (lively, 3), (black, 5), (lively, 60))
        self.start()
        self.until(lambda: self.station.events("camera.opened"), "an open camera")
        centre.kill()
        self.addCleanup(centre.start)
        self.until(lambda: self.station.events("link.away"), "the word of it")
        self.until(lambda: len(self.station.events("alert.changed")) >= 2, "an alert that came and went meanwhile")
        centre.start()
        alert = self.until(lambda: self.exam.alert_of("covered"), "the alert at the console")
        self.until(lambda: self.exam.alert_of("covered")["camera"]["over"], "its end")
        self.assertEqual(self.exam.still(alert["alert"]).status, 200)
        self.until_both_know("open")
        self.assertEqual(len(self.station.events("camera.opened")), 1)
        self.pass_one()


class Traced(Ground):
    """What the system saw of the station's program, its own start left out: that names the film."""

    def setUp(self):
        if shutil.which("strace") is None:
            self.skipTest("strace (Debian: strace) is absent")
        super().setUp()
        self.trace = self.film.with_name("trace")
        write_film(self.film, (lively, 60))

    def start_traced(self, camera=None):
        self.sit()
        self.station.start(camera=camera, before=[*TRACE, "-o", self.trace])

    def lines(self):
        return [line for line in self.trace.read_text(encoding="utf-8", errors="replace").splitlines() if "execve(" not in line]

    def looked_at(self):
        """Cameras and films that were opened, or asked about."""
        return [line for line in self.lines() if "/dev/video" in line or str(self.film) in line]

    def sent(self):
        """The size of each message that left by a socket."""
        found = (SENT.search(line) for line in self.lines())
        return [int(one["size"]) for one in found if one]

    def connected_to(self):
        return {int(port) for line in self.lines() for port in re.findall(r"connect\(.*htons\((\d+)\)", line)}

    def hear_heartbeats(self, count):
        """Each is answered, and the answer could be an order."""
        until = len(self.sent()) + count
        self.until(lambda: len(self.sent()) >= until, f"{count} more messages of the station")


class SwitchedOff(Traced):
    camera = False

    def test_in_a_session_without_cameras_no_film_is_looked_at(self):
        self.watched_by_nobody(None)

    def test_nor_is_a_device(self):
        self.watched_by_nobody("/dev/video0")

    def watched_by_nobody(self, camera):
        self.start_traced(camera)
        self.until(lambda: self.seen().get("camera") == "closed", "the station at the console")
        self.assertIsNone(self.candidate.want("GET", "/api/v1/candidate/state")["camera"])
        for _ in range(3):
            self.pass_one()
            self.hear_heartbeats(2)
        self.assertEqual(self.looked_at(), [])


class SwitchedOn(Traced):
    """The control: the same program and the same search, in a session that has cameras."""

    def test_in_a_session_with_cameras_the_film_is_opened(self):
        self.start_traced()
        self.until_both_know("open")
        self.assertTrue([line for line in self.looked_at() if "openat(" in line])

    def test_and_the_device_is_looked_for(self):
        self.start_traced("/dev/video0")
        self.until(lambda: self.seen().get("camera") in ("open", "missing", "unreadable"), "a camera that was looked for")
        self.assertTrue([line for line in self.looked_at() if '"/dev/video0"' in line])

    def test_no_picture_leaves_for_anywhere_until_an_alert_is_raised(self):
        write_film(self.film, (lively, 12), (black, 60))
        self.start_traced()
        self.until_both_know("open")
        self.hear_heartbeats(4)
        before = self.sent()
        self.assertEqual(self.station.events("alert.changed"), [], "the film was too short for this machine")
        self.assertLess(max(before), MESSAGE_MOST)
        self.assertEqual(self.connected_to() - {0}, {centre.port})
        # The control: an alert is raised, and its picture is seen to leave, for the centre.
        alert = self.until(lambda: self.exam.alert_of("covered"), "an alert")
        still = self.exam.still(alert["alert"])
        self.assertEqual(still.status, 200)
        self.until(lambda: max(self.sent()) > max(before) + len(still.body), "a message that could hold the picture", 10)
        self.assertEqual(self.connected_to() - {0}, {centre.port})


if __name__ == "__main__":
    unittest.main()
