"""tests/support/film.py: films for a station's camera, written as YUV4MPEG2 without any library.

SPDX-License-Identifier: EUPL-1.2
"""
WIDTH, HEIGHT, RATE = 160, 120, 5


def lively(number):
    """A frame of a grey pattern that moves, well lit and never twice the same."""
    rows = []
    for y in range(HEIGHT):
        shift = (number * 13 + y * 5) % 97
        rows.append(bytes(60 + (x * 7 + shift * 3 + (x // 8) * (y // 8) + number * 11) % 140 for x in range(WIDTH)))
    return b"".join(rows)


def black(number):
    """A frame of a covered lens, with the noise of one."""
    return bytes(2 + (place * 5 + number * 3) % 4 for place in range(WIDTH * HEIGHT))


def write_film(path, *scenes, rate=RATE):
    """Scenes are (frame, seconds); `rate` frames a second."""
    number = 0
    with open(path, "wb") as film:
        film.write(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F{rate}:1 Ip A1:1 C420jpeg\n".encode())
        for frame, seconds in scenes:
            for _ in range(int(seconds * rate)):
                film.write(b"FRAME\n" + frame(number) + b"\x80" * (WIDTH * HEIGHT // 2))
                number += 1
    return path
