"""提请: what business units ask of the network unit, and what becomes of it.

ask ─▶ 待受理 ─┬─ accept ─▶ 办理中 ─ finish ─▶ 已完成
               └─ decline (with its reason) ─▶ 不受理
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from leads.beijing import day_of
from leads.errors import IllegalStep, LeadChanged
from leads.models import Lead, NumberSeries, Officer, Request
from leads.office import Periods
from leads.officers import require_in_service
from leads.plain_text import storable
from leads.step_rules import require
from leads.working_days import Calendar

State = Request.State


@dataclass(frozen=True, slots=True)
class Asked:
    """What a unit asks for. `due` None: the office's period from today."""

    kind: Request.Kind
    title: str
    unit: str
    office: str
    source: str = ""
    note: str = ""
    url: str = ""
    lead: Lead | None = None
    due: date | None = None


def ask(asked: Asked, officer: Officer, periods: Periods, calendar: Calendar) -> Request:
    """Enter a request. Raises IllegalStep, OfficerFault."""
    now = timezone.now()
    today = day_of(now)
    require_in_service(officer)
    require(asked.title, "请写明名称", "a request needs a title")
    if asked.due is not None and asked.due < today:
        raise IllegalStep("期限早于今天", "the deadline has passed")
    with transaction.atomic():
        series = f"Q-{asked.office}-{today:%Y}"
        return Request.objects.create(
            number=f"{series}-{NumberSeries.next(series):04d}",
            kind=asked.kind,
            title=storable(asked.title.strip(), 200),
            source=storable(asked.source.strip(), 300),
            unit=asked.unit,
            office=asked.office,
            asked_by=officer.name,
            note=storable(asked.note, 4000),
            url=storable(asked.url.strip(), 2000),
            lead=asked.lead,
            due=asked.due or calendar.after(today, periods.request).day,
            made_at=now,
        )


def accept(request: Request, officer: Officer, version: int) -> Request:
    """受理. Raises IllegalStep, LeadChanged, OfficerFault."""
    return _step(request, officer, version, (State.OPEN, State.ACCEPTED))


def decline(request: Request, officer: Officer, version: int, reason: str) -> Request:
    """不受理, with its reason. Raises as `accept`."""
    require(reason, "不受理须写明理由", "declining needs a reason")
    return _step(request, officer, version, (State.OPEN, State.DECLINED), reason)


def finish(request: Request, officer: Officer, version: int, result: str) -> Request:
    """办结, with what came of it. Raises as `accept`."""
    require(result, "请写明办理结果", "what came of it is missing")
    return _step(request, officer, version, (State.ACCEPTED, State.DONE), result)


def _step(
    request: Request,
    officer: Officer,
    version: int,
    step: tuple[State, State],
    words: str = "",
) -> Request:
    before, after = step
    now = timezone.now()
    require_in_service(officer)
    with transaction.atomic():
        row = Request.objects.select_for_update().get(pk=request.pk)
        if row.version != version:
            raise LeadChanged(
                f"{row.number}已由他人办理，现为“{row.get_state_display()}”。您的填写未提交，已保留。",
                f"somebody was faster: {row.number} is {row.state} now",
            )
        if row.state != before:
            raise IllegalStep(
                f"{row.number}现为“{row.get_state_display()}”，不能再办此步",
                f"{row.number} is {row.state}",
            )
        row.state = after
        row.version += 1
        row.handled_by = officer
        row.result = storable(words.strip(), 4000)
        row.ended_at = now if after in (State.DONE, State.DECLINED) else None
        row.save()
    return row
