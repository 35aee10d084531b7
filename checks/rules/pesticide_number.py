"""Registration numbers of pesticides (农药登记证号): missing, malformed or of a kind long ended.

农药管理条例 28, 44. PD with the year and four digits (or the old five digits), WP for
household use; LS and WL were temporary and none has been given since 2017.
"""

import re
from datetime import date

from checks.context import Context
from checks.farm_goods import is_pesticide
from checks.farm_number import AREA, UNIT, FarmNumber, is_sold
from checks.finding import Finding
from checks.pattern_rule import compiled

__all__ = ["AREA", "COMPARED", "UNIT", "check"]
COMPARED = ("registration-number",)

_NUMBER = FarmNumber(
    goods="农药",
    name="农药登记证号",
    missing_rule="registration-missing",
    left_out_rule="registration-left-out",
    wrong_rule="registration-number",
    topic="pesticide",
    excuse="登记证号在商品图片上；商品不是农药（器械、肥料、诱捕用品）",
)
_WRITTEN = compiled(r"(?:pdn|pd|wp|ls|wl|ex)[-:]?\d{2,16}(?:-\d{1,4})?(?:f\d{1,6})?")
_RIGHT = re.compile(
    r"(?:pd|wp|ex)((?:19|20)\d{2})\d{4}(?:f\d+)?|(?:pd|pdn|wp)\d{1,5}-\d{1,4}|(?:pd|"
    r"pdn)\d{5}(?:f\d+)?"
)
_TEMPORARY = re.compile(r"(?:ls|wl)\d{4,}")
_FIELDS = ("attributes", "description", "title", "image_text", "alt", "structured")


def check(context: Context) -> list[Finding]:
    """One finding where the goods are a pesticide and no right number is shown."""
    if not is_pesticide(context.plain_name) or not is_sold(context.page):
        return []
    wrong = None
    for field in _FIELDS:
        if not context.page.fields.get(field):
            continue
        plain = context.plain(field)
        for found in _WRITTEN.finditer(plain.text):
            number = found.group().replace(":", "")
            why = _fault(number, context.today)
            if why is None:
                return []
            wrong = wrong or (why, field, *plain.span(found.start(), found.end()))
    if wrong is not None:
        return _NUMBER.wrong(context, *wrong)
    return _NUMBER.missing(context)


def _fault(number: str, today: date) -> str | None:
    """What is wrong with a number, or None."""
    if _TEMPORARY.fullmatch(number):
        return "临时登记证号，2017年起不再核发，已经失效"
    match = _RIGHT.fullmatch(number)
    if match is None:
        return "不合登记证号的格式"
    if match[1] and not 1982 <= int(match[1]) <= today.year:
        return f"年份{match[1]}不可能"
    return None
