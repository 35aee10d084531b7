"""Whether a reward is for any review: that bad ones are spoken of is not enough."""

import pytest

from checks.any_review import ANY_REVIEW
from checks.plain_text import plain
from checks.unless import affirmed


@pytest.mark.parametrize(
    "text",
    [
        "写差评也返",
        "差评照样领，差评一样送两元",
        "不论好评差评都返现",
        "不管几星都送",
        "如实评价送五元",
        "我们不返现，写什么都行",
        "不要求好评",
        "不强制评价",
    ],
)
def test_any_review_is_rewarded(text):
    assert affirmed(ANY_REVIEW, plain(text).text)


@pytest.mark.parametrize(
    "text",
    ["写差评不返", "差评的不送", "五星返两元，差评不返现", "不管多远都包邮", "好坏都没有"],
)
def test_only_good_ones_are(text):
    assert affirmed(ANY_REVIEW, plain(text).text) is None
