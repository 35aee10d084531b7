"""12315来件: entering, tying to a lead, closing; who complained lies apart.

Periods 市场监督管理投诉举报处理办法: whether a complaint 投诉 is accepted is decided within
7 working days of its receipt, a report 举报 is checked within 15; both are settings.
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from leads.beijing import day_of
from leads.errors import IllegalStep, LeadChanged
from leads.models import Complainant, Complaint, Lead, NumberSeries, Officer
from leads.office import Periods
from leads.officers import require_in_service
from leads.plain_text import storable
from leads.step_rules import require
from leads.working_days import Calendar, Deadline

Kind = Complaint.Kind
_SHORTEST_NAME = 2


@dataclass(frozen=True, slots=True)
class Person:
    """投诉举报人. All of it may be unknown: a report may be anonymous."""

    name: str = ""
    phone: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Arrived:
    """What came in. `number` is 12315's own 件号, "" to have one given."""

    kind: Kind
    matter: str
    received_on: date
    office: str
    number: str = ""
    respondent: str = ""
    url: str = ""
    unit: str = ""
    person: Person = Person()


def period_of(kind: Kind, received_on: date, periods: Periods, calendar: Calendar) -> Deadline:
    """Until when what came in on `received_on` has to be dealt with."""
    days = periods.complaint if kind == Kind.COMPLAINT else periods.report
    return calendar.after(received_on, days)


def enter(arrived: Arrived, officer: Officer, periods: Periods, calendar: Calendar) -> Complaint:
    """Enter what came in. Raises IllegalStep, OfficerFault.

    The matter must not name who complained: it is read by many, they by few.
    """
    now = timezone.now()
    today = day_of(now)
    require_in_service(officer)
    require(arrived.matter, "请写明事项", "what is complained of is missing")
    if arrived.received_on > today:
        raise IllegalStep("收到日期在今天以后", "received in the future")
    for text, where in (
        (arrived.matter, "事项"), (arrived.respondent, "被投诉举报人"), (arrived.url, "网址"),
        (arrived.number, "件号"),
    ):  # fmt: skip
        require_unnamed(text, arrived.person, where)
    due = period_of(arrived.kind, arrived.received_on, periods, calendar)
    with transaction.atomic():
        number = storable(arrived.number.strip(), 60)
        if not number:
            series = f"J-{arrived.office}-{today:%Y}"
            number = f"{series}-{NumberSeries.next(series):04d}"
        elif Complaint.objects.filter(number=number).exists():
            raise IllegalStep(f"件号{number}已经录入", f"{number} is entered already")
        complaint = Complaint.objects.create(
            number=number,
            kind=arrived.kind,
            matter=storable(arrived.matter.strip(), 4000),
            respondent=storable(arrived.respondent.strip(), 300),
            url=storable(arrived.url.strip(), 2000),
            received_on=arrived.received_on,
            due=due.day,
            due_provisional=due.provisional,
            unit=arrived.unit,
            office=arrived.office,
            made_at=now,
        )
        person = arrived.person
        if person.name or person.phone or person.address:
            Complainant.objects.create(
                complaint=complaint,
                name=storable(person.name, 60),
                phone=storable(person.phone, 40),
                address=storable(person.address, 300),
            )
    return complaint


def require_unnamed(text: str, person: Person, where: str) -> None:
    """Raise IllegalStep where `text` names who complained."""
    for word, what in ((person.name, "姓名"), (person.phone, "电话"), (person.address, "地址")):
        clean = word.strip()
        if len(clean) >= _SHORTEST_NAME and clean in text:
            raise IllegalStep(
                f"“{where}”中写有投诉举报人的{what}，请删去；身份只填在投诉举报人一栏",
                "the matter names who complained; leave that to the fields of the complainant",
            )


def tie(complaint: Complaint, lead: Lead, officer: Officer, version: int) -> Complaint:
    """关联线索. Raises IllegalStep, LeadChanged, OfficerFault."""
    with transaction.atomic():
        row = _locked(complaint, officer, version)
        row.lead = lead
        row.version += 1
        row.save(update_fields=["lead", "version"])
    return row


def close(complaint: Complaint, officer: Officer, version: int, result: str) -> Complaint:
    """办结, with what came of it. Raises as `tie`."""
    require(result, "请写明办理结果", "what came of it is missing")
    person = Complainant.objects.filter(complaint=complaint).first()
    if person is not None:
        require_unnamed(result, Person(person.name, person.phone, person.address), "办理结果")
    with transaction.atomic():
        row = _locked(complaint, officer, version)
        row.result = storable(result.strip(), 4000)
        row.closed_on = day_of(timezone.now())
        row.version += 1
        row.save(update_fields=["result", "closed_on", "version"])
    return row


def _locked(complaint: Complaint, officer: Officer, version: int) -> Complaint:
    require_in_service(officer)
    row = Complaint.objects.select_for_update().get(pk=complaint.pk)
    if row.version != version:
        raise LeadChanged(
            f"{row.number}已由他人办理。您的填写未提交，已保留。",
            f"somebody was faster: {row.number} has changed",
        )
    if row.closed_on is not None:
        raise IllegalStep(f"{row.number}已办结", f"{row.number} is closed")
    return row
