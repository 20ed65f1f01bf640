#!/usr/bin/env python3
"""Makes docs/PERFORMANCE.md from the raw figures of deploy/bench. Usage: performance.py FOLDER

A goal that is missed is said in the same line as the figure. Nothing is rounded in our favour.

SPDX-License-Identifier: EUPL-1.2
"""
import json
import os
import pathlib
import platform
import statistics
import sys

BARE, SLOW = "bare", "slow"
DISKS = {BARE: "this disk", SLOW: "+2 ms"}


def load(folder, name):
    file = folder / f"{name}.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() and file.stat().st_size else None


def spread(values, digits=0):
    """The median and the range."""
    show = lambda value: f"{value:,.{digits}f}"
    return f"{show(statistics.median(values))} ({show(min(values))}–{show(max(values))})"


def verdict(value, goal, at_most=True):
    met = value <= goal if at_most else value >= goal
    if met:
        return "met"
    return f"**missed**: {value / goal:.2f} × the goal" if at_most else f"**missed**: {value / goal:.2f} of the goal"


def machine():
    model = "unknown processor"
    for line in pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            model = line.split(":", 1)[1].strip()
            break
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} × {model}, {memory:.0f} GiB, Linux {platform.release().split('-')[0]}"


def rounds(bench):
    return bench["rounds"]


def loop_rows(folder):
    """S1, S2 and their growth: answers a second against so many times the bare disk."""
    for stations in (1, 30, 64, 200, 500, 1000):
        for disk in (BARE, SLOW):
            bench = load(folder, f"loop-{stations}-{disk}")
            if bench is None:
                continue
            rate = [one["answersPerSecond"] for one in rounds(bench)]
            control = [one["fdatasyncPerSecond"] for one in rounds(bench)]
            ratio = statistics.median(a / (stations * c) for a, c in zip(rate, control))
            p99 = [one["answerP99Us"] / 1000 for one in rounds(bench)]
            waits = statistics.median(one["answerP99Us"] / one["fdatasyncP50Us"] for one in rounds(bench))
            judged = "" if disk == BARE else loop_verdict(stations, ratio, waits)
            yield (f"| {stations} | {DISKS[disk]} | {spread(rate)} | {spread(control)} | {ratio:.2f} | "
                   f"{spread(p99, 1)} | {waits:.1f} | {judged} |")


def loop_verdict(stations, ratio, waits):
    if stations == 1:
        return "S2: " + verdict(ratio, 0.95, at_most=False)
    if stations == 64:
        return "S1: " + verdict(ratio, 0.5, at_most=False)
    if stations == 500:
        return "S3: " + verdict(waits, 6.0)
    return ""


def beside_the_disk(folder):
    """What S1 to S3 leave to the processor: the time of an answer that no fsync explains."""
    bench = load(folder, f"loop-64-{SLOW}")
    if bench is None:
        return
    costs = [1e6 / one["answersPerSecond"] - 1e6 / (64 * one["fdatasyncPerSecond"]) for one in rounds(bench)]
    yield (f"\nBeside its share of the fsync an answer of 64 stations takes {spread(costs, 1)} µs: judged, the next question drawn, one "
           "entry spelt, hashed twice and written, the reply told, and the station's half, on two processors. S1 asks for 35 µs or less "
           "with this disk, S3 for 20. The long waits of S3 are SQLite moving its log into the file: every 5,000 answers or so the loop stands for "
           "50 to 75 ms, and the 500 that are on their way then are more than one in a hundred; four times as long a log makes it rarer "
           "and longer. At the 17 answers a second of a full centre that is once in five minutes; another thread could do it. In S2 a lone "
           "answer waits for two threads to wake, one after the other, and for its own work, beside the fsync.")


def ms(spread_of, member):
    return spread_of[member] / 1000


def room_rows(folder):
    for stations in (30, 200, 1000):
        for disk in (BARE, SLOW):
            room, cost = load(folder, f"room-{stations}-{disk}"), load(folder, f"cost-{stations}-{disk}")
            if room is None or cost is None:
                if cost is not None:
                    yield f"| {stations} | {DISKS[disk]} | did not run to its end (status {cost['status']}) | | | | | | |"
                continue
            answer, first, console, storm = (room[name] for name in ("answer", "firstQuestion", "console", "storm"))
            refused = sum(room["refused"].values())
            yield (f"| {stations} | {DISKS[disk]} | {room['acknowledged']} | {room['lost']} / {refused} / {room['connectFailures']} | "
                   f"{ms(answer, 'p50Us'):.1f} / {ms(answer, 'p99Us'):.1f} / {ms(answer, 'maxUs'):.1f} | "
                   f"{ms(first, 'p99Us'):.1f} | {ms(console, 'p99Us'):.1f} | {ms(storm, 'p99Us'):.1f} | "
                   f"{(cost['rssPeakKb'] - cost['rssBeforeKb']) / stations:.0f} |")


def room_goals(folder):
    for stations, goal in ((200, 50), (1000, 250)):
        for disk in (BARE, SLOW):
            room = load(folder, f"room-{stations}-{disk}")
            if room is None:
                yield f"- answer p99 at {stations} stations, {DISKS[disk]}: not measured."
                continue
            value = ms(room["answer"], "p99Us")
            yield f"- answer → durable → next question, p99 at {stations} stations, {DISKS[disk]}: {value:.1f} ms, goal {goal} ms: {verdict(value, goal)}."
    for stations in (200, 1000):
        room = load(folder, f"room-{stations}-{BARE}")
        if room is None:
            continue
        first, console = ms(room["firstQuestion"], "p99Us"), ms(room["console"], "p99Us")
        yield f"- S8, mass start of {stations} in 10 s, first question p99: {first:.1f} ms, goal 1,000 ms: {verdict(first, 1000)}."
        yield f"- S7, a candidate's click to the console's tile, p99 at {stations} stations: {console:.1f} ms, goal 300 ms: {verdict(console, 300)}."


def of(rounds_of, server, *path):
    """One figure of a server, a value a round; nothing where the server was not there."""
    values = []
    for one in rounds_of:
        value = one.get(server)
        for member in path:
            value = value if value is None else value[member]
        if value is not None:
            values.append(value)
    return values


def over(these, those):
    """The ratios, round by round: what disturbed one round disturbed both."""
    return [a / b for a, b in zip(these, those) if b]


def answer_rows(folder):
    """S4, with the fsyncs beside it: who waits less for the disk must not look cheaper."""
    bench = load(folder, "answers")
    if bench is None:
        yield "Not measured.\n"
        return
    yield ("| answers at a time | server | µs of processor an answer | fsyncs an answer | answers a second | p99, ms | centre ÷ control | goal |\n"
           "|---|---|---|---|---|---|---|---|")
    for at_once in sorted({one["atOnce"] for one in rounds(bench)}):
        some = [one for one in rounds(bench) if one["atOnce"] == at_once]
        ratio = over(of(some, "centre", "processorNs"), of(some, "beast", "processorNs"))
        judged = f"S4, reported: {verdict(statistics.median(ratio), 1.5)}" if ratio else ""
        yield answer_row(at_once, some, "centre", spread(ratio, 2) if ratio else "control not run", judged)
        if ratio:
            yield answer_row(at_once, some, "beast", "", "")


def answer_row(at_once, some, server, ratio, judged):
    spent, late = ([value / 1000 for value in of(some, server, member)] for member in ("processorNs", "p99Us"))
    syncs = [a / b for a, b in zip(of(some, server, "syncs"), of(some, server, "answers"))]
    return (f"| {at_once} | {SERVERS[server]} | {spread(spent)} | {spread(syncs, 2)} | {spread(of(some, server, 'answersPerSecond'))} | "
            f"{spread(late, 1)} | {ratio} | {judged} |")


SERVERS = {"centre": "probant-center", "beast": "control: Boost.Beast", "thread": "control: a thread a connection"}
KIB = 1024


def storms_of(bench, server, member):
    return [storm[member] for one in rounds(bench) if server in one for storm in one[server]["storms"]]


def socket_rows(folder):
    bench = load(folder, "sockets")
    if bench is None:
        yield "Not measured.\n"
        return
    yield (f"{bench['sockets']:,} WebSockets.\n\n| server | idle: memory a socket, KiB | idle: µs of processor a heartbeat | storm: failures | "
           "storm: live again p50, ms | storm: p99, ms | storm: µs of processor a socket |\n|---|---|---|---|---|---|---|")
    for server, name in SERVERS.items():
        memory = [value / KIB for value in of(rounds(bench), server, "bytesPerSocket")]
        if not memory:
            yield f"| {name} | control not run | | | | | |"
            continue
        beat = [value / 1000 for value in of(rounds(bench), server, "processorNsPerBeat")]
        storm = "| | | |"
        if storms_of(bench, server, "p99Us"):
            median, late, spent = ([value / 1000 for value in storms_of(bench, server, member)] for member in ("p50Us", "p99Us", "processorNsPerSocket"))
            storm = f"{sum(storms_of(bench, server, 'failures'))} | {spread(median)} | {spread(late)} | {spread(spent)} |"
        yield f"| {name} | {spread(memory, 1)} | {spread(beat)} | {storm}"
    yield ""
    yield from socket_goals(bench)


def socket_goals(bench):
    def goal(text, these, those, most):
        ratio = over(these, those)
        if not ratio:
            return f"- {text}: control not run."
        return f"- {text}: {spread(ratio, 2)}, goal {most}: {verdict(statistics.median(ratio), most)}."

    memory, beat = "bytesPerSocket", "processorNsPerBeat"
    every = rounds(bench)
    yield goal("S5, memory a socket ÷ that of a thread a connection", of(every, "centre", memory), of(every, "thread", memory), 0.45)
    yield goal("S5, processor time a heartbeat ÷ Beast's", of(every, "centre", beat), of(every, "beast", beat), 1.2)
    yield goal("S6, live again p99 ÷ Beast's", storms_of(bench, "centre", "p99Us"), storms_of(bench, "beast", "p99Us"), 1.2)
    failures = sum(storms_of(bench, "centre", "failures"))
    yield ("- Before it upgrades a WebSocket the centre lets handshakes take turns, looks its sign-in up and asks the room who may hear; the "
           "control does none of these, and spends the less on a socket for it.")
    yield f"- S6, failures in {len(storms_of(bench, 'centre', 'failures'))} storms: {failures}, goal 0: {'met' if failures == 0 else '**missed**'}."


def station_rows(folder):
    bench = load(folder, "stations")
    if bench is None:
        yield "Not measured.\n"
        return
    every = rounds(bench)
    yield (f"{bench['stations']:,} stations, {bench['seconds']} s in each of {len(every)} rounds, {sum(one['beats'] for one in every):,} heartbeats.\n\n"
           "| µs of processor a heartbeat | of one processor | memory a station, KiB | answered p50, ms | p99, ms | max, ms | stations away at the end |\n"
           "|---|---|---|---|---|---|---|")
    told = [spread([one[name] / unit for one in every], digits) for name, unit, digits in
            (("processorNsPerBeat", 1000, 0), ("processorPerMille", 10, 1), ("bytesPerStation", KIB, 1), ("p50Ms", 1, 0), ("p99Ms", 1, 0), ("maxMs", 1, 0))]
    yield f"| {told[0]} | {told[1]} % | {' | '.join(told[2:])} | {sum(one['away'] for one in every)} |"


def console_rows(folder):
    bench = load(folder, "consoles")
    if bench is None:
        yield "Not measured.\n"
        return
    yield (f"{bench['stations']:,} stations, {bench['eventsPerSecond']} answers a second.\n\n| a sixth console | p50, ms | p99, ms | max, ms | never shown |\n"
           "|---|---|---|---|---|")
    for half, name in (("without", "is not there"), ("with", "does not read")):
        p50, p99, most = ([value / 1000 for value in of(rounds(bench), half, member)] for member in ("p50Us", "p99Us", "maxUs"))
        yield f"| {name} | {spread(p50, 1)} | {spread(p99, 1)} | {spread(most, 1)} | {sum(of(rounds(bench), half, 'notShown'))} |"
    with_it = [value / 1000 for value in of(rounds(bench), "with", "p99Us")]
    ratio = over(of(rounds(bench), "with", "p99Us"), of(rounds(bench), "without", "p99Us"))
    opened, dropped = (sum(one[member] for one in rounds(bench)) for member in ("stalledOpened", "stalledDropped"))
    yield ""
    yield f"- S7, p99 with the stalled console ÷ without: {spread(ratio, 2)}, goal 2: {verdict(statistics.median(ratio), 2)}."
    yield f"- S7, p99 with the stalled console: {spread(with_it, 1)} ms, goal 300 ms: {verdict(statistics.median(with_it), 300)}."
    yield f"- Of {opened} stalled consoles one after the other, the centre had dropped {dropped} when they were asked; the last of each round is not asked."


def handshake_rows(folder):
    for stations in (200, 1000):
        found = load(folder, f"room-{stations}-bare")
        if found is not None:
            yield (f"- Of the {found['connections']:,} connections of {stations:,} stations, {found['resumed']:,} were made with a ticket; "
                   f"{found['acknowledged']:,} answers.")


def cold_row(folder):
    cold = load(folder, "cold")
    if cold is None:
        return "- S15, cold start: not measured."
    seconds = cold["milliseconds"] / 1000
    return (f"- S15, cold start with {cold['events']:,} events in {cold['entries']:,} entries: {seconds:.1f} s "
            f"({cold['events'] / seconds:,.0f} events a second), goal 5 s: {verdict(seconds, 5)}. Each entry is hashed, read and folded again, a "
            "journal on one thread and several side by side; there is no snapshot that a start could trust instead.")


def page(folder):
    yield "# How fast it is\n"
    yield f"Written by `./deploy/bench` on {machine()}; the load shares the processors with the server.\n"
    yield ("A time on one machine means little, a ratio to something measured in the same run does: each figure stands beside its "
           "control. Disks of test machines answer an fsync in tens of microseconds, a school's PC in 2 to 10 ms: figures are also "
           "taken with every fsync 2 ms slower (`tests/support/slowsync.c`). Median and range of the rounds.\n")
    yield "## The room loop (S1 to S3)\n"
    yield ("`bench_room_loop STATIONS ROUNDS`: so many stations answer without rest, at the loop's own port, the next question drawn. "
           "*Ratio* is answers a second ÷ (stations × fdatasync a second); *waits* is the p99 in units of one fdatasync (p50).\n")
    yield "| stations | disk | answers a second | control: fdatasync a second | ratio | p99, ms | waits | goal |\n|---|---|---|---|---|---|---|---|"
    yield from loop_rows(folder)
    yield from beside_the_disk(folder)
    yield "\n## A whole room over TLS (S7, S8)\n"
    yield ("`probant-rehearse --stations N --duration 60 --scale 4 --mass-start --reconnect-storm`: real WebSockets with heartbeats, one "
           "console, everybody starts within 10 s, every WebSocket is cut at once at half time. Four times as fast as people answer.\n")
    yield ("| stations | disk | answers | lost / refused / failed connections | answer p50 / p99 / max, ms | first question p99, ms | "
           "click to console p99, ms | storm: live again p99, ms | memory a station, kB |\n|---|---|---|---|---|---|---|---|---|")
    yield from room_rows(folder)
    yield ""
    yield from room_goals(folder)
    yield ("- The storm is within these figures: each station comes back as a page does, between 200 and 400 ms after the cut, with the TLS "
           "ticket that it has, and asks for its state; the client's half of the handshakes is on the same two processors. Answers come on the "
           "connection that the station has kept (docs/decisions/0005).")
    yield from handshake_rows(folder)
    yield ("- The 64 MiB of Argon2id, at the sign-in of manager and invigilator, are most of the memory a station at 30 stations.")
    yield ("- The memory a station is the growth of the whole process to its peak: sockets, TLS, HTTP threads and sittings together; not the "
           "hub's share alone.")
    yield "\n## One answer over TLS (S4)\n"
    yield ("`bench_answers SEATS ROUNDS`: the processor time of the server's whole process ÷ durable answers, handshakes and sign-ins left out, of "
           "`probant-center` and of `tests/load/beast_control.cpp`, by the same client. The control has the same TLS context, headers, size of "
           "reply, size of entry, reader of JSON and SQLite (WAL, `synchronous=FULL`, one commit for all that waits, as the centre's); it knows no "
           "sign-in and no exam, so the ratio holds judging and the drawing of the next question too. One at a time, each answer is one commit in "
           "both; at once, each commits what waits, and how often is shown.\n")
    yield from answer_rows(folder)
    yield "\n## A room of WebSockets (S5, S6)\n"
    yield ("`bench_sockets`: the same client against `probant-center` itself, the Beast control, and a thread a connection (POCO's own WebSocket). Idle: "
           "a heartbeat every 2 s, each answered. Memory is the growth of the resident process, processor time the whole process's: of the "
           "centre they hold more than the hub. Storm: all are cut at once and come back at once; the client's own half of the "
           "handshakes is in the time, and is the same for all.\n")
    yield from socket_rows(folder)
    yield "\n## A room of enrolled stations\n"
    yield ("`bench_stations`: each machine enrolled with a code, then only there, by the very link of `probant-station`: a heartbeat every 2 s over a "
           "connection of its own that shows its certificate, cameras closed. Handshakes are left out; the room's own tick is in. No control: it is no goal.\n")
    yield from station_rows(folder)
    yield "\n## Five consoles and one that stalls (S7)\n"
    yield ("`bench_consoles`: from a candidate's click to the tile on each of five consoles of `probant-center`, twenty calls for help open. The "
           "sixth lets its buffers fill; dropped after 5 s, another takes its place.\n")
    yield from console_rows(folder)
    yield "\n## Cold start (S15)\n"
    yield cold_row(folder)


if __name__ == "__main__":
    print("\n".join(page(pathlib.Path(sys.argv[1]))))
