"""今日: clocks that run out, and leads that were registered for this account's unit."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from desk.web.access import leads_of
from desk.web.leads.filters import mine
from desk.web.models import Account
from desk.web.roles import DECIDES, Role
from desk.web.today.lines import Line
from leads.beijing import day_of
from leads.models import Lead
from leads.step_rules import RUNNING

_COUNTED = 10_000


def waiting(account: Account) -> Iterable[Line]:
    """超期 and 三日内到期 of one's own; for a unit what was registered and not sent yet."""
    if account.kind not in DECIDES:
        return
    today = day_of(timezone.now())
    own = leads_of(account, each=True).filter(mine(account), stage__in=RUNNING).order_by()
    over = own.filter(sort_due__lt=today)
    yield Line("超期", _count(over), "/leads/?mine=on&due=over", 20, urgent=True)
    if account.kind is Role.REVIEWER:
        return
    soon = own.filter(sort_due__range=(today, today + timedelta(days=3)))
    yield Line("三日内到期", _count(soon), "/leads/?mine=on&due=3", 20)
    if account.kind is Role.UNIT:
        new = own.filter(stage=Lead.Stage.VERIFIED)
        url = "/leads/?mine=on&stage=verified"
        yield Line("新登记线索", _count(new), url, 30, note="待网络机构提交")


def _count(rows: "QuerySet[Lead]") -> int:
    return len(rows.values_list("pk", flat=True)[:_COUNTED])
