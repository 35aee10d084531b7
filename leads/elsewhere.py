"""属外地、地域待定: leads that a county's office found and that are not, or not surely, its own.

Where a lead belongs says its `office` (leads.territory). Its finder may have no say there, and
the office that has may keep no desk here: who found it reads it until it is handed over, and
does the one thing that is right, hand it over or say where it belongs. Offices above counties
do not: what lies below them is theirs anyway.
"""

from django.db.models import Q

from leads.divisions import within
from leads.models import Lead

Stage = Lead.Stage

NOT_SENT = frozenset({Stage.SUSPECTED, Stage.SCREENED, Stage.DISMISSED, Stage.VERIFIED})
"""Stages of a lead before it was handed over."""

_UNSETTLED = frozenset({"conflict", "designate", "operator_unknown"})
"""Routes that tell no office, only who is to find it out or designate 指定 it."""

ELSEWHERE, UNSETTLED = "属外地", "地域待定"


def finds_for_others(office: str) -> bool:
    """Whether `office` reads what it found for others: those of counties do."""
    return not office.endswith("00")


def found_elsewhere(lead: Lead, office: str) -> bool:
    """Whether `office` found the lead, which is another's, and has still to hand it over.

    What another office has registered meanwhile is that office's matter alone.
    """
    return (
        finds_for_others(office)
        and lead.discovered_by == office
        and lead.office not in {None, office}
        and lead.stage in NOT_SENT
        and (lead.number is None or lead.number.startswith(numbers_of(office)))
    )


def found_for_others(code: str) -> Q:
    """`found_elsewhere` as a condition of rows, for an office `code` that `finds_for_others`."""
    found = Q(discovered_by=code, office__isnull=False) & ~Q(office=code)
    numbered_here = Q(number=None) | Q(number__startswith=numbers_of(code))
    return found & Q(stage__in=sorted(NOT_SENT)) & numbered_here


def numbers_of(office: str) -> str:
    """How the 线索编号 begin that `office` gives."""
    return f"{office}-"


def place_said(lead: Lead, office: str) -> str:
    """属外地 or 地域待定, as `office` sees the lead; "" where it lies in its territory."""
    if lead.stage in NOT_SENT and lead.route_status in _UNSETTLED:
        return UNSETTLED
    if lead.office is None:
        return ELSEWHERE if lead.route_status == "out_of_province" else UNSETTLED
    if within(lead.office, office):
        return ""
    return UNSETTLED if within(office, lead.office) else ELSEWHERE
