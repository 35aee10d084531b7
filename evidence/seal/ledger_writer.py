"""Adding entries: under the lock, after what others added, an unfinished line set aside first."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from evidence.archive.faults import shown
from evidence.seal.entry import TORN, Entry, NoEntry, Subject
from evidence.seal.ledger_clock import require_clock
from evidence.seal.ledger_faults import ledger_fault
from evidence.seal.ledger_file import LedgerFile
from evidence.seal.ledger_position import Position


class LedgerWriter:
    """One process's way of writing to a ledger; its threads take turns.

    `position` is behind the last entry that this process knows.
    """

    def __init__(self, file: LedgerFile, position: Position) -> None:
        self.file = file
        self.position = position
        self._turn = threading.RLock()
        self._depth = 0

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the only writer, with everything read that others wrote. May be nested.

        Raises LedgerFault: "locked", "closed", "replaced", "rolled-back", "unwritable",
        and whatever is wrong with what others wrote.
        """
        with self._turn:
            if self._depth:
                yield
                return
            with self.file.locked():
                self._depth = 1
                try:
                    self._take_over()
                    yield
                finally:
                    self._depth = 0

    def write(
        self,
        kind: str,
        subjects: Sequence[Subject],
        facts: Mapping[str, Any],
        now: datetime | None,
    ) -> Entry:
        """Add an entry; only within `writing`. Without `now` it is dated by the system clock.

        Raises LedgerFault: "no-entry", "unwritable", "clock" where the system clock is behind
        the last entry: its time would be false, and nobody could tell it from a true one.
        """
        position = self.position
        self.require_clock(kind, now)
        entry = Entry(
            index=position.size,
            previous=position.last.hex() if position.last else None,
            time=now or datetime.now(UTC),
            kind=kind,
            subjects=tuple(subjects),
            facts=facts,
        )
        try:
            return self.file.write(position, entry)
        except NoEntry as error:
            raise ledger_fault("no-entry", error) from error

    def require_clock(self, kind: str, now: datetime | None) -> None:
        """Raise LedgerFault "clock" where an entry of `kind` would be refused for its time."""
        if now is None:
            require_clock(kind, self.position.latest)

    def close(self) -> None:
        """Let the file go. Does nothing the second time."""
        with self._turn:
            self.file.close()

    def _take_over(self) -> None:
        torn = self.file.catch_up(self.position)
        if torn:
            self.file.set_aside(self.position, torn)
        # One that was set aside by a writer who was killed before it could say so is said now.
        for path in self.file.folder.torn_at(self.position.size):
            self._enter_torn(path)

    def _enter_torn(self, path: Path) -> None:
        try:
            subject = Subject.of_file(path)
        except OSError as error:
            raise ledger_fault("torn-file", f"{path}: {error.strerror}") from error
        start = shown(path.read_bytes()[:200].decode("latin-1"), 200)
        self.write(TORN, [subject], {"offset": self.position.end, "start": start}, None)
