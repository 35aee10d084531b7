"""Numbers of seed and pesticides: missing, said to be on the pack, and where none is needed."""

import pytest

from tests.checks.made_pages import goods_page
from tests.checks.rules.by_rules_alone import told

MISSING = {
    "farm_supplies.registration-missing",
    "farm_supplies.approval-missing",
    "farm_supplies.vet-drug-number-missing",
}


@pytest.mark.parametrize(
    ("title", "text", "missing"),
    [
        ("除草剂 200毫升", "一喷就死，玉米地用，买五送一", True),
        ("除草剂 200毫升", "没有登记证也能查到厂家，放心用", True),
        ("苦参碱 生物农药", "登记证PD开头能查，见效慢，安全间隔期看标签", False),
        ("除草剂 200毫升", "标签登记作物有柑橘，按亩用量打", False),
        ("水稻种子 两公斤", "高产抗倒，今年新到", True),
        ("水稻种 农户自留余种", "赶街卖自家剩的常规稻种十来斤，不是杂交，没包装", False),
        ("杂交水稻种 农户自留余种", "自家地里留的种，杂交一代", True),
        ("阿苯达唑片 兽用 100片", "牛羊驱线虫，休药期牛14日", True),
        ("阿苯达唑片 兽用 100片", "批准文号见瓶签，休药期牛14日", False),
        ("阿苯达唑片 兽用 100片", "批准文号：兽药字250051082，休药期牛14日", False),
        ("连续注射器 兽用 5毫升", "不锈钢，可拆洗", False),
        ("土猪肉 无抗生素 五斤", "散养一年，现杀现发", False),
        ("伊维菌素片 兽用 进口", "进口兽药注册证书号：（2022）外兽药证字45号", False),
    ],
)
def test_a_number_is_missing_only_where_it_must_stand(lexicon, title, text, missing):
    found = told(lexicon, goods_page(text, title=title), "farm_supplies")
    assert bool(found & MISSING) is missing


def test_what_a_list_of_particulars_leaves_out_no_sentence_denies(look):
    words = "米粒细长，煮粥出米油。育秧一个月，肥水跟着来。收到货放干的地方，别淋雨，开袋就用完。"
    facts = {"品种": "软香9号", "净含量": "5斤", "发货地": "德宏芒市"}
    found = [
        next(one for one in look(page).findings if one.rule.startswith("farm_supplies.approval-"))
        for page in (
            goods_page(words, title="云南稻种 常规稻 5斤", facts=facts),
            goods_page(words, title="云南稻种 常规稻 5斤"),
        )
    ]
    assert found[0].lead and "逐项列出" in found[0].reason
    assert "第七十九条" in found[0].basis
    # a page without its table tells less; nothing on it denies what it does not say
    assert "否认" not in found[1].reason
    for pack in ("以袋面为准", "见袋面"):
        page = goods_page(words, title="云南稻种 5斤", facts={**facts, "审定编号": pack})
        assert not any(one.lead for one in look(page).findings)


def test_a_number_of_a_veterinary_drug_has_its_form(lexicon):
    page = goods_page("批准文号：兽药字2500510，牛羊驱线虫", title="阿苯达唑片 兽用 100片")
    assert "farm_supplies.vet-drug-number" in told(lexicon, page, "farm_supplies")


def test_an_approved_veterinary_drug_may_name_the_disease(lexicon):
    words = "用于治疗牛羊线虫病、绦虫病，连用三天见效，治好为止"
    right = goods_page(f"批准文号：兽药字250051082。{words}", title="阿苯达唑片 牛羊 100片")
    wrong = goods_page(words, title="阿苯达唑片 牛羊 100片")
    assert not told(lexicon, right, "advertising")
    assert told(lexicon, wrong, "advertising")
