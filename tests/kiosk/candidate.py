"""A candidate at a kiosk: a keyboard, and what the screen says.

Role     Keys by xdotool. The page is read as a candidate could read it: its title is the window's, its words are selected and copied,
         which a kiosk allows. No debugger: the kiosk refuses one.
SPDX-License-Identifier: EUPL-1.2
"""
import subprocess
import time

KEYS_DELAY = 60  # milliseconds between two keys: a fast hand


class Candidate:
    def __init__(self, pc):
        self.pc = pc

    def title(self):
        """Of the one window that is there, or nothing."""
        return next((window[0] for window in self.pc.eyes.windows().values()), "")

    def press(self, *keys):
        self.pc.xdo("key", "--delay", KEYS_DELAY, *keys)

    def write(self, text):
        self.pc.xdo("type", "--delay", KEYS_DELAY, text)

    def read(self):
        """All the words of the page."""
        subprocess.run(["xclip", "-selection", "clipboard"], env=self.pc.environment(), input=b"", check=True)
        self.press("ctrl+a", "ctrl+c")
        end = time.monotonic() + 5
        while time.monotonic() < end:
            held = subprocess.run(["xclip", "-out", "-selection", "clipboard"], env=self.pc.environment(), capture_output=True, check=False).stdout
            if held:
                return held.decode(errors="replace")
            time.sleep(0.1)
        return ""

    def sees(self, words):
        return words in self.read()
