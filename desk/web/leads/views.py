"""线索: the list of leads."""

from django.http import HttpRequest, HttpResponse

from desk.web.access import account_of, leads_of
from desk.web.doors import door
from desk.web.listing import Column, Listing
from desk.web.roles import READS_LEADS
from desk.web.templatetags.desk_words import area_title, day, office_title, safe_words, unit_title
from leads.models import Lead

_COLUMNS = (
    Column[Lead]("编号", lambda lead: lead.number or lead.hint_no),
    Column[Lead]("网店", lambda lead: safe_words(lead.shop.name or lead.shop.key, 30)),
    Column[Lead]("疑似事项", lambda lead: safe_words(lead.summary, 80), "wrap", 40),
    Column[Lead]("领域", lambda lead: area_title(lead.area)),
    Column[Lead]("属地", lambda lead: office_title(lead.office)),
    Column[Lead]("主办", lambda lead: unit_title(lead.unit)),
    Column[Lead]("阶段", lambda lead: lead.get_stage_display()),
    Column[Lead]("最近见到", lambda lead: day(lead.last_seen)),
)


@door("leads/", "leads", "线索", roles=READS_LEADS, menu="线索", place=20)
def leads(request: HttpRequest) -> HttpResponse:
    """The leads that the account may see."""
    rows = leads_of(account_of(request)).select_related("shop")
    empty = "没有符合的线索。请清除筛选或去初筛。"
    listing = Listing("leads", "线索", rows, _COLUMNS, ("-last_seen", "-id"), empty)
    return listing.answer(request)
