"""What a run came to, as data: for the end of a command, for the desk, for a file."""

from collections import Counter, defaultdict
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet

from crawler.exit_codes import ExitCode
from crawler.models import PageCapture, PageRow, Run, SiteRun, Slice, Step
from leads.models import Lead, LeadCapture


@dataclass(frozen=True, slots=True)
class SiteSummary:
    """One site: what was asked and read, and what came of it.

    `outcomes` counts visits by outcome, `read` pages that were read by what they
    were; `terms` is the coverage of each search term (crawler/coverage.py), `code`
    the exit code that speaks for the site, `pending` what is still to be asked;
    `robots` and `user_agent` say how it was asked. `captures` counts pages with
    findings by what came of their capture: by "state", by "again" (what the checks
    found on what was captured) and, under "why", by each reason for having no page.
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
    robots: str = ""
    user_agent: str = ""
    capturing: bool = False
    captures: dict[str, dict[str, int]] = field(default_factory=dict)
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


def summary_of(run: Run, *, brief: bool = False) -> RunSummary:
    """The summary of `run` as it stands now.

    A `brief` one is for showing progress again and again: without each site's
    leads, archives and coverage.
    """
    from crawler.runs import site_code  # runs.py writes summaries at a run's end

    counts = _Counts(run, brief)
    touched = Lead.objects.filter(sightings__run_id=run.id)
    areas = list(touched.values_list("area", "created_at"))
    return RunSummary(
        run_id=run.id,
        title=run.title,
        kind=run.kind,
        draft=run.draft,
        state=run.state,
        code=None if run.exit_code is None else ExitCode(run.exit_code),
        started_at=run.started_at,
        ended_at=run.ended_at,
        sites=[counts.summary(site, site_code(site)) for site in _sites(run, brief)],
        leads=dict(Counter(area for area, _ in areas)),
        new_leads=dict(Counter(area for area, made in areas if made >= run.started_at)),
        lists={f"{each['id']} {each['version']}": each["area"] for each in run.lists},
        config_digest=run.config_digest,
        troubles=list(run.troubles),
    )


def _sites(run: Run, brief: bool) -> QuerySet[SiteRun]:
    """The run's sites; for a brief look without what is long."""
    sites = run.sites.all()
    return sites.defer("memo", "plan", "coverage") if brief else sites


class _Counts:
    """What is counted over all sites of a run, each with one query."""

    def __init__(self, run: Run, brief: bool) -> None:
        pages = PageRow.objects.filter(site__run=run)
        self._brief = brief
        self._outcomes = _by_site(pages, "outcome")
        self._pending = _by_site(Step.objects.filter(site__run=run, done=False), "done")
        self._slices = _by_site(Slice.objects.filter(site__run=run), "site_id")
        self._read = {} if brief else _by_site(pages.filter(outcome="read"), "kind")
        self._captures = captures_of(run)
        self._leads: defaultdict[int, set[int]] = defaultdict(set)
        self._files: defaultdict[int, list[str]] = defaultdict(list)
        if not brief:
            for site, leads in pages.exclude(leads=[]).values_list("site_id", "leads"):
                self._leads[site].update(leads)
            named = pages.exclude(file="").values_list("site_id", "file").distinct()
            for site, file in named.order_by("file"):
                self._files[site].append(file)

    def summary(self, site: SiteRun, code: ExitCode) -> SiteSummary:
        """The summary of one site."""
        outcomes = self._outcomes.get(site.id, {})
        coverage = {} if self._brief else site.coverage or site.memo.get("coverage", {})
        return SiteSummary(
            number=site.number,
            url=site.url,
            state=site.state,
            detail=site.detail,
            code=code,
            pages=sum(outcomes.values()),
            pending=sum(self._pending.get(site.id, {}).values()),
            outcomes=outcomes,
            read=self._read.get(site.id, {}),
            terms=coverage.get("terms", {}),
            coverage=coverage,
            leads=sorted(self._leads[site.id] | set(site.leads)),
            slices=sum(self._slices.get(site.id, {}).values()),
            archives=self._files[site.id],
            robots="" if self._brief else site.plan.get("robots", ""),
            user_agent="" if self._brief else site.plan.get("user_agent", ""),
            capturing=site.capturing,
            captures=self._captures.get(site.id, {}),
            started_at=site.started_at,
            ended_at=site.ended_at,
        )


def captures_of(run: Run) -> dict[int, dict[str, dict[str, int]]]:
    """For each site of the run that has pages to capture: "state", "again" and "why",
    each with its counts of pages."""
    rows = list(
        PageCapture.objects.filter(site__run=run).values_list(
            "site_id", "state", "detail", "number"
        )
    )
    numbers = {number: site for site, _, _, number in rows if number}
    counted: defaultdict[int, dict[str, Counter[str]]] = defaultdict(
        lambda: {"state": Counter(), "again": Counter(), "why": Counter()}
    )
    for site, state, detail, _ in rows:
        counted[site]["state"][state] += 1
        if detail:
            counted[site]["why"][detail] += 1
    told: dict[str, set[str]] = defaultdict(set)
    tied = LeadCapture.objects.filter(capture__run_id=run.id)
    for number, again in tied.values_list("capture__number", "again"):
        told[number].add(again)
    for number, site in numbers.items():
        # A page of several leads counts once, by what has changed most.
        again = next((a for a in ("gone", "changed", "present") if a in told[number]), "untold")
        counted[site]["again"][again] += 1
    return {
        site: {kind: dict(counts) for kind, counts in kinds.items()}
        for site, kinds in counted.items()
    }


def _by_site(rows: QuerySet[Any], name: str) -> dict[int, dict[str, int]]:
    """How many rows each site has for each value of a field."""
    counted: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for site, value, count in rows.values_list("site_id", name).annotate(Count("id")).order_by():
        counted[site][str(value)] = count
    return counted


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, datetime) else value
