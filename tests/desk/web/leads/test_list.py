"""线索: the list page by page, each lead once, whatever an address says."""

import base64
import json
import re
from datetime import date, timedelta

import pytest

from desk.web.roles import Role
from leads.models import Lead


@pytest.fixture
def client(person, client_of):
    return client_of(person(Role.OFFICER, name="王某"))


@pytest.mark.parametrize(("counted", "told"), [(10_000, "120件"), (40, "约40件")])
def test_120_leads_are_walked_through_each_once_in_order(made, client, monkeypatch, counted, told):
    """Whether all can be counted, and the page is picked out of them, or not."""
    monkeypatch.setattr("desk.web.listing.COUNTED", counted)
    for number in range(120):
        lead = made.lead(shop=f"shop-{number}")
        due = date(2026, 12, 1) + timedelta(days=number * 7 % 5)
        Lead.objects.filter(pk=lead.pk).update(sort_due=due, level=1 + number % 3)
    url, seen, pages = "/leads/?stage=", [], 0
    while url:
        page = client.get(url).content.decode()
        pages += 1
        assert told in page
        seen += [int(pk) for pk in re.findall(r'<td class="[^"]*"><a href="/leads/(\d+)/"', page)]
        following = re.search(r'<a href="([^"]+)" rel="next"', page)
        url = "/leads/" + following[1].replace("&amp;", "&") if following else ""
        assert ("第一页" in page) == (pages > 1)
    assert pages == 3
    assert seen == list(
        Lead.objects.order_by("sort_due", "level", "id").values_list("pk", flat=True)
    )


@pytest.mark.parametrize("counted", [10_000, 0])
@pytest.mark.parametrize(
    "values",
    [
        ["2026-01-01", float("inf"), 1],
        ["2026-01-01", 1, 10**40],
        ["2026-01-01", 1, -(10**40)],
        ["no day", 1, 1],
        ["2026-01-01", "x", 1],
        ["2026-01-01", 1, 2**63],
        ["2026-01-01", 70_000, 1],
        [1],
        {"a": 1},
        [["2026-01-01"], None, 1],
    ],
)
def test_an_address_that_no_list_gave_out_shows_a_page(made, client, monkeypatch, values, counted):
    monkeypatch.setattr("desk.web.listing.COUNTED", counted)
    lead = made.lead()
    raw = base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")
    for after in (raw, raw[:-1], "%", "é"):
        answer = client.get("/leads/", {"stage": "", "after": after})
        assert answer.status_code == 200
    assert str(lead) in client.get("/leads/?stage=").content.decode()
