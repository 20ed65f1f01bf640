"""Thirty ways out of the kiosk: what hands do, and the sign by which one sees that it worked.

Each is tried three times: with nothing closed, where its sign must come (the control), under the browser's policy alone for those
that the policy is meant to stop by itself, and in the whole kiosk, where no sign of any kind may come.
SPDX-License-Identifier: EUPL-1.2
"""
import dataclasses
import pathlib
import socket
import time
import typing

from servers import SIGN

QUIET_SIGNS = ("key", "button", "corner", "contextmenu", "focus", "ready", "blob", "written")  # the page felt something, and nothing came of it
WORDS_DELAY = 4  # milliseconds between two letters that are typed


class View:
    """What can be seen of a session at one moment."""

    def __init__(self, session):
        station = session.station
        self.session = session
        self.windows, self.shown = station.eyes.windows(), station.eyes.shown()
        self.files = session.files()
        self.centre, self.elsewhere = station.centre.log.length(), station.elsewhere.log.length()

    def signs(self):
        """What is otherwise now, one line each."""
        now = View(self.session)
        yield from self.signs_of_windows(now)
        yield from (f"file: {pathlib.Path(name).name}" for name in sorted(now.files - self.files))
        yield from (f"elsewhere: {path}" for path in self.session.station.elsewhere.log.since(self.elsewhere))
        for path in self.session.station.centre.log.since(self.centre):
            name = path.removeprefix(SIGN).split("?")[0]
            if not path.startswith(SIGN):
                yield f"centre: {path}"
            elif name not in QUIET_SIGNS:
                yield f"page: {name}"
        if not self.session.alive():
            yield "the browser ended"
        if self.session.debug_port and answers(self.session.debug_port):
            yield "debugging: a port answers"

    def signs_of_windows(self, now):
        for one, (title, *figures) in now.windows.items():
            before = self.windows.get(one)
            if before is None:
                yield f"window: {title}"
            elif before[0] != title:
                yield f"title: {title}"
            elif list(before[1:]) != figures:
                yield f"size: {figures}"
        yield from (f"gone: {self.windows[one][0]}" for one in self.windows if one not in now.windows)
        more = len(now.shown - self.shown) - len(now.windows.keys() - self.windows.keys())
        if more > 0:
            yield f"shown: {more} more on the screen"


def answers(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=0.5).close()
    except OSError:
        return False
    return True


@dataclasses.dataclass(frozen=True)
class Way:
    family: str
    name: str
    act: typing.Callable
    sign: str  # the beginning of the line by which the control is known to have worked
    policy_alone: bool = True  # the policy must stop it without the window manager's help
    flags: str = ""
    debug_port: int = 0
    # What the kiosk lets be seen of it, the first of them always: the centre is asked, and nothing of it stays.
    trace: tuple = ()


def key(*chords):
    def act(session):
        session.xdo("key", "--delay", 60, *chords)

    return act


def click(x, y, button=1, held=None):
    def act(session):
        session.xdo("mousemove", *session.on_screen(x, y))
        if held:
            session.xdo("keydown", held)
        session.xdo("click", button)
        if held:
            session.xdo("keyup", held)

    return act


def write(session, text):
    session.xdo("type", "--delay", WORDS_DELAY, text)


def address(text):
    """Into the address bar, typed letter by letter, and go."""

    def act(session):
        session.xdo("key", "ctrl+l")
        time.sleep(0.2)
        write(session, text.format(home=session.station.home, centre=session.station.centre.port))
        session.xdo("key", "Return")

    return act


def blob_address(session):
    told = session.log.wait(f"{SIGN}blob?", session.mark, 5)
    address(told.split("?")[1])(session)


def click_and_escape(x, y):
    """The browser says in full screen that Esc shows what was downloaded."""

    def act(session):
        click(x, y)(session)
        time.sleep(0.4)
        session.xdo("key", "Escape")

    return act


def elsewhere_url(session, path):
    return f"{session.station.centre.elsewhere}/{path}"


def paste_into_the_bar(session):
    session.xdo("key", "ctrl+a")
    write(session, elsewhere_url(session, "pasted"))
    session.xdo("key", "--delay", 60, "ctrl+a", "ctrl+c", "ctrl+l", "ctrl+v", "Return")


def middle_click_above(session):
    """The selected address, with the middle button, on the place where an ordinary window has its button for a new tab."""
    session.xdo("key", "ctrl+a")
    write(session, elsewhere_url(session, "middle"))
    session.xdo("key", "ctrl+a")
    time.sleep(0.2)
    session.xdo("mousemove", session.left + 288, 30, "click", 2)


def drag_to_the_tabs(session):
    """The link to another server, dragged to where an ordinary window has its tabs."""
    x, y = session.on_screen(100, 335)
    session.xdo("mousemove", x, y, "mousedown", 1)
    for step in range(1, 16):
        session.xdo("mousemove", x + step * 20, max(30, y - step * 27))
        time.sleep(0.02)
    session.xdo("mousemove", x + 320, 28)
    time.sleep(0.3)
    session.xdo("mouseup", 1)


def connect_to_the_debugger(_):
    """Nothing to do by hand: the browser was started with a port, and the sign is an answer on it."""


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as one:
        return one.getsockname()[1]


PORT = free_port()
ASKED_AND_CLOSED = ("centre: /second", "centre: /favicon.ico", "page: blur", "page: hidden", "page: visible")
WAYS = [
    Way("chord", "Ctrl+N: another window", key("ctrl+n"), "window: ", policy_alone=False),
    Way("chord", "Ctrl+T: another tab", key("ctrl+t"), "page: hidden", policy_alone=False),
    Way("chord", "Ctrl+W: closes the page", key("ctrl+w"), "gone: ", policy_alone=False),
    Way("chord", "Ctrl+O: opens a file", key("ctrl+o"), "window: Open"),
    Way("chord", "Ctrl+U: the page's source", key("ctrl+u"), "page: hidden"),
    Way("chord", "Ctrl+H: the history", key("ctrl+h"), "title: History"),
    Way("chord", "F11: out of full screen, or into it", key("F11"), "size: ", policy_alone=False),
    Way("chord", "Alt+F4: closes the window", key("alt+F4"), "gone: ", policy_alone=False),
    Way("scheme", "chrome://", address("chrome://version"), "title: About Version"),
    Way("scheme", "file://", address("file:///etc/"), "title: Index of /etc/"),
    Way("scheme", "view-source:", address("view-source:https://centre.kiosk.example:{centre}/seen-source"), "centre: /seen-source"),
    Way("scheme", "javascript:", address("javascript:navigator.sendBeacon('/sign/script')"), "page: script"),
    Way("scheme", "data:", address("data:text/html,<title>out by data</title>"), "title: out by data"),
    # The allow-list opens blob: addresses of the centre's own origin; there is no bar to write one into.
    Way("scheme", "blob:", blob_address, "title: out by blob", policy_alone=False),
    # Chromium has no policy against a window that a click asked for: the session closes it.
    Way("window", "window.open", click(100, 135), "window: second page", policy_alone=False, trace=ASKED_AND_CLOSED),
    Way("window", "a link with target=_blank", click(100, 95), "title: second page", policy_alone=False, trace=ASKED_AND_CLOSED),
    Way("window", "a link clicked with Shift", click(100, 55, held="shift"), "window: second page", policy_alone=False),
    Way("save", "a link to a file, and Esc", click_and_escape(100, 175), "file: file.bin", trace=("centre: /file.bin",)),
    Way("save", "a file that the page makes", click(100, 375), "file: carried.txt"),
    Way("save", "Ctrl+S: saves the page", key("ctrl+s"), "window: Save"),
    Way("print", "Ctrl+P", key("ctrl+p"), "page: beforeprint"),
    Way("print", "window.print", click(100, 255), "page: beforeprint"),
    Way("print", "Ctrl+Shift+P: the system's dialog", key("ctrl+shift+p"), "page: beforeprint"),
    Way("address", "an address pasted into the bar", paste_into_the_bar, "elsewhere: /pasted"),
    Way("address", "an address dropped by the middle button", middle_click_above, "elsewhere: /middle"),
    Way("address", "a link dragged to the tabs", drag_to_the_tabs, "elsewhere: /linked"),
    Way("tools", "Ctrl+Shift+I", key("ctrl+shift+i"), "page: resize"),
    Way("tools", "a debugger's port", connect_to_the_debugger, "debugging: ", flags=f"--remote-debugging-port={PORT}", debug_port=PORT),
    Way("menu", "the right button", click(600, 400, button=3), "shown: ", policy_alone=False),
    Way("menu", "the menu key", key("Menu"), "shown: ", policy_alone=False),
]
