"""Amounts in running text (金额): 5万, 五万元, 50,000, ５ｗ, 99999元, in 元.

For rules about a limit: prices that a shop asks are pages.prices.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from pages.numerals import CHARACTERS, chinese_number, decimal_number

_AMOUNT = re.compile(
    rf"(?P<sign>¥|rmb|价值|奖金|现金|红包)?(?:约|为|是|高达|达|:)*"
    rf"(?:(?P<figures>\d{{1,3}}(?:[,，]\d{{3}}){{1,4}}|\d{{1,12}}(?:\.\d{{1,2}})?)|(?P<words>[{CHARACTERS}]{{1,12}}))"
    r"(?P<scale>万|w|千|k|百万|千万|亿)?(?P<rest>(?<=[万w千k])[1-9](?![\d.,，]))?(?P<unit>元|块|圆|人民币|rmb|现金|奖金|大奖|红包|巨奖)?"
)
_SCALES = {
    "万": 10_000,
    "w": 10_000,
    "千": 1_000,
    "k": 1_000,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
}


def amounts_in(text: str) -> Iterator[tuple[Decimal, int, int]]:
    """(元, start, end) of each amount of plain text: a sign, scale or unit makes one, or 万 in
    numerals at the end of a phrase."""
    for match in _AMOUNT.finditer(text):
        marked = match["sign"] or match["unit"]
        if match["words"]:
            if not (marked or _worth(match, text)):
                continue
            number = chinese_number(match["words"])
            amount = Decimal(number) if number is not None else None
        elif not (marked or match["scale"]):
            continue
        else:
            amount = decimal_number(match["figures"].replace("，", ","))
        if amount is None or not amount:
            continue
        if match["scale"]:
            scale = _SCALES[match["scale"]]
            amount = amount * scale + int(match["rest"] or 0) * scale // 10  # 6w8, 三万五
        yield amount, match.start(), match.end()


def _worth(match: re.Match[str], text: str) -> bool:
    """Whether numerals alone are a sum: 八万六的小电车, but not 八万人."""
    behind = text[match.end() : match.end() + 1]
    return "万" in match["words"][1:] and (not behind or behind in "的，。\n")
