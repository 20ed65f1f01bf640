"""tests/support/station_program.py: `probant-station` in a folder of its own, enrolled and run with a film in the camera's place.

SPDX-License-Identifier: EUPL-1.2
"""
import json
import os
import pathlib
import signal
import subprocess

BIN = pathlib.Path(os.environ["PROBANT_BIN"])
CONFIG = """
[centre]
url = "{url}"
ca = "{authority}"
[camera]
device = "/dev/video0"
models = "{models}"
[kiosk]
command = {command}
home = "{home}"
[integrity]
processes = []
networks = []
elsewhere = []
ports = []
usb = []
window = "chromium"
"""


class StationProgram:
    def __init__(self, folder, url, authority):
        self.folder, self.url, self.authority = pathlib.Path(folder), url, authority
        self.state, self.models, self.film = self.folder / "state", self.folder / "models", self.folder / "film.y4m"
        self.log = self.folder / "station.log"
        self.models.mkdir()
        self.running = None

    def enrol(self, code):
        """What it said."""
        done = subprocess.run([BIN / "probant-station", "enrol", "--yes", "--centre", self.url, "--ca", self.authority, "--code", code,
                               "--state", self.state], check=True, capture_output=True, text=True)
        return done.stdout

    @property
    def certificate(self):
        """The files that the kiosk's browser would show."""
        return self.state / "identity/station.pem", self.state / "identity/station.key"

    def configure(self, command='["/bin/sleep", "600"]'):
        config = self.folder / "station.toml"
        told = CONFIG.format(url=self.url, authority=self.authority, models=self.models, command=command, home=self.folder)
        config.write_text(told, encoding="utf-8")
        return config

    def start(self, *more, camera=None, loop=False, kiosk=False, before=(), environment=None, command=None):
        config = self.configure(command) if command else self.configure()
        words = [*before, BIN / "probant-station", "run", "--config", config, "--state", self.state,
                 "--camera", camera or f"film:{self.film}?rate=real{'&loop=1' if loop else ''}", *([] if kiosk else ["--no-kiosk"]), *more]
        with open(self.log, "ab") as log:
            self.running = subprocess.Popen([*map(str, words)], stdout=log, stderr=log, env={**os.environ, **(environment or {})},
                                            start_new_session=True)
        return self.running

    def end(self):
        """With whoever traces it: a tracer that is killed alone leaves its program running."""
        if self.running and self.running.poll() is None:
            os.killpg(self.running.pid, signal.SIGKILL)
            self.running.wait()

    def kill_browser(self):
        os.kill(self.events("browser.started")[-1]["process"], signal.SIGKILL)

    def events(self, name):
        if not self.log.exists():
            return []
        lines = [json.loads(line) for line in self.log.read_text(encoding="utf-8").splitlines() if line.startswith("{")]
        return [line for line in lines if line["event"] == name]
