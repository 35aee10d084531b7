"""Recordings made elsewhere 导入: copies of what a phone recorded, brought in by two officers.

Apps, live streams and mini-programs are not to be reached by a browser; what officers
filmed of them is copied byte for byte, digested as it is read, and told from then on.
What happened before that is what the officers say of it, and is kept as their words.
"""

import asyncio
import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from evidence.archive.durable import rename_new, write_failed
from evidence.capture import environment
from evidence.capture.attendance import (
    Attendance,
    check_clock,
    check_officers,
    write_confirmations,
)
from evidence.capture.clock import ClockReading, read_clock
from evidence.capture.faults import CODES
from evidence.capture.file_kinds import HEAD_BYTES, UNKNOWN, FileKind, kind_of
from evidence.capture.journal import Journal
from evidence.capture.manifest import Captured, fault, ordered
from evidence.capture.profile import Profile
from evidence.capture.settings import CaptureSettings
from evidence.capture.store import MANIFEST, PART, Store
from evidence.errors import ArchiveError, CaptureFault
from evidence.package.names import is_own_name
from evidence.seal.digests import sha256

NOT_A_BROWSER = Profile("device", 0, 0)
"""The profile of what no browser of ours visited."""

_PIECE = 1 << 20
_LONGEST_WORDS = 2_000


@dataclass(frozen=True, slots=True)
class ImportLimits:
    """How much is taken in at once: files, bytes of one, bytes of all."""

    files: int = 200
    file_bytes: int = 8 << 30
    total_bytes: int = 32 << 30


@dataclass(frozen=True, slots=True)
class Origin:
    """What the officers say of the recordings: the `device` that made them, when, of what.

    `recorded_at` as they say it, "" where they do not; `url` where it has an address.
    """

    device: str
    recorded_at: str = ""
    what: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class _Taken:
    """One file that was taken in, and what it was called and bore outside."""

    name: str
    original: str
    modified_at: datetime
    size: int
    kind: FileKind
    sha256: str


async def import_recordings(
    files: Sequence[Path],
    folder: Path,
    *,
    attendance: Attendance,
    origin: Origin,
    settings: CaptureSettings,
    limits: ImportLimits | None = None,
) -> Captured:
    """Copy `files` into the new folder `folder` as a capture of the manner "imported".

    Raises CaptureFault ("two-officers", "not-confirmed", "clock-not-measured", "number",
    "folder", "import-file" where one is no plain file or is empty, "import-size",
    "import-device" where no device is named), ArchiveError where the disk refuses.
    """
    check_officers(attendance.officers)
    if not origin.device.strip():
        raise _refused("import-device")
    if not is_own_name(folder.name):
        raise fault("number", folder)
    clock = await read_clock(settings.time_servers)
    check_clock(clock)
    bounds = limits or ImportLimits()
    _look(files, bounds)
    work = _Import(folder, attendance, origin, settings, bounds, clock)
    return await asyncio.to_thread(work.run, files)


def _look(files: Sequence[Path], limits: ImportLimits) -> None:
    """Refuse what cannot be taken in before anything is made."""
    if not files or len(files) > limits.files:
        raise _refused("import-size", f"{len(files)} / {limits.files}")
    total = 0
    for path in files:
        try:
            found = path.stat()
        except OSError as error:
            raise _refused("import-file", f"{_shown(path)}: {error.strerror}") from error
        if not stat.S_ISREG(found.st_mode) or not found.st_size:
            raise _refused("import-file", _shown(path))
        total += found.st_size
        if found.st_size > limits.file_bytes or total > limits.total_bytes:
            raise _refused("import-size", _shown(path))


@dataclass(frozen=True, slots=True)
class _Import:
    """One import under way into `folder`."""

    folder: Path
    attendance: Attendance
    origin: Origin
    settings: CaptureSettings
    limits: ImportLimits
    clock: ClockReading

    def run(self, files: Sequence[Path]) -> Captured:
        store, journal = Store(self.folder), Journal()
        begun = journal.begun_at.isoformat()
        try:
            store.begin({"number": self.folder.name, "url": self.origin.url, "begun_at": begun})
            write_confirmations(journal, self.attendance)
            taken = []
            for number, path in enumerate(files, 1):
                one = _take(store, path, number, self.limits, self.settings.floor_bytes)
                taken.append(one)
                journal.step(
                    "import",
                    f"导入文件 {number}/{len(files)}：{one.kind.zh}，{one.size} 字节",
                    f"imported file {number} of {len(files)}: "
                    f"{one.kind.media_type}, {one.size} bytes",
                    one.sha256,
                    actor=self.attendance.officers[0].name,
                    by_hand=True,
                )
                if one.kind == UNKNOWN:
                    journal.flag("import-unknown", one.name)
            return self._close(store, journal, taken)
        finally:
            store.release()

    def _close(self, store: Store, journal: Journal, taken: Sequence[_Taken]) -> Captured:
        store.write_json("import.json", "import", _listed(taken, self.origin), title="导入说明")
        journal.missing(
            "before-import",
            "导入之前的录制过程由执法人员说明，本系统没有记录；不含网络记录",
            "what came before the import is told by the officers and was not recorded here; "
            "there are no network records",
        )
        found = {
            "machine": environment.machine(),
            "config_digest": self.settings.config_digest,
            "device": self.origin.device[:_LONGEST_WORDS],
            "clock": self.clock.to_json(),
        }
        store.write_json("environment.json", "environment", found, title="导入环境")
        captured = Captured(
            folder=store.folder,
            number=store.folder.name,
            manner="imported",
            url_asked=self.origin.url,
            url_final=self.origin.url,
            title=self.origin.what[:_LONGEST_WORDS],
            status=0,
            started_at=journal.begun_at,
            ended_at=datetime.now(UTC),
            profile=NOT_A_BROWSER,
            clock=self.clock,
            artefacts=ordered(store.artefacts),
            flags=tuple(journal.flags),
            steps=tuple(journal.steps),
            gaps=tuple(journal.gaps),
            counts={"files": len(taken), "bytes": sum(one.size for one in taken)},
            environment=found,
            attendance=self.attendance,
        )
        store.write_json(MANIFEST, "manifest", captured.to_json())
        return captured


def _take(store: Store, path: Path, number: int, limits: ImportLimits, floor: int) -> _Taken:
    """Copy one file, and compare the digest of what was read with that of what was written."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError as error:
        raise _refused("import-file", f"{_shown(path)}: {error.strerror}") from error
    with os.fdopen(descriptor, "rb") as source:
        found = os.fstat(source.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise _refused("import-file", _shown(path))
        head = source.read(HEAD_BYTES)
        source.seek(0)
        kind = kind_of(head)
        name = f"import-{number:03d}.{kind.ending}"
        digest, size = _copy(source, store.folder / name, limits.file_bytes, floor)
    artefact = store.adopt(
        name,
        "imported",
        kind.media_type,
        title=f"导入文件 {number}（{kind.zh}）",
        method="逐字节复制自所示设备导出的文件，未改动、未转码",
        note="格式按文件内容判断；原文件名和修改时间见 import.json",
    )
    if artefact.sha256 != digest or artefact.size != size:
        raise ArchiveError(
            f"{store.folder / name}：复制件与原文件不一致；请检查磁盘后重新导入",
            f"{store.folder / name}: the copy is not what was read; check the disk, import again",
        )
    modified = datetime.fromtimestamp(found.st_mtime, UTC)
    return _Taken(name, path.name, modified, size, kind, digest)


def _copy(source: BinaryIO, target: Path, most: int, floor: int) -> tuple[str, int]:
    """The digest of what was read and how much it was; CaptureFault where it grew too large."""
    part, digest, size = target.with_name(target.name + PART), sha256(), 0
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        with os.fdopen(os.open(part, flags, 0o640), "wb") as copy:
            while piece := source.read(_PIECE):
                size += len(piece)
                if size > most:
                    raise _refused("import-size", _shown(target))
                room = os.statvfs(target.parent)
                if room.f_bavail * room.f_frsize < floor + len(piece):
                    raise ArchiveError(
                        f"{target}：磁盘剩余空间不足，导入中止；请腾出空间后重新导入",
                        f"{target}: too little room on the disk; make room and import again",
                        disk_full=True,
                    )
                digest.update(piece)
                copy.write(piece)
            copy.flush()
            os.fsync(copy.fileno())
        rename_new(part, target)
    except OSError as error:
        raise write_failed(target, error) from error
    return f"sha256:{digest.hexdigest()}", size


def _listed(taken: Sequence[_Taken], origin: Origin) -> dict[str, Any]:
    return {
        "device": origin.device[:_LONGEST_WORDS],
        "recorded_at": origin.recorded_at[:_LONGEST_WORDS],
        "what": origin.what[:_LONGEST_WORDS],
        "url": origin.url,
        "said_by": {
            "zh": "以上由执法人员说明，本系统未核实",
            "en": "as the officers say; not checked here",
        },
        "files": [
            {
                "name": one.name,
                "original_name": one.original.encode("utf-8", "replace").decode(),
                "modified_at": one.modified_at.isoformat(),
                "bytes": one.size,
                "media_type": one.kind.media_type,
                "sha256": one.sha256,
            }
            for one in taken
        ],
    }


def _shown(path: Path) -> str:
    return ascii(path.name)[1:-1][:120]


def _refused(code: str, what: str = "") -> CaptureFault:
    zh, en = CODES[code]
    return CaptureFault(code, zh.format(what=what), en.format(what=what))
