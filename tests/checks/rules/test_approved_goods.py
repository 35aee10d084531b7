"""广告法 16, 18: a right number allows no assurance, rate, comparison, or anybody's word."""

import pytest

from tests.checks.made_pages import goods_page

RULE = "advertising.approved-goods-promise"
DEVICE = "注册证编号：滇械注准20182640001\n请仔细阅读产品说明书\n"
HEALTH_FOOD = "批准文号 国食健注G20190040\n本品不能代替药物\n"
DRUG = "国药准字Z20025001\n请按药品说明书或者在药师指导下购买和使用\n"


def _signs(look, title, text):
    findings = look(goods_page(text, title=title)).findings
    return {one.reason.partition("：")[2] for one in findings if one.lead and one.rule == RULE}


@pytest.mark.parametrize(
    ("title", "text", "words"),
    [
        ("上臂式电子血压计", f"{DEVICE}测量准确率100%，测得快", "断言或者保证"),
        ("上臂式电子血压计", f"{DEVICE}三甲医院一致推荐的牌子", "推荐、证明"),
        ("上臂式电子血压计", f"{DEVICE}心内科专家都在用", "推荐、证明"),
        ("鱼油软胶囊", f"{HEALTH_FOOD}保证有效，吃了就知道", "断言或者保证"),
        ("鱼油软胶囊", f"{HEALTH_FOOD}比降脂药降得快又好", "比较"),
        ("鱼油软胶囊", f"{HEALTH_FOOD}影星陈某倾情代言推荐", "推荐、证明"),
        ("鱼油软胶囊", f"{HEALTH_FOOD}人人都要吃，家家必备", "必需"),
        ("通络片", f"{DRUG}总有效率98.6%", "治愈率或者有效率"),
        ("通络片", f"{DRUG}治愈率高，回头客多", "治愈率或者有效率"),
        ("红外护膝", f"{DEVICE}滑膜炎、半月板损伤全好", "断言或者保证"),
        ("红外护膝", f"{DEVICE}骨科王主任给妈妈也买了，推荐病人都用", "推荐、证明"),
        ("辅酶软胶囊", f"{HEALTH_FOOD}老人三个月不用再含速效救心丸", "断言或者保证"),
        ("杏雨堂中医馆", "三副药怀上", "断言或者保证"),
        ("杏雨堂中医馆", "看不好不收钱", "断言或者保证"),
        ("杏雨堂中医馆", "附上患者李女士的故事", "推荐、证明"),
    ],
)
def test_each_promise_is_told_for_what_it_is(look, title, text, words):
    assert any(words in sign for sign in _signs(look, title, text))


def test_several_promises_are_several_acts(look):
    text = f"{HEALTH_FOOD}保证有效，无任何副作用，比降脂药降得快，影星陈某推荐。"
    assert len(_signs(look, "鱼油软胶囊", text)) == 3


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("上臂式电子血压计", f"{DEVICE}测量结果请咨询医生，本品不能代替药物治疗"),
        ("上臂式电子血压计", f"{DEVICE}袖带按医生推荐的用法佩戴"),
        ("鱼油软胶囊", f"{HEALTH_FOOD}保健功能：辅助降血脂，推荐用量每日两粒"),
        ("通络片", f"{DRUG}口服，一次两片，或者遵医生推荐剂量"),
        ("通络片", f"{DRUG}当天用冰袋包好寄出"),
        ("明德口腔门诊", "患者请提前预约，病例资料带好"),
        ("平安诊所", "看诊后不满意可找前台登记"),
    ],
)
def test_what_a_number_allows_is_no_promise(look, title, text):
    assert not _signs(look, title, text)


def test_the_warning_above_takes_nothing_back(look):
    """A line that ends 本品不能代替药物 denies nothing of the line below it."""
    assert _signs(look, "鱼油软胶囊", f"{HEALTH_FOOD}保证有效")


def test_a_number_is_no_excuse_for_the_word_of_doctors(look):
    page = goods_page(f"{DEVICE}老中医都说好", title="艾灸治疗仪")
    excused = [one for one in look(page).findings if one.rule == "advertising.doctors-say"]
    assert not any(one.excused for one in excused)


def test_a_clinic_that_promises_shows_no_number_of_its_examination(look):
    rule = "advertising.medical-advertisement-unexamined"
    said = "三副药怀上，看不好不收钱"
    (found,) = [
        one for one in look(goods_page(said, title="杏雨堂中医馆")).findings if one.rule == rule
    ]
    assert not found.lead and "第四十六条" in found.basis
    shown = goods_page(f"{said}\n滇医广〔2026〕第0612-18号 医广（2026）", title="杏雨堂中医馆")
    assert not [one for one in look(shown).findings if one.rule == rule]
