"""Taking a sealed package apart and putting it together again as a forger would."""

import contextlib
import gzip
import hashlib
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evidence.package import bag, verify_package, wacz
from evidence.package.file_facts import facts_of
from evidence.package.kind import PackageKind
from evidence.package.zip_form import ZipWriter
from evidence.seal.seal import SealSubject
from tests.evidence.package.samples import NUMBER
from tests.evidence.package.sealed import Package, Sealer

Files = dict[str, bytes]
CASE, WEB = "data/case.json", "data/web.wacz"
WARC = "archive/c-530000-20261124-0002-00.warc.gz"
TAGS = (
    "VERIFY.txt",
    "anchors/ledger.pem",
    "anchors/seal.pem",
    "anchors/stamp.pem",
    "bag-info.txt",
    "bagit.txt",
    "manifest-sha256.txt",
    "manifest-sha512.txt",
    "verify_package.py",
)


def files_of(package: Package) -> Files:
    """Every file of the package under its path in the bag."""
    with zipfile.ZipFile(package.path) as opened:
        return {name.partition("/")[2]: opened.read(name) for name in opened.namelist()}


def packed(files: Mapping[str, bytes], top: str = NUMBER) -> bytes:
    """The files as a ZIP of our own form."""
    return zip_of({f"{top}/{path}": data for path, data in files.items()})


def zip_of(files: Mapping[str, bytes]) -> bytes:
    """A ZIP of our own form."""
    out = io.BytesIO()
    writer = ZipWriter(out)
    for name, data in sorted(files.items()):
        writer.add(name, len(data), zlib.crc32(data), [data])
    writer.finish()
    return out.getvalue()


def relisted(files: Files, **replaced: bytes) -> Files:
    """The files with manifests and Payload-Oxum made anew: whoever has no key can do as much."""
    made = dict(files)
    payload = {path: data for path, data in made.items() if path.startswith("data/")}
    total = f"{sum(map(len, payload.values()))}.{len(payload)}"
    lines = made["bag-info.txt"].decode().splitlines()
    kept = [f"Payload-Oxum: {total}" if one.startswith("Payload-Oxum") else one for one in lines]
    made["bag-info.txt"] = ("\n".join(kept) + "\n").encode()
    for algorithm in ("sha256", "sha512"):
        made[f"manifest-{algorithm}.txt"] = listing(payload, algorithm)
    made |= {name.replace("__", "-") + ".txt": data for name, data in replaced.items()}
    tags = {path: made[path] for path in TAGS if path in made}
    for algorithm in ("sha256", "sha512"):
        made[f"tagmanifest-{algorithm}.txt"] = listing(tags, algorithm)
    return made


def listing(files: Mapping[str, bytes], algorithm: str) -> bytes:
    """A manifest."""
    lines = [
        f"{hashlib.new(algorithm, data).hexdigest()}  {path}\n"
        for path, data in sorted(files.items())
    ]
    return "".join(lines).encode()


def resealed(files: Files, sealer: Sealer, subject: SealSubject, **given: bytes) -> Files:
    """The files under a new seal: what only the office itself could do."""
    bare = {path: data for path, data in files.items() if not path.startswith("seal/")}
    return bare | sealer.seal(bare[bag.SEALED], subject, **given)


def sealed_again(files: Files, package: Package, **lists: bytes) -> bytes:
    """The files under manifests and a seal of the office."""
    return packed(resealed(relisted(files, **lists), package.sealer, package.subject))


def with_case(files: Files, change: Callable[[dict[str, Any]], None]) -> Files:
    """The files with a changed case document, nothing else."""
    document = json.loads(files[CASE])
    change(document)
    return files | {CASE: json.dumps(document, ensure_ascii=False).encode()}


def restated(files: Files) -> Files:
    """The files with a case document that says what is really in them."""

    def change(document: dict[str, Any]) -> None:
        inner = {}
        if WEB in files:
            with contextlib.suppress(zipfile.BadZipFile), opened(files[WEB]) as web:
                inner = {f"{WEB}!{n}": web.read(n) for n in web.namelist() if ".warc" in n}
        payload = {path: data for path, data in files.items() if path.startswith("data/")}
        payload.pop(CASE)
        document["files"] = {path: labels(data) for path, data in (payload | inner).items()}

    return with_case(files, change)


def labels(data: bytes) -> dict[str, str]:
    """Digests as the case document has them."""
    return {name: f"{name}:{hashlib.new(name, data).hexdigest()}" for name in ("sha256", "sm3")}


def opened(data: bytes) -> zipfile.ZipFile:
    """A ZIP that lies in memory."""
    return zipfile.ZipFile(io.BytesIO(data))


@dataclass
class Web:
    """A WACZ taken apart."""

    files: Files

    @classmethod
    def of(cls, data: bytes) -> "Web":
        with opened(data) as web:
            return cls({name: web.read(name) for name in web.namelist()})

    def described(self) -> "Web":
        """With a description of what is in it now."""
        described = json.loads(self.files["datapackage.json"])
        listed = {
            path: facts_of(io.BytesIO(data))
            for path, data in self.files.items()
            if not path.startswith("datapackage")
        }
        described["resources"] = wacz.resources(listed)
        return self.saying(json.dumps(described).encode())

    def saying(self, description: bytes) -> "Web":
        """With this datapackage.json, and its digest."""
        made = dict(self.files) | {"datapackage.json": description}
        made["datapackage-digest.json"] = wacz.digest_file(description)
        return Web(made)

    def to_bytes(self) -> bytes:
        return zip_of(self.files)


def members(warc: bytes) -> list[bytes]:
    """The gzip members of a WARC file."""
    found = []
    while warc:
        unpack = zlib.decompressobj(31)
        unpack.decompress(warc)
        length = len(warc) - len(unpack.unused_data)
        found.append(warc[:length])
        warc = warc[length:]
    return found


def packed_record(record: bytes) -> bytes:
    """A record as a gzip member without name and time."""
    return gzip.compress(record, mtime=0)


@dataclass
class Raw:
    """An entry of a ZIP put together by hand: each field can lie."""

    name: bytes
    data: bytes
    local: dict[str, Any] = field(default_factory=dict)
    central: dict[str, Any] = field(default_factory=dict)
    before: bytes = b""
    stored: bytes | None = None


_PLAIN = {"version": 20, "flags": 0, "method": 0, "time": 0, "date": 0x21, "extra": b""}


def raw_zip(
    entries: Iterable[Raw], *, prefix: bytes = b"", comment: bytes = b"", **end: int
) -> bytes:
    """A ZIP of `entries`, with whatever they say."""
    out, directory, count = bytearray(prefix), bytearray(), 0
    for entry in entries:
        out += entry.before
        stored = entry.data if entry.stored is None else entry.stored
        plain = _PLAIN | {
            "name": entry.name,
            "crc": zlib.crc32(entry.data),
            "packed": len(stored),
            "size": len(entry.data),
        }
        first, second = plain | entry.local, plain | entry.central
        offset = second.get("offset", len(out))
        out += b"PK\3\4" + _fields(first) + first["name"] + first["extra"] + stored
        made_by = second.get("made_by", 3 << 8 | 20)
        note = second.get("comment", b"")
        attributes = second.get("attributes", 0o100644 << 16)
        directory += b"PK\1\2" + struct.pack("<H", made_by) + _fields(second)
        directory += struct.pack("<HHHII", len(note), 0, 0, attributes, offset)
        directory += second["name"] + second["extra"] + note
        count += 1
    place = end.get("offset", len(out))
    many = end.get("count", count)
    tail = struct.pack("<HHHHIIH", 0, 0, many, many, len(directory), place, len(comment))
    return bytes(out + directory) + b"PK\5\6" + tail + comment


def _fields(said: Mapping[str, Any]) -> bytes:
    return struct.pack(
        "<HHHHHIIIHH",
        said["version"],
        said["flags"],
        said["method"],
        said["time"],
        said["date"],
        said["crc"],
        said["packed"],
        said["size"],
        len(said["name"]),
        len(said["extra"]),
    )


def raw_entries(files: Mapping[str, bytes]) -> list[Raw]:
    """The files as entries that say the truth."""
    return [Raw(f"{NUMBER}/{path}".encode(), data) for path, data in sorted(files.items())]


def refused(
    data: bytes, folder: Path, package: Package, roots: list[str], capsys: Any
) -> tuple[list[str], list[str]]:
    """Both verifiers refuse the ZIP `data`; what the first says of it, and the second."""
    path = folder / f"{NUMBER}.zip"
    path.write_bytes(data)
    found = PackageKind(package.sealer.trust).verify(path)
    capsys.readouterr()
    code = verify_package.main([str(path), *roots])
    said = capsys.readouterr().out
    assert not found.ok, f"wangjian verify passes it; verify_package.py: {said}"
    assert code == 1, f"verify_package.py passes it; wangjian verify: {found.faults}"
    assert all(one.code and one.zh and one.en for one in found.faults)
    return [one.line(Path(), "en") for one in found.faults], said.splitlines()


def must_name(named: str, data: bytes, folder: Path, package: Package, *more: Any) -> None:
    """Both refuse it, and both name the file."""
    for lines in refused(data, folder, package, *more):
        assert any(named in line for line in lines), (named, lines)
