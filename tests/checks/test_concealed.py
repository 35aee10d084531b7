"""What a page hides from its visitors: offers and terms are told as hidden, the rest is not."""

from dataclasses import replace

import pytest

from checks.concealed import with_concealed
from checks.inspect import inspect
from pages.reading import read_page
from tests.checks.made_pages import TODAY, areas

PAGE = (
    "<title>柑橘打药队</title><h1>柑橘打药队 宾川</h1>"
    "<p>无人机飞防，每亩12元，三位师傅都有操作证。</p>"
    '<b>12元</b><button>立即购买</button><div style="{style}">{words}</div>'
)
POISON = "自己兑的红蜘蛛药水，没有农药登记证，不贴标签，大白瓶装，一斤三十，需要的打电话拿"
TERMS = "本店售出的商品概不退换，出现质量问题本店概不负责"
STYLES = [
    "display:none",
    "position:absolute;left:-9999px",
    "font-size:1px;color:#fff",
    "height:0;overflow:hidden",
]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(("words", "area"), [(POISON, "farm_supplies"), (TERMS, "contract_terms")])
def test_a_hidden_offer_is_told_and_said_to_be_hidden(look, style, words, area):
    inspection = look(PAGE.format(style=style, words=words))
    hidden = [one for one in inspection.findings if one.lead and one.field == "hidden"]
    assert area in {one.area for one in hidden}
    assert all(one.reason.startswith("藏在页面隐藏、访客看不见的文字里：") for one in hidden)
    text = words
    assert all(one.matched and one.matched in text for one in hidden if one.start < one.end)


@pytest.mark.parametrize(
    "words",
    [
        "全国第一的柑橘打药队，国家级品质，销量冠军",
        "首页 商品分类 购物车 我的订单 联系客服",
        "本店拒绝销售没有农药登记证、不贴标签的药水，请勿来问",
        "{{item.title}} 没有农药登记证，不贴标签，需要的打电话拿",
    ],
)
def test_boasts_menus_denials_and_templates_are_not(look, words):
    assert areas(look(PAGE.format(style="display:none", words=words))) == set()


def test_hidden_words_of_buyers_are_the_buyers_own(look):
    review = f'<div class="reviews" style="display:none"><p>{POISON}</p></div>'
    assert areas(look(PAGE.format(style="", words=review))) == set()


def test_the_same_words_shown_are_told_once(lexicon):
    shown = PAGE.format(style="display:none", words=TERMS).replace("<b>", f"<p>{TERMS}</p><b>")
    page = read_page(shown.encode(), "https://shop.example/1", "text/html; charset=utf-8")
    told = [one for one in inspect(page, lexicon, today=TODAY).findings if one.lead]
    assert told and all(one.field != "hidden" for one in told)


def test_the_place_is_that_in_the_hidden_text(lexicon):
    two = f"<p>搜索 分类 首页</p><p>{POISON}</p>"
    body = PAGE.format(style="display:none", words=two).encode()
    page = read_page(body, "https://shop.example/1", "text/html; charset=utf-8")
    hidden = page.text("hidden")
    for one in inspect(page, lexicon, today=TODAY).findings:
        if one.lead and one.field == "hidden":
            assert hidden[one.start : one.end] == one.matched


def test_a_leaflet_behind_a_tab_is_that_of_the_drug(look):
    leaflet = "【适应症】用于治疗感冒引起的发热、头痛、咳嗽。【用法用量】口服，一次10克，一日3次。"
    drug = (
        "<title>感冒清热颗粒 12袋</title><h1>感冒清热颗粒 12袋</h1><p>国药准字Z53020123，OTC。"
        "请按药品说明书或者在药师指导下购买和使用。</p><b>18元</b><button>立即购买</button>"
        f'<div style="display:none">{leaflet}</div>'
    )
    assert areas(look(drug)) - {"licence"} == set()
    told = [one for one in look(drug.replace("国药准字Z53020123，OTC。", "")).findings if one.lead]
    assert any(one.field == "hidden" and one.area == "advertising" for one in told)


def test_what_the_model_alone_suspects_of_hidden_words_is_not_told(look):
    """A notice of a closed dialog (微信版本过低，请升级) is like nothing that it has learnt."""
    shown = look(PAGE.format(style="", words=POISON)).findings
    lead = next(one for one in shown if one.lead and one.field == "description")
    suspected = replace(lead, rule=f"{lead.area}.unlisted")
    assert [one.field for one in with_concealed([], [lead], 0)] == ["hidden"]
    assert with_concealed([], [suspected], 0) == []
