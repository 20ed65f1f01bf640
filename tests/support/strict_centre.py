"""tests/support/strict_centre.py: the stations' side of a centre, which complains of every byte that is not in the contract.

Speaks TLS, asks for the station's certificate as a centre does, and keeps what it was told. What a station sends in
another way than agreed is a complaint that a test reads at its end.

SPDX-License-Identifier: EUPL-1.2
"""
import base64
import hashlib
import http.server
import json
import pathlib
import re
import ssl
import struct
import subprocess
import threading
import time
import uuid

UUID = re.compile(r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
HEARTBEAT = {"sequence", "bootMs", "wallMs", "camera", "watching", "rates", "unavailable", "waiting", "browser", "signs"}
MINUTE = {"id", "candidate", "opening", "minute", "batches", "signature", "gaps"}
ALERT = {"number", "opening", "rule", "state", "startMs", "endMs", "evidence", "still"}
# An Ed25519 key as OpenSSL reads it: this, then its 32 bytes.
ED25519_DER = bytes.fromhex("302a300506032b6570032100")
STILL_BYTES_MOST = 102_400


def openssl(*words, data=None):
    return subprocess.run(["openssl", *map(str, words)], input=data, capture_output=True, check=True).stdout


def make_authority(folder, name):
    """A key and a certificate that signs itself, for this name on this machine."""
    openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", 2, "-subj", f"/CN={name}",
            "-addext", "subjectAltName=DNS:localhost", "-keyout", folder / f"{name}.key", "-out", folder / f"{name}.pem")
    return folder / f"{name}.pem"


def make_certificate(folder, name, authority):
    """A key and a certificate of this authority, for this machine."""
    request = openssl("req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", f"/CN={name}",
                      "-keyout", folder / f"{name}.key")
    extension = folder / f"{name}.ext"
    extension.write_text("subjectAltName=DNS:localhost\nextendedKeyUsage=serverAuth\n", encoding="utf-8")
    openssl("x509", "-req", "-CA", authority, "-CAkey", authority.with_suffix(".key"), "-days", 2, "-set_serial", 2, "-extfile", extension,
            "-out", folder / f"{name}.pem", data=request)
    return folder / f"{name}.pem"


class StrictCentre:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(exist_ok=True)
        # What a station is given, and people compare, is the authority; what the centre shows is of it.
        self.own = make_authority(self.folder, "centre-authority")
        self.shown = make_certificate(self.folder, "centre", self.own)
        self.authority = make_authority(self.folder, "stations")
        self.codes, self.tries_left = {"ABCD2345"}, 5
        self.session_keys = {}  # by station
        self.sitting = None
        self.broken = False  # answers 503 to everything
        self.lock = threading.Lock()
        self.heartbeats, self.minutes, self.alerts, self.complaints = [], [], [], []
        self.bodies = []  # of everything that was sent, as it came
        self.port, self.server = 0, None
        self.open()

    # The door.
    def open(self):
        centre = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            # Keeps a connection of a station that has gone from holding a thread.
            timeout = 30

            def do_POST(self):
                centre.answer(self)

            def log_message(self, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True
            allow_reuse_address = True

            def handle_error(self, *_):
                pass  # a handshake that we refuse, a connection that was cut

        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.shown, self.folder / "centre.key")
        # Asked of everybody, for enrolment has none yet; what is shown must be of our stations.
        context.verify_mode = ssl.CERT_OPTIONAL
        context.load_verify_locations(self.authority)
        self.connections = []
        server = Server(("127.0.0.1", self.port), Handler)
        self.port = server.server_address[1]
        accept = server.get_request

        def get_request():
            plain, address = accept()
            secured = context.wrap_socket(plain, server_side=True, do_handshake_on_connect=False)
            self.connections.append(secured)
            return secured, address

        server.get_request = get_request
        self.server = server
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def close(self):
        """As a centre that is cut off: nobody listens, and what was connected is not any more."""
        self.server.shutdown()
        self.server.server_close()
        for connection in self.connections:
            try:
                connection.shutdown(2)
            except OSError:
                pass
            connection.close()

    @property
    def url(self):
        return f"https://localhost:{self.port}"

    # The conversation.
    def answer(self, request):
        body = request.rfile.read(int(request.headers.get("Content-Length", 0)))
        certificate = request.connection.getpeercert()
        with self.lock:
            self.bodies.append(body)
            status, reply = self.reply_to(request.path, body, certificate)
        text = json.dumps(reply).encode()
        request.send_response(status)
        request.send_header("Content-Type", "application/json")
        request.send_header("Content-Length", str(len(text)))
        request.end_headers()
        request.wfile.write(text)

    def reply_to(self, path, body, certificate):
        if self.broken:
            return 503, {"code": "not_now"}
        told = json.loads(body)
        if path == "/api/v1/stations/enrol":
            return self.enrol(told)
        if not certificate:
            return 401, {"code": "no_station"}
        station = dict(pair[0] for pair in certificate["subject"])["commonName"]
        routes = {"heartbeat": self.heartbeat, "minutes": self.minute, "alerts": self.alert}
        route = routes.get(path.removeprefix("/api/v1/station/"))
        if route is None:
            return 404, {"code": "unknown_route"}
        return route(told, station)

    def want(self, holds, what):
        if not holds:
            self.complaints.append(what)

    def enrol(self, told):
        self.want(set(told) == {"code", "csr", "sessionKey", "proof"}, f"members of enrol: {sorted(told)}")
        if self.tries_left == 0:
            return 429, {"code": "too_many_tries"}
        if told["code"] not in self.codes:
            self.tries_left -= 1
            return 403, {"code": "unknown_station_code"}
        request = told["csr"].encode()
        text = b"probant.station.enrol.v1\n" + told["code"].encode() + b"\n" + hashlib.sha256(request).hexdigest().encode() + b"\n"
        key = base64.b64decode(told["sessionKey"], validate=True)
        if not self.is_signed(text, base64.b64decode(told["proof"], validate=True), key):
            return 422, {"code": "bad_proof"}
        self.codes.remove(told["code"])
        station = str(uuid.uuid4())
        self.session_keys[station] = key
        certificate = openssl("x509", "-req", "-CA", self.authority, "-CAkey", self.folder / "stations.key", "-days", 7,
                              "-set_serial", 1 + len(self.session_keys), "-subj", f"/CN={station}", data=request)
        return 200, {"station": station, "certificate": certificate.decode(), "authority": self.authority.read_text(),
                     "expiresMs": int(time.time() * 1000) + 7 * 86_400_000, "centre": "Centre d'essai", "later": "ignored"}

    def is_signed(self, text, signature, key):
        at = self.folder / "verify"
        at.mkdir(exist_ok=True)
        for name, content in (("key", ED25519_DER + key), ("text", text), ("signature", signature)):
            (at / name).write_bytes(content)
        done = subprocess.run(["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", at / "key", "-rawin", "-in", at / "text",
                               "-sigfile", at / "signature"], capture_output=True, check=False)
        return done.returncode == 0

    def heartbeat(self, told, _station):
        self.want(set(told) == HEARTBEAT, f"members of a heartbeat: {sorted(told)}")
        self.want(told["camera"] in {"closed", "open", "missing", "unreadable"}, f"camera {told['camera']}")
        self.want(set(told["rates"]) == {"presence", "pose", "identity", "objects"}, "rates")
        self.want(set(told["waiting"]) == {"minutes", "stills"}, "waiting")
        self.want(told["browser"] in {"running", "restarting", "off"}, f"browser {told['browser']}")
        self.want(not self.heartbeats or told["sequence"] > 0, "sequence")
        for sign in told["signs"]:
            self.want(set(sign) == {"sign", "state", "sinceMs", "evidence"}, f"members of a sign: {sorted(sign)}")
            self.want(sign["state"] in {"to_check", "could_not_tell"} and len(sign["evidence"]) <= 200, f"sign {sign}")
        self.heartbeats.append(told)
        return 200, {"serverMs": int(time.time() * 1000), "seat": 12, "sitting": self.sitting, "later": {}}

    def minute(self, told, station):
        self.want(set(told) == MINUTE, f"members of a minute: {sorted(told)}")
        self.want(UUID.match(told["id"]) and UUID.match(told["candidate"]), "ids of a minute")
        self.want(1 <= len(told["batches"]) <= 30, "batches of a minute")
        batches = [base64.b64decode(batch, validate=True) for batch in told["batches"]]
        self.want(all(batch[:3] == b"PO\x01" and len(batch) <= 2048 for batch in batches), "a batch of a minute")
        text = b"probant.proctoring.minute.v1\n" + told["candidate"].encode() + b"\n"
        text += struct.pack(">QQQ", told["opening"], told["minute"], len(batches))
        text += b"".join(struct.pack(">Q", len(batch)) + batch for batch in batches)
        signature = base64.b64decode(told["signature"], validate=True)
        signed = b"probant.station.minute.v1\n" + hashlib.sha256(text).digest()
        self.want(self.is_signed(signed, signature, self.session_keys[station]), "the signature of a minute")
        self.minutes.append(told)
        return 200, {}

    def alert(self, told, _station):
        self.want(set(told) - {"stillJpeg"} == {"id", "candidate", "step", "alert"}, f"members of an alert: {sorted(told)}")
        self.want(set(told["alert"]) == ALERT, f"members of what was raised: {sorted(told['alert'])}")
        self.want(told["step"] in {"opened", "extended", "closed"}, f"step {told['step']}")
        if "stillJpeg" in told:
            still = base64.b64decode(told["stillJpeg"], validate=True)
            self.want(told["step"] == "opened" and still[:3] == b"\xff\xd8\xff" and len(still) <= STILL_BYTES_MOST, "a still")
        self.alerts.append({**told, "came": time.monotonic()})
        return 200, {"shown": True}

    # What a test asks for.
    def order(self, state, watch, opening=1, candidate="018f2c4e-6b1a-7c3d-9e2f-0a1b2c3d4e5f"):
        """From the next heartbeat on."""
        with self.lock:
            self.sitting = {"candidate": candidate, "state": state, "opening": opening, "watch": watch}
            if watch:
                self.sitting["order"] = {"rules": [rule for rule in watch if rule != "identity"], "legal_basis": "for this test",
                                         "retention_days": 30}
                if "identity" in watch:
                    self.sitting["order"]["identity_decision"] = "for this test"

    def sent_a_jpeg(self):
        """Has any body held a JPEG, as bytes or as base64?"""
        with self.lock:
            return any(b"\xff\xd8\xff" in body or b"/9j/" in body for body in self.bodies)
