"""What a run came to, as data: for the end of a command, for the desk, for a file."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from crawler.exit_codes import ExitCode
from crawler.models import PageRow, Run, SiteRun, Slice, Step
from leads.models import Lead


@dataclass(frozen=True, slots=True)
class SiteSummary:
    """One site: what was asked and read, and what came of it.

    `outcomes` counts visits by outcome, `read` pages that were read by what they
    were; `terms` is the coverage of each search term (crawler/coverage.py), `code`
    the exit code that speaks for the site, `pending` what is still to be asked.
    """

    number: int
    url: str
    state: str
    detail: str
    code: ExitCode
    pages: int
    pending: int
    outcomes: dict[str, int] = field(default_factory=dict)
    read: dict[str, int] = field(default_factory=dict)
    terms: dict[str, dict[str, Any]] = field(default_factory=dict)
    coverage: dict[str, Any] = field(default_factory=dict)
    leads: list[int] = field(default_factory=list)
    slices: int = 0
    archives: list[str] = field(default_factory=list)
    started_at: datetime | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RunSummary:
    """The run: its sites, its leads by area, how it ended.

    `code` is None while it is under way. `leads` counts by area the leads that
    the run touched, `new_leads` those among them that it made.
    """

    run_id: str
    title: str
    kind: str
    draft: bool
    state: str
    code: ExitCode | None
    started_at: datetime
    ended_at: datetime | None
    sites: list[SiteSummary]
    leads: dict[str, int]
    new_leads: dict[str, int]
    lists: dict[str, str]
    config_digest: str
    troubles: list[str]

    @property
    def pages(self) -> int:
        """Visits kept, of all sites."""
        return sum(site.pages for site in self.sites)

    @property
    def pending(self) -> int:
        """What is still to be asked, of all sites."""
        return sum(site.pending for site in self.sites if not site.ended_at)

    def to_json(self) -> dict[str, Any]:
        """The summary as plain JSON values; times are ISO texts in UTC."""
        value: dict[str, Any] = _plain(asdict(self))
        return value | {"pages": self.pages, "pending": self.pending}


def summary_of(run: Run) -> RunSummary:
    """The summary of `run` as it stands now."""
    from crawler.runs import site_code  # runs.py writes summaries at a run's end

    sites = [_site(site, site_code(site)) for site in run.sites.all()]
    touched = Lead.objects.filter(id__in={lead for site in sites for lead in site.leads})
    return RunSummary(
        run_id=run.id,
        title=run.title,
        kind=run.kind,
        draft=run.draft,
        state=run.state,
        code=None if run.exit_code is None else ExitCode(run.exit_code),
        started_at=run.started_at,
        ended_at=run.ended_at,
        sites=sites,
        leads=dict(Counter(touched.values_list("area", flat=True))),
        new_leads=_new(touched, run),
        lists={f"{each['id']} {each['version']}": each["area"] for each in run.lists},
        config_digest=run.config_digest,
        troubles=list(run.troubles),
    )


def _new(touched: Iterable[Lead], run: Run) -> dict[str, int]:
    return dict(Counter(lead.area for lead in touched if lead.created_at >= run.started_at))


def _site(site: SiteRun, code: ExitCode) -> SiteSummary:
    pages = PageRow.objects.filter(site=site)
    touching = pages.exclude(leads=[]).values_list("leads", flat=True)
    lead_ids = {lead for leads in touching for lead in leads}
    files = pages.exclude(file="").values_list("file", flat=True).distinct().order_by("file")
    coverage = site.coverage or site.memo.get("coverage", {})
    return SiteSummary(
        number=site.number,
        url=site.url,
        state=site.state,
        detail=site.detail,
        code=code,
        pages=pages.count(),
        pending=Step.objects.filter(site=site, done=False).count(),
        outcomes=dict(Counter(pages.values_list("outcome", flat=True))),
        read=dict(Counter(pages.filter(outcome="read").values_list("kind", flat=True))),
        terms=coverage.get("terms", {}),
        coverage=coverage,
        leads=sorted(lead_ids | set(site.leads)),
        slices=Slice.objects.filter(site=site).count(),
        archives=list(files),
        started_at=site.started_at,
        ended_at=site.ended_at,
    )


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, datetime) else value
