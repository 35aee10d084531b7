"""The 13 units of the order, and what an office may change of them."""

from pathlib import Path

import pytest

from keywords.errors import FileFault
from leads.errors import UnitUnknown
from leads.home import Home
from leads.territory import route
from leads.units import load_units, shipped_units

SEED = {
    "network": "网络市场监管机构", "legal": "法规机构", "registration": "企业注册机构",
    "enterprise_supervision": "企业监督管理机构", "individual_private": "个体私营监督管理机构",
    "market_order": "市场规范管理机构", "consumer_protection": "消费者权益保护机构",
    "antimonopoly_competition": "反垄断与反不正当竞争执法机构", "advertising": "广告监督管理机构",
    "trademark": "商标监督管理机构", "complaints_12315": "12315消费者投诉举报机构",
    "information": "信息管理机构", "consumer_association": "消费者协会",
}  # fmt: skip

AREAS = {
    "counterfeit": "trademark", "advertising": "advertising", "licence": "network",
    "unfair_competition": "antimonopoly_competition", "pyramid_selling": "antimonopoly_competition",
    "product_quality": "consumer_protection", "farm_supplies": "market_order",
    "travel": "market_order", "contract_terms": "market_order",
    "consumer_rights": "consumer_protection", "credit": "enterprise_supervision",
}  # fmt: skip


def own(tmp_path: Path, text: str) -> Home:
    home = Home(tmp_path)
    home.units_file.write_text(text, "utf-8")
    return home


def test_the_orders_table() -> None:
    units = shipped_units()
    assert {u.id: u.name for u in units.units} == SEED
    assert {a.id: a.unit for a in units.areas} == AREAS


def test_units_are_found_by_any_of_their_names(tmp_path: Path) -> None:
    home = own(tmp_path, '[[units]]\nid = "advertising"\ncurrent = "广告监督管理处"\n')
    units = load_units(home)
    for words in ("advertising", "广告监督管理机构", "广告监督管理处", "广告"):
        assert units.find(words).id == "advertising"
    assert units.title("advertising") == "广告监督管理处"
    assert shipped_units().title("advertising") == "广告监督管理机构"
    with pytest.raises(UnitUnknown) as told:
        units.find("\x1b质量处")
    assert "\x1b" not in told.value.diagnostics("zh")


def test_an_office_moves_an_area_and_adds_a_unit(tmp_path: Path) -> None:
    text = '[[units]]\nid = "quality"\nname = "质量监督机构"\n'
    text += '[[areas]]\nid = "product_quality"\nunit = "quality"\ngap = ""\n'
    units = load_units(own(tmp_path, text))
    area = units.area("product_quality")
    assert area is not None
    assert (area.unit, area.gap, area.assist) == ("quality", "", ["trademark"])


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('[[areas]]\nid = "travel"\nunit = "networks"\n', 3, "networks"),
        ('[[unit]]\nid = "x"\n', 1, "units"),
        ('[[units]]\nid = "quality"\n', 2, "name"),
        ('[[units]]\nid = "legal"\n[[units]]\nid = "legal"\n', 4, "legal"),
        ('[[areas]]\nid = "travel"\n\nassist = ["legal", "nobody"]\n', 4, "nobody"),
        ('goods = [{words = ["茶"], body = "某局", areas = ["tea"]}]\n', 1, "tea"),
        ("units = 7\n", 1, "units"),
        ("[[units\n", 1, ""),
    ],
)
def test_faults_name_line_and_what_was_expected(
    text: str, line: int, words: str, tmp_path: Path
) -> None:
    with pytest.raises(FileFault) as told:
        load_units(own(tmp_path, text))
    said = told.value.diagnostics("zh")
    assert f"units.toml:{line}" in said
    assert words in said


def test_goods_bring_in_bodies_outside() -> None:
    units = shipped_units()
    assert units.external("farm_supplies") == ["农业农村部门"]
    assert units.external("advertising", "某某农药") == ["农业农村部门"]
    assert units.external("counterfeit", "处方药品") == ["药品监督管理部门（药监局）"]
    for title in ("普洱茶", "无农药蔬菜", "不打农药的苹果", "农药残留检测合格", "低农药大米"):
        assert units.external("advertising", title) == []
    assert units.external("licence", "旅游鞋 户外") == []
    assert units.external("licence", "昆明旅游 跟团") == ["文化和旅游部门"]


@pytest.mark.parametrize(
    ("goods", "bodies"),
    [
        ("化妆品", ["药品监督管理部门（药监局）"]),
        ("医疗服务", ["卫生健康部门"]),
        ("医疗美容诊所", ["卫生健康部门"]),
        ("野生动物", ["林业和草原部门"]),
        ("投资理财", ["地方金融管理部门"]),
        ("投资理财，保本保息", ["地方金融管理部门", "公安机关"]),
        ("旅游跟团", ["文化和旅游部门"]),
        ("走私手表", ["海关"]),
        # other goods that only hold the word
        ("投资金条", []),
        ("象牙白沙发", []),
        ("化妆品收纳盒", []),
        ("诊所家具", []),
        ("饲料粉碎机", []),
    ],
)
def test_goods_of_no_known_area_bring_in_every_body(goods: str, bodies: list[str]) -> None:
    assert shipped_units().external("", goods) == bodies


def test_terms_of_sale_of_a_cosmetic_are_no_matter_of_the_drug_office() -> None:
    assert shipped_units().external("contract_terms", "面膜") == []
    assert shipped_units().external("advertising", "面膜") == ["药品监督管理部门（药监局）"]


def test_an_office_says_which_words_tell_other_goods(tmp_path: Path) -> None:
    text = '[[goods]]\nwords = ["盐"]\nbody = "盐业机构"\nunless = ["盐焗"]\n'
    units = load_units(own(tmp_path, text))
    assert units.external("advertising", "食用盐") == ["盐业机构"]
    assert units.external("advertising", "盐焗鸡") == []


def test_every_body_of_the_shipped_table_is_reached() -> None:
    units = shipped_units()
    for entry in units.goods:
        for word in entry.words:
            assert entry.body in units.external((entry.areas or [""])[0], word), word


@pytest.mark.parametrize(
    ("rule", "bodies"),
    [
        ("product_quality.passed-off-as-drug", ["药品监督管理部门（药监局）"]),
        ("product_quality.sold-without-prescription", ["药品监督管理部门（药监局）"]),
        ("product_quality.banned-drug-added", ["药品监督管理部门（药监局）", "公安机关"]),
        ("advertising.prescription-pushed", ["药品监督管理部门（药监局）"]),
        ("product_quality.label", []),
    ],
)
def test_acts_bring_in_bodies_whatever_the_goods_are_called(rule: str, bodies: list[str]) -> None:
    """药品管理法 61, 98; 刑法 144."""
    units = shipped_units()
    assert units.external("product_quality", "轻盈胶囊", [rule]) == bodies
    sent = route({"area": "product_quality", "goods": "轻盈胶囊", "rules": [rule]})
    assert sent.external == bodies
