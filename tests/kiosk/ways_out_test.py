"""Thirty ways out of the kiosk, each with its control: the real session under a screen of its own, and hands that try to leave.

A control that does not work fails the test: a way that nobody can go proves nothing about the lock.
SPDX-License-Identifier: EUPL-1.2
"""
import shutil
import sys
import time
import unittest

sys.dont_write_bytecode = True

import ground  # noqa: E402
import pc  # noqa: E402
from servers import SIGN  # noqa: E402
from ways import WAYS, View, click  # noqa: E402

CONTROL_SECONDS = 10  # a control that works does so in less than three on two busy processors
QUIET_SECONDS = 0.8  # how long nothing may come, at least; and twice what the control took
GONE_SECONDS = 15  # by when a window that the session closes is gone, or a notice that the browser shows
OTHER_BUTTONS = ((1, "ctrl"), (1, "alt"), (1, "super"), (1, "ctrl+shift"), (2, None), (2, "ctrl"), (3, "ctrl"), (8, None), (9, None))
station = None


def setUpModule():
    global station
    station = ground.Station()
    station.start_screen()
    if not station.has_sandbox():
        print("the browser's own sandbox is refused by this machine: it runs without")


def tearDownModule():
    station.end()


def try_way(way, setting, seconds):
    """All the signs that came until the way's own did, and when it did; (signs, None) when it did not come in time."""
    session = station.open(setting, way.flags, way.debug_port)
    if not session.feels_a_key():
        raise AssertionError(f"no key reaches the page before the attempt ({setting})")
    view, began, signs = View(session), time.monotonic(), []
    way.act(session)
    while time.monotonic() - began < seconds:
        signs = list(view.signs())
        if any(sign.startswith(way.sign) for sign in signs):
            return signs, time.monotonic() - began
        time.sleep(0.05)
    return signs, None


class WaysOut(unittest.TestCase):
    """Three tests for each line of WAYS, made below: all the controls first, which also tell how long a sign takes to come."""

    took = {}

    @classmethod
    def tearDownClass(cls):
        station.close()

    def quiet(self, way):
        return max(QUIET_SECONDS, 2 * self.took.get(way.name, CONTROL_SECONDS))

    def works_with_nothing_closed(self, way):
        signs, took = try_way(way, "open", CONTROL_SECONDS)
        self.assertIsNotNone(took, f"the control did not work, so that the others cannot fail; it saw {signs}")
        self.took[way.name] = took

    def is_stopped_by_the_policy_alone(self, way):
        signs, worked = try_way(way, "policy", self.quiet(way))
        self.assertIsNone(worked, f"the browser's policy does not stop it: {signs}")

    def kiosk(self, way):
        """The session of the way before, which must have come through it, as one candidate would try them all."""
        session = station.session
        if session is None or session.setting != "kiosk" or way.flags or session.debug_port:
            session = station.open("kiosk", way.flags, way.debug_port)
        self.assertTrue(session.feels_a_key(), "no key reaches the page before the attempt")
        return session

    def leads_nowhere_in_the_kiosk(self, way):
        session = self.kiosk(way)
        view, quiet = View(session), self.quiet(way)
        way.act(session)
        began, signs = time.monotonic(), []
        while time.monotonic() < began + (GONE_SECONDS if way.trace else quiet):
            time.sleep(0.1)
            signs = list(view.signs())
            if way.trace and time.monotonic() > began + quiet and way.trace[0] in signs and set(signs) <= set(way.trace):
                break
        try:
            self.assertEqual([sign for sign in signs if sign not in way.trace], [], "something of it worked in the kiosk")
            self.assertTrue(session.feels_a_key(), "the page answers no more after the attempt")
        except AssertionError:
            station.close()
            raise


def make_test(order, number, way, attempt):
    words = "".join(letter if letter.isalnum() else "_" for letter in way.name)
    setattr(WaysOut, f"test_{order}_{attempt.__name__}_{number:02}_{way.family}_{words}", lambda self: attempt(self, way))


for place, one_way in enumerate(WAYS, start=1):
    make_test(1, place, one_way, WaysOut.works_with_nothing_closed)
    if one_way.policy_alone:
        make_test(2, place, one_way, WaysOut.is_stopped_by_the_policy_alone)
    make_test(3, place, one_way, WaysOut.leads_nowhere_in_the_kiosk)


class WhatStays(unittest.TestCase):
    """A kiosk that also locks the candidate's hands would be none."""

    def setUp(self):
        self.session = station.open("kiosk")
        self.assertTrue(self.session.feels_a_key())

    def tearDown(self):
        station.close()

    def width_after(self, chord):
        mark = self.session.log.length()
        self.session.xdo("key", chord)
        told = self.session.log.wait(f"{SIGN}resize", mark, 5)
        self.assertIsNotNone(told, f"{chord} changes nothing in the page")
        return int(told.split("?")[1].split("x")[0])

    def test_the_keys_of_the_zoom_make_letters_larger_and_smaller_and_as_they_were(self):
        width = self.session.width
        self.assertLess(self.width_after("ctrl+plus"), width)
        self.assertEqual(self.width_after("ctrl+0"), width)
        self.assertGreater(self.width_after("ctrl+minus"), width)
        self.assertEqual(self.width_after("ctrl+KP_Add"), width)

    def test_text_is_copied_and_pasted_inside_the_page(self):
        for chord in ("ctrl+a", "BackSpace", "x", "y", "ctrl+a", "ctrl+c", "End"):
            self.session.xdo("key", "--delay", 60, chord)
        mark = self.session.log.length()
        self.session.xdo("key", "ctrl+v")
        self.assertEqual(self.session.log.wait(f"{SIGN}written", mark, 5), f"{SIGN}written?4")

    def test_the_agent_may_look_at_the_screen_and_another_user_may_not(self):
        look = ["xwininfo", "-root"]
        agent, nobody = station.owner_of("probant-station"), station.owner_of("nobody")
        self.assertEqual(station.as_kiosk(look, owner=agent, XAUTHORITY="").wait(10), 0)
        self.assertNotEqual(station.as_kiosk(look, owner=nobody, XAUTHORITY="").wait(10), 0)

    def test_the_page_can_be_loaded_again(self):
        mark = self.session.log.length()
        self.session.xdo("key", "F5")
        self.assertIsNotNone(self.session.log.wait(f"{SIGN}ready", mark, 10))


class Certificate(unittest.TestCase):
    def tearDown(self):
        station.centre.ask_for_none()
        station.close()

    @unittest.skipUnless(shutil.which("pk12util"), "pk12util is not installed (Debian: libnss3-tools)")
    def test_the_browser_shows_the_stations_certificate_without_a_question(self):
        station.centre.ask_for_certificates_of(station.enrol())
        session = station.open("kiosk")
        self.assertEqual(session.log.wait("/certificate", session.mark, 0), "/certificate?station of the test")
        # The control: an ordinary browser asks its user first, and the page waits.
        session = station.begin("open")
        self.assertIsNone(session.log.wait("/", session.mark, 5))
        self.assertTrue(station.eyes.windows())


class WhatIsClosedBesides(unittest.TestCase):
    def tearDown(self):
        station.centre.front = "page.html"
        station.close()

    def camera_in(self, setting, flags, seconds):
        session = station.open(setting, flags)
        click(100, 455)(session)
        return session.log.wait(f"{SIGN}camera", session.mark, seconds)

    def test_the_camera_is_refused_to_pages_without_a_question(self):
        fake, yes = "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"
        self.assertEqual(self.camera_in("kiosk", fake, 10), f"{SIGN}camera?NotAllowedError")
        # The controls: an ordinary browser asks its user and waits, and there is a camera to be had.
        self.assertIsNone(self.camera_in("open", fake, 1))
        self.assertEqual(self.camera_in("open", f"{fake} {yes}", 10), f"{SIGN}camera?given")

    def test_a_link_pressed_in_another_way_than_by_a_plain_click_does_nothing(self):
        session = station.open("kiosk")
        self.assertTrue(session.feels_a_key())
        view = View(session)
        for button, held in OTHER_BUTTONS:
            click(100, 55, button, held)(session)
            self.assertTrue(session.feels_a_key(), (button, held))
            self.assertEqual(list(view.signs()), [], (button, held))
        # The control: the plain click follows it.
        click(100, 55)(session)
        self.assertIsNotNone(session.log.wait("/second", view.centre, 5))

    def test_no_key_with_anything_held_moves_a_page_that_offers_nothing(self):
        self.sweep("us")

    def test_nor_does_any_on_a_french_keyboard(self):
        self.sweep("fr")

    def sweep(self, layout):
        station.centre.front = "still.html"
        station.set_layout(layout)
        self.addCleanup(station.set_layout, "us")
        session = station.open("kiosk")
        self.assertTrue(session.feels_a_key())
        view = View(session)
        for held in ground.HELD:
            with self.subTest(layout=layout, held=held):
                session.xdo("key", "--delay", 2, *(f"{held}{key}" for key in ground.KEYS if f"{held}{key}" not in ground.RELOADS))
                self.assertTrue(session.feels_a_key(), "the page answers no more")
                # The zoom is a candidate's own. Past the last field Tab leaves the page, and its next press comes back.
                own = ("page: resize", "page: blur")
                self.assertEqual([sign for sign in view.signs() if sign not in own], [])


if __name__ == "__main__":
    absent = pc.missing()
    if absent:
        print(f"skipped: {absent}")
        sys.exit(0)
    unittest.main(verbosity=2)
