"""The rows of docs/MEASURED.md that need no bank of a thousand: identity, calibration, public data, forensics, time.

Used by measuring.py, which says what a bench and a ground are.

SPDX-License-Identifier: EUPL-1.2
"""
import array
import csv
import json
import math
import pathlib
import random
import resource
import shutil
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared/bench/cat"
SYSTEM_PYTHON = "/usr/bin/python3"
NODES = [-8 + n * 0.008 for n in range(2001)]
ALTERNATIVES = 4
FEWEST_ANSWERS = 100

# What mirt 1.36 reaches on the sets of gen_calib.py, on 61 nodes of [-6, 6].
MIRT_LIKELIHOODS = {"full": (5000, 500, -629224.863), "sparse": (5000, 500, -167385.407), "small": (1000, 50, -26317.343)}

# What mirt and ltm print for the public data (tests/data/calibration): model, log-likelihood, a and b of items,
# standard errors of a (mirt) and b (ltm).
PUBLISHED = {
    "lsat6": ("2pl", -2466.6534,
              [(0.82565952, [-3.35881114]), (0.72274421, [-1.37005760]), (0.89087453, [-0.27966624]), (0.68836799, [-1.86638100]),
               (0.65685596, [-3.12590669])],
              [(0.25811493, 0.866946248), (0.18667967, 0.307336472), (0.23276384, 0.099667249), (0.18514294, 0.434119931),
               (0.20990918, 0.869980793)]),
    "lsat7": ("2pl", -2658.8051,
              [(0.98754593, [-1.87926009]), (1.08083715, [-0.74754055]), (1.70747752, [-1.05723566]), (0.76498989, [-0.63530226]),
               (0.73567273, [-2.52076435])], []),
    "science": ("grm", -1608.8694,
                [(1.0406416, [-4.6728111, -2.53609332, 1.40822417]), (1.2258327, [-2.3853176, -0.73511708, 1.84888988]),
                 (2.3005942, [-2.2799215, -0.96437796, 0.85521201]), (1.0937996, [-3.0598701, -0.90639969, 1.54281557])], []),
    "verbal_aggression": ("2pl", -4016.4272,
                          [(1.3725080, [-0.886138089]), (1.7200721, [-0.786023143]), (1.5512972, [-0.387060279]),
                           (2.3510331, [-0.229724336]), (1.3729277, [-0.062386429]), (1.4514892, [0.605971120])], []),
}


def rows_of(path):
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


class Reference:
    """The posterior mean on 2,001 nodes, as plainly as it is defined."""

    def __init__(self, items, prior_sd):
        self.items, self.cache = items, {}
        self.prior = [-0.5 * (node / prior_sd) ** 2 for node in NODES]

    def logs(self, item):
        if item not in self.cache:
            a, b = self.items[item]
            wrong = [-math.log1p(math.exp(a * (node - b))) for node in NODES]
            self.cache[item] = wrong, [value + a * (node - b) for value, node in zip(wrong, NODES)]
        return self.cache[item]

    def mean(self, answers):
        sums = list(self.prior)
        for item, right in answers:
            sums = [one + other for one, other in zip(sums, self.logs(item)[right])]
        top = max(sums)
        masses = [math.exp(value - top) for value in sums]
        return sum(mass * node for mass, node in zip(masses, NODES)) / sum(masses)


def identity_rows(bench, ground, normal):
    """Row 1: the same items as plain maximum information, and the reference's ability; two people are all right, all wrong."""
    items = len(ground.rows)
    people, answers = bench.folder / "identity.csv", bench.folder / "identity.u8"
    thetas = [*normal.thetas, 4.0, -4.0]
    people.write_text("\n".join(["sim,theta", *(f"{n},{theta}" for n, theta in enumerate(thetas))]) + "\n", encoding="utf-8")
    answers.write_bytes(normal.answers.read_bytes() + bytes([1]) * items + bytes([0]) * items)
    own, plain = bench.folder / "identity-own.csv", bench.folder / "identity-plain.csv"
    bench.run(bench.programs / "probant-engine", "simulate", "--bank", ground.bank, "--candidates", people, "--responses", answers,
              "--rules", "free", "--score-sd", 1, "--no-timing", "--out", own)
    bench.run(bench.programs / "plain_selection", ground.bank, people, answers, "free", 1, 5, plain)
    own, plain = rows_of(own), rows_of(plain)
    same = sum(one["items"] == other["items"] for one, other in zip(own, plain)) / len(own)
    bench.row(1, "free: people given the same list of items, all right and all wrong too", f"{same:.2%}", "the list", "≥ 99.5 %", same >= 0.995)
    given = answers.read_bytes()
    reference = Reference([(row[7], row[8]) for row in ground.rows], 1)
    checked = [*range(0, len(own) - 2, max(1, len(own) // 60)), len(own) - 2, len(own) - 1]
    worst = 0
    for person in checked:
        seen = [(item, given[person * items + item]) for item in map(int, own[person]["items"].split(";"))]
        worst = max(worst, abs(reference.mean(seen) - float(own[person]["theta_hat"])))
    bench.row(1, f"free: ability, farthest from 2,001 nodes on ±8 ({len(checked)} people, all right and all wrong too)", f"{worst:.1e}",
              "0", "≤ 1e-6", worst <= 1e-6)


def calibrate(bench, file, persons, items, model, *more):
    out = bench.folder / "items.csv"
    told = bench.run(bench.programs / "probant-engine", "calibrate", "--responses", file, "--persons", persons, "--items", items,
                     "--model", model, "--threads", 1, "--out", out, "--json", *more)
    return json.loads(told), rows_of(out)


def errors_of(kept, count):
    """RMSE of a and of b, over pairs of a calibrated row and the truth."""
    squares = [((float(one["a"]) - a) ** 2, (float(one["b"]) - b) ** 2) for one, (a, b) in kept]
    return [math.sqrt(sum(square[place] for square in squares) / count) for place in (0, 1)]


def likelihood_rows(bench):
    """Row 10: the sets that mirt was measured on, where they can be made."""
    what = "log-likelihood less mirt's, sets of gen_calib.py: full, sparse, small"
    script, numpy = SHARED / "gen_calib.py", False
    if script.is_file() and pathlib.Path(SYSTEM_PYTHON).is_file():
        numpy = subprocess.run([SYSTEM_PYTHON, "-c", "import numpy"], capture_output=True, check=False).returncode == 0
    if bench.quick or not numpy:
        bench.row(10, what, "not run: the sets or numpy are not here" if not bench.quick else "not run: --quick", "0", "≥ −.01", None)
        return
    folder = bench.folder / "calibration"
    folder.mkdir(exist_ok=True)
    if not (folder / "small_x.u8").is_file():
        shutil.copyfile(script, folder / script.name)
        bench.run(SYSTEM_PYTHON, folder / script.name)
    gaps = []
    for name, (persons, items, published) in MIRT_LIKELIHOODS.items():
        told, _ = calibrate(bench, folder / f"{name}_x.u8", persons, items, "2pl", "--ml")
        gaps.append(told["logLik"] - published)
    bench.row(10, what, ", ".join(f"{gap:+.3f}" for gap in gaps), "0 (mirt)", "≥ −.01", min(gaps) >= -0.01)
    told, found = calibrate(bench, folder / "cat_x.u8", 5000, 500, "2pl")
    pairs = [(float(row["a"]), float(row["b"])) for row in rows_of(folder / "cat_true.csv")]
    wrong = errors_of(zip(found, pairs), len(pairs))
    bench.row(11, "answers of gen_calib.py's adaptive tests: RMSE of a, b", f"{wrong[0]:.3f}, {wrong[1]:.3f}", ".323, .559 (mirt)", "≤ .21, .25",
              wrong[0] <= 0.21 and wrong[1] <= 0.25 and told["converged"])


def adaptive_calibration_rows(bench, ground_of):
    """Row 11: the answers that an adaptive test leaves behind."""
    persons, items = (1000, 500) if bench.quick else (5000, 500)
    draw = random.Random(3)
    pairs = [(min(2.8, max(0.3, math.exp(draw.gauss(math.log(1.05), 0.35)))), min(3.5, max(-3.5, draw.gauss(0, 1.2)))) for _ in range(items)]
    ground = ground_of(bench.folder, items, 3, pairs)
    people = ground.people("adaptive", persons, lambda dice: dice.gauss(0, 1))
    _, rows = bench.simulate(ground, people, "--rules", "free", "--exposure-cap", 0.1, "--burn-in", "normal:2000", "--no-timing")
    answers = bytearray([9]) * (persons * items)
    given = people.answers.read_bytes()
    for person, row in enumerate(rows):
        for item in map(int, row["items"].split(";")):
            answers[person * items + item] = given[person * items + item]
    file = bench.folder / "adaptive.u8"
    file.write_bytes(answers)
    told, found = calibrate(bench, file, persons, items, "2pl")
    # An item that the test hardly gave is its prior, whatever the method.
    kept = [(one, pair) for one, pair in zip(found, pairs) if int(one["n"]) >= FEWEST_ANSWERS]
    wrong = errors_of(kept, len(kept))
    lost = sum(one["flag"] == "not_converged" for one in found)
    bench.row(11, f"answers of simulate's own adaptive tests, cap 10 %: RMSE of a, b of {len(kept)} items with {FEWEST_ANSWERS} answers; items that diverge",
              f"{wrong[0]:.3f}, {wrong[1]:.3f}; {lost}", ".323, .559 (mirt, another selection)", "≤ .21, .25; 0",
              wrong[0] <= 0.21 and wrong[1] <= 0.25 and lost == 0 and told["converged"])


def published_rows(bench):
    """Row 12: public data, without priors, beside what mirt and ltm print."""
    far, likely, errors = 0, 0, 0
    for name, (model, likelihood, items, said_errors) in PUBLISHED.items():
        patterns = rows_of(ROOT / f"tests/data/calibration/{name}.csv")
        file = bench.folder / f"{name}.u8"
        file.write_bytes(b"".join(bytes(map(int, row["pattern"])) * int(row["count"]) for row in patterns))
        persons, width = sum(int(row["count"]) for row in patterns), len(patterns[0]["pattern"])
        told, found = calibrate(bench, file, persons, width, model, "--ml")
        likely = max(likely, abs(told["logLik"] - likelihood))
        for (a, thresholds), one in zip(items, found):
            mine = [one["b"]] if model == "2pl" else [one[f"b{k + 1}"] for k in range(len(thresholds))]
            far = max([far, abs(float(one["a"]) - a), *(abs(float(text) - b) for text, b in zip(mine, thresholds))])
        for (error_a, error_b), one in zip(said_errors, found):
            errors = max(errors, abs(float(one["se_a"]) / error_a - 1), abs(float(one["se_b"]) / error_b - 1))
    bench.row(12, "LSAT6, LSAT7, Science, verbal aggression: farthest parameter, log-likelihood", f"{far:.1e}, {likely:.1e}", "0 (mirt)", "≤ 1e-3",
              max(far, likely) <= 1e-3)
    bench.row(12, "LSAT6: farthest standard error", f"{errors:.2%}", "0 (mirt, ltm)", "≤ 1 %", errors <= 0.01)


class Room:
    """People who answer one form of 32: three wrong alternatives that ability does not choose between make a 2PL."""

    def __init__(self, folder, people, seed):
        self.folder, self.items = folder, 32
        folder.mkdir(exist_ok=True)
        self.dice = random.Random(seed)
        self.bank = []
        for _ in range(self.items):
            b = self.dice.gauss(0.1, 1.3)
            a = min(3, max(0.25, math.exp(self.dice.gauss(0.05, 0.38))))
            self.bank.append((a, b, 3.6 + 0.12 * b + self.dice.gauss(0, 0.35), min(3, max(1, self.dice.gauss(1.9, 0.3))), self.dice.randrange(ALTERNATIVES),
                              [math.exp(self.dice.gauss(0, 0.8)) for _ in range(ALTERNATIVES)]))
        self.thetas = [self.dice.gauss(0, 1) for _ in range(people)]
        self.sit()

    def sit(self):
        self.chosen, self.seconds = bytearray(), array.array("f")
        for theta in self.thetas:
            for a, b, intensity, discrimination, key, wrong in self.bank:
                right = self.dice.random() < 1 / (1 + math.exp(-a * (theta - b)))
                others = [v for v in range(ALTERNATIVES) if v != key]
                self.chosen.append(key if right else self.dice.choices(others, [wrong[v] for v in others])[0])
                self.seconds.append(math.exp(self.dice.gauss(intensity, 1 / discrimination)))

    def hardest(self, count):
        return sorted(range(self.items), key=lambda item: -self.bank[item][1])[:count]

    def knows(self, person, items, hurry):
        for item in items:
            self.chosen[person * self.items + item] = self.bank[item][4]
            self.seconds[person * self.items + item] *= math.exp(-hurry)

    def guesses(self, person, items, hurry):
        for item in items:
            self.chosen[person * self.items + item] = self.dice.randrange(ALTERNATIVES)
            self.seconds[person * self.items + item] *= math.exp(-hurry)

    def write(self, named):
        head = "item,competence,domain,tube,skill,level,enemy,a,b,c,time_intensity,time_discrimination"
        self.put("bank.csv", [head, *(f"{n},{n % 16},1,{n},{n},4,-1,{row[0]},{row[1]},0,{row[2]},{row[3]}" for n, row in enumerate(self.bank))])
        nominal = ["item,alternative,zeta,lambda"]
        for n, (a, b, _, _, key, wrong) in enumerate(self.bank):
            rest = sum(weight for v, weight in enumerate(wrong) if v != key)
            nominal += [f"{n},{v},{math.log(rest) - a * b if v == key else math.log(wrong[v])},{a if v == key else 0}" for v in range(ALTERNATIVES)]
        self.put("nrm.csv", nominal)
        self.put("theta.csv", ["sim,theta", *(f"{n},{theta}" for n, theta in enumerate(self.thetas))])
        self.put("known.txt", map(str, named))
        keys = [row[4] for row in self.bank]
        (self.folder / "a.u8").write_bytes(self.chosen)
        (self.folder / "r.u8").write_bytes(bytes(choice == keys[cell % self.items] for cell, choice in enumerate(self.chosen)))
        (self.folder / "t.f32").write_bytes(self.seconds.tobytes())

    def put(self, name, lines):
        (self.folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")

    def files(self, known, pairs, timed):
        words = ["--bank", self.folder / "bank.csv", "--responses", self.folder / "r.u8"]
        if timed:
            words += ["--times", self.folder / "t.f32", "--preknown", self.folder / "known.txt"]
        if known:
            words += ["--candidates", self.folder / "theta.csv"]
        if pairs:
            words += ["--alternatives", self.folder / "a.u8", "--nrm", self.folder / "nrm.csv"]
        return words


def forensics(bench, words, seed):
    out = bench.folder / "forensics"
    told = bench.run(bench.programs / "probant-engine", "forensics", *words, "--seed", seed, "--out", out, "--json")
    return json.loads(told), out / "persons.csv"


def rates(told, kind):
    return {name: figure["p_at_most_alpha"] / figure["tested"] for name, figure in told[kind].items() if figure["tested"] > 0}


def rate_row(bench, what, found, names, low, high, goal):
    shown = "; ".join(f"{name} {found[name]:.4f}" for name in names)
    bench.row(13, what, shown, "", goal, all(low <= found[name] <= high for name in names))


def adaptive_forensics_rows(bench, ground, people, rows):
    """Honest people of adaptive tests: `rows` is what simulate gave them."""
    items = len(ground.rows)
    given, answers = people.answers.read_bytes(), bytearray([9]) * (len(rows) * items)
    for person, row in enumerate(rows):
        for item in map(int, row["items"].split(";")):
            answers[person * items + item] = given[person * items + item]
    file = bench.folder / "adaptive-answers.u8"
    file.write_bytes(answers)
    words = ["--bank", ground.bank, "--responses", file]
    estimated, _ = forensics(bench, words, 31)
    known, _ = forensics(bench, [*words, "--candidates", people.file], 32)
    found = {"estimated": rates(estimated, "person_statistics")["lz_star"], "known": rates(known, "person_statistics")["lz_star"]}
    rate_row(bench, f"false alarms at .01, {len(rows):,} honest people, adaptive, cap 25 %: lz*, abilities", found, ("estimated", "known"), 0.008, 0.012,
             ".008–.012")


def forensics_rows(bench):
    """Rows 13 and 14, of a fixed form."""
    people = 2000 if bench.quick else 20000
    room = Room(bench.folder / "honest", people, 41)
    room.write(range(10))
    # Times cost minutes and hardly ask for the ability: once is enough.
    for known, name, statistics in ((True, "known", ("lz_star",)), (False, "estimated", ("lz_star", "l_t", "rapid", "preknown"))):
        told, _ = forensics(bench, room.files(known, False, not known), 42)
        rate_row(bench, f"false alarms at .01, {people:,} honest people, one form, abilities {name}", rates(told, "person_statistics"),
                 statistics, 0.008, 0.012, ".008–.012")
    pair_rows(bench)
    power_rows(bench)


def pair_rows(bench):
    rooms = 1 if bench.quick else 4
    sums, seconds = {}, []
    for known in (True, False):
        for number in range(rooms):
            room = Room(bench.folder / "pairs", 500, 50 + number)
            room.write(range(10))
            told, _ = forensics(bench, room.files(known, True, False), 60 + number)
            seconds.append(told["cpu_s"]["pairs"])
            for name, rate in rates(told, "pair_statistics").items():
                sums[known, name] = sums.get((known, name), 0) + rate / rooms
    for known, word in ((True, "known"), (False, "estimated")):
        found = {name: sums[known, name] for name in ("omega", "gbt", "m4")}
        what = f"false alarms at .01, {rooms * 124750:,} pairs of honest people, abilities {word}"
        rate_row(bench, what, found, ("omega",), 0.008, 0.012, ".008–.012")
        rate_row(bench, what, found, ("gbt", "m4"), 0, 0.012, "≤ .012")
    bench.row(14, "omega, GBT and M4 on 124,750 pairs of a form of 32: s", f"{min(seconds):.2f}", "", "≤ .3", min(seconds) <= 0.3)


def power_rows(bench):
    people = 600
    cheats = range(people * 3 // 10)
    told = {}
    for kind in ("knew the hardest 30 %", "did not read a fifth"):
        room = Room(bench.folder / "power", people, 71)
        hardest = room.hardest(10)
        for person in cheats:
            if kind.startswith("knew"):
                room.thetas[person] = -1.0
        room.sit()
        for person in cheats:
            if kind.startswith("knew"):
                room.knows(person, hardest, 1.0)
            else:
                room.guesses(person, room.dice.sample(range(32), 6), 1.5)
        room.write(hardest)
        _, path = forensics(bench, room.files(False, False, True), 72)
        for row in rows_of(path):
            if int(row["sim"]) in cheats and row["p"] and float(row["p"]) <= 0.01:
                told[kind, row["statistic"]] = told.get((kind, row["statistic"]), 0) + 1 / len(cheats)
    for statistic, kind, goal in (("lz_star", "knew the hardest 30 %", 0.7), ("rapid", "knew the hardest 30 %", 0.7), ("rapid", "did not read a fifth", 0.7),
                                  ("preknown", "knew the hardest 30 %", 0.995)):
        power = told.get((kind, statistic), 0)
        bench.row(13, f"power at .01, abilities estimated, who {kind}: {statistic}", f"{power:.2f}", "", f"≥ {goal:.2f}" if goal < 0.9 else "1.00", power >= goal)


def children_s():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def whole_run_row(bench, ground, many):
    """Row 16: what a night of simulation costs."""
    before = children_s()
    _, rows = bench.simulate(ground, many, "--rules", "balanced", "--exposure-cap", 0.25, "--burn-in", "normal:6000", "--no-timing")
    bench.run(bench.programs / "probant-engine", "report", "--run", bench.folder / "out.csv", "--bank", ground.bank, "--candidates", many.file, "--out",
              bench.folder / "report")
    spent = children_s() - before
    bench.row(16, f"simulate and report, {len(rows):,} × 32, blueprint and cap, one core: s", f"{spent:.1f}", "", "≤ 12", spent <= 12)
    return rows


def replay_row(bench):
    bench.row(15, "replay of 10,000 sittings, two compilers, -O0 and -O2, FMA and AVX2 off", "`./deploy/test --only replay` proves it", "", "same bytes", None)
