"""Referrals made before rows of them were kept get theirs from the leads' histories."""

from datetime import date

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from leads.home import Home
from leads.models import Referral
from leads.stages import Stages
from tests.leads.pages_filed import Shelf
from tests.leads.people import officer, registered

BEFORE = [("leads", "0006_words_and_orders")]


@pytest.mark.parametrize("database", ["home", "postgres_home"])
def test_rows_are_made_of_the_history(
    database: str, shelf: Shelf, request: pytest.FixtureRequest
) -> None:
    home: Home = request.getfixturevalue(database)
    stages = Stages.of(home)
    li, wang = officer("李某", "YN001"), officer("王某", "YN002")
    first = registered(stages, shelf, (li, wang), "a").hint_no
    stages.refer(first, li, "submit", reason="本局", document_no="1号")
    stages.receive(first, wang)
    stages.answer(first, wang, "objection", note="不属本机构")
    stages.refer(first, li, "submit", unit="advertising", reason="改提")
    other = registered(stages, shelf, (li, wang), "b").hint_no
    stages.refer(other, li, "transfer", external="农业农村局", reason="处罚权")
    rows = list(Referral.objects.order_by("id").values_list(*FIELDS))
    Referral.objects.all().delete()
    MigrationExecutor(connection).migrate(BEFORE)
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    assert list(Referral.objects.order_by("id").values_list(*FIELDS)) == rows
    last = Referral.objects.latest("id")
    assert (last.external, last.to_office, last.answer) == ("农业农村局", None, "")
    assert isinstance(last.answer_due, date)
    assert Referral.objects.filter(answer="objection", received_by=wang).count() == 1


FIELDS = (
    "lead", "form", "from_office", "to_office", "to_unit", "external", "document_no", "reason",
    "sent_by", "received_by", "answer", "answer_note", "answered_by", "answer_due",
)  # fmt: skip
