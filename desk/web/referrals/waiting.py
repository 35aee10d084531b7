"""今日: what waits to be signed, received, answered, and what came back."""

from collections.abc import Iterable

from django.db.models import Count

from desk.web.access import lead_seen, referrals_of
from desk.web.models import Account
from desk.web.referrals.tabs import TABS, from_me, to_me
from desk.web.roles import Role
from desk.web.today.lines import Line
from leads.models import Approval


def waiting(account: Account) -> Iterable[Line]:
    """待签收 待反馈 反馈与退回 of those who send and receive, 待审签 of heads."""
    if account.kind is Role.REVIEWER:
        asked = Approval.objects.filter(office=account.office, granted=None)
        seen = asked.filter(lead_seen(account))
        signed = seen.exclude(kind=Approval.Kind.DISAGREE)
        ready = signed.exclude(kind=Approval.Kind.WITHDRAW, seconded_by=None)
        yield Line("待审签", ready.count(), "/approvals/", 10, urgent=True)
        return
    if account.kind not in {Role.OFFICER, Role.UNIT}:
        return
    rows = referrals_of(account)
    mine = rows.filter(to_me(account)).aggregate(
        receive=Count("pk", filter=TABS["receive"][1]), answer=Count("pk", filter=TABS["answer"][1])
    )
    yield Line("待签收", mine["receive"], "/referrals/?tab=receive", 15)
    yield Line("待反馈", mine["answer"], "/referrals/?tab=answer", 25)
    back = rows.filter(from_me(account)).filter(TABS["back"][1])
    yield Line("反馈与退回", back.count(), "/referrals/?tab=back", 35)
