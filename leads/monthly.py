"""月报: the monthly table that offices report, with its counting rules (desk.md 8).

Everything is counted by the Beijing month of the act, not of its entry, and for the office
that acted. 0 is none; a month that an office has not reported shows "—" (None) in the
province's table. How a row is reported and frozen: `leads.monthly_reporting`.
"""

from calendar import monthrange
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum

from leads.beijing import ZONE
from leads.divisions import PROVINCE, divisions
from leads.errors import IllegalStep
from leads.models import Lead, LeadFinding, Measure, MonthlyReport, OfflineCheck
from leads.step_rules import REGISTERED

Kind = Measure.Kind


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """A column: its key in a report's values, its title, its unit, how it is counted."""

    key: str
    title: str
    unit: str
    rule: str


COLUMNS = (
    ReportColumn(
        "watched", "监测网站、网店", "个次", "站点×已结束且读到内容的运行；同一专项同一天计一次"
    ),
    ReportColumn("visits", "实地检查", "次", "两名执法人员的线下核实，一次上门计一次"),
    ReportColumn("removed", "删除违法信息", "条", "责令或者指导后复采不见；自行消失另列"),
    ReportColumn(
        "vanished", "自行消失", "条", "登记的线索未经责令、指导或删除，复采全部不见；一件计一条"
    ),
    ReportColumn("orders", "责令整改", "份", "按文书送达日"),
    ReportColumn("closings", "提请关闭网站", "个", "按发函日，每个域名一个"),
    ReportColumn("stops", "责令停止平台服务", "个", "按文书所列网店数"),
    ReportColumn("cases", "立案", "件", "按批准日，只计主办，并案不计"),
    ReportColumn("fines", "罚没款", "万元", "按决定日，罚款加没收"),
    ReportColumn("police", "移送公安", "件", "按移送书日，无回执的注明"),
)
_KINDS = {
    "removed": Kind.REMOVED,
    "orders": Kind.ORDER,
    "closings": Kind.SITE_CLOSING,
    "stops": Kind.SERVICE_STOP,
    "cases": Kind.CASE,
    "police": Kind.POLICE,
}
_MAKE_VANISH = (Kind.ORDER, Kind.GUIDANCE, Kind.REMOVED, Kind.SITE_CLOSING, Kind.SERVICE_STOP)
"""Acts after which what is gone did not vanish of itself."""
Values = dict[str, int]
"""Counts by column; `fines` in fen. `police_without_receipt` stands beside."""


def month_of(text: str) -> tuple[date, date]:
    """The first and the last day of "2026-11". Raises IllegalStep."""
    try:
        year, month = (int(part) for part in text.split("-"))
        first = date(year, month, 1)
    except ValueError:
        raise IllegalStep(
            f"月份不对：{text[:10]}，应如 2026-11", f"no month: {text[:10]}"
        ) from None
    return first, first.replace(day=monthrange(year, month)[1])


def counted(office: str, month: str, watched: int = 0) -> Values:
    """What `office` did in `month`; `watched` comes from the crawler's room, which knows runs."""
    first, last = month_of(month)
    acts = _acts(first, last).filter(office=office)
    values: Values = {"watched": watched}
    values["visits"] = (
        OfflineCheck.objects.filter(office=office, day__range=(first, last))
        .values("visit")
        .distinct()
        .count()
    )
    sums = {kind: total or 0 for kind, total in acts.values_list("kind").annotate(Sum("count"))}
    for key, kind in _KINDS.items():
        values[key] = sums.get(kind, 0)
    fined = acts.filter(kind=Kind.FINE).aggregate(total=Sum(F("fine_fen") + F("confiscated_fen")))
    values["fines"] = fined["total"] or 0
    values["vanished"] = vanished(office, month).count()
    unanswered = acts.filter(kind=Kind.POLICE, receipt=False).aggregate(total=Sum("count"))
    values["police_without_receipt"] = unanswered["total"] or 0
    return values


def _acts(first: date, last: date) -> QuerySet[Measure]:
    """Measures of these days that stand: what was corrected counts by its correction."""
    return Measure.objects.filter(Q(corrected_by=None), day__range=(first, last))


def acts_behind(office: str, month: str, key: str) -> QuerySet[Measure]:
    """The measures that a number is made of, for the list it opens."""
    first, last = month_of(month)
    kind = _KINDS.get(key, Kind.FINE if key == "fines" else "")
    return _acts(first, last).filter(office=office, kind=kind)


def vanished(office: str, month: str) -> "QuerySet[Lead]":
    """自行消失: registered leads of the office of which the last finding was gone on re-capture
    in this month, though nobody had ordered, told or removed anything until its end."""
    begin, after = bounds(month)
    _, last = month_of(month)
    accusing = LeadFinding.objects.filter(lead=OuterRef("pk"), makes_lead=True)
    caused = Measure.objects.filter(
        Q(corrected_by=None), lead=OuterRef("pk"), kind__in=_MAKE_VANISH, day__lte=last
    )
    return Lead.objects.filter(
        Exists(accusing.filter(gone_at__gte=begin, gone_at__lt=after)),
        ~Exists(accusing.filter(Q(gone_at=None) | Q(gone_at__gte=after))),
        ~Exists(caused),
        office=office,
        stage__in=REGISTERED,
    ).order_by("id")


def latest_reports(month: str) -> dict[str, MonthlyReport]:
    """The report of each office that stands for `month`: the last that was sent."""
    sent = MonthlyReport.objects.filter(month=month).exclude(sent_at=None)
    rows = sent.order_by("office", "turn")
    return {report.office: report for report in rows}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the province's table; `values` None where the office has not reported."""

    code: str
    name: str
    values: Values | None
    kind: str = ""


def table(month: str) -> list[Row]:
    """省局本级, the 16 prefectures, 合计: prefectures with what their counties reported."""
    reports = latest_reports(month)
    above = [one for one in divisions().values() if one.level != "county"]
    rows = []
    for one in sorted(above, key=lambda each: each.code):
        name = "省局本级" if one.code == PROVINCE else one.short
        own = [
            report
            for code, report in reports.items()
            if code == one.code or (one.code != PROVINCE and code[:4] == one.code[:4])
        ]
        kind = reports[one.code].kind if one.code in reports else ""
        rows.append(Row(one.code, name, total([r.values for r in own]) if own else None, kind))
    return [*rows, Row("", "合计", total([row.values for row in rows if row.values is not None]))]


def total(parts: list[Values]) -> Values:
    """The sum of several rows."""
    out: Counter[str] = Counter()
    for part in parts:
        out.update(part)
    return {column.key: out[column.key] for column in COLUMNS} | {
        "police_without_receipt": out["police_without_receipt"]
    }


def shown(column: ReportColumn, values: Values | None) -> str:
    """A number as the table says it: — for not reported, fines in 万元 with two decimals."""
    if values is None:
        return "—"
    if column.key == "fines":
        return f"{values['fines'] / 1_000_000:.2f}"
    number = str(values.get(column.key, 0))
    missing = values.get("police_without_receipt", 0) if column.key == "police" else 0
    return f"{number}（无回执{missing}）" if missing else number


def previous_month(today: date) -> str:
    """The month before the one of `today`."""
    first = today.replace(day=1)
    before = date.fromordinal(first.toordinal() - 1)
    return f"{before:%Y-%m}"


def bounds(month: str) -> tuple[datetime, datetime]:
    """The moments at which a month begins and the next one does, in Beijing."""
    first, last = month_of(month)
    following = date.fromordinal(last.toordinal() + 1)
    return (
        datetime.combine(first, time.min, tzinfo=ZONE),
        datetime.combine(following, time.min, tzinfo=ZONE),
    )
