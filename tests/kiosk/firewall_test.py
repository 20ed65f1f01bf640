"""The station's firewall, loaded by the kernel in a network of this test's own: the centre answers, and nothing else does.

Two network namespaces joined by a cable that exists nowhere: the station's, with the rules, and the world's, with a centre, a
second centre and another machine, which listen everywhere. Each refusal is first seen to be none without the rules.
SPDX-License-Identifier: EUPL-1.2
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

sys.dont_write_bytecode = True

from station_test import STATION, make_authority, make_tree  # noqa: E402

STATION_AT, CENTRE, SECOND, OTHER = "192.0.2.50", "192.0.2.10", "192.0.2.11", "192.0.2.99"
CENTRE6, OTHER6, STATION6 = "2001:db8::10", "2001:db8::99", "2001:db8::50"
# Listens to TCP and UDP on every address that it is given and answers each with one byte.
WORLD = """
import selectors, socket, sys
chosen = selectors.DefaultSelector()
for address in sys.argv[1:]:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    for port in (53, 123, 443, 8443):
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
            one = socket.socket(family, kind)
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            one.bind((address, port))
            if kind == socket.SOCK_STREAM:
                one.listen()
            chosen.register(one, selectors.EVENT_READ, kind)
print("listening", flush=True)
while True:
    for key, _ in chosen.select():
        if key.data == socket.SOCK_STREAM:
            accepted, _ = key.fileobj.accept()
            accepted.sendall(b"!")
            accepted.close()
        else:
            _, sender = key.fileobj.recvfrom(64)
            key.fileobj.sendto(b"!", sender)
"""
# One attempt: prints whether a byte came back.
TRY = """
import socket, sys
kind, host, port = sys.argv[1:]
one = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM if kind == "tcp" else socket.SOCK_DGRAM)
one.settimeout(1)
try:
    one.connect((host, int(port)))
    if kind == "udp":
        one.send(b"?")
    print("answer" if one.recv(1) else "nothing")
except OSError as error:
    print("nothing", error)
"""


def missing():
    absent = [tool for tool in ("nft", "ip", "nsenter", "unshare", "openssl") if shutil.which(tool) is None]
    if absent:
        return f"{', '.join(absent)} is absent"
    if os.geteuid() != 0:
        return "root, who loads a firewall, is absent"
    trial = "ip link add one type veth peer name two && nft list tables"
    if subprocess.run(["unshare", "--net", "sh", "-c", trial], capture_output=True).returncode != 0:
        return "a network namespace with a cable and nftables, refused by this kernel, is absent"
    return None


class Firewall(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = pathlib.Path(tempfile.mkdtemp(prefix="probant-firewall-"))
        tree = make_tree(cls.scratch / "pc")
        subprocess.run(
            [STATION, "install", "--root", tree, "--centre", f"centre.example={CENTRE},{CENTRE6}", "--authority", make_authority(cls.scratch)],
            check=True, capture_output=True,
        )
        cls.rules = tree / "etc/probant/station.nft"
        cls.holders = [subprocess.Popen(["unshare", "--net", "sleep", "300"]) for _ in range(2)]
        cls.station, cls.world = cls.holders
        for holder in cls.holders:
            cls.wait_for_own_network(holder)
        cls.inside(cls.station, "ip", "link", "add", "cable", "type", "veth", "peer", "name", "far")
        cls.inside(cls.station, "ip", "link", "set", "far", "netns", str(cls.world.pid))
        for holder, link, addresses in ((cls.station, "cable", [STATION_AT, STATION6]), (cls.world, "far", [CENTRE, SECOND, OTHER, CENTRE6, OTHER6])):
            for address in addresses:
                wide = ["nodad"] if ":" in address else []
                cls.inside(holder, "ip", "addr", "add", f"{address}/{64 if wide else 24}", "dev", link, *wide)
            cls.inside(holder, "ip", "link", "set", "lo", "up")
            cls.inside(holder, "ip", "link", "set", link, "up")
        cls.server = cls.listen(cls.world, CENTRE, SECOND, OTHER, CENTRE6, OTHER6)

    @classmethod
    def listen(cls, holder, *addresses):
        server = subprocess.Popen(cls.enter(holder) + [sys.executable, "-c", WORLD, *addresses], stdout=subprocess.PIPE, text=True)
        server.stdout.readline()
        return server

    @classmethod
    def tearDownClass(cls):
        for process in (cls.server, *cls.holders):
            process.kill()
            process.wait()
        cls.server.stdout.close()
        shutil.rmtree(cls.scratch)

    @staticmethod
    def wait_for_own_network(holder):
        mine = os.readlink("/proc/self/ns/net")
        for _ in range(200):
            if os.readlink(f"/proc/{holder.pid}/ns/net") != mine:
                return
            time.sleep(0.02)
        raise AssertionError("no network namespace came")

    @staticmethod
    def enter(holder):
        return ["nsenter", "--target", str(holder.pid), "--net"]

    @classmethod
    def inside(cls, holder, *command):
        return subprocess.run(cls.enter(holder) + list(command), check=True, capture_output=True, text=True).stdout

    def reaches(self, kind, host, port, come_from=None):
        said = self.inside(come_from or self.station, sys.executable, "-c", TRY, kind, host, str(port))
        return said.startswith("answer")

    def setUp(self):
        self.inside(self.station, "nft", "flush", "ruleset")

    def load(self):
        self.inside(self.station, "nft", "-f", str(self.rules))

    CLOSED = [
        ("tcp", OTHER, 8443), ("tcp", OTHER, 443), ("udp", OTHER, 53), ("tcp", OTHER, 53), ("udp", OTHER, 123), ("udp", CENTRE, 53),
        ("tcp", CENTRE, 443), ("tcp", SECOND, 8443), ("tcp", OTHER6, 8443), ("udp", OTHER6, 53), ("tcp", CENTRE6, 443),
    ]

    def test_only_the_centre_is_reached_and_only_at_its_port(self):
        for attempt in self.CLOSED:
            self.assertTrue(self.reaches(*attempt), f"the control: {attempt} is reached without the rules")
        self.load()
        for attempt in self.CLOSED:
            self.assertFalse(self.reaches(*attempt), attempt)
        for attempt in (("tcp", CENTRE, 8443), ("tcp", CENTRE6, 8443), ("udp", CENTRE, 123)):
            self.assertTrue(self.reaches(*attempt), attempt)

    def test_a_name_that_cannot_be_asked_for_is_refused_at_once(self):
        self.load()
        said = self.inside(self.station, sys.executable, "-c", TRY, "udp", OTHER, "53")
        self.assertRegex(said, "nothing.*(refused|not permitted)", "a silent loss would keep every look-up waiting")

    def test_a_second_server_takes_over_with_one_command(self):
        self.load()
        self.assertFalse(self.reaches("tcp", SECOND, 8443))
        self.inside(self.station, "nft", "add", "element", "inet", "probant_station", "centre4", f"{{ {SECOND} }}")
        self.assertTrue(self.reaches("tcp", SECOND, 8443))

    def test_nobody_reaches_into_the_station(self):
        listener = self.listen(self.station, STATION_AT, STATION6, "127.0.0.1")
        try:
            self.assertTrue(self.reaches("tcp", STATION_AT, 443, self.world), "the control")
            self.load()
            self.assertFalse(self.reaches("tcp", STATION_AT, 443, self.world))
            self.assertFalse(self.reaches("tcp", STATION6, 8443, self.world))
            self.assertTrue(self.reaches("tcp", "127.0.0.1", 443), "the station speaks with itself")
        finally:
            listener.kill()
            listener.wait()
            listener.stdout.close()

    def test_loading_twice_gives_the_same_as_loading_once_and_leaves_other_tables_alone(self):
        self.inside(self.station, "nft", "add", "table", "inet", "of_somebody_else")
        self.load()
        once = self.inside(self.station, "nft", "list", "ruleset")
        self.load()
        self.assertEqual(self.inside(self.station, "nft", "list", "ruleset"), once)
        self.assertIn("of_somebody_else", once)

    def test_what_went_elsewhere_is_counted(self):
        self.load()
        self.reaches("tcp", OTHER, 443)
        said = self.inside(self.station, "nft", "list", "counter", "inet", "probant_station", "elsewhere")
        self.assertNotIn("packets 0 ", said)


if __name__ == "__main__":
    why = missing()
    if why:
        print(f"skipped: {why}")
        sys.exit(0)
    unittest.main()
