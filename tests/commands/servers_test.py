"""probant-center and probant-registry: what keeps them from starting, told in both languages, and nothing half-done.

SPDX-License-Identifier: EUPL-1.2
"""
import datetime
import http.client
import json
import shutil
import socket
import sqlite3
import subprocess
import time
import unittest
import uuid

from programs import BIN, DONE, MISUSED, REFUSED, ROOT, SECONDS, Folder, copy_of_package, free_ports, run

SERVERS = {"center": "centre", "registry": "registry"}  # the program's name, and its folder on the ground


def on_both(test):
    """The test, once for each server, each on a ground as new."""
    def twice(self):
        for server, folder in SERVERS.items():
            with self.subTest(server):
                self.tearDown()
                self.setUp()
                test(self, server, self.at / folder)
    return twice


class Servers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.ground = Folder()
        cls.whole = cls.ground.path / "whole"
        cls.ports = free_ports(4)
        subprocess.run([ROOT / "tests/protocol/ground", BIN, cls.whole, *map(str, cls.ports)], check=True)

    @classmethod
    def tearDownClass(cls):
        cls.ground.remove()

    def setUp(self):
        self.at = self.ground.path / "this"
        shutil.copytree(self.whole, self.at)

    def tearDown(self):
        shutil.rmtree(self.at)

    def config(self, server):
        return self.at / f"{server}.toml"

    def edit(self, server, before, after):
        text = self.config(server).read_text(encoding="utf-8")
        self.assertEqual(text.count(before), 1, before)
        self.config(server).write_text(text.replace(before, after), encoding="utf-8")

    def start(self, server, *more):
        return run(f"probant-{server}", "--config", self.config(server), *more)

    def refused(self, server, *words, status=REFUSED):
        """It ends by itself, names the thing, and says it once in each language; nothing else is said."""
        said = self.start(server)
        self.assertEqual(said.status, status, said)
        self.assertEqual(said.out, "")
        lines = [line for line in said.err.splitlines() if not line.startswith((" ", "{"))]
        self.assertEqual(len(lines), 2, said)
        self.assertNotEqual(lines[0], lines[1])
        for word in words:
            for line in (lines if status == REFUSED and not word.startswith("~") else [said.err]):
                self.assertIn(word.lstrip("~"), line)
        return said

    @on_both
    def test_a_key_of_the_configuration_that_does_not_exist_is_named_with_its_line(self, server, _):
        self.edit(server, "[listen]\n", "[listen]\nprot = 1\n")
        said = self.refused(server, "~listen.prot", status=MISUSED)
        self.assertIn(f"{server}.toml:", said.err)

    @on_both
    def test_a_key_of_the_configuration_that_is_missing_is_named(self, server, _):
        port = self.ports[0 if server == "center" else 2]
        self.edit(server, f"\nport = {port}\n", "\n")
        self.refused(server, "~listen.port", status=MISUSED)

    @on_both
    def test_a_value_of_the_wrong_kind_is_named_with_what_is_expected(self, server, _):
        port = self.ports[0 if server == "center" else 2]
        self.edit(server, f"\nport = {port}\n", "\nport = 99999\n")
        self.refused(server, "~listen.port", "~65535", status=MISUSED)

    @on_both
    def test_a_configuration_that_is_no_toml_or_is_not_there_is_refused(self, server, _):
        self.config(server).write_text("[[[", encoding="utf-8")
        self.refused(server, "~TOML", status=MISUSED)
        self.config(server).unlink()
        self.refused(server, f"~{server}.toml", status=MISUSED)

    @on_both
    def test_checking_a_configuration_says_ok_and_starts_nothing(self, server, folder):
        shutil.rmtree(folder / "data")
        said = self.start(server, "--check-config")
        self.assertEqual((said.status, said.err), (DONE, "ok\n"), said)
        self.assertFalse((folder / "data").exists())

    @on_both
    def test_a_port_that_is_taken_is_named(self, server, _):
        port = self.ports[0 if server == "center" else 2]
        with socket.create_server(("127.0.0.1", port)):
            self.refused(server, str(port))

    @on_both
    def test_a_secret_that_is_missing_torn_or_open_to_others_is_named(self, server, folder):
        secret = folder / "keys/machine.secret"
        secret.chmod(0o644)
        self.refused(server, "machine.secret")
        secret.chmod(0o600)
        secret.write_bytes(secret.read_bytes()[:10])
        self.refused(server)
        secret.unlink()
        self.refused(server, "machine.secret")

    @on_both
    def test_a_key_that_is_missing_or_is_another_s_is_named(self, server, folder):
        key = folder / "keys" / ("centre.key" if server == "center" else "registry_receipt.key")
        other = folder / "keys" / ("machine.secret" if server == "center" else "registry_certificate.key")
        whole = key.read_bytes()
        key.write_bytes(other.read_bytes())
        self.refused(server, key.name)
        key.write_bytes(whole[:-20])
        self.refused(server, key.name)
        key.unlink()
        self.refused(server, key.name)

    @on_both
    def test_a_demonstration_s_keys_are_refused_in_production(self, server, _):
        self.edit(server, 'mode = "demo"', 'mode = "production"')
        plain = self.ports[1 if server == "center" else 3]
        self.edit(server, f"demo_plain_port = {plain}\n", "")
        self.refused(server)

    @on_both
    def test_plain_http_is_refused_in_production(self, server, _):
        self.edit(server, 'mode = "demo"', 'mode = "production"')
        self.refused(server, "~demo", status=MISUSED)

    @on_both
    def test_a_trust_folder_that_is_missing_or_touched_is_refused(self, server, _):
        trust = self.at / "trust/trust.dsse.json"
        text = trust.read_text(encoding="utf-8")
        trust.write_text(text.replace('"payload":"', '"payload":"A', 1), encoding="utf-8")
        self.refused(server, "trust")
        trust.unlink()
        self.refused(server, "trust")

    @on_both
    def test_a_certificate_that_is_missing_is_named(self, server, _):
        (self.at / "tls/server.pem").unlink()
        self.refused(server, "server.pem")

    @on_both
    def test_pages_that_are_missing_are_named(self, server, _):
        self.edit(server, f'pages = "{self.whole}/pages"', 'pages = "nowhere"')
        self.refused(server, "nowhere")

    def test_what_the_day_needs_around_a_centre_is_looked_at_before_and_each_thing_is_named(self):
        self.edit("center", 'ca = "tls/ca.pem"', 'ca = "tls/nobody.pem"')
        self.refused("center", "nobody.pem", "registry.ca")
        shutil.rmtree(self.at / "centre/keys/invigilators")
        said = self.start("center", "--check-config")
        self.assertEqual(said.status, MISUSED, said)
        for word in ("nobody.pem", "invigilators"):
            self.assertEqual(said.err.count(word + " "), 2, said)
        (self.at / "tls/nobody.pem").write_bytes((self.at / "tls/ca.pem").read_bytes())
        self.refused("center", "keys.invigilators")

    def test_a_trust_that_names_nobody_to_seal_to_is_refused(self):
        phrase = self.at / "root/phrase"
        lonely = self.at / "lonely"
        for words in (["init", "--dir", lonely, "--root-pub", self.at / "root/root.key.pub", "--expires", "2030-01-01T00:00:00Z"],
                      ["add", "--dir", lonely, "--key", self.at / "centre/keys/centre.key.pub", "--to", "2030-01-01T00:00:00Z"],
                      ["sign", "--dir", lonely, "--root-key", self.at / "root/root.key", "--passphrase-file", phrase]):
            done = run("probant-keys", "trust", *words)
            self.assertEqual(done.status, DONE, done)
        self.edit("center", 'trust = "trust"', 'trust = "lonely"')
        self.refused("center", "lonely")
        self.assertEqual(self.start("center", "--check-config").status, MISUSED)

    @on_both
    def test_a_trust_past_its_date_is_told_and_stops_nothing(self, server, _):
        soon = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=2)
        done = run("probant-keys", "trust", "sign", "--dir", self.at / "trust", "--root-key", self.at / "root/root.key",
                   "--passphrase-file", self.at / "root/phrase", "--expires", soon.strftime("%Y-%m-%dT%H:%M:%SZ"))
        self.assertEqual(done.status, DONE, done)
        time.sleep(2)
        log = self.at / f"log/{server}.log"
        with subprocess.Popen([BIN / f"probant-{server}", "--config", self.config(server)]) as started:
            try:
                self.wait_for(lambda: log.exists() and ".started" in log.read_text(encoding="utf-8"))
                line = http.client.HTTPConnection("127.0.0.1", self.ports[1 if server == "center" else 3], timeout=SECONDS)
                line.request("GET", "/health/ready", headers={"host": "localhost"})
                ready = json.loads(line.getresponse().read())
                line.close()
            finally:
                started.terminate()
        self.assertEqual([ready["ready"], *[one["detail"] for one in ready["checks"] if one["name"] == "trust"]],
                         [True, "warning: past its date: renew it"])

    def test_a_host_that_can_never_match_is_named_with_its_line(self):
        for host in ("Localhost", "localhost:8443", "https://localhost", "localhost/"):
            with self.subTest(host):
                self.tearDown()
                self.setUp()
                self.edit("center", '["localhost", "127.0.0.1"]', f'["127.0.0.1", "{host}"]')
                said = self.refused("center", f"~{host}", status=MISUSED)
                self.assertRegex(said.err, r"center\.toml:\d+")

    def test_a_centre_with_too_few_files_to_open_says_how_many_it_takes(self):
        few = ["prlimit", "--nofile=300:300", BIN / "probant-center", "--config", self.config("center")]
        self.edit("center", "stations = 200", "stations = 40")
        done = subprocess.run(few, capture_output=True, text=True, timeout=SECONDS, check=False)
        self.assertEqual(done.returncode, REFUSED, done)
        lines = [line for line in done.stderr.splitlines() if not line.startswith("{")]
        self.assertEqual(len(lines), 2, done)
        for line in lines:
            self.assertIn("LimitNOFILE=456", line)

    def entries(self):
        """How many entries each session's journal has."""
        counts = {}
        for file in sorted((self.at / "centre/data/sessions").glob("*/session.db")):
            with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as database:
                counts[file.parent.name] = database.execute("SELECT count(*) FROM entries").fetchone()[0]
        return counts

    def leave_an_open_session(self, log):
        """What a day leaves: a session with a journal, made over HTTP by those who may."""
        plain = self.ports[1]

        def ask(path, body, cookie=None):
            headers = {"content-type": "application/json", "origin": f"http://localhost:{plain}", "host": f"localhost:{plain}"}
            line = http.client.HTTPConnection("127.0.0.1", plain, timeout=SECONDS)
            line.request("POST", "/api/v1" + path, json.dumps(body), headers | ({"cookie": cookie} if cookie else {}))
            reply = line.getresponse()
            text = reply.read()
            line.close()
            self.assertIn(reply.status, (200, 201), text)
            return json.loads(text), (reply.getheader("set-cookie") or "").split(";")[0]

        self.wait_for(lambda: log.exists() and "centre.started" in log.read_text(encoding="utf-8"))
        password = (self.at / "centre/manager.password").read_text(encoding="utf-8").strip()
        _, manager = ask("/manager/sign-in", {"name": "responsable", "password": password})
        roster = "seat;last_name;first_name;birth_date;external_id;extra_time_percent\n1;Martin;Camille;02/05/1984;a;0\n"
        made, _ = ask("/manager/sessions", {"id": str(uuid.uuid4()), "title": "Certification", "room": "204", "language": "fr", "csv": roster}, manager)
        password = (self.at / "centre/invigilator.password").read_text(encoding="utf-8").strip()
        _, invigilator = ask("/invigilator/sign-in", {"name": "surveillant", "password": password, "sessionCode": made["sessionCode"]})
        ask("/invigilator/acts", {"id": str(uuid.uuid4()), "act": {"type": "open_session"}}, invigilator)

    def test_a_second_centre_on_the_same_data_writes_nothing_in_its_journals(self):
        log = self.at / "log/center.log"
        with subprocess.Popen([BIN / "probant-center", "--config", self.config("center")]) as first:
            try:
                self.leave_an_open_session(log)
                before = self.entries()
                self.assertEqual(len(before), 1)
                self.refused("center", "centre/data")
                self.assertEqual(self.entries(), before)
            finally:
                first.terminate()
            self.assertEqual(first.wait(), DONE)
        with socket.create_server(("127.0.0.1", self.ports[0])):
            self.refused("center", str(self.ports[0]))
        self.assertEqual(self.entries(), before)

    def test_a_broken_package_keeps_the_centre_shut_and_names_the_fault(self):
        package = copy_of_package(self.at, "torn")
        config = self.config("center")
        lines = [f'package = "{package}"' if line.startswith("package = ") else line for line in config.read_text(encoding="utf-8").splitlines()]
        config.write_text("\n".join(lines) + "\n", encoding="utf-8")
        items = package / "bank/items/1.1.json"
        whole = items.read_text(encoding="utf-8")
        items.write_text(whole.replace('"prompt"', '"prompts"', 1), encoding="utf-8")
        self.assertIn("items/1.1.json", self.refused("center", "torn").err)
        items.write_text(whole, encoding="utf-8")
        (package / "bank/media/m1d7ff37c.svg").unlink()
        self.assertIn("m1d7ff37c.svg", self.refused("center", "torn").err)
        shutil.rmtree(package)
        self.refused("center", "torn")

    def test_a_broken_bank_does_not_stop_the_registry_which_says_which_and_why(self):
        bank = copy_of_package(self.at / "registry/banks", "torn")
        items = bank / "bank/items/1.1.json"
        items.write_text(items.read_text(encoding="utf-8").replace('"prompt"', '"prompts"', 1), encoding="utf-8")
        log = self.at / "log/registry.log"
        with subprocess.Popen([BIN / "probant-registry", "--config", self.config("registry")]) as server:
            try:
                self.wait_for(lambda: log.exists() and "registry.started" in log.read_text(encoding="utf-8"))
            finally:
                server.terminate()
            self.assertEqual(server.wait(), DONE)
        line = next(line for line in log.read_text(encoding="utf-8").splitlines() if "bank.passed_over" in line)
        self.assertIn("torn", line)
        self.assertIn("items/1.1.json", line)

    def wait_for(self, holds):
        for _ in range(SECONDS * 10):
            if holds():
                return
            time.sleep(0.1)
        self.fail("it did not come")

    def test_a_registry_s_address_that_is_none_is_named(self):
        self.edit("center", f'url = "https://localhost:{self.ports[2]}"', 'url = "here"')
        self.refused("center", "here")

    @on_both
    def test_a_store_that_is_not_ours_is_refused_and_left_as_it_is(self, server, folder):
        store = folder / "data" / ("centre.db" if server == "center" else "registry.db")
        self.assertTrue(store.exists())
        store.write_bytes(b"this was never a store\n" * 100)
        self.refused(server)
        self.assertEqual(store.read_bytes(), b"this was never a store\n" * 100)

    @on_both
    def test_an_account_is_added_once_with_a_password_that_is_one(self, server, folder):
        words = {"center": ["--role", "manager"], "registry": ["--roles", "jury"]}
        password = folder / "new.password"
        password.write_text("too short\n", encoding="utf-8")
        password.chmod(0o600)
        add = ["account", "add", "--name", "someone", *words[server], "--password-file", password]
        self.assertEqual(self.start(server, *add).status, REFUSED)
        password.write_text("a phrase of several words\n", encoding="utf-8")
        self.assertEqual(self.start(server, *add).status, DONE)
        again = self.start(server, *add)
        self.assertEqual(again.status, REFUSED)
        self.assertIn("already", again.err)
        password.chmod(0o644)
        self.assertEqual(self.start(server, *[*add[:3], "another", *add[4:]]).status, REFUSED)
        wrong = ["account", "add", "--name", "x", words[server][0], "king", "--password-file", password]
        self.assertEqual(self.start(server, *wrong).status, MISUSED)

    def test_what_makes_no_sense_is_misuse_and_help_is_not(self):
        for server in SERVERS:
            for words in ([], ["--config"], ["--fly"]):
                with self.subTest((server, words)):
                    said = run(f"probant-{server}", *words)
                    self.assertEqual(said.status, MISUSED, said)
                    self.assertNotEqual(said.err.strip(), "")
            for words in (["--help"], ["--version"], ["account", "add", "--help"]):
                with self.subTest((server, words)):
                    self.assertEqual(run(f"probant-{server}", *words).status, DONE)


if __name__ == "__main__":
    unittest.main()
