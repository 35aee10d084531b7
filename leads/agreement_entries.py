"""Agreements 会签 in the ledger 存证日志: which unit agreed to which list, and when.

The file beside the list is what counts; the ledger proves since when it has stood
there. What could not be entered is found by comparing the two, and entered later.
"""

from evidence.seal.digests import sha256_label
from evidence.seal.entry import Subject
from keywords.agreement import Agreement, read_agreements
from leads.home import Home
from leads.ledger_book import ledger_begun, opened_ledger
from leads.ledger_entries import entering, entries_of
from leads.office import Office

ENTRY_KIND = "agreement"


def enter_agreements(home: Home, office: Office) -> int:
    """Enter the agreements of the office's lists that are not yet; how many were entered.

    None are where no ledger was begun. Raises LedgerFault, OSError, and FileFault for a
    broken file of agreements.
    """
    if not ledger_begun(home):
        return 0
    with entering(home):
        waiting = waiting_agreements(home)
        if not waiting:
            return 0
        with opened_ledger(home, office) as ledger:
            assert ledger is not None
            for one in waiting:
                ledger.append(ENTRY_KIND, _subjects(one), _facts(one))
    return len(waiting)


def waiting_agreements(home: Home) -> list[Agreement]:
    """The agreements in the office's lists/ that the ledger does not name. Raises as above."""
    entered = {one.subjects[0].sha256 for one in entries_of(home, ENTRY_KIND)}
    found = {
        sha256_label(one.statement()): one
        for path in sorted(home.lists.glob("*.agreements.jsonl"))
        for one in read_agreements(path)
    }
    return [one for digest, one in found.items() if digest not in entered]


def _subjects(agreement: Agreement) -> list[Subject]:
    """What was signed, and the list whose digest it names."""
    name = f"{agreement.list_id}.{agreement.unit}"
    return [
        Subject.of_bytes(agreement.statement(), f"{name}.agreement.json"),
        Subject(f"{agreement.list_id}.json", agreement.list_digest),
    ]


def _facts(agreement: Agreement) -> dict[str, object]:
    return {
        "list": agreement.list_id,
        "version": agreement.list_version,
        "unit": agreement.unit,
        "officer": agreement.officer,
        "at": agreement.signed_at.isoformat(),
        "key": agreement.public_key,
        "signature": agreement.signature,
    }
