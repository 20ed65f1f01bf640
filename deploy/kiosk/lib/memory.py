"""What a PC was before it became a station, so that it can be that again, byte for byte.

Role        Remembers each path before it is changed: absent, a file, a link, or a folder. Puts them back, the last first.
Invariants  A path is on disk in the record before it is touched: a cut of the power at any line loses nothing. A path is
            remembered once, so that a second installation never takes a station's own file for what was there before.
            What was laid is noted at the end: after a cut before that, a path is put back without asking who changed it.
Keeps       FOLDER/record.json and FOLDER/before/N, of root alone, until everything is back.

SPDX-License-Identifier: EUPL-1.2
"""
import hashlib
import json
import os
import pathlib
import shutil
import stat

from words import FAILED, Refusal

FOLDER = "var/lib/probant-kiosk-record"
RECORD_VERSION = 1


def digest(data):
    return hashlib.sha256(data).hexdigest()


def beside(path):
    """Where a new content waits for its name."""
    return path.with_name(f".{path.name}.probant")


def write_whole(path, data, mode, owner=None, now=True):
    """The old content or the new one, never half of it; `now` waits for the disk, which else is asked once at the end."""
    temporary = beside(path)
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        if owner is not None:
            os.fchown(file.fileno(), *owner)
        os.fchmod(file.fileno(), mode)
        file.flush()
        if now:
            os.fsync(file.fileno())
    os.replace(temporary, path)


def link_whole(path, target):
    temporary = beside(path)
    temporary.unlink(missing_ok=True)
    os.symlink(target, temporary)
    os.replace(temporary, path)


def kind_of(path):
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return "absent"
    if stat.S_ISLNK(mode):
        return "link"
    if stat.S_ISDIR(mode):
        return "folder"
    if stat.S_ISREG(mode):
        return "file"
    raise Refusal(
        f"{path} n'est ni un fichier, ni un dossier, ni un lien : déplacez-le, puis recommencez.",
        f"{path} is neither a file, a folder nor a link: move it away, then start again.",
    )


class Memory:
    def __init__(self, root):
        self.root = pathlib.Path(root)
        self.folder = self.root / FOLDER
        self.record = {"version": RECORD_VERSION, "paths": [], "users": [], "packages": [], "answers": {}}
        file = self.folder / "record.json"
        if file.is_file():
            self.record = json.loads(file.read_text(encoding="utf-8"))
            if self.record.get("version") != RECORD_VERSION:
                raise Refusal(
                    f"{file} est d'une autre version de ce programme : retirez la station avec celle qui l'a installée.",
                    f"{file} is of another version of this program: remove the station with the one that installed it.",
                )

    def is_station(self):
        return (self.folder / "record.json").is_file()

    def save(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        os.chmod(self.folder, 0o700)
        write_whole(self.folder / "record.json", json.dumps(self.record, indent=1).encode(), 0o600)

    def at(self, name):
        return self.root / name

    def known(self, name):
        return next((one for one in self.record["paths"] if one["path"] == name), None)

    def remember(self, *names):
        """Keeps what is at these paths, and that the folders above them were not there yet."""
        for name in names:
            for parent in reversed(pathlib.PurePath(name).parents):
                if kind_of(self.at(str(parent))) == "absent":
                    self.keep(str(parent))
            self.keep(name)
        self.save()

    def keep(self, name):
        if self.known(name):
            return
        path = self.at(name)
        one = {"path": name, "was": kind_of(path)}
        if one["was"] == "file":
            before = self.folder / "before"
            before.mkdir(parents=True, exist_ok=True)
            one["kept"] = digest(name.encode())[:16]
            self.copy(path, before / one["kept"])
        elif one["was"] == "link":
            one["target"] = os.readlink(path)
        elif one["was"] == "folder":
            one["mode"], one["owner"] = stat.S_IMODE(path.stat().st_mode), [path.stat().st_uid, path.stat().st_gid]
        self.record["paths"].append(one)

    def raise_folders(self, name):
        for parent in reversed(pathlib.PurePath(name).parents):
            if kind_of(self.at(str(parent))) == "absent":
                self.at(str(parent)).mkdir()
                os.chmod(self.at(str(parent)), 0o755)

    @staticmethod
    def copy(source, target):
        """Bytes, mode, times, extended attributes and owner; on disk before the source is touched."""
        shutil.copy2(source, target, follow_symlinks=False)
        held = source.lstat()
        os.chown(target, held.st_uid, held.st_gid, follow_symlinks=False)
        os.chmod(target, stat.S_IMODE(held.st_mode))
        os.utime(target, ns=(held.st_atime_ns, held.st_mtime_ns))
        with open(target, "rb") as file:
            os.fsync(file.fileno())

    def lay_file(self, name, data, mode=0o644, owner=(0, 0)):
        if not self.known(name):
            self.remember(name)
        self.raise_folders(name)
        write_whole(self.at(name), data, mode, owner, now=kind_of(self.at(name)) == "file")
        self.known(name)["laid"] = digest(data)

    def lay_link(self, name, target):
        if not self.known(name):
            self.remember(name)
        self.raise_folders(name)
        link_whole(self.at(name), target)
        self.known(name)["laid"] = f"-> {target}"

    def lay_folder(self, name, mode, owner):
        if not self.known(name):
            self.remember(name)
        self.raise_folders(name)
        self.at(name).mkdir(exist_ok=True)
        os.chown(self.at(name), *owner)
        os.chmod(self.at(name), mode)

    def state_of(self, one):
        """same, changed, gone, or unknown where a cut came before the note: what became of a path that was laid."""
        path = self.at(one["path"])
        kind = kind_of(path)
        if kind == "absent":
            return "gone"
        if "laid" not in one:
            return "unknown"
        now = f"-> {os.readlink(path)}" if kind == "link" else digest(path.read_bytes()) if kind == "file" else ""
        return "same" if now == one["laid"] else "changed"

    def put_back(self, one):
        """One path as it was. Says where it kept a file that somebody changed since, or nothing."""
        path, aside = self.at(one["path"]), None
        beside(path).unlink(missing_ok=True)
        if kind_of(path) == "file" and self.state_of(one) == "changed":
            aside = path.with_name(path.name + ".changed-on-station")
            os.replace(path, aside)
        if one["was"] == "absent":
            self.take_away(path)
        elif one["was"] == "link":
            link_whole(path, one["target"])
        elif one["was"] == "file":
            temporary = beside(path)
            self.copy(self.folder / "before" / one["kept"], temporary)
            os.replace(temporary, path)
        else:
            path.mkdir(exist_ok=True)
            os.chown(path, *one["owner"])
            os.chmod(path, one["mode"])
        return aside

    def undo(self, name):
        """Puts one path back before the others, and forgets it: it can be remembered anew."""
        one = self.known(name)
        if one:
            self.put_back(one)
            self.record["paths"].remove(one)
            self.save()

    def empty(self, name):
        """What grew in a folder that was not there before goes with it."""
        one = self.known(name)
        if one and one["was"] == "absent" and kind_of(self.at(name)) == "folder":
            shutil.rmtree(self.at(name))

    @staticmethod
    def take_away(path):
        kind = kind_of(path)
        if kind == "folder":
            # Somebody may have put a file of theirs in a folder of ours: then it stays.
            if not any(path.iterdir()):
                path.rmdir()
        elif kind != "absent":
            path.unlink()

    def forget(self):
        """Everything is back: the record goes, and the folders above it that it alone had needed."""
        shutil.rmtree(self.folder, ignore_errors=False)
        if self.folder.exists():
            raise Refusal(
                f"{self.folder} ne peut être effacé.", f"{self.folder} cannot be deleted.", FAILED
            )
