"""Amounts in words: 一百九十九, 两千三, 九块九, 1.2万 (中文数字)."""

import re
import unicodedata
from decimal import Decimal

DIGITS = {
    **dict(zip("零一二三四五六七八九", range(10), strict=True)),
    **dict(zip("〇壹贰叁肆伍陆柒捌玖", range(10), strict=True)),
    "两": 2,
    "貳": 2,
    "參": 3,
    "陸": 6,
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1_000, "仟": 1_000}
_BIG = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}
CHARACTERS = "".join([*DIGITS, *_UNITS, *_BIG])
_MAX_LENGTH = 24
_FIGURES = re.compile(r"\d{1,20}(?:\.\d{1,6})?")


def chinese_number(text: str) -> int | None:
    """The number that Chinese numerals say, or None if they are none.

    两千三 is 2,300 and 三百五 is 350: a last digit counts for the next lower unit.
    """
    if not text or len(text) > _MAX_LENGTH:
        return None
    if all(char in DIGITS for char in text):
        return int("".join(str(DIGITS[char]) for char in text))
    total = section = digit = 0
    last_unit = 0
    seen_zero = False
    for char in text:
        if char in DIGITS:
            digit = DIGITS[char]
            seen_zero = seen_zero or digit == 0
            if digit == 0:
                last_unit = 0
        elif char in _UNITS:
            section += (digit or 1) * _UNITS[char]
            last_unit, digit = _UNITS[char], 0
        elif char in _BIG:
            total += ((section + digit) or 1) * _BIG[char]
            last_unit, section, digit = _BIG[char], 0, 0
        else:
            return None
    if digit and last_unit >= 100:
        digit *= last_unit // 10
    return total + section + digit


def decimal_number(text: str) -> Decimal | None:
    """A number in figures, full width or with thousands separators: １９９．５, 1,299.00."""
    plain = unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "")
    if not _FIGURES.fullmatch(plain):
        return None
    return Decimal(plain)
