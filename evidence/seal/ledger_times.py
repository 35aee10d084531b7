"""What the times of a ledger's entries say against each other, and against its time-stamps.

A time-stamp is the word of another clock: what it covers was entered before, what comes
after its own entry was entered later. An entry that says otherwise bears a false time.
"""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from evidence.seal.entry import CLOCK, Entry
from evidence.seal.ledger_clock import TOLERATED

FAR = timedelta(minutes=2)
"""What an entry's time may be beside a time-stamp: office machines are not set to the second."""


@dataclass(frozen=True, slots=True)
class StampedHead:
    """A time-stamp that holds: the entry `index` brought it, it covers `size` entries."""

    size: int
    index: int
    time: datetime


@dataclass(slots=True)
class EntryTimes:
    """The times of the entries, as one reads them from the first on.

    `backwards` are entries dated before the one before them, `set_back` those of them that
    are so by more than a clock may be set back. `answered` are the entries in which
    somebody answered for the clock.
    """

    backwards: list[int] = field(default_factory=list)
    set_back: list[int] = field(default_factory=list)
    answered: list[Entry] = field(default_factory=list)
    _seconds: "array[float]" = field(default_factory=lambda: array("d"))

    def take(self, entry: Entry) -> None:
        """Note the next entry."""
        seconds = entry.time.timestamp()
        if self._seconds and seconds < self._seconds[-1]:
            self.backwards.append(entry.index)
            if self._seconds[-1] - seconds > TOLERATED.total_seconds():
                self.set_back.append(entry.index)
        if entry.kind == CLOCK:
            self.answered.append(entry)
        self._seconds.append(seconds)

    def ahead(self, stamps: Iterable[StampedHead], now: datetime | None = None) -> list[int]:
        """Entries dated after the present, or after a time-stamp that covers them."""
        latest = [((now or datetime.now(UTC)) + TOLERATED).timestamp()] * len(self._seconds)
        for one in sorted(stamps, key=lambda stamp: stamp.size):
            size = min(one.size, len(latest))
            if size:
                latest[size - 1] = min(latest[size - 1], (one.time + FAR).timestamp())
        for index in range(len(latest) - 2, -1, -1):
            latest[index] = min(latest[index], latest[index + 1])
        return [at for at, most in enumerate(latest) if self._seconds[at] > most]

    def behind(self, stamps: Sequence[StampedHead]) -> list[int]:
        """Entries dated before a time-stamp that was in the ledger when they were made."""
        least, found = float("-inf"), list[int]()
        brought: dict[int, float] = {}
        for one in stamps:
            brought[one.index] = max(
                (one.time - FAR).timestamp(), brought.get(one.index, float("-inf"))
            )
        for index, seconds in enumerate(self._seconds):
            least = max(least, brought.get(index, least))
            if seconds < least:
                found.append(index)
        return found
