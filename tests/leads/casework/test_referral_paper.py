"""The paper of one referral says what its row says."""

from datetime import date

import pytest

from leads.casework.referral_paper import paper_of
from leads.home import Home
from leads.models import Approval, Officer, Referral
from leads.sending import Sending, send, sign
from leads.stages import Stages
from tests.leads.pages_filed import Shelf
from tests.leads.people import officer, registered


@pytest.fixture
def two(home: Home) -> tuple[Officer, Officer]:
    return officer("李某", "YN001"), officer("王某", "YN002")


def said(row: Referral, stages: Stages) -> str:
    """All words of the paper."""
    Referral.objects.filter(pk=row.pk).update(answer_due=date(2026, 12, 7))
    row.refresh_from_db()
    return "\n".join(paper_of(row, stages.office, stages.units).texts())


def test_a_submission_to_ones_own_unit(
    stages: Stages, shelf: Shelf, two: tuple[Officer, Officer]
) -> None:
    lead = registered(stages, shelf, two)
    _, row = send(stages, lead.hint_no, two[0], Sending("submit", reason="本局管辖"))
    text = said(row, stages)
    for word in (
        "线索提交单",
        stages.units.title(lead.unit),
        "本局管辖",
        lead.shop.site,
        "2026年12月07日",
        "未制作证据包",
    ):
        assert word in text, word


def test_a_letter_to_another_office(
    stages: Stages, shelf: Shelf, two: tuple[Officer, Officer]
) -> None:
    lead = registered(stages, shelf, two)
    send(stages, lead.hint_no, two[0], Sending("transfer", office="530521", reason="住所地在施甸"))
    sign(stages, Approval.objects.get(), officer("周某", "YN009"), "同意")
    text = said(Referral.objects.get(), stages)
    for word in ("案件线索移送函", "施甸县市场监督管理局", "住所地在施甸", "2026年12月07日"):
        assert word in text, word
