"""Leads are found by all who may read them, and only by their words as they stand now."""

import pytest
from django.db import connection

from leads.home import Home
from leads.models import Approval, Lead, Officer, Referral
from leads.search import LEADS, index_leads, scopes_of
from leads.sending import Sending, receive, send, sign
from leads.stages import Stages
from tests.leads.pages_filed import Shelf
from tests.leads.people import officer, registered


@pytest.fixture
def li(home: Home) -> Officer:
    return officer("李某", "YN001")


@pytest.fixture
def lead(stages: Stages, shelf: Shelf, li: Officer) -> Lead:
    return registered(stages, shelf, (li, officer("王某", "YN002")))


def finds(office: str, unit: str = "") -> bool:
    """Whether those at `office` (for `unit`, where they read only for that) find the lead."""
    at, prefecture, of = scopes_of(office, unit)
    scopes = [prefecture if office.endswith("00") else at, *([of] if unit else [])]
    rows = LEADS.matching("高仿", scopes)
    assert rows is not None
    with connection.cursor() as cursor:
        cursor.execute(rows.sql, rows.params)
        return len(cursor.fetchall()) == 1


def test_who_sent_a_lead_away_goes_on_finding_it(stages: Stages, lead: Lead, li: Officer) -> None:
    assert finds("530502") and finds("530500") and not finds("530102")
    send(stages, lead.hint_no, li, Sending("transfer", office="530102", reason="住所地"))
    assert not finds("530102"), "a draft is its sender's"
    sign(stages, Approval.objects.get(), officer("周某", "YN009"), "同意")
    receive(stages, Referral.objects.get(), officer("赵某", "YN003", "530102", lead.unit))
    assert finds("530102", lead.unit), "who received it"
    assert finds("530502") and finds("530500"), "who sent it"


def test_units_that_assist_find_it_as_well(stages: Stages, lead: Lead, li: Officer) -> None:
    assert not finds("530502", "advertising")
    what = Sending("submit", reason="本局管辖", assisting=("advertising",))
    send(stages, lead.hint_no, li, what)
    assert finds("530502", "advertising") and finds("530502", lead.unit)


def test_the_office_whose_head_is_asked_finds_it(stages: Stages, lead: Lead) -> None:
    above = officer("市某", "YN073", "530500")
    what = Sending("transfer", office="530102", reason="住所地")
    send(stages, lead.hint_no, above, what)
    rows = LEADS.matching("高仿", ["o530500"])
    assert rows is not None and Lead.objects.filter(pk__in=rows).exists()


def test_who_found_a_lead_for_another_office_finds_it(stages: Stages, lead: Lead) -> None:
    Lead.objects.filter(pk=lead.pk).update(office="530102")
    index_leads([Lead.objects.get(pk=lead.pk)])
    assert finds("530502") and finds("530102") and finds("530100")
    assert not finds("530521")
