"""The lead's page and its papers begin with what says most."""

import pytest
from django.db import connection

from checks.finding import Finding
from leads.casework.lead_papers import _words
from leads.catching_up import catch_up
from leads.filing import Filing
from leads.lead_document import lead_document
from leads.models import Lead, LeadFinding
from leads.triage import Waiting, read_hints
from leads.units import shipped_units
from leads.weightiest import suspicion_of, weightiest, weightiest_first
from tests.leads.pages_filed import Shelf, finding, later

pytestmark = pytest.mark.usefixtures("home")

WEAK = {"term": "", "list_id": "", "strength": "weak", "snippet": "下单前加微信发照片"}


def test_a_strong_finding_comes_before_what_the_model_suspects(shelf: Shelf) -> None:
    suspected = finding(rule="counterfeit.unlisted", matched="加微信", **WEAK)
    by_rule = finding(rule="counterfeit.signs", matched="跟专柜一样", **WEAK)
    (lead,) = Filing().file_visit(shelf.visit(suspected, by_rule, finding()))
    told = weightiest_first(LeadFinding.objects.filter(lead=lead))
    assert [row.matched for row in told] == ["高仿", "跟专柜一样", "加微信"]
    assert _words(lead) == "某某高仿运动鞋"


def test_what_is_gone_comes_last(shelf: Shelf) -> None:
    weak = finding(rule="counterfeit.signs", matched="跟专柜一样", **WEAK)
    (lead,) = Filing().file_visit(shelf.visit(finding(), weak))
    Filing().file_visit(shelf.visit(weak, run_id="run-2", seen_at=later(3)))
    found = weightiest(lead)
    assert found is not None and found.matched == "跟专柜一样"


def test_the_lead_s_line_names_what_says_most_now(shelf: Shelf) -> None:
    suspected = finding(rule="counterfeit.unlisted", matched="加微信", **WEAK)
    (lead,) = Filing().file_visit(shelf.visit(suspected))
    assert lead.summary == "加微信"

    def line(*found: Finding, hour: int, path: str = "/p/1") -> str:
        at = later(hour)
        Filing().file_visit(shelf.visit(*found, path=path, run_id=f"run-{hour}", seen_at=at))
        return Lead.objects.get(pk=lead.pk).summary

    assert line(finding(), hour=1, path="/p/2") == "高仿"
    assert [hint.words for hint in read_hints([Waiting(Lead.objects.all())])] == ["高仿"]
    assert lead_document(Lead.objects.get(), "suspected", shipped_units())["suspicion"].endswith(
        "高仿"
    )
    assert line(suspected, hour=2) == "高仿", "seen again is no better"
    assert line(hour=3, path="/p/2") == "加微信", "what is gone says less"
    assert [hint.words for hint in read_hints([Waiting(Lead.objects.all())])] == ["加微信"]


def test_a_whole_shop_s_line_is_the_reason(shelf: Shelf) -> None:
    whole = finding(rule="shop-licence.not_found", matched="", reason="没有营业执照信息")
    row = LeadFinding(rule=whole.rule, matched="执照", reason=whole.reason)
    assert suspicion_of(row) == "没有营业执照信息"
    assert suspicion_of(LeadFinding(rule="counterfeit.signs", reason="跟专柜一样")) == "跟专柜一样"


def test_lines_of_an_older_version_are_brought_up_to_date(shelf: Shelf) -> None:
    (lead,) = Filing().file_visit(shelf.visit(finding()))
    Lead.objects.filter(pk=lead.pk).update(summary="加微信")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM leads_lead_words")
    assert catch_up() == 1
    assert Lead.objects.get().summary == "高仿"
