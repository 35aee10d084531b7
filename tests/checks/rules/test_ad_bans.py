"""What no advertisement may hold: a patent that is not granted yet."""

import pytest

from tests.checks.made_pages import goods_page
from tests.checks.rules.by_rules_alone import told

RULE = "advertising.patent-unnumbered"


@pytest.mark.parametrize(
    "text",
    [
        "本品为国家专利产品，专利号正在审批中，仿冒必究",
        "已申请国家专利，国家专利产品，专利号正在批",
        "发明专利实审阶段，证书快下来了",
        "国家专利产品，专利还没授权",
        "专利技术，等授权就补专利号",
    ],
)
def test_a_patent_that_is_pending(lexicon, text):
    assert RULE in told(lexicon, goods_page(text, title="磁吸挂钩"), "advertising")


@pytest.mark.parametrize(
    "text",
    [
        "国家专利产品，实用新型专利，专利号：ZL202120345678.9",
        "专利产品，专利号：202030123456.7，外观设计专利",
        "免打孔挂钩，承重两公斤",
    ],
)
def test_a_number_of_a_patent(lexicon, look, text):
    page = goods_page(text, title="磁吸挂钩")
    assert RULE not in told(lexicon, page, "advertising")
    false = [one for one in look(page).findings if one.rule == "advertising.false"]
    assert all(one.excused for one in false)


def test_the_words_patent_number_are_no_number(look):
    page = goods_page("国家专利产品，专利号正在审批中", title="磁吸挂钩")
    inspection = look(page)
    false = [one for one in inspection.findings if one.rule == "advertising.false"]
    assert false and not any(one.excused for one in false)
    lead = next(one for one in inspection.findings if one.rule == RULE and one.lead)
    assert "第十二条" in lead.basis and "第五十九条" in lead.basis


def test_drinking_and_driving_on_a_page_of_spirits(lexicon, look):
    text = "每天二两，活血通络，喝了开车也不碍事。\n这酒是自家酿的，塑料桶装，外面套纸箱。"
    page = goods_page(text, title="三十年陈酿苞谷酒 散装5斤")
    assert "advertising.drinking-urged" in told(lexicon, page, "advertising")
    found = [one for one in look(page).findings if one.rule == "advertising.drinking-urged"]
    assert all("第二十三条" in one.basis and "驾驶" in one.reason for one in found)
    warned = goods_page("酒后请勿驾车，过量饮酒有害健康", title="三十年陈酿苞谷酒 散装5斤")
    assert "advertising.drinking-urged" not in told(lexicon, warned, "advertising")
