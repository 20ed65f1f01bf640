#!/usr/bin/env python3
"""tests/load/bench_calibrate.py: how fast and how near calibration comes, beside its goals.

Calibrates each set twice: without priors (log-likelihood and seconds) and with them (errors against
the true items). The sets are those of a folder, NAME_x.u8 and NAME_true.csv (a, b, c), or are
invented from a seed. One line a set and one figure a cell; a missed goal is said, it is no failure.

SPDX-License-Identifier: EUPL-1.2
"""
import argparse
import csv
import json
import math
import pathlib
import random
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
# name: persons, items, model; then what is asked: seconds, error of a, error of b.
SETS = {
    "full": (5000, 500, "2pl", {"cpu_s": 1.0}),
    "sparse": (5000, 500, "2pl", {"cpu_s": 1.0, "rmse_a": 0.14, "rmse_b": 0.205}),
    "cat": (5000, 500, "2pl", {"cpu_s": 1.0, "rmse_a": 0.21, "rmse_b": 0.25}),
    "small": (1000, 50, "2pl", {}),
    "tpl": (5000, 100, "3pl", {}),
}
GIVEN = {"full": 250, "sparse": 64, "small": 50, "tpl": 100}


def invent(folder, name, seed):
    """Abilities N(0, 1), ln a N(ln 1.05, .35), b N(0, 1.2), a random part of the items given to each."""
    persons, items, model, _ = SETS[name]
    dice = random.Random(seed)
    bank = [(min(max(math.exp(dice.gauss(math.log(1.05), 0.35)), 0.3), 2.8),
             min(max(dice.gauss(0, 1.2), -3.5), 3.5),
             dice.betavariate(8, 32) if model == "3pl" else 0.0) for _ in range(items)]
    with open(folder / f"{name}_x.u8", "wb") as file:
        for _ in range(persons):
            theta, row = dice.gauss(0, 1), bytearray([9]) * items
            for item in dice.sample(range(items), GIVEN[name]):
                a, b, c = bank[item]
                row[item] = dice.random() < c + (1 - c) / (1 + math.exp(-a * (theta - b)))
            file.write(row)
    with open(folder / f"{name}_true.csv", "w", encoding="utf-8") as file:
        file.write("a,b,c\n" + "".join(f"{a:.6f},{b:.6f},{c:.6f}\n" for a, b, c in bank))


def calibrate(program, folder, name, out, *more):
    persons, items, model, _ = SETS[name]
    words = [program, "calibrate", "--responses", folder / f"{name}_x.u8", "--persons", persons, "--items", items,
             "--model", model, "--out", out, "--json", *more]
    return json.loads(subprocess.run(list(map(str, words)), check=True, capture_output=True, text=True).stdout)


def rows(path):
    with open(path, encoding="utf-8") as file:
        return list(csv.DictReader(file))


def figures(program, folder, name, ground):
    likely = calibrate(program, folder, name, ground / "ml.csv", "--ml")
    prior = calibrate(program, folder, name, ground / "map.csv")
    found = {"logLik": likely["logLik"], "iterations": likely["iterations"], "cpu_s": likely["cpu_s"],
             "cpu_s_priors": prior["cpu_s"]}
    pairs = list(zip(rows(ground / "map.csv"), rows(folder / f"{name}_true.csv")))
    for key in "abc" if SETS[name][2] == "3pl" else "ab":
        squares = [(float(one[key]) - float(true[key])) ** 2 for one, true in pairs]
        found[f"rmse_{key}"] = math.sqrt(sum(squares) / len(squares))
    found["flagged"] = sum(one["flag"] != "ok" for one, _ in pairs)
    return found


def said(found, goals):
    for key, value in found.items():
        text = f"{value:.3f}" if isinstance(value, float) else str(value)
        goal = goals.get(key)
        verdict = "" if goal is None else f" (goal {goal}: {'met' if value <= goal else 'MISSED'})"
        yield f"{key} {text}{verdict}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bin", type=pathlib.Path, default=ROOT / "build/release/bin")
    parser.add_argument("--data", type=pathlib.Path, help="a folder of sets; without it they are invented")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="probant-bench-") as ground:
        ground = pathlib.Path(ground)
        folder = options.data or ground
        for name, (_, _, _, goals) in SETS.items():
            if options.data is None and name in GIVEN:
                invent(folder, name, options.seed)
            if not (folder / f"{name}_x.u8").is_file():
                continue
            print(f"{name}: " + ", ".join(said(figures(options.bin / "probant-engine", folder, name, ground), goals)))
            sys.stdout.flush()


if __name__ == "__main__":
    main()
