"""Which hints wait for an account, put so that the database finds the worst of them at once."""

from django.db.models import Q, QuerySet

from desk.web.access import leads_in_parts, leads_of, sees_hints
from desk.web.hints.filters import HintFilters
from desk.web.models import Account
from desk.web.office_asked import ELSEWHERE, has_elsewhere
from desk.web.roles import Role
from leads.divisions import PROVINCE, division
from leads.elsewhere import found_for_others
from leads.models import Lead
from leads.models.lead import NO_DUE
from leads.triage import Waiting

_FEW = 5_000
"""Leads that are looked at one by one sooner than all hints in their order."""


def waiting_for(account: Account, filters: HintFilters | None = None) -> list[Waiting]:
    """The suspected hints that the account may see, as the filters say.

    A county has few of all hints: they are found by its office, since walking through all
    hints from the worst down would take long. A hint has no deadline yet. Heads, and units of
    a prefecture, see few as well; so does who found hints for other offices.
    """
    if not sees_hints(account):
        return []  # no database sees that nothing can be found before it has looked at all hints
    chosen = area = ""
    if filters is not None:
        chosen, area = (str(filters.said.get(name) or "") for name in ("office", "area"))
    elsewhere = found_for_others(account.office)
    if chosen == ELSEWHERE and has_elsewhere(account):
        rows = _hints(leads_of(account, each=True), filters)
        return [Waiting(rows.filter(elsewhere, sort_due=NO_DUE), few=True)]
    place = division(chosen or account.office)
    if place is not None and place.level == "county":
        rows = _hints(leads_of(account, each=True), filters).filter(sort_due=NO_DUE)
        own = Waiting(rows.filter(office=place.code), few=True)
        if chosen:
            return [own]
        others = [Q(office=None), *([elsewhere] if has_elsewhere(account) else [])]
        return [own, *(Waiting(rows.filter(one), few=True) for one in others)]
    if area and _is_rare(area):
        rows = _hints(leads_of(account, each=True), filters)
        return [Waiting(rows.filter(sort_due=NO_DUE), few=True)]
    heads = account.kind is Role.REVIEWER
    if heads or (account.kind is Role.UNIT and account.office != PROVINCE):
        return [Waiting(_hints(part, filters)) for part in leads_in_parts(account)]
    return [Waiting(_hints(leads_of(account, each=True), filters))]


def _hints(rows: "QuerySet[Lead]", filters: HintFilters | None) -> "QuerySet[Lead]":
    """The suspected ones of `rows`, as the filters say."""
    hints = rows.filter(stage=Lead.Stage.SUSPECTED)
    return hints if filters is None else filters.narrowed(hints)


def _is_rare(area: str) -> bool:
    """Whether so few leads of an area have no deadline that all of them may be looked at."""
    return Lead.objects.filter(area=area, sort_due=NO_DUE)[: _FEW + 1].count() <= _FEW
