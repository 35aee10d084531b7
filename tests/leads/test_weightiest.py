"""The lead's page and its papers begin with what says most."""

import pytest

from leads.casework.lead_papers import _words
from leads.filing import Filing
from leads.models import LeadFinding
from leads.weightiest import weightiest, weightiest_first
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
