"""今日: for whom an account acts these days 代理.

What waits is shown by role, unit and office, and those are the same for both: so what acting
adds are the absent colleague's notices.
"""

from collections.abc import Iterable

from django.utils import timezone

from desk.web.models import Account, Delegation
from desk.web.templatetags.desk_words import day
from desk.web.today.lines import Line
from leads.beijing import day_of


def waiting(account: Account) -> Iterable[Line]:
    """代理: for how many, for whom and until when."""
    today = day_of(timezone.now())
    acting = Delegation.objects.filter(taker=account, starts__lte=today, ends__gte=today)
    found = list(acting.select_related("giver").order_by("ends", "id"))
    people = "、".join(f"{one.giver}（至{day(one.ends)}）" for one in found)
    yield Line("代理", len(found), "/notices/", 90, note=f"{people}的通知也发给您")
