"""What a clinic vouches for, and its patients as proof."""

import pytest

from tests.checks.made_pages import goods_page

CLINIC = "彩云医疗美容诊所 秋季项目价目"


def rules(look, text: str, title: str = CLINIC) -> set[str]:
    page = goods_page(f"医师面诊后签知情同意书。{text}。", title=title)
    return {one.rule.partition(".")[2] for one in look(page).findings if one.lead}


@pytest.mark.parametrize(
    "text",
    [
        "眼袋这一项我们做了两千多例，没有一例出问题",
        "一次做完管二十年，不会再鼓出来",
        "种植牙成功率99%",
    ],
)
def test_a_guarantee_is_told(look, text):
    assert "clinic-vouches" in rules(look, text)


def test_a_patient_as_proof_is_told(look):
    text = "附上刘女士做前做后的对照，她自己说：“出门人家问我是不是大学生”"
    assert "patient-as-proof" in rules(look, text)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("效果因人而异，个别患者可能出现肿胀", CLINIC),
        ("不承诺一次管二十年，恢复因人而异", CLINIC),
        ("洗一次管二十天", "地毯清洗"),
        ("镀膜一次管三十年", "铝合金门窗"),
    ],
)
def test_honest_clinics_and_other_trades_are_not(look, text, title):
    assert {"clinic-vouches", "patient-as-proof"}.isdisjoint(rules(look, text, title))
