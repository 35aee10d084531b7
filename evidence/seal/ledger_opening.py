"""Where a writer may go on, and whether the ledger is the one whose heads were published."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from evidence.errors import LedgerFault
from evidence.seal.entry import SECOND_PLACE
from evidence.seal.head import LARGEST_HEAD, SignedHead, read_head
from evidence.seal.ledger_audit import audit
from evidence.seal.ledger_faults import ledger_fault
from evidence.seal.ledger_file import LedgerFile
from evidence.seal.ledger_folder import LedgerFolder, lines
from evidence.seal.ledger_key import LedgerPublicKey
from evidence.seal.ledger_position import Position, watching
from evidence.seal.ledger_writer import LedgerWriter
from evidence.seal.merkle import leaf_hash
from evidence.seal.second_place import SecondPlace

_LARGEST_RESUME = 1 << 20
_NAMED_BY_AUDIT = frozenset({"malformed", "missing", "repeated", "altered", "rolled-back"})


def opened_position(
    file: LedgerFile,
    trusted: Sequence[LedgerPublicKey],
    second_places: Sequence[Path],
    published: Sequence[bytes],
) -> Position:
    """The position behind the last entry, of a ledger that fits every head that is known.

    Only what came after the last head is read where that head and the file beside
    it agree; everything where they do not, or where a head is known that is not
    among the ledger's own. Raises LedgerFault. Call it under the lock.
    """
    begun = _first(file)
    sizes = file.folder.head_sizes()
    if not sizes and begun.keys[0] not in trusted:
        raise ledger_fault("foreign", begun.keys[0].hex, entry=0)
    own = _Own(file.folder, trusted, begun.origin)
    newest = own.head(sizes[-1]) if sizes else None
    known = _elsewhere(begun.origin, trusted, second_places, published)
    strange = [one for one in known if one.size not in sizes or own.root(one.size) != one.head.root]
    known = [*([newest] if newest else []), *known]
    position = None if strange or newest is None else _resumed(file, newest)
    position = position or watching(head.size for head in known)
    file.catch_up(position)
    for head in sorted(known, key=lambda one: one.size, reverse=True):
        if head.size > position.size:
            raise ledger_fault("rolled-back", head.size, entry=position.size)
    for head in known:
        root = position.roots.get(head.size)
        if root is not None and root != head.head.root:
            raise ledger_fault("rewritten", head.size, entry=0)
    return position


def join_places(
    writer: LedgerWriter,
    places: Sequence[SecondPlace],
    now: datetime | None,
    *,
    absent_places: bool,
) -> None:
    """Take second places into use that are not yet, and miss those that are.

    With `absent_places`, one that is not there is entered as absent instead of
    refused, once, and as present when it is back. Call it within `writing`. Raises
    LedgerFault "second-place".
    """
    for place in places:
        name = str(place.path)
        joined = name in writer.position.places
        try:
            if joined and not place.is_used():
                raise ledger_fault("second-place", place.path)
            place.begin()
        except LedgerFault as fault:
            if fault.code != "second-place" or not absent_places:
                raise
            if name not in writer.position.absent:
                writer.write(SECOND_PLACE, (), {"place": name, "present": False}, now)
            continue
        if not joined or name in writer.position.absent:
            writer.write(SECOND_PLACE, (), {"place": name, "present": True}, now)


def named(
    fault: LedgerFault,
    path: Path,
    trusted: Sequence[LedgerPublicKey],
    second_places: Sequence[Path],
    published: Sequence[bytes],
) -> LedgerFault:
    """The fault as reading everything names it, with the first bad entry."""
    if fault.code not in _NAMED_BY_AUDIT and fault.code != "rewritten":
        return fault
    report = audit(path, trusted=trusted, second_places=_there(second_places), published=published)
    return report.faults[0] if report.faults else fault


def _first(file: LedgerFile) -> Position:
    """The position behind the first entry, which says whose ledger this is."""
    position = Position()
    for line, finished in lines(file.descriptor):
        if finished:
            position.take(line)
        break
    if not position.size:
        raise ledger_fault("missing", "0", entry=0)
    return position


@dataclass(frozen=True, slots=True)
class _Own:
    """The ledger's own heads, each read and verified when it is asked for.

    An older one that nobody asks for is left to the audit: verifying thousands each time
    somebody enters something would take seconds.
    """

    folder: LedgerFolder
    trusted: Sequence[LedgerPublicKey]
    origin: str

    def head(self, size: int) -> SignedHead:
        path = self.folder.head(size)
        with path.open("rb") as file:
            note = file.read(LARGEST_HEAD + 1)
        return read_head(note, self.trusted, name=path, origin=self.origin)

    def root(self, size: int) -> bytes:
        return self.head(size).head.root


def _elsewhere(
    origin: str,
    trusted: Sequence[LedgerPublicKey],
    second_places: Sequence[Path],
    published: Sequence[bytes],
) -> list[SignedHead]:
    heads = [read_head(note, trusted, name="published", origin=origin) for note in published]
    for path in _there(second_places):
        place = SecondPlace(path, origin)
        newest = place.newest(trusted) if place.is_used() else None
        heads += [newest] if newest is not None else []
    return heads


def _there(second_places: Sequence[Path]) -> list[Path]:
    return [path for path in second_places if path.is_dir()]


def _resumed(file: LedgerFile, newest: SignedHead) -> Position | None:
    """The position at the newest head, if what was kept of it agrees with head and file."""
    try:
        with file.folder.resume.open("rb") as kept:
            position = Position.from_json(kept.read(_LARGEST_RESUME))
    except (OSError, ValueError):
        return None
    fits = (position.size, position.origin) == (newest.size, newest.head.origin)
    if not fits or position.peaks.root() != newest.head.root:
        return None
    if os.fstat(file.descriptor).st_size < position.end:
        return None
    return position if leaf_hash(file.read_back(position)) == position.last else None
