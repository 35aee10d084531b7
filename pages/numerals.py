"""Amounts in words: 一百九十九, 两千三, 九块九, 1.2万 (中文数字)."""

import re
import unicodedata
from decimal import Decimal

from keywords import numerals

# Prices are read in text as it is shown, where traditional forms stand as well.
DIGITS = {**numerals.DIGITS, "貳": 2, "參": 3, "陸": 6}
_BIG = {**numerals.MYRIADS, "萬": 10_000, "億": 100_000_000}
CHARACTERS = "".join([*DIGITS, *numerals.UNITS, *_BIG])
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
    for char in text:
        if char in DIGITS:
            digit = DIGITS[char]
            if digit == 0:
                last_unit = 0
        elif char in numerals.UNITS:
            section += (digit or 1) * numerals.UNITS[char]
            last_unit, digit = numerals.UNITS[char], 0
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
