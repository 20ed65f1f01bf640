"""The keys and buttons that the window manager of a station takes before the browser can see them.

Closed unless it is needed: every letter with Ctrl, Ctrl+Shift, Alt or Ctrl+Alt is taken but for those of OPEN_KEYS, so that
a chord that a later browser invents is closed too. Digits stay: with one tab they do nothing, and on a French keyboard they
share their key with the minus of the zoom. Nothing with Insert or Caps Lock is taken: they are the screen reader's.

Openbox has no action that does nothing; "Focus" gives the window in front what it has.

SPDX-License-Identifier: EUPL-1.2
"""
import itertools
import string

# Copy, paste, cut, undo, redo, select all; pasting as plain text and redo with Shift.
OPEN_KEYS = frozenset({"C-a", "C-c", "C-v", "C-x", "C-y", "C-z", "C-S-v", "C-S-z"})
# The zoom, which no table below may ever reach.
ZOOM_KEYS = frozenset({"C-plus", "C-minus", "C-equal", "C-0", "C-KP_Add", "C-KP_Subtract", "C-KP_0", "C-S-plus", "C-S-equal"})
READER_KEYS = frozenset({"Insert", "KP_Insert", "Caps_Lock"})

LETTERS = string.ascii_lowercase
FUNCTION_KEYS = [f"F{number}" for number in range(1, 13)]
MOVES = ["Left", "Right", "Up", "Down", "Home", "End", "Page_Up", "Page_Down"]
EDGES = ["Tab", "ISO_Left_Tab", "Escape", "Return", "KP_Enter", "space", "BackSpace", "Delete", "Insert", "Print", "Pause", "Menu"]

# F5 stays: it loads the page again, which a candidate whose page is stuck may need.
LONE_KEYS = [
    "F1",  # the browser's help
    "F2", "F4", "F8", "F9",
    "F3",  # a bar to find words, which takes the focus away from the page
    "F7",  # asks, in a window of its own, whether to walk in the text
    "F6",  # into the browser's own bars
    "F10",  # its menu
    "F11",  # out of full screen
    "F12",  # its developer tools
    "Menu", "Print", "Super_L", "Super_R", "Hyper_L", "Hyper_R",
]
# The keys that some keyboards have for going elsewhere. One that a keyboard has not is passed over.
NAMED_KEYS = [
    "XF86" + name
    for name in (
        "HomePage", "WWW", "Search", "Back", "Forward", "Refresh", "Stop", "Favorites", "History", "Mail", "Explorer", "MyComputer",
        "Documents", "Calculator", "Terminal", "New", "Open", "Close", "Save", "Tools", "Launch0", "Launch1", "Launch2", "Launch3",
        "Launch4", "Launch5", "Launch6", "Launch7", "Launch8", "Launch9", "LaunchA", "LaunchB", "Messenger", "Shop", "Go", "Send", "Reply",
        "MailForward", "MenuKB", "MenuPB", "TaskPane", "ScreenSaver", "Display", "Xfer", "DOS", "Game", "Music", "Pictures", "Video",
    )
] + ["Help", "Find"]


def closed_keys():
    """Every chord that is taken, in the window manager's spelling, in a fixed order and each once."""
    chords = [
        *(f"{held}-{letter}" for held in ("C", "C-S", "A", "A-S", "C-A", "C-A-S") for letter in LETTERS),
        *(f"{held}-{key}" for held in ("C", "S", "C-S", "A", "A-S", "C-A", "C-A-S") for key in FUNCTION_KEYS),
        *(f"{held}-{key}" for held in ("A", "A-S", "C-A", "C-A-S") for key in MOVES + EDGES),
        *(f"C-A-{key}" for key in [*string.digits, "KP_Add", "KP_Subtract", "KP_Multiply", "KP_Divide", "plus", "minus"]),
        # Other tabs, other windows, a link opened in one of them, the task manager, what the browser remembers.
        "C-Tab", "C-S-Tab", "C-ISO_Left_Tab", "C-S-ISO_Left_Tab", "C-Page_Up", "C-Page_Down", "C-S-Page_Up", "C-S-Page_Down",
        "C-Return", "C-KP_Enter", "S-Return", "S-KP_Enter", "C-S-Return", "C-S-KP_Enter",
        "S-Escape", "C-Escape", "C-S-Escape", "C-S-Delete", "C-S-BackSpace", "C-comma", "C-period", "C-semicolon", "C-Menu", "S-Menu",
        *LONE_KEYS,
        *NAMED_KEYS,
    ]
    return list(dict.fromkeys(chord for chord in chords if chord not in OPEN_KEYS))


# Held with a button, each turns a link into another window, or a drag into a move of ours.
HELD = ["C", "S", "A", "W"]


def closed_buttons():
    """The right and middle buttons and the two of the side, whatever is held; the left one with anything held. Wheels stay."""
    held = ["-".join(some) for count in range(len(HELD) + 1) for some in itertools.combinations(HELD, count)]
    for modifiers in held:
        for button in ("Right", "Middle", "Button8", "Button9"):
            yield f"{modifiers}-{button}" if modifiers else button
        if modifiers:
            yield f"{modifiers}-Left"


def key_lines():
    return "\n".join(f'    <keybind key="{chord}"><action name="Focus"/></keybind>' for chord in closed_keys())


def button_lines():
    return "\n".join(
        f'      <mousebind button="{button}" action="Press"><action name="Focus"/></mousebind>' for button in closed_buttons()
    )
