"""What the shop says that it does not do is no lead; what it takes back in the same breath is."""

import pytest

from checks.denied import denied_quote
from checks.finding import Finding
from checks.inspect import inspect
from tests.checks.made_pages import TODAY, seen_page


def found(lexicon, text: str) -> list[Finding]:
    findings = inspect(seen_page(lexicon, text).page, lexicon, today=TODAY).findings
    return [one for one in findings if one.area != "licence"]


def leads(lexicon, text: str) -> list[Finding]:
    return [one for one in found(lexicon, text) if one.lead]


@pytest.mark.parametrize(
    "text",
    [
        "我们不送礼物换好评。",
        "我们不找人当法人。",
        "我们从来不卖同行老店的客户电话。",
        "我们店绝不给司机三百、导游两成的现金。",
    ],
)
def test_a_denial_right_before_the_words_excuses_them(lexicon, text):
    assert leads(lexicon, text) == []


def test_the_words_themselves_are_a_lead(lexicon):
    for text in ("送礼物换好评。", "找人当法人。", "卖同行老店的客户电话两千个。"):
        assert leads(lexicon, text), text


@pytest.mark.parametrize(
    "text",
    [
        "我们不找人当法人也行，你自己找。",
        "我们不打广告，送礼物换好评。",
        "我们不送礼物换好评吗？晒图五星返现十元，加客服领取。",
        "我们从不退换货，特价商品售出概不退款。",
    ],
)
def test_what_is_taken_back_or_is_a_refusal_itself_stays(lexicon, text):
    assert leads(lexicon, text)


def test_the_reason_names_the_denial(lexicon):
    of_rule = {one.rule: one for one in found(lexicon, "我们不送礼物换好评。")}
    one = of_rule["unfair_competition.praise-deal"]
    assert one.excused is not None and "“我们不”" in one.excused


ITEMS = "没有办公室，要我们做假租房合同的\n借别人的执照开网店的"


def test_a_list_of_what_the_shop_does_not_do_is_no_lead(lexicon):
    assert leads(lexicon, ITEMS)
    listed = found(lexicon, f"我们不接的活\n{ITEMS}")
    assert listed and not [one for one in listed if one.lead]
    assert any("“我们不接的活”" in (one.excused or "") for one in listed)


@pytest.mark.parametrize(
    "text",
    [
        f"我们接的活\n{ITEMS}",
        f"不退的情形\n{ITEMS}",
        "我们不接的活\n太远的\n\n执照可以借别人的开网店，我们代办假租房合同，三天出证。",
    ],
)
def test_only_such_a_heading_denies_and_only_its_items(lexicon, text):
    assert leads(lexicon, text)


def test_a_sentence_that_denies_what_it_quotes_is_none_of_what_it_says():
    assert "不写“" in (denied_quote("不写“最多赔洗衣费几倍”") or "")
    assert denied_quote("我们从不说“包治百病”") is not None
    assert denied_quote("写“最多赔洗衣费几倍”，不写别的") is None
    assert denied_quote("不退“定制”的") is None
