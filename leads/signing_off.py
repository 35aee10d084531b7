"""Sign-offs 签批: what officers decide is entered in the ledger 存证日志.

A decision counts once the database has it; the entry follows, and a ledger that is
locked or gone stops nobody: what was not entered is entered with the next decision
or by the patrol, and is named until then. Steps taken together (the two officers of
a verification) are one entry. Its subject is the canonical JSON of the steps, so that
a row that is changed in the database later no longer fits.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Q

from evidence.seal.digests import sha256_label
from evidence.seal.entry import Subject
from evidence.seal.ledger import HeadInterval, Ledger
from evidence.seal.private_key import passphrase_of_environment
from evidence.verified import Message, Verified
from leads.decisions import UNCERTIFIED
from leads.home import Home
from leads.ledger_book import ledger_begun, opened_ledger
from leads.ledger_entries import entering, entries_of
from leads.ledger_heads import sign_due_head
from leads.models import EventEntry, LeadEvent
from leads.noting import Said, noting
from leads.office import Office

if TYPE_CHECKING:
    from django.db.models import QuerySet

ENTRY_KIND = "sign-off"
FORMAT = "wangjian sign-off 1"
AT_ONCE = 200
"""How many waiting entries a decision makes; the patrol makes all."""

AFTER_DECISIONS = HeadInterval(entries=16, time=timedelta(hours=1))
"""How much may wait when a decision is entered before a head is signed over it."""

_LOCK = 0x5349474E
"""The key of PostgreSQL's advisory lock while steps are entered ("SIGN")."""


@dataclass(frozen=True, slots=True)
class _Group:
    """Steps that were taken together; `tried` is the digest they were to be entered with."""

    tried: str | None
    steps: list[LeadEvent]


def after_decision(home: Home, office: Office) -> list[Said]:
    """Enter what officers decided, and sign a head that is due where the key can be opened.

    Raises nothing that goes wrong with the ledger, its key, the disk or the database: one
    line for what waits.
    """
    said: list[Said] = []
    with noting(said, "签批尚未登记到存证日志", "the decision is not entered in the ledger yet"):
        if enter_sign_offs(home, office, limit=AT_ONCE) and passphrase_of_environment():
            sign_due_head(home, office, AFTER_DECISIONS)  # what fails is named by the patrol
    return said


def waiting_sign_offs() -> int:
    """How many steps of people are not entered yet."""
    return _waiting().count()


def enter_sign_offs(home: Home, office: Office, *, limit: int | None = None) -> int:
    """Enter the steps that are not yet, the oldest first; how many entries were made.

    None are where no ledger was begun. Several processes may call this at once. Raises
    LedgerFault, KeyFault, OSError, DatabaseError; what was entered stays.
    """
    if not ledger_begun(home):
        return 0
    with _one_at_a_time(home):
        groups = _groups(limit)
        if not groups:
            return 0
        with opened_ledger(home, office) as ledger:
            return 0 if ledger is None else _enter(home, ledger, groups)


def check_sign_offs(home: Home) -> Verified:
    """Whether the steps in the database are those that were entered in the ledger.

    Faults: "sign-off-altered" (a step is not what was entered), "sign-off-gone" (what
    was entered is no longer in the database). Notice: "sign-off-waiting".
    """
    entered = {entry.index: entry.subjects[0].sha256 for entry in entries_of(home, ENTRY_KIND)}
    rows = EventEntry.objects.exclude(index=None).order_by("index", "event_id")
    events = rows.select_related("event__lead", "event__officer")
    faults, seen = [], set[int]()
    for index, group in groupby(events, key=lambda row: row.index):
        assert index is not None
        seen.add(index)
        steps = [row.event for row in group]
        if entered.get(index) != sha256_label(canonical(steps)):
            faults.append(_altered(steps[0], index))
    faults += [_gone(index) for index in sorted(entered.keys() - seen)]
    waiting = waiting_sign_offs()
    notices = (_not_entered(waiting),) if waiting else ()
    return Verified(home.ledger, "sign-offs", len(seen) - len(faults), tuple(faults), notices)


def canonical(steps: Sequence[LeadEvent]) -> bytes:
    """Steps of one lead that were taken together, as the bytes that are entered."""
    value = {
        "format": FORMAT,
        "hint": steps[0].lead.hint_no,
        "version": steps[0].version,
        "steps": [_step(one) for one in steps],
    }
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _step(event: LeadEvent) -> dict[str, Any]:
    return {
        "id": event.pk,
        "at": event.at.isoformat(),
        "step": event.step,
        "before": event.stage_before,
        "after": event.stage_after,
        "officer": {"name": event.actor, "number": _certificate(event)},
        "reason": event.reason,
        "detail": event.detail,
    }


def _certificate(event: LeadEvent) -> str:
    """The number of who took the step, "" for people without a certificate."""
    return event.officer.number if event.officer is not None else ""


def _waiting() -> "QuerySet[LeadEvent]":
    """Steps that people took and that have no entry, in the order they were taken."""
    uncertified = Q(officer=None, step__in=UNCERTIFIED) & ~Q(actor=LeadEvent.ROBOT)
    taken = LeadEvent.objects.filter(Q(officer__isnull=False) | uncertified, entry__index=None)
    return taken.order_by("id")


def _groups(limit: int | None) -> list[_Group]:
    """Waiting steps in groups: those that somebody began to enter, as they were grouped
    then, and the others of one lead at one version of it. At most `limit` groups."""
    tried = dict(EventEntry.objects.filter(index=None).values_list("event_id", "digest"))
    groups: dict[object, _Group] = {}
    for step in _waiting().select_related("lead", "officer"):
        digest = tried.get(step.pk)
        key = digest or (step.lead_id, step.version)
        groups.setdefault(key, _Group(digest, [])).steps.append(step)
    return list(groups.values())[:limit]


def _enter(home: Home, ledger: Ledger, groups: Sequence[_Group]) -> int:
    known = _unmarked(home) if any(group.tried for group in groups) else {}
    EventEntry.objects.bulk_create(
        EventEntry(event=step, digest=sha256_label(canonical(group.steps)), origin=ledger.origin)
        for group in groups
        if not group.tried
        for step in group.steps
    )
    made = 0
    for group in groups:
        steps, digest = group.steps, group.tried or ""
        index = known.get(digest)
        if index is None:
            data = canonical(steps)
            name, digest = f"{steps[0].lead.hint_no}.{steps[0].version}.json", sha256_label(data)
            index = ledger.append(ENTRY_KIND, [Subject.of_bytes(data, name)], _facts(steps)).index
            made += 1
        rows = EventEntry.objects.filter(event__in=steps)
        rows.update(index=index, digest=digest, origin=ledger.origin)
    return made


def _facts(steps: Sequence[LeadEvent]) -> dict[str, Any]:
    lead, last = steps[0].lead, steps[-1]
    people = dict.fromkeys((_certificate(one), one.actor) for one in steps)
    return {
        "lead": lead.number or lead.hint_no,
        "hint": lead.hint_no,
        "step": steps[0].step,
        "steps": list(dict.fromkeys(one.step for one in steps)),
        "stage": last.stage_after,
        "officers": [{"name": name, "number": number} for number, name in people],
        "at": last.at.isoformat(),
        "version": last.version,
    }


def _unmarked(home: Home) -> dict[str, int]:
    """What the ledger has and no row names: somebody was killed between the two."""
    last = EventEntry.objects.exclude(index=None).order_by("-index").first()
    after = -1 if last is None or last.index is None else last.index
    return {
        entry.subjects[0].sha256: entry.index
        for entry in entries_of(home, ENTRY_KIND)
        if entry.index > after
    }


@contextmanager
def _one_at_a_time(home: Home) -> Iterator[None]:
    with ExitStack() as stack:
        stack.enter_context(entering(home))
        if connection.vendor == "postgresql":  # offices on other machines, too
            cursor = stack.enter_context(connection.cursor())
            cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
            stack.callback(cursor.execute, "SELECT pg_advisory_unlock(%s)", [_LOCK])
        yield


def _altered(step: LeadEvent, index: int) -> Message:
    return Message(
        "sign-off-altered",
        f"{step.lead} 的“{step.step}”与存证日志第 {index} 条登记的不符：数据库中的记录被改动",
        f"{step.step} of {step.lead} is not what entry {index} of the ledger says: the row in "
        "the database was altered",
        str(index),
    )


def _gone(index: int) -> Message:
    return Message(
        "sign-off-gone",
        f"存证日志第 {index} 条登记的签批在数据库中没有了：被删除，或数据库恢复自旧备份",
        f"the decision that entry {index} of the ledger names is not in the database: it was "
        "deleted, or the database was restored from an old backup",
        str(index),
    )


def _not_entered(waiting: int) -> Message:
    return Message(
        "sign-off-waiting",
        f"{waiting} 个签批步骤尚未登记到存证日志",
        f"{waiting} steps of officers are not entered in the ledger yet",
    )
