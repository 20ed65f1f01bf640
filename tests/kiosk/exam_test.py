"""A whole exam with everything real but systemd: centre, agent, kiosk and its browser, a candidate at the keyboard, a console.

A film is in the camera's place. How long an alert took is told, never asserted: a busy machine is no fault. One story in the order
of its numbers; what fails ends it.
SPDX-License-Identifier: EUPL-1.2
"""
import json
import os
import pathlib
import shutil
import sys
import time
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

import pc  # noqa: E402
from candidate import Candidate  # noqa: E402
from support.exam_centre import BIN, Centre, Exam, lay_package, moment  # noqa: E402
from units import AGENT, Units, installed  # noqa: E402
from watched_exam import LEGAL_BASIS, MODELS, ROOT, ask_only_choices, configure_station, draw_film, rules  # noqa: E402

PAGES = pathlib.Path(os.environ.get("PROBANT_WEB", ROOT / "build/release/web"))
STEP_SECONDS = 60  # for what an idle machine does in one or two
FILM_SECONDS = 240  # for a film of eighty, on a machine that does something else as well
# When the film shows it, and how long the rule asks it to last: docs/PROCTORING.md.
DUE_SECONDS = {"face_absent": 10 + 5, "extra_face": 24 + 3, "covered": 36 + 2}
ANSWERS = ("act", "note", "nothing", "note")
FIRST_PAGE = "Entrez votre code"
RULE_WORDS = {"face_absent": "Visage non vu", "extra_face": "Un autre visage", "covered": "Image noire ou unie", "looped": "Images qui reviennent"}
world = None


class World:
    """The centre, the PC and its services; who sits and who watches."""

    def __init__(self):
        self.pc = pc.Pc("probant-exam-")
        try:
            self.lay()
        except BaseException:
            self.end()
            raise

    def lay(self):
        folder = self.pc.folder
        self.film = draw_film(BIN, "sitting", folder / "films")
        self.steady = draw_film(BIN, "steady", folder / "films")
        package = ask_only_choices(lay_package(folder / "package", rules(), LEGAL_BASIS))
        authority, leaf = pc.certificate(folder)
        self.centre = Centre(folder / "centre", PAGES, package, pc.NAME, pc.ADDRESS, (authority, leaf))
        self.centre.start()
        self.pc.lay_tree(authority, self.centre.port)
        networks = installed(self.pc, BIN / "probant-station", MODELS)
        self.pc.start_screen()
        configure_station(self.pc, self.film, networks, self.pc.display)
        self.exam = Exam(self.centre, camera=True)
        self.state = self.pc.tree / "var/lib/probant/station"
        self.units = Units(self.pc, ["--state", self.state])
        self.candidate = Candidate(self.pc)
        self.pc.running.append(self.pc.as_kiosk([self.pc.tree / "usr/lib/probant/session", "run"]))
        self.live = self.exam.listen()

    def end(self):
        for part in ("live", "units"):
            if hasattr(self, part):
                getattr(self, part).end()
        if hasattr(self, "centre"):
            self.centre.kill(15)
        self.pc.end()

    def events(self, name):
        """What the agent wrote in its log."""
        log = self.pc.folder / f"{AGENT}.log"
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines() if log.exists() else []
        told = [json.loads(line) for line in lines if line.startswith("{")]
        return [line for line in told if line["event"] == name]


def missing():
    """Why this machine cannot hold the exam, or nothing."""
    if why := pc.missing():
        return why
    tools = {"xclip": "xclip", "certutil": "libnss3-tools", "pk12util": "libnss3-tools"}
    if without := [f"{tool} (Debian: {package})" for tool, package in tools.items() if shutil.which(tool) is None]:
        return f"{', '.join(without)} is absent"
    if not (PAGES / "candidate").is_dir():
        return "the candidate's page (deploy/build without --no-pages makes it) is absent"
    return None


def setUpModule():
    global world
    world = World()


def tearDownModule():
    world.end()


class WholeExam(unittest.TestCase):
    """Numbered: each begins where the one before has left the exam."""

    def until(self, holds, what, seconds=STEP_SECONDS):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if found := holds():
                return found
            time.sleep(0.1)
        log = world.pc.folder / f"{AGENT}.log"
        said = log.read_text(encoding="utf-8", errors="replace")[-2000:] if log.exists() else ""
        return self.fail(f"{what} did not come; the screen says {world.candidate.title()!r}\n{world.pc.last_words()}\n{said}")

    def until_titled(self, start):
        self.until(lambda: world.candidate.title().startswith(start), f"a page titled {start}")

    def station(self):
        return world.exam.candidate()["station"] or {}

    def sign(self, name):
        return next((sign for sign in self.station().get("signs", []) if sign["sign"] == name), None)

    def enter_the_code(self):
        """From the first page, whose only field has the focus."""
        self.until_titled(FIRST_PAGE)
        world.candidate.write(world.exam.code)
        world.candidate.press("Return")

    def answer(self):
        """The first choice of the question that is shown. Its number."""
        held = world.exam.candidate()["held"]
        rank = held + 1
        self.until_titled(f"Question {rank} sur")
        world.candidate.press("Tab", "space", "Return")
        self.until(lambda: world.exam.candidate()["held"] == rank, f"the answer to question {rank} at the centre")
        self.until_titled(f"Question {rank + 1} sur")
        return rank

    def test_01_a_station_is_enrolled_and_shows_the_centres_page(self):
        code, words = world.exam.station_code()
        done = world.pc.as_kiosk(
            [world.pc.tree / "usr/bin/probant-station", "enrol", "--yes", "--centre", world.centre.url, "--ca", "/etc/probant/authority.pem",
             "--code", code, "--state", world.state, "--nss", world.pc.home], owner=(0, 0), said="enrolment")
        self.assertEqual(done.wait(STEP_SECONDS), 0, (world.pc.folder / "enrolment").read_text(encoding="utf-8"))
        self.assertIn(words, (world.pc.folder / "enrolment").read_text(encoding="utf-8"))
        world.units.agent.start()
        self.until_titled(FIRST_PAGE)
        self.assertEqual(world.units.refused, [], "the agent asked the service manager for something else")

    def test_02_the_candidate_signs_in_by_keyboard_and_the_browser_is_known_by_the_stations_certificate(self):
        self.enter_the_code()
        self.until_titled("Bonjour Zoé")
        seen = self.until(self.station, "the station, by the seat of the candidate")
        self.assertEqual((seen["camera"], seen["watching"], seen["browser"]), ("closed", False, "running"))
        self.assertEqual(world.events("camera.opened"), [])

    def test_03_the_candidate_reads_what_the_camera_observes_before_the_test_begins(self):
        world.exam.for_candidate("confirm_presence")
        world.exam.for_candidate("authorise")
        self.until_titled("Tout est prêt")
        words = world.candidate.read()
        self.assertIn("La caméra de votre poste", words)
        self.assertIn(LEGAL_BASIS, words)
        self.assertIn("Aucune image n’est gardée", words)
        for rule in rules():
            self.assertIn(RULE_WORDS[rule], words)

    def test_04_the_sitting_starts_and_opens_the_camera(self):
        world.candidate.press("Tab", "Return")
        self.until_titled("Question 1 sur")
        self.until(lambda: self.station().get("camera") == "open", "an open camera")
        self.assertTrue(self.station()["watching"])

    def test_05_each_alert_reaches_the_live_line_with_its_picture_while_the_candidate_answers(self):
        for number, rule in enumerate(rules(), start=1):
            with self.subTest(rule=rule):
                self.answer()
                came, alert = self.until(lambda: self.heard(rule), f"{rule} on the console's live line", FILM_SECONDS)
                self.assertTrue(alert["camera"]["still"])
                self.assertGreater(len(alert["camera"]["reason"]), 20)
                still = world.exam.still(alert["alert"])
                self.assertEqual((still.status, still.body[:3], still.body[-2:]), (200, b"\xff\xd8\xff", b"\xff\xd9"))
                self.tell(rule, number, came)
                note = "Vu avec le candidat." if ANSWERS[number - 1] != "nothing" else ""
                world.exam.act("answer_alert", alert=alert["alert"], answer=ANSWERS[number - 1], note=note)
                self.assertEqual(world.exam.alert_of(rule)["camera"]["answer"], ANSWERS[number - 1])

    def heard(self, rule):
        """When the live line first told this alert, and the alert."""
        for came, frame in list(world.live.frames):
            for alert in frame.get("alerts", []):
                if alert["camera"] and alert["camera"]["rule"] == rule:
                    return came, alert
        return None

    def tell(self, rule, number, came):
        raised = next(moment(line) for line in world.events("alert.changed") if line["number"] == number)
        since = f"{1000 * (came - raised):.0f} ms after the station raised it"
        if rule in DUE_SECONDS:
            due = moment(world.events("camera.opened")[0]) + DUE_SECONDS[rule]
            since += f", {1000 * (came - due):.0f} ms after the rule had lasted"
        print(f"{rule}: on the console's live line {since}", flush=True)

    def test_06_the_candidate_sees_what_was_kept(self):
        # From the question's heading: the choices, three buttons, then the camera's panel.
        world.candidate.press(*["Tab"] * 5, "Return")
        words = self.until(lambda: next((told for told in [world.candidate.read()] if "Ce qui est gardé de vous" in told), None), "the panel")
        self.assertIn(f"{len(rules())} observations", words)
        self.assertEqual(words.count("Voir l’image"), sum(answer != "nothing" for answer in ANSWERS[:len(rules())]))
        world.candidate.press("Tab", "Return")
        self.until(lambda: world.candidate.sees("Cacher l’image"), "the picture")
        self.assertFalse(world.candidate.sees("Cette image n’est plus gardée"))
        # The page that comes again is at its question, the panel folded.
        world.candidate.press("F5")
        self.until(lambda: not world.candidate.sees("Ce qui est gardé de vous"), "the page that was loaded again")
        self.until_titled("Question")

    def test_07_a_camera_that_is_unplugged_is_told_to_both_and_the_exam_goes_on(self):
        away = world.film.rename(world.film.with_name("unplugged"))
        self.until(lambda: self.station().get("camera") == "missing", "a camera that is missing at the console", FILM_SECONDS)
        self.until(lambda: world.candidate.sees("Caméra : elle ne répond pas, votre épreuve continue"), "the word of it on the page")
        self.answer()
        away.rename(world.film)
        self.until(lambda: self.station().get("camera") == "open", "a camera that is open again")
        self.until(lambda: world.candidate.sees("Caméra : ce qu’elle observe"), "the word of it on the page")

    def test_08_a_browser_that_is_killed_comes_back_to_the_same_question(self):
        before = world.exam.candidate()
        self.assertGreaterEqual(before["held"], 1)
        killed = world.units.browser.kill()
        self.until(lambda: self.sign("browser_restarted"), "the word of it at the console")
        self.until(lambda: world.units.browser.active and world.units.browser.process.pid != killed, "another browser")
        self.enter_the_code()
        self.until(lambda: world.exam.candidate()["wantsToResumeSince"], "the wish to resume at the console")
        world.exam.for_candidate("authorise_to_resume")
        world.candidate.press("Return")
        self.until_titled(f"Question {before['rank']} sur")
        self.assertEqual(world.exam.candidate()["held"], before["held"])
        self.assertTrue(world.candidate.sees(f"{before['held']} réponse"))
        self.answer()

    def test_09_an_agent_that_is_killed_comes_back_and_the_browser_never_left(self):
        browser, openings = world.units.browser.process.pid, len(world.events("camera.opened"))
        os.replace(world.steady, world.film)
        world.units.agent.kill()
        self.answer()
        self.until(lambda: self.sign("agent_restarted"), "the word of it at the console")
        self.until(lambda: self.station().get("camera") == "open", "a camera that is open again")
        self.assertGreater(len(world.events("camera.opened")), openings)
        self.assertEqual(world.units.agent.starts, 2)
        self.assertEqual(world.units.browser.process.pid, browser)
        self.answer()

    def test_10_while_the_centre_is_away_the_candidate_is_told_and_goes_on_where_it_was(self):
        held = world.exam.candidate()["held"]
        world.centre.kill()
        self.until(lambda: world.candidate.sees("La connexion est coupée"), "the word of it on the page")
        self.until(lambda: world.events("link.away"), "the word of it in the agent's log")
        world.candidate.press("F5")
        world.centre.start()
        self.until(lambda: self.station().get("camera") == "open", "the station at the console")
        self.assertEqual(world.exam.candidate()["held"], held)
        self.answer()


if __name__ == "__main__":
    absent = missing()
    if absent:
        print(f"skipped: {absent}")
        sys.exit(0)
    unittest.main(verbosity=2, failfast=True)
