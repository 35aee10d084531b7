"""案件线索移送函, 线索提交单 and their 回执."""

from dataclasses import replace

import pytest

from evidence.package.records.facts import Office, Operator
from evidence.package.records.form import Form, fill
from evidence.package.records.forms.referral import LETTER, SUBMISSION, Referral
from tests.evidence.package.records.papers import full
from tests.evidence.package.records.samples import SHA


@pytest.fixture
def facts() -> Referral:
    """A referral to another office."""
    made = full()["referral-letter"][1]
    assert isinstance(made, Referral)
    return made


def _said(form: Form[Referral], facts: Referral) -> str:
    return "\n".join(fill(form, facts).texts())


def test_the_letter_tells_what_was_found_and_of_whom(facts: Referral) -> None:
    said = _said(LETTER, facts)
    assert "雪山县市场监督管理局：" in said
    assert "店铺“彩云鞋行”涉嫌销售假冒注册商标的商品。" in said
    assert (
        "页面所示主体为云岭彩云鞋行，代码91530102MA0000000X，地址云岭市五华路8号"
        "（页面所示，未经登记核对）。"
    ) in said
    assert "所附为自动采集件，验证见VERIFY.txt。" in said
    assert "附件：1．证据目录" in said
    assert "3．材料包 WJ-530000-20261124-0001.zip，SHA-256 " + SHA in said


def test_an_article_is_printed_only_once_it_is_confirmed(facts: Referral) -> None:
    assert "《市场监督管理行政处罚程序规定》第＿＿条，移送你单位" in _said(LETTER, facts)
    office = replace(facts.head.office, articles={"jurisdiction": "第十条"})
    confirmed = replace(facts, head=replace(facts.head, office=office))
    assert "《市场监督管理行政处罚程序规定》第十条，移送你单位" in _said(LETTER, confirmed)


def test_a_registered_operator_is_told_with_its_source(facts: Referral) -> None:
    operator = Operator(name="某商行", registry="登记在册", registry_source="登记系统 11月24日")
    said = _said(LETTER, replace(facts, operator=operator))
    assert "（登记在册（来源：登记系统 11月24日））" in said
    assert "未经登记核对" not in said


def test_own_units_get_a_submission_without_a_seal_on_it(facts: Referral) -> None:
    paper = fill(SUBMISSION, facts)
    first = "\n".join(text for text in paper.texts()[: paper.texts().index("回执")])
    assert "线索提交单" in first
    assert "现提交你机构，请处理并反馈。" in first
    assert "印章" not in first
    assert "函" not in first


@pytest.mark.parametrize("form", [LETTER, SUBMISSION], ids=lambda form: form.key)
def test_the_receipt_offers_every_answer_and_ticks_none(
    form: Form[Referral], facts: Referral
) -> None:
    said = _said(form, facts).partition("回执")[2]
    for answer in ("立案", "责令改正", "行政指导", "并案", "查无主体", "已自行整改", "管辖异议"):
        assert f"□{answer}" in said
    assert "□不予立案（依据：＿" in said
    assert "□移送＿" in said
    assert "□一致　□不一致" in said
    assert "■" not in said
    assert SHA in said


def test_what_is_not_known_is_left_to_be_written(facts: Referral) -> None:
    bare = Referral(head=replace(facts.head, office=Office(name="某局")))
    said = _said(LETTER, bare)
    assert said.count("＿" * 8) >= 6
    assert "所附为" not in said
