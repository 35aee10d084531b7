"""Tobacco on the net: an advertisement, a sale, a flavour, a pupil; each told once."""

import pytest

from checks.context import Context
from checks.discovery import areas as known_areas
from checks.rules import talk_of_tobacco_liquor
from checks.tobacco import tobacco_findings
from leads.units import shipped_units
from pages.reading import read_page
from tests.checks.made_pages import TODAY, areas, goods_page

ABROAD = (
    "口岸直接带过来的，没有中文标。整条起发，云南走顺丰，外省走大巴。\n名字别在群里打，私聊要单子。"
)
PUPILS = "学生党最爱，奶茶杯造型，放书包里看不出来。\n西瓜冰最好抽。\n戒烟神器，抽这个没有害处。"
FAKES = "越代的华子，口感和店里一模一样，量大从优，走物流不报品名"


def seen(lexicon, title: str, text: str, facts: dict[str, str] | None = None) -> Context:
    body = goods_page(text, title=title, facts=facts).encode()
    page = read_page(body, "https://shop.example/p/1.html", "text/html; charset=utf-8")
    return Context(page, lexicon, today=TODAY)


def told(lexicon, title: str, text: str, facts: dict[str, str] | None = None):
    found = tobacco_findings(seen(lexicon, title, text, facts))
    return {one.rule.partition(".")[2]: one for one in found if one.lead}


def test_cigarettes_from_over_the_border_are_no_matter_of_a_mark(lexicon, look):
    found = told(lexicon, "进口外烟 免税爆珠 整条", ABROAD)
    sale = found["tobacco-smuggled"]
    assert "tobacco-sold" not in found
    assert "烟草专卖法" in sale.basis and "第二十二条" in sale.basis
    assert "商标法" not in sale.basis and "产品质量法" not in sale.basis
    assert areas(look(goods_page(ABROAD, title="进口外烟 免税爆珠 整条"))) == {"advertising"}


def test_cigarettes_of_no_known_source_are_a_sale_against_the_monopoly(lexicon):
    found = told(lexicon, "软中 硬中 整条", "内部渠道拿的，刮了码，三条起，老客私聊，包到")
    assert "当地烟草专卖批发企业" in found["tobacco-sold"].reason


def test_imitations_are_told_of_their_mark(lexicon):
    (fake,) = talk_of_tobacco_liquor.check(seen(lexicon, "中华软盒 一条", FAKES))
    assert fake.lead and "商标法" in fake.basis and "第二十五条、第五十八条" in fake.basis
    real = talk_of_tobacco_liquor.check(seen(lexicon, "进口外烟 免税爆珠 整条", ABROAD))
    assert not [one for one in real if one.lead]


def test_one_page_of_e_cigarettes_is_one_advertisement_and_two_sales(lexicon):
    title = "水果味电子烟 一次性小烟 8000口"
    found = tobacco_findings(seen(lexicon, title, PUPILS, {"口味": "西瓜、葡萄、可乐"}))
    leads = [one for one in found if one.lead]
    assert sorted(one.rule for one in leads) == [
        "advertising.flavoured-e-cigarettes",
        "advertising.tobacco",
        "advertising.tobacco-to-minors",
    ]
    by_rule = {one.rule.partition(".")[2]: one for one in leads}
    assert "互联网广告管理办法" in by_rule["tobacco"].basis
    assert "水果味电子烟" in by_rule["tobacco"].reason
    assert "第二十六条" in by_rule["flavoured-e-cigarettes"].basis
    assert "第五十九条" in by_rule["tobacco-to-minors"].basis


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("香薰加湿器", "西瓜味香型，学生宿舍也能用，喷雾细腻，到货快"),
        ("烟灰缸 桌面款", "放香烟用，新品上市，九折包邮"),
        ("电子烟收纳盒", "不向未成年人销售。本店不卖烟，只卖盒子"),
        ("小区便民店", "香烟请到店购买，持烟草专卖许可证，不网售，未成年人勿购"),
        ("书包 小学生", "减负护脊，反光条，西瓜红、薄荷绿两色"),
    ],
)
def test_what_is_no_tobacco_or_warns_of_it(lexicon, title, text):
    assert not told(lexicon, title, text)


def test_the_tobacco_office_and_the_customs_hear_of_it():
    units = shipped_units()
    smuggled = units.external("advertising", rules=("advertising.tobacco-smuggled",))
    assert {"烟草专卖行政主管部门", "海关"} <= set(smuggled)
    flavoured = units.external("advertising", rules=("advertising.flavoured-e-cigarettes",))
    assert flavoured == ["烟草专卖行政主管部门"]
    assert "advertising" in {one.name for one in known_areas()}
