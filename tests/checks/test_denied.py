"""What the shop says that it does not do is no lead; what it takes back in the same breath is."""

import pytest

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
