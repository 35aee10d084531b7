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
