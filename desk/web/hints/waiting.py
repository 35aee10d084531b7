"""今日: hints that wait to be screened 待筛, in groups."""

from collections.abc import Iterable

from django.utils import timezone

from desk.web.hints.scope import waiting_for
from desk.web.models import Account
from desk.web.roles import Role
from desk.web.today.lines import Line
from leads.beijing import day_of
from leads.triage import WINDOW, grouped


def waiting(account: Account) -> Iterable[Line]:
    """待筛(组/件) of the network unit's officers, and of units that get suspicions."""
    if account.kind not in {Role.OFFICER, Role.UNIT}:
        return
    groups = grouped(waiting_for(account), day_of(timezone.now()))
    hints = sum(len(group.hints) for group in groups)
    more = "最急的" if hints >= WINDOW else ""
    worst = sum(1 for group in groups if group.level == 1)
    note = f"{more}{hints}件" + (f"，其中一级{worst}组" if worst else "")
    yield Line("待筛（组）", len(groups), "/hints/", place=20, note=note)
