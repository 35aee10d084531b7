"""Praise for money, said in two sentences; a bad review that gets nothing is none wiped out."""

import pytest

from tests.checks.made_pages import goods_page
from tests.checks.rules.by_rules_alone import told

CARD = (
    "收到货满意的话，请给我们打五颗星，写够三十个字，配三张图。\n"
    "截图发给客服，立刻返5元红包，微信支付宝都可以。\n"
    "不满意先别急着评价，找我们处理，给了中差评的就没有红包了哦。"
)


def rules(lexicon, text: str) -> set[str]:
    found = told(lexicon, goods_page(text, title="感谢卡 晒图有礼"), "unfair_competition")
    return {one.partition(".")[2] for one in found}


def test_stars_first_and_money_then(lexicon):
    found = rules(lexicon, CARD)
    assert {"praise-then-paid", "worse-gets-nothing"} <= found
    assert "reviews-wiped" not in found


def test_the_rule_on_bought_reviews_is_cited(look):
    found = look(goods_page(CARD, title="感谢卡 晒图有礼")).findings
    (paid,) = [one for one in found if one.rule == "unfair_competition.praise-then-paid"]
    assert paid.lead and "《网络反不正当竞争暂行规定》第九条" in paid.basis


@pytest.mark.parametrize(
    ("text", "rule", "not_said"),
    [
        ("差评帮您处理，第二天就没了，按条收费", "reviews-wiped", "竞争对手"),
        ("帮你给同行刷一星差评，套餐可选", "rivals-reviewed-down", "删除"),
    ],
)
def test_wiping_out_and_running_down_are_two_acts(look, text, rule, not_said):
    found = look(goods_page(text, title="店铺服务")).findings
    reasons = [one.reason for one in found if one.rule == f"unfair_competition.{rule}"]
    assert reasons and not any(not_said in one for one in reasons)


@pytest.mark.parametrize(
    "text",
    [
        "给我们打五颗星也好，三颗星也好，好坏都返。\n截图发客服，返5元红包，不论好评差评",
        "请如实评价。\n截图发给客服可以开发票",
        "五星酒店同款床品。\n拍照发客服核对尺寸，送货上门",
    ],
)
def test_any_review_or_none(lexicon, text):
    assert "praise-then-paid" not in rules(lexicon, text)
