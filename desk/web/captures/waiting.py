"""今日取证: the captures of this day."""

from collections.abc import Iterable
from datetime import datetime, time

from django.utils import timezone

from desk.web.access import captures_of
from desk.web.models import Account
from desk.web.roles import Role
from desk.web.today.lines import Line
from leads.beijing import ZONE, day_of


def waiting(account: Account) -> Iterable[Line]:
    """今日取证 of officers."""
    if account.kind is Role.OFFICER:
        day = day_of(timezone.now())
        rows = captures_of(account).filter(started_at__gte=datetime.combine(day, time(), ZONE))
        yield Line("今日取证", rows.count(), f"/captures/?since={day}", 80)
