"""Figures of lists: each hint once, only of the last 90 days, 立案 apart from 登记."""

from datetime import timedelta

from django.utils import timezone

from leads.list_figures import ListRecord, list_records
from leads.models import Lead, LeadFinding, Operator, Shop


def lead(number, stage, answer="", *, noise=False, days=1, findings=2):
    now = timezone.now() - timedelta(days=days)
    operator = Operator.objects.create(first_seen=now, last_seen=now)
    shop = Shop.objects.create(key=f"s{number}", operator=operator, first_seen=now, last_seen=now)
    made = Lead.objects.create(
        hint_no=f"T-{number}", shop=shop, area="advertising", stage=stage, answer=answer,
        unit="advertising", discovered_by="530500", first_seen=now, last_seen=now,
        dismissed_as="context" if noise else "",
    )  # fmt: skip
    for n in range(findings):
        LeadFinding.objects.create(
            lead=made, page=f"p{n}", content=f"c{n}", url="https://a.example/", rule="r",
            term="国家级", list_id="advertising", makes_lead=True, record={}, last_record={},
            run_id="r", strength="strong",
            first_seen=now, last_seen=now,
        )  # fmt: skip
    return made


def test_a_list_is_told_by_its_hints_of_late(home):
    stage = Lead.Stage
    lead(1, stage.SUSPECTED)
    lead(2, stage.VERIFIED)
    lead(3, stage.ANSWERED, "case_opened")
    lead(4, stage.DISMISSED, noise=True)
    lead(6, stage.DISMISSED)
    lead(7, stage.ANSWERED, "guidance")
    lead(5, stage.ANSWERED, "case_opened", days=91)
    record = list_records(timezone.now())["advertising"]
    assert record == ListRecord(hints=6, registered=3, cases=1, effective=2, noise=1)
    assert record.percent == "67%"


def test_before_anything_is_decided_nothing_is_claimed(home):
    lead(1, Lead.Stage.SUSPECTED)
    assert list_records(timezone.now())["advertising"].percent == "—"
    assert ListRecord().precision is None
