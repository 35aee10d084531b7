"""A prize told over several lines is one prize; what is sold farther down is none."""

import pytest

from checks.context import Context
from checks.rules.prize_lines import check
from pages.reading import read_page
from tests.checks.made_pages import TODAY, goods_page, leads


def _told(lexicon, text, title="店庆"):
    page = read_page(goods_page(text, title=title).encode(), "http://shop.example/1", "text/html")
    return check(Context(page, lexicon, today=TODAY))


@pytest.mark.parametrize(
    ("text", "worth"),
    [
        ("满千元抽奖\n一等奖：\n钻戒一枚\n价值 86,000元\n12月1日开奖", "价值 86,000元"),
        ("集赞满66个可参加抽奖，头奖是\n价值6万元的整屋家电", "价值6万元"),
        ("下单即可抽奖\n特等奖\n五菱缤果电动汽车1台\n（市场指导价 59800 元）", "59800 元"),
        ("点赞抽奖，奖品：电脑整套\n奖品价值：人民币\n7.2万元", "7.2万元"),
        ("抽奖\n奖品：比亚迪海鸥汽车\n官方售价：69800元起\n数量：1台", "69800元"),
        ("抽奖\n一等奖：古树普洱一套\n（估价8万）", "8万"),
        ("抽奖\n一等奖 现金\n伍万捌仟元", "伍万捌仟元"),
    ],
)
def test_the_worth_on_a_line_below_is_that_of_the_prize(lexicon, text, worth):
    (found,) = _told(lexicon, text)
    assert found.lead and f"其中“{worth}”超过最高奖五万元" in found.reason
    assert "第十一条、第二十七条" in found.basis


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("抽奖\n一等奖：\n银手镯一只\n价值 860元\n钻戒专柜价 86,000元起", "店庆"),
        ("抽奖\n头奖是\n价值3000元的扫地机\n整屋家电套餐原价6万元", "店庆"),
        ("抽奖\n特等奖\n儿童电动汽车1台\n（市场指导价 598 元）", "店庆"),
        ("抽奖\n奖品\n一等奖 手机\n二等奖 价值60000毫安充电宝", "店庆"),
        ("抽奖\n奖品总价值\n120,000元", "店庆"),
        ("抽奖\n一等奖：吸尘器\n在售奥迪A4L\n指导价 321,800元", "店庆"),
        ("抽奖\n一等奖：\n轿车一辆\n价值 86,000元", "抽奖箱 定制"),
        ("招牌奖品\n手表\n价值 86,000元", "奖杯店"),
    ],
)
def test_honest_prizes_and_goods_on_sale_are_none(lexicon, text, title):
    assert _told(lexicon, text, title) == []


def test_the_sum_of_goods_on_sale_near_a_draw_is_no_prize(look):
    text = (
        "消费满1000元参与抽奖\n一等奖：\n银手镯一只\n价值 860元\n"
        "12月1日开奖，共3名，中奖率1%\n钻戒专柜价 86,000元起，欢迎选购"
    )
    assert leads(look(goods_page(text, title="珠宝店 店庆抽奖"))) == set()
