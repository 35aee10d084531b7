"""SQLite counts what its indexes hold when the home has grown, and not each time."""

import pytest
from django.db import connection
from django.utils import timezone

from leads import index_figures
from leads.index_figures import count_anew
from leads.models import Lead, Operator, Shop


@pytest.fixture
def add(home, monkeypatch):
    """Makes so many further leads."""
    monkeypatch.setattr(index_figures, "FEWEST", 10)
    now = timezone.now()
    operator = Operator.objects.create(first_seen=now, last_seen=now)
    shop = Shop.objects.create(key="s", operator=operator, first_seen=now, last_seen=now)

    def more(number):
        first = Lead.objects.count()
        Lead.objects.bulk_create(
            Lead(
                hint_no=f"T-{n}", shop=shop, area="travel", round=n, unit="consumer",
                discovered_by="530500", first_seen=now, last_seen=now,
            )
            for n in range(first, first + number)
        )  # fmt: skip

    return more


def test_a_home_that_has_grown_is_counted_once(add):
    add(9)
    assert not count_anew()
    add(11)
    assert count_anew()
    assert not count_anew()
    add(2)
    assert not count_anew()
    add(20)
    assert count_anew()


def test_an_index_that_was_never_counted_is(add):
    add(20)
    assert count_anew()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM sqlite_stat1 WHERE idx = 'leads_of_unit_there'")
    assert count_anew()
