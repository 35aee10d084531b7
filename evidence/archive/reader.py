"""Reading archives back: strictly our own, leniently those of others.

check_file     all that is wrong with a file
iter_records   its records, the first fault an error; or leniently
read_record    the one record that a reference names
http_parts     the HTTP message in a record
"""

import io
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from evidence.archive.faults import Fault, fault
from evidence.archive.foreign import foreign_records
from evidence.archive.members import GZIP_MAGIC
from evidence.archive.message import HttpParts, http_parts
from evidence.archive.open_file import OPEN_SUFFIX
from evidence.archive.record import RecordRef
from evidence.archive.relations import Relations
from evidence.archive.stored import BLOCK_LIMIT, StrictRecord
from evidence.archive.walk import Seen, walk

__all__ = [
    "Fault",
    "FileReport",
    "HttpParts",
    "StrictRecord",
    "check_file",
    "http_parts",
    "iter_records",
    "read_record",
]


@dataclass(frozen=True, slots=True)
class FileReport:
    """What the strict reader found in a file: the number of whole records, and all faults."""

    path: Path
    records: int
    faults: list[Fault]

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults

    def to_json(self) -> dict[str, Any]:
        """The report as plain JSON values."""
        return {
            "path": str(self.path),
            "ok": self.ok,
            "records": self.records,
            "faults": [one.to_json() for one in self.faults],
        }


def check_file(path: Path) -> FileReport:
    """Read all of `path` strictly, in bounded memory. Never raises for what is in it.

    After damage it looks for later records, to tell about them too.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return FileReport(path, 0, [fault(0, "unreadable", "not a regular file")])
        with path.open("rb") as stream:
            return _check(path, stream)
    except OSError as error:
        return FileReport(path, 0, [fault(0, "unreadable", error.strerror)])


def _check(path: Path, stream: BinaryIO) -> FileReport:
    relations, faults, records = Relations(), list[Fault](), 0
    for seen in walk(stream, keep=False, search=True):
        faults += seen.faults
        if seen.head is not None:
            faults += relations.add(seen.head, seen.offset)
        records += seen.head is not None and not seen.faults
    return FileReport(path, records, [*faults, *relations.faults()])


def iter_records(
    path: Path,
    *,
    strict: bool = True,
    limit: int = BLOCK_LIMIT,
    note_left_out: Callable[[str, int, int], None] | None = None,
) -> Iterator[StrictRecord]:
    """The records of `path` in their order.

    Strictly, the first record that is not whole raises RecordFault, as does a
    first record that is no warcinfo; how records relate only `check_file` tells.
    Otherwise any WARC or ARC file is read, compressed or not, as far as it makes
    sense. Blocks longer than `limit` bytes are a fault, or left out: then `note_left_out` is told
    address, offset and length. OSError passes.
    """
    if not strict:
        yield from foreign_records(path, limit, note_left_out)
        return
    first = True
    with path.open("rb") as stream:
        for seen in walk(stream, keep=True, limit=limit):
            record = _whole(seen, path)
            if first and record.type != "warcinfo":
                raise fault(seen.offset, "warcinfo-first").error(path)
            first = False
            yield record


def _whole(seen: Seen, path: object) -> StrictRecord:
    if seen.faults or seen.head is None:
        raise (seen.faults or [fault(seen.offset, "empty-member")])[0].error(path)
    return StrictRecord(
        type=seen.head.get("WARC-Type") or "",
        headers=tuple(seen.head.fields),
        block=seen.block,
        offset=seen.offset,
        length=seen.length,
    )


def read_record(folder: Path, ref: RecordRef) -> StrictRecord:
    """The record that `ref` names, from the finished file in `folder` or the one being written.

    Raises RecordFault where it is not there, not whole, or not the one that was
    referred to: its digests are computed anew and compared with the record's own
    and with those of `ref`.
    """
    path = folder / ref.file
    member = _member_bytes(folder, ref)
    if not member or len(member) != ref.length:
        raise fault(ref.offset, "torn").error(path)
    if not member.startswith(GZIP_MAGIC):
        raise fault(ref.offset, "not-this-record", "gzip").error(path)
    seen = next(walk(io.BytesIO(member), keep=True, limit=BLOCK_LIMIT))
    seen.faults = [replace(one, offset=ref.offset) for one in seen.faults]
    record = _whole(seen, path)
    said = {
        "record_id": (record.record_id, ref.record_id),
        "block_digest": (record.header("WARC-Block-Digest"), ref.block_digest),
        "payload_digest": (record.header("WARC-Payload-Digest"), ref.payload_digest),
        "length": (record.length, ref.length),
    }
    for name, (stored, wanted) in said.items():
        if stored != wanted:
            raise fault(ref.offset, "not-this-record", f"{name}: {stored} / {wanted}").error(path)
    return replace(record, offset=ref.offset)


def _member_bytes(folder: Path, ref: RecordRef) -> bytes:
    path = folder / ref.file
    plain = PurePosixPath(ref.file)
    if plain.is_absolute() or ".." in plain.parts or "\0" in ref.file:
        raise fault(0, "file-missing", ref.file).error(path)
    # The writer may give the file its final name between two looks.
    for candidate in (path, path.with_name(path.name + OPEN_SUFFIX), path):
        try:
            with candidate.open("rb") as stream:
                stream.seek(ref.offset)
                return stream.read(min(max(ref.length, 0), 2 * BLOCK_LIMIT))
        except FileNotFoundError:
            continue
        except (OSError, ValueError) as error:
            raise fault(ref.offset, "unreadable", error).error(path) from error
    raise fault(ref.offset, "file-missing", ref.file).error(path)
