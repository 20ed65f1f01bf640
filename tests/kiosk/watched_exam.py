"""What an exam with cameras needs before it begins: the package, the films, the configuration of the station.

SPDX-License-Identifier: EUPL-1.2
"""
import json
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
MODELS = ROOT / "build/models"
LEGAL_BASIS = "Essai du poste entier"
# Without its networks a station sees no drawn head: what needs none is tested all the same.
TUBES_LEAST = 3  # a sitting draws two of a competence, and one that is faulty can be replaced
OF_A_HEAD, OF_A_PICTURE = ["face_absent", "extra_face"], ["covered", "looped"]


def rules():
    return (OF_A_HEAD if (MODELS / "mp_face_full.onnx").exists() else []) + OF_A_PICTURE


def only_choices(items):
    """One kind of question, which three keys answer; where a competence has too few tubes of it, the first again under other names."""
    kept = [{**item, "context": [], "enemies": []} for item in items if item["interaction"] == "single_choice"]
    tubes = sorted({item["tube"] for item in items} - {item["tube"] for item in kept})
    missing = TUBES_LEAST - len({item["tube"] for item in kept})
    return kept + [{**kept[0], "id": f"q{0xC0DE00 + copy:06x}{kept[0]['id'][7:]}", "tube": tubes[copy]} for copy in range(missing)]


def ask_only_choices(package):
    for file in (package / "bank/items").glob("*.json"):
        file.write_text(json.dumps(only_choices(json.loads(file.read_text(encoding="utf-8")))), encoding="utf-8")
    return package


def draw_film(programs, scene, folder):
    folder.mkdir(exist_ok=True)
    film = folder / f"{scene}.avi"
    subprocess.run([programs / "film_maker", scene, film], check=True, capture_output=True)
    for one in (folder, film):
        one.chmod(0o755)
    return film


def configure_station(pc, film, networks, display):
    """The file that `station install` laid, completed as a person does it."""
    config = pc.tree / "etc/probant/station.toml"
    told = config.read_text(encoding="utf-8")
    for laid, ours in (
        ('device = "/dev/video0"', f'device = "film:{film}?rate=real"'), ('"/usr/share/probant/models"', f'"{networks}"'),
        ('"/usr/lib/probant/browser"', f'"{pc.tree}/usr/lib/probant/browser"'), ('home = "/var/lib/probant/station"', f'home = "{pc.folder}/agent"'),
        ('display = ":0"', f'display = "{display}"'),
    ):
        if laid not in told:
            raise AssertionError(f"the configuration that is laid says no {laid}")
        told = told.replace(laid, ours)
    config.write_text(told, encoding="utf-8")
