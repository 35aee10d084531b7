"""Codes of who built the site (建站、技术支持单位), printed at the foot of their clients' pages."""

import re

from checks.display.whose import BUILT, COMPANY_NAME, FULL, names_builder, shares_name
from pages.page import Link, Page

_AFTER_ITS_NAME = re.compile(
    "[：:]?[ \u3000\xa0]{0,3}[\u4e00-\u9fff]{4,30}(?:公司|工作室|中心|部)[（(][^）)]*$"
)
_BEFORE_ITS_WORK = re.compile("由[\u4e00-\u9fff]{4,30}公司(?:提供|负责)?$")
_IN_BRACKETS = re.compile("[（(][^）)]*$")
_BUILT_LINE = re.compile(f"{BUILT.pattern}[：: ]{{1,3}}[\u4e00-\u9fff]{{4,30}}公司")
_NAMED_LAST = re.compile(
    f"{BUILT.pattern}[：:]?[ \u3000\xa0]{{0,3}}"
    "([\u4e00-\u9fff（）()]{2,30}?(?:公司|工作室|中心|网络|科技|软件|传媒|建站))"
    "[ \u3000\xa0，,]{0,4}$"
)
_BARE_LABEL = re.compile(
    "(?:(?:统一)?社会信用代码|信用代码|营业执照(?:注册号|编号)?|税号)?[：: ]{0,3}"
)


def is_builders_code(before: str) -> bool:
    """Whether what stands on the line before a code gives it in brackets to who built the site:
    技术支持：某某网络科技有限公司（统一社会信用代码 …."""
    if not _IN_BRACKETS.search(before):
        return False
    for built in BUILT.finditer(before):
        rest = before[built.end() :]
        if _AFTER_ITS_NAME.match(rest):
            return True
        if _BEFORE_ITS_WORK.search(before[: built.start()]) and _IN_BRACKETS.match(rest):
            return True
    return False


def is_mark_of_builder(page: Page, link: Link, before: Link | None) -> bool:
    """Whether a mark, or the link `before` it, names who built the site, or the mark stands on its
    line right behind that name: 技术支持：某某网络科技有限公司 [电子营业执照]."""
    if names_builder(page, link) or names_builder(page, before):
        return True
    named = _NAMED_LAST.search(link.led)
    return named is not None and not shares_name(named[1], page.title)


def is_led_by_builder(page: Page, text: str, start: int) -> bool:
    """Whether a code stands by itself on the line under 技术支持：某某有限公司, on a page that
    names no other company: it may be either's."""
    begin = text.rfind("\n", 0, start) + 1
    if begin == 0 or not _BARE_LABEL.fullmatch(text[begin:start].strip()):
        return False
    above = text[text.rfind("\n", 0, begin - 1) + 1 : begin - 1].strip()
    if _BUILT_LINE.fullmatch(above) is None or shares_name(above, page.title):
        return False
    own = text.replace(above, "")
    return COMPANY_NAME.search(own) is None and FULL.search(own) is None
