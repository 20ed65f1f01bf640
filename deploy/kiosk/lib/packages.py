"""The Debian packages of a station: those that are missing are installed, and those alone are taken away again.

Role        Asks dpkg and apt-get; only on the PC itself, never in a folder given by --root.
Invariants  No service starts while its package is installed: usbguard with no rules yet would block the keyboard.

SPDX-License-Identifier: EUPL-1.2
"""
import contextlib
import os
import pathlib
import subprocess

from people import run
from words import FAILED, Refusal

LIST = pathlib.Path(__file__).resolve().parents[2] / "packages" / "kiosk.txt"
# Debian's own way to say "do not start anything now".
NO_START = "usr/sbin/policy-rc.d"


def wanted():
    lines = LIST.read_text(encoding="utf-8").splitlines()
    return [name for name in (line.split("#")[0].strip() for line in lines) if name]


def held(*states):
    """The packages that dpkg holds in one of these states."""
    done = subprocess.run(
        ["dpkg-query", "--show", "--showformat=${Package} ${db:Status-Status}\n"], capture_output=True, text=True, check=True
    )
    pairs = [line.split() for line in done.stdout.splitlines()]
    return {name for name, state in pairs if state in states}


def apt(*words):
    run(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet", "--yes", *words])


@contextlib.contextmanager
def nothing_started(memory):
    """No service is started, nor stopped under somebody's hands: the PC is restarted afterwards."""
    memory.lay_file(NO_START, b"#!/bin/sh\nexit 101\n", 0o755)
    try:
        yield
    finally:
        memory.undo(NO_START)


def install(memory):
    """Everything that is missing; remembers what came, with what it pulled in."""
    before = held("installed")
    missing = [name for name in wanted() if name not in before]
    if not missing:
        return
    with nothing_started(memory):
        apt("install", "--no-install-recommends", *missing)
        memory.record["packages"] += sorted(held("installed") - before - set(memory.record["packages"]))


def remove(memory):
    """What came with the station goes, unless something installed since needs it."""
    # A removal that stopped may have left files of configuration, or a package half way.
    left = held("installed", "config-files", "half-configured", "half-installed", "unpacked")
    here = [name for name in memory.record["packages"] if name in left]
    if not here:
        return
    trial = subprocess.run(["apt-get", "--simulate", "purge", *here], capture_output=True, text=True)
    others = {line.split()[1] for line in trial.stdout.splitlines() if line.startswith(("Remv ", "Purg "))} - set(here)
    if trial.returncode != 0 or others:
        raise Refusal(
            f"d'autres paquets ont besoin de ceux de la station ({', '.join(sorted(others))}) : ils restent.",
            f"other packages need those of the station ({', '.join(sorted(others))}): they stay.",
            FAILED,
        )
    with nothing_started(memory):
        apt("purge", *here)


UNITS = ("probant-firewall.service", "probant-session.service", "probant-station.service", "usbguard.service")


def asleep():
    """What is laid and does not work: one sentence each."""
    if not pathlib.Path("/run/systemd/system").is_dir():
        yield "systemd does not run here: no unit can be asked"
        return
    for unit in UNITS:
        if subprocess.run(["systemctl", "--quiet", "is-active", unit]).returncode != 0:
            yield f"{unit} is not active"
    if subprocess.run(["nft", "list", "table", "inet", "probant_station"], capture_output=True).returncode != 0:
        yield "the firewall's table is not loaded"


def tell_systemd():
    """The links were changed under systemd's feet."""
    if pathlib.Path("/run/systemd/system").is_dir() and os.geteuid() == 0:
        run(["systemctl", "daemon-reload"])
