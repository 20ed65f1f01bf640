#!/usr/bin/env python3
"""Measures the measuring engine and writes docs/MEASURED.md. Usage: measuring.py BIN FOLDER [--quick] [--large]

Banks and people are invented here from fixed seeds. Each figure stands beside its goal and, where there is one, beside the
plain published method on the same answers (tests/load/plain_selection.cpp). A goal that is missed is said in the same line.

SPDX-License-Identifier: EUPL-1.2
"""
import array
import csv
import json
import math
import pathlib
import random
import re
import subprocess
import sys

import measuring_evidence as evidence

ROOT = pathlib.Path(__file__).resolve().parents[2]
HEAD = "| row | what | Probant | plain method | goal | |\n|---|---|---|---|---|---|"
BESIDE_LARGE = ("On so large a bank 6,000 people do not settle the plain prices: learned on 30,000 (by hand, cap 25 %) their rel_info is .8502 instead of .8540, and 34 of "
                "the 300 questions that they use pass the cap, the first of all in every sitting (1.0000). No row of theirs keeps the cap.")
APART = "## A bank of 5,000, measured apart with `--large`"
RIVALS = """
## The others

Measured once on another invented bank of 1,000 (N(0, 1) candidates, 32 questions), so only ratios compare: an RMSE to the
oracle's .1925 there, never to a figure above.

| engine | RMSE | × oracle | rel_info | most used item | overlap | CPU a step |
|---|---|---|---|---|---|---|
| catSurv, catR, mirtCAT, jsCAT: maximum information, no constraint | .194–.196 | 1.01–1.02 | .966 | 100 % | .38 | 1.0, 2.0, 3.3, 9.4 ms |
| catsim: maximum likelihood | .2036 | 1.06 | .948 | 100 % | .37 | .61 ms |
| Pix v3 rules | .2070 | 1.08 | .879 | 74 % | .36 | .21–.24 ms |
| plain C++, blueprint, greedy | .1981 | 1.03 | .901 | 100 % | .37 | .011 ms |
| item eligibility, cap 25 % | .2133 | 1.11 | .771 | 26.8 % | .20 | .011 ms |
| item prices, cap 25 % | .2106 | 1.09 | .812 | 24.5 % | .205 | .004 ms |
| ceiling of the linear programme, blueprint, cap 25 % | | | .885 | | .209 | |
"""
DOMAINS = [1] * 3 + [2] * 4 + [3] * 4 + [4] * 3 + [5] * 2
STRATA = ((-9, -2), (-2, -1), (-1, 1), (1, 2), (2, 9))
BUDGET = """length = 32
tube_max = 1
[competence]
min = 1
max = 3
[domain.1]
min = 5
max = 7
[domain.3]
min = 8
max = 9
[budget]
seconds = 1500
words = 2600
[type.order]
max = 6
[language]
one_of = ["fr"]
"""


def sigmoid(z):
    return 1 / (1 + math.exp(-z)) if z > -700 else 0.0


class Ground:
    """Files of one bank and one set of people, made when they are first asked for. `pairs`: a and b said beforehand."""

    def __init__(self, folder, items, seed, pairs=None):
        self.folder, self.seed = folder, seed
        draw = random.Random(seed)
        shift = [draw.gauss(0, 0.25) for _ in range(16)]
        self.rows, enemies = [], draw.sample(range(items), items * 6 // 100)
        group = {item: place // 2 for place, item in enumerate(enemies)}
        for n in range(items):
            competence = n % 16
            level = min(8, max(1, round(draw.gauss(4.2, 1.8))))
            b = min(6, max(-5, -3.2 + 0.8 * level + shift[competence] + draw.gauss(0, 0.7)))
            a = min(3, max(0.25, math.exp(draw.gauss(math.log(1.05), 0.38))))
            if pairs:
                a, b = pairs[n]
            self.rows.append((n, competence, DOMAINS[competence], competence * 12 + draw.randrange(12), n, level, group.get(n, -1), round(a, 4), round(b, 4), 0,
                              round(min(5.5, max(2.3, draw.gauss(3.6 + 0.12 * b, 0.35))), 4), round(min(3, max(1, draw.gauss(1.9, 0.3))), 4),
                              ("choice", "order", "match")[n % 3], "en" if n % 10 == 0 else "fr", 30 + n * 7 % 90))
        self.bank = folder / f"bank-{items}.csv"
        head = "item,competence,domain,tube,skill,level,enemy,a,b,c,time_intensity,time_discrimination,type,language,words"
        self.bank.write_text("\n".join([head, *(",".join(map(str, row)) for row in self.rows)]) + "\n", encoding="utf-8")

    def people(self, name, count, draw_theta):
        stem = f"{self.bank.stem}-{name}"
        draw = random.Random(f"{self.seed} {name}")
        thetas = [round(draw_theta(draw), 5) for _ in range(count)]
        items = [(row[7], row[8]) for row in self.rows]
        people, answers = self.folder / f"{stem}.csv", self.folder / f"{stem}.u8"
        people.write_text("\n".join(["sim,theta", *(f"{n},{theta}" for n, theta in enumerate(thetas))]) + "\n", encoding="utf-8")
        with answers.open("wb") as file:
            for theta in thetas:
                file.write(bytes(draw.random() < sigmoid(a * (theta - b)) for a, b in items))
        return People(thetas, people, answers)


class People:
    def __init__(self, thetas, file, answers):
        self.thetas, self.file, self.answers = thetas, file, answers


class Bench:
    def __init__(self, programs, folder, quick):
        self.programs, self.folder, self.quick = programs, folder, quick
        self.count = 400 if quick else 2000
        self.many = 1000 if quick else 20000
        self.lines = []

    def run(self, *words):
        done = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise SystemExit(f"{' '.join(map(str, words))}\n{done.stderr}")
        return done.stdout

    def simulate(self, ground, people, *more):
        """The figures, and the rows of OUT.csv."""
        out = self.folder / "out.csv"
        told = self.run(self.programs / "probant-engine", "simulate", "--bank", ground.bank, "--candidates", people.file, "--responses", people.answers,
                        "--seed", 11, "--out", out, "--json", *more)
        with out.open(encoding="utf-8") as file:
            return json.loads(told), list(csv.DictReader(file))

    def plain(self, ground, people, rules, cap):
        """The same figures of the plain method, read by `probant-engine report`."""
        out, report = self.folder / "plain.csv", self.folder / "plain"
        self.run(self.programs / "plain_selection", ground.bank, people.file, people.answers, rules, cap, 5, out)
        self.run(self.programs / "probant-engine", "report", "--run", out, "--bank", ground.bank, "--candidates", people.file, "--rules", rules, "--out", report)
        return Plain(ground, people, out)

    def row(self, number, what, figure, beside, goal, met):
        verdict = "" if met is None else ("met" if met else "**missed**")
        self.lines.append(f"| {number} | {what} | {figure} | {beside} | {goal} | {verdict} |")


class Plain:
    """What is compared of a plain run: information, accuracy, overlaps, the most used."""

    def __init__(self, ground, people, out):
        with out.open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        sittings = [[int(item) for item in row["items"].split(";")] for row in rows]
        self.rmse = rmse(rows, people.thetas)
        self.overlap, self.overlap_near = overlaps(sittings, people.thetas, len(ground.rows))
        self.rel_info = sum(share_of_best(ground, items, theta) for items, theta in zip(sittings, people.thetas)) / len(rows)
        uses = [0] * len(ground.rows)
        for items in sittings:
            for item in items:
                uses[item] += 1
        self.most = max(uses) / len(rows)


def rmse(rows, thetas):
    return math.sqrt(sum((float(row["theta_hat"]) - theta) ** 2 for row, theta in zip(rows, thetas)) / len(rows))


def information(row, theta):
    right = sigmoid(row[7] * (theta - row[8]))
    return row[7] ** 2 * right * (1 - right)


def share_of_best(ground, items, theta):
    every = [information(row, theta) for row in ground.rows]
    return sum(every[item] for item in items) / sum(sorted(every, reverse=True)[:32])


def overlaps(sittings, thetas, items):
    """Of all pairs, and of those closer than .25: exact, by counting within a sliding window."""
    people = len(sittings)
    uses = array.array("l", [0] * items)
    for given in sittings:
        for item in given:
            uses[item] += 1
    every = sum(use * (use - 1) for use in uses) / (people * (people - 1)) / 32
    order = sorted(range(people), key=lambda person: thetas[person])
    window, first, after, total = array.array("l", [0] * items), 0, 0, 0.0
    for person in order:
        while after < people and thetas[order[after]] <= thetas[person] + 0.25:
            for item in sittings[order[after]]:
                window[item] += 1
            after += 1
        while thetas[order[first]] < thetas[person] - 0.25:
            for item in sittings[order[first]]:
                window[item] -= 1
            first += 1
        if after - first > 1:
            total += sum(window[item] - 1 for item in sittings[person]) / 32 / (after - first - 1)
    return every, total / people


def coverage(rows, thetas):
    inside = [abs(float(row["theta_hat"]) - theta) <= 1.96 * float(row["se"]) for row, theta in zip(rows, thetas)]
    strata = []
    for low, high in STRATA:
        here = [ok for ok, theta in zip(inside, thetas) if low <= theta < high]
        strata.append(sum(here) / len(here) if here else float("nan"))
    beyond = [float(row["theta_hat"]) - theta for row, theta in zip(rows, thetas) if abs(theta) > 2]
    signed = [error if theta > 0 else -error for error, theta in zip(beyond, [theta for theta in thetas if abs(theta) > 2])]
    return sum(inside) / len(inside), strata, sum(signed) / max(1, len(signed))


def selection_rows(bench, ground, label):
    normal = ground.people("normal", bench.count, lambda draw: draw.gauss(0, 1))
    wide = ground.people("wide", bench.count, lambda draw: draw.uniform(-4, 4))
    told, rows = bench.simulate(ground, normal, "--rules", "free", "--score-sd", 1)
    plain = bench.plain(ground, normal, "free", 1)
    bench.row(2, f"{label}, no constraint: RMSE", f"{told['rmse']:.4f}", f"{plain.rmse:.4f}", "≤ 1.002 × plain", told["rmse"] <= 1.002 * plain.rmse)
    told, _ = bench.simulate(ground, normal, "--rules", "balanced")
    plain = bench.plain(ground, normal, "balanced", 1)
    broken = sum(told["violations"].values())
    bench.row(3, f"{label}, blueprint: rel_info, rules broken", f"{told['rel_info']:.4f}, {broken}", f"{plain.rel_info:.4f}", "≥ greedy, 0 broken",
              told["rel_info"] >= plain.rel_info and broken == 0)
    for number, cap in ((4, 0.25), (5, 0.2)):
        told, _ = bench.simulate(ground, normal, "--rules", "balanced", "--exposure-cap", cap, "--burn-in", "normal:6000")
        plain = bench.plain(ground, normal, "balanced", cap)
        bench.row(number, f"{label}, cap {cap:.0%}: rel_info", f"{told['rel_info']:.4f}", f"{plain.rel_info:.4f}", "≥ plain prices", told["rel_info"] >= plain.rel_info)
        bench.row(number, f"{label}, cap {cap:.0%}: most used in a window", f"{told['max_window']:.4f}", f"{plain.most:.4f}", f"≤ {cap}", told["max_window"] <= cap)
        bench.row(number, f"{label}, cap {cap:.0%}: overlap", f"{told['overlap']:.4f}", f"{plain.overlap:.4f}", "≤ plain + .003", told["overlap"] <= plain.overlap + 0.003)
        bench.row(number, f"{label}, cap {cap:.0%}: overlap of people alike", f"{told['overlap_near']:.3f}", f"{plain.overlap_near:.3f}", "≤ .38", told["overlap_near"] <= 0.38)
        alike, _ = bench.simulate(ground, normal, "--rules", "balanced", "--exposure-cap", cap, "--alike", 0.38, "--burn-in", "normal:6000")
        bench.row(number, f"{label}, cap {cap:.0%} and a rule that people alike share .38: overlap of people alike", f"{alike['overlap_near']:.3f}", f"{plain.overlap_near:.3f}",
                  "≤ .385", alike["overlap_near"] <= 0.385)
        bench.row(number, f"{label}, cap {cap:.0%} and that rule: rel_info, overlap", f"{alike['rel_info']:.4f}, {alike['overlap']:.4f}",
                  f"{plain.rel_info:.4f}, {plain.overlap:.4f}", "", None)
        if number == 4:
            levelled, _ = bench.simulate(ground, normal, "--rules", "balanced", "--exposure-cap", cap, "--level-cap", 2.4 * cap, "--burn-in", "normal:6000")
            bench.row("5b", f"{label}, cap {cap:.0%} and {2.4 * cap:.0%} by level: rel_info", f"{levelled['rel_info']:.4f}", f"{plain.rel_info:.4f}", "≥ .95 × plain prices",
                      levelled["rel_info"] >= 0.95 * plain.rel_info)
            most = max(levelled["max_level_exposure"])
            bench.row("5b", f"{label}, most used in a fifth of the people", f"{most:.3f}", "", f"≤ {2.4 * cap}", most <= 2.4 * cap)
            bench.row("5b", f"{label}, overlap of people alike", f"{levelled['overlap_near']:.3f}", f"{plain.overlap_near:.3f}", "", None)
            steps = levelled, told
    shifted, _ = bench.simulate(ground, wide, "--rules", "balanced", "--exposure-cap", 0.25, "--burn-in", "normal:6000")
    bench.row(4, f"{label}, people spread over ±4, prices learned on N(0, 1): most used", f"{shifted['max_window']:.4f}", "", "≤ 0.25", shifted["max_window"] <= 0.25)
    most = 15 if len(ground.rows) <= 1000 else 60
    bench.row(8, f"{label}, blueprint and cap: µs a step, p99 of a sitting's mean", f"{steps[1]['cpu_us_step']:.1f}, {steps[1]['cpu_us_step_p99']:.1f}", "", f"≤ {most}, p99 ≤ 3 ×",
              steps[1]["cpu_us_step"] <= most and steps[1]["cpu_us_step_p99"] <= 3 * steps[1]["cpu_us_step"])
    bench.row(8, f"{label}, burn-in of 6,000: s", f"{steps[1]['burn_in_cpu_s']:.2f}", "", "≤ 2", steps[1]["burn_in_cpu_s"] <= 2 if len(ground.rows) <= 1000 else None)
    return normal, wide


def precision_rows(bench, ground, wide):
    many = ground.people("many", bench.many, lambda draw: draw.gauss(0, 1))
    told, rows = bench.simulate(ground, many, "--rules", "balanced", "--no-timing")
    overall, strata, bias = coverage(rows, many.thetas)
    shown = " ".join(f"{share:.3f}" for share in strata)
    bench.row(6, f"{bench.many:,} people: covered by the 95 % interval; by stratum", f"{overall:.4f}; {shown}", "", ".94–.96; .92–.97",
              0.94 <= overall <= 0.96 and all(0.92 <= share <= 0.97 for share in strata))
    bench.row(6, "bias beyond ±2, outwards", f"{bias:+.3f}", "", "within ±.05", abs(bias) <= 0.05)
    for rules, most in (("free", 1.08), ("balanced", 1.12)):
        told, rows = bench.simulate(ground, wide, "--rules", rules)
        oracle = math.sqrt(sum(1 / sum(sorted((information(row, theta) for row in ground.rows), reverse=True)[:32]) for theta in wide.thetas) / len(wide.thetas))
        bench.row(7, f"people spread over ±4, {rules}: RMSE", f"{told['rmse']:.4f}", f"{oracle:.4f} (oracle)", f"≤ {most} × oracle", told["rmse"] <= most * oracle)
        if rules == "free":
            overall, _, _ = coverage(rows, wide.thetas)
            bench.row(6, "people spread over ±4: covered", f"{overall:.4f}", "", "≥ .94", overall >= 0.94)
    return many


def shadow_rows(bench, ground, normal):
    rules = bench.folder / "budget.toml"
    rules.write_text(BUDGET, encoding="utf-8")
    told, _ = bench.simulate(ground, normal, "--rules", rules)
    p99 = told["cpu_us_step_p99"] / 1000
    bench.row(9, "time, words, ranges, types, language: p99 of a sitting's mean step, ms", f"{p99:.2f}", "", "≤ 5", p99 <= 5)
    bench.row(9, "ninety-nine draws in a hundred: proved within … of the bound", f"{told['shadow_gap_p99']:.2%}", "", "≤ .5 %", told["shadow_gap_p99"] <= 0.005)
    bench.row(9, "the worst proof of all draws: short of the bound by", f"{told['shadow_gap']:.2%}", "", "≤ .5 %", told["shadow_gap"] <= 0.005)


def calibration_rows(bench):
    draw = random.Random(1)
    persons, items, given = (1000, 100, 50) if bench.many < 20000 else (5000, 500, 250)
    truth = [(min(2.8, max(0.3, math.exp(draw.gauss(math.log(1.05), 0.35)))), min(3.5, max(-3.5, draw.gauss(0, 1.2)))) for _ in range(items)]
    for name, number, count in (("half of the answers", 10, given), ("87 % of the answers missing", 11, items * 64 // 500)):
        answers = self_answers(draw, truth, persons, count)
        file, out = bench.folder / "calibration.u8", bench.folder / "items.csv"
        file.write_bytes(answers)
        told = json.loads(bench.run(bench.programs / "probant-engine", "calibrate", "--responses", file, "--persons", persons, "--items", items, "--model", "2pl",
                                    "--threads", 1, "--out", out, "--json"))
        with out.open(encoding="utf-8") as table:
            found = [(float(row["a"]), float(row["b"])) for row in csv.DictReader(table)]
        wrong_a, wrong_b = (math.sqrt(sum((mine[n] - true[n]) ** 2 for mine, true in zip(found, truth)) / items) for n in (0, 1))
        bench.row(number, f"calibration, {persons:,} × {items}, {name}: s", f"{told['cpu_s']:.2f}", "41.5 (mirt, another machine)" if number == 10 else "", "≤ 1.0" if number == 10 else "",
                  told["cpu_s"] <= 1 if number == 10 else None)
        bench.row(number, f"{name}: RMSE of a, b", f"{wrong_a:.3f}, {wrong_b:.3f}", "", "≤ .14, .205" if number == 11 else "",
                  (wrong_a <= 0.14 and wrong_b <= 0.205) if number == 11 else None)


def self_answers(draw, truth, persons, count):
    answers = bytearray()
    for _ in range(persons):
        theta = draw.gauss(0, 1)
        kept = set(draw.sample(range(len(truth)), count))
        answers += bytes((draw.random() < sigmoid(a * (theta - b))) if n in kept else 9 for n, (a, b) in enumerate(truth))
    return bytes(answers)


def large_rows(bench):
    """A bank of 5,000: minutes, so measured apart and kept."""
    lines, bench.lines = bench.lines, []
    selection_rows(bench, Ground(bench.folder, 5000, 4712), "5,000 items")
    apart, bench.lines = bench.lines, lines
    return f"{BESIDE_LARGE}\n\n{HEAD}\n" + "\n".join(apart)


def kept_rows():
    """What the last run with --large wrote."""
    page = (ROOT / "docs/MEASURED.md").read_text(encoding="utf-8")
    return page.partition(APART)[2].strip()


def main(programs, folder, quick, large):
    folder.mkdir(parents=True, exist_ok=True)
    bench = Bench(programs, folder, quick)
    thousand = Ground(folder, 1000, 4711)
    normal, wide = selection_rows(bench, thousand, "1,000 items")
    evidence.identity_rows(bench, thousand, normal)
    many = precision_rows(bench, thousand, wide)
    shadow_rows(bench, thousand, normal)
    calibration_rows(bench)
    evidence.likelihood_rows(bench)
    evidence.adaptive_calibration_rows(bench, Ground)
    evidence.published_rows(bench)
    capped = evidence.whole_run_row(bench, thousand, many)
    evidence.adaptive_forensics_rows(bench, thousand, many, capped)
    evidence.forensics_rows(bench)
    evidence.replay_row(bench)
    apart = large_rows(bench) if large else kept_rows()
    print("# How well it measures\n")
    print("Written by `./deploy/bench engine`: invented banks and people from fixed seeds, 32 questions, every figure beside its goal and beside the plain "
          "published method on the same answers (`tests/load/plain_selection.cpp`). `rel_info` is the share of the best test's information at the true ability. "
          "The plain prices are learned on 6,000 invented people and have no guard: they pass the cap. The rows are those of the goals; times are of one core of this machine.\n")
    print(HEAD)
    # By the number of the goal; rows of one goal stay in the order they were measured in.
    print("\n".join(sorted(bench.lines, key=lambda line: int(re.match(r"\| (\d+)", line)[1]))))
    print(RIVALS)
    print(f"{APART}\n\n{apart}" if apart else f"{APART}\n\nNot measured yet.")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), "--quick" in sys.argv[3:], "--large" in sys.argv[3:])
