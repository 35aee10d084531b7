"""启动: what a campaign must be before its run is put into the queue, and putting it there.

The desk's process only enters the run and its jobs; a worker (`wangjian worker`, which
`wangjian desk` keeps alive) takes them.
"""

from pathlib import Path

from django.utils import timezone
from sqlalchemy.exc import SQLAlchemyError

from crawler.campaign import Campaign
from crawler.errors import CrawlerError, database_trouble
from crawler.job_store import JobStore
from crawler.models import Run
from crawler.runs import PreparedRun, prepare_run
from desk.web import here
from desk.web.campaigns.choosing import versions_of
from desk.web.lead.choosing import NO_CERTIFICATE
from desk.web.lists.naming import short_unit
from desk.web.models import Account
from keywords.errors import KeywordsError
from leads.beijing import day_of
from leads.errors import LeadsError
from leads.list_shelf import lacking, shelf
from leads.officers import require_in_service


class NotStarted(Exception):
    """The campaign cannot be started; `lines` say why and what to do."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("; ".join(lines))
        self.lines = lines


def checked(account: Account, campaign: Campaign, path: Path | None = None) -> PreparedRun:
    """The campaign, ready to be started by `account`. Raises NotStarted with all reasons."""
    home = here.home()
    troubles = _of_account(account)
    troubles += lacking(versions_of(campaign.lists, shelf(home), home), short_unit)
    if not campaign.runs_on(day_of(timezone.now())):
        troubles.append("今天不在起止日期内，不能启动。可以先保存，到期再启动。")
    if campaign.id and _under_way(campaign.id):
        troubles.append("上一次运行尚未结束。请等它结束，或先终止。")
    if troubles:
        raise NotStarted(troubles)
    try:
        return prepare_run(home, campaign, beside=path.parent if path else home.campaigns)
    except (KeywordsError, CrawlerError, LeadsError) as error:
        raise NotStarted(_shown(error.zh)) from error


def said(prepared: PreparedRun) -> str:
    """⏎ what starting means."""
    delays = sorted({plan.limits.delay for plan in prepared.plans})
    each = "或".join(f"{delay:g}" for delay in delays)
    return (
        f"将以{len(prepared.lists)}份已会签的表检索{len(prepared.plans)}个站点，每站每{each}秒1页。"
    )


def started(account: Account, prepared: PreparedRun) -> str:
    """Put the run into the queue; its id. Raises NotStarted."""
    try:
        store = JobStore(here.home())
        try:
            officer = account.officer
            by = f"{account.name}（{officer.number}）" if officer else account.name
            return prepared.start(store, by=by)
        finally:
            store.close()
    except SQLAlchemyError as error:
        raise NotStarted([database_trouble(error).zh]) from error


def _of_account(account: Account) -> list[str]:
    if account.officer is None:
        return [NO_CERTIFICATE]
    try:
        require_in_service(account.officer)
    except LeadsError as error:
        return [error.zh]
    return []


def _under_way(ident: str) -> bool:
    return Run.objects.filter(campaign_id=ident).exclude(state=Run.State.ENDED).exists()


def _shown(text: str) -> list[str]:
    return text.replace(f"{here.home().path}/", "").splitlines()
