"""The division code inside a registration number, and whether the number can be trusted.

USCC 统一社会信用代码 (GB 32100-2015) and registration numbers 注册号 (GS 15-2006)
name the registration authority, food numbers JY and SC the place of business,
police filings 公安备案 the place of filing. A number that fails its check digit
(校验不符) still hints, but proves nothing.
"""

import re
import unicodedata
from dataclasses import dataclass

from pages.check_digits import ends_in_mod_11_10, is_uscc


@dataclass(frozen=True, slots=True)
class AreaCode:
    """The six-digit code `area` that the number `text` carries.

    `sound` is the verdict of the number's check digit or form. `area` may have
    only four known digits, then it ends in "00".
    """

    area: str
    text: str
    sound: bool


def of_uscc(number: str) -> AreaCode | None:
    """Digits 3-8 of a unified social credit code: the registration authority."""
    match = re.search(r"(?<![0-9A-Z])[0-9A-Z]{2}[0-9OI]{6}[0-9A-Z]{10}(?![0-9A-Z])", _tidy(number))
    if match is None:
        return None
    text = match[0]
    # A letter O or I for a digit is a slip of the pen 疑似笔误: a hint, never a sound code.
    area = text[2:8].translate({ord("O"): "0", ord("I"): "1"})
    return AreaCode(area, text, is_uscc(text))


def of_reg_no(number: str) -> AreaCode | None:
    """Digits 1-6 of a registration number of 15 digits, or 13 in the old form without a check."""
    match = re.search(r"(?<![0-9A-Z])(?:\d{15}|\d{13})(?![0-9A-Z])", _tidy(number))
    if match is None:
        return None
    text = match[0]
    return AreaCode(text[:6], text, len(text) == 13 or ends_in_mod_11_10(text))


def of_jy(number: str) -> AreaCode | None:
    """Digits 2-7 of a food-business licence 食品经营许可 (JY) or filing 备案 (YB)."""
    text = _tidy(number)
    # The forms before 2015: 食品流通许可 SP and 餐饮服务许可, the area before the year or after it.
    if match := re.search(r"SP(\d{6})\d{10}(?!\d)|餐证字(?:20\d\d)?(\d{6})\d{6,8}(?!\d)", text):
        return AreaCode(match[1] or match[2], text, False)
    match = re.search(r"(?<![0-9A-Z])(?:JY|YB)?(\d{14})(?![0-9A-Z])", text)
    if match is None:
        return None
    digits = match[1]
    return AreaCode(digits[1:7], match[0], ends_in_mod_11_10(digits))


def of_sc(number: str) -> AreaCode | None:
    """Digits 4-9 of a food-production licence 食品生产许可 (SC), or 1-4 of the obsolete QS."""
    text = _tidy(number)
    if match := re.search(r"(?<![0-9A-Z])(?:SC)?(\d{14})(?![0-9A-Z])", text):
        digits = match[1]
        return AreaCode(digits[3:9], match[0], ends_in_mod_11_10(digits))
    if match := re.search(r"QS(\d{12})(?![0-9A-Z])", text):
        return AreaCode(match[1][:4] + "00", match[0], False)
    return None


def of_police_filing(number: str) -> AreaCode | None:
    """Digits 1-6 of a police filing. Sound if the letters before it name the same province."""
    text = _tidy(number)
    match = re.search(r"(?:([一-鿿])公网安备)?(?<!\d)(\d{14})(?!\d)", text)
    if match is None:
        return None
    province, digits = match.groups()
    own = (province == "滇") == digits.startswith("53")
    return AreaCode(digits[:6], text, province is None or own)


_COPY = re.compile(r"[(\[]\s*\d{1,2}\s*[-/]\s*\d{1,2}\s*[)\]]")


def _tidy(number: str) -> str:
    """`number` in half width and upper case, without blanks, hyphens, invisible characters, and
    the count of the copy 副本 behind it: （1-1）."""
    plain = _COPY.sub(" ", unicodedata.normalize("NFKC", number[:100]).upper())
    return "".join(c for c in plain if c.isalnum() and (c.isascii() or "一" <= c <= "鿿"))
