"""Complaint and suit signed away; a small sum for whatever is lost."""

import pytest

from tests.checks.made_pages import goods_page


def rules(look, text: str) -> set[str]:
    page = goods_page(f"收衣时请一起看，口袋掏空。{text}。一般三天取衣。", title="干洗店收衣须知")
    return {one.rule.partition(".")[2] for one in look(page).findings if one.lead}


def test_a_waiver_is_told(look):
    text = "单子一签了，就是答应以后不去任何部门告、不打官司、不在网上讲"
    assert "complaint-waived" in rules(look, text)


@pytest.mark.parametrize(
    "text",
    ["洗坏、染花、找不见的，不论买价几千几万，一律赔20元了结", "弄丢的不管多贵最多赔五十元"],
)
def test_a_small_sum_for_any_loss_is_told(look, text):
    assert "fixed-sum-for-any-loss" in rules(look, text)


@pytest.mark.parametrize(
    "text",
    [
        "洗坏的按实际损失赔，最高不超过购买价",
        "贵重衣物可以保价，未保价的洗坏最高赔100元",
        "丢了是我们的错，按购买凭证折旧赔，不会拿“最多赔几十块”打发您",
        "签了单也可以投诉，投诉电话12315",
        "签单即视为同意不投诉，这种约定无效",
        "签单时请确认破损，洗坏了一律照原价赔",
    ],
)
def test_fair_terms_and_talk_of_the_law_are_not(look, text):
    assert {"complaint-waived", "fixed-sum-for-any-loss"}.isdisjoint(rules(look, text))
