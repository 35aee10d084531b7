"""A signed head of the ledger 日志头: how many entries there are, and their root.

In the form of a checkpoint of transparency logs (C2SP tlog-checkpoint, a signed
note), so that others' tools read it too: three lines, an empty one, and

    — NAME base64(key id ‖ Ed25519 signature over the three lines)

`openssl pkeyutl -verify -pubin -inkey public.pem -rawin -in TEXT -sigfile SIG`
verifies it. It holds no time: that is what its time-stamp says.
"""

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass

from evidence.seal.digests import sha256_digest
from evidence.seal.ledger_faults import ledger_fault
from evidence.seal.ledger_key import LedgerKey, LedgerPublicKey
from evidence.seal.merkle import HASH_SIZE

LARGEST_HEAD = 4096

_ED25519 = b"\x01"
_ORIGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,119}")
_NUMBER = re.compile(r"0|[1-9][0-9]{0,14}")
_SIGNATURE = "— "


@dataclass(frozen=True, slots=True)
class Head:
    """`size` entries of the ledger `origin` have the Merkle root `root`."""

    origin: str
    size: int
    root: bytes

    def text(self) -> bytes:
        """What is signed (C2SP tlog-checkpoint, Note text)."""
        root = base64.b64encode(self.root).decode("ascii")
        return f"{self.origin}\n{self.size}\n{root}\n".encode("ascii")


@dataclass(frozen=True, slots=True)
class SignedHead:
    """A head, its bytes as a signed note, and the key that signed it."""

    head: Head
    note: bytes
    key: LedgerPublicKey

    @property
    def size(self) -> int:
        """How many entries it covers."""
        return self.head.size


def is_origin(text: str) -> bool:
    """Whether `text` can name a ledger: ASCII letters, digits, and . _ / - between them."""
    return _ORIGIN.fullmatch(text) is not None


def sign_head(head: Head, key: LedgerKey) -> SignedHead:
    """The head signed by `key`. Raises ValueError for an origin that cannot be one."""
    if not is_origin(head.origin):
        raise ValueError("no name of a ledger")
    signature = _key_id(head.origin, key.public) + key.sign(head.text())
    line = f"{_SIGNATURE}{head.origin} {base64.b64encode(signature).decode('ascii')}\n"
    return SignedHead(head, head.text() + b"\n" + line.encode(), key.public)


def read_head(
    note: bytes, trusted: Sequence[LedgerPublicKey], *, name: object = "", origin: str | None = None
) -> SignedHead:
    """The head in `note`, if one of `trusted` signed it and it says nothing else.

    `name` is what it is called in messages. Raises LedgerFault: "head-broken", and
    "head-foreign" where `origin` is given and another stands there.
    """
    head, signature = _parsed(note, name)
    if origin is not None and head.origin != origin:
        raise ledger_fault("head-foreign", f"{name} {head.origin}")
    for key in trusted:
        if signature[:4] == _key_id(head.origin, key) and key.verifies(head.text(), signature[4:]):
            return SignedHead(head, note, key)
    raise ledger_fault("head-broken", name)


def _parsed(note: bytes, name: object) -> tuple[Head, bytes]:
    try:
        if len(note) > LARGEST_HEAD:
            raise ValueError("too large")
        origin, size, root, empty, line, end = note.decode().split("\n")
        if empty or end or not is_origin(origin) or not _NUMBER.fullmatch(size):
            raise ValueError("no head")
        mark, signer, encoded = line.split(" ")
        if (mark, signer) != (_SIGNATURE.strip(), origin):
            raise ValueError("no signature")
        head = Head(origin, int(size), _exact(root))
        if len(head.root) != HASH_SIZE:
            raise ValueError("no root")
        return head, _exact(encoded)
    except ValueError as error:
        raise ledger_fault("head-broken", name) from error


def _exact(text: str) -> bytes:
    """Base64 that is written in the one way it can be."""
    data = base64.b64decode(text, validate=True)
    if base64.b64encode(data).decode("ascii") != text:
        raise ValueError("base64 that says the same in another way")
    return data


def _key_id(name: str, key: LedgerPublicKey) -> bytes:
    """C2SP signed-note, Signatures: the first four bytes of a hash over name, type and key."""
    return sha256_digest(name.encode() + b"\n" + _ED25519 + key.raw)[:4]
