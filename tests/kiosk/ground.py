"""The ground of the ways out: a PC made a station, the two servers that watch it, and sessions on its screen.

Setting  kiosk: everything. policy: the browser's policy alone, in an ordinary window under the stock window manager. open: nothing
         but the certificate of the centre's authority, the control.
SPDX-License-Identifier: EUPL-1.2
"""
import json
import os
import pathlib
import shutil
import string
import subprocess
import tempfile

from pc import ADDRESS, KIND_SECONDS, NAME, Pc, certificate, stop
from servers import SIGN, Centre, Server

OTHER_ADDRESS = "127.0.0.3"
START_SECONDS = 60  # a browser's first start on a busy machine
POLICY = "etc/chromium/policies/managed/probant-station.json"

# Every key that browsers and window managers give a meaning to, with everything that can be held. xdotool passes over none.
HELD = ("", "ctrl+", "shift+", "alt+", "super+", "ctrl+shift+", "ctrl+alt+", "alt+shift+", "ctrl+alt+shift+", "super+ctrl+", "super+alt+",
        "ISO_Level3_Shift+", "ISO_Level3_Shift+ctrl+", "Hyper_L+ctrl+")
KEYS = [
    *string.ascii_lowercase, *string.digits, *(f"F{number}" for number in range(1, 13)), "Tab", "Escape", "Return", "KP_Enter", "space",
    "BackSpace", "Delete", "Insert", "Left", "Right", "Up", "Down", "Home", "End", "Page_Up", "Page_Down", "Menu", "Print", "Pause",
    "plus", "minus", "equal", "comma", "period", "slash", "semicolon", "question", "bracketleft", "KP_Add", "KP_Subtract", "XF86HomePage",
    "XF86Back", "XF86Forward", "XF86Search", "XF86WWW", "XF86Mail", "XF86Favorites", "XF86Explorer", "XF86Calculator",
]
RELOADS = {"F5", "super+F5", "ISO_Level3_Shift+F5"}  # stays allowed: the page comes again


class Station(Pc):
    """The PC and the two servers: one for the whole test."""

    def __init__(self):
        super().__init__("probant-ways-")
        authority, leaf = certificate(self.folder)
        self.elsewhere = Server(OTHER_ADDRESS, "out of the kiosk")
        self.centre = Centre(ADDRESS, leaf, f"http://{OTHER_ADDRESS}:{self.elsewhere.port}")
        self.lay_tree(authority, self.centre.port)
        self.lay_bare()
        self.session = None

    def lay_bare(self):
        """The same without locks: an ordinary browser that believes the centre's authority."""
        self.bare = self.folder / "bare"
        shutil.copytree(self.tree / "etc", self.bare / "etc", symlinks=True)
        whole = json.loads((self.tree / POLICY).read_text(encoding="utf-8"))
        (self.bare / POLICY).write_text(json.dumps({"CACertificates": whole["CACertificates"]}), encoding="utf-8")

    def set_layout(self, layout):
        """Before the session starts, as a station's keyboard is set before its screen."""
        self.close()
        subprocess.run(["setxkbmap", layout], env=self.environment(), check=True, capture_output=True)

    def enrol(self):
        """A certificate of the stations' authority where `probant-station enrol --nss` puts it. The authority's file."""
        folder, store = self.folder, self.home / ".local/share/pki/nssdb"
        store.mkdir(parents=True)
        key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
        for command in (
            ["openssl", "req", "-x509", *key, "-days", "2", "-subj", "/CN=Probant station authority", "-keyout", folder / "stations.key", "-out",
             folder / "stations.pem"],
            ["openssl", "req", *key, "-subj", "/CN=station of the test", "-keyout", folder / "one.key", "-out", folder / "one.csr"],
            ["openssl", "x509", "-req", "-in", folder / "one.csr", "-CA", folder / "stations.pem", "-CAkey", folder / "stations.key", "-days",
             "2", "-out", folder / "one.pem"],
            ["openssl", "pkcs12", "-export", "-in", folder / "one.pem", "-inkey", folder / "one.key", "-name", "station", "-passout", "pass:one",
             "-out", folder / "one.p12"],
            ["certutil", "-N", "-d", f"sql:{store}", "--empty-password"],
            ["pk12util", "-i", folder / "one.p12", "-d", f"sql:{store}", "-W", "one", "-K", ""],
        ):
            subprocess.run(command, check=True, capture_output=True)
        for path in (self.home / ".local").rglob("*"):
            os.chown(path, *self.kiosk)
        os.chown(self.home / ".local", *self.kiosk)
        return folder / "stations.pem"

    def open(self, setting, flags="", debug_port=0):
        """A window manager and a browser with nothing behind them."""
        self.begin(setting, flags, debug_port).load()
        return self.session

    def begin(self, setting, flags="", debug_port=0):
        self.close()
        self.session = Session(self, setting, flags, debug_port)
        return self.session

    def close(self):
        if self.session:
            self.session.end()
        self.session = None

    def end(self):
        self.close()
        for server in (self.centre, self.elsewhere):
            server.shutdown()
            server.server_close()
        super().end()


class Session:
    """One window manager, one browser, one page that answers."""

    def __init__(self, station, setting, flags, debug_port):
        self.station, self.setting, self.debug_port = station, setting, debug_port
        self.runtime = pathlib.Path(tempfile.mkdtemp(prefix="run-", dir=station.folder))
        os.chown(self.runtime, *station.kiosk)
        etc = (station.bare if setting == "open" else station.tree) / "etc"
        script = station.tree / "usr/lib/probant/session"
        url = f"https://{NAME}:{station.centre.port}/"
        ordinary = ["/usr/bin/chromium", f"--user-data-dir={self.runtime}/profile", "--no-first-run", "--password-store=basic", url]
        manager = [script, "run"] if setting == "kiosk" else ["openbox", "--sm-disable"]
        self.log, self.mark = station.centre.log, station.centre.log.length()
        self.manager = station.as_kiosk(manager, etc)
        station.wait(
            lambda: "window id" in station.eyes.say("xprop", "-root", "_NET_SUPPORTING_WM_CHECK"), KIND_SECONDS, "the window manager"
        )
        self.browser = station.as_kiosk(
            [script, "browser"] if setting == "kiosk" else ordinary, etc, RUNTIME_DIRECTORY=str(self.runtime), TEST_FLAGS=flags
        )

    def load(self):
        """Until the page is there and has said where."""
        if self.log.wait(f"{SIGN}ready", self.mark, START_SECONDS) is None:
            raise AssertionError(f"the page did not load ({self.setting}):\n{self.station.last_words()}")
        self.find_page()

    def xdo(self, *words):
        self.station.xdo(*words)

    def find_page(self):
        """Where the page is on the screen, by its own word."""
        for attempt in range(40):
            mark = self.log.length()
            self.xdo("mousemove", 640 + attempt % 7, 430 + attempt % 5)
            told = self.log.wait(f"{SIGN}corner", mark, 1)
            if told:
                self.left, self.top, self.width, self.height = map(int, map(float, told.split("?")[1].split(",")))
                return
        raise AssertionError(f"the page does not feel the mouse ({self.setting}): {self.station.eyes.windows()}")

    def on_screen(self, x, y):
        return self.left + x, self.top + y

    def click(self, x, y, button=1):
        self.xdo("mousemove", *self.on_screen(x, y), "click", button)

    def feels_a_key(self, seconds=KIND_SECONDS):
        """The page, clicked in its text, says that a letter came: hands reach it and it still lives."""
        for _ in range(2):
            mark = self.log.length()
            self.click(600, 140)
            self.xdo("key", "q")
            if self.log.wait(f"{SIGN}key?q", mark, seconds / 2):
                return True
        return False

    def files(self):
        """What lies in the homes but what the browser keeps for itself."""
        own = {"profile", ".cache", ".config", ".local", ".pki", "tmp", "Xauthority"}
        found = set()
        for place in (self.station.home, self.runtime):
            for folder, folders, files in os.walk(place):
                folders[:] = [name for name in folders if name not in own]
                found |= {os.path.join(folder, name) for name in files if name not in own}
        return found

    def alive(self):
        return self.browser.poll() is None

    def end(self):
        stop(self.browser)
        stop(self.manager)
        shutil.rmtree(self.runtime, ignore_errors=True)
