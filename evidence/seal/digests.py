"""Digests of evidence 完整性校验值: SHA-256 through pycryptodome, SM3 through hashlib.

Every object here has the interface of hashlib's (PEP 452): `name`, `digest_size`,
`block_size`, `update`, `digest`, `hexdigest`, `copy`. A digest is written as
`sha256:` or `sm3:` and lower-case hexadecimal digits.

Sources: FIPS 180-4 (SHA-256), GB/T 32905-2016 (SM3).
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol, Self

from Crypto.Hash import SHA256

from evidence.errors import EvidenceError

Data = bytes | bytearray | memoryview

_PIECE = 1 << 20


class Hash(Protocol):
    """What every hash object offers, as in hashlib."""

    @property
    def name(self) -> str: ...

    @property
    def digest_size(self) -> int: ...

    @property
    def block_size(self) -> int: ...

    def update(self, data: Data, /) -> None: ...

    def digest(self) -> bytes: ...

    def hexdigest(self) -> str: ...

    def copy(self) -> Self: ...


class Sha256:
    """SHA-256 of pycryptodome with the two things hashlib's object has beside: name and copy."""

    name = "sha256"
    digest_size = 32
    block_size = 64

    def __init__(self, data: Data = b"") -> None:
        self._hash = SHA256.new(data)

    def update(self, data: Data, /) -> None:
        """Add `data` to what is hashed."""
        self._hash.update(data)

    def digest(self) -> bytes:
        """The 32 bytes of the digest so far; more may be added after."""
        return self._hash.digest()

    def hexdigest(self) -> str:
        """The digest so far as 64 lower-case hexadecimal digits."""
        return self._hash.hexdigest()

    def copy(self) -> Self:
        """A second object that goes on from here on its own."""
        twin = type(self).__new__(type(self))
        twin._hash = self._hash.copy()
        return twin


@dataclass(frozen=True, slots=True)
class FileDigests:
    """Size in bytes and digests of one file; `sm3` is None where OpenSSL has no SM3."""

    size: int
    sha256: str
    sm3: str | None


def sha256(data: Data = b"") -> Hash:
    """A SHA-256 object, begun with `data`."""
    return Sha256(data)


def sm3_available() -> bool:
    """Whether this machine's OpenSSL offers SM3."""
    return "sm3" in hashlib.algorithms_available


def sm3(data: Data = b"") -> Hash:
    """An SM3 object, begun with `data`. Raises EvidenceError where OpenSSL has none."""
    if not sm3_available():
        raise EvidenceError(
            "本机的 OpenSSL 不支持 SM3：请安装 OpenSSL 1.1.1 以上版本及与其链接的 Python",
            "this machine's OpenSSL has no SM3: "
            "install OpenSSL 1.1.1 or later and a Python linked to it",
        )
    return hashlib.new("sm3", data)


def sha256_digest(data: Data) -> bytes:
    """The 32 bytes of the SHA-256 of `data`, in one go."""
    digest: bytes = SHA256.digest(data)
    return digest


def sha256_label(data: Data) -> str:
    """`sha256:` and the digest of `data`, in one go."""
    return f"sha256:{sha256_digest(data).hex()}"


def sm3_label(data: Data) -> str:
    """`sm3:` and the digest of `data`. Raises EvidenceError where OpenSSL has no SM3."""
    return f"sm3:{sm3(data).hexdigest()}"


def digest_stream(stream: IO[bytes]) -> FileDigests:
    """Size, SHA-256 and, where there is one, SM3 of what is left in `stream`."""
    sha, other, size = Sha256(), sm3() if sm3_available() else None, 0
    while piece := stream.read(_PIECE):
        size += len(piece)
        sha.update(piece)
        if other is not None:
            other.update(piece)
    return FileDigests(
        size,
        f"sha256:{sha.hexdigest()}",
        None if other is None else f"sm3:{other.hexdigest()}",
    )


def digest_file(path: Path) -> FileDigests:
    """Size and digests of the file at `path`. Raises OSError where it cannot be read."""
    with path.open("rb") as stream:
        return digest_stream(stream)
