"""Which hints wait for an account, put so that the database finds the worst of them at once."""

from desk.web.access import leads_of
from desk.web.hints.filters import HintFilters
from desk.web.models import Account
from leads.divisions import division
from leads.models import Lead
from leads.models.lead import NO_DUE
from leads.triage import Waiting

_FEW = 5_000
"""Leads that are looked at one by one sooner than all hints in their order."""


def waiting_for(account: Account, filters: HintFilters | None = None) -> list[Waiting]:
    """The suspected hints that the account may see, as the filters say.

    A county has few of all hints: they are found by its office, since walking through all
    hints from the worst down would take long. A hint has no deadline yet.
    """
    rows = leads_of(account).filter(stage=Lead.Stage.SUSPECTED)
    chosen = ""
    if filters is not None:
        rows = filters.narrowed(rows)
        chosen = str(filters.said.get("office") or "")
    office = chosen or account.office
    place = division(office)
    if place is None or place.level != "county":
        area = str(filters.said.get("area") or "") if filters is not None else ""
        if area and _is_rare(area):
            return [Waiting(rows.filter(sort_due=NO_DUE), few=True)]
        return [Waiting(rows)]
    own = Waiting(rows.filter(office=office, sort_due=NO_DUE), few=True)
    return [own] if chosen else [own, Waiting(rows.filter(office=None, sort_due=NO_DUE), few=True)]


def _is_rare(area: str) -> bool:
    """Whether so few leads of an area have no deadline that all of them may be looked at."""
    return Lead.objects.filter(area=area, sort_due=NO_DUE)[: _FEW + 1].count() <= _FEW
