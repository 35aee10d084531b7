"""今日: what this office found for others and has still to hand over."""

from collections.abc import Iterable

from django.utils import timezone

from desk.web.access import leads_of
from desk.web.leads.filters import OPEN
from desk.web.models import Account
from desk.web.office_asked import ELSEWHERE, has_elsewhere
from desk.web.today.lines import Line
from leads.beijing import day_of
from leads.elsewhere import found_for_others

_COUNTED = 10_000


def waiting(account: Account) -> Iterable[Line]:
    """属外地或地域待定 of the network unit's officers: to be handed over, assigned or dismissed."""
    if not has_elsewhere(account):
        return
    found = leads_of(account, each=True).filter(found_for_others(account.office), stage__in=OPEN)
    due = list(found.order_by().values_list("sort_due", flat=True)[:_COUNTED])
    late = sum(1 for day in due if day < day_of(timezone.now()))
    note = "待移送、指派属地或排除" + (f"，超期{late}件" if late else "")
    url = f"/leads/?office={ELSEWHERE}&stage=open"
    yield Line("属外地或地域待定", len(due), url, 30, urgent=bool(late), note=note)
