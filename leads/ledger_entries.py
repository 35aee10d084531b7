"""Looking entries of one kind up in the ledger, quickly: it may have many of others."""

from collections.abc import Iterator

from evidence.seal.entry import Entry, NoEntry
from evidence.seal.ledger_faults import ledger_fault
from evidence.seal.ledger_folder import LedgerFolder
from leads.home import Home
from leads.ledger_book import ledger_begun


def entries_of(home: Home, kind: str) -> Iterator[Entry]:
    """The entries of `kind`, the oldest first; none where no ledger was begun.

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
