"""probant-rehearse: what it wants to be told, what it makes of a real centre, and when it says that all went well.

SPDX-License-Identifier: EUPL-1.2
"""
import json
import re
import subprocess
import time
import unittest
import urllib.error
import urllib.request

from programs import BIN, DONE, MISUSED, REFUSED, ROOT, SECONDS, Folder, free_ports, run


class Rehearse(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.ground = Folder()
        cls.at = cls.ground.path / "ground"
        ports = free_ports(4)
        subprocess.run([ROOT / "tests/protocol/ground", BIN, cls.at, *map(str, ports)], check=True)
        cls.centre = subprocess.Popen([BIN / "probant-center", "--config", cls.at / "center.toml"])
        cls.url, cls.plain = f"https://localhost:{ports[0]}", f"http://localhost:{ports[1]}"
        for _ in range(SECONDS * 10):
            if cls.is_ready():
                return
            time.sleep(0.1)
        raise AssertionError("the centre is not ready")

    @classmethod
    def is_ready(cls):
        try:
            return urllib.request.urlopen(f"{cls.plain}/health/ready", timeout=SECONDS).status == 200
        except (urllib.error.URLError, OSError):
            return False

    @classmethod
    def tearDownClass(cls):
        cls.centre.terminate()
        cls.centre.wait()
        cls.ground.remove()

    def words(self, url=None):
        return ["--url", url or self.url, "--ca", self.at / "tls/ca.pem", "--manager", "responsable",
                "--manager-password-file", self.at / "centre/manager.password"]

    def supervisor(self):
        return ["--invigilator", "surveillant", "--invigilator-password-file", self.at / "centre/invigilator.password"]

    def misused(self, *words):
        said = run("probant-rehearse", *words)
        self.assertEqual((said.status, said.out), (MISUSED, ""), said)
        self.assertNotEqual(said.err.strip(), "")
        return said.err

    def test_help_and_version_are_no_misuse_and_the_version_names_the_program(self):
        self.assertEqual(run("probant-rehearse", "--help").status, DONE)
        said = run("probant-rehearse", "--version")
        self.assertEqual(said.status, DONE)
        self.assertRegex(said.out, r"^probant-rehearse \d+\.\d+\.\d+\n$")

    def test_the_centre_s_version_names_the_program_as_the_others_do(self):
        self.assertRegex(run("probant-center", "--version").out, r"^probant-center \d+\.\d+\.\d+\n$")

    def test_what_makes_no_sense_is_misuse(self):
        self.misused()
        self.misused("--fly")
        self.misused(*self.words(), *self.supervisor(), "--story", "tragedy")
        self.misused(*self.words(), *self.supervisor(), "--stations", "0")
        self.misused(*self.words(url="ftp://localhost"), *self.supervisor())
        self.assertIn("--ca", self.misused("--url", self.url, *self.words()[4:], *self.supervisor()))

    def test_a_room_that_is_played_wants_an_invigilator_and_sealing_a_passphrase(self):
        self.assertIn("--invigilator", self.misused(*self.words()))
        self.assertIn("--passphrase-file", self.misused(*self.words(), *self.supervisor(), "--until", "seal"))

    def test_an_invitation_wants_no_invigilator_and_gives_every_code_once(self):
        said = run("probant-rehearse", *self.words(), "--stations", "3", "--story", "invitation")
        self.assertEqual(said.status, DONE, said)
        self.assertRegex(said.lines[0], r"^session \d{6}, code de session [0-9A-Z]{5}-[0-9A-Z]{5}$")
        codes = [re.fullmatch(rf"place {seat}, code du candidat ([0-9A-Z]{{5}}-[0-9A-Z]{{5}})", line)[1]
                 for seat, line in enumerate(said.lines[1:], start=1)]
        self.assertEqual(len(set(codes)), 3)

    def test_a_centre_that_does_not_answer_is_a_failure_and_no_misuse(self):
        nowhere = f"https://localhost:{free_ports(1)[0]}"
        said = run("probant-rehearse", *self.words(url=nowhere), "--stations", "1", "--story", "invitation")
        self.assertEqual(said.status, REFUSED, said)

    def test_a_room_where_not_everybody_could_start_has_not_gone_well(self):
        said = run("probant-rehearse", *self.words(), *self.supervisor(), "--stations", "6", "--scale", "10",
                   "--duration", "0.01", "--json", "--quiet")
        told = json.loads(said.out)
        self.assertLess(told["started"], told["stations"])
        self.assertEqual((told["lost"], told["refused"]), (0, {}))
        self.assertEqual(said.status, REFUSED, said)

    def test_a_room_that_is_played_to_its_seal_has_gone_well(self):
        said = run("probant-rehearse", *self.words(), *self.supervisor(), "--passphrase-file",
                   self.at / "centre/keys/passphrase", "--package", ROOT / "deploy/demo-package", "--stations", "3",
                   "--scale", "1000", "--until", "seal", "--json", "--quiet")
        told = json.loads(said.out)
        self.assertEqual(said.status, DONE, said)
        self.assertEqual((told["started"], told["lost"], told["reached"]), (3, 0, "sealed"))
        self.assertEqual((told["receipts"], told["receipt"]["count"]), (3, 3))

    def test_a_room_that_is_closed_around_its_stations_gives_each_of_them_a_receipt(self):
        said = run("probant-rehearse", *self.words(), *self.supervisor(), "--package", ROOT / "deploy/demo-package",
                   "--stations", "4", "--scale", "100", "--duration", "4", "--json", "--quiet")
        told = json.loads(said.out)
        self.assertEqual(said.status, DONE, said)
        self.assertEqual((told["started"], told["handedIn"], told["receipts"]), (4, 0, 4))


if __name__ == "__main__":
    unittest.main()
