"""线下核实: a visit of two officers, written down for every lead that it concerns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from leads.beijing import day_of
from leads.errors import IllegalStep
from leads.models import Lead, NumberSeries, Officer, OfflineCheck
from leads.officers import require_in_service
from leads.plain_text import storable
from leads.stages import Stages
from leads.step_rules import require, require_in_charge, require_two

Stage = Lead.Stage
MAY_BE_CHECKED = frozenset(Stage) - {Stage.DISMISSED}
MOST_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Visit:
    """What was seen. `number` is that of the visit where it is entered for more leads."""

    day: date
    place: str
    found: str
    sampling: str = ""
    number: str = ""


def check_offline(
    stages: Stages,
    numbers: Sequence[str],
    officers: Sequence[Officer],
    visit: Visit,
    *,
    version: int | None = None,
) -> list[OfflineCheck]:
    """Write down a visit for the leads `numbers`; it counts once, by its number.

    The first officer enters it, the second was there too. `version` is that of the first
    lead. Raises OfficerFault unless they are two in service, the first
    of who is in charge of the leads; IllegalStep.
    """
    require_two(officers)
    require(visit.place, "线下核实须写明地点", "say where")
    require(visit.found, "线下核实须写明发现", "say what was found")
    if visit.day > day_of(timezone.now()):
        raise IllegalStep(f"检查日期 {visit.day} 还未到", f"the day {visit.day} is to come")
    if len(numbers) > MOST_AT_ONCE:
        raise IllegalStep(f"一次至多{MOST_AT_ONCE}件", f"at most {MOST_AT_ONCE} at once")
    require_in_service(officers[1])
    made = []
    with transaction.atomic():
        number = visit.number or _next_number(officers[0].office, visit.day)
        _require_same_visit(number, visit, officers)
        for at, lead_no in enumerate(dict.fromkeys(numbers)):
            expected = version if at == 0 else None
            with stages.taking(lead_no, MAY_BE_CHECKED, "checked", officers, expected) as lead:
                require_in_charge(lead, officers[0])
                made.append(
                    OfflineCheck.objects.create(
                        lead=lead,
                        visit=number,
                        day=visit.day,
                        place=storable(visit.place, 300),
                        first=officers[0],
                        second=officers[1],
                        found=storable(visit.found, 4000),
                        sampling=storable(visit.sampling, 2000),
                        office=officers[0].office,
                        made_at=timezone.now(),
                    )
                )
                detail = {
                    "visit": number,
                    "day": visit.day.isoformat(),
                    "place": visit.place,
                    "second": officers[1].number,
                    "sampling": visit.sampling,
                }
                stages.keep(lead, "checked", officers[0], visit.found, detail=detail)
    return made


def _next_number(office: str, day: date) -> str:
    """J-530502-20261130-01."""
    series = f"J-{office}-{day:%Y%m%d}"
    return f"{series}-{NumberSeries.next(series):02d}"


def _require_same_visit(number: str, visit: Visit, officers: Sequence[Officer]) -> None:
    """A number that is known is that of the same day and office."""
    known = OfflineCheck.objects.filter(visit=number).first()
    if visit.number and known is None:
        raise IllegalStep(f"没有编号为 {number} 的检查，新检查请留空", "no such visit")
    if known is not None and (known.day != visit.day or known.office != officers[0].office):
        raise IllegalStep(
            f"{number} 是{known.day}的检查，日期或机关不符", f"{number} is another visit"
        )
