"""Record after record of an archive file, read strictly and in bounded memory.

A file of ours is gzip members, each exactly one record, nothing between them
and nothing behind. Whatever deviates is a fault with a code; reading goes on
where that makes sense.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from evidence.archive.faults import Fault, fault
from evidence.archive.head import END, HEAD_LIMIT, Head, read_head
from evidence.archive.members import Member, Source, at_member, find_record
from evidence.archive.message import HEAD_SEARCH, payload_offset
from evidence.archive.rules import check_fields, check_warcinfo, content_length, is_sha256
from evidence.archive.stored import BLOCK_LIMIT
from evidence.seal.digests import Hash, sha256

_PIECE = 256 * 1024
_DRAIN = 64 << 20
_MOST_SEARCHES = 100


@dataclass(slots=True)
class Seen:
    """One member and the record in it.

    `length` is that of the member, 0 where its end was not found. `head` is None
    where there was none. `block` is whole only where it was asked for, `beginning`
    is its first HEAD_SEARCH bytes. `faults` holds all that is wrong with this
    record, nothing of its relations.
    """

    offset: int
    length: int = 0
    head: Head | None = None
    block: bytes = field(default=b"", repr=False)
    beginning: bytes = field(default=b"", repr=False)
    faults: list[Fault] = field(default_factory=list)


def walk(
    stream: BinaryIO, *, keep: bool, limit: int = BLOCK_LIMIT, search: bool = False
) -> Iterator[Seen]:
    """The records of `stream` from its position on.

    `keep` gives the blocks; longer ones than `limit` are a fault. Reading ends
    where a member's end cannot be found, except with `search`, which looks for
    a later record: good for telling what else is wrong, for nothing more (see
    `find_record`). Junk is told as a Seen without head.
    """
    source = Source(stream)
    start, searches, first = source.position, _MOST_SEARCHES if search else 0, True
    while (here := at_member(source)) is not None:
        offset = source.position
        if here:
            seen, ended = _read_member(source, keep=keep, limit=limit)
        else:
            seen, ended = Seen(offset), False
        if not here and first and offset == start:
            seen.faults.append(fault(offset, "not-gzip"))
        elif not here:
            seen.faults.append(_junk(source, offset))
        first = False
        yield seen
        if ended:
            continue
        if not searches or find_record(source, offset + 1) is None:
            return
        searches -= 1
    if first:
        yield Seen(start, faults=[fault(start, "empty-file")])


def _junk(source: Source, offset: int) -> Fault:
    if find_record(source, offset + 1) is not None:
        return fault(offset, "junk-between")
    return fault(offset, "trailing-junk", source.position - offset)


def _read_member(source: Source, *, keep: bool, limit: int) -> tuple[Seen, bool]:
    """The member here with its record, and whether its end was found."""
    member = Member(source)
    seen = Seen(member.offset)
    rest = _read_head(member, seen)
    if seen.head is not None:
        _read_block(member, seen, rest, keep=keep, limit=limit)
    ended = member.drain(_DRAIN)
    seen.faults = member.faults + seen.faults
    if ended:
        seen.length = source.position - member.offset
    return seen, ended


def _read_head(member: Member, seen: Seen) -> bytes:
    """Read the head into `seen`; returns what was unpacked beyond it."""
    data, stop = b"", -1
    while stop < 0 and len(data) < HEAD_LIMIT and (piece := member.read(_PIECE)):
        before = max(0, len(data) - len(END))
        data += piece
        stop = data.find(END, before)
    if not data:
        if not member.faults:
            seen.faults.append(fault(seen.offset, "empty-member"))
    elif 0 <= stop <= HEAD_LIMIT:
        seen.head = read_head(data[: stop + len(END)], seen.offset)
        seen.faults += [*seen.head.faults, *check_fields(seen.head, seen.offset)]
        return data[stop + len(END) :]
    elif len(data) >= HEAD_LIMIT:
        seen.faults.append(fault(seen.offset, "head-too-large", HEAD_LIMIT))
    elif not member.faults:
        code = "line-end" if b"\n\n" in data else "head-unfinished"
        seen.faults.append(fault(seen.offset, code))
    return b""


def _read_block(member: Member, seen: Seen, rest: bytes, *, keep: bool, limit: int) -> None:
    """Read the block, hash it, and look at what stands behind it."""
    head = seen.head
    length = None if head is None else content_length(head)
    if head is None or length is None:
        return
    if length > limit:
        seen.faults.append(fault(seen.offset, "record-too-large", limit))
        return
    reader = _Block(member, rest, length)
    beginning = seen.beginning = reader.read(HEAD_SEARCH)
    block, payload = sha256(), _Payload(head, beginning, length)
    kept = [beginning]
    block.update(beginning)
    while piece := reader.read(_PIECE):
        block.update(piece)
        payload.update(piece)
        if keep:
            kept.append(piece)
    if keep:
        seen.block = b"".join(kept)
    if head.get("WARC-Type") == "warcinfo":
        seen.faults += check_warcinfo(beginning, seen.offset)
    if not reader.whole:
        if not member.faults:
            seen.faults.append(fault(seen.offset, "block-length"))
        return
    seen.faults += _check_digests(head, seen.offset, block, payload)
    seen.faults += _check_end(member, reader.rest, seen.offset)


class _Block:
    """Gives the block's bytes and no more; `rest` is what was unpacked beyond it."""

    def __init__(self, member: Member, rest: bytes, length: int) -> None:
        self._member = member
        self._left = length
        self.rest = rest

    @property
    def whole(self) -> bool:
        """Whether all of it came."""
        return self._left == 0

    def read(self, most: int) -> bytes:
        """The next bytes: `most`, or as many as there are."""
        parts: list[bytes] = []
        wanted = min(most, self._left)
        while wanted:
            piece = self.rest or self._member.read(wanted)
            if not piece:
                break
            parts.append(piece[:wanted])
            self.rest = piece[wanted:]
            wanted -= len(parts[-1])
            self._left -= len(parts[-1])
        return b"".join(parts)


class _Payload:
    """Hashes the payload of a record whose block begins with `beginning`."""

    def __init__(self, head: Head, beginning: bytes, length: int) -> None:
        kind, uri = head.get("WARC-Type") or "", head.get("WARC-Target-URI") or ""
        start = payload_offset(kind, uri, beginning)
        self._hash = sha256(memoryview(beginning)[start:])
        # Without an empty line in the beginning, all of the block is head.
        self._found = start < len(beginning) or length == len(beginning) or start == 0

    def update(self, piece: bytes) -> None:
        if self._found:
            self._hash.update(piece)

    def hexdigest(self) -> str:
        return self._hash.hexdigest()


def _check_digests(head: Head, offset: int, block: Hash, payload: _Payload) -> Iterator[Fault]:
    # What is no SHA-256 at all was told with the fields.
    said = head.get("WARC-Block-Digest")
    if is_sha256(said) and said != f"sha256:{block.hexdigest()}":
        yield fault(offset, "block-digest")
    said = head.get("WARC-Payload-Digest")
    # The payload of a revisit lies in another record; relations.py looks there.
    if head.get("WARC-Type") == "revisit" or not is_sha256(said):
        return
    if said != f"sha256:{payload.hexdigest()}":
        yield fault(offset, "payload-digest")


def _check_end(member: Member, rest: bytes, offset: int) -> Iterator[Fault]:
    while len(rest) < len(END) + 5 and (piece := member.read(_PIECE)):
        rest += piece
    if rest == END or member.faults:
        return
    if rest.startswith(END + b"WARC/"):
        yield fault(offset, "several-records")
    else:
        yield fault(offset, "record-end" if len(rest) < len(END) else "block-length")
