"""Sums for each generation of recruits: told as sums, whatever is said around them."""

import pytest

from tests.checks.made_pages import goods_page

AROUND = (
    "先来仓库听半天课，了解纯露怎么保存、怎么跟顾客讲清楚。一次交3980元，领一套样品盒。{}。"
    "物流由仓库统一代发。"
)
RULE = "pyramid_selling.sum-by-generation"


def told(look, text: str) -> bool:
    findings = look(goods_page(AROUND.format(text), title="鲜花纯露诚招伙伴")).findings
    return any(one.lead and one.rule == RULE for one in findings)


SUMS = "你介绍一位进来，从她交的3980里给你留1200；她再介绍的人，你还有400；再往下一位，还有150"


@pytest.mark.parametrize(
    "text",
    [
        SUMS,
        "·".join(SUMS),
        "带一位姐妹也来领包，当天给您一百二，她再带的给您四百",
        "你带来的人拿一套，给你八百；他再带来的人拿一套，给你三百",
        "介绍1个伙伴得500，第二代每人200",
    ],
)
def test_sums_of_two_generations_are_a_scheme(look, text):
    assert told(look, text)


@pytest.mark.parametrize(
    "text",
    [
        "介绍一位朋友来买，给您20元优惠券，只奖励一次",
        "有人说介绍一位给1200、她再介绍的人你还有400，这是传销，谨防上当",
        "推荐一位同学报名减100元，第二代新品下月上市，售价200元",
    ],
)
def test_one_reward_warnings_and_other_generations_are_none(look, text):
    assert not told(look, text)
