"""The writer 入库线程: the one thread of a process that keeps what the spider found.

Entries are grouped: at most GROUP_SECONDS after the first entry of a group, or
after GROUP_BYTES of records, the archive is synced to the disk, and only then
the rows are kept, all of the group in one transaction. So a row never points to
a record that a power cut could take back, and what was not kept is still
pending. An archive or database that fails is not tried behind the spider's
back: nothing more is kept, and the slice ends.
"""

import queue
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from crawler.visit import Target, Visit

GROUP_SECONDS = 1.0
GROUP_BYTES = 8 << 20
BACKLOG = 200
"""Entries that may wait; a spider that is faster than the database waits too."""


@dataclass(slots=True)
class Entry:
    """What one step of the spider adds: a visit, targets it made known, the memo.

    `memo` is JSON text, None where it did not change; `at` when it happened (UTC).
    """

    visit: Visit | None = None
    targets: Sequence[Target] = field(default_factory=list)
    memo: str | None = None
    at: datetime = field(default_factory=lambda: datetime.now(UTC))


class Writer(threading.Thread):
    """Groups entries, syncs the archive, keeps the rows.

    `sync` makes everything appended to the archive so far safe; `keep` keeps a
    group in one transaction. `on_failure` is called once, in this thread, with
    the error of either; after it nothing more is kept. `close_thread` frees what
    the thread held (its database connection).
    """

    def __init__(
        self,
        sync: Callable[[], None],
        keep: Callable[[Sequence[Entry]], None],
        *,
        on_failure: Callable[[Exception], None] = lambda _error: None,
        close_thread: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(name="writer", daemon=True)
        self._sync = sync
        self._keep = keep
        self._on_failure = on_failure
        self._close_thread = close_thread
        self._entries: queue.SimpleQueue[Entry | None] = queue.SimpleQueue()
        self.failure: Exception | None = None
        self.kept = 0

    def put(self, entry: Entry) -> None:
        """Hand over an entry; never blocks. Entries are kept in the order given."""
        self._entries.put(entry)

    @property
    def behind(self) -> bool:
        """Whether so much waits that the spider should wait, too."""
        return self.failure is None and self._entries.qsize() > BACKLOG

    def finish(self) -> None:
        """Keep everything handed over so far and end. Raises what failed."""
        self._entries.put(None)
        self.join()
        if self.failure is not None:
            raise self.failure

    def run(self) -> None:
        """Work until `finish`."""
        try:
            going = True
            while going:
                group, going = self._next_group()
                if group and self.failure is None:
                    self._keep_group(group)
        finally:
            self._close_thread()

    def _next_group(self) -> tuple[list[Entry], bool]:
        entry = self._entries.get()
        if entry is None:
            return [], False
        group, size = [entry], _size(entry)
        close_at = time.monotonic() + GROUP_SECONDS
        while size < GROUP_BYTES and (left := close_at - time.monotonic()) > 0:
            try:
                entry = self._entries.get(timeout=left)
            except queue.Empty:
                break
            if entry is None:
                return group, False
            group.append(entry)
            size += _size(entry)
        return group, True

    def _keep_group(self, group: list[Entry]) -> None:
        try:
            self._sync()
            self._keep(group)
            self.kept += sum(1 for entry in group if entry.visit is not None)
        except Exception as error:
            self.failure = error
            self._on_failure(error)


def _size(entry: Entry) -> int:
    return entry.visit.record.length if entry.visit and entry.visit.record else 0
