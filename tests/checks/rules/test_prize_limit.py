"""Prizes of a draw above 50,000 元, however the amount and the draw are written."""

import pytest

from tests.checks.made_pages import goods_page
from tests.checks.rules.by_rules_alone import told


@pytest.mark.parametrize(
    ("title", "text", "above"),
    [
        ("年终感恩抽奖券 充值卡", "开奖：12月31日\n特等1名：奖金6w8现金", True),
        ("年终感恩 充值卡", "下单抽奖，头奖五万五元", True),
        ("年终感恩 充值卡", "下单抽奖，头奖4w8现金", False),
        ("鲜花饼", "每盒一个号，头一个摸中的，开走一台八万六的小电车", True),
        ("鲜花饼", "每盒一个号，头一个摸中的，开走一台四万六的小电车", False),
        ("鲜花饼", "去年摸奖来了八万六千人，送饼一盒", False),
        ("年终感恩 充值卡", "下单抽奖，头奖5万元", False),
        ("抽奖券印刷 定制", "样张：特等1名：奖金6w8现金", False),
        ("特等普洱茶 357克", "特等1名：奖金6千8现金", False),
    ],
)
def test_the_highest_prize_is_held_against_the_limit(lexicon, title, text, above):
    page = goods_page(text, title=title)
    assert ("unfair_competition.prize-limit" in told(lexicon, page, "unfair_competition")) is above


def test_the_highest_of_something_else_is_no_prize(lexicon):
    text = "门店月均流水，最高的开在医院对面 19 万，最低的三万；开业抽奖送豆浆"
    rules = told(lexicon, goods_page(text, title="早餐店加盟"), "unfair_competition")
    assert "unfair_competition.prize-too-high" not in rules
    prize = goods_page("满二百抽一次，最高能拿 19 万", title="早餐店加盟")
    assert told(lexicon, prize, "unfair_competition")
