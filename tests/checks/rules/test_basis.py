"""The law that an officer reads beside a finding is the one that the words offend."""

import importlib
import pkgutil

import pytest

from checks import rules
from checks.context import Context
from keywords.keyword_list import load_list, shipped_lists
from pages.reading import read_page
from tests.checks.made_pages import TODAY, goods_page

MODULES = [one.name for one in pkgutil.iter_modules(rules.__path__)]
KEYS = {(one.area, basis.key) for one in map(load_list, shipped_lists()) for basis in one.basis}

ADVERTISED = [
    ("tobacco", "细支香烟", "爆珠口味，整条包邮", "第二十二条、第五十七条"),
    ("drinking-urged", "高粱酒", "每天两杯，消除疲劳", "第二十三条、第五十八条"),
    ("breast-milk", "婴儿配方奶粉", "媲美母乳", "第二十条、第五十七条"),
    ("prescription-pushed", "靶向药", "靶向药不用处方，包邮到家", "第十五条、第五十七条"),
    ("superstition", "黑曜石手串", "大师开光，戴上就转运", "第九条第七项至第九项、第五十七条"),
    ("patent-unnumbered", "净水壶", "国家专利产品，专利号不公开", "第十二条、第五十九条"),
    ("rival-belittled", "油烟机", "我们家吊打其他品牌", "第十三条、第五十九条"),
    (
        "hidden-advertisement",
        "养生讲堂",
        "养生课堂讲完，订购热线见下",
        "第十四条、第十九条、第五十九条",
    ),
    ("house-promises", "滇池边现房", "距高铁站十分钟，稳赚", "第二十六条、第五十八条"),
    ("childs-voice", "牛奶", "六岁小童星代言", "第三十八条第二款、第四十条、第五十八条"),
]
FARM = [
    ("红蜘蛛特效药", "几种药自己兑的方子，没有登记证，打药都用这个", "农药管理条例", "种子法"),
    ("水稻种", "套大公司的袋子，亲本一样，便宜十块", "种子法", "农药管理条例"),
    ("复合肥", "没有登记证，白袋，总养分51其实二十来个", "肥料登记管理办法", "种子法"),
    ("猪用小料", "拌料喂背宽屁股圆，出栏前停一周就查不出", "饲料和饲料添加剂管理条例", "种子法"),
]


def _told(lexicon, module, title, text):
    body = goods_page(text, title=title).encode()
    page = read_page(body, "http://shop.example/p/1.html", "text/html; charset=utf-8")
    context = Context(page, lexicon, today=TODAY)
    return importlib.import_module(f"checks.rules.{module}").check(context)


@pytest.mark.parametrize("name", MODULES)
def test_a_rule_names_keys_that_its_areas_lists_hold(name):
    module = importlib.import_module(f"checks.rules.{name}")
    tables = [one for one in vars(module).values() if isinstance(one, tuple)]
    named = {key for table in tables for rule in table for key in getattr(rule, "basis", ())}
    assert {(module.AREA, key) for key in named} <= KEYS


@pytest.mark.parametrize(("rule", "title", "text", "article"), ADVERTISED)
def test_what_no_advertisement_may_hold_is_told_with_its_article(
    lexicon, rule, title, text, article
):
    found = {one.rule: one.basis for one in _told(lexicon, "ad_bans", title, text)}
    assert article in found[f"advertising.{rule}"]
    assert "第二十八条" not in found[f"advertising.{rule}"]


@pytest.mark.parametrize(("title", "text", "law", "other"), FARM)
def test_farm_supplies_are_told_with_the_law_on_such_goods(lexicon, title, text, law, other):
    (found,) = _told(lexicon, "talk_of_farm_goods", title, text)
    assert law in found.basis and other not in found.basis


def test_a_switched_itinerary_and_sham_capital_are_told_with_their_laws(lexicon):
    (tour,) = _told(
        lexicon, "tour_deals", "滇西环线", "本社有权随时更改行程，恕不另行通知，概不退费"
    )
    assert "第六十九条、第一百条" in tour.basis
    (capital,) = _told(lexicon, "sham_registration", "注册代办", "验资的钱我们来垫，盖章就转走")
    assert "第四十五条" in capital.basis and "公司法" in capital.basis


def test_a_mark_only_claimed_to_be_registered_is_told_with_its_article(lexicon):
    text = "商标还在受理，瓶贴上先打了注册商标的圈R"
    (found,) = _told(lexicon, "claimed_registration", "辣酱", text)
    assert "第五十二条" in found.basis and "第五十七条" not in found.basis


@pytest.mark.parametrize(
    ("module", "title", "text", "rule", "law", "other"),
    [
        (
            "default_choices",
            "读书会员",
            "次月起每月15元自动扣，不再另行提醒，中途不能取消",
            "renewal-without-end",
            "《网络交易监督管理办法（2025年修正）》第十八条",
            "电子商务法",
        ),
        (
            "default_choices",
            "读书会员",
            "账号注销要寄身份证，等三个月",
            "account-kept",
            "第二十四条、第七十六条",
            "第二十一条",
        ),
        (
            "late_and_kept",
            "单车",
            "押金当成清洁费扣完",
            "deposit-kept",
            "第二十一条、第七十八条",
            "第十九条",
        ),
    ],
)
def test_renewals_deposits_and_accounts_have_each_their_article(
    lexicon, module, title, text, rule, law, other
):
    found = {one.rule.partition(".")[2]: one.basis for one in _told(lexicon, module, title, text)}
    assert law in found[rule] and other not in found[rule]


@pytest.mark.parametrize(
    ("text", "rule", "law", "other"),
    [
        ("没有3C，厂里直接拉的货", "uncertified", "认证认可条例", "产品质量法"),
        ("套用3C，插头照样用", "certificate", "第三十一条", "食品安全法"),
        ("没有厂名，也没贴厂址，便宜", "label", "第二十七条", "认证认可条例"),
        ("也没贴厂名厂址，厂里直接拉的货", "label", "第二十七条", "认证认可条例"),
        ("没办生产许可，自己家里做", "unlicensed-making", "工业产品生产许可证", "第二十七条"),
    ],
)
def test_what_is_not_certified_is_not_forged(look, text, rule, law, other):
    found = look(goods_page(text, title="电热毯 双人双控")).findings
    (one,) = [one for one in found if one.rule == f"product_quality.{rule}"][:1]
    assert one.lead and law in one.basis and other not in one.basis


def test_a_mark_that_waits_for_its_registration_is_nobody_elses(look):
    text = "我们的商标还没有批下来，先打上注册商标的圈R标，卖得好看一点。"
    found = look(goods_page(text, title="彝绣围巾 ®注册商标 彝阿婆")).findings
    assert {one.rule for one in found if one.lead} == {"counterfeit.claimed-registration"}
