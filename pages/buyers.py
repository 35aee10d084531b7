"""Lines that a buyer signs, as reviews without a heading have them: 李*生 2026-07-12.

高*仿 is no name, though it looks like one: stars alone sign nothing, a date or a mark stands by.
"""

import re

LONGEST = 48
"""No signature is longer: a name, a date, a level, what was bought."""

_UNNAMED = (
    r"(?:匿名(?:买家|用户|会员|网友|顾客)"
    r"|(?:微信|淘宝|抖音|手机|平台)?用户\d{0,4}\*{2,8}\d{0,4})"
)
_MASKED = (
    rf"(?:{_UNNAMED}|匿名|(?:微信|淘宝|抖音|手机)?用户\d{{2,12}}|[一-龥]\*{{1,8}}[一-龥]{{0,2}}"
    r"|(?!\S{0,6}\d{3}\*)[^\s*：:，,。|]{1,6}\*{2,8}[^\s*：:，,。|]{0,6})"  # not 138****66
)
_MARK = (
    r"(?:(?:20\d\d[-./年])?\d{1,2}[-./月]\d{1,2}日?(?:\s{0,3}\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?"
    r"|[★☆⭐]{1,5}|[1-5](?:\.0)?\s?[分星]|[四五]星|好评|中评|差评|\d{1,2}\s?(?:天|个月|小时)前)"
)
_GAP = r"[\s|·,，/（(【\[-]{0,3}"
_REST = r"[)）】\]]?(?:[\s|·,，]{1,3}[^\s，。:：]{1,6}[:：][^\s，。:：]{0,12}){0,3}"  # 颜色：白
_NAME = re.compile(rf"(?:{_MASKED})\s{{0,3}}(?:(?i:lv|vip)\.?\d)?")
_NOBODY = re.compile(_UNNAMED)
_MARKS = re.compile(rf"(?:{_GAP}{_MARK}){{1,3}}{_REST}")
_SIGNED = re.compile(rf"{_NAME.pattern}(?:{_GAP}{_MARK}){{1,3}}{_REST}")
_BEGINS = re.compile(
    rf"(?![一-龥]\*(?!\S{{0,3}}{_GAP}20\d\d)){_NAME.pattern}{_GAP}{_MARK}|{_UNNAMED}\s{{0,3}}[:：|\s]"
)


def is_signature(line: str, before: str) -> bool:
    """Whether a line (`before` it another) is a buyer's masked name with a date or stars, or ends
    such a one: what follows it in its block are the buyer's words."""
    if len(line) > LONGEST:
        return False
    if _SIGNED.fullmatch(line) or _NOBODY.fullmatch(line):
        return True
    return _MARKS.fullmatch(line) is not None and _NAME.fullmatch(before[:LONGEST]) is not None


def is_signed(line: str) -> bool:
    """Whether a line begins with a buyer's signature and goes on with the buyer's words:
    t***8 2026-10-14 包装结实."""
    return _BEGINS.match(line) is not None


def may_name(line: str) -> bool:
    """A look at a line that most lines fail: whether it may hold a buyer's name at all."""
    return "*" in line or "用户" in line or "匿名" in line
