"""访问记录的核验: are the lines in the database those that were entered in the ledger?"""

from itertools import groupby

from desk.web.audit import ENTRY_KIND, digest_of
from desk.web.models import AccessLine
from evidence.verified import Message, Verified
from leads.home import Home
from leads.ledger_entries import entries_of


def check_access_lines(home: Home) -> Verified:
    """Hold the lines to the entries that name them.

    Faults: "access-altered" (a line was changed, added or removed), "access-gone" (all lines
    of an entry are missing). Notice: "access-waiting". Raises LedgerFault, DatabaseError.
    """
    entered = {entry.index: entry.subjects[0].sha256 for entry in entries_of(home, ENTRY_KIND)}
    rows = AccessLine.objects.exclude(entry=None).order_by("entry", "id").iterator()
    faults, seen = list[Message](), set[int]()
    for index, group in groupby(rows, key=lambda line: line.entry):
        assert index is not None
        seen.add(index)
        lines = list(group)
        if entered.get(index) != digest_of(lines):
            faults.append(_altered(lines, index))
    faults += [_gone(index) for index in sorted(entered.keys() - seen)]
    faults.sort(key=lambda one: int(one.where))
    waiting = AccessLine.objects.filter(entry=None).count()
    notices = (_waiting(waiting),) if waiting else ()
    return Verified(home.ledger, "access", len(seen) - len(faults), tuple(faults), notices)


def _altered(lines: list[AccessLine], index: int) -> Message:
    first, last = lines[0].pk, lines[-1].pk
    return Message(
        "access-altered",
        f"访问记录第{first}至{last}行与存证日志第 {index} 条登记的不符：有记录被改动、增加或删除",
        f"access lines {first} to {last} are not what entry {index} of the ledger says",
        str(index),
    )


def _gone(index: int) -> Message:
    return Message(
        "access-gone",
        f"存证日志第 {index} 条登记的访问记录在数据库中没有了：被删除，或数据库恢复自旧备份",
        f"the access lines that entry {index} of the ledger names are not in the database",
        str(index),
    )


def _waiting(number: int) -> Message:
    return Message(
        "access-waiting",
        f"{number} 行访问记录尚未登记到存证日志",
        f"{number} access lines are not entered in the ledger yet",
    )
