"""与本组不同: what sets a hint apart from its group, so that nobody decides it in passing.

A qualification on the page, a case opened before, an operator of another province, a record
that no longer verifies: such a hint is left unticked (desk.md 4).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db.models import Count, Min, QuerySet, Window
from django.db.models.functions import DenseRank

from evidence.archive.reader import read_record
from evidence.archive.record import RecordRef
from evidence.errors import RecordFault
from leads.decisions import Answer
from leads.models import Lead, LeadFinding, OperatorSign

MOST_RECORDS = 4
"""Records of a lead that are read back here, how many are not is told; its page reads all."""

QUALIFIED = "资质"
CASE = "以往立案"
ELSEWHERE = "他省主体"
BROKEN = "采集件核验不一致"

_PERMITS = {"jy": "食品经营许可", "sc": "食品生产许可"}
_QUALIFIES = (
    "批准文号|注册证|备案凭证|备案编号|许可证|生产许可|经营许可|授权书|商标注册|广告审查|资质"
)


@dataclass(frozen=True, slots=True)
class Differences:
    """What was found about hints, by the id of the lead; leads of which nothing was are missing.

    `apart` says what sets a lead apart, `qualified` what 资质 its shop shows, `unread` how many
    of its records were not read back.
    """

    apart: dict[int, list[str]]
    qualified: dict[int, str]
    unread: dict[int, int]


def differences(archive: Path, leads: Sequence[Lead]) -> Differences:
    """What sets each of the leads apart from the others. Each lead needs its shop.

    A qualification that all of them have sets none apart.
    """
    qualified = _qualifications(leads)
    told: dict[int, list[str]] = defaultdict(list)
    if set(qualified) != {lead.pk for lead in leads}:
        for pk, what in qualified.items():
            told[pk].append(f"{QUALIFIED}：{what}")
    for pk, number in _cases(leads).items():
        told[pk].append(f"{CASE}{number}件")
    for lead in leads:
        if lead.route_status == "out_of_province":
            told[lead.pk].append(ELSEWHERE)
    for pk, file in _broken(archive, leads).items():
        told[pk].append(f"{BROKEN}（{file}）")
    return Differences(dict(told), qualified, _unread(leads))


def _qualifications(leads: Sequence[Lead]) -> dict[int, str]:
    """资质 that the pages of a lead's shop show: food permits, or what excused a finding."""
    signs = OperatorSign.objects.filter(
        shop__in={lead.shop_id for lead in leads}, kind__in=_PERMITS
    )
    permits = {
        shop: f"{_PERMITS[kind]}{value}"
        for shop, kind, value in signs.values_list("shop_id", "kind", "value")
    }
    excused = LeadFinding.objects.filter(
        lead__in=leads, makes_lead=False, excused__regex=_QUALIFIES
    )
    said = excused.order_by().values_list("lead_id").annotate(Min("excused"))
    found = {pk: why[:60] for pk, why in said}
    for lead in leads:
        if lead.shop_id in permits:
            found[lead.pk] = permits[lead.shop_id]
    return found


def _cases(leads: Sequence[Lead]) -> dict[int, int]:
    """How many cases were opened before against the operator of each lead."""
    operators = {lead.shop.operator_id for lead in leads}
    rows = Lead.objects.filter(shop__operator_id__in=operators, answer=Answer.CASE_OPENED)
    opened: dict[int, int] = defaultdict(int)
    for operator in rows.values_list("shop__operator_id", flat=True):
        opened[operator] += 1
    return {
        lead.pk: opened[lead.shop.operator_id] for lead in leads if opened[lead.shop.operator_id]
    }


def _broken(archive: Path, leads: Sequence[Lead]) -> dict[int, str]:
    """Leads of which a record does not verify, and the file it should lie in."""
    place = Window(DenseRank(), partition_by="lead_id", order_by="record")
    rows = _accusing(leads).annotate(place=place).filter(place__lte=MOST_RECORDS)
    sound: dict[str, bool] = {}
    broken: dict[int, str] = {}
    for pk, record in rows.values_list("lead_id", "record"):
        name = repr(sorted(record.items()))
        if name not in sound:
            sound[name] = verifies(archive, record)
        if not sound[name]:
            broken[pk] = str(record.get("file", ""))
    return broken


def _unread(leads: Sequence[Lead]) -> dict[int, int]:
    """How many records of each lead are beyond those that are read back."""
    counted = _accusing(leads).order_by().values_list("lead_id")
    numbers = counted.annotate(Count("record", distinct=True))
    return {pk: number - MOST_RECORDS for pk, number in numbers if number > MOST_RECORDS}


def _accusing(leads: Sequence[Lead]) -> "QuerySet[LeadFinding]":
    return LeadFinding.objects.filter(lead__in=leads, makes_lead=True)


def verifies(archive: Path, record: dict[str, Any]) -> bool:
    """Whether the record that `record`, a RecordRef in plain JSON, names is what it was."""
    try:
        read_record(archive, RecordRef.from_json(record))
    except (RecordFault, TypeError):
        return False
    return True
