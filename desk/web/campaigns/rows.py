"""How a campaign reads in a list: its file, its latest run, what that covered and found."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.db.models import Count, Max, QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString
from pydantic import ValidationError

from crawler.campaign import Campaign
from crawler.campaign_files import CampaignFiles
from crawler.coverage_counts import ORDER, Covered, coverage_of
from crawler.exit_codes import ExitCode
from crawler.models import Run, SiteRun
from desk.web.access import lead_seen
from desk.web.listing import Column
from desk.web.lists.naming import short_unit
from desk.web.models import Account
from desk.web.tasks.sight import runs_of, sees_campaign
from desk.web.templatetags.desk_words import day, safe_words
from leads.list_shelf import Shelf
from leads.models import LeadSighting

BY_HAND = "flags"
"""The id of crawls that were started by flags alone: each is a task of its own."""


@dataclass(slots=True)
class TaskRow:
    """A campaign. `path` is its file, None where it is gone; `run` the latest it had."""

    ident: str
    title: str
    kind: str
    source: str
    approval: str
    unit: str
    lists: Sequence[str]
    sites: int
    start: date | None
    end: date | None
    path: Path | None = None
    run: Run | None = None
    timed: bool = False
    done: int = 0
    covered: Counter[Covered] = field(default_factory=Counter)
    hints: int = 0

    @property
    def url(self) -> str:
        """Its page."""
        if self.ident == BY_HAND and self.run is not None:
            return f"/runs/{self.run.pk}/"
        return f"/campaigns/{quote(self.ident, safe='')}/"


def task_rows(account: Account, files: CampaignFiles, kind: str | None = None) -> list[TaskRow]:
    """The campaigns that the account may see, those with something under way first."""
    rows: dict[str, TaskRow] = {}
    for ident, (path, campaign) in files.campaigns.items():
        if (kind is None or campaign.kind == kind) and sees_campaign(account, campaign):
            rows[ident] = _row(ident, campaign)
            rows[ident].path = path
    for run in _latest(runs_of(account) if kind is None else runs_of(account).filter(kind=kind)):
        key = run.pk if run.campaign_id == BY_HAND else run.campaign_id
        if key not in rows:
            if run.campaign_id in files.campaigns:
                continue  # its campaign is of another kind by now
            rows[key] = _row_of_run(run)
        rows[key].run = run
    return sorted(rows.values(), key=_place)


def _row(ident: str, campaign: Campaign) -> TaskRow:
    return TaskRow(
        ident=ident,
        title=campaign.title,
        kind=campaign.kind,
        source=campaign.source,
        approval=campaign.approval,
        unit=campaign.unit,
        lists=campaign.lists,
        sites=len(campaign.sites),
        start=campaign.start,
        end=campaign.end,
        timed=campaign.schedule is not None,
    )


def _row_of_run(run: Run) -> TaskRow:
    """The campaign of a run as it is kept with it; an old one may be of another form."""
    said: dict[str, Any] = run.campaign
    try:
        row = _row(run.campaign_id, Campaign.model_validate(said))
        row.title = row.title or run.title
        return row
    except ValidationError:
        return TaskRow(
            ident=run.campaign_id,
            title=run.title,
            kind=run.kind,
            source=str(said.get("source", "")),
            approval=str(said.get("approval", "")),
            unit=str(said.get("unit", "")),
            lists=[],
            sites=0,
            start=None,
            end=None,
        )


def _latest(runs: QuerySet[Run]) -> list[Run]:
    """The latest run of each campaign, and every run by hand."""
    last = dict(
        runs.exclude(campaign_id=BY_HAND)
        .order_by()
        .values_list("campaign_id")
        .annotate(Max("started_at"))
    )
    light = runs.defer("lists", "versions")
    found = light.filter(campaign_id__in=last, started_at__in=list(last.values()))
    latest = [run for run in found if last[run.campaign_id] == run.started_at]
    return [*latest, *light.filter(campaign_id=BY_HAND).order_by("-started_at")[:200]]


def _place(row: TaskRow) -> tuple[int, float, str]:
    order = {Run.State.RUNNING: 0, Run.State.INTERRUPTED: 1}
    run = row.run
    place = 2 if run is None else order.get(Run.State(run.state), 3)
    return (place, -run.started_at.timestamp() if run else 0.0, row.title)


def complete(rows: Sequence[TaskRow], account: Account) -> None:
    """Add to the rows of a page what their runs covered and found."""
    ids = [row.run.pk for row in rows if row.run is not None]
    counts = coverage_of(ids)
    final = SiteRun.objects.filter(run__in=ids, capturing=False).exclude(
        state__in=(SiteRun.State.WAITING, SiteRun.State.RUNNING)
    )
    done = dict(final.order_by().values_list("run_id").annotate(Count("id")))
    seen = LeadSighting.objects.filter(lead_seen(account), run_id__in=ids)
    hints = dict(seen.order_by().values_list("run_id").annotate(Count("lead", distinct=True)))
    for row in rows:
        if row.run is not None:
            row.covered = counts.get(row.run.pk, Counter())
            row.sites = sum(row.covered.values()) or row.sites
            row.done = done.get(row.run.pk, 0)
            row.hints = hints.get(row.run.pk, 0)


def state_of(run: Run | None, *, timed: bool = False) -> SafeString | str:
    """状态 of a campaign by its latest run."""
    if run is None:
        return "定时，未到" if timed else "未启动"
    if run.state == Run.State.RUNNING:
        return format_html('<span class="pending">{}</span>', "进行中")
    if run.state == Run.State.INTERRUPTED:
        return format_html('<span class="pending">{}</span>', "已暂停")
    code = ExitCode(run.exit_code or 0)
    if code is ExitCode.DONE:
        return "已完成"
    return format_html('<span class="bad">已结束：{}</span>', code.zh)


def list_title(name: str, on_shelf: Shelf) -> str:
    """What a campaign's list is called, whether it names the list or a version's file."""
    path = Path(name)
    if path.suffix == ".toml" and path.parent.name:
        version = on_shelf.find(path.parent.name, path.stem)
        if version is not None:
            return f"{version.list.title}第{version.list.version}版"
    known = next((v.list.title for v in on_shelf.of(name) if v.chosen), "")
    return known or safe_words(name, 40)


def task_columns(on_shelf: Shelf) -> list[Column[TaskRow]]:
    """The columns of desk.md 3, 任务与专项."""

    def named(row: TaskRow) -> str:
        return "、".join(list_title(name, on_shelf) for name in row.lists[:6])

    return [
        Column("名称", lambda row: safe_words(row.title, 40), width=30),
        Column("来源与批准", _source, "wrap", 36),
        Column("牵头", _leading, width=14),
        Column("关键词表", named, "wrap", 36),
        Column("站点", lambda row: str(row.sites), "number", 8),
        Column("进度", lambda row: f"{row.done}/{row.sites}" if row.run else "—", "number", 10),
        Column("覆盖（已搜/被拦/不许/无搜索/超限/出错）", _coverage, "number", 30),
        Column("提示", lambda row: str(row.hints) if row.run else "—", "number", 8),
        Column("起止", _dates, width=20),
        Column("状态", lambda row: state_of(row.run, timed=row.timed), width=16),
    ]


def _source(row: TaskRow) -> str:
    words = [safe_words(row.source, 60), safe_words(row.approval, 60)]
    return "；".join(word for word in words if word) or "—"


def _leading(row: TaskRow) -> str:
    return short_unit(row.unit or "network")


def _coverage(row: TaskRow) -> str:
    return "/".join(str(row.covered[one]) for one in ORDER) if row.run else "—"


def _dates(row: TaskRow) -> str:
    if not row.start and not row.end:
        return "不限"
    return f"{day(row.start) or '即日'}至{day(row.end) or '长期'}"
