"""What `station install` lays: read by the programs that will read it where they are here, and held to what it promises.

SPDX-License-Identifier: EUPL-1.2
"""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "deploy/kiosk/lib"))

import keys  # noqa: E402
import plan  # noqa: E402
from station_test import make_authority  # noqa: E402

EXPOSURE_MAX = 2.0  # what systemd-analyze says of the agent's unit, of ten; the camera costs it some tenths
OPENBOX = "{http://openbox.org/3.4/rc}"
# A device is the classes of its interfaces, as lsusb shows them.
DEVICES = {
    "a stick": (["08:06:50"], False),
    "a stick that also types": (["03:01:01", "08:06:50"], False),
    "a telephone as a store of pictures": (["06:01:01"], False),
    "a telephone as a network": (["e0:01:03", "0a:00:00"], False),
    "a modem": (["02:02:01", "0a:00:00", "08:06:50"], False),
    "a camera with a disk": (["0e:01:00", "0e:02:00", "08:06:50"], False),
    "a printer": (["07:01:02"], False),
    "a device of nobody knows what": (["ff:00:00"], False),
    "a keyboard": (["03:01:01", "03:00:00"], True),
    "a mouse": (["03:01:02"], True),
    "a hub": (["09:00:00"], True),
    "a camera": (["0e:01:00", "0e:02:00"], True),
    "a camera with a microphone and a button": (["0e:01:00", "0e:02:00", "01:01:00", "01:02:00", "03:00:00"], True),
    "headphones": (["01:01:00", "01:02:00", "03:00:00"], True),
}
RULE = re.compile(r"^(?P<target>allow|block|reject) with-interface (?P<how>one-of|match-all) \{ (?P<kinds>[^}]*) \}$")


class Laid(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="probant-kiosk-"))
        centre = plan.read_centre("centre.example=192.0.2.10,2001:db8::7", "8443", make_authority(cls.folder))
        cls.files = {name: data.decode() for name, data, _ in plan.files(centre)}
        cls.modes = {name: mode for name, _, mode in plan.files(centre)}

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def on_disk(self, name):
        path = self.folder / pathlib.PurePath(name).name
        path.write_text(self.files[name], encoding="utf-8")
        return path

    def run_tool(self, *command):
        done = subprocess.run(command, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout


class Policy(Laid):
    def setUp(self):
        self.policy = json.loads(self.files["etc/chromium/policies/managed/probant-station.json"])

    def test_everything_is_blocked_and_the_centre_alone_is_allowed(self):
        self.assertEqual(self.policy["URLBlocklist"][0], "*")
        self.assertEqual(self.policy["URLAllowlist"], ["https://centre.example:8443", "wss://centre.example:8443"])

    def test_the_schemes_that_a_star_does_not_stop_are_listed(self):
        for scheme in ("chrome://*", "chrome-untrusted://*", "devtools://*", "file://*", "view-source:*", "data:*", "javascript:*", "about:*"):
            self.assertIn(scheme, self.policy["URLBlocklist"])

    def test_the_stations_certificate_is_given_to_the_centre_without_a_question(self):
        (chosen,) = map(json.loads, self.policy["AutoSelectCertificateForUrls"])
        self.assertEqual(chosen, {"pattern": "https://centre.example:8443", "filter": {"ISSUER": {"CN": "Probant station authority"}}})

    def test_an_error_of_the_centres_certificate_cannot_be_clicked_away(self):
        self.assertIs(self.policy["SSLErrorOverrideAllowed"], False)
        self.assertEqual(len(self.policy["CACertificates"]), 1)

    def test_no_name_is_written_twice(self):
        def once(pairs):
            names = [name for name, _ in pairs]
            self.assertEqual(len(names), len(set(names)), names)
            return dict(pairs)

        json.loads(self.files["etc/chromium/policies/managed/probant-station.json"], object_pairs_hook=once)


class Keys(Laid):
    def setUp(self):
        tree = ElementTree.fromstring(self.files["etc/probant/kiosk/rc.xml"])
        self.keys = [one.get("key") for one in tree.iter(f"{OPENBOX}keybind")]
        self.buttons = [one.get("button") for one in tree.iter(f"{OPENBOX}mousebind")]
        self.actions = {one.get("name") for one in tree.iter(f"{OPENBOX}action")}

    def test_the_chords_that_leave_a_browser_are_taken(self):
        for chord in [*(f"C-{letter}" for letter in "ntwlopsujhkedb"), *(f"C-S-{letter}" for letter in "ijcntpbow"), "F11", "F12", "A-F4",
                      "A-Tab", "Super_L", "Menu", "S-F10", "S-Escape", "A-Left", "C-A-Delete", "C-A-F1", "C-A-BackSpace", "C-A-t"]:
            self.assertIn(chord, self.keys)

    def test_the_zoom_copying_and_the_screen_readers_keys_are_not(self):
        kept = keys.OPEN_KEYS | keys.ZOOM_KEYS | keys.READER_KEYS | {"F5", "Tab", "Return", "C-BackSpace", "C-Left", "C-S-Right"}
        self.assertEqual(kept & set(self.keys), set())

    def test_each_is_taken_once_and_the_window_manager_does_nothing_else(self):
        self.assertEqual(len(self.keys), len(set(self.keys)))
        self.assertEqual(self.actions, {"Focus", "Raise"})

    def test_every_button_but_the_plain_first_and_the_wheel_is_taken(self):
        for button in ("Right", "Middle", "Button8", "Button9", "S-Left", "C-Left", "A-Left", "S-Right", "C-Middle"):
            self.assertIn(button, self.buttons)
        self.assertFalse(any("Up" in one or "Down" in one for one in self.buttons))


class Units(Laid):
    AGENT = "etc/systemd/system/probant-station.service"

    def test_the_agent_has_the_camera_and_the_browser_has_not(self):
        self.assertIn("DeviceAllow=char-video4linux rw", self.files[self.AGENT])
        self.assertNotIn("video4linux", self.files["etc/systemd/system/probant-browser.service"])
        self.assertIn("DevicePolicy=closed", self.files["etc/systemd/system/probant-browser.service"])
        self.assertIn('TAG-="uaccess"', self.files["etc/udev/rules.d/72-probant-station.rules"])

    def test_the_agent_is_started_as_it_wants(self):
        self.assertIn("ExecStart=/usr/bin/probant-station run --config /etc/probant/station.toml\n", self.files[self.AGENT])

    def test_no_exam_is_shown_without_the_firewall(self):
        self.assertIn("Requires=probant-firewall.service", self.files["etc/systemd/system/probant-session.service"])


class Firewall(Laid):
    def test_a_centre_without_an_address_of_a_kind_has_an_empty_set_of_it(self):
        centre = plan.read_centre("centre.example=192.0.2.10", "8443", make_authority(self.folder, "four"))
        text = next(data.decode() for name, data, _ in plan.files(centre) if name == "etc/probant/station.nft")
        self.assertIn("elements = { 192.0.2.10 }", text)
        self.assertEqual(text.count("elements"), 1)


class Usb(Laid):
    RULES = "etc/usbguard/rules.conf"

    def decide(self, interfaces):
        """By the first rule that fits, as usbguard does; what fits none is blocked."""
        for line in self.files[self.RULES].splitlines():
            rule = RULE.match(line)
            if not rule:
                self.assertRegex(line, r"^(#.*)?$")
                continue
            kinds = [re.compile(kind.replace("*", "..")) for kind in rule["kinds"].split()]
            fits = [any(kind.fullmatch(one) for kind in kinds) for one in interfaces]
            if any(fits) if rule["how"] == "one-of" else all(fits):
                return rule["target"] == "allow"
        return False

    def test_what_carries_files_or_a_network_is_refused_and_hands_and_cameras_are_not(self):
        for name, (interfaces, allowed) in DEVICES.items():
            self.assertIs(self.decide(interfaces), allowed, name)

    def test_its_files_are_readable_by_root_alone_or_it_would_not_start(self):
        self.assertEqual(self.modes[self.RULES], 0o600)
        self.assertEqual(self.modes["etc/usbguard/usbguard-daemon.conf"], 0o600)


class ReadBySystemd(Laid):
    TOOL = "systemd-analyze"

    def test_the_agents_unit_is_as_closed_as_a_camera_lets_it_be(self):
        said = self.run_tool(self.TOOL, "security", "--offline=true", "--no-pager", self.on_disk(Units.AGENT))
        found = re.search(r"Overall exposure level for \S+: (?P<level>[0-9.]+)", said)
        self.assertLessEqual(float(found["level"]), EXPOSURE_MAX, said)


class ReadByUsbguard(Laid):
    TOOL = "usbguard-rule-parser"

    def test_usbguard_reads_the_rules(self):
        self.run_tool(self.TOOL, "--file", self.on_disk(Usb.RULES))


def main(chosen):
    """One class of tests, or all that need no program of others."""
    readers = {one.__name__: one for one in (ReadBySystemd, ReadByUsbguard)}
    if chosen in readers and shutil.which(readers[chosen].TOOL) is None:
        print(f"skipped: {readers[chosen].TOOL} is not installed")
        return
    ours = [one.__name__ for one in Laid.__subclasses__() if one.__name__ not in readers]
    unittest.main(argv=["files_test", *([chosen] if chosen else ours)], verbosity=2)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
