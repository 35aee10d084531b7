"""Reading a ledger through, and naming what is wrong with it and where it begins.

Entries are checked one after the other (form, number, hash of the one before),
and the root after each against every signed head there is: those beside the
ledger, those in second places, those somebody brought. Deleting, moving and
altering entries shows in the file alone; writing the file anew from some entry
on shows against a head; cutting its end off shows against a head that lies
elsewhere.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from cryptography import x509

from evidence.errors import LedgerFault, TimestampFault
from evidence.seal.digests import sha256_label
from evidence.seal.entry import HEAD, LARGEST_LINE, STAMPED, TORN, Entry, NoEntry
from evidence.seal.head import LARGEST_HEAD, SignedHead, read_head
from evidence.seal.ledger_faults import ledger_fault
from evidence.seal.ledger_folder import LedgerFolder, is_torn, lines
from evidence.seal.ledger_key import LedgerPublicKey
from evidence.seal.ledger_lock import free_lock, take_lock
from evidence.seal.ledger_position import Position, watching
from evidence.seal.ledger_times import EntryTimes, StampedHead
from evidence.seal.merkle import leaf_hash
from evidence.seal.second_place import SecondPlace
from evidence.seal.timestamp import verify_timestamp


@dataclass(frozen=True, slots=True)
class LedgerReport:
    """What was found of a ledger. `entries` counts those that are whole, `heads` those that hold.

    `faults` are in the order of the entries they concern. `backwards` are entries
    whose time is before that of the one before, `set_back` those of them that are so by more
    than NTP explains; `ahead` are dated after the present or after a time-stamp that covers
    them, `behind` before one that stood there already; in `answered` somebody answers for
    the clock (evidence.seal.ledger_times). `covered` is the size of the largest head that
    holds. `trusted` says whether keys were given; without them the ledger vouches for its
    own.
    """

    folder: Path
    origin: str
    entries: int
    root: bytes
    heads: int
    covered: int
    keys: tuple[LedgerPublicKey, ...]
    trusted: bool
    faults: tuple[LedgerFault, ...] = ()
    backwards: tuple[int, ...] = ()
    set_back: tuple[int, ...] = ()
    ahead: tuple[int, ...] = ()
    behind: tuple[int, ...] = ()
    answered: tuple[Entry, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def audit(
    path: Path,
    *,
    trusted: Sequence[LedgerPublicKey] | None = None,
    second_places: Sequence[Path] = (),
    published: Sequence[bytes] = (),
    roots: Mapping[str, Sequence[x509.Certificate]] | None = None,
) -> LedgerReport:
    """What is wrong with the ledger in the folder `path`, if anything.

    `trusted` are the ledger's public keys, obtained elsewhere; `second_places` the
    folders with copies of its heads, `published` further heads (signed notes);
    `roots` the roots of each time-stamp authority by its name. Does not keep
    writers waiting. Never raises for what is in the ledger.
    """
    folder = LedgerFolder(path)
    try:
        with _reading(folder) as descriptor:
            # Heads first: whatever is entered meanwhile, the entries then reach them all.
            origin = _origin(descriptor)
            notes = [*_notes(folder, origin, second_places), *_brought(published)]
            walk = _Walk.over(descriptor, _end(descriptor), map(_size, notes))
            return _judged(folder, walk, notes, trusted, roots or {})
    except LedgerFault as fault:
        return LedgerReport(path, "", 0, b"", 0, 0, (), trusted is not None, (fault,))


@dataclass(frozen=True, slots=True)
class _Note:
    """A signed note that may be a head of the ledger, or why it could not be read."""

    name: str
    data: bytes = b""
    size: int | None = None
    fault: LedgerFault | None = None


@dataclass(slots=True)
class _Walk:
    """One reading of all entries, as far as they hold."""

    position: Position
    fault: LedgerFault | None = None
    kept: list[Entry] = field(default_factory=list)
    times: EntryTimes = field(default_factory=EntryTimes)

    @classmethod
    def over(cls, descriptor: int, end: int, sizes: Iterable[int]) -> "_Walk":
        """Read the entries from the first on, up to the offset `end`."""
        walk, rest = cls(watching(sizes)), lines(descriptor, 0, end)
        for line, finished in rest:
            size = walk.position.size
            if not finished or b"\0" in line:
                torn = is_torn(line, finished) and next(rest, None) is None
                code, what = ("torn", len(line)) if torn else ("malformed", "unfinished line")
                walk.fault = ledger_fault(code, what, entry=size)
                break
            try:
                entry = walk.position.take(line)
            except LedgerFault as fault:
                walk.fault = _named(fault, line, (one for one, _ in rest), walk.position)
                break
            if entry.kind in (HEAD, STAMPED, TORN):
                walk.kept.append(entry)
            walk.times.take(entry)
        if walk.position.size == 0 and walk.fault is None:
            walk.fault = ledger_fault("missing", "0", entry=0)
        return walk


def _named(
    fault: LedgerFault, line: bytes, rest: Iterator[bytes], position: Position
) -> LedgerFault:
    """The fault with its right name, from what follows."""
    expected = position.size
    if fault.code == "missing":
        for later in rest:
            index = _index(later)
            if index is not None and index <= expected:
                return ledger_fault("reordered", _index(line), entry=expected)
    elif fault.code == "altered":
        # The next one vouches for this one: then it is the one before that was altered.
        following = next(rest, None)
        if following is not None and _previous(following) != leaf_hash(line).hex():
            return ledger_fault("altered", entry=expected)
    return fault


def _judged(
    folder: LedgerFolder,
    walk: _Walk,
    notes: Sequence[_Note],
    trusted: Sequence[LedgerPublicKey] | None,
    roots: Mapping[str, Sequence[x509.Certificate]],
) -> LedgerReport:
    position = walk.position
    faults: list[LedgerFault] = [walk.fault] if walk.fault else []
    keys = list(trusted) if trusted is not None else position.keys
    if trusted is not None and position.keys and not set(trusted) & set(position.keys):
        faults.append(ledger_fault("foreign", position.keys[0].hex, entry=0))
    heads: list[tuple[str, SignedHead]] = []
    for note in notes:
        try:
            heads.append((note.name, _verified(note, keys, position.origin)))
        except LedgerFault as fault:
            faults.append(fault)
    good = [head.size for _, head in heads if position.roots.get(head.size) == head.head.root]
    covered = max(good, default=0)
    if walk.fault is not None and walk.fault.code == "altered":
        faults[0] = _placed(walk.fault, covered)
    faults += _against_heads(heads, position, walk.fault, good)
    stamps: list[StampedHead] = []
    faults += _files(folder, walk.kept, roots, stamps)
    return LedgerReport(
        folder=folder.path,
        origin=position.origin,
        entries=position.size,
        root=position.peaks.root(),
        heads=len(good),
        covered=covered,
        keys=tuple(position.keys),
        trusted=trusted is not None,
        faults=tuple(sorted(faults, key=lambda one: (one.entry is None, one.entry or 0))),
        backwards=tuple(walk.times.backwards),
        set_back=tuple(walk.times.set_back),
        ahead=tuple(walk.times.ahead(stamps)),
        behind=tuple(walk.times.behind(stamps)),
        answered=tuple(walk.times.answered),
    )


def _placed(fault: LedgerFault, covered: int) -> LedgerFault:
    """An entry that a head covers was not altered: then it is the one after."""
    if fault.entry is not None and fault.entry < covered:
        return ledger_fault(fault.code, entry=covered)
    return fault


def _against_heads(
    heads: Sequence[tuple[str, SignedHead]],
    position: Position,
    fault: LedgerFault | None,
    good: Sequence[int],
) -> Iterator[LedgerFault]:
    """The first head that the entries do not fit, and the largest one they do not reach.

    What `fault` explains already is not said again.
    """
    explained = fault.entry if fault is not None and fault.entry is not None else position.size
    for name, head in sorted(heads, key=lambda one: one[1].size):
        root = position.roots.get(head.size)
        if root is not None and root != head.head.root and head.size <= explained:
            first = max((size for size in good if size < head.size), default=0)
            yield ledger_fault("rewritten", f"{head.size}, {name}", entry=first)
            break
    beyond = [(head.size, name) for name, head in heads if head.size > position.size]
    if beyond and (fault is None or fault.code == "torn"):
        size, name = max(beyond)
        yield ledger_fault("rolled-back", f"{size}, {name}", entry=position.size)


def _notes(folder: LedgerFolder, origin: str, second_places: Sequence[Path]) -> Iterator[_Note]:
    """The heads beside the ledger, and those in second places."""
    for size in folder.head_sizes():
        yield _note(folder.head(size), size)
    for path in second_places:
        place = SecondPlace(path, origin)
        try:
            for size in place.sizes():
                yield _note(place.head_path(size), size)
        except LedgerFault as fault:
            yield _Note(str(path), fault=fault)


def _brought(published: Sequence[bytes]) -> Iterator[_Note]:
    for number, data in enumerate(published, start=1):
        yield _Note(f"published {number}", data)


def _note(path: Path, size: int) -> _Note:
    try:
        with path.open("rb") as file:
            return _Note(str(path), file.read(LARGEST_HEAD + 1), size)
    except OSError as error:
        fault = ledger_fault("head-broken", f"{path}: {error.strerror}")
        return _Note(str(path), fault=fault)


def _size(note: _Note) -> int:
    """The size that the note speaks of, before it is known whether it may be believed."""
    parts = note.data.split(b"\n", 2)
    return int(parts[1]) if len(parts) > 1 and parts[1].isdigit() and len(parts[1]) < 16 else 0


def _verified(note: _Note, keys: Sequence[LedgerPublicKey], origin: str) -> SignedHead:
    if note.fault is not None:
        raise note.fault
    head = read_head(note.data, keys, name=note.name, origin=origin)
    if note.size is not None and head.size != note.size:
        raise ledger_fault("head-broken", note.name)
    return head


def _files(
    folder: LedgerFolder,
    kept: Sequence[Entry],
    roots: Mapping[str, Sequence[x509.Certificate]],
    stamps: list[StampedHead],
) -> Iterator[LedgerFault]:
    """What the ledger's own entries say lies beside it must lie there; `stamps` gets the
    time-stamps that hold."""
    codes = {HEAD: "head-missing", STAMPED: "stamp", TORN: "torn-file"}
    for entry in kept:
        for subject in entry.subjects:
            base = folder.path if entry.kind == TORN else folder.heads
            path = base / Path(subject.name).name
            data = _bytes(path)
            if data is None or sha256_label(data) != subject.sha256:
                yield ledger_fault(codes[entry.kind], path, entry=entry.index)
            elif entry.kind == STAMPED:
                try:
                    stamps += _stamp(folder, entry, data, roots)
                except TimestampFault as fault:
                    yield ledger_fault("stamp", f"{path}: {fault.en}", entry=entry.index)


def _stamp(
    folder: LedgerFolder,
    entry: Entry,
    response: bytes,
    roots: Mapping[str, Sequence[x509.Certificate]],
) -> list[StampedHead]:
    """The time-stamp of a head that `entry` brought. Raises TimestampFault where it fails."""
    size, tsa = entry.facts.get("size"), str(entry.facts.get("tsa"))
    note = _bytes(folder.head(size)) if isinstance(size, int) else None
    token = verify_timestamp(note or b"", response, roots.get(tsa), tsa=tsa)
    return [StampedHead(size, entry.index, token.time)] if isinstance(size, int) else []


@contextmanager
def _reading(folder: LedgerFolder) -> Iterator[int]:
    """The file of entries."""
    try:
        descriptor = os.open(folder.log, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    except FileNotFoundError:
        raise ledger_fault("no-ledger", folder.path) from None
    except OSError as error:
        raise ledger_fault("unreadable", f"{folder.log}: {error.strerror}") from error
    try:
        yield descriptor
    except OSError as error:
        raise ledger_fault("unreadable", f"{folder.log}: {error.strerror}") from error
    finally:
        os.close(descriptor)


def _origin(descriptor: int) -> str:
    """The ledger's name, empty where the first line is no entry."""
    position = Position()
    try:
        for line, _ in lines(descriptor):
            position.take(line)
            break
    except LedgerFault:
        return ""
    return position.origin


def _end(descriptor: int) -> int:
    """How long the file is while nobody writes to it. Later writers only add."""
    take_lock(descriptor, shared=True)
    try:
        return os.fstat(descriptor).st_size
    finally:
        free_lock(descriptor)


def _bytes(path: Path) -> bytes | None:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_LINE + 1)
    except OSError:
        return None


def _index(line: bytes) -> int | None:
    try:
        return Entry.from_line(line).index
    except NoEntry:
        return None


def _previous(line: bytes) -> str | None:
    try:
        return Entry.from_line(line).previous
    except NoEntry:
        return None
