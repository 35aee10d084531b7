"""Codes shown in ways that running text does not have: one character a cell, masked with
asterisks, of a length that no code has, drawn by a style sheet where the text has none, or in
a part of the page that is not taken for the shop's own words.
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
_MISFIT = re.compile(
    r"(?:营业执照|執照|执照|信用代[码碼])(?:编?号码?|注册号)?[：:（( \u3000]{1,3}"
    r"([9９][123１２３][0-9０-９]{6}[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]{7,13})(?![0-9A-Za-z*＊●•-])"
)
"""Under 营业执照 only what begins as a code does: a class, then the six digits of a place."""
_UNFILLED = re.compile(r"(?:统一)?社会信用代[码碼](?:编?号)?[：:][ \u3000\xa0]*$", re.MULTILINE)
_VALUE = re.compile("[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]{4}|[（(]?(?:暂无|无|待|未)")
_FIELDS: tuple[FieldName, ...] = ("description", "attributes", "image_text")
_BESIDE: tuple[FieldName, ...] = ("aside", "reviews")
_EXAMPLE = re.compile("(?:例如?|如|示例|样例|格式)[：: ]{0,3}$")
"""What a form's field shows to who is to fill it in."""
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


def codes_of_wrong_length(page: Page, words: Vocabulary) -> Iterator[Code]:
    """Codes under 营业执照 with a character too many or too few, which are no codes."""
    for field in _FIELDS:
        text = page.fields.get(field, "")[:_MAX_TEXT]
        for match in _MISFIT.finditer(text) if "执照" in text or "代码" in text else ():
            line = text[text.rfind("\n", 0, match.start()) + 1 : match.start(1)]
            if len(match[1]) == 18 or words.speaks_of_platform(line) or others_code(line):
                continue
            yield Code(
                "uscc", normal(match[1]), match[1], False, field, *match.span(1), note="length"
            )


def label_without_code(page: Page) -> str:
    """A label of the code behind which the text has nothing: 统一社会信用代码：. A style sheet or a
    picture may show it."""
    for field in _FIELDS[:2]:
        text = page.fields.get(field, "")[:_MAX_TEXT]
        for match in _UNFILLED.finditer(text) if "社会信用代" in text else ():
            if not _VALUE.match(text[match.end() :].lstrip()[:20]):
                return match.group().strip()
    return ""


def codes_beside(page: Page) -> Iterator[Code]:
    """Sound codes in what the page seems to say of other goods, or its buyers of the shop."""
    for field in _BESIDE:
        text = page.fields.get(field, "")[:_MAX_TEXT]
        if "码" in text or "号" in text or "9" in text:
            yield from (
                code
                for code in credit_codes(EncodedText(text), field)
                if code.valid and not _EXAMPLE.search(text[max(code.start - 12, 0) : code.start])
            )
