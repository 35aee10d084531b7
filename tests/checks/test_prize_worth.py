"""What a prize is worth: the price that the page states of it, else what its kind must cost."""

import pytest

from checks.context import Context
from checks.finding import Finding
from checks.plain_text import plain
from checks.prize_worth import is_spent, prize_in
from checks.rules import prize_limit, prize_tricks
from keywords.lexicon import Lexicon
from pages.reading import read_page
from tests.checks.made_pages import TODAY, goods_page

WORTH = [
    ("一等奖五菱宏光MINIEV小轿车一辆（市场价32800元），二等奖电饭煲", "below", "市场价32800元"),
    ("头奖老年代步车一辆，价值12800元", "below", "价值12800元"),
    ("头奖老年代步车一辆", "untold", ""),
    ("一等奖比亚迪秦轿车一辆（价值79800元），二等奖冰箱", "above", "价值79800元"),
    ("轿车一辆，官方指导价6.98万元起", "above", "指导价6.98万元"),
    ("轿车2辆，每辆价值四万八", "below", "价值四万八"),
    ("轿车一辆，价值4-6万元", "above", "价值4-6万元"),
    ("头一名开走八万六的小车", "above", "八万六"),
    ("开走价值4.8万元的新车一辆", "below", "价值4.8万元"),
    ("头奖轿车一辆", "likely", ""),
    ("满50000元抽轿车一辆", "likely", ""),
    ("一等奖轿车（首付39800元）", "likely", ""),
    ("轿车一辆，奖品总价值20万元", "likely", ""),
    ("头奖五菱宏光MINIEV一辆", "untold", ""),
    ("一等奖二手面包车一辆", "untold", ""),
    ("特等奖宝马一辆，一等奖五菱面包车（价值32800元）", "above", ""),
    ("一等奖自行车一辆", "below", ""),
    ("一等奖电动车一台", "below", ""),
    ("一等奖比亚迪电动车一辆", "likely", ""),
    ("头奖三居室新房一套", "above", ""),
    ("金条20克一根", "below", ""),
    ("金条50克一根", "untold", ""),
    ("黄金二百克", "above", ""),
]


@pytest.mark.parametrize(("text", "verdict", "price"), WORTH)
def test_a_stated_price_decides_and_else_the_kind(text, verdict, price):
    text = plain(text).text
    prize = prize_in(text, 0, len(text))
    assert prize is not None and prize.verdict == verdict
    assert (text[slice(*prize.priced)] if prize.priced else "") == price


@pytest.mark.parametrize("text", ["一等奖一套厨房刀具", "住酒店标间一晚", "电饭煲"])
def test_other_things_are_not_weighed(text):
    assert prize_in(text, 0, len(text)) is None


def test_a_sum_to_be_spent_is_no_prize():
    assert is_spent("凡消费满") and not is_spent("头奖现金")


def _told(lexicon: Lexicon, text: str) -> list[Finding]:
    page = read_page(
        goods_page(text, title="店庆抽奖").encode(), "http://shop.example/1", "text/html"
    )
    context = Context(page, lexicon, today=TODAY)
    return [*prize_limit.check(context), *prize_tricks.check(context)]


def test_a_car_below_the_limit_is_no_lead_and_its_price_is_quoted(lexicon):
    text = "购满500元可抽奖，一等奖五菱宏光小轿车一辆（市场价32800元），二等奖电饭煲。"
    found = _told(lexicon, text)
    assert found and not any(one.lead for one in found)
    assert all("“市场价32800元”，没有超过五万元" in one.reason for one in found)


def test_a_car_above_the_limit_is_told_with_its_amount(lexicon):
    found = [one for one in _told(lexicon, "下单抽奖，送轿车一辆（价值79800元）。") if one.lead]
    assert found and all(one.strength == "strong" for one in found)
    assert all("写明“价值79800元”，超过最高奖五万元的上限" in one.reason for one in found)


def test_an_ordinary_car_of_no_stated_price_is_to_be_looked_at(lexicon):
    found = [one for one in _told(lexicon, "下单抽奖，送轿车一辆。") if one.lead]
    assert found and all(one.strength == "weak" for one in found)
    assert all("没有写明金额" in one.reason and "须按车型核实" in one.reason for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "消费满300抽奖，头奖老年代步车一辆，价值12800元。",
        "进店抽奖，一等奖自行车一辆。",
        "进店抽奖，一等奖一套厨房刀具。",
        "抽奖，头奖二手面包车一辆。",
        "抽奖，一等奖金条10克一根。",
        "满60000元抽奖，一等奖自行车一辆。",
    ],
)
def test_small_prizes_are_no_leads(lexicon, text):
    assert not [one for one in _told(lexicon, text) if one.lead]


def test_the_dear_one_of_several_prizes_is_told(lexicon):
    text = "下单抽奖，特等奖宝马汽车一辆，一等奖面包车一辆（价值32800元）。"
    assert any(one.lead and "宝马" in one.reason for one in _told(lexicon, text))


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("头奖汽车一辆，价值38000元", False),
        ("一等奖一套厨房刀具", False),
        ("一等奖金条10克一根", False),
        ("头奖汽车一辆，价值68000元", True),
        ("头奖得新房一套", True),
    ],
)
def test_no_rule_of_prizes_tells_a_small_one(look, text, lead):
    found = look(goods_page(f"进店抽奖，{text}。", title="店庆抽奖")).findings
    assert (
        any(one.lead and one.rule.startswith("unfair_competition.prize") for one in found) is lead
    )


def test_several_bars_of_gold_are_likely_one_prize_and_one_is_untold(lexicon):
    (two, *_) = _told(lexicon, "下单就有机会抽取50克金条两根")
    assert two.lead and two.strength == "weak" and "当日金价" in two.reason
    assert not [one for one in _told(lexicon, "下单就有机会抽取50克金条一根") if one.lead]
