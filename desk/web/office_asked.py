"""属地 in a filter row: an office of one's territory, none known, or what is to be handed over."""

from django.db.models import Q

from desk.web.access import territory
from desk.web.models import Account
from desk.web.roles import Role
from leads.elsewhere import finds_for_others, found_for_others

ELSEWHERE = "elsewhere"
"""What the network unit of an office found and is another's, or nobody knows whose."""


def beyond(account: Account) -> list[tuple[str, str]]:
    """The choices that are no office."""
    found = [(ELSEWHERE, "属外地或地域待定")] if has_elsewhere(account) else []
    return [("none", "属地待查"), *found]


def has_elsewhere(account: Account) -> bool:
    """Whether there may be leads for the account to hand over to other offices."""
    return account.kind is Role.OFFICER and finds_for_others(account.office)


def office_asked(account: Account, said: str) -> Q:
    """The condition that a choice stands for."""
    if said == ELSEWHERE:
        return found_for_others(account.office)
    return Q(office=None) if said == "none" else territory(said)
