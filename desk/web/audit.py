"""访问记录: writing down who looked, who was refused, who took something away.

Lines lie in the database at once and are entered in the ledger 存证日志 in groups
(`enter_access_lines`, by the patrol and by the desk's hourly job): one entry holds the
SHA-256 of the canonical JSON of its lines, so a line that is changed or lost later shows.
"""

import json
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils import timezone

from desk.web.models import AccessLine, Account
from evidence.seal.digests import sha256_label
from evidence.seal.entry import Subject
from leads.home import Home
from leads.ledger_book import ledger_begun, opened_ledger
from leads.ledger_entries import entering, entries_of
from leads.office import Office
from leads.plain_text import storable

if TYPE_CHECKING:
    from collections.abc import Sequence

ENTRY_KIND = "access"
FORMAT = "wangjian access 1"
AT_ONCE = 2_000
"""Lines of one entry at most."""

READ, REFUSED, EXPORTED = "read", "refused", "exported"
SIGNED_IN, SIGNED_OUT, FAILED, LOCKED = "signed-in", "signed-out", "failed", "locked"
CHANGED = "changed"

WORDS = {
    READ: "查看",
    REFUSED: "拒绝访问",
    EXPORTED: "导出",
    SIGNED_IN: "登录",
    SIGNED_OUT: "退出",
    FAILED: "登录失败",
    LOCKED: "登录锁定",
    CHANGED: "更改",
}
"""What happened, as an officer reads it."""


def note(request: HttpRequest, what: str, subject: object = "", remark: str = "") -> None:
    """Add a line about what the request's account did, or was not let do, to `subject`."""
    account = request.user if isinstance(request.user, Account) else None
    AccessLine.objects.create(
        at=timezone.now(),
        account=account,
        actor=account.name if account else "",
        unit=account.unit if account else "",
        office=account.office if account else "",
        what=what,
        subject=storable(str(subject), 200),
        note=storable(remark, 300),
        address=address_of(request),
    )


def address_of(request: HttpRequest) -> str:
    """The address that a request came from, as lines hold it."""
    return str(request.META.get("REMOTE_ADDR", ""))[:45]


def enter_access_lines(home: Home, office: Office) -> int:
    """Enter the lines that are not yet, in groups; how many entries were made.

    0 where no ledger was begun. Raises LedgerFault, KeyFault, OSError, DatabaseError.
    """
    if not ledger_begun(home):
        return 0
    made = 0
    with entering(home):
        _tie_entered(home)
        while lines := list(AccessLine.objects.filter(entry=None).order_by("id")[:AT_ONCE]):
            data = canonical(lines)
            with opened_ledger(home, office) as ledger:
                if ledger is None:
                    return made
                name = f"access-{lines[0].pk}-{lines[-1].pk}.json"
                facts = {"first": lines[0].pk, "last": lines[-1].pk, "lines": len(lines)}
                entry = ledger.append(ENTRY_KIND, [Subject.of_bytes(data, name)], facts)
            ids = [line.pk for line in lines]
            AccessLine.objects.filter(pk__in=ids).update(entry=entry.index)
            made += 1
    return made


def _tie_entered(home: Home) -> None:
    """Tell lines their entry where the process died between entering and noting that.

    Only lines that are exactly what the entry says: all others stay an alarm.
    """
    noted = set(AccessLine.objects.exclude(entry=None).values_list("entry", flat=True).distinct())
    for entry in entries_of(home, ENTRY_KIND):
        if entry.index in noted:
            continue
        named = (entry.facts["first"], entry.facts["last"])
        rows = AccessLine.objects.filter(entry=None, pk__range=named)
        lines = list(rows.order_by("id")[: AT_ONCE + 1])
        if lines and digest_of(lines) == entry.subjects[0].sha256:
            rows.filter(pk__in=[line.pk for line in lines]).update(entry=entry.index)


def digest_of(lines: "Sequence[AccessLine]") -> str:
    """What the ledger's entry of these lines must name."""
    return sha256_label(canonical(lines))


def canonical(lines: "Sequence[AccessLine]") -> bytes:
    """The lines as the bytes that are entered."""
    value = {
        "format": FORMAT,
        "lines": [
            {
                "id": line.pk,
                "at": line.at.isoformat(),
                "actor": line.actor,
                "account": line.account_id,
                "unit": line.unit,
                "office": line.office,
                "what": line.what,
                "subject": line.subject,
                "note": line.note,
                "address": line.address,
            }
            for line in lines
        ],
    }
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
