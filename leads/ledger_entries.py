"""Entering what is not in the ledger yet: looking up what is, and one process at a time."""

from collections.abc import Iterator
from contextlib import contextmanager

from evidence.seal.entry import Entry, NoEntry
from evidence.seal.ledger_faults import ledger_fault
from evidence.seal.ledger_folder import LedgerFolder
from evidence.seal.ledger_lock import free_lock, take_lock
from leads.home import Home
from leads.ledger_book import ledger_begun

_LOCK_NAME = ".entering"


@contextmanager
def entering(home: Home) -> Iterator[None]:
    """Hold off others who compare what is there with the ledger and enter what is missing.

    Entering something else goes on meanwhile. Raises LedgerFault "locked" where somebody
    holds it for a minute: whoever decides is not kept waiting for a process that hangs.
    OSError passes.
    """
    with (home.ledger / _LOCK_NAME).open("ab") as lock:
        take_lock(lock.fileno())
        try:
            yield
        finally:
            free_lock(lock.fileno())


def entries_of(home: Home, kind: str) -> Iterator[Entry]:
    """The entries of `kind`, the oldest first; none where no ledger was begun. Quickly: the
    ledger may have many of others.

    Nothing is checked but that they are entries: that is what verifying does. Raises
    LedgerFault "malformed". OSError passes.
    """
    if not ledger_begun(home):
        return
    mark = f'"kind":"{kind}"'.encode("ascii")
    for index, line in enumerate(LedgerFolder(home.ledger).entry_lines()):
        if mark not in line:
            continue
        try:
            entry = Entry.from_line(line)
        except NoEntry as error:
            raise ledger_fault("malformed", error, entry=index) from error
        if entry.kind == kind:
            yield entry
