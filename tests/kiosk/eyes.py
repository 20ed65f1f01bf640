"""What is on the screen: the windows that the window manager holds, and all else that is shown (menus, dialogs without a frame).

SPDX-License-Identifier: EUPL-1.2
"""
import re
import subprocess

CLIENTS = re.compile(r"0x[0-9a-f]+")
NAME = re.compile(r'^_NET_WM_NAME\(UTF8_STRING\) = "(?P<name>.*)"$', re.MULTILINE)
# xwininfo -root -children: id, name or "(has no name)", class, then width x height + x + y.
CHILD = re.compile(r"^\s+(?P<id>0x[0-9a-f]+) .*?(?P<width>\d+)x(?P<height>\d+)\+-?\d+\+-?\d+\s+\+-?\d+\+-?\d+$", re.MULTILINE)
FIGURES = re.compile(r"Absolute upper-left X:\s+(-?\d+).*?Absolute upper-left Y:\s+(-?\d+).*?Width: (\d+).*?Height: (\d+)", re.DOTALL)
SMALLEST = 12  # a window manager keeps windows of a few pixels for itself


class Eyes:
    def __init__(self, environment):
        self.environment = environment

    def say(self, *command):
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, errors="replace").stdout

    def windows(self):
        """{id: (title, x, y, width, height)} of what the window manager holds."""
        seen = {}
        for one in CLIENTS.findall(self.say("xprop", "-root", "_NET_CLIENT_LIST")):
            name = NAME.search(self.say("xprop", "-id", one, "_NET_WM_NAME"))
            figures = FIGURES.search(self.say("xwininfo", "-id", one))
            if figures:
                seen[one] = (name["name"] if name else "", *map(int, figures.groups()))
        return seen

    def shown(self):
        """The ids of all that lies on the root and can be seen: frames of windows, menus, dialogs."""
        found = [
            child["id"]
            for child in CHILD.finditer(self.say("xwininfo", "-root", "-children"))
            if min(int(child["width"]), int(child["height"])) >= SMALLEST
        ]
        return {one for one in found if "Map State: IsViewable" in self.say("xwininfo", "-id", one)}
