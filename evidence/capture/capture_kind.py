"""Is a capture still whole? Its manifest, each file, its network records. For evidence.verify.

A capture folder holds what its capture.json lists, no more and no less, each file
with the digests it had; its WARC files pass the strict reader, and every record that
the capture names reads back.
"""

import json
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evidence.archive.reader import check_file, read_record
from evidence.archive.record import RecordRef
from evidence.archive.salvage import is_held
from evidence.capture.abandoned import abandoned
from evidence.capture.attendance import check_officers
from evidence.capture.faults import CODES
from evidence.capture.manifest import Captured, is_capture, read_capture
from evidence.capture.store import BEGUN, MANIFEST, Artefact
from evidence.errors import CaptureFault, RecordFault
from evidence.package.names import is_own_name
from evidence.seal.digests import digest_file, sm3_available
from evidence.verified import Message, Verified

_ALWAYS = ("begun", "traffic", "console", "dns", "environment")
_OF_IMPORT = ("begun", "imported", "import", "environment")
_TRAFFIC_LIMIT = 64 << 20


class CaptureKind:
    """Folders of captures 采集件."""

    name = "capture"

    def knows(self, path: Path) -> bool:
        """By the file that says that a capture was begun, or the one that says it was finished."""
        return is_capture(path)

    def verify(self, path: Path) -> Verified:
        """All that is wrong with the capture in the folder `path`."""
        # evidence.verify imports this module: what it defines is there only by now.
        from evidence.verify import Verified

        try:
            captured = read_capture(path)
        except CaptureFault as fault:
            if fault.code == "capture-unfinished" and _under_way(path):
                return Verified(path, self.name, notices=(Message(*_UNDER_WAY),))
            why = abandoned(path) if fault.code == "capture-unfinished" else None
            if why is not None:
                return Verified(path, self.name, notices=(_given_up(why),))
            place = MANIFEST if fault.code != "capture-unfinished" else ""
            zh, en = CODES[fault.code]
            return Verified(
                path,
                self.name,
                faults=(Message(fault.code, zh.format(what=""), en.format(what=""), place),),
            )
        found = [Message(code, *said, where) for code, said, where in _wrong(captured)]
        records = 0
        for one in captured.artefacts:
            if one.role in {"warc", "warc-second"} and (path / one.name).is_file():
                report = check_file(path / one.name)
                records += report.records
                found += [
                    Message(f.code, f.message_zh, f.message_en, f"{one.name}:{f.offset}")
                    for f in report.faults
                ]
        return Verified(path, self.name, records, tuple(found))


def unfinished(base: Path) -> list[Path]:
    """The captures in `base` that were begun, never finished, and nobody is at work on."""
    folders = sorted(path for path in base.iterdir() if is_capture(path))
    return [
        one
        for one in folders
        if not (one / MANIFEST).is_file() and abandoned(one) is None and not _under_way(one)
    ]


_UNDER_WAY = ("being-captured", "正在采集，未核验", "a capture is under way here, not verified")


def _given_up(why: str) -> Message:
    zh, en = CODES["capture-abandoned"]
    return Message("capture-abandoned", zh.format(what=why), en.format(what=why))


def _under_way(folder: Path) -> bool:
    """Whether a living process is capturing into it."""
    try:
        return is_held(folder / BEGUN)
    except OSError:
        return False


_Wrong = tuple[str, tuple[str, str], str]


def _said(code: str, what: str, where: str = "") -> _Wrong:
    zh, en = CODES[code]
    return code, (zh.format(what=what), en.format(what=what)), where


def _wrong(captured: Captured) -> Iterator[_Wrong]:
    roles = {one.role for one in captured.artefacts}
    always = _OF_IMPORT if captured.manner == "imported" else _ALWAYS
    wanted = [*always, *(["warc"] if captured.main is not None else [])]
    if captured.manner != "automatic":
        yield from _attended(captured)
    for role in wanted:
        if role not in roles:
            yield _said("manifest-incomplete", role, MANIFEST)
    names: set[str] = set()
    for one in captured.artefacts:
        if not is_own_name(one.name) or one.name == MANIFEST:
            yield _said("artefact-name", ascii(one.name)[:120], MANIFEST)
        elif one.name.lower() in names:
            yield _said("artefact-repeated", one.name, MANIFEST)
        else:
            names.add(one.name.lower())
            yield from _file(captured.folder, one)
    yield from _unlisted(captured.folder, {one.name for one in captured.artefacts})
    yield from _records(captured)


def _attended(captured: Captured) -> Iterator[_Wrong]:
    """What was made with officers there says which, and how the clock stood."""
    officers = () if captured.attendance is None else captured.attendance.officers
    if not captured.clock.measured:
        yield _said("clock-not-measured", "", MANIFEST)
    try:
        check_officers(officers)
    except CaptureFault as fault:
        yield _said(fault.code, "", MANIFEST)


def _file(folder: Path, one: Artefact) -> Iterator[_Wrong]:
    path = folder / one.name
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            yield _said("artefact-missing", one.name, one.name)
            return
        found = digest_file(path)
    except OSError:
        yield _said("artefact-missing", one.name, one.name)
        return
    if found.size != one.size:
        yield _said("artefact-changed", f"{found.size} / {one.size}", one.name)
    elif found.sha256 != one.sha256:
        yield _said("artefact-changed", "SHA-256", one.name)
    elif sm3_available() and one.sm3 is not None and found.sm3 != one.sm3:
        yield _said("artefact-changed", "SM3", one.name)


def _unlisted(folder: Path, names: set[str]) -> Iterator[_Wrong]:
    for path in sorted(folder.iterdir()):
        if path.name not in names and path.name != MANIFEST:
            yield _said("artefact-unlisted", ascii(path.name)[:120], ascii(path.name)[1:-1][:120])


def _records(captured: Captured) -> Iterator[_Wrong]:
    """Every record that the capture names, read back."""
    for ref in _references(captured):
        try:
            read_record(captured.folder, ref)
        except RecordFault as fault:
            yield _said("record-elsewhere", fault.code, f"{ascii(ref.file)[1:-1]}:{ref.offset}")


def _references(captured: Captured) -> Iterator[RecordRef]:
    if captured.second is not None:
        yield captured.second.record
    named = [captured.main, *(hop.record for hop in captured.hops)]
    yield from (ref for ref in named if ref is not None)
    for exchange in _exchanges(captured):
        for value in (exchange.get("record"), *(exchange.get("frames") or ())):
            try:
                if value is not None:
                    yield RecordRef.from_json(value)
            except TypeError:
                continue  # no reference at all; the file's digest says whether it was altered


def _exchanges(captured: Captured) -> list[dict[str, Any]]:
    path = captured.path("traffic")
    try:
        if path is None or path.stat().st_size > _TRAFFIC_LIMIT:
            return []
        value = json.loads(path.read_bytes())["exchanges"]
        return [one for one in value if isinstance(one, dict)]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return []
