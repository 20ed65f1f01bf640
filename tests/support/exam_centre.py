"""tests/support/exam_centre.py: the real centre on a ground of its own, and people who ask it, without any library.

Role     `Centre` lays the ground, starts probant-center, kills it, starts it again. `Asker` is a browser without a page: TLS that
         believes the ground's authority alone, cookies, a live line. Manager and invigilator do what a test asks of them.
SPDX-License-Identifier: EUPL-1.2
"""
import base64
import datetime
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import ssl
import struct
import subprocess
import threading
import time
import uuid

from support.free_ports import free_ports

ROOT = pathlib.Path(__file__).resolve().parents[2]
BIN = pathlib.Path(os.environ.get("PROBANT_BIN", ROOT / "build/release/bin"))
READY_SECONDS = 30  # a centre that is not ready by then will never be
ANSWER_SECONDS = 20


def moment(line):
    """When a line of a log was written, by the wall clock."""
    return datetime.datetime.fromisoformat(line["at"].replace("Z", "+00:00")).timestamp()


class Reply:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def json(self):
        return json.loads(self.body)


class Asker:
    """Who may try how often is counted by address: each asker has one of its own."""

    def __init__(self, centre, source, certificate=None):
        """`certificate`: files of a certificate and its key; who asks is a station."""
        self.centre, self.source, self.certificate, self.cookies = centre, source, certificate, {}

    def connect(self):
        plain = socket.create_connection((self.centre.address, self.centre.port), ANSWER_SECONDS, (self.source, 0))
        context = ssl.create_default_context(cafile=self.centre.authority)
        if self.certificate:
            context.load_cert_chain(*self.certificate)
        return context.wrap_socket(plain, server_hostname=self.centre.name)

    def headers(self):
        told = {"Host": f"{self.centre.name}:{self.centre.port}", "Origin": self.centre.url, "Accept-Language": "fr"}
        if self.cookies:
            told["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return told

    def ask(self, method, path, body=None):
        line = http.client.HTTPSConnection(self.centre.name, self.centre.port)
        line.sock = self.connect()
        try:
            content = None if body is None else json.dumps(body)
            more = {} if body is None else {"Content-Type": "application/json"}
            line.request(method, path, content, {**self.headers(), **more})
            answer = line.getresponse()
            reply = Reply(answer.status, answer.headers, answer.read())
        finally:
            line.close()
        for cookie in reply.headers.get_all("Set-Cookie") or []:
            name, value = cookie.split(";")[0].split("=", 1)
            self.cookies[name] = value
        return reply

    def want(self, method, path, body=None):
        """What is asked and must be answered well; the answer's value."""
        reply = self.ask(method, path, body)
        if reply.status not in (200, 201):
            raise AssertionError(f"{method} {path}: {reply.status} {reply.body.decode(errors='replace')[:400]}")
        return reply.json


class Live:
    """A WebSocket that keeps each frame with the wall time at which it came, and says each two seconds that it lives."""

    def __init__(self, asker, path):
        self.frames, self.ended = [], threading.Event()
        self.line = asker.connect()
        key = base64.b64encode(os.urandom(16)).decode()
        wanted = {**asker.headers(), "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Key": key, "Sec-WebSocket-Version": "13"}
        self.line.sendall("\r\n".join([f"GET {path} HTTP/1.1", *(f"{name}: {value}" for name, value in wanted.items()), "", ""]).encode())
        self.stream = self.line.makefile("rb")
        first = self.stream.readline().decode()
        if " 101 " not in first:
            raise AssertionError(f"no live line: {first}")
        while self.stream.readline().strip():
            pass
        self.line.settimeout(None)
        for work in (self.hear, self.beat):
            threading.Thread(target=work, daemon=True).start()

    def hear(self):
        try:
            while head := self.stream.read(2):
                size = head[1] & 127
                if size > 125:
                    size = struct.unpack(">H" if size == 126 else ">Q", self.stream.read(2 if size == 126 else 8))[0]
                text = self.stream.read(size)
                if head[0] & 15 == 1:
                    self.frames.append((time.time(), json.loads(text)))
        except (OSError, ValueError, struct.error):
            pass  # the centre was killed, or the test is over
        self.ended.set()

    def beat(self):
        while not self.ended.wait(2):
            self.send({"type": "hb"})

    def send(self, value):
        text, mask = json.dumps(value).encode(), os.urandom(4)
        masked = bytes(letter ^ mask[place % 4] for place, letter in enumerate(text))
        try:
            self.line.sendall(bytes([0x81, 0x80 | len(text)]) + mask + masked)
        except OSError:
            self.ended.set()

    def end(self):
        self.ended.set()
        try:
            self.line.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self.line.close()


def lay_package(folder, watched, legal_basis="For this test"):
    """The demonstration's own, whose camera is told what to watch; or no camera."""
    shutil.copytree(ROOT / "deploy/demo-package", folder)
    rules = pathlib.Path(folder) / "rules.json"
    order = {"proctoring": {"rules": watched, "legal_basis": legal_basis}} if watched else {}
    rules.write_text(json.dumps({**json.loads(rules.read_text(encoding="utf-8")), **order}), encoding="utf-8")
    return folder


class Centre:
    def __init__(self, folder, pages, package=None, name="localhost", address="127.0.0.1", certificate=None):
        """`certificate`: the authority and the certificate under it that the centre shows, instead of the ground's own."""
        self.folder, self.name, self.address = pathlib.Path(folder), name, address
        self.port, plain = free_ports(2)
        self.url = f"https://{name}:{self.port}"
        self.running = None
        chosen = {"PROBANT_TEST_PACKAGE": str(package)} if package else {}
        subprocess.run([ROOT / "tests/integration/centre_ground", BIN, self.folder, str(self.port), str(plain), "20"],
                       env={**os.environ, **chosen}, check=True)
        self.authority = self.folder / "tls/ca.pem"
        if certificate:
            self.show(*certificate)
        config = self.folder / "center.toml"
        told = config.read_text(encoding="utf-8")
        told = re.sub('^address = .*$', f'address = "{address}"', told, flags=re.MULTILINE)
        told = re.sub('^hosts = .*$', f'hosts = ["{name}"]', told, flags=re.MULTILINE)
        config.write_text(re.sub('^pages = .*$', f'pages = "{pages}"', told, flags=re.MULTILINE), encoding="utf-8")

    def show(self, authority, leaf):
        shutil.copy(authority, self.authority)
        shutil.copy(leaf, self.folder / "tls/server.pem")
        shutil.copy(leaf.with_suffix(".key"), self.folder / "tls/server.key")

    def start(self):
        """Nothing, where it runs."""
        if self.running and self.running.poll() is None:
            return
        with open(self.folder / "log/started", "ab") as log:
            self.running = subprocess.Popen([BIN / "probant-center", "--config", self.folder / "center.toml"], stdout=log, stderr=log)
        end, anyone = time.monotonic() + READY_SECONDS, Asker(self, "127.0.0.1")
        while True:
            try:
                if anyone.ask("GET", "/health/ready").status == 200:
                    return
            except OSError:
                pass
            if self.running.poll() is not None or time.monotonic() > end:
                raise AssertionError(f"the centre is not ready: {(self.folder / 'log/started').read_text(encoding='utf-8')[-2000:]}")
            time.sleep(0.1)

    def kill(self, how=signal.SIGKILL):
        if self.running and self.running.poll() is None:
            self.running.send_signal(how)
            self.running.wait(READY_SECONDS)

    def secret(self, name):
        return (self.folder / "centre" / name).read_text(encoding="utf-8").strip()


class Exam:
    """A session of one candidate, its manager who made it and the invigilator who holds it."""

    def __init__(self, centre, camera):
        manager, self.desk = Asker(centre, "127.0.0.3"), Asker(centre, "127.0.0.4")
        manager.want("POST", "/api/v1/manager/sign-in", {"name": "responsable", "password": centre.secret("manager.password")})
        made = manager.want("POST", "/api/v1/manager/sessions", {
            "id": str(uuid.uuid4()), "title": "Certification", "room": "Salle 204", "language": "fr", "camera": camera,
            "csv": "place;nom;prénom;date de naissance\n1;Martin;Zoé;01/05/1984\n",
        })
        self.code = made["codes"][0]["code"]
        self.desk.want("POST", "/api/v1/invigilator/sign-in", {
            "name": "surveillant", "password": centre.secret("invigilator.password"), "sessionCode": made["sessionCode"],
        })
        self.act("open_session")
        self.who = self.room()["candidates"][0]["candidate"]

    def act(self, what, **more):
        self.desk.want("POST", "/api/v1/invigilator/acts", {"id": str(uuid.uuid4()), "act": {"type": what, **more}})

    def for_candidate(self, what, **more):
        self.act(what, candidate=self.who, **more)

    def room(self):
        return self.desk.want("GET", "/api/v1/invigilator/room")

    def candidate(self):
        return self.room()["candidates"][0]

    def alert_of(self, rule):
        return next((one for one in self.room()["alerts"] if one["camera"] and one["camera"]["rule"] == rule), None)

    def station_code(self):
        """The code that the console shows, and the words of the centre's authority beside it."""
        told = self.desk.want("POST", "/api/v1/invigilator/station-codes", {"id": str(uuid.uuid4())})
        return told["code"], told["words"]

    def still(self, alert):
        return self.desk.ask("GET", f"/api/v1/invigilator/stills/{alert}")

    def listen(self):
        return Live(self.desk, "/api/v1/invigilator/live")
