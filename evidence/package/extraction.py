"""Taking records out of the archive of a crawl, byte for byte, into a file of their own.

Each record is a gzip member and is copied whole, so that its bytes, and the digest
of its bytes, stay what they were. With a response go its request, what the
connection showed, the server's certificate, pictures of the rendered page made from
it, and the warcinfo of the file it lay in. Every record is verified on the way.
"""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import IO, BinaryIO

from evidence.archive.faults import fault
from evidence.archive.fields import fields_block
from evidence.archive.head import END, HEAD_LIMIT, Head, read_head
from evidence.archive.members import Member, Source, at_member
from evidence.archive.open_file import OPEN_SUFFIX
from evidence.archive.record import RecordRef
from evidence.archive.stored import BLOCK_LIMIT, WARC_FIELDS
from evidence.archive.walk import Seen, walk
from evidence.archive.warc import compose
from evidence.package.window import window

_CERTIFICATE = b"certificate-record: "
_PIECE = 256 * 1024


@dataclass(frozen=True, slots=True)
class Extracted:
    """Where a record lay in the archive, and where it lies in the package's own file.

    `uri` is its WARC-Target-URI, which has no fragment and may be a URN of ours.
    """

    source: RecordRef
    offset: int
    length: int
    date: str
    request_id: str | None
    uri: str = ""


@dataclass(frozen=True, slots=True)
class _Place:
    """A record's member in its file, and to whom it points."""

    offset: int
    length: int
    kind: str
    record_id: str
    linked: tuple[str, ...]
    certificate: str | None


@dataclass(slots=True)
class _SourceFile:
    """What is wanted of one archive file."""

    path: Path
    refs: list[RecordRef] = field(default_factory=list)


def extract(
    target: IO[bytes],
    wanted: Sequence[tuple[Path, RecordRef]],
    *,
    name: str,
    made_at: datetime,
    info: Mapping[str, str],
) -> list[Extracted]:
    """Write the wanted records (archive folder, reference) to `target`, a new WARC file.

    `name` is the file's name, `info` stands in its warcinfo beside where the
    records are from. Returns where each wanted record lies, in the order asked.
    Raises RecordFault where one is not what its reference says, or not whole.
    """
    sources = _by_file(wanted)
    ids = "".join(ref.record_id + ref.block_digest for _, ref in wanted)
    said = dict(info) | {"source-files": ", ".join(source.path.name for source in sources)}
    head = compose(
        "warcinfo",
        when=made_at,
        block=fields_block(said.items()),
        content_type=WARC_FIELDS,
        record_id=f"<{uuid.uuid5(uuid.NAMESPACE_URL, f'urn:x-wangjian:{name}:{ids}').urn}>",
        filename=name,
    )
    target.write(head.member)
    position = len(head.member)
    found: dict[tuple[Path, int], Extracted] = {}
    for source in sources:
        position = _copy_from(source, target, position, found)
    return [found[folder / ref.file, ref.offset] for folder, ref in wanted]


def _by_file(wanted: Sequence[tuple[Path, RecordRef]]) -> list[_SourceFile]:
    sources: dict[Path, _SourceFile] = {}
    for folder, ref in wanted:
        path = folder / ref.file
        sources.setdefault(path, _SourceFile(path)).refs.append(ref)
    return list(sources.values())


def _copy_from(
    source: _SourceFile,
    target: IO[bytes],
    position: int,
    found: dict[tuple[Path, int], Extracted],
) -> int:
    """Copy what is wanted of `source`; returns the position behind it in `target`."""
    with _opened(source.path) as stream:
        size = stream.seek(0, 2)
        places = list(_places(window(stream, 0, size)))
        for place in _needed(source, places):
            member = window(stream, place.offset, place.length)
            seen = _verified(member, place, source)
            member.seek(0)
            while piece := member.read(_PIECE):
                target.write(piece)
            for ref in source.refs:
                if ref.offset == place.offset:
                    found[source.path, place.offset] = _extracted(ref, place, seen, position)
            position += place.length
    return position


def _extracted(ref: RecordRef, place: _Place, seen: Seen, position: int) -> Extracted:
    assert seen.head is not None
    date = seen.head.get("WARC-Date") or ""
    request = next(iter(seen.head.all_of("WARC-Concurrent-To")), None)
    uri = seen.head.get("WARC-Target-URI") or ""
    return Extracted(ref, position, place.length, date, request, uri)


def _opened(path: Path) -> BinaryIO:
    # The writer may give the file its final name between two looks.
    for candidate in (path, path.with_name(path.name + OPEN_SUFFIX), path):
        try:
            return candidate.open("rb")
        except FileNotFoundError:
            continue
        except OSError as error:
            raise fault(0, "unreadable", error.strerror).error(path) from error
    raise fault(0, "file-missing", path.name).error(path)


def _places(stream: BinaryIO) -> Iterator[_Place]:
    """Every record of the file, as far as members follow one another."""
    source = Source(stream)
    while at_member(source):
        member = Member(source)
        data, stop = b"", -1
        while stop < 0 and len(data) < HEAD_LIMIT and (piece := member.read(_PIECE)):
            data += piece
            stop = data.find(END)
        head = read_head(data[: stop + len(END)], member.offset) if stop >= 0 else Head()
        block = data[stop + len(END) :]
        certificate = None
        if head.get("WARC-Type") == "metadata" and head.get("Content-Type") == WARC_FIELDS:
            while len(block) < HEAD_LIMIT and (piece := member.read(_PIECE)):
                block += piece
            certificate = _certificate(block)
        if not member.drain(BLOCK_LIMIT + HEAD_LIMIT):
            return
        yield _Place(
            member.offset,
            source.position - member.offset,
            head.get("WARC-Type") or "",
            head.get("WARC-Record-ID") or "",
            (*head.all_of("WARC-Concurrent-To"), *head.all_of("WARC-Refers-To")),
            certificate,
        )


def _certificate(block: bytes) -> str | None:
    """The certificate's record, which stands once a file and is named in the text only."""
    lines = (line for line in block.split(b"\r\n") if line.startswith(_CERTIFICATE))
    named = next(lines, None)
    return None if named is None else named[len(_CERTIFICATE) :].decode("utf-8", "replace")


def _needed(source: _SourceFile, places: list[_Place]) -> list[_Place]:
    """What is wanted of the file and all that belongs to it, in the file's order."""
    by_offset = {place.offset: place for place in places}
    by_id = {place.record_id: place for place in places}
    neighbours: dict[str, set[str]] = {place.record_id: set() for place in places}
    for place in places:
        for other in place.linked:
            if other in neighbours:
                neighbours[place.record_id].add(other)
                neighbours[other].add(place.record_id)
    reached: set[str] = set()
    waiting = [_wanted(source, ref, by_offset).record_id for ref in source.refs]
    while waiting:
        record_id = waiting.pop()
        if record_id not in reached:
            reached.add(record_id)
            waiting += neighbours[record_id]
            certificate = by_id[record_id].certificate
            if certificate in by_id:
                reached.add(certificate)
    kept: list[_Place] = []
    about: _Place | None = None
    for place in places:
        if place.kind == "warcinfo":
            about = place
        elif place.record_id in reached:
            if about is not None:
                kept.append(about)
                about = None
            kept.append(place)
    return kept


def _wanted(source: _SourceFile, ref: RecordRef, by_offset: Mapping[int, _Place]) -> _Place:
    place = by_offset.get(ref.offset)
    if place is None or (place.record_id, place.length) != (ref.record_id, ref.length):
        raise fault(ref.offset, "not-this-record", ref.record_id).error(source.path)
    return place


def _verified(member: BinaryIO, place: _Place, source: _SourceFile) -> Seen:
    """The record in `member`, read strictly and compared with the references to it."""
    seen = next(walk(member, keep=False))
    if seen.faults or seen.head is None:
        wrong = seen.faults[0] if seen.faults else fault(0, "empty-member")
        raise replace(wrong, offset=place.offset).error(source.path)
    said = seen.head.get("WARC-Block-Digest"), seen.head.get("WARC-Payload-Digest")
    for ref in source.refs:
        if ref.offset == place.offset and said != (ref.block_digest, ref.payload_digest):
            raise fault(ref.offset, "not-this-record", ref.block_digest).error(source.path)
    return seen
