"""Leads of an older version become searchable and get their level."""

import pytest
from django.db import connection

from leads.catching_up import catch_up
from leads.filing import Filing
from leads.models import Lead
from leads.search import LEADS
from tests.leads.pages_filed import Shelf, finding


def found(query: str) -> list[int]:
    rows = LEADS.matching(query)
    with connection.cursor() as cursor:
        cursor.execute(rows.sql, rows.params)
        return [number for (number,) in cursor.fetchall()]


@pytest.mark.parametrize("database", ["home", "postgres_home"])
def test_what_no_index_knows_is_settled_and_indexed_once(database, request):
    home = request.getfixturevalue(database)
    shelf = Shelf(home.archive)
    (lead,) = Filing().file_visit(shelf.visit(finding()))
    shelf.archive.close()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM leads_lead_words")
        cursor.execute("DELETE FROM leads_operator_words")
    Lead.objects.update(level=3, level_why="")
    assert found("高仿") == []
    assert catch_up() == 2
    assert found("高仿") == [lead.pk]
    lead.refresh_from_db()
    assert lead.level == 2 and "假冒" in lead.level_why
    assert catch_up() == 0


def test_many_are_caught_up_in_batches(home, monkeypatch):
    monkeypatch.setattr("leads.catching_up.BATCH", 2)
    shelf = Shelf(home.archive)
    made = [
        Filing().file_visit(shelf.visit(finding(), shop_key=key, path=f"/{key}"))[0]
        for key in "abcde"
    ]
    shelf.archive.close()
    with connection.cursor() as cursor:
        # Of some the index knows already: the batches go around them.
        gone = [made[0].pk, made[1].pk, made[3].pk, made[4].pk]
        cursor.execute(f"DELETE FROM leads_lead_words WHERE rowid IN {tuple(gone)}")
    assert catch_up() == 4
    assert sorted(found("高仿")) == [lead.pk for lead in made]
