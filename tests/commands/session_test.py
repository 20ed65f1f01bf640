"""probant-center session add: a session from a roster at the server's console, and what keeps it from being made.

SPDX-License-Identifier: EUPL-1.2
"""
import fcntl
import json
import re
import shutil
import subprocess
import time
import unittest
import urllib.error
import urllib.request

from programs import BIN, DONE, MISUSED, REFUSED, ROOT, SECONDS, Folder, free_ports, run

HEADER = "seat;last_name;first_name;birth_date;external_id;extra_time_percent\n"
ROSTER = HEADER + "1;Rousseau;Camille;02/05/1984;;0\n2;Lefèvre;Inès;31/12/2001;;33\n"
CODE = "[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}"


class SessionAdd(unittest.TestCase):
    def setUp(self):
        self.ground = Folder()
        self.at = self.ground.path / "ground"
        self.ports = free_ports(4)
        subprocess.run([ROOT / "tests/protocol/ground", BIN, self.at, *map(str, self.ports)], check=True)
        self.data = self.at / "centre/data"
        self.roster = self.at / "roster.csv"
        self.roster.write_text(ROSTER, encoding="utf-8")
        self.config = ["--config", self.at / "center.toml"]
        self.words = ["--roster", self.roster, "--title", "Certification", "--room", "Salle 204"]

    def tearDown(self):
        self.ground.remove()

    def sessions(self):
        folder = self.data / "sessions"
        return sorted(one.name for one in folder.iterdir()) if folder.exists() else []

    def serve(self):
        server = subprocess.Popen([BIN / "probant-center", *self.config])
        self.addCleanup(server.wait)
        self.addCleanup(server.terminate)
        for _ in range(SECONDS * 10):
            try:
                if self.ask("GET", "/health/ready"):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        self.fail("the centre is not ready")

    def ask(self, method, path, body=None):
        url = f"http://localhost:{self.ports[1]}"
        headers = {"Origin": url, "Content-Type": "application/json"}
        data = None if body is None else json.dumps(body).encode()
        with urllib.request.urlopen(urllib.request.Request(url + path, data, headers, method=method), timeout=SECONDS) as reply:
            return json.load(reply)

    def test_a_session_is_made_whose_codes_open_it_once_the_centre_runs(self):
        said = run("probant-center", "session", "add", *self.config, *self.words, "--language", "en", "--json")
        self.assertEqual(said.status, DONE, said)
        made = json.loads(said.out)
        self.assertRegex(made["session"]["number"], r"^\d{6}$")
        self.assertEqual([(one["seat"], one["lastName"]) for one in made["codes"]], [(1, "Rousseau"), (2, "Lefèvre")])
        self.assertEqual(self.sessions(), [made["session"]["id"]])

        self.serve()
        password = (self.at / "centre/invigilator.password").read_text(encoding="utf-8").strip()
        console = self.ask("POST", "/api/v1/invigilator/sign-in",
                           {"name": "surveillant", "password": password, "sessionCode": made["sessionCode"]})
        self.assertEqual(console["session"]["number"], made["session"]["number"])
        self.assertEqual(console["session"]["title"], "Certification")
        with self.assertRaises(urllib.error.HTTPError) as refused:
            self.ask("POST", "/api/v1/candidate/sign-in",
                     {"id": "3f2a6c1e-6f0b-4a55-9d5c-0e6a54b1c001", "code": made["codes"][0]["code"]})
        with refused.exception as reply:
            self.assertEqual(json.load(reply)["code"], "not_open")

    def test_for_a_person_each_code_has_its_line(self):
        said = run("probant-center", *self.config, "session", "add", *self.words)
        self.assertEqual(said.status, DONE, said)
        self.assertRegex(said.lines[0], rf"^session \d{{6}}, code de session {CODE}$")
        self.assertRegex(said.lines[1], rf"^place 1, Rousseau Camille, code {CODE}$")
        self.assertRegex(said.lines[2], rf"^place 2, Lefèvre Inès, code {CODE}$")
        self.assertEqual(len(set(re.findall(CODE, said.out))), 3)

    def test_a_roster_with_faults_makes_nothing_and_tells_each_by_row_and_column(self):
        self.roster.write_text(HEADER + "1;;Camille;02/05/1984;;0\n1;Lefèvre;Inès;1/2/2001;;0\n", encoding="utf-8")
        said = run("probant-center", "session", "add", *self.config, *self.words)
        self.assertEqual((said.status, said.out), (REFUSED, ""), said)
        for place in ("2, last_name", "3, seat", "3, birth_date"):
            self.assertEqual(said.err.count(f"  {place} : "), 1, said)
            self.assertEqual(said.err.count(f"  {place}: "), 1, said)
        self.assertEqual(self.sessions(), [])

    def test_a_roster_that_is_not_there_is_refused(self):
        self.roster.unlink()
        said = run("probant-center", "session", "add", *self.config, *self.words)
        self.assertEqual((said.status, said.out), (REFUSED, ""), said)
        self.assertIn("roster.csv", said.err)

    def test_while_the_centre_runs_nothing_is_made(self):
        self.serve()
        said = run("probant-center", "session", "add", *self.config, *self.words)
        self.assertEqual((said.status, said.out), (REFUSED, ""), said)
        self.assertIn("running", said.err)
        self.assertEqual(self.sessions(), [])

    def test_while_a_program_holds_the_data_s_lock_nothing_is_made(self):
        with open(self.data / "lock", "w", encoding="utf-8") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            said = run("probant-center", "session", "add", *self.config, *self.words)
        self.assertEqual((said.status, said.out), (REFUSED, ""), said)
        self.assertIn("running", said.err)

    def test_what_makes_no_sense_is_misuse(self):
        for words in ([], ["--roster", self.roster, "--title", "x"], [*self.words, "--language", "de"], [*self.words, "--fly"],
                      ["--roster", self.roster, "--title", "", "--room", "x"]):
            with self.subTest(words):
                said = run("probant-center", "session", "add", *self.config, *words)
                self.assertEqual((said.status, said.out), (MISUSED, ""), said)
        self.assertEqual(run("probant-center", "session", "add", *self.words).status, MISUSED)
        self.assertEqual(run("probant-center", "session", "add", "--help").status, DONE)

    def test_the_data_of_a_centre_is_its_own_from_the_first_account_on(self):
        shutil.rmtree(self.data)
        said = run("probant-center", "account", "add", *self.config, "--name", "someone", "--role", "manager",
                   "--password-file", self.at / "centre/manager.password")
        self.assertEqual(said.status, DONE, said)
        self.assertEqual(self.data.stat().st_mode & 0o777, 0o700)


if __name__ == "__main__":
    unittest.main()
