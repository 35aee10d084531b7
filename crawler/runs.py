"""Runs 任务执行: started from a campaign, held, gone on with, ended."""

import contextlib
import getpass
import logging
import platform
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from django.db import transaction
from django.db.models import F, Q

from crawler.addresses import site_key
from crawler.campaign import Campaign
from crawler.capture_plan import abandon, end_captures
from crawler.chosen_lists import choose_lists, read_lists, require_all_agreed
from crawler.errors import DiskLow, RunUnknown, says_disk_full
from crawler.exit_codes import ExitCode, worst
from crawler.job_store import OFFICERS, JobStore, job_id
from crawler.models import PageCapture, Run, SiteRun
from crawler.planning import plan_of, plan_to_json, refuse_unlawful_start
from crawler.process_identity import machine_name
from crawler.profiles import load_profiles
from crawler.site_clocks import gap_words, of_run
from crawler.site_plan import SitePlan
from keywords.errors import KeywordsError
from keywords.keyword_list import KeywordList
from keywords.lexicon import Lexicon
from leads.beijing import number_time
from leads.clock import require_clock
from leads.errors import LeadsError
from leads.home import Home
from leads.list_files import require_known_lists
from leads.office import Office, load_office
from leads.screening import write_screening
from leads.units import load_units

logger = logging.getLogger(__name__)

MOST_FAILURES = 3
ROUTINE_AFTER = 100
_VERSIONS_OF = ("wangjian", "scrapy", "dbos", "Django", "httptools", "warcio", "playwright")
_TO_DO_AGAIN = {None, "SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"}


@dataclass(frozen=True, slots=True)
class PreparedRun:
    """A run that could be started: everything it names was found, read and agreed."""

    campaign: Campaign
    office: Office
    lists: Sequence[KeywordList]
    plans: Sequence[SitePlan]

    def start(self, store: JobStore, queue: str = OFFICERS, *, by: str = "") -> str:
        """Enter the run, started by `by` (this process's user), and put its sites into
        `queue`. Returns its id."""
        run = _enter(self.campaign, self.office, self.lists, self.plans, queue, by=by)
        for site in run.sites.select_related("run"):
            store.enqueue(site)
        return run.id


def prepare_run(home: Home, campaign: Campaign, *, beside: Path | None = None) -> PreparedRun:
    """Look up all that `campaign` names. `beside` is the folder of its file.

    Raises FileFault for a broken list, profile or office file and for a list of an area
    or unit that the office has not, NotAgreed for a list that is not agreed (a draft needs
    no agreement), ClockWrong where the system clock is behind the last entry of the ledger,
    CampaignFault for a site that the address guard refuses. A run under way goes on
    whatever the clock says.
    """
    require_clock(home)
    office = load_office(home)
    units = load_units(home)  # leads need it later: a fault is told before anything is started
    paths = choose_lists(campaign.lists, home, beside=beside)
    lists = read_lists(paths)
    require_known_lists(paths, lists, units)
    if not campaign.draft:
        require_all_agreed(paths, lists, home)
    profiles = load_profiles(home.sites)
    terms = Lexicon(lists).search_terms()
    plans = [plan_of(campaign, site, office, profiles, terms) for site in campaign.sites]
    for plan in plans:
        refuse_unlawful_start(plan)
    return PreparedRun(campaign, office, lists, plans)


def start_run(
    home: Home,
    campaign: Campaign,
    store: JobStore,
    *,
    queue: str = OFFICERS,
    beside: Path | None = None,
) -> str:
    """Start a run of `campaign` and return its id; workers take its sites from the queue.

    Raises what `prepare_run` raises; then nothing was started.
    """
    return prepare_run(home, campaign, beside=beside).start(store, queue)


def _enter(
    campaign: Campaign,
    office: Office,
    lists: Sequence[KeywordList],
    plans: Sequence[SitePlan],
    queue: str,
    *,
    by: str,
) -> Run:
    now = datetime.now(UTC)
    values = [plan_to_json(plan) for plan in plans]
    digests = [each.digest for each in lists]
    with transaction.atomic():
        run = Run.objects.create(
            id=f"{number_time(now)}-{secrets.token_hex(3)}",
            campaign_id=campaign.id,
            title=campaign.title,
            kind=campaign.kind,
            campaign=campaign.to_json(),
            lists=[each.model_dump(mode="json", exclude_defaults=True) for each in lists],
            config_digest=campaign.digest(*digests, *(repr(value) for value in values)),
            versions=_versions(),
            draft=campaign.draft,
            office=campaign.territory or office.code,
            queue=queue,
            # Whatever its kind, a crawl that an officer waits for comes before a routine one.
            priority=campaign.priority + (0 if queue == OFFICERS else ROUTINE_AFTER),
            started_by=by[:200] or f"{getpass.getuser()}@{machine_name()}",
            started_at=now,
        )
        SiteRun.objects.bulk_create(
            SiteRun(
                run=run,
                number=number,
                url=plan.site_url,
                partition=site_key(plan.site_url),
                plan=value,
            )
            for number, (plan, value) in enumerate(zip(plans, values, strict=True), 1)
        )
    return run


def _versions() -> dict[str, str]:
    return {"python": platform.python_version()} | {name: version(name) for name in _VERSIONS_OF}


def get_run(run_id: str) -> Run:
    """The run with this id. Raises RunUnknown."""
    run = Run.objects.filter(id=run_id).first()
    if run is None:
        raise RunUnknown(f"没有这次执行：{run_id[:60]}", f"there is no run {run_id[:60]}")
    return run


def unended_runs() -> list[Run]:
    """Runs that are under way, were interrupted, or wait for their last files; oldest first."""
    closed = Q(state=Run.State.ENDED, closed_at__isnull=False)
    return list(Run.objects.exclude(closed).order_by("started_at"))


def resume_run(run_id: str, store: JobStore) -> None:
    """Go on with a run that was interrupted, or whose jobs were lost.

    Sites whose job is queued or under way are left alone, so this may be said
    twice, and of a run that others work at. An ended run stays ended.
    """
    run = get_run(run_id)
    if run.state == Run.State.ENDED:
        return
    Run.objects.filter(id=run_id).update(state=Run.State.RUNNING, exit_code=None)
    open_sites = [site for site in run.sites.select_related("run") if not site.final]
    states = store.state_of(job_id(site) for site in open_sites)
    for site in open_sites:
        state = states.get(job_id(site))
        if state == "ERROR" and not _worth_another_try(site):
            continue
        if state in _TO_DO_AGAIN:
            if state is not None:
                take_next_turn(site)
            store.enqueue(site)


def _worth_another_try(site: SiteRun) -> bool:
    """Count a job that failed; after MOST_FAILURES the site has failed."""
    SiteRun.objects.filter(id=site.id).update(failures=F("failures") + 1)
    if site.failures + 1 < MOST_FAILURES:
        return True
    if site.crawled:
        with transaction.atomic():
            abandon(site, "died again and again", PageCapture.State.FAILED)
            end_captures(site.id)
        return False
    SiteRun.objects.filter(id=site.id).update(
        state=SiteRun.State.FAILED,
        detail="its job failed again and again; the log says why",
        ended_at=datetime.now(UTC),
    )
    return False


def take_next_turn(site: SiteRun) -> None:
    """Let the site's next job be a new one: the present one is over."""
    with transaction.atomic():
        locked = SiteRun.objects.select_for_update().get(id=site.id)
        if locked.turn == site.turn:
            locked.turn += 1
            locked.barren = 0
            locked.save(update_fields=["turn", "barren"])
        site.turn = locked.turn


def hold_run(run_id: str, code: ExitCode = ExitCode.INTERRUPTED) -> None:
    """Hold a run: its slices end, its jobs rest until `resume_run`. `code` says why."""
    Run.objects.filter(id=run_id, state=Run.State.RUNNING).update(
        state=Run.State.INTERRUPTED, exit_code=code
    )


def note_trouble(run_id: str, line: str) -> None:
    """Add a line about what went wrong beside the sites, once."""
    with transaction.atomic():
        run = Run.objects.select_for_update().get(id=run_id)
        if line not in run.troubles:
            run.troubles = [*run.troubles, line]
            run.save(update_fields=["troubles"])


def give_up_run(run_id: str, home: Home) -> None:
    """End a run for good although sites are left: nobody goes on with it any more.

    What was kept and filed stays; sites that were not done say so. Raises RunUnknown.
    """
    hold_run(get_run(run_id).id)
    SiteRun.objects.filter(
        run_id=run_id, state__in=(SiteRun.State.WAITING, SiteRun.State.RUNNING)
    ).update(state=SiteRun.State.FAILED, detail="given up", ended_at=datetime.now(UTC))
    for site in SiteRun.objects.filter(run_id=run_id, capturing=True):
        with transaction.atomic():
            end_captures(site.id, "given-up")
    with contextlib.suppress(DiskLow):  # its files are left to the next patrol
        end_run_if_done(run_id, home)


def end_run_if_done(run_id: str, home: Home) -> bool:
    """End the run if all its sites are final, and write its screening files.

    True if it is ended, by whomever. Saying it twice does no harm: one caller
    ends the run, and files that were not written yet are written again. Raises
    DiskLow where they found no room: the run is then ended, and waits for them.
    """
    with transaction.atomic():
        run = Run.objects.select_for_update().get(id=run_id)
        if run.state != Run.State.ENDED:
            sites = list(run.sites.all())
            if not all(site.final for site in sites):
                return False
            run.state = Run.State.ENDED
            run.exit_code = worst([site_code(site) for site in sites])
            run.ended_at = datetime.now(UTC)
            run.save()
    if run.closed_at is None:
        _close(run, home)
    return True


def _close(run: Run, home: Home) -> None:
    """Write what is written at the end of a run. A failure of it is a trouble of the run,
    but a full disk leaves it open: what was found is there, and is written once there is room."""
    code = run.exit_code
    _mind_clock(run, home)
    try:
        write_screening(run.id, home)
    except (LeadsError, KeywordsError, OSError) as error:
        if says_disk_full(error):
            raise DiskLow(
                f"磁盘空间不足，任务 {run.id} 的初筛文件没有写成；请腾出空间后继续，"
                "已有内容都已保存",
                f"the disk is full, the screening files of run {run.id} were not written; make "
                "room and resume it, all it had is kept",
            ) from error
        logger.exception("the screening files of run %s were not written", run.id)
        told = f"文件写不进去：{error}" if isinstance(error, OSError) else error.zh
        note_trouble(run.id, f"任务结束时的筛查表未能写出（{told}）；页面和监测提示不受影响")
        code = worst([ExitCode.ERROR, ExitCode(code or 0)])
    Run.objects.filter(id=run.id, closed_at=None).update(
        closed_at=datetime.now(UTC), exit_code=code
    )


def _mind_clock(run: Run, home: Home) -> None:
    """Say where the sites' own times are not ours: then what was crawled is dated wrongly."""
    apart = of_run(home, run.id)
    if apart is not None and apart.far:
        words, _ = gap_words(apart.out)
        note_trouble(
            run.id,
            f"本机时钟比所查{apart.hosts}个网站的时间{words}：本次采集和提示所记时间可能有误，"
            "请核对时钟（wangjian doctor）",
        )


_CODE_OF = {
    SiteRun.State.BLOCKED: ExitCode.BLOCKED,
    SiteRun.State.UNREACHABLE: ExitCode.UNREACHABLE,
    SiteRun.State.FAILED: ExitCode.ERROR,
}


def site_code(site: SiteRun) -> ExitCode:
    """The exit code that speaks for a final site."""
    if site.needs_browser and site.state == SiteRun.State.DONE:
        return ExitCode.BROWSER_UNAVAILABLE
    if site.out_of_time and site.state == SiteRun.State.DONE:
        return ExitCode.TIME_LIMIT
    return _CODE_OF.get(SiteRun.State(site.state), ExitCode.DONE)
