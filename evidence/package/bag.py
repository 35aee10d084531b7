"""BagIt 1.0 (RFC 8493): the list of everything in a package, with its digests.

Payload and tag files are listed with SHA-256 and SHA-512, in the order of their
paths, as `sha256sum -c` and `sha512sum -c` read them. Names are ours alone
(evidence.package.names), so nothing in a manifest needs an escape.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from evidence.package.file_facts import FileFacts

DECLARATION = "bagit.txt"
INFO = "bag-info.txt"
MANIFESTS = ("manifest-sha256.txt", "manifest-sha512.txt")
TAG_MANIFESTS = ("tagmanifest-sha256.txt", "tagmanifest-sha512.txt")
SEALED = TAG_MANIFESTS[1]
"""The tag manifest that is signed: through it, all of the package."""
PAYLOAD = "data/"

DECLARATION_TEXT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


@dataclass(frozen=True, slots=True)
class BagInfo:
    """What bag-info.txt says (RFC 8493, 2.2.2). `day` is the Beijing date of making."""

    organization: str
    contact: str
    description: str
    day: str
    number: str
    case: str
    serial: int
    software: str


def manifest(files: Mapping[str, FileFacts], algorithm: str) -> bytes:
    """The manifest of `files` for `algorithm`, "sha256" or "sha512"."""
    lines = [f"{getattr(facts, algorithm)}  {path}\n" for path, facts in sorted(files.items())]
    return "".join(lines).encode("ascii")


def oxum(payload: Mapping[str, FileFacts]) -> str:
    """Payload-Oxum: bytes, full stop, number of files."""
    return f"{sum(facts.size for facts in payload.values())}.{len(payload)}"


def info_text(info: BagInfo, payload: Mapping[str, FileFacts]) -> bytes:
    """bag-info.txt. Fields of ours begin with Wangjian."""
    fields = {
        "Source-Organization": info.organization,
        "Contact-Name": info.contact,
        "External-Description": info.description,
        "External-Identifier": info.number,
        "Internal-Sender-Identifier": info.case,
        "Wangjian-Serial": str(info.serial),
        "Bagging-Date": info.day,
        "Bag-Software-Agent": info.software,
        "Payload-Oxum": oxum(payload),
        "Bag-Count": "1 of 1",
    }
    lines = [f"{name}: {one_line(value)}\n" for name, value in fields.items() if value]
    return "".join(lines).encode("utf-8")


def one_line(value: str) -> str:
    """`value` without anything that could end the line or hide in it."""
    return "".join(c if c.isprintable() else " " for c in value).strip()
