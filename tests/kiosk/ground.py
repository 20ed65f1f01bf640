"""A station without a machine: the tree that `station install` lays, mounted over /etc for the session's processes alone.

Role     A screen of its own (Xvfb), the window manager and the browser as the station starts them, of the user that it made.
Setting  kiosk: everything. policy: the browser's policy alone, in an ordinary window under the stock window manager. open: nothing
         but the certificate of the centre's authority, the control.
Needs    Root, for the mounts, which no other process sees and which end with the session.
SPDX-License-Identifier: EUPL-1.2
"""
import json
import os
import pathlib
import shutil
import string
import subprocess
import tempfile
import time

from eyes import Eyes
from servers import SIGN, Centre, Server

ROOT = pathlib.Path(__file__).resolve().parents[2]
STATION = ROOT / "deploy/kiosk/station"
NAME, ADDRESS, OTHER_ADDRESS = "centre.kiosk.example", "127.0.0.2", "127.0.0.3"
SCREEN = (1280, 800)
START_SECONDS = 60  # a browser's first start on a busy machine
KIND_SECONDS = 10  # anything that is already running
POLICY = "etc/chromium/policies/managed/probant-station.json"
TOOLS = {
    "chromium": "chromium", "Xvfb": "xvfb", "openbox": "openbox", "xdotool": "xdotool", "xwininfo": "x11-utils", "xauth": "xauth",
    "xhost": "x11-xserver-utils", "wmctrl": "wmctrl", "openssl": "openssl", "unshare": "util-linux",
}


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


def missing():
    """Why this machine cannot play the station, or nothing."""
    absent = [f"{tool} (Debian: {package})" for tool, package in TOOLS.items() if shutil.which(tool) is None]
    if absent:
        return f"{', '.join(absent)} is absent"
    if os.geteuid() != 0:
        return "root, which mounts the policy for the session alone, is absent"
    if subprocess.run(["unshare", "--mount", "true"], capture_output=True).returncode != 0:
        return "a mount namespace of its own, refused by this machine, is absent"
    return None


def certificate(folder):
    """An authority, and the centre's certificate under it."""
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    authority, leaf = folder / "authority.pem", folder / "centre.pem"
    for command in (
        ["req", "-x509", *key, "-days", "2", "-subj", "/CN=Authority of the test", "-keyout", folder / "authority.key", "-out", authority],
        ["req", *key, "-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}", "-keyout", folder / "centre.key", "-out",
         folder / "centre.csr"],
        ["x509", "-req", "-in", folder / "centre.csr", "-CA", authority, "-CAkey", folder / "authority.key", "-days", "2",
         "-copy_extensions", "copy", "-out", leaf],
    ):
        subprocess.run(["openssl", *command], check=True, capture_output=True)
    return authority, leaf


class Station:
    """The tree, the two servers and the screen: one for the whole test."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="probant-ways-"))
        self.folder.chmod(0o711)
        authority, leaf = certificate(self.folder)
        self.elsewhere = Server(OTHER_ADDRESS, "out of the kiosk")
        self.centre = Centre(ADDRESS, leaf, f"http://{OTHER_ADDRESS}:{self.elsewhere.port}")
        self.tree = self.folder / "pc"
        self.lay_tree(authority)
        self.kiosk = self.owner_of("kiosk")
        self.running, self.display, self.session = [], None, None

    def lay_tree(self, authority):
        """This machine's own /etc made a station's, beside it."""
        self.tree.mkdir()
        shutil.copytree("/etc", self.tree / "etc", symlinks=True, ignore_dangling_symlinks=True)
        for name in ("passwd-", "os-release"):
            (self.tree / "etc" / name).unlink(missing_ok=True)
        (self.tree / "etc/os-release").write_text('ID=debian\nVERSION_ID="12"\n', encoding="utf-8")
        (self.tree / "var/lib").mkdir(parents=True)
        subprocess.run(
            [STATION, "install", "--root", self.tree, "--centre", f"{NAME}={ADDRESS}", "--port", str(self.centre.port), "--authority",
             authority], check=True, capture_output=True,
        )
        # No sandbox inside a container that forbids it; said by the test, never part of what is installed.
        flags = ["--disable-gpu", "--disable-dev-shm-usage", *([] if self.has_sandbox() else ["--no-sandbox"])]
        (self.tree / "etc/chromium.d").mkdir(exist_ok=True)
        (self.tree / "etc/chromium.d/test").write_text(f'export CHROMIUM_FLAGS="$CHROMIUM_FLAGS {" ".join(flags)} $TEST_FLAGS"\n', encoding="utf-8")
        self.bare = self.folder / "bare"
        shutil.copytree(self.tree / "etc", self.bare / "etc", symlinks=True)
        whole = json.loads((self.tree / POLICY).read_text(encoding="utf-8"))
        (self.bare / POLICY).write_text(json.dumps({"CACertificates": whole["CACertificates"]}), encoding="utf-8")

    @staticmethod
    def has_sandbox():
        trial = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "unshare", "--user", "--pid", "--net", "--fork", "true"]
        return subprocess.run(trial, capture_output=True).returncode == 0

    def owner_of(self, name):
        lines = (self.tree / "etc/passwd").read_text(encoding="utf-8").splitlines()
        fields = next(line.split(":") for line in lines if line.startswith(f"{name}:"))
        return int(fields[2]), int(fields[3])

    @property
    def home(self):
        return self.tree / "var/lib/probant-kiosk"

    def environment(self):
        return {
            "PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "LANG": "C.UTF-8", "HOME": str(self.home), "DISPLAY": self.display or "",
            "XAUTHORITY": str(self.home / "Xauthority"), "XDG_RUNTIME_DIR": str(self.home), "TMPDIR": str(self.home / "tmp"),
        }

    def as_kiosk(self, command, etc=None, owner=None, **more):
        """A program of the candidate's user, which sees the station's /etc in the place of this machine's."""
        uid, gid = owner or self.kiosk
        inside = 'mount --bind "$0" /etc && exec setpriv --reuid="$1" --regid="$2" --clear-groups --no-new-privs -- "${@:3}"'
        words = ["unshare", "--mount", "--propagation", "private", "bash", "-c", inside, etc or self.tree / "etc", uid, gid, *command]
        with open(self.folder / "said", "ab") as said:
            return subprocess.Popen(
                [str(word) for word in words], env={**self.environment(), **more}, stdin=subprocess.DEVNULL, stdout=said,
                stderr=subprocess.STDOUT, start_new_session=True, cwd="/",
            )

    def start_screen(self):
        self.display = next(
            f":{number}" for number in range(90, 400)
            if not any(os.path.exists(path) for path in (f"/tmp/.X{number}-lock", f"/tmp/.X11-unix/X{number}"))
        )
        if not os.path.isdir("/tmp/.X11-unix"):
            os.mkdir("/tmp/.X11-unix")
            os.chmod("/tmp/.X11-unix", 0o1777)
        uid, gid = self.kiosk
        for folder in (self.home, self.home / "tmp"):
            folder.mkdir(exist_ok=True)
            os.chown(folder, uid, gid)
        self.as_kiosk([self.tree / "usr/lib/probant/session", "prepare"]).wait(KIND_SECONDS)
        width, height = SCREEN
        self.running.append(self.as_kiosk(
            ["Xvfb", self.display, "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp", "-noreset", "-auth", self.home / "Xauthority"]
        ))
        self.eyes = Eyes(self.environment())
        self.wait(lambda: "root window" in self.eyes.say("xwininfo", "-root").lower(), KIND_SECONDS, "the screen")

    def set_layout(self, layout):
        """Before the session starts, as a station's keyboard is set before its screen."""
        self.close()
        subprocess.run(["setxkbmap", layout], env=self.environment(), check=True, capture_output=True)

    def wait(self, holds, seconds, what):
        end = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > end:
                raise AssertionError(f"{what} did not come in {seconds} s; what was said:\n{self.last_words()}")
            time.sleep(0.05)

    def last_words(self):
        return (self.folder / "said").read_text(encoding="utf-8", errors="replace")[-3000:]

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
        for process in self.running:
            stop(process)
        for server in (self.centre, self.elsewhere):
            server.shutdown()
            server.server_close()
        shutil.rmtree(self.folder, ignore_errors=True)


def stop(process):
    """The process and all that it started, by the group that it leads."""
    try:
        os.killpg(process.pid, 15)
        process.wait(5)
    except ProcessLookupError:
        return
    except subprocess.TimeoutExpired:
        pass
    try:
        os.killpg(process.pid, 9)
    except ProcessLookupError:
        pass
    process.wait(KIND_SECONDS)


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
        done = subprocess.run(["xdotool", *map(str, words)], env=self.station.environment(), capture_output=True, text=True, timeout=KIND_SECONDS)
        if done.returncode != 0:
            raise AssertionError(f"xdotool {words}: {done.stderr}")

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
