"""The tables of 统计: leads counted by one thing, with what became of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Substr
from django.utils import timezone

from desk.web.templatetags.desk_words import area_title, office_title, safe_words, unit_title
from leads.beijing import day_of
from leads.decisions import EFFECTIVE
from leads.figures import term_records
from leads.models import Lead
from leads.step_rules import REGISTERED, RUNNING

TABS = {
    "area": "领域",
    "unit": "机构",
    "office": "属地",
    "site": "平台",
    "list": "关键词表",
    "conversion": "转化",
}
MOST = 60
"""Rows of a table; the rest is summed in one line."""

_STAGES = Lead.Stage
COUNTS = ("提示", "待筛", "排除", "登记", "有效反馈", "立案", "超期")


@dataclass(frozen=True, slots=True)
class CountTable:
    """A table of counts: titles, and rows of a name and its numbers."""

    name: str
    titles: Sequence[str]
    rows: Sequence[tuple[str, Sequence[int | str]]]


def table_of(tab: str, rows: QuerySet[Lead]) -> CountTable:
    """The table of a tab over `rows`."""
    if tab == "list":
        return _by_list(rows)
    if tab == "conversion":
        return _conversion(rows)
    field, title, name = {
        "area": ("area", "领域", area_title),
        "unit": ("unit", "机构", unit_title),
        "office": ("place", "属地", _place),
        "site": ("shop__site", "平台", lambda site: safe_words(site, 60)),
    }[tab]
    if tab == "office":
        rows = rows.annotate(place=Substr("office", 1, 4))
    return _counted(rows, field, title, name)


def _place(code: str | None) -> str:
    return office_title(f"{code}00" if code else None).replace("市场监督管理局", "")


def _counted(
    rows: QuerySet[Lead], field: str, title: str, name: Callable[[str], str]
) -> CountTable:
    today = day_of(timezone.now())
    groups = (
        rows.order_by()
        .values(field)
        .annotate(
            hints=Count("pk"),
            waiting=Count("pk", filter=Q(stage=_STAGES.SUSPECTED)),
            dismissed=Count("pk", filter=Q(stage=_STAGES.DISMISSED)),
            registered=Count("pk", filter=Q(stage__in=REGISTERED)),
            effective=Count("pk", filter=Q(answer__in=EFFECTIVE)),
            cases=Count("pk", filter=Q(answer="case_opened")),
            over=Count("pk", filter=Q(sort_due__lt=today, stage__in=RUNNING)),
        )
    )
    keys = ("hints", "waiting", "dismissed", "registered", "effective", "cases", "over")
    found = sorted(groups, key=lambda group: -group["hints"])
    out = [(name(g[field]), [g[key] for key in keys]) for g in found[:MOST]]
    if rest := found[MOST:]:
        out.append((f"其余{len(rest)}个", [sum(g[key] for g in rest) for key in keys]))
    return CountTable(title, (title, *COUNTS), out)


def _by_list(rows: QuerySet[Lead]) -> CountTable:
    """The record of every term 有效率: which find cases, and which only noise."""
    records = sorted(term_records(leads=rows), key=lambda one: (-one.hints, one.term))
    out: list[tuple[str, Sequence[int | str]]] = []
    for one in records[: 4 * MOST]:
        share = "—" if one.precision is None else f"{one.precision:.0%}"
        name = f"{one.list_id}：{safe_words(one.term, 40)}"
        out.append(
            (name, [one.hints, one.registered, one.effective, one.noise, one.undecided, share])
        )
    titles = ("关键词表：词", "提示", "登记", "有效", "噪声", "未定", "有效率")
    return CountTable("关键词表", titles, out)


def _conversion(rows: QuerySet[Lead]) -> CountTable:
    """From hint to case: how many came how far."""
    counts = rows.aggregate(
        hints=Count("pk"),
        screened=Count("pk", filter=Q(stage__in=(_STAGES.SCREENED, *REGISTERED))),
        registered=Count("pk", filter=Q(stage__in=REGISTERED)),
        answered=Count("pk", filter=~Q(answer="")),
        effective=Count("pk", filter=Q(answer__in=EFFECTIVE)),
        cases=Count("pk", filter=Q(answer="case_opened")),
    )
    all_hints = counts["hints"]
    steps = (
        ("监测提示", "hints"),
        ("初筛值得核实", "screened"),
        ("登记为线索", "registered"),
        ("已反馈", "answered"),
        ("有效反馈", "effective"),
        ("立案", "cases"),
    )
    out = [
        (title, [counts[key], f"{counts[key] / all_hints:.1%}" if all_hints else "—"])
        for title, key in steps
    ]
    return CountTable("转化", ("环节", "件数", "占提示"), out)
