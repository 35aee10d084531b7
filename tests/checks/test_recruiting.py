"""Without people brought in there is no pyramid."""

import pytest

from checks.plain_text import plain
from checks.recruiting import RECRUITS
from tests.checks.made_pages import goods_page
from tests.checks.rules.by_rules_alone import told


@pytest.mark.parametrize(
    "text",
    [
        "推荐两个人买，本钱就回来了",
        "下面的人再推荐，您每张拿一千",
        "介绍一位亲友认养，奖励两千",
        "团队业绩百分之五提成",
        "排队出局，静态每天返",
        "拉人头，发展下线",
    ],
)
def test_people_are_brought_in(text):
    assert RECRUITS.search(plain(text).text)


@pytest.mark.parametrize(
    "text",
    [
        "投三万，每月返一千五，二十四个月返完还有地分，合同写明到期退还本金",
        "每年按百分之十八给您分红，五年到期原价回购，本金一分不少",
        "基地里有大棚六十亩，欢迎来看花",
        "名额五十份，先到先得",
    ],
)
def test_nobody_is(text):
    assert not RECRUITS.search(plain(text).text)


def test_heads_of_tourists_are_a_kickback_and_no_scheme(look):
    text = "地接社招导游：进店人头费每位60元，购物店按成交额返25%，团款由导游垫付。"
    found = look(goods_page(text, title="版纳地接 买团报价")).findings
    leads = {one.area for one in found if one.lead}
    assert "travel" in leads and "pyramid_selling" not in leads
    assert any("没有说到由谁发展谁" in str(one.excused) for one in found)


def test_a_scheme_of_tours_is_one(look):
    text = (
        "旅行社会员招募：交2980元成为股东，拉人头奖三百，团队业绩再提百分之五，"
        "带游客进店另有导游补贴。"
    )
    found = look(goods_page(text, title="旅游卡合伙人")).findings
    assert "pyramid_selling" in {one.area for one in found if one.lead}


@pytest.mark.parametrize(
    "text", ["大件家电，三百元左右 回收价以师傅看货为准", "头春三百元左右收 存三年的九百元"]
)
def test_about_is_no_side_of_a_tree(lexicon, text):
    found = told(lexicon, goods_page(text, title="旧货回收"), "pyramid_selling")
    assert found == set()
