"""Everything a package says of one file, found in one pass over its bytes."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from isal import isal_zlib

from evidence.seal.digests import sha256, sm3, sm3_available

_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class FileFacts:
    """Size, CRC-32 and digests as hexadecimal digits; `sm3` is None where not asked for."""

    size: int
    crc: int
    sha256: str
    sha512: str
    sm3: str | None = None


def facts_of(stream: IO[bytes], *, with_sm3: bool = False) -> FileFacts:
    """Read `stream` to its end. SM3 is left out where OpenSSL has none."""
    first, second = sha256(), hashlib.sha512()
    third = sm3() if with_sm3 and sm3_available() else None
    size, checksum = 0, 0
    for piece in pieces(stream):
        size += len(piece)
        checksum = isal_zlib.crc32(piece, checksum)
        first.update(piece)
        second.update(piece)
        if third is not None:
            third.update(piece)
    return FileFacts(
        size,
        checksum,
        first.hexdigest(),
        second.hexdigest(),
        None if third is None else third.hexdigest(),
    )


def pieces(stream: IO[bytes]) -> Iterator[bytes]:
    """What is left in `stream`, in bounded pieces."""
    while piece := stream.read(_PIECE):
        yield piece
