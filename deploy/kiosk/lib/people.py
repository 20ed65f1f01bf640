"""The two users of a station, made by the system's own useradd and taken away by its userdel.

Invariants  A user who was there before is never changed nor deleted: probant-station may come with the agent's own package;
            somebody called kiosk is a person, and refuses the installation.

SPDX-License-Identifier: EUPL-1.2
"""
import os
import pathlib
import subprocess

from words import FAILED, Refusal

# useradd and userdel keep the last state of these beside them; the lock stays where it was made.
KEPT_BESIDE = [f"etc/{name}-" for name in ("passwd", "group", "shadow", "gshadow", "subuid", "subgid")] + ["etc/.pwd.lock"]


def line_of(root, table, name):
    """The fields of this name in etc/passwd or etc/group of a tree, or None."""
    file = pathlib.Path(root) / "etc" / table
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    return next((fields for fields in (line.split(":") for line in lines) if fields[0] == name), None)


def of(root, name):
    """(uid, gid) of a user of this tree, or None."""
    fields = line_of(root, "passwd", name)
    return (int(fields[2]), int(fields[3])) if fields else None


def run(command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        said = (done.stderr.strip() or done.stdout.strip() or f"status {done.returncode}").splitlines()[-1]
        raise Refusal(
            f"« {' '.join(command)} » n'a pas marché : {said}", f"'{' '.join(command)}' did not work: {said}", FAILED
        )


def prefix(root):
    return [] if root == pathlib.Path("/") else ["--prefix", str(root)]


def refuse_a_person(root, user, memory):
    if user.name == "kiosk" and of(root, "kiosk") is not None and "kiosk" not in memory.record["users"]:
        raise Refusal(
            "un utilisateur « kiosk » existe déjà sur ce PC : renommez-le ou supprimez-le d'abord.",
            "a user 'kiosk' is already on this PC: rename or delete them first.",
        )


def make(root, user, memory):
    if of(root, user.name) is None:
        for name in KEPT_BESIDE:
            memory.remember(name)
        memory.record["users"] = [*dict.fromkeys([*memory.record["users"], user.name])]
        memory.save()
        groups = ["--groups", ",".join(user.groups)] if user.groups else []
        run([
            "useradd", *prefix(root), "--system", "--user-group", "--no-create-home", "--home-dir", f"/{user.home}",
            "--shell", "/usr/sbin/nologin", "--comment", user.comment, *groups, user.name,
        ])
    memory.lay_folder(user.home, user.mode, of(root, user.name))


def unmake(root, name):
    if of(root, name) is not None:
        run(["userdel", *prefix(root), name])
    # login.defs decides whether userdel takes the user's own group along.
    if line_of(root, "group", name) is not None:
        run(["groupdel", *prefix(root), name])


def may_change(root):
    """Only root gives files to others."""
    if os.geteuid() != 0:
        raise Refusal(
            "il faut être root pour changer ce PC : tapez « sudo » devant la commande.",
            "only root may change this PC: type 'sudo' before the command.",
        )
    if not (pathlib.Path(root) / "etc/passwd").is_file():
        raise Refusal(
            f"{root} n'est pas un système : il n'a pas d'etc/passwd.", f"{root} is no system: it has no etc/passwd."
        )
