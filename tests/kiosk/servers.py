"""The centre that the kiosk may reach, and another server that it may not: each keeps what it was asked.

The page of this centre defends itself by nothing, so that what holds is the kiosk: no policy of content, every link that a careless
page could have. It tells by small requests what it feels: a key, a click, a print, the loss of the focus or of the sight.
SPDX-License-Identifier: EUPL-1.2
"""
import http.server
import pathlib
import ssl
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
SIGN = "/sign/"  # what the page feels
TYPES = {".html": "text/html", ".js": "text/javascript", ".bin": "application/octet-stream"}


class Log:
    """What was asked of a server, in order; other threads wait on it."""

    def __init__(self):
        self.asked, self.changed = [], threading.Condition()

    def add(self, path):
        with self.changed:
            self.asked.append(path)
            self.changed.notify_all()

    def length(self):
        with self.changed:
            return len(self.asked)

    def since(self, mark):
        with self.changed:
            return list(self.asked[mark:])

    def wait(self, start, mark, seconds):
        """The first request from `mark` on that starts so, or None when `seconds` have passed."""
        end = time.monotonic() + seconds
        with self.changed:
            while True:
                found = next((path for path in self.asked[mark:] if path.startswith(start)), None)
                left = end - time.monotonic()
                if found or left <= 0:
                    return found
                self.changed.wait(left)


class Answers(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.log.add(self.path)
        shown = getattr(self.connection, "getpeercert", dict)()
        if shown:
            self.server.log.add(f"/certificate?{dict(pair[0] for pair in shown['subject'])['commonName']}")
        self.answer(*self.server.page(self.path.split("?")[0]))

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.log.add(self.path)
        self.answer(204, b"", {})

    def answer(self, status, body, headers):
        self.send_response(status)
        for name, value in {"Cache-Control": "no-store", "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Nothing: the test prints what matters of it."""


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address, words):
        super().__init__((address, 0), Answers)
        self.log, self.words = Log(), words
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def port(self):
        return self.server_address[1]

    def handle_error(self, *_):
        """A browser that is killed leaves its connections in the middle of a word."""

    def page(self, path):
        text = f"<!doctype html><title>{self.words}</title><p>{self.words}"
        return 200, text.encode(), {"Content-Type": "text/html"}


class Centre(Server):
    def __init__(self, address, certificate, elsewhere):
        super().__init__(address, "second page")
        self.elsewhere, self.front = elsewhere, "page.html"
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, certificate.with_suffix(".key"))
        self.context = context

    def ask_for_certificates_of(self, authority):
        """From now on who connects is asked for a certificate of this authority, and may have none."""
        self.context.load_verify_locations(authority)
        self.context.verify_mode = ssl.CERT_OPTIONAL

    def ask_for_none(self):
        self.context.verify_mode = ssl.CERT_NONE

    def get_request(self):
        connection, address = super().get_request()
        connection.settimeout(60)  # a browser opens connections in advance and says nothing on them
        return self.context.wrap_socket(connection, server_side=True, do_handshake_on_connect=False), address

    def page(self, path):
        if path == "/file.bin":
            return 200, b"what a candidate would carry away", {"Content-Type": TYPES[".bin"], "Content-Disposition": "attachment"}
        file = HERE / {"/": self.front, "/page.js": "page.js"}.get(path, "none")
        if not file.is_file():
            return super().page(path)
        text = file.read_text(encoding="utf-8").replace("@ELSEWHERE@", self.elsewhere)
        return 200, text.encode(), {"Content-Type": TYPES[file.suffix]}
