"""What the station's script says to a person: each refusal once in French and once in English.

SPDX-License-Identifier: EUPL-1.2
"""

MISUSED = 2  # what was asked makes no sense, or may not be done to this PC
FAILED = 1  # it was right to ask, and the world did not follow


class Refusal(Exception):
    """One clear sentence in two languages, and the exit status."""

    def __init__(self, french, english, status=MISUSED):
        super().__init__(english)
        self.french, self.english, self.status = french, english, status

    def __str__(self):
        return f"refusé : {on_one_line(self.french)}\nrefused: {on_one_line(self.english)}"


def on_one_line(text):
    """What was typed is quoted in a sentence, and may hold anything."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)
