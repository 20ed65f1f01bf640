"""What makes a Debian 12 PC a station: the files of deploy/kiosk/tree with the centre's address in them, links, users.

Role        Judges what was asked, and turns it into lists of bytes; touches nothing.
Invariants  Two calls with the same answers give the same bytes. A template has no mark left when it is given out.

SPDX-License-Identifier: EUPL-1.2
"""
import base64
import dataclasses
import ipaddress
import json
import pathlib
import re
import ssl

import keys
from words import Refusal

TREE = pathlib.Path(__file__).resolve().parent.parent / "tree"
PORT = 8443  # where a centre listens unless it was told otherwise
ADDRESSES_MAX = 16  # a centre and those that may take over
AUTHORITY_BYTES_MAX = 64 * 1024  # a chain of a few certificates is some kilobytes

HOSTS_BEGIN = "# probant station: the centre's name, laid by `station install` {"
HOSTS_END = "# } probant station"

# Links that switch units on, off or elsewhere, as systemctl would lay them.
UNITS = "etc/systemd/system"
LINKS = {
    f"{UNITS}/sysinit.target.wants/probant-firewall.service": f"/{UNITS}/probant-firewall.service",
    f"{UNITS}/graphical.target.wants/probant-session.service": f"/{UNITS}/probant-session.service",
    f"{UNITS}/graphical.target.wants/probant-station.service": f"/{UNITS}/probant-station.service",
    f"{UNITS}/basic.target.wants/usbguard.service": "/lib/systemd/system/usbguard.service",
    f"{UNITS}/default.target": "/lib/systemd/system/graphical.target",
    # Another screen's manager must not come up beside ours, nor a text console, nor a reboot by three keys.
    f"{UNITS}/display-manager.service": f"/{UNITS}/probant-session.service",
    f"{UNITS}/autovt@.service": "/dev/null",
    f"{UNITS}/ctrl-alt-del.target": "/dev/null",
}

# What a centre writes in by hand, and the next installation keeps.
WRITTEN_IN = {"etc/probant/station.toml"}

LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")


@dataclasses.dataclass(frozen=True)
class User:
    name: str
    home: str
    comment: str
    groups: tuple = ()
    mode: int = 0o700


# The candidate's user is in no group: the camera, the disks and the logs belong to groups.
USERS = (
    User("kiosk", "var/lib/probant-kiosk", "Browser of the exam"),
    User("probant-station", "var/lib/probant/station", "Agent of the station", ("video",)),
)


@dataclasses.dataclass(frozen=True)
class Centre:
    name: str
    addresses: tuple
    port: int
    authority: str  # PEM

    @property
    def host(self):
        return f"{self.name}:{self.port}"

    def of_version(self, version):
        return [str(one) for one in self.addresses if one.version == version]


def read_address(text):
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        raise Refusal(
            f"« {text} » n'est pas une adresse IP : écrivez par exemple 192.0.2.10.",
            f"'{text}' is no IP address: write for instance 192.0.2.10.",
        ) from None
    if address.is_unspecified or address.is_multicast:
        raise Refusal(
            f"{address} n'est l'adresse d'aucune machine : donnez celle du centre.",
            f"{address} is the address of no machine: give the centre's.",
        )
    return address


def read_name(text):
    labels = text.lower().split(".")
    if len(text) > 253 or not all(LABEL.fullmatch(label) for label in labels) or labels[-1].isdigit():
        raise Refusal(
            f"« {text} » n'est pas un nom de machine : écrivez NOM=ADRESSE, par exemple centre.example=192.0.2.10.",
            f"'{text}' is no name of a machine: write NAME=ADDRESS, for instance centre.example=192.0.2.10.",
        )
    if labels == ["localhost"]:
        raise Refusal("le centre ne peut s'appeler localhost.", "the centre cannot be called localhost.")
    return text.lower()


def read_port(text):
    if not re.fullmatch(r"[0-9]{1,5}", text) or not 1 <= int(text) <= 65535:
        raise Refusal(f"« {text} » n'est pas un port : de 1 à 65535.", f"'{text}' is no port: from 1 to 65535.")
    return int(text)


def read_authority(path):
    try:
        data = pathlib.Path(path).read_bytes()[: AUTHORITY_BYTES_MAX + 1]
    except OSError as error:
        raise Refusal(
            f"{path} ne se lit pas ({error.strerror}) : donnez le certificat de l'autorité du centre.",
            f"{path} cannot be read ({error.strerror}): give the certificate of the centre's authority.",
        ) from None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        text = data.decode("ascii")
        context.load_verify_locations(cadata=text)
        held = context.get_ca_certs(binary_form=True)
    except (UnicodeDecodeError, ssl.SSLError, ValueError):
        held = []
    if not held or len(data) > AUTHORITY_BYTES_MAX:
        raise Refusal(
            f"{path} ne contient aucun certificat d'autorité (PEM, CA:TRUE) : demandez celui du centre.",
            f"{path} holds no certificate of an authority (PEM, CA:TRUE): ask the centre for its own.",
        )
    return "".join(ssl.DER_cert_to_PEM_cert(one) for one in held)


def read_centre(text, port, authority):
    """NAME=ADDRESS[,ADDRESS...], a port and a file, or the first refusal."""
    name, equals, addresses = text.partition("=")
    if not equals:
        raise Refusal(
            f"« {text} » n'a pas d'adresse : écrivez NOM=ADRESSE[,ADRESSE…].",
            f"'{text}' has no address: write NAME=ADDRESS[,ADDRESS...].",
        )
    read = tuple(dict.fromkeys(read_address(one.strip()) for one in addresses.split(",")))
    if len(read) > ADDRESSES_MAX:
        raise Refusal(
            f"un centre a au plus {ADDRESSES_MAX} adresses, en voici {len(read)}.",
            f"a centre has at most {ADDRESSES_MAX} addresses, here are {len(read)}.",
        )
    return Centre(read_name(name.strip()), read, read_port(port), read_authority(authority))


def elements(addresses):
    return f"elements = {{ {', '.join(addresses)} }}" if addresses else ""


def authority_json(pem):
    blocks = re.findall(r"-----BEGIN CERTIFICATE-----(.*?)-----END CERTIFICATE-----", pem, re.DOTALL)
    return json.dumps([base64.b64encode(base64.b64decode(block)).decode() for block in blocks])


def marks(centre):
    return {
        "CENTRE_URL": f"https://{centre.host}",
        "CENTRE_HOST": centre.host,
        "CENTRE_NAME": centre.name,
        "CENTRE_ADDRESSES": " ".join(map(str, centre.addresses)),
        "CENTRE4_ELEMENTS": elements(centre.of_version(4)),
        "CENTRE6_ELEMENTS": elements(centre.of_version(6)),
        "PORT": str(centre.port),
        "AUTHORITY_JSON": authority_json(centre.authority),
        "KEYS": keys.key_lines(),
        "BUTTONS": keys.button_lines(),
    }


def fill(text, values):
    """A template with its marks replaced; a mark that nobody knows is our own mistake, and stops."""
    return re.sub(r"@([A-Z][A-Z0-9_]+)@", lambda mark: values[mark[1]], text)


def files(centre):
    """Every file of a station as (path, bytes, mode), in the order of their names."""
    values = marks(centre)
    laid = {
        str(path.relative_to(TREE)): (fill(path.read_text(encoding="utf-8"), values).encode(), path.stat().st_mode & 0o111)
        for path in TREE.rglob("*")
        if path.is_file()
    }
    laid["etc/probant/authority.pem"] = (centre.authority.encode(), 0)
    for name in sorted(laid):
        data, executable = laid[name]
        # usbguard refuses rules that others may read.
        yield name, data, 0o755 if executable else 0o600 if name.startswith("etc/usbguard/") else 0o644


def without_hosts(text):
    """/etc/hosts without our lines, wherever they stand."""
    return re.sub(rf"(?ms)^{re.escape(HOSTS_BEGIN)}$.*?^{re.escape(HOSTS_END)}\n?", "", text)


def with_hosts(text, centre):
    """/etc/hosts with our lines at its end, once."""
    kept = without_hosts(text)
    gap = "" if kept == "" or kept.endswith("\n") else "\n"
    lines = "".join(f"{address}\t{centre.name}\n" for address in centre.addresses)
    return f"{kept}{gap}{HOSTS_BEGIN}\n{lines}{HOSTS_END}\n"
