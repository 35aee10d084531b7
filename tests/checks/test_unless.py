"""What excuses is said as it stands and quoted: behind its negation it excuses nothing."""

import pytest

from checks.pattern_rule import compiled
from checks.plain_text import plain
from checks.unless import affirmed, unless_named, unless_said
from tests.checks.made_pages import goods_page
from tests.checks.rules.by_rules_alone import told


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("可取消", "一旦开通不可取消"),
        ("转让", "年卡概不退、不转让"),
        ("风险", "安全无风险"),
        ("风险", "稳赚，无任何风险"),
        ("禁忌", "没有任何禁忌，老少皆宜"),
        ("自愿", "非自愿也得买"),
        ("提前三天提醒", "到期不提前三天提醒"),
        ("违法", "这不属于违法"),
        ("定制", "不是定制的也不退"),
        ("审批", "未审批先卖"),
    ],
)
def test_a_word_behind_its_negation_excuses_nothing(word, text):
    assert affirmed(compiled(word), text) is None


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("可取消", "不可取消？可取消的"),
        ("风险", "投资有风险"),
        ("恶意", "除非恶意差评"),
        ("[^不]全额退", "不过全额退"),
        ("可退", "不满意可退"),
        ("会退", "是不是会退"),
        ("转让", "不退款，可以转让"),
    ],
)
def test_a_word_that_nothing_takes_back_excuses(word, text):
    assert affirmed(compiled(word), text) is not None


def test_the_words_are_quoted_as_the_page_writes_them():
    shown = "本店承諾：可 隨時 退款"
    told_plain = plain(shown)
    condition = (compiled("随时退"), "可以退款")
    why = unless_said(condition, shown, told_plain, 0, len(told_plain.text))
    assert why == "可以退款（“隨時 退”）"
    assert unless_named((compiled("宠物"), "词语另有所指"), "寵物窩", plain("寵物窩")) == (
        "词语另有所指（“寵物”）"
    )
    assert unless_said(None, shown, told_plain, 0, 4) is None
    assert unless_named((compiled("宠物"), "词语另有所指"), "猫窝", plain("猫窝")) is None


@pytest.mark.parametrize(
    ("title", "text", "rule"),
    [
        (
            "听书会员",
            "首月1元，次月起每月自动扣29元，一旦开通不可取消，不再另行通知。",
            "consumer_rights.renewal-without-end",
        ),
        (
            "健身房 年卡",
            "年卡概不退卡、不转让，余额不补。本店有权单方调整营业时间和收费。",
            "contract_terms.changed-at-will",
        ),
        (
            "试用招募",
            "五星好评附图返还全款，写差评不返。",
            "unfair_competition.worse-gets-nothing",
        ),
        (
            "净水器 上门安装",
            "不给五星好评的拒绝售后，先写好评再来修。",
            "consumer_rights.praise-before-remedy",
        ),
        (
            "理疗贴",
            "高血压贴上三天就好，没有任何禁忌，孕妇也可以放心使用。",
            "advertising.cure-result",
        ),
    ],
)
def test_what_the_page_contradicts_excuses_no_rule(lexicon, title, text, rule):
    area = rule.partition(".")[0]
    assert rule in told(lexicon, goods_page(text, title=title), area)


@pytest.mark.parametrize(
    ("title", "text", "area"),
    [
        (
            "听书会员",
            "首月1元，次月起每月自动扣29元，续费前提前三天提醒，随时可取消。",
            "consumer_rights",
        ),
        ("试用招募", "晒图写评价，写差评也一样返五元。", "unfair_competition"),
        ("试用招募", "我们不返现，好的坏的都欢迎。", "unfair_competition"),
    ],
)
def test_what_the_page_says_does_excuse(lexicon, title, text, area):
    assert not told(lexicon, goods_page(text, title=title), area)


def test_the_reason_of_an_excuse_quotes_what_it_rests_on(look):
    page = goods_page("根治牙周炎的都是骗人的", title="《糖尿病防治》图书")
    reasons = [one.reason for one in look(page).findings if one.excused]
    assert reasons and all("“" in reason for reason in reasons)
    farm = goods_page("农药登记证号 PD20090123，地下害虫特效", title="辛硫磷颗粒剂 5%")
    said = [one.excused or "" for one in look(farm).findings if one.matched == "特效"]
    assert said and all("“见效快”" not in one and "商品名称中有“农药”" not in one for one in said)
