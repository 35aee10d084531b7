"""今日: verifications that wait for this account."""

from collections.abc import Iterable

from desk.web.access import lead_seen, leads_in_parts
from desk.web.models import Account
from desk.web.roles import Role
from desk.web.today.lines import Line
from desk.web.verifying.open_turns import open_turns
from leads.models import Approval


def waiting(account: Account) -> Iterable[Line]:
    """待我第二人核实, 待第一人核实 and 意见不一致 of officers; what was put to a head."""
    if account.kind is Role.OFFICER:
        turns = open_turns(leads_in_parts(account), account.officer)
        yield Line("待我第二人核实", len(turns.for_me), "/verifying/?tab=second", 10)
        yield Line("待第一人核实", len(turns.unbegun), "/verifying/?tab=first", 11)
        yield Line("意见不一致", len(turns.differing), "/verifying/?tab=differ", 40)
    if account.kind is Role.REVIEWER:
        asked = Approval.objects.filter(
            lead_seen(account), kind=Approval.Kind.DISAGREE, granted=None
        )
        yield Line("意见不一致", asked.count(), "/verifying/?tab=differ", 15, urgent=True)
