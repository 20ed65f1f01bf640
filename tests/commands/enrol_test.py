#!/usr/bin/env python3
"""`probant-station enrol` as one types it: what it writes, what it says, and that a failure leaves nothing behind.

SPDX-License-Identifier: EUPL-1.2
"""
import hashlib
import os
import pathlib
import shutil
import ssl
import stat
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from support.strict_centre import StrictCentre, make_authority, openssl  # noqa: E402

BIN = pathlib.Path(os.environ["PROBANT_BIN"])
DONE, REFUSED, MISUSED = 0, 1, 2
FILES = ["authority.pem", "session.key", "station.json", "station.key", "station.pem"]


class Ground:
    """A centre that is strict, and a folder for a station."""

    def setUp(self):
        held = tempfile.TemporaryDirectory(prefix="probant-enrol-")
        self.addCleanup(held.cleanup)
        self.folder = pathlib.Path(held.name)
        self.state = self.folder / "state"
        self.centre = StrictCentre(self.folder / "centre")
        self.addCleanup(self.centre.close)

    def tearDown(self):
        self.assertEqual(self.centre.complaints, [])

    def enrol(self, *more, code="abcd-2345", centre=None, authority=None, answer=None):
        words = [] if answer else ["--yes"]
        done = subprocess.run(
            [BIN / "probant-station", "enrol", "--centre", centre or self.centre.url, "--ca", authority or self.centre.own, "--code", code,
             "--state", self.state, *words, *map(str, more)], input=answer, capture_output=True, text=True, timeout=60, check=False)
        return done.returncode, done.stdout, done.stderr

    def nothing_is_left(self):
        self.assertEqual(sorted(path.name for path in self.state.iterdir()) if self.state.exists() else [], [])


class Enrolment(Ground, unittest.TestCase):
    def test_a_right_code_makes_a_station_whose_files_only_it_reads(self):
        status, said, wrong = self.enrol()
        self.assertEqual((status, wrong), (DONE, ""))
        identity = self.state / "identity"
        self.assertEqual(sorted(path.name for path in identity.iterdir()), FILES)
        self.assertEqual(stat.S_IMODE(identity.stat().st_mode), 0o700)
        for file in identity.iterdir():
            self.assertEqual(stat.S_IMODE(file.stat().st_mode), 0o600, file)
        openssl("verify", "-CAfile", self.centre.authority, identity / "station.pem")
        self.assertIn(next(iter(self.centre.session_keys)), said)

    def test_the_words_of_the_authority_are_those_of_its_der(self):
        _, said, _ = self.enrol()
        der = ssl.PEM_cert_to_DER_cert(self.centre.own.read_text(encoding="utf-8"))
        digest = hashlib.sha256(der).hexdigest()
        self.assertIn(" ".join(digest[at:at + 4] for at in range(0, 16, 4)), said)

    def test_who_does_not_recognise_the_words_sends_nothing(self):
        status, _, said = self.enrol(answer="non\n")
        self.assertEqual(status, REFUSED)
        self.assertIn("Nothing was sent", said)
        self.assertEqual(self.centre.bodies, [])
        self.nothing_is_left()
        self.assertEqual(self.enrol(answer="oui\n")[0], DONE)

    def test_a_code_serves_once_and_a_wrong_one_never(self):
        status, _, said = self.enrol(code="ZZZZ9999")
        self.assertEqual(status, REFUSED)
        self.assertIn("does not know this code", said)
        self.nothing_is_left()
        self.assertEqual(self.enrol()[0], DONE)
        before = (self.state / "identity" / "station.json").read_bytes()
        status, _, said = self.enrol()
        self.assertEqual(status, REFUSED)
        self.assertIn("ask the console for a new one", said)
        self.assertEqual((self.state / "identity" / "station.json").read_bytes(), before)

    def test_after_too_many_tries_it_says_to_wait(self):
        for _ in range(5):
            self.enrol(code="ZZZZ9999")
        status, _, said = self.enrol()
        self.assertEqual(status, REFUSED)
        self.assertIn("Too many tries", said)

    def test_a_centre_that_is_away_and_one_that_is_not_believed_are_told_apart(self):
        status, _, said = self.enrol(centre="https://localhost:9")
        self.assertEqual(status, REFUSED)
        self.assertIn("The centre does not answer", said)
        other = make_authority(self.folder, "other")
        status, _, said = self.enrol(authority=other)
        self.assertEqual(status, REFUSED)
        self.assertIn("does not believe", said)
        status, _, said = self.enrol(centre=self.centre.url.replace("localhost", "127.0.0.1"))
        self.assertEqual(status, REFUSED)
        self.assertIn("does not believe", said)
        self.assertEqual(self.centre.bodies, [])
        self.nothing_is_left()

    def test_what_was_typed_wrongly_is_misuse_and_sends_nothing(self):
        text = self.folder / "letter.pem"
        text.write_text("Dear sir", encoding="utf-8")
        for wrong in ({"code": "ABC"}, {"code": "ABCD234U"}, {"centre": "http://localhost:80"}, {"authority": text},
                      {"authority": self.folder / "nowhere.pem"}):
            with self.subTest(wrong):
                status, _, said = self.enrol(**wrong)
                self.assertEqual(status, MISUSED)
                self.assertNotEqual(said, "")
        self.assertEqual(self.centre.bodies, [])

    def test_a_folder_that_cannot_be_written_is_said_before_the_code_is_used(self):
        self.state.write_text("a file", encoding="utf-8")
        status, _, said = self.enrol()
        self.assertEqual(status, REFUSED)
        self.assertIn("cannot be written", said)
        self.assertEqual(self.centre.bodies, [])

    def test_a_centre_that_breaks_or_answers_nonsense_leaves_nothing(self):
        self.centre.broken = True
        status, _, said = self.enrol()
        self.assertEqual(status, REFUSED)
        self.assertIn("refused the enrolment (503)", said)
        self.centre.broken = False
        self.centre.enrol = lambda told: (200, {"station": "nobody"})
        status, _, said = self.enrol()
        self.assertEqual(status, REFUSED)
        self.assertIn("cannot be read (station)", said)
        self.nothing_is_left()

    def test_a_certificate_of_another_key_is_not_kept(self):
        right = self.centre.enrol
        self.centre.enrol = lambda told: (200, {**right(told)[1], "certificate": self.centre.own.read_text(encoding="utf-8")})
        status, _, said = self.enrol()
        self.assertEqual(status, REFUSED)
        self.assertIn("(certificate)", said)
        self.nothing_is_left()


@unittest.skipUnless(shutil.which("certutil") and shutil.which("pk12util"), "certutil or pk12util is absent: package libnss3-tools")
class Browser(Ground, unittest.TestCase):
    def listed(self, database, *words):
        return subprocess.run(["certutil", *words, "-d", f"sql:{database}"], capture_output=True, text=True, check=True).stdout

    def test_the_browser_of_the_kiosk_is_given_key_certificate_and_authorities(self):
        home = self.folder / "home"
        home.mkdir()
        self.assertEqual(self.enrol("--nss", home)[0], DONE)
        database = home / ".local/share/pki/nssdb"
        listed = self.listed(database, "-L")
        for name, trust in (("probant-station", "u,u,u"), ("probant-stations-authority", ",,"), ("probant-centre-authority", "C,,")):
            line = next(line for line in listed.splitlines() if line.startswith(name + " "))
            self.assertTrue(line.strip().endswith(trust), line)
        self.assertIn("probant-station", self.listed(database, "-K"))
        shown = self.listed(database, "-L", "-n", "probant-station", "-a")
        kept = (self.state / "identity" / "station.pem").read_text(encoding="utf-8")
        self.assertEqual(ssl.PEM_cert_to_DER_cert(shown), ssl.PEM_cert_to_DER_cert(kept))

    @unittest.skipUnless(shutil.which("tstclnt"), "tstclnt is absent: package libnss3-tools")
    def test_the_browser_s_own_library_shows_the_certificate_and_believes_the_centre(self):
        home = self.folder / "home"
        home.mkdir()
        self.assertEqual(self.enrol("--nss", home)[0], DONE)

        request = self.folder / "request"
        request.write_bytes(b"POST /api/v1/station/nothing HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}")

        def first_line(*words):
            done = subprocess.run(["tstclnt", "-4", "-h", "localhost", "-p", str(self.centre.port), "-V", "tls1.2:tls1.3", "-A", request, *words],
                                  stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False)
            return done.stdout.decode().splitlines()[:1]

        # Nothing is overridden, and the certificate is chosen without being named.
        self.assertEqual(first_line("-d", f"sql:{home}/.local/share/pki/nssdb"), ["HTTP/1.1 404 Not Found"])
        # The control: without the database, and whatever the centre shows.
        self.assertEqual(first_line("-D", "-o"), ["HTTP/1.1 401 Unauthorized"])

    def test_a_new_enrolment_takes_the_place_of_the_old_one_in_an_older_database(self):
        home = self.folder / "home"
        (home / ".pki/nssdb").mkdir(parents=True)
        self.assertEqual(self.enrol("--nss", home)[0], DONE)
        self.centre.codes.add("EFGH6789")
        self.assertEqual(self.enrol("--nss", home, code="EFGH6789")[0], DONE)
        self.assertFalse((home / ".local").exists())
        listed = self.listed(home / ".pki/nssdb", "-L")
        self.assertEqual(sum(line.startswith("probant-station ") for line in listed.splitlines()), 1)
        shown = self.listed(home / ".pki/nssdb", "-L", "-n", "probant-station", "-a")
        kept = (self.state / "identity" / "station.pem").read_text(encoding="utf-8")
        self.assertEqual(ssl.PEM_cert_to_DER_cert(shown), ssl.PEM_cert_to_DER_cert(kept))

    def test_a_database_that_cannot_be_filled_leaves_no_identity(self):
        home = self.folder / "home"
        (home / ".pki/nssdb").mkdir(parents=True)
        (home / ".pki/nssdb/cert9.db").write_text("no database", encoding="utf-8")
        status, _, said = self.enrol("--nss", home)
        self.assertEqual(status, REFUSED)
        self.assertIn("--nss names the home", said)
        self.nothing_is_left()


if __name__ == "__main__":
    unittest.main()
