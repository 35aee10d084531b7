"""What an officer reads of a medical word is of the class whose law stands beside it."""

import pytest

from tests.checks.made_pages import goods_page

DEVICE = "注册证编号：滇械注准20212090087\n请仔细阅读产品说明书\n"


def _medical(look, title, text):
    findings = look(goods_page(text, title=title)).findings
    return [one for one in findings if one.rule == "advertising.medical"]


@pytest.mark.parametrize(
    ("title", "said", "article"),
    [
        ("杏雨堂中医馆 不孕专科", "医疗广告", "医疗广告管理办法"),
        ("鱼油软胶囊 保健食品", "保健食品广告", "第十八条"),
        ("普洱熟茶 一饼", "食品广告", "第七十三条"),
        ("保湿面霜 50克", "化妆品广告", "化妆品监督管理条例"),
        ("竹茶盘", "药品、医疗器械以外的商品", "第十七条"),
    ],
)
def test_the_reason_is_of_the_class(look, title, said, article):
    found = _medical(look, title, "三个月治愈率96%，附近的人都知道，长期有货可以咨询。")
    assert found and all(said in one.reason and article in one.basis for one in found)
    clinic = "中医馆" in title
    assert all(("医疗广告审查" in one.excuse) is clinic for one in found)


def test_no_number_is_given_as_the_reason_for_what_none_excuses(look):
    page = f"{DEVICE}治愈率98.6%，无任何副作用，用于缓解关节疼痛的辅助治疗。"
    found = {one.matched: one for one in _medical(look, "红外磁疗护膝 医用级", page)}
    assert "不能这样写" in str(found["治愈率"].excused)
    assert "不能这样写" in str(found["无任何副作用"].excused)
    assert "本页有批准文号" in str(found["治疗"].excused)


@pytest.mark.parametrize("said", ["滑膜炎、半月板损伤全好", "关节炎戴一个月就断根"])
def test_a_device_number_excuses_no_sure_cure(look, said):
    page = goods_page(f"{DEVICE}戴两个月{said}，邻居都来问。", title="红外磁疗护膝 医用级")
    rules = {one.rule for one in look(page).findings if one.lead}
    assert any(rule.startswith("advertising.") for rule in rules)


def test_the_approved_use_of_a_device_is_excused(look):
    page = goods_page(f"{DEVICE}适用范围：用于缓解关节疼痛的辅助治疗。", title="红外磁疗护膝")
    assert not [one for one in look(page).findings if one.lead and one.area == "advertising"]


def test_spots_are_the_lawful_function_of_a_special_cosmetic(look):
    page = goods_page("主打温和，连着用两罐看变化。", title="美白祛斑霜 30g 黄褐斑老年斑")
    found = [one for one in look(page).findings if one.area == "advertising"]
    assert not any(one.lead for one in found if one.rule != "advertising.unlisted")
    assert all("特殊化妆品的功能" in str(one.excused) for one in found if "斑" in one.matched)
