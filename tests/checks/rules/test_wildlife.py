"""Wild animals for sale are told with their law; likenesses, bred animals and warnings are not."""

import pytest

from checks.context import Context
from checks.finding import Finding
from checks.rules import wildlife
from keywords.lexicon import Lexicon
from pages.reading import read_page
from tests.checks.made_pages import TODAY, goods_page

SOLD = [
    ("protected-animal", "老家干货：野生穿山甲片", "现货500克"),
    ("protected-animal", "文玩老货", "象牙手串也有，私聊看图"),
    ("protected-animal", "犀牛角 老料", "整支出"),
    ("protected-animal", "玳瑁手镯", "纹路漂亮，一只"),
    ("protected-animal", "跌打药酒", "真虎骨泡的，一斤三百"),
    ("protected-animal", "红腹锦鸡活体", "一对，没有繁育许可证也能养"),
    ("taken-in-the-wild", "画眉鸟 活体", "野外抓的，包活到家"),
    ("taken-in-the-wild", "鹩哥雏鸟", "掏窝的，包开口"),
    ("taken-in-the-wild", "熊胆 整个", "山里野生黑熊的，没手续，懂的来"),
    ("taken-in-the-wild", "土货", "平胸龟，山上抓的，一只八百"),
    ("taken-in-the-wild", "麝香", "缅甸过来的，整颗，没有证件"),
    ("wild-game", "麂子干巴", "山上打的野生麂子，限量"),
    ("wild-game", "野猪肉", "后山套到的，现杀，35一斤"),
    ("wild-game", "土特产", "打猎得来的斑鸠，火锅下酒都好，按只卖"),
]
NOT_SOLD = [
    ("穿山甲毛绒公仔", "象牙白色，30厘米"),
    ("牛角梳", "水牛角手工，不是犀牛角"),
    ("猛犸牙手串", "猛犸象牙料，一串一图"),
    ("象牙果手串", "植物象牙，椰子果核"),
    ("连衣裙", "象牙白、米色、黑色可选"),
    ("仿象牙筷子", "密胺材质，仿象牙色，十双"),
    ("眼镜框", "玳瑁色板材，一副"),
    ("野生动物园门票", "看猕猴、红腹锦鸡、穿山甲标本"),
    ("画眉笔 防水", "野生眉必备，一只装"),
    ("白麝香香水", "前调野生玫瑰"),
    ("麝香保心丸", "国药准字Z31020068，一盒42粒"),
    ("画眉鸟 活体", "人工繁育二代，有繁育许可证，附专用标识"),
    ("竹鼠", "养殖场直供，有检疫证明"),
    ("虎皮鹦鹉", "不用证件，手养一只"),
    ("散养土猪", "跑山猪，不是野猪，山上散养"),
    ("野生菌干", "山上采的，山野味道浓，一斤八十"),
    ("鸟笼", "竹制，适合画眉，野外抓拍道具"),
    ("高黎贡山观鸟一日游", "可拍到白鹇、红腹锦鸡，禁止投喂野生动物"),
    ("普法宣传", "警方提醒：出售象牙制品、穿山甲片违法，请勿购买"),
    ("环保公益", "拒绝购买象牙制品，没有买卖就没有杀害"),
    ("川贝枇杷膏", "不含蛇胆、熊胆"),
]


def _told(lexicon: Lexicon, title: str, text: str) -> list[Finding]:
    body = goods_page(text, title=title).encode()
    page = read_page(body, "http://shop.example/1", "text/html; charset=utf-8")
    return wildlife.check(Context(page, lexicon, today=TODAY))


@pytest.mark.parametrize(("rule", "title", "text"), SOLD)
def test_a_wild_animal_for_sale_is_told(lexicon, rule, title, text):
    found = [one for one in _told(lexicon, title, text) if one.lead]
    assert f"product_quality.{rule}" in {one.rule for one in found}
    assert all("林业和草原" in one.reason and "野生动物保护法" in one.basis for one in found)


@pytest.mark.parametrize(("title", "text"), NOT_SOLD)
def test_what_only_sounds_like_it_is_not(lexicon, title, text):
    assert not [one for one in _told(lexicon, title, text) if one.lead]


def test_each_act_has_its_articles(lexicon):
    parts, *_ = _told(lexicon, "象牙手串", "老料，一串")
    game, *_ = _told(lexicon, "麂子干巴", "山上打的野生麂子，限量")
    assert parts.basis.endswith("第二十八条、第五十二条")
    assert game.basis.endswith("第三十一条、第五十条、第五十三条")


def test_the_animal_is_quoted_where_only_the_name_says_it(lexicon):
    (found,) = _told(lexicon, "画眉鸟 活体", "野外抓的，包活到家")
    assert (found.field, found.matched) == ("title", "画眉")
    assert found.reason.startswith("“画眉”、“野外抓的，包活”")


def test_papers_that_are_lacking_excuse_nothing(lexicon):
    said, lacking = "一只，附专用标识", "一只，没有专用标识，懂的来"
    assert not any(one.lead for one in _told(lexicon, "鹩哥 野生鸟", said))
    assert any(one.lead for one in _told(lexicon, "鹩哥 野生鸟", lacking))


def test_the_whole_of_the_checks_says_so_and_nothing_of_marks(look):
    found = look(goods_page("下奶，现货500克，懂的私聊。", title="干货：野生穿山甲片")).findings
    rules = {one.rule for one in found if one.lead and not one.rule.endswith(".unlisted")}
    assert rules == {"product_quality.protected-animal"}
