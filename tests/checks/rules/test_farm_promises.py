"""What is promised of farm supplies is the advertisement's offence, whatever number they bear."""

import pytest

from leads.units import shipped_units
from tests.checks.made_pages import goods_page
from tests.checks.rules.by_rules_alone import told

PESTICIDE = {"农药登记证号": "PD20151234", "有效成分": "联苯肼酯43%"}
SEED = {"审定编号": "滇审玉2019086号", "生产经营许可证": "B（滇）农种许字（2021）第0017号"}
VET_DRUG = {"兽药批准文号": "兽药字250412188"}

PROMISES = [
    (
        "果园红蜘蛛药 100ml",
        "一遍清园，连卵一起死，有效率100%",
        PESTICIDE,
        "第二十一条",
        "第二十七条",
    ),
    (
        "果园红蜘蛛药 100ml",
        "人喝了都没事，安全无毒，当天摘果就能吃",
        PESTICIDE,
        "第二十一条",
        "第二十七条",
    ),
    (
        "高原抗旱 玉米杂交种",
        "示范户亩产稳稳两千斤，保您丰收。种子有毒，不能喂鸡",
        SEED,
        "第二十七条",
        "第二十一条",
    ),
    (
        "仔猪拉稀灵 黄白痢散",
        "拌料里喂，无毒副作用，农大教授推荐使用",
        VET_DRUG,
        "第二十一条",
        "第二十七条",
    ),
    ("育肥猪预混料 5公斤", "十五天长膘，农大教授推荐", {}, "第二十一条", "第二十七条"),
    ("大豆冲施肥 20公斤", "保证每亩多收一千斤，收不够我们赔", {}, "第二十八条", "第二十一条"),
]
"""Goods, what is promised, their table, the article that bars it and one on other goods."""


@pytest.mark.parametrize(("title", "text", "facts", "article", "other"), PROMISES)
def test_a_promise_is_cited_with_the_article_on_such_advertisements(
    look, title, text, facts, article, other
):
    leads = [one for one in look(goods_page(text, title=title, facts=facts)).findings if one.lead]
    assert {one.unit for one in leads} == {"advertising"}
    # 有效率 and ranks have rules of their own, with laws beside this one
    promised = [one for one in leads if one.rule == "farm_supplies.farm-promise-talk"]
    assert all(article in one.basis and other not in one.basis for one in promised)
    assert any(article in one.basis for one in leads)
    for one in leads:
        assert shipped_units().external(one.area, f"{title} {text}", (one.rule,)) == []


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("水稻除草剂", "没有登记证，白瓶装，打药都用这个"),
        ("牛羊驱虫净 100ml", "兽医站拿的货，没有批文，瓶子上只有手写的字"),
        ("鸡鸭呼吸道散 兽用", "产蛋也能用，不用停药，鸡蛋照卖"),
    ],
)
def test_what_is_wrong_with_the_goods_stays_with_those_who_punish_it(look, title, text):
    findings = look(goods_page(text, title=title)).findings
    told_of = [one for one in findings if one.lead and one.area == "farm_supplies"]
    assert any("处罚权属农业农村部门" in one.reason for one in told_of)
    fakes = [one for one in told_of if not one.rule.endswith("farm-promise-talk")]
    assert not any("广告法" in one.basis for one in fakes)


def test_an_animals_cure_is_told_of_feed_and_not_of_a_drug(lexicon):
    words = "用了以后输卵管炎、大肠杆菌病都不治自好，不用再喂药"
    rule = "advertising.feed-cures"
    assert rule in told(lexicon, goods_page(words, title="蛋鸡增蛋宝 饲料添加剂"), "advertising")
    approved = goods_page(words, title="蛋鸡肠炎散", facts=VET_DRUG)
    assert rule not in told(lexicon, approved, "advertising")
    warned = goods_page("本品不得用于治疗疾病，病鸡请兽医诊治", title="蛋鸡预混料 25公斤")
    assert rule not in told(lexicon, warned, "advertising")


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("减肥茶 肥胖人群 20袋", "见效快，三天瘦五斤，脂肪肝也好了"),
        ("纯中药减肥胶囊 60粒", "见效快，孕妇不能吃"),
        ("苗家断根膏", "没有批号，老方子手工做的，药店里买不到"),
    ],
)
def test_bodies_and_peoples_are_no_farm_supplies(look, title, text):
    findings = look(goods_page(text, title=title)).findings
    assert not [one for one in findings if one.area == "farm_supplies" or "farm" in one.rule]
    assert not [one for one in findings if "（“肥”）" in one.reason or "有“肥”" in one.reason]


def test_what_sold_a_fatty_liver_cure_is_not_excused_as_fertilizer(look):
    page = goods_page("喝了脂肪肝也好了", title="减肥茶 肥胖人群 20袋")
    assert [one for one in look(page).findings if one.lead and "脂肪肝" in one.matched]


def test_demonstrating_farmers_are_no_trial(lexicon):
    rule = "advertising.farm-absolute"
    page = goods_page("几个示范户都种，比一般品种增产40%", title="玉米杂交种", facts=SEED)
    assert rule in told(lexicon, page, "advertising")
    page = goods_page("区域试验平均增产8%，因地而异", title="玉米杂交种", facts=SEED)
    assert rule not in told(lexicon, page, "advertising")


def test_how_feed_is_mixed_is_no_food(lexicon):
    page = goods_page("每百斤饲料拌两斤，一个月内喂完", title="育肥猪预混料 5公斤")
    assert not told(lexicon, page, "product_quality")
