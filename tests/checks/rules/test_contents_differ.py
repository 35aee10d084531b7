"""The list of contents is held against the name of the goods."""

import pytest

from tests.checks.made_pages import goods_page
from tests.checks.rules.by_rules_alone import told

RULE = "product_quality.contents-differ"


@pytest.mark.parametrize(
    ("title", "label", "row", "differs"),
    [
        ("草原羊肉卷", "配料", "鸭胸肉、羊脂肪、食用盐", True),
        ("草原羊肉卷", "配料", "羊后腿肉", False),
        ("羊肉味薯片", "配料", "马铃薯、鸡精", False),
        ("羊肉串调料", "配料", "孜然、辣椒、鸡精", False),
        ("牦牛肉干", "主料", "猪肉、牦牛味香精", True),
        ("牛肉丸", "配料", "牛肉、猪肉、淀粉", False),
        ("蜗牛肉罐头", "配料", "蜗牛肉、鸡汤", False),
        ("素牛肉", "配料", "大豆蛋白、鸡精", False),
        ("牛肉味猫条", "配料", "鸡肉、牛肉味香精", False),
        ("原切西冷牛排", "配料", "碎牛肉、卡拉胶", True),
        ("原切西冷牛排", "配料", "牛肉", False),
        ("调理牛排", "配料", "牛肉、卡拉胶", False),
        ("百花土蜂蜜", "配料", "果葡糖浆、蜂蜜香精", True),
        ("蜂蜜柚子茶", "配料", "白砂糖、柚子、蜂蜜", False),
        ("女士羊绒围巾", "成分", "腈纶100%", True),
        ("女士羊绒围巾", "成分", "羊绒30%、涤纶70%", False),
        ("仿羊绒围巾", "成分", "腈纶100%", False),
        ("纯棉四件套", "面料", "棉40%、涤纶60%", True),
        ("纯棉四件套", "面料", "棉100%", False),
        ("头层牛皮腰带", "检测成分", "再生皮60%", True),
        ("真皮女鞋", "里料材质", "pu", False),
        ("真皮女鞋", "材质", "pu", True),
        ("冬季羽绒被", "填充物", "聚酯纤维", True),
        ("男童羽绒服", "面料", "聚酯纤维100%", False),
        ("冬季羽绒被", "填充物", "鹅绒90%、鸭毛10%", False),
    ],
)
def test_a_row_of_contents_without_what_the_name_says(lexicon, title, label, row, differs):
    page = goods_page("四季可用，当天发货。", title=title, facts={label: row})
    assert (RULE in told(lexicon, page, "product_quality")) is differs


def test_what_an_answer_says_of_the_main_ingredient_counts(lexicon):
    page = goods_page("问：配料表怎么没贴？答：主料猪肉，调了味。", title="手撕牦牛肉干")
    assert RULE in told(lexicon, page, "product_quality")
