"""One look through a WARC file of a WACZ: is it whole, and what stands in its index."""

from dataclasses import dataclass
from typing import BinaryIO

from evidence.archive.faults import Fault
from evidence.archive.relations import Relations
from evidence.archive.walk import walk
from evidence.package.cdxj import Index
from evidence.seal.digests import sha256

_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Survey:
    """How many records are whole, and all that is wrong."""

    records: int
    faults: tuple[Fault, ...]


def survey(stream: BinaryIO, again: BinaryIO, filename: str, index: Index) -> Survey:
    """Read the WARC file in `stream` strictly, and add its whole records to `index`.

    `again` is a second stream of the same bytes, with a position of its own: the
    index holds the digest of each member as it is stored.
    """
    relations, faults, records = Relations(), list[Fault](), 0
    for seen in walk(stream, keep=False, search=True):
        faults += seen.faults
        if seen.head is None:
            continue
        faults += relations.add(seen.head, seen.offset)
        if not seen.faults:
            records += 1
            index.add(seen, filename, digest_of_part(again, seen.offset, seen.length))
    return Survey(records, (*faults, *relations.faults()))


def digest_of_part(stream: BinaryIO, offset: int, length: int) -> str:
    """`sha256:` and the digest of `length` bytes from `offset`."""
    found = sha256()
    stream.seek(offset)
    while length > 0 and (piece := stream.read(min(_PIECE, length))):
        found.update(piece)
        length -= len(piece)
    return f"sha256:{found.hexdigest()}"
