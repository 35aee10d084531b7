"""Codes shown in ways that running text does not have: one character a cell, masked with
asterisks, or in a part of the page that is not taken for the shop's own words.
"""

import re
from collections.abc import Iterator

from checks.display.vocabulary import Vocabulary
from checks.display.whose import others_code
from pages.check_digits import is_uscc
from pages.credit_codes import credit_codes, normal
from pages.encoded import EncodedText
from pages.page import Code, FieldName, Page

_CELLS = re.compile(
    r"(?<![0-9A-Za-z])(?:[0-9A-Za-z０-９Ａ-Ｚ]\n){17}[0-9A-Za-z０-９Ａ-Ｚ](?![0-9A-Za-z])"
)
_MASKED = re.compile(
    r"(?:信用代[码碼]|(?<!会员)(?<!用户)(?:注册号|执照(?:编号|号码?))"
    r"(?=[^0-9A-Za-z\n*＊]{0,14}[0-9A-Za-z*＊●•]{15}))"
    r"[^0-9A-Za-z\n*＊]{0,14}"
    r"([0-9A-Za-z]{2,14}[*＊●•]{3,14}[0-9A-Za-z]{0,12})(?![0-9A-Za-z*＊●•])"
)
"""A number of eleven under 注册号 may be a telephone's."""
_FIELDS: tuple[FieldName, ...] = ("description", "attributes", "image_text")
_BESIDE: tuple[FieldName, ...] = ("aside", "reviews")
_MAX_TEXT = 200_000


def codes_in_cells(page: Page) -> Iterator[Code]:
    """Sound codes of which each character stands in a cell or on a line of its own."""
    text = page.fields.get("description", "")[:_MAX_TEXT]
    for match in _CELLS.finditer(text):
        value = normal(match.group().replace("\n", ""))
        if is_uscc(value):
            yield Code("uscc", value, match.group(), True, "description", *match.span())


def masked_codes(page: Page, words: Vocabulary) -> Iterator[str]:
    """Codes of the shop, part of which is covered (91530102********6X), as they stand."""
    for field in _FIELDS:
        for line in page.fields.get(field, "")[:_MAX_TEXT].split("\n"):
            if "*" not in line and "＊" not in line and "●" not in line and "•" not in line:
                continue
            for match in _MASKED.finditer(line[:2_000]):
                if not words.speaks_of_platform(line) and not others_code(line[: match.start()]):
                    yield match[1]


def codes_beside(page: Page) -> Iterator[Code]:
    """Sound codes in what the page seems to say of other goods, or its buyers of the shop."""
    for field in _BESIDE:
        text = page.fields.get(field, "")[:_MAX_TEXT]
        if "码" in text or "号" in text or "9" in text:
            yield from (code for code in credit_codes(EncodedText(text), field) if code.valid)
