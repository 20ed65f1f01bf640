"""probant-verify: every kind of packet and certificate that is accepted, held or refused, as one types it.

SPDX-License-Identifier: EUPL-1.2
"""
import json
import shutil
import unittest

from programs import DONE, MISUSED, PACKAGE, REFUSED, Folder, copy_of_package, run

ACCEPTED = {"accepted", "duplicate", "valid"}


class Verify(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.ground = Folder()
        cls.at = cls.ground.path
        made = run("probant_packets_maker", cls.at, PACKAGE)
        assert made.status == DONE, made
        (cls.at / "banks").mkdir()
        copy_of_package(cls.at / "banks")

    @classmethod
    def tearDownClass(cls):
        cls.ground.remove()

    def packet(self, path, *more, trust="trust"):
        return run("probant-verify", "packet", path, "--trust", self.at / trust, *more)

    def opened(self, path, *more):
        return self.packet(path, "--identity", self.at / "identity", "--bank", self.at / "banks", *more)

    def holds(self, said, verdict):
        """The exit status of the verdict, and one line that begins with it and says why."""
        self.assertEqual(said.status, DONE if verdict in ACCEPTED else REFUSED, said)
        self.assertEqual(len(said.lines), 1, said)
        self.assertTrue(said.out.startswith(f"{verdict}: "), said)
        self.assertGreater(len(said.lines[0]), len(verdict) + 10, said)

    def test_each_packet_is_judged_as_it_deserves(self):
        packets = sorted((self.at / "packets").iterdir())
        self.assertGreaterEqual(len(packets), 13)
        for path in packets:
            with self.subTest(path.name):
                self.holds(self.packet(path), path.name.split(".")[0])

    def test_a_program_reads_the_same_verdict_with_each_check(self):
        for path in sorted((self.at / "packets").iterdir()):
            with self.subTest(path.name):
                said = self.packet(path, "--json")
                report = json.loads(said.out)
                verdict = path.name.split(".")[0]
                self.assertEqual(report["result"], verdict)
                failed = [check["name"] for check in report["checks"] if not check["ok"]]
                self.assertEqual(len(failed), 0 if verdict in ACCEPTED or "no_archive" in path.name else 1, said)

    def test_the_sentence_is_in_french_when_asked(self):
        said = self.packet(self.at / "packets/bad_signature.a_byte_of_a_signature.tar", "--french")
        self.assertIn("renvoyez l'original", said.out)

    def test_the_same_packet_under_a_trust_that_changed_its_mind(self):
        for trust in sorted((self.at / "trusts").iterdir()):
            with self.subTest(trust.name):
                said = self.packet(self.at / "packets/accepted.as_sealed.tar", trust=f"trusts/{trust.name}")
                self.holds(said, trust.name.split(".")[0])
        demo = self.packet(self.at / "packets/demo_key.of_a_demonstration.tar", "--demo", trust="trusts/demo_key.keys_of_a_demonstration")
        self.holds(demo, "accepted")

    def test_a_packet_that_is_opened_is_replayed_and_compared(self):
        for path in sorted((self.at / "opened").iterdir()):
            with self.subTest(path.name):
                self.holds(self.opened(path), path.name.split(".")[0])
        report = json.loads(self.opened(self.at / "opened/accepted.as_sealed.tar", "--json").out)
        self.assertTrue(report["opened"])
        self.assertEqual([check["ok"] for check in report["checks"]], [True] * len(report["checks"]))
        better = self.opened(self.at / "opened/replay_mismatch.a_better_result.tar")
        self.assertIn("points", better.out)

    def test_a_key_that_is_not_the_registry_s_opens_nothing(self):
        said = self.packet(self.at / "opened/accepted.as_sealed.tar", "--identity", self.at / "stranger", "--bank", self.at / "banks")
        self.holds(said, "cannot_open")

    def test_a_bank_that_is_not_there_holds_the_packet(self):
        empty = self.at / "no_banks"
        empty.mkdir(exist_ok=True)
        said = self.packet(self.at / "opened/accepted.as_sealed.tar", "--identity", self.at / "identity", "--bank", empty)
        self.holds(said, "held_unknown_bank")

    def test_a_broken_bank_is_named(self):
        broken = self.at / "broken_banks"
        broken.mkdir(exist_ok=True)
        package = copy_of_package(broken, "torn")
        (package / "rules.json").write_text("{", encoding="utf-8")
        said = self.packet(self.at / "opened/accepted.as_sealed.tar", "--identity", self.at / "identity", "--bank", broken)
        self.holds(said, "held_unknown_bank")
        self.assertIn("torn", said.err)

    def test_packets_of_a_centre_follow_one_another(self):
        state = self.at / "seen.json"
        for path in sorted((self.at / "sequence").iterdir()):
            with self.subTest(path.name):
                self.holds(self.packet(path, "--state", state), path.name.split(".")[1])

    def test_a_packet_seen_from_outside_is_opened_when_asked_for(self):
        packet, state = self.at / "opened/replay_mismatch.a_better_result.tar", self.at / "outside.json"
        self.holds(self.packet(packet, "--state", state), "accepted")
        self.holds(self.packet(packet, "--state", state), "duplicate")
        self.holds(self.opened(packet, "--state", state), "replay_mismatch")
        whole, state = self.at / "opened/accepted.as_sealed.tar", self.at / "inside.json"
        self.holds(self.packet(whole, "--state", state), "accepted")
        for verdict in ("accepted", "duplicate"):
            self.holds(self.opened(whole, "--state", state), verdict)

    def test_a_folder_that_no_packet_is_is_refused_and_not_misused(self):
        def with_link(folder):
            (folder / "journal.ndjson.age").unlink()
            (folder / "journal.ndjson.age").symlink_to(self.at / "identity")

        def with_many(folder):
            for number in range(20):
                (folder / f"more-{number}").write_text("x", encoding="utf-8")

        def with_weight(folder):
            with open(folder / "journal.ndjson.age", "wb") as heavy:
                heavy.truncate((128 << 20) + 1)

        hostile = {
            "a link": with_link,
            "a folder": lambda folder: (folder / "more").mkdir(),
            "many files": with_many,
            "a name of another kind": lambda folder: (folder / "README").write_text("x", encoding="utf-8"),
            "too much": with_weight,
        }
        for number, (what, spoil) in enumerate(hostile.items()):
            with self.subTest(what):
                folder = self.at / f"hostile-{number}"
                folder.mkdir()
                shutil.unpack_archive(self.at / "packets/accepted.as_sealed.tar", folder, "tar")
                spoil(folder)
                said = self.packet(folder, "--json")
                self.assertEqual(said.status, REFUSED, said)
                self.assertEqual(json.loads(said.out)["result"], "malformed")

    def test_a_folder_is_as_good_as_an_archive(self):
        folder = self.at / "unpacked"
        folder.mkdir(exist_ok=True)
        shutil.unpack_archive(self.at / "packets/accepted.as_sealed.tar", folder, "tar")
        self.holds(self.packet(folder), "accepted")

    def test_each_certificate_is_judged_as_it_deserves(self):
        for path in sorted((self.at / "certificates").iterdir()):
            with self.subTest(path.name):
                verdict = path.name.split(".")[0]
                said = run("probant-verify", "certificate", path, "--trust", self.at / "trust")
                self.holds(said, verdict)
                report = json.loads(run("probant-verify", "certificate", path, "--trust", self.at / "trust", "--json").out)
                self.assertEqual(report["result"], verdict)

    def test_what_makes_no_sense_is_misuse_and_says_so(self):
        packet = self.at / "packets/accepted.as_sealed.tar"
        misuses = {
            "no command": [],
            "no trust": ["packet", packet],
            "a trust that is not there": ["packet", packet, "--trust", self.at / "nowhere"],
            "a packet that is not there": ["packet", self.at / "nowhere.tar", "--trust", self.at / "trust"],
            "an option that does not exist": ["packet", packet, "--trust", self.at / "trust", "--lenient"],
            "an identity without banks": ["packet", packet, "--trust", self.at / "trust", "--identity", self.at / "identity"],
            "a state that is no state": ["packet", packet, "--trust", self.at / "trust", "--state", packet],
        }
        for what, words in misuses.items():
            with self.subTest(what):
                said = run("probant-verify", *words)
                self.assertEqual(said.status, MISUSED, said)
                self.assertEqual(said.out, "")
                self.assertNotEqual(said.err.strip(), "")

    def test_help_and_version_are_no_refusals(self):
        for words in (["--help"], ["packet", "--help"], ["certificate", "--help"], ["--version"]):
            with self.subTest(words):
                said = run("probant-verify", *words)
                self.assertEqual(said.status, DONE, said)
                self.assertIn("probant" if words == ["--version"] else "Usage", said.out)


if __name__ == "__main__":
    unittest.main()
