#!/usr/bin/env python3
"""Measures how well a station's camera sees and prints docs/VISION_MEASURED.md. Usage: seeing.py BIN MODELS FOLDER [--quick] [--long]

`labelled_set` (tests/vision) makes pictures and films of which it is known what they show; `probant-station observe`, the program that is
installed, looks at them; here the two are compared. A goal that is missed is said in the same line.

SPDX-License-Identifier: EUPL-1.2
"""
import collections
import json
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/VISION_MEASURED.md"
LONG = "## Hours, measured apart with `--long`"
RULES = ("face_absent", "extra_face", "looking_away", "covered", "frozen", "looped", "too_dark", "blurred")
# Sampled twice a second and told at the first sample that shows it: an alert may begin and end a little beside its event.
SLACK_MS = 1500
PRESENT = 500  # per mille, of docs/PROCTORING.md
RECALL = {"clean": 0.98, "recoded": 0.98, "dark": 0.95, "very dark": 0.95, "rolled left": 0.95, "rolled right": 0.95, "60 px in 640": 0.95, "60 px in 1280": 0.95}
WITHOUT_OBJECTS = ("mp_face_full.onnx", "mp_face_landmark.onnx")


def say(words):
    print(words, file=sys.stderr, flush=True)


def load():
    return f"{os.getloadavg()[0]:.1f} of {os.cpu_count()} cores"


class Film:
    """What was known of a film and what the station told of it."""

    def __init__(self, label, lines):
        self.label = label
        self.alerts = [line["alert"] for line in lines if "alert" in line]
        self.samples = [line for line in lines if "file" in line]
        self.unclaimed = list(self.alerts)
        self.events = [(event, self.claim(event)) for event in label["events"]]

    def claim(self, event):
        """The first alert of the event's rule that overlaps it; an alert answers one event only."""
        for alert in self.unclaimed:
            end = alert["end_ms"] if alert["end_ms"] is not None else self.label["seconds"] * 1000
            if alert["rule"] == event["rule"] and alert["start_ms"] <= event["end_ms"] + SLACK_MS and end >= event["start_ms"] - SLACK_MS:
                self.unclaimed.remove(alert)
                return alert
        return None


class Bench:
    def __init__(self, programs, models, folder, quick):
        self.programs, self.folder, self.quick = programs, folder, quick
        self.models, self.faces_only = models, folder / "models"
        shutil.rmtree(folder, ignore_errors=True)
        self.faces_only.mkdir(parents=True)
        # The objects' network costs four times the rest: where nothing is said of objects it stays closed.
        for file in WITHOUT_OBJECTS:
            (self.faces_only / file).symlink_to((models / file).resolve())

    def words(self, program, *words):
        done = subprocess.run([str(self.programs / program), *map(str, words)], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            sys.exit(f"seeing.py: {program} {' '.join(map(str, words[:3]))} … ended with {done.returncode}: {done.stderr}")
        return done.stdout

    def lines(self, program, *words):
        return [json.loads(line) for line in self.words(program, *words).splitlines()]

    def observe(self, *words, models=None):
        return self.lines("probant-station", "observe", "--models", models or self.faces_only, *words)

    def made(self, kind, count):
        """Files of a kind, and what is known of each."""
        at = self.folder / kind
        at.mkdir(exist_ok=True)
        say(f"→ {kind}: making")
        return at, self.lines("labelled_set", kind, at, count)

    def films(self, kind, count, fps=2):
        at, labels = self.made(kind, count)
        films = []
        for label in labels:
            say(f"→ {kind}: looking at {label['film']}, {label['seconds']:.0f} s")
            films.append(Film(label, self.observe("--fps", fps, at / label["film"])))
        return films


def row(*cells):
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def verdict(met):
    return "" if met is None else "met" if met else "**missed**"


def share(part, whole):
    return f"{part / whole:.3f}" if whole else "–"


# ---- pictures


def looked(bench):
    at, labels = bench.made("pictures", 1)
    lines = bench.observe(*(at / label["file"] for label in labels))
    by_name = {pathlib.Path(line["file"]).name: line for line in lines}
    return [(label, by_name[label["file"]]) for label in labels]


def is_seen(line):
    return any(face["score"] * 1000 >= PRESENT for face in line["faces"])


def is_extra(line):
    return "extra_face" in line["states"]


def picture_rows(pairs):
    rows = [row("one person, spoilt how", "photographs of 2 people", "drawn heads", "recall", "goal", ""), row(*["---"] * 6)]
    hows = list(dict.fromkeys(label["how"] for label, _ in pairs if label["people"] == 1))
    for how in hows:
        of = [(label, line) for label, line in pairs if label["how"] == how]
        counts = []
        for photograph in (True, False):
            seen = [is_seen(line) for label, line in of if label["photograph"] == photograph]
            counts.append(f"{sum(seen)} of {len(seen)}")
        recall = sum(is_seen(line) for _, line in of) / len(of)
        goal = RECALL.get(how)
        rows.append(row(how, *counts, f"{recall:.3f}", f"≥ {goal}" if goal else "–", verdict(recall >= goal if goal else None)))
    return rows


def people_rows(pairs):
    alone = [(label, line) for label, line in pairs if label["people"] < 2]
    wrong = [label for label, line in alone if is_extra(line)]
    nobody = [line for label, line in pairs if label["people"] == 0]
    together = collections.defaultdict(list)
    for label, line in pairs:
        if label["people"] == 2:
            together[label["how"]].append(is_extra(line))
    rows = [row("pictures", "how many", "figure", "goal", ""), row(*["---"] * 5)]
    rows.append(row("of one person or nobody: a false `extra_face`", len(alone), f"{len(wrong)} ({len(wrong) / len(alone):.1%})", "≤ 2 %, at least 200 pictures",
                    verdict(len(wrong) <= 0.02 * len(alone) and len(alone) >= 200)))
    rows.append(row("of nobody: somebody seen", len(nobody), sum(map(is_seen, nobody)), "–", ""))
    for how, seen in together.items():
        rows.append(row(f"{how} (the first 160 px): `extra_face`", len(seen), f"{sum(seen)} ({sum(seen) / len(seen):.3f})", "–", ""))
    return rows


# ---- films


def per_rule(films):
    told, false, known, found = (collections.Counter() for _ in range(4))
    for film in films:
        told.update(alert["rule"] for alert in film.alerts)
        false.update(alert["rule"] for alert in film.unclaimed)
        known.update(event["rule"] for event, _ in film.events)
        found.update(event["rule"] for event, alert in film.events if alert)
    return told, false, known, found


def rule_rows(films):
    told, false, known, found = per_rule(films)
    rows = [row("rule", "events", "found", "recall", "goal", "", "alerts", "of them right", "precision"), row(*["---"] * 9)]
    for rule in RULES:
        right = told[rule] - false[rule]
        cells = told[rule], right, share(right, told[rule])
        for name, events, answered in split(rule, films) if rule == "looped" else [(f"`{rule}`", known[rule], found[rule])]:
            goal = 0.95 if rule in ("covered", "frozen", "looped") else None
            rows.append(row(name, events, answered, share(answered, events), f"≥ {goal}" if goal else "–", verdict(events > 0 and answered >= goal * events if goal else None), *cells))
            cells = "", "", ""
    return rows


def split(rule, films):
    """A loop that is fed in is the same to the pixel; one that is filmed from a screen is not, and is another matter."""
    for name, fed in ((f"`{rule}`, fed in as it was", True), (f"`{rule}`, encoded anew each time", False)):
        answers = [alert for film in films for event, alert in film.events if event["rule"] == rule and (event["how"] == "fed in") == fed]
        yield name, len(answers), sum(alert is not None for alert in answers)


def way_rows(films, aside):
    """The same by the way it came about, where there is more than one."""
    known, found = collections.Counter(), collections.Counter()
    for film in films:
        for event, alert in film.events:
            known[event["rule"], event["how"]] += 1
            found[event["rule"], event["how"]] += alert is not None
    many = [rule for rule in RULES if sum(key[0] == rule for key in known) > 1]
    rows = [row("rule", "how", "samples a second", "events", "found", "recall"), row(*["---"] * 6)]
    rows += [row(f"`{rule}`", how, 2, known[rule, how], found[rule, how], share(found[rule, how], known[rule, how])) for rule, how in sorted(known) if rule in many]
    return rows + aside


def false_list(films):
    lines = []
    for film in films:
        for alert in film.unclaimed:
            lines.append(f"- {film.label['film']}: `{alert['rule']}` from {alert['start_ms'] / 1000:.1f} to {(alert['end_ms'] or 0) / 1000:.1f} s, {json.dumps(alert['evidence'])}")
        for event, alert in film.events:
            if alert is None:
                lines.append(f"- {film.label['film']}: no `{event['rule']}` for {event['how']} from {event['start_ms'] / 1000:.1f} to {event['end_ms'] / 1000:.1f} s")
    return lines or ["- none"]


def quiet_rows(films, hints):
    hours = sum(film.label["seconds"] for film in films) / 3600
    _, false, _, _ = per_rule(films)
    sitters = ", ".join(film.label["sitter"] for film in films)
    briefs = sum(film.label["briefs"] for film in films)
    rows = [row("rule", "alerts", "an hour", "goal", ""), row(*["---"] * 5)]
    for rule in RULES:
        goal = {"extra_face": 1, "covered": 0, "frozen": 0, "looped": 0}.get(rule)
        told = false[rule]
        rows.append(row(f"`{rule}`", told, f"{told / hours:.2f}", "–" if goal is None else "≤ 1 an hour" if goal else "0", verdict(None if goal is None else told <= goal * hours)))
    told, of = hints
    rows.append(row(f"`object`, looked for once in three seconds, {of:.1f} h of the same", told, f"{told / of:.2f}", "–", ""))
    return f"{hours:.1f} h ({sitters}) with {briefs} things done too briefly to be told:", rows


def object_hints(bench, films):
    """False hints at objects, at the rate at which a station looks for them; one film, for each look costs ten times the rest."""
    film = films[0]
    lines = bench.observe("--fps", 0.33, bench.folder / ("minutes" if bench.quick else "hours") / film.label["film"], models=bench.models)
    return sum(line["alert"]["rule"] == "object" for line in lines if "alert" in line), film.label["seconds"] / 3600


def yaw_and_pitch(samples, start_ms, end_ms):
    """The median pose of the first face between two times, degrees."""
    faces = [line["faces"][0] for line in samples if start_ms <= line["t_ms"] <= end_ms and line["faces"] and line["faces"][0]["yaw"] is not None]
    return {axis: statistics.median(face[axis] for face in faces) if faces else None for axis in ("yaw", "pitch")}


def turn_rows(films):
    """By how much a drawn head was turned off where it looked by itself, and by how much it was measured to be."""
    rows = [row("turned by", "events", "measured, median", "farthest from it", "told"), row(*["---"] * 5)]
    told = collections.defaultdict(list)
    for film in films:
        own = yaw_and_pitch(film.samples, 0, 20000)
        for event, alert in film.events:
            if event["rule"] != "looking_away":
                continue
            axis, angle = event["how"].split()
            seen = yaw_and_pitch(film.samples, event["start_ms"], event["end_ms"])[axis]
            if seen is not None:
                told[event["how"]].append((seen - own[axis], int(angle), alert is not None))
    for how, turns in sorted(told.items()):
        off = max(abs(seen - true) for seen, true, _ in turns)
        rows.append(row(f"{how}°", len(turns), f"{statistics.median(seen for seen, _, _ in turns):+.0f}°", f"{off:.0f}°", sum(alert for _, _, alert in turns)))
    return rows


def looped_anew(bench, kinds):
    rows = []
    for kind in kinds:
        at = bench.folder / kind
        found = [any(json_line.get("alert", {}).get("rule") == "looped" for json_line in bench.observe("--fps", 5, film)) for film in sorted(at.glob("*.avi"))]
        name = "encoded anew" if kind == "loops-anew" else "encoded anew, odd period"
        rows.append(row("`looped`", name, 5, len(found), sum(found), share(sum(found), len(found))))
    return rows


# ---- hours


def hours_section(bench):
    before = load()
    say("→ the cost of a frame")
    cost = bench.words("vision_bench", "--models", bench.models, "--frames", 50 if bench.quick else 300)
    hours = 0.1 if bench.quick else 4
    say(f"→ {hours:g} hours at a station's rates")
    told = bench.words("vision_bench", "--models", bench.models, "--hours", hours)
    memory = [(float(hour), int(kib)) for hour, kib in re.findall(r"memory after ([\d.]+) h: (\d+) KiB", told)]
    faces, everything = (float(re.search(rf"^{name} +([\d.]+) ms", cost, re.MULTILINE)[1]) for name in ("figures, presence, pose", "all"))
    core = float(re.search(r"default rates: ([\d.]+) %", told)[1])
    grown = max(kib for _, kib in memory) / memory[0][1] - 1
    rows = [row("what", "figure", "goal", ""), row(*["---"] * 4)]
    rows.append(row(f"resident memory over {memory[-1][0]:g} simulated hours, from the first minute on, KiB", ", ".join(str(kib) for _, kib in memory), "flat: within 2 %", verdict(grown <= 0.02)))
    rows.append(row("a frame of 640 x 480 with one face: figures, presence and pose; median", f"{faces:.1f} ms", "≤ 15 ms", verdict(faces <= 15)))
    rows.append(row("the same with objects and identity", f"{everything:.1f} ms", "≤ 85 ms", verdict(everything <= 85)))
    rows.append(row("share of a core: 5 frames a second decoded, presence and pose 2 Hz, objects .33 Hz, identity .2 Hz", f"{core:.1f} %", "≤ 10 %", verdict(core <= 10)))
    loaded = f"{before} when it began, {load()} when it ended"
    return "\n".join([f"Processor time of one thread. The machine's load was {loaded}: what else runs there makes these figures larger, at times twice.\n", *rows])


def kept(heading):
    """What the last run with --long wrote."""
    page = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    return page.partition(heading)[2].strip() or "Not measured yet."


HONEST = """Photographs of **two people** and heads that we draw: they show what a rule does with what it is given, on each picture that is made. They say nothing of
how often a face is found among people (see `tests/vision/wider_pictures`, and docs/MODELS.md for what that found), nothing of skins, ages, glasses or veils, and a
photograph that is moved is no living face. A drawn head that turns proves the sign and the size of a relative angle, of no real head. Nobody else has filmed
these: the films and the rules have one author, and the brief things that no rule may tell are those that we thought of.
Nothing that we draw is taken for an object, so the recall of `object` is not measured here; nor is that of `identity`, which two people cannot measure."""


def main(programs, models, folder, quick, long):
    bench = Bench(programs, models, folder, quick)
    began = load()
    pairs = looked(bench)
    events = bench.films("events", 3 if quick else 15)
    loops = [*bench.films("loops", 3 if quick else 20), *bench.films("loops-anew", 2 if quick else 6), *bench.films("loops-odd", 2 if quick else 6)]
    quiet = bench.films("minutes" if quick else "hours", 3)
    aside = looped_anew(bench, ("loops-anew", "loops-odd"))
    about, alone = quiet_rows(quiet, object_hints(bench, quiet))
    hours = hours_section(bench) if long else kept(LONG)
    shutil.rmtree(folder)
    print("# How well the camera sees\n")
    print("Written by `./deploy/bench vision`: `labelled_set` (`tests/vision`) makes pictures and films of which it is known what they show, "
          f"`probant-station observe` looks at them, and this compares. The machine's load was {began}.{' **A quick run: too few to say much.**' if quick else ''}\n")
    print(f"{HONEST}\n")
    print("## Pictures\n", *picture_rows(pairs), "", *people_rows(pairs), sep="\n")
    print(f"\n## Events on films\n\n{sum(len(film.events) for film in events)} events in {sum(film.label['seconds'] for film in events) / 60:.0f} minutes of {len(events)} films, "
          f"and {len(loops)} films of 95 s of which the last 70 are a loop of 4 to 13 s. Precision counts the alerts of the hours below as well.\n")
    print(*rule_rows(events + loops + quiet), "", *way_rows(events + loops, aside), "", *turn_rows(events), sep="\n")
    print(f"\n## Hours without an event\n\n{about}\n", *alone, sep="\n")
    print("\n## Each that was wrong\n", *false_list(events + loops + quiet), sep="\n")
    print(f"\n{LONG}\n\n{hours}")


if __name__ == "__main__":
    main(*(pathlib.Path(word) for word in sys.argv[1:4]), "--quick" in sys.argv[4:], "--long" in sys.argv[4:])
