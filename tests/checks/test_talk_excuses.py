"""Talk about an offence: law, cases, advice, denial and answers excuse; defiance does not."""

import pytest

from tests.checks.made_pages import goods_page
from tests.checks.rules.by_rules_alone import told

_AREAS = ("consumer_rights", "contract_terms", "credit")


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("霸王条款普及册", "“最终解释权归商家”“概不退换”都是无效的，遇到可以找消协。"),
        ("法院案例选编", "收了“订金一律不退”“过期作废”等十六个被判无效的案子。"),
        ("合同常识", "律师说：店家贴出离店概不负责的告示，不能免除法定责任"),
        ("执照补办说明", "营业执照遗失到登记机关补办，别出租出借执照，出租出借要罚。"),
        ("年卡", "余额过期作废吗？不作废，随时能退。"),
        ("年卡", "别家余额过期清零，我们长期有效。"),
        ("信用知识", "买卖营业执照、冒用他人执照开网店，市场监管部门可依法处罚"),
    ],
)
def test_talk_about_an_offence_makes_no_lead(lexicon, title, text):
    assert not told(lexicon, goods_page(text, title=title), *_AREAS)


@pytest.mark.parametrize(
    "text",
    [
        "概不退换，投诉也没用",
        "投诉到12315的顾客，以后修理一律不管，保修也作废",
        "保修？没有的事，卖完拉倒",
        "退一赔三是法律讲的，我们店不认这个",
        "协议第12条：有意见只可以和学校商量，不得去法院、不得打12315，否则学费归学校",
        "学员自愿不打官司、不去消协、不打12315，违者封号且已付款不退",
        "有争执只能到我们公司内部评议小组说，不可以起诉",
    ],
)
def test_who_defies_the_law_is_not_excused_by_naming_it(lexicon, text):
    assert told(lexicon, goods_page(text), *_AREAS)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("3A信用等级证书", "两小时出证，等级您自己挑，AAA级388，不用交报表不用评，投标能加分"),
        ("平台年度学习卡", "有争执全凭本平台裁定，不得起诉，已付款不退"),
    ],
)
def test_a_paper_and_a_card_are_sold_themselves(lexicon, title, text):
    assert told(lexicon, goods_page(text, title=title), *_AREAS)


def test_an_excuse_is_told_to_the_officer(look):
    inspection = look(goods_page("律师说：离店概不负责的告示，不能免除法定责任"))
    excused = [f.excused for f in inspection.findings if f.excused and f.area in _AREAS]
    assert excused
    assert all(len(reason) > 5 for reason in excused)
