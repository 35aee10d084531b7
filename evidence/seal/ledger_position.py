"""Where a reader of the ledger stands: what it has seen, and whether the next line fits."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from evidence.seal.entry import BEGUN, HEAD, KEY, OWN_KINDS, SECOND_PLACE, Entry, NoEntry
from evidence.seal.head import is_origin
from evidence.seal.ledger_clock import counted
from evidence.seal.ledger_faults import ledger_fault
from evidence.seal.ledger_key import LedgerPublicKey
from evidence.seal.merkle import Peaks, leaf_hash


@dataclass(slots=True)
class Position:
    """The state after the first `size` entries, whose bytes end at offset `end`.

    `keys` are the public keys that the ledger itself names, `places` the second
    places it has used, `absent` those that were last entered as not there. `unsigned`
    counts the entries since the last head, those of the ledger's own left out, and
    `oldest` is the time of the first of them; `latest` is the time that the next entry is
    held to (evidence.seal.ledger_clock). `roots` gets the root at each size that is in
    `watched`.
    """

    peaks: Peaks = field(default_factory=Peaks)
    end: int = 0
    last: bytes | None = None
    origin: str = ""
    keys: list[LedgerPublicKey] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    absent: set[str] = field(default_factory=set)
    unsigned: int = 0
    oldest: datetime | None = None
    latest: datetime | None = None
    watched: frozenset[int] = frozenset()
    roots: dict[int, bytes] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many entries were seen."""
        return self.peaks.size

    def take(self, line: bytes) -> Entry:
        """The entry that `line`, the next one, is; the position then lies behind it.

        Raises LedgerFault: "malformed", "missing", "repeated", "altered" (the entry
        before this one, or this one's word about it). The position stays then.
        """
        try:
            entry = Entry.from_line(line)
        except NoEntry as error:
            raise ledger_fault("malformed", error, entry=self.size) from error
        if entry.index > self.size:
            gone = f"{self.size}–{entry.index - 1}"
            raise ledger_fault("missing", gone, entry=self.size)
        if entry.index < self.size:
            raise ledger_fault("repeated", entry.index, entry=self.size)
        if entry.previous != (self.last.hex() if self.last else None):
            raise ledger_fault("altered", entry=self.size - 1)
        self._note(entry)
        self.latest = counted(self.latest, entry)
        self._advance(leaf_hash(line), len(line) + 1)
        return entry

    def _note(self, entry: Entry) -> None:
        """Remember what the ledger's own entries say."""
        try:
            if (entry.kind == BEGUN) != (entry.index == 0):
                raise ValueError("it does not begin the ledger")
            if entry.kind == BEGUN:
                self.origin = _text(entry.facts["origin"])
                if not is_origin(self.origin):
                    raise ValueError("no name of a ledger")
            if entry.kind in (BEGUN, KEY):
                self.keys.append(LedgerPublicKey.from_hex(_text(entry.facts["public"])))
            elif entry.kind == SECOND_PLACE:
                self._note_place(_text(entry.facts["place"]), entry.facts["present"] is True)
        except (KeyError, ValueError) as error:
            raise ledger_fault("malformed", error, entry=self.size) from error
        if entry.kind == HEAD:
            self.unsigned, self.oldest = 0, None
        elif entry.kind not in OWN_KINDS:
            self.unsigned += 1
            self.oldest = self.oldest or entry.time

    def _note_place(self, place: str, present: bool) -> None:
        if present:
            self.places = list(dict.fromkeys((*self.places, place)))
            self.absent.discard(place)
        else:
            self.absent.add(place)

    def _advance(self, leaf: bytes, length: int) -> None:
        self.peaks.add(leaf)
        self.last = leaf
        self.end += length
        if self.size in self.watched:
            self.roots[self.size] = self.peaks.root()

    def to_json(self) -> bytes:
        """The position, for a later writer to go on from."""
        value = {
            "size": self.size,
            "peaks": [one.hex() for one in self.peaks.hashes],
            "end": self.end,
            "last": self.last.hex() if self.last else None,
            "origin": self.origin,
            "keys": [one.hex for one in self.keys],
            "places": self.places,
            "absent": sorted(self.absent),
            "latest": self.latest.isoformat() if self.latest else None,
        }
        return json.dumps(value, indent=1).encode() + b"\n"

    @classmethod
    def from_json(cls, data: bytes) -> "Position":
        """The position from what `to_json` gave. Raises ValueError for anything else."""
        try:
            value: dict[str, Any] = json.loads(data)
            peaks = Peaks(value["size"], [bytes.fromhex(one) for one in value["peaks"]])
            position = cls(
                peaks=peaks,
                end=int(value["end"]),
                last=bytes.fromhex(value["last"]),
                origin=_text(value["origin"]),
                keys=[LedgerPublicKey.from_hex(one) for one in value["keys"]],
                places=[_text(one) for one in value["places"]],
                absent={_text(one) for one in value.get("absent", [])},
                latest=_time(value.get("latest")),
            )
        except (KeyError, TypeError, AttributeError, RecursionError) as error:
            raise ValueError("no position") from error
        if peaks.size < 1 or position.end < 1 or not position.keys:
            raise ValueError("no position")
        return position


def watching(sizes: Iterable[int]) -> Position:
    """A position before the first entry that will note the root at each of `sizes`."""
    return Position(watched=frozenset(sizes))


def _time(value: object) -> datetime | None:
    moment = None if value is None else datetime.fromisoformat(_text(value))
    if moment is not None and moment.tzinfo is None:
        raise ValueError("no time zone")
    return moment


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("no text")
    return value
