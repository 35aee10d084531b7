"""今日: 夜间运行异常, runs that ended badly or stand still since yesterday."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from crawler.models import Run
from desk.web.models import Account
from desk.web.roles import Role
from desk.web.tasks.sight import runs_of
from desk.web.today.lines import Line

RECENTLY = timedelta(hours=24)


def faulty_runs() -> Q:
    """Runs of the last day with a bad end or troubles, and whatever was interrupted."""
    ended = Q(state=Run.State.ENDED, ended_at__gte=timezone.now() - RECENTLY)
    bad = Q(exit_code__gt=0) | ~Q(troubles=[])
    return (ended & bad) | Q(state=Run.State.INTERRUPTED)


def waiting(account: Account) -> Iterable[Line]:
    """The line of the network unit's officers."""
    if account.kind is Role.OFFICER:
        number = runs_of(account).filter(faulty_runs()).count()
        yield Line("夜间运行异常", number, "/runs/?state=faulty", place=50)
