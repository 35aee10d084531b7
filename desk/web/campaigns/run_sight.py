"""What the page of a run shows: each site with its coverage, the hints, what went wrong."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from crawler.coverage import cut_text
from crawler.coverage_counts import ORDER, Covered, covered, term_counts
from crawler.exit_codes import ExitCode
from crawler.models import PageRow, Run, SiteRun
from crawler.run_trouble import trouble_of
from crawler.summary import RunSummary, SiteSummary, summary_of
from desk.cli.reasons import limit_text, reason_text
from desk.web.access import leads_of
from desk.web.campaigns.rows import state_of
from desk.web.models import Account
from leads.plain_text import visible

MOST_LEADS = 30
_LIVE = (SiteRun.State.WAITING, SiteRun.State.RUNNING)


@dataclass(frozen=True, slots=True)
class SiteSight:
    """A site of the run: its state, pages, how many terms fared how, hints, what is wrong."""

    number: int
    url: str
    state: str
    css: str
    pages: int
    pending: int
    terms: tuple[int, ...]
    found: int
    hints: int
    captured: int
    wrong: str


def sight_of_run(run: Run, account: Account) -> dict[str, Any]:
    """The run now; as many queries for a thousand sites as for one."""
    summary = summary_of(run)
    found = dict(
        PageRow.objects.filter(site__run=run, inspection__isnull=False)
        .order_by()
        .values_list("site__number")
        .annotate(Count("id"))
    )
    leads = leads_of(account, each=True).filter(sightings__run_id=run.pk)
    trouble = trouble_of(summary)
    held = run.state == Run.State.INTERRUPTED
    told = list(map(_plain, summary.troubles))
    sites = [_site(site, found.get(site.number, 0)) for site in summary.sites]
    counts = _counts(summary)
    return {
        "run": run,
        "summary": summary,
        "state": state_of(run),
        "live": run.state == Run.State.RUNNING,
        "held": held,
        "sites": sites,
        "found": sum(site.found for site in sites),
        "done": sum(not site.capturing and site.state not in _LIVE for site in summary.sites),
        "coverage": [(one.value, counts.get(one, 0)) for one in ORDER],
        "leads": leads.select_related("shop").order_by("level", "id")[:MOST_LEADS],
        "lead_count": leads.count(),
        "hints": sum(summary.leads.values()),
        "new": sum(summary.new_leads.values()),
        "areas": sorted(summary.leads.items()),
        "troubles": [*([trouble.zh] if trouble and not held else []), *told],
    }


def _counts(summary: RunSummary) -> dict[Covered, int]:
    counts: dict[Covered, int] = {}
    for site in summary.sites:
        search = site.coverage.get("search", {}).get("state")
        one = covered(site.state, search, site.coverage.get("limits"))
        counts[one] = counts.get(one, 0) + 1
    return counts


def _site(site: SiteSummary, found: int) -> SiteSight:
    terms = term_counts(site.terms)
    label = str(SiteRun.State(site.state).label)
    if site.capturing:
        label = "采集中"
    bad = site.state not in {*_LIVE, SiteRun.State.DONE}
    return SiteSight(
        number=site.number,
        url=site.url,
        state=label,
        css="bad" if bad else "good" if site.state == SiteRun.State.DONE else "pending",
        pages=site.outcomes.get("read", 0),  # as the command counts them
        pending=site.pending,
        terms=tuple(terms[one] for one in ORDER),
        found=found,
        hints=len(site.leads),
        captured=site.captures.get("state", {}).get("taken", 0),
        wrong="；".join(_wrong(site)),
    )


def _wrong(site: SiteSummary) -> list[str]:
    said = []
    if site.detail:
        said.append(_plain(reason_text(site.detail)))
    if site.code not in (ExitCode.DONE, ExitCode.BLOCKED, ExitCode.UNREACHABLE, ExitCode.ERROR):
        said.append(site.code.zh)
    limits = list(map(limit_text, site.coverage.get("limits", [])))
    if limits:
        said.append(f"提前结束：{'、'.join(limits)}")
    if cut := cut_text(site.coverage):
        said.append(_plain(cut))
    for one in site.coverage.get("troubles", [])[:1]:
        why, _, url = str(one).rpartition(" ")
        said.append(f"{_plain(reason_text(why))}：{_plain(url)}")
    return said


def _plain(text: str) -> str:
    return visible(str(text), 200)
