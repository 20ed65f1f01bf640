"""A PC made a station without a machine: the tree that `station install` lays, mounted over /etc for the session's processes alone.

Role     The tree, the users that it made, a screen of their own (Xvfb). What runs on it is started by who uses this.
Needs    Root, for the mounts, which no other process sees and which end with what was started.
SPDX-License-Identifier: EUPL-1.2
"""
import os
import pathlib
import shutil
import subprocess
import tempfile
import time

from eyes import Eyes

ROOT = pathlib.Path(__file__).resolve().parents[2]
STATION = ROOT / "deploy/kiosk/station"
NAME, ADDRESS = "centre.kiosk.example", "127.0.0.2"
SCREEN = (1280, 800)
KIND_SECONDS = 10  # anything that is already running
TOOLS = {
    "chromium": "chromium", "Xvfb": "xvfb", "openbox": "openbox", "xdotool": "xdotool", "xwininfo": "x11-utils", "xauth": "xauth",
    "xhost": "x11-xserver-utils", "wmctrl": "wmctrl", "openssl": "openssl", "unshare": "util-linux",
}


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


class Pc:
    """The tree and the screen: one for a whole test, which ends it."""

    def __init__(self, prefix):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix=prefix))
        self.folder.chmod(0o711)
        self.tree = self.folder / "pc"
        self.running, self.display, self.kiosk = [], None, None

    def lay_tree(self, authority, port):
        """This machine's own /etc made a station's, beside it."""
        self.tree.mkdir()
        shutil.copytree("/etc", self.tree / "etc", symlinks=True, ignore_dangling_symlinks=True)
        for name in ("passwd-", "os-release"):
            (self.tree / "etc" / name).unlink(missing_ok=True)
        (self.tree / "etc/os-release").write_text('ID=debian\nVERSION_ID="12"\n', encoding="utf-8")
        (self.tree / "var/lib").mkdir(parents=True)
        subprocess.run(
            [STATION, "install", "--root", self.tree, "--centre", f"{NAME}={ADDRESS}", "--port", str(port), "--authority",
             authority], check=True, capture_output=True,
        )
        # No sandbox inside a container that forbids it; said by the test, never part of what is installed.
        flags = ["--disable-gpu", "--disable-dev-shm-usage", *([] if self.has_sandbox() else ["--no-sandbox"])]
        (self.tree / "etc/chromium.d").mkdir(exist_ok=True)
        (self.tree / "etc/chromium.d/test").write_text(f'export CHROMIUM_FLAGS="$CHROMIUM_FLAGS {" ".join(flags)} $TEST_FLAGS"\n', encoding="utf-8")
        self.kiosk = self.owner_of("kiosk")

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

    def as_kiosk(self, command, etc=None, owner=None, said="said", **more):
        """A program of the candidate's user, or of another, which sees the station's /etc in the place of this machine's."""
        uid, gid = owner or self.kiosk
        inside = 'mount --bind "$0" /etc && exec setpriv --reuid="$1" --regid="$2" --clear-groups --no-new-privs -- "${@:3}"'
        words = ["unshare", "--mount", "--propagation", "private", "bash", "-c", inside, etc or self.tree / "etc", uid, gid, *command]
        with open(self.folder / said, "ab") as log:
            return subprocess.Popen(
                [str(word) for word in words], env={**self.environment(), **more}, stdin=subprocess.DEVNULL, stdout=log,
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

    def xdo(self, *words):
        done = subprocess.run(["xdotool", *map(str, words)], env=self.environment(), capture_output=True, text=True, timeout=KIND_SECONDS)
        if done.returncode != 0:
            raise AssertionError(f"xdotool {words}: {done.stderr}")

    def wait(self, holds, seconds, what):
        end = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > end:
                raise AssertionError(f"{what} did not come in {seconds} s; what was said:\n{self.last_words()}")
            time.sleep(0.05)

    def last_words(self):
        return (self.folder / "said").read_text(encoding="utf-8", errors="replace")[-3000:]

    def end(self):
        for process in reversed(self.running):
            stop(process)
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
