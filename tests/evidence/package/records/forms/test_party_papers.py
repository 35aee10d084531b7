"""当事人核对确认页, 拒绝签名说明 and 告知事项核对单: what is for a party's or officers' hands."""

from dataclasses import replace

import pytest

from evidence.package.records.form import fill
from evidence.package.records.forms import notices_checklist, party_check, signature_refusal
from tests.evidence.package.records.papers import full


def test_the_showing_is_ticked_only_when_it_was_recorded() -> None:
    form, facts = full()["party-check"]
    shown = "执法人员已出示上列材料，告知可以核对、提出异议。"
    assert f"■{shown}" in fill(form, facts).texts()
    assert f"□{shown}" in fill(form, replace(facts, shown=False)).texts()


def test_the_party_answers_with_their_own_hand() -> None:
    said = "\n".join(fill(*full()["party-check"]).texts())
    for label in ("是否本人经营该店铺", "内容是否与所发布一致", "发布、修改时间", "异议", "更正"):
        assert label in said
    assert "□是　□否" in said
    assert "□一致　□不一致" in said
    assert party_check.FORM.title == "当事人核对确认页"


@pytest.mark.parametrize(
    ("case", "boxes"),
    [
        ("拒绝签名", "■拒绝签名　□无法签名"),
        ("无法签名", "□拒绝签名　■无法签名"),
        (None, "□拒绝签名　□无法签名"),
    ],
)
def test_a_refusal_says_nothing_of_the_content(case: str | None, boxes: str) -> None:
    form, facts = full()["signature-refusal"]
    said = "\n".join(fill(form, replace(facts, case=case)).texts())
    assert f"石某　{boxes}，所述理由：＿" in said
    assert "本说明只记录签名情况，不表示其认可或否认内容。" in said
    assert signature_refusal.FORM.title == "拒绝签名说明"


def test_notices_take_no_tick_from_any_run() -> None:
    said = "\n".join(fill(*full()["notices-checklist"]).texts())
    assert said.count("□已　□未　□不适用") == len(notices_checklist.NOTICES) == 8
    assert "■" not in said


def test_far_from_a_party_notices_do_not_apply() -> None:
    form, facts = full()["notices-checklist"]
    said = fill(form, replace(facts, remote=True)).texts()
    assert said.count("不适用（当事人不在场）") == 8 * 4
    assert "当事人" not in [text for text in said if text == "当事人"][1:]
