from decimal import Decimal

import pytest

from pages.numerals import chinese_number, decimal_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("一百九十九", 199),
        ("两千三", 2300),
        ("三百五", 350),
        ("三百零五", 305),
        ("十", 10),
        ("十二", 12),
        ("一万二", 12000),
        ("一万零二百", 10200),
        ("壹仟贰佰", 1200),
        ("二〇二六", 2026),
        ("五万", 50000),
        ("一亿三千万", 130_000_000),
        ("百", 100),
        ("元", None),
        ("", None),
        ("一" * 50, None),
    ],
)
def test_numbers_in_words(text, number):
    assert chinese_number(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [("１９９．５", "199.5"), ("1,299.00", "1299.00"), ("a", None), ("1e999999", None)],
)
def test_numbers_in_figures(text, number):
    assert decimal_number(text) == (Decimal(number) if number else None)
