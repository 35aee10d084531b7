"""The folder of a capture: each file written whole, synced, named, and the folder synced.

A file gets its name only when its bytes are on the disk, so that a folder never
holds half a picture under the name of a picture. Digests are of the bytes as they
were read back from the file.
"""

import fcntl
import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from evidence.archive.durable import make_folder, rename_new, sync_folder, write_at, write_failed
from evidence.errors import ArchiveError, CaptureFault
from evidence.seal.digests import digest_file, sha256_label

BEGUN = "begun.json"
"""The first file of a capture: that it was begun. Alone, it names an unfinished one."""
MANIFEST = "capture.json"
"""The last file of a capture: what it is made of. Without it, it is unfinished."""
PART = ".part"
"""Ends the name of a file that is just being written."""

# Controls, format characters, line separators and lone surrogates: categories Cc, Cf, Zl, Zp, Cs.
_HIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0001-\U000e007f]"
)


@dataclass(frozen=True, slots=True)
class Artefact:
    """One file of a capture 采集件文件.

    `role` is a stable word: "screenshot" (a view, or a part of the whole page), "pdf",
    "dom", "text", "layout", "console", "certificates", "dns", "environment", "traffic",
    "warc", "warc-second", "download", "begun"; of an attended capture also "recording"
    and what begins so, and "vantage" and what begins so; "imported" and "import".
    `source` is the address it came from, "" where it is about the capture itself.
    Digests are labels as evidence.seal.digests writes them.
    """

    name: str
    role: str
    media_type: str
    size: int
    sha256: str
    sm3: str | None
    made_at: datetime
    title: str = ""
    source: str = ""
    method: str = ""
    note: str = ""

    def to_json(self) -> dict[str, Any]:
        """The artefact as plain JSON values."""
        return {
            "name": self.name,
            "role": self.role,
            "media_type": self.media_type,
            "bytes": self.size,
            "sha256": self.sha256,
            "sm3": self.sm3,
            "made_at": self.made_at.isoformat(),
            "title": self.title,
            "source": self.source,
            "method": self.method,
            "note": self.note,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "Artefact":
        """The artefact from what `to_json` gave."""
        return cls(
            name=value["name"],
            role=value["role"],
            media_type=value["media_type"],
            size=value["bytes"],
            sha256=value["sha256"],
            sm3=value["sm3"],
            made_at=datetime.fromisoformat(value["made_at"]),
            title=value["title"],
            source=value["source"],
            method=value["method"],
            note=value["note"],
        )


class Store:
    """Writes the files of one capture into `folder`, which it makes.

    Raises CaptureFault("folder") where the folder holds something already, and
    ArchiveError where the disk refuses.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.artefacts: list[Artefact] = []
        try:
            make_folder(folder)
            taken = any(folder.iterdir())
            sync_folder(folder.parent)
        except OSError as error:
            raise write_failed(folder, error) from error
        self._lock: int | None = None
        if taken:
            raise CaptureFault(
                "folder",
                f"{folder} 不是空目录；采集件须存入新目录",
                f"{folder} is not empty; a capture goes into a folder of its own",
            )

    def begin(self, facts: object) -> None:
        """Write that a capture begins, and hold that file locked as long as it goes on."""
        self.write_json(BEGUN, "begun", facts, title="采集开始")
        self._lock = os.open(self.folder / BEGUN, os.O_RDONLY | os.O_CLOEXEC)
        fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def release(self) -> None:
        """The capture goes on no more."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def write(self, name: str, role: str, media_type: str, data: bytes, **more: str) -> Artefact:
        """Keep `data` as the file `name`. `more`: title, source, method, note."""
        path = self.folder / name
        try:
            _write_whole(path, data)
        except OSError as error:
            raise write_failed(path, error) from error
        artefact = self._artefact(name, role, media_type, **more)
        if artefact.sha256 != sha256_label(data):
            raise ArchiveError(
                f"{path}：读回的内容与写入的不一致；请检查磁盘",
                f"{path}: what is read back is not what was written; check the disk",
            )
        return artefact

    def write_json(self, name: str, role: str, value: object, **more: str) -> Artefact:
        """Keep `value` as JSON that a person can read too."""
        return self.write(name, role, "application/json", json_bytes(value), **more)

    def adopt(self, name: str, role: str, media_type: str, **more: str) -> Artefact:
        """Take up a file that somebody else wrote and synced in the folder."""
        return self._artefact(name, role, media_type, **more)

    def withdraw(self) -> None:
        """Remove the folder again where nothing was captured yet."""
        if {path.name for path in self.folder.iterdir()} <= {BEGUN}:
            (self.folder / BEGUN).unlink(missing_ok=True)
            self.folder.rmdir()

    def _artefact(self, name: str, role: str, media_type: str, **more: str) -> Artefact:
        try:
            found = digest_file(self.folder / name)
        except OSError as error:
            raise write_failed(self.folder / name, error) from error
        artefact = Artefact(
            name,
            role,
            media_type,
            found.size,
            found.sha256,
            found.sm3,
            datetime.now(UTC),
            **more,
        )
        self.artefacts.append(artefact)
        return artefact


def json_bytes(value: object) -> bytes:
    """`value` as UTF-8 JSON with nothing in it that could steer a terminal or hide a word."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    return (_HIDDEN.sub(lambda found: json.dumps(found[0])[1:-1], text) + "\n").encode("utf-8")


def _write_whole(path: Path, data: bytes) -> None:
    part = path.with_name(path.name + PART)
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(part, flags, 0o640)
    try:
        write_at(descriptor, data, 0)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    rename_new(part, path)
