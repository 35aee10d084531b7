"""The lists on PostgreSQL: the same leads in the same order as on SQLite."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from desk.web.access import leads_of
from desk.web.roles import Role
from leads.database import connect, migrate
from leads.models import Lead, Operator, Referral, Shop
from tests.postgres import postgres

DAY = date(2026, 12, 1)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request, home, monkeypatch):
    """A home on either kind of database, connected, with empty tables."""
    if request.param == "sqlite":
        yield
        return
    with postgres() as url:
        monkeypatch.setenv("DATABASE_URL", url)
        connect(home, check=False)
        migrate(home)
        yield
        connection.close()


def leads(number: int, office: str | None = "530502", **changes: object) -> list[Lead]:
    """So many leads of a new shop, with deadlines of five days and three levels in turn."""
    now = timezone.now()
    operator = Operator.objects.create(name="某某商行", first_seen=now, last_seen=now)
    shop = Shop.objects.create(
        site="shop.example", key=f"s{operator.pk}", operator=operator, first_seen=now, last_seen=now
    )
    first = Lead.objects.count() + 1
    rows = [
        Lead(
            hint_no=f"T-{n}",
            shop=shop,
            area="counterfeit",
            round=n,
            unit="trademark",
            office=office,
            discovered_by="530500",
            first_seen=now,
            last_seen=now,
            level=1 + n % 3,
            sort_due=DAY + timedelta(days=n * 7 % 5),
        )
        for n in range(first, first + number)
    ]
    for row in rows:
        for name, value in changes.items():
            setattr(row, name, value)
    return Lead.objects.bulk_create(rows)


@pytest.mark.parametrize("counted", [10_000, 40])
def test_a_list_is_walked_through_each_lead_once_in_order(
    database, monkeypatch, person, client_of, counted
):
    monkeypatch.setattr("desk.web.listing.COUNTED", counted)
    leads(120)
    leads(5, "530102", discovered_by="530102")
    client, url, seen = client_of(person()), "/leads/?stage=", []
    while url:
        page = client.get(url).content.decode()
        seen += [int(pk) for pk in re.findall(r'<td class="[^"]*"><a href="/leads/(\d+)/"', page)]
        following = re.search(r'<a href="([^"]+)" rel="next"', page)
        url = "/leads/" + following[1].replace("&amp;", "&") if following else ""
    own = Lead.objects.filter(office="530502").order_by("sort_due", "level", "id")
    assert seen == list(own.values_list("pk", flat=True))


def test_an_account_sees_its_own_and_what_was_sent_to_it(database, person):
    own, found, elsewhere = leads(2), leads(1, None), leads(3, "530102", discovered_by="530102")
    officer, unit = person(), person(Role.UNIT, unit="trademark")
    sent, waiting, _ = elsewhere
    to_us = {"form": "transfer", "from_office": "530102", "to_office": "530500"}
    told = {**to_us, "to_unit": "trademark", "sent_by": officer.officer}
    Referral.objects.create(lead=sent, sent_at=timezone.now(), **told)
    Referral.objects.create(lead=waiting, **told)
    seen = {one.pk for one in leads_of(officer)}
    assert seen == {one.pk for one in (*own, *found, sent)}
    Lead.objects.update(stage=Lead.Stage.VERIFIED)
    assert {one.pk for one in leads_of(unit)} == {one.pk for one in (*own, sent)}
