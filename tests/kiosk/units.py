"""The two services of a station, started as their unit files say, where no systemd runs.

Role     Plays the part of process 1: starts what ExecStart names, as User, with a RuntimeDirectory that goes with it; starts again
         what says Restart=always. A `systemctl` on the path of the agent asks it, and may ask for the browser alone.
Leaves   What else the units say (their locks, the watchdog, polkit's word) to a real PC.
SPDX-License-Identifier: EUPL-1.2
"""
import os
import shutil
import signal
import socket
import subprocess
import threading
import time

from pc import KIND_SECONDS, stop

AGENT, BROWSER = "probant-station.service", "probant-browser.service"
CLEAN_ENDS = (0, -signal.SIGHUP, -signal.SIGINT, -signal.SIGTERM, -signal.SIGPIPE)  # what systemd calls no failure
SYSTEMCTL = """#!/usr/bin/python3
import socket, sys
line = socket.socket(socket.AF_UNIX)
line.connect("{at}")
line.sendall(" ".join(word for word in sys.argv[1:] if not word.startswith("--")).encode() + b"\\n")
sys.exit(int(line.makefile().readline()))
"""


def read_unit(path):
    """The last value of each key: none that is read here may be said twice."""
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    return dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))


class Unit:
    def __init__(self, pc, name, more=(), **environment):
        self.pc, self.name, self.more, self.environment = pc, name, [*more], environment
        self.told = read_unit(pc.tree / "etc/systemd/system" / name)
        self.log = pc.folder / f"{name}.log"
        self.process, self.failed, self.wanted, self.starts = None, False, False, 0

    @property
    def active(self):
        return self.process is not None and self.process.poll() is None

    def start(self):
        if self.active:
            return
        self.wanted, self.failed = True, False
        owner = self.pc.owner_of(self.told["User"])
        runtime = self.pc.folder / "run" / self.told["RuntimeDirectory"]
        shutil.rmtree(runtime, ignore_errors=True)
        runtime.mkdir(parents=True, mode=0o700)
        os.chown(runtime, *owner)
        words = [self.in_tree(word) for word in self.told["ExecStart"].split()]
        self.starts += 1
        self.process = self.pc.as_kiosk([*words, *self.more], owner=owner, said=self.log.name, RUNTIME_DIRECTORY=str(runtime), **self.environment)
        threading.Thread(target=self.follow, args=(self.process, runtime), daemon=True).start()

    def in_tree(self, word):
        """Our programs lie where `station install` laid them; the configuration is seen in its place."""
        return str(self.pc.tree / word.lstrip("/")) if word.startswith(("/usr/lib/probant/", "/usr/bin/probant-")) else word

    def follow(self, process, runtime):
        ended = process.wait()
        stop(process)  # what its main process left behind
        shutil.rmtree(runtime, ignore_errors=True)
        if self.wanted:
            self.failed = ended not in CLEAN_ENDS
        if self.wanted and self.told.get("Restart") == "always":
            time.sleep(float(self.told["RestartSec"]))
            self.start()

    def kill(self):
        """As a fault does it: nobody is asked. The process that ended."""
        os.kill(self.process.pid, signal.SIGKILL)
        return self.process.pid

    def stop(self):
        self.wanted = False
        if self.active:
            stop(self.process)


class Units:
    def __init__(self, pc, agent_words):
        at = pc.folder / "units"
        (pc.folder / "bin").mkdir()
        systemctl = pc.folder / "bin/systemctl"
        systemctl.write_text(SYSTEMCTL.format(at=at), encoding="utf-8")
        systemctl.chmod(0o755)
        self.browser = Unit(pc, BROWSER)
        self.agent = Unit(pc, AGENT, agent_words, XAUTHORITY="", PATH=f"{pc.folder}/bin:{pc.environment()['PATH']}")
        self.refused = []
        self.door = socket.socket(socket.AF_UNIX)
        self.door.bind(str(at))
        at.chmod(0o666)
        self.door.listen()
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                line, _ = self.door.accept()
            except OSError:
                return
            with line:
                line.settimeout(KIND_SECONDS)
                line.sendall(f"{self.answer(line.makefile().readline().split())}\n".encode())

    def answer(self, words):
        if words[1:] != [BROWSER] or words[0] not in ("start", "stop", "is-active", "is-failed"):
            self.refused.append(words)
            return 4
        if words[0] in ("start", "stop"):
            getattr(self.browser, words[0])()
            return 0
        return 0 if (self.browser.active if words[0] == "is-active" else self.browser.failed) else 3

    def end(self):
        """The agent first: it would start the other again."""
        self.agent.stop()
        self.browser.stop()
        self.door.close()


def installed(pc, program, models):
    """What a package brings to the PC: the program, and the networks where this machine has them."""
    (pc.tree / "usr/bin").mkdir(parents=True, exist_ok=True)
    shutil.copy(program, pc.tree / "usr/bin")
    networks = pc.tree / "usr/share/probant/models"
    networks.mkdir(parents=True)
    for one in models.glob("*.onnx"):
        shutil.copy(one, networks)
    subprocess.run(["chmod", "--recursive", "a+rX", pc.tree / "usr"], check=True)
    return networks
