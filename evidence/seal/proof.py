"""The proof 存证证明 that an entry is in the ledger, for a package to carry.

One text file in the form of C2SP tlog-proof: the entry itself (as extra data),
its number, the Merkle path, and the signed head. Nothing of the ledger is needed
to check it but the ledger's public key, obtained elsewhere.
"""

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from evidence.seal.entry import Entry, NoEntry, Subject
from evidence.seal.head import LARGEST_HEAD, SignedHead, read_head
from evidence.seal.ledger_faults import ledger_fault
from evidence.seal.ledger_folder import LedgerFolder
from evidence.seal.ledger_key import LedgerPublicKey
from evidence.seal.merkle import (
    HASH_SIZE,
    consistency_path,
    includes,
    inclusion_path,
    leaf_hash,
)

FORM = "c2sp.org/tlog-proof@v1"
_LONGEST_PATH = 64
_LARGEST = 2 << 20


@dataclass(frozen=True, slots=True)
class Proof:
    """Entry `index` of the ledger, whose bytes are `line`, and the way up to a signed head."""

    line: bytes
    index: int
    path: tuple[bytes, ...]
    note: bytes

    def to_bytes(self) -> bytes:
        """The proof as a file."""
        lines = [FORM, f"extra {_b64(self.line)}", f"index {self.index}", *map(_b64, self.path)]
        return "\n".join(lines).encode("ascii") + b"\n\n" + self.note


@dataclass(frozen=True, slots=True)
class Proved:
    """What a proof that holds says: this entry is under this head."""

    entry: Entry
    head: SignedHead

    def check_subjects(self, files: Iterable[Subject]) -> None:
        """Raise LedgerFault "proof-subject" unless the entry names each of `files` by SHA-256."""
        entered = {(one.name, one.sha256) for one in self.entry.subjects}
        for one in files:
            if (one.name, one.sha256) not in entered:
                raise ledger_fault("proof-subject", one.name, entry=self.entry.index)


def prove(folder: LedgerFolder, index: int, head: SignedHead) -> Proof:
    """The proof that entry `index` of the ledger in `folder` is under `head`.

    Reads the whole ledger. Raises IndexError where the head does not cover the entry,
    LedgerFault "rolled-back" where there are fewer entries than it says, "rewritten"
    where they are others.
    """
    if not 0 <= index < head.size:
        raise IndexError("the head does not cover the entry")
    line, leaves = b"", []
    for number, one in enumerate(islice(folder.entry_lines(), head.size)):
        leaves.append(leaf_hash(one))
        line = one if number == index else line
    if len(leaves) < head.size:
        raise ledger_fault("rolled-back", head.size, entry=len(leaves))
    proof = Proof(line, index, tuple(inclusion_path(index, leaves)), head.note)
    if not includes(leaves[index], index, head.size, proof.path, head.head.root):
        raise ledger_fault("rewritten", head.size)
    return proof


def prove_consistency(folder: LedgerFolder, old: int, new: int) -> list[bytes]:
    """The proof that the ledger of `new` entries begins with that of `old` (RFC 9162, 2.1.4).

    Check it with evidence.seal.merkle.is_consistent against the roots of two heads.
    Raises IndexError where the ledger has no such sizes.
    """
    leaves = [leaf_hash(line) for line in islice(folder.entry_lines(), new)]
    if len(leaves) < new:
        raise IndexError("not so many entries")
    return consistency_path(old, leaves)


def verify_proof(
    data: bytes, trusted: Sequence[LedgerPublicKey], *, origin: str | None = None
) -> Proved:
    """What the proof `data` says, if it holds for one of the keys `trusted`.

    Raises LedgerFault: "proof-malformed", "head-broken", "head-foreign", "proof".
    """
    proof = _parsed(data)
    head = read_head(proof.note, trusted, name="proof", origin=origin)
    leaf = leaf_hash(proof.line)
    if not includes(leaf, proof.index, head.size, proof.path, head.head.root):
        raise ledger_fault("proof", entry=proof.index)
    try:
        entry = Entry.from_line(proof.line)
    except NoEntry as error:
        raise ledger_fault("proof-malformed", error) from error
    if entry.index != proof.index:
        raise ledger_fault("proof", entry=proof.index)
    return Proved(entry, head)


def _parsed(data: bytes) -> Proof:
    try:
        if len(data) > _LARGEST:
            raise ValueError("too large")
        top, empty, note = data.partition(b"\n\n")
        form, extra, index, *path = top.decode("ascii").split("\n")
        if form != FORM or not empty or len(note) > LARGEST_HEAD or len(path) > _LONGEST_PATH:
            raise ValueError("another form")
        proof = Proof(
            base64.b64decode(_after(extra, "extra "), validate=True),
            int(_after(index, "index ")),
            tuple(base64.b64decode(one, validate=True) for one in path),
            note,
        )
        if any(len(one) != HASH_SIZE for one in proof.path):
            raise ValueError("a path that is none")
        if proof.to_bytes() != data:
            raise ValueError("written in another way")
    except ValueError as error:
        raise ledger_fault("proof-malformed", error) from error
    return proof


def _after(line: str, start: str) -> str:
    if not line.startswith(start):
        raise ValueError(f"no line with {start.strip()}")
    return line[len(start) :]


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
