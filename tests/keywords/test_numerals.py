"""Numerals in words, read as figures."""

import pytest

from keywords.numerals import digits_in, number_of


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("五百九十九", 599),
        ("伍佰玖拾玖", 599),
        ("5佰9", 590),
        ("五百九", 590),
        ("两千三", 2_300),
        ("一万二", 12_000),
        ("一百零八", 108),
        ("十五", 15),
        ("二〇二六", 2_026),
        ("三三百", None),
        ("", None),
    ],
)
def test_a_numeral_is_the_number_that_it_says(written: str, number: int | None) -> None:
    assert number_of(written) == number


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("双飞五百九十九元", ["599"]),
        ("壹元游", ["一"]),
        ("假壹赔叁", ["一", "三"]),
        ("卖2000万元", []),
        ("千万别信", []),
        ("三三两两", []),
        ("陆先生", []),
    ],
)
def test_only_what_nobody_takes_for_a_word_is_rewritten(text: str, figures: list[str]) -> None:
    assert [word for _, _, word in digits_in(text)] == figures
