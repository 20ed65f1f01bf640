"""deploy/kiosk/station: a Debian 12 tree becomes a station and comes back byte for byte, and what it refuses.

The trees are folders of this test: nothing of the machine that runs it is changed.
SPDX-License-Identifier: EUPL-1.2
"""
import hashlib
import json
import os
import pathlib
import shutil
import stat
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
STATION = ROOT / "deploy/kiosk/station"
DONE, FAILED, MISUSED, NO_STATION = 0, 1, 2, 3
IS_ROOT = os.geteuid() == 0

OS_RELEASE = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\nVERSION_ID="12"\n'
PASSWD = "root:x:0:0:root:/:/bin/bash\nmarie:x:1000:1000:Marie:/srv/marie:/bin/bash\n"
GROUP = "root:x:0:\nvideo:x:44:marie\nmarie:x:1000:\n"


def make_authority(folder, name="authority", extensions=()):
    pem = folder / f"{name}.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
         "-subj", "/CN=Centre of the test", "-keyout", folder / f"{name}.key", "-out", pem, *extensions],
        check=True, capture_output=True,
    )
    return pem


def make_tree(folder):
    """A small Debian 12 of our own, with things in the station's way: another hosts, another screen, an old rule, odd modes."""
    for name, text, mode in [
        ("etc/os-release", OS_RELEASE, 0o644), ("etc/passwd", PASSWD, 0o644), ("etc/group", GROUP, 0o644),
        ("etc/shadow", "root:*:19000:0:99999:7:::\nmarie:!:19000:0:99999:7:::\n", 0o640),
        ("etc/gshadow", "root:*::\nvideo:!::marie\nmarie:!::\n", 0o640),
        ("etc/passwd-", "an older one\n", 0o644), ("etc/login.defs", "SYS_UID_MIN 100\nSYS_UID_MAX 999\nUID_MIN 1000\n", 0o644),
        ("etc/hosts", "127.0.0.1 localhost\n# no newline at the end: 10.0.0.9 printer", 0o755),
        ("etc/usbguard/rules.conf", "allow id 1d6b:*\n", 0o600), ("etc/chromium/policies/managed/school.json", "{}\n", 0o644),
    ]:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        path.chmod(mode)
    units = folder / "etc/systemd/system"
    units.mkdir(parents=True)
    (units / "display-manager.service").symlink_to("/lib/systemd/system/gdm.service")
    (folder / "var/lib").mkdir(parents=True)
    os.utime(folder / "etc/hosts", ns=(1_600_000_000_123_456_789, 1_600_000_000_123_456_789))
    return folder


def picture(folder):
    """All that a tree is: each path with its kind, mode, owner, bytes or target, and a file's time."""
    seen = {}
    for path in sorted(folder.rglob("*")):
        held = path.lstat()
        what = [stat.filemode(held.st_mode), held.st_uid, held.st_gid]
        if path.is_symlink():
            what.append(os.readlink(path))
        elif path.is_file():
            what += [hashlib.sha256(path.read_bytes()).hexdigest(), held.st_mtime_ns]
        seen[str(path.relative_to(folder))] = what
    return seen


class Ground(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.scratch = pathlib.Path(tempfile.mkdtemp(prefix="probant-kiosk-"))
        self.addCleanup(shutil.rmtree, self.scratch)
        self.tree = make_tree(self.scratch / "pc")
        self.authority = make_authority(self.scratch)
        self.before = picture(self.tree)

    def station(self, *words, root=None):
        return subprocess.run([STATION, *words, "--root", root or self.tree], capture_output=True, text=True)

    def install(self, *words, centre="centre.example=192.0.2.10,192.0.2.11,2001:db8::7"):
        return self.station("install", "--centre", centre, "--authority", self.authority, *words)

    def assertDone(self, done):
        self.assertEqual(done.returncode, DONE, done.stdout + done.stderr)

    def assertRefused(self, done, part, status=MISUSED):
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        french, english = done.stderr.strip().splitlines()
        self.assertTrue(french.startswith("refusé : ") and english.startswith("refused: "), done.stderr)
        self.assertTrue(french.endswith(".") and english.endswith("."), done.stderr)
        self.assertIn(part, english)

    def read(self, name):
        return (self.tree / name).read_text(encoding="utf-8")


# The users' files are rewritten by useradd and userdel: the same bytes, another time of writing.
REWRITTEN = {"etc/passwd", "etc/group", "etc/shadow", "etc/gshadow"}


def without_times(seen):
    return {name: what[:4] if name in REWRITTEN else what for name, what in seen.items()}


@unittest.skipUnless(IS_ROOT, "skipped: only root can give the files of a tree to the station's users")
class ThereAndBack(Ground):
    def test_a_pc_that_became_a_station_comes_back_byte_for_byte(self):
        self.assertDone(self.install())
        during = picture(self.tree)

        done = self.station("remove")

        self.assertDone(done)
        self.assertEqual(without_times(picture(self.tree)), without_times(self.before))
        # The control: between the two the tree was another, in what is added and in what is changed.
        self.assertIn("etc/systemd/system/probant-station.service", during)
        for name in ("etc/hosts", "etc/usbguard/rules.conf", "etc/systemd/system/display-manager.service", "etc/passwd"):
            self.assertNotEqual(during[name], self.before[name], name)

    def test_installing_twice_changes_nothing_and_one_removal_is_enough(self):
        self.assertDone(self.install())
        once = {name: what[:4] for name, what in picture(self.tree).items()}

        self.assertDone(self.install())

        self.assertEqual({name: what[:4] for name, what in picture(self.tree).items()}, once)
        self.assertDone(self.station("remove"))
        self.assertEqual(without_times(picture(self.tree)), without_times(self.before))

    def test_a_second_installation_moves_the_station_to_another_centre(self):
        self.assertDone(self.install())

        self.assertDone(self.install("--port", "9443", centre="other.example=198.51.100.4"))

        for name in ("etc/hosts", "etc/probant/station.nft", "etc/chromium/policies/managed/probant-station.json"):
            self.assertNotIn("192.0.2.10", self.read(name))
            self.assertNotIn("centre.example", self.read(name))
        self.assertIn("https://other.example:9443", self.read("etc/chromium/policies/managed/probant-station.json"))
        self.assertDone(self.station("remove"))
        self.assertEqual(without_times(picture(self.tree)), without_times(self.before))

    def test_a_cut_in_the_middle_of_an_installation_can_be_undone(self):
        # A folder where a file must go: the installation stops there, with half of it laid.
        (self.tree / "etc/udev/rules.d/72-probant-station.rules/in-the-way").mkdir(parents=True)
        before = picture(self.tree)
        self.assertNotEqual(self.install().returncode, DONE)
        self.assertNotEqual(picture(self.tree), before)

        self.assertDone(self.station("remove"))

        self.assertEqual(without_times(picture(self.tree)), without_times(before))

    def test_a_removal_that_stopped_in_the_middle_is_begun_again_where_it_was(self):
        self.assertDone(self.install())
        # A folder where a link was put back before: the removal stops there.
        link = self.tree / "etc/systemd/system/display-manager.service"
        link.unlink()
        (link / "in-the-way").mkdir(parents=True)
        self.assertNotEqual(self.station("remove").returncode, DONE)
        shutil.rmtree(link)

        done = self.station("remove")

        self.assertDone(done)
        self.assertNotIn("changed since", done.stdout)
        self.assertEqual(without_times(picture(self.tree)), without_times(self.before))

    def test_a_line_that_an_administrator_added_to_hosts_since_is_kept(self):
        self.assertDone(self.install())
        hosts = self.tree / "etc/hosts"
        hosts.write_text(self.read("etc/hosts") + "10.0.0.8 scanner\n", encoding="utf-8")

        self.assertDone(self.station("remove"))

        self.assertIn("printer", self.read("etc/hosts"))
        self.assertIn("10.0.0.8 scanner", self.read("etc/hosts"))
        self.assertNotIn("probant", self.read("etc/hosts"))

    def test_a_file_that_somebody_changed_on_the_station_is_kept_aside_and_named(self):
        self.assertDone(self.install())
        rules = self.tree / "etc/usbguard/rules.conf"
        rules.write_text("allow id 046d:c31c\n", encoding="utf-8")

        done = self.station("remove")

        self.assertDone(done)
        self.assertEqual(rules.read_text(encoding="utf-8"), "allow id 1d6b:*\n")
        aside = self.tree / "etc/usbguard/rules.conf.changed-on-station"
        self.assertIn(str(aside), done.stdout)
        self.assertEqual(aside.read_text(encoding="utf-8"), "allow id 046d:c31c\n")

    def test_a_line_of_another_user_added_since_survives_the_removal(self):
        self.assertDone(self.install())
        with open(self.tree / "etc/passwd", "a", encoding="utf-8") as file:
            file.write("paul:x:1001:1001::/srv/paul:/bin/bash\n")

        self.assertDone(self.station("remove"))

        self.assertEqual(self.read("etc/passwd"), PASSWD + "paul:x:1001:1001::/srv/paul:/bin/bash\n")

    def test_what_the_browser_left_in_its_home_goes_with_the_station(self):
        self.assertDone(self.install())
        (self.tree / "var/lib/probant-kiosk/.local/share").mkdir(parents=True)

        self.assertDone(self.station("remove"))

        self.assertFalse((self.tree / "var/lib/probant-kiosk").exists())

    def test_a_user_of_the_agent_that_was_there_before_stays(self):
        with open(self.tree / "etc/passwd", "a", encoding="utf-8") as file:
            file.write("probant-station:x:150:44::/var/lib/probant-station:/usr/sbin/nologin\n")
        before = self.read("etc/passwd")
        self.assertDone(self.install())

        self.assertDone(self.station("remove"))

        self.assertEqual(self.read("etc/passwd"), before)


@unittest.skipUnless(IS_ROOT, "skipped: only root can give the files of a tree to the station's users")
class Installed(Ground):
    def setUp(self):
        super().setUp()
        self.assertDone(self.install())

    def test_the_candidates_user_is_in_no_group_and_has_no_password_and_no_shell(self):
        groups = [line for line in self.read("etc/group").splitlines() if "kiosk" in line.split(":")[3].split(",")]
        self.assertEqual(groups, [])
        kiosk = next(line for line in self.read("etc/passwd").splitlines() if line.startswith("kiosk:"))
        self.assertTrue(kiosk.endswith(":/usr/sbin/nologin"), kiosk)
        shadow = next(line for line in self.read("etc/shadow").splitlines() if line.startswith("kiosk:"))
        self.assertTrue(shadow.split(":")[1].startswith("!"), shadow)

    def test_the_agents_user_has_the_camera_and_a_folder_of_its_own(self):
        video = next(line for line in self.read("etc/group").splitlines() if line.startswith("video:"))
        self.assertEqual(video.split(":")[3].split(","), ["marie", "probant-station"])
        self.assertEqual(stat.S_IMODE((self.tree / "var/lib/probant/station").stat().st_mode), 0o700)

    def test_every_address_of_the_centre_is_in_hosts_between_the_marks(self):
        lines = self.read("etc/hosts").splitlines()
        begin = next(number for number, line in enumerate(lines) if line.endswith("{"))
        self.assertEqual(
            lines[begin + 1: begin + 4], ["192.0.2.10\tcentre.example", "192.0.2.11\tcentre.example", "2001:db8::7\tcentre.example"]
        )
        self.assertEqual(lines[begin + 4:], ["# } probant station"])

    def test_no_mark_of_a_template_is_left(self):
        for path in self.tree.rglob("*"):
            if path.is_file() and not path.is_symlink():
                self.assertNotRegex(path.read_text(encoding="utf-8"), r"@(CENTRE|PORT|KEYS|BUTTONS|AUTHORITY)", path)

    def test_status_says_that_all_is_in_place_and_names_each_thing_that_is_not(self):
        self.assertDone(self.station("status"))
        (self.tree / "etc/probant/station.nft").write_text("# open\n", encoding="utf-8")
        (self.tree / "etc/systemd/system/ctrl-alt-del.target").unlink()

        done = self.station("status")

        self.assertEqual(done.returncode, FAILED)
        self.assertIn("changed  /etc/probant/station.nft", done.stdout)
        self.assertIn("gone     /etc/systemd/system/ctrl-alt-del.target", done.stdout)
        self.assertIn("Open locks: 2", done.stdout)

    def test_what_a_centre_wrote_in_the_configuration_is_kept_by_the_next_installation(self):
        ours = self.read("etc/probant/station.toml")
        (self.tree / "etc/probant/station.toml").write_text(ours.replace("video0", "video2"), encoding="utf-8")

        done = self.install()

        self.assertDone(done)
        self.assertIn("kept as you wrote it", done.stdout)
        self.assertIn("video2", self.read("etc/probant/station.toml"))
        self.assertDone(self.station("status"))

    def test_installing_again_closes_what_was_opened(self):
        (self.tree / "etc/probant/station.nft").write_text("# open\n", encoding="utf-8")

        self.assertDone(self.install())

        self.assertDone(self.station("status"))

    def test_a_screen_reader_that_was_granted_can_be_taken_back(self):
        self.assertDone(self.install("--screen-reader"))
        self.assertTrue((self.tree / "etc/probant/screen-reader").exists())

        self.assertDone(self.install())

        self.assertFalse((self.tree / "etc/probant/screen-reader").exists())


class Refused(Ground):
    """Nothing is changed by what is refused."""

    def tearDown(self):
        self.assertEqual(picture(self.tree), self.before)

    def test_another_system(self):
        other = self.scratch / "other"
        shutil.copytree(self.tree, other, symlinks=True)
        (other / "etc/os-release").write_text('ID=ubuntu\nVERSION_ID="22.04"\n', encoding="utf-8")
        done = self.station(
            "install", "--centre", "centre.example=192.0.2.10", "--authority", self.authority, root=other
        )
        self.assertRefused(done, "ubuntu 22.04; a station needs Debian 12")

    def test_a_name_without_an_address(self):
        self.assertRefused(self.install(centre="centre.example"), "has no address")

    def test_an_address_that_is_none(self):
        for text in ("192.0.2.256", "centre", "", "192.0.2.1/24", "0.0.0.0", "ff02::1"):
            self.assertRefused(self.install(centre=f"centre.example={text}"), "address")

    def test_a_name_that_would_be_a_line_of_its_own(self):
        for name in ("two words", "a\nb", "-x", "x.", "", "192.0.2.1", "localhost", "é"):
            self.assertRefused(self.install(centre=f"{name}=192.0.2.10"), "")

    def test_a_seventeenth_address(self):
        sixteen = ",".join(f"192.0.2.{number}" for number in range(1, 17))
        self.assertRefused(self.install(centre=f"centre.example={sixteen},192.0.2.17"), "at most 16")
        self.assertDone(self.install("--dry-run", centre=f"centre.example={sixteen}"))

    def test_a_port_out_of_range(self):
        for port in ("0", "65536", "-1", "https", "1e3"):
            self.assertRefused(self.install(f"--port={port}"), "is no port")

    def test_an_authority_that_is_none(self):
        leaf = make_authority(self.scratch, "leaf", ["-addext", "basicConstraints=critical,CA:FALSE"])
        broken = self.scratch / "broken.pem"
        broken.write_text("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", encoding="utf-8")
        for file, part in ((leaf, "no certificate of an authority"), (broken, "no certificate"), (self.scratch / "none", "cannot be read")):
            done = self.station("install", "--centre", "centre.example=192.0.2.10", "--authority", file)
            self.assertRefused(done, part)

    def test_a_command_that_is_not_one(self):
        self.assertRefused(self.station("instal"), "is not understood")
        self.assertRefused(self.station("install", "--centre", "a.b=192.0.2.1"), "is not understood")

    def test_a_folder_that_is_not_there(self):
        self.assertRefused(self.station("status", root=self.scratch / "nowhere"), "is no folder")

    def test_removing_from_a_pc_that_is_no_station(self):
        self.assertRefused(self.station("remove"), "is no station", NO_STATION)
        self.assertRefused(self.station("status"), "is no station", NO_STATION)

    @unittest.skipUnless(IS_ROOT, "skipped: needs root")
    def test_a_person_called_kiosk(self):
        other = self.scratch / "other"
        shutil.copytree(self.tree, other, symlinks=True)
        with open(other / "etc/passwd", "a", encoding="utf-8") as file:
            file.write("kiosk:x:1002:1002::/srv/kiosk:/bin/bash\n")
        before = picture(other)
        done = self.station("install", "--centre", "centre.example=192.0.2.10", "--authority", self.authority, root=other)
        self.assertRefused(done, "a user 'kiosk' is already on this PC")
        self.assertEqual(picture(other), before)

    def test_a_dry_run_says_everything_and_changes_nothing(self):
        done = self.install("--dry-run")
        self.assertDone(done)
        for part in ("user     kiosk", "file     /etc/probant/station.nft", "link     /etc/systemd/system/default.target", "hosts    centre.example"):
            self.assertIn(part, done.stdout)


if __name__ == "__main__":
    if not IS_ROOT:
        print("skipped: only root can give the files of a tree to the station's users; what is refused is tried all the same")
    unittest.main()
