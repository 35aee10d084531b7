"""线索: the list of leads."""

from django.http import HttpRequest, HttpResponse

from desk.web.access import account_of, leads_in_parts, leads_of
from desk.web.doors import door
from desk.web.lead.bulk import ACTIONS
from desk.web.leads.filters import LeadFilters
from desk.web.leads.rows import lead_columns
from desk.web.listing import Listing
from desk.web.roles import DECIDES, READS_LEADS

_BY_DUE = ("sort_due", "level", "id")
_NEWEST = ("-id",)


@door("leads/", "leads", "线索", roles=READS_LEADS, menu="线索", place=20)
def leads(request: HttpRequest) -> HttpResponse:
    """The leads that the account may see; 我的 by deadline where nothing else is asked."""
    account = account_of(request)
    asked = request.GET.copy()
    asked.pop("after", None)
    asked.pop("export", None)
    filters = LeadFilters(account, asked or {"mine": "on", "stage": "open"})
    rows = filters.narrowed(leads_of(account).select_related("shop__operator"))
    walked = filters.narrowed(leads_of(account, each=True))
    # One's own are none of those that were sent on.
    apart = [] if filters.cleaned_data.get("mine") else leads_in_parts(account)
    # A search gives the newest first: the index hands them out in that order.
    searching = bool(request.GET.get("q", "").strip())
    decides = account.kind in DECIDES
    listing = Listing(
        name="leads",
        title="线索",
        rows=rows,
        parts=[filters.narrowed(part) for part in apart] or [walked],
        walked=walked,
        columns=lead_columns(account.office),
        order=_NEWEST if searching else _BY_DUE,
        empty="没有符合的线索。请清除筛选或去初筛。",
        filters=filters,
        row_url=lambda lead: f"/leads/{lead.pk}/",
        tick=(lambda lead: f"{lead.pk}:{lead.version}") if decides else None,
        actions=ACTIONS if decides else (),
        extra={"bulk_url": "/leads/bulk/"},
    )
    return listing.answer(request)
