"""今日: requests to accept 待受理, a unit's own, 12315 matters that run out."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone

from desk.web.models import Account
from desk.web.roles import Role
from desk.web.tasks.sight import complaints_of, requests_of
from desk.web.today.lines import Line
from leads.beijing import day_of
from leads.models import Request

_SOON = timedelta(days=3)


def waiting(account: Account) -> Iterable[Line]:
    """待受理 and 12315来件 of officers, 我提请的任务 of a unit."""
    if account.kind not in {Role.OFFICER, Role.UNIT}:
        return
    requests = requests_of(account)
    if account.kind is Role.UNIT:
        own = requests.filter(state__in=(Request.State.OPEN, Request.State.ACCEPTED))
        yield Line("我提请的任务", own.count(), "/tasks/?tab=asked", place=55)
    else:
        opened = requests.filter(state=Request.State.OPEN)
        yield Line("待受理", opened.count(), "/tasks/requests/?state=open", place=42)
    today = day_of(timezone.now())
    due = complaints_of(account).filter(closed_on=None, due__lte=today + _SOON)
    over = due.filter(due__lt=today).count()
    note = f"其中超期{over}" if over else ""
    yield Line("12315来件三日内到期", due.count(), "/complaints/", 28, urgent=over > 0, note=note)
