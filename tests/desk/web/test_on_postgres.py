"""The lists on PostgreSQL: the same leads in the same order as on SQLite."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from desk.web.access import (
    lead_seen,
    leads_in_parts,
    leads_of,
    operators_in_parts,
    operators_of,
)
from desk.web.hints.scope import waiting_for
from desk.web.roles import Role
from leads.database import connect, migrate
from leads.home import Home
from leads.models import Approval, Lead, Operator, Referral, Shop
from leads.models.lead import NO_DUE
from leads.search import index_operators
from tests.postgres import DATABASE, postgres

DAY = date(2026, 12, 1)


_TEMPLATE = "migrated"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a server on which the database _TEMPLATE has all tables and nothing in them."""
    with postgres() as url, pytest.MonkeyPatch.context() as changed:
        home = Home(tmp_path_factory.mktemp("template") / "home").make()
        changed.setenv("DATABASE_URL", url)
        connect(home, check=False)
        migrate(home)
        connection.close()
        _run(url, f"ALTER DATABASE {DATABASE} RENAME TO {_TEMPLATE}")
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request, home):
    """A home on either kind of database, connected, with empty tables."""
    if request.param == "postgresql":
        request.getfixturevalue("on_postgresql")


@pytest.fixture
def on_postgresql(home, server, monkeypatch) -> Iterator[None]:
    """A home on PostgreSQL, connected, with empty tables."""
    _run(server, f"CREATE DATABASE {DATABASE} TEMPLATE {_TEMPLATE}")
    monkeypatch.setenv("DATABASE_URL", server)
    connect(home, check=False)
    yield
    connection.close()
    _run(server, f"DROP DATABASE {DATABASE} WITH (FORCE)")


def _run(server: str, statement: str) -> None:
    beside = server.removesuffix(DATABASE) + "postgres"
    with psycopg.connect(beside, autocommit=True) as line:
        line.execute(statement)


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


SEES = [
    (Role.OFFICER, "530502"),
    (Role.OFFICER, "530500"),
    (Role.OFFICER, "530000"),
    (Role.UNIT, "530502"),
    (Role.UNIT, "530500"),
    (Role.UNIT, "530000"),
    (Role.REVIEWER, "530500"),
    (Role.REVIEWER, "530000"),
]


def sent_about(officer: object) -> None:
    """Leads at two prefectures and nowhere, at every stage, sent on in every way."""
    now = timezone.now()
    kept = [*leads(6), *leads(6, "530102", discovered_by="530102"), *leads(2, None)]
    kept += leads(2, "530500", unit="advertising")
    for number, lead in enumerate(kept):
        stage = list(Lead.Stage)[number % len(Lead.Stage)]
        Lead.objects.filter(pk=lead.pk).update(stage=stage, sort_due=NO_DUE)
    ways = [
        {"from_office": "530500", "to_office": "530102"},
        {"from_office": "530102", "to_office": "530502", "to_unit": "trademark"},
        {"from_office": "530102", "to_office": "530502", "assisting": "|network|trademark|"},
        {"from_office": "530102", "to_office": "530500", "assisting": "|trademarks|"},
        {"from_office": "530102", "to_office": "530500", "sent_at": None},
        {"from_office": "530502", "from_unit": "trademark", "to_office": "530000"},
        {"from_office": "530000", "to_office": "530102", "refused_at": now},
    ]
    for number, lead in enumerate(kept):
        told = {"form": "transfer", "sent_at": now, "sent_by": officer}
        Referral.objects.create(lead=lead, **told | ways[number % len(ways)])
        if not number % 4:
            Approval.objects.create(
                lead=lead, kind="refer", office="530500", asked_by=officer, asked_at=now
            )


def numbers(rows) -> list[int]:
    return sorted(one.pk for one in rows)


def test_what_is_seen_is_the_same_however_it_is_asked(database, person):
    """As a set, lead by lead and part by part; no lead is in two parts."""
    sent_about(person().officer)
    for role, office in SEES:
        account = person(role, office=office, unit="trademark")
        seen = numbers(leads_of(account))
        assert seen, account
        assert numbers(leads_of(account, each=True)) == seen
        assert numbers(lead for part in leads_in_parts(account) for lead in part) == seen
        sent = Referral.objects.filter(lead_seen(account))
        assert sorted(sent.values_list("lead", flat=True)) == seen
        if (role, office) == (Role.OFFICER, "530000"):
            continue  # it sees operators without leads, too
        at_leads = numbers(Operator.objects.filter(shops__leads__in=seen).distinct())
        assert numbers(operators_of(account)) == at_leads
        assert numbers(operators_of(account, each=True)) == at_leads
        assert numbers(one for part in operators_in_parts(account) for one in part) == at_leads


def test_hints_wait_for_whom_they_are_shown_to(database, person):
    sent_about(person().officer)
    for role, office in SEES:
        account = person(role, office=office, unit="trademark")
        shown = leads_of(account).filter(stage=Lead.Stage.SUSPECTED)
        if not office.endswith("00"):
            shown = shown.filter(office=office)
        waiting = [pk for place in waiting_for(account) for _, _, pk in place.worst()]
        assert sorted(waiting) == numbers(shown), account


def test_a_page_asks_eleven_times_at_most(database, monkeypatch, person, client_of):
    """Whether all of its rows can be counted or not."""
    sent_about(person().officer)
    for role in (Role.OFFICER, Role.UNIT, Role.REVIEWER):
        client = client_of(person(role, office="530500", unit="trademark"))
        for path in ("/leads/?stage=", "/leads/?stage=verified", "/operators/"):
            for counted in (10_000, 3):
                monkeypatch.setattr("desk.web.listing.COUNTED", counted)
                with CaptureQueriesContext(connection) as asked:
                    assert client.get(path).status_code == 200
                assert len(asked) <= 11, (role, path, counted)


def test_a_search_for_operators_finds_the_same_whether_few_or_many_fit(
    database, monkeypatch, person, client_of
):
    sent_about(person().officer)
    index_operators(list(Operator.objects.all()))
    for role, office in SEES:
        account = person(role, office=office, unit="trademark")
        client, seen = client_of(account), numbers(operators_of(account))
        for few in (3_000, 0):
            monkeypatch.setattr("desk.web.operators.views.FEW", few)
            with CaptureQueriesContext(connection) as asked:
                page = client.get("/operators/?q=某某商行").content.decode()
            assert len(asked) <= 11, (role, office, few)
            shown = {int(one) for one in re.findall(r'href="/operators/(\d+)/"', page)}
            assert sorted(shown) == seen, (role, office, few)
        assert "/operators/1/" not in client.get("/operators/?q=另一商行").content.decode()


def test_the_indexes_of_postgresql_go_and_come_with_their_migration(on_postgresql):
    named = "SELECT indexname, indexdef FROM pg_indexes WHERE tablename LIKE 'leads_%'"

    def indexes() -> dict[str, str]:
        with connection.cursor() as cursor:
            cursor.execute(named)
            return dict(cursor.fetchall())

    call_command("migrate", "leads", "0015", verbosity=0)
    after = indexes()
    assert "INCLUDE (shop_id)" in after["leads_of_office"]
    call_command("migrate", "leads", "0014", verbosity=0)
    before = indexes()
    assert set(after) - set(before) == {
        "leads_assisted", "leads_of_unit_there", "leads_received_by_unit",
        "leads_sent_on_by_unit", "leads_shop_by_site",
    }  # fmt: skip
    call_command("migrate", "leads", "0015", verbosity=0)
    assert indexes() == after
    call_command("migrate", "leads", verbosity=0)
    assert set(indexes()) - set(after) == {"leads_found_by"}
