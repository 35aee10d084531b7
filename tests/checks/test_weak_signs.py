import pytest

from checks.term_check import term_findings
from tests.checks.made_pages import goods_page, leads, seen_page


@pytest.mark.parametrize(
    ("lines", "lead"),
    [
        # one weak sign never makes a lead
        ("明星同款", False),
        ("懂的来", False),
        ("送礼首选", False),
        ("对失眠的人友好", False),
        # words of everyday trade, in pairs
        ("大牌同款", False),
        ("海外代购，原厂包装", False),
        ("极致做工，独家设计", False),
        # a word of the trade beside another
        ("低价正品，小票可补", True),
        ("驴家同款", True),
        ("复刻大牌", True),
        ("普洱茶领导品牌，行业王牌之作", True),
        ("痛风和失眠的人都在喝，消炎排毒", True),
        # scattered over the page, light words say nothing
        ("极致做工\n独家设计\n送礼首选", False),
        ("低价正品\n好物推荐\n小票可补", True),
        # light words in a heap
        ("极致完美，独家首选，永远的经典", True),
    ],
)
def test_signs_together(look, lines, lead):
    assert bool(leads(look(goods_page(lines)))) is lead


def test_a_price_far_below_is_a_sign_too(look):
    assert leads(look(goods_page("大牌同款\n专柜价12800元，现价580元", price="580")))
    assert not leads(look(goods_page("专柜价12800元，现价580元", price="580")))


def test_the_reason_names_the_others(look):
    findings = look(goods_page("低价正品，小票可补")).findings
    assert all("一并出现" in f.reason for f in findings if f.lead)
    assert {f.strength for f in findings} == {"weak"}


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        ("国家专利产品，重金属百分之百去除，喝了老妈不犯痛风", set()),
        ("门店专供，天天喝，风湿的人也喝", set()),
        ("痛风和失眠的人都在喝，国家专利产品", {"痛风", "失眠"}),
    ],
)
def test_signs_of_different_acts_do_not_support_each_other(lexicon, lines, joined):
    findings = term_findings(seen_page(lexicon, lines), "advertising", "advertising")
    assert {one.term for one in findings if one.lead} == joined
    assert all("专利" not in one.reason for one in findings if one.lead)
