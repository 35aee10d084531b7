"""Who else looks at a lead now, and which lead comes before and after it in the list."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone

from desk.web.access import leads_of
from desk.web.hints.filters import HintFilters
from desk.web.hints.scope import waiting_for
from desk.web.listing import beyond
from desk.web.models import Account, Look
from leads.beijing import day_of
from leads.models import Lead
from leads.triage import grouped

_NOW = timedelta(minutes=5)
_NEAR = 300
"""Leads of anybody that are looked at before those of the account are put in order."""
_WORST_FIRST = ("level", "first_seen", "id")


def note_look(account: Account, lead: Lead) -> list[str]:
    """Note that the account has the lead open; the names of others who opened it just now."""
    now = timezone.now()
    Look.objects.update_or_create(lead=lead, account=account, defaults={"at": now})
    others = Look.objects.filter(lead=lead, at__gte=now - _NOW).exclude(account=account)
    return list(others.order_by("-at").values_list("account__name", flat=True)[:5])


def neighbours(
    account: Account, lead: Lead, cluster: str = "", filters: HintFilters | None = None
) -> tuple[int | None, int | None]:
    """The leads before and after this one: in its group where one is named, as the filters
    made it, else in the list of leads at its stage, worst first.
    """
    if cluster:
        groups = grouped(waiting_for(account, filters), day_of(timezone.now()))
        group = next((one for one in groups if one.cluster == cluster), None)
        ids = [hint.pk for hint in group.hints] if group is not None else []
        if lead.pk in ids:
            at = ids.index(lead.pk)
            return (ids[at - 1] if at else None), (ids[at + 1] if at + 1 < len(ids) else None)
        return None, (ids[0] if ids else None)
    order = _WORST_FIRST
    values = [getattr(lead, name) for name in order]
    back = tuple(f"-{name}" for name in order)
    return _next(account, lead, back, values), _next(account, lead, order, values)


def _next(
    account: Account, lead: Lead, order: Sequence[str], values: Sequence[object]
) -> int | None:
    """The first lead at the stage of `lead` behind `values` in `order` that the account sees.

    Looked for among the nearest of anybody first: all that an account sees takes long to put
    in order where that is much, and where it is little it does not.
    """
    ordered = Lead.objects.filter(beyond(order, values), stage=lead.stage).order_by(*order)
    near = list(ordered.values_list("pk", flat=True)[:_NEAR])
    seen = set(leads_of(account, each=True).filter(pk__in=near).values_list("pk", flat=True))
    found = next((pk for pk in near if pk in seen), None)
    if found is not None or len(near) < _NEAR:
        return found
    rows = leads_of(account).filter(beyond(order, values), stage=lead.stage)
    return rows.order_by(*order).values_list("pk", flat=True).first()
