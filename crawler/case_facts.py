"""What a case package tells of the runs that found its leads: task, lists, where was looked."""

from collections.abc import Iterable
from typing import Any

from crawler.models import Run, SiteRun
from evidence.package.casefile import AgreedList
from keywords.agreement import (
    Agreement,
    agreements_path,
    load_unit_keys,
    read_agreements,
    status,
)
from keywords.keyword_list import KeywordList, shipped_lists
from leads.casework.run_facts import RunFacts
from leads.home import Home

_ROBOTS = {
    "obey": "遵守robots.txt；不允许采集的未采集，见覆盖记录",
    "ignore": "按任务设置未依robots.txt限制采集",
}


def run_facts(home: Home, run_ids: Iterable[str], sites: Iterable[str]) -> dict[str, RunFacts]:
    """The facts of the runs that are still known, with the coverage of `sites` (host:port).

    The lists are those that the run used, whatever became of the files since.
    """
    wanted = set(sites)
    runs = Run.objects.filter(id__in=list(run_ids)).order_by("id")
    return {run.id: _facts(home, run, wanted) for run in runs}


def _facts(home: Home, run: Run, sites: set[str]) -> RunFacts:
    campaign = run.campaign if isinstance(run.campaign, dict) else {}
    rows = [one for one in run.sites.order_by("number") if not sites or one.partition in sites]
    robots = dict.fromkeys(str(one.plan.get("robots", "")) for one in rows)
    return RunFacts(
        run_id=run.id,
        kind=run.kind,
        title=run.title or run.id,
        approval=str(campaign.get("approval") or ""),
        robots="；".join(_ROBOTS[one] for one in robots if one in _ROBOTS),
        lists=tuple(_agreed(home, KeywordList.model_validate(one)) for one in run.lists),
        coverage=tuple(_coverage(run, one) for one in rows),
    )


def _agreed(home: Home, used: KeywordList) -> AgreedList:
    """The list as it was used, and the signatures under exactly these bytes."""
    folders = [home.lists, *dict.fromkeys(path.parent for path in shipped_lists())]
    given: list[Agreement] = []
    for folder in folders:
        for one in read_agreements(agreements_path(folder, used.id)):
            if one.list_digest == used.digest and one not in given:
                given.append(one)
    judged = status(used, given, load_unit_keys(home.unit_keys_file))
    return AgreedList(
        list_id=used.id,
        version=used.version,
        title=used.title,
        digest=used.digest,
        canonical=used.canonical(),
        agreements=tuple(one.model_dump(mode="json") for one in given),
        missing=tuple(judged.missing),
    )


def _coverage(run: Run, site: SiteRun) -> dict[str, Any]:
    return {
        "run": run.id,
        "title": run.title,
        "config_digest": run.config_digest,
        "site": site.url,
        "state": site.state,
        "detail": site.detail,
        "started_at": None if site.started_at is None else site.started_at.isoformat(),
        "ended_at": None if site.ended_at is None else site.ended_at.isoformat(),
        "coverage": site.coverage,
    }
