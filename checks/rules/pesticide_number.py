"""Registration numbers of pesticides (农药登记证号): missing, malformed or of a kind long ended.

农药管理条例 28, 44. PD with the year and four digits (or the old five digits), WP for
household use; LS and WL were temporary and none has been given since 2017.
"""

import re
from datetime import date

from checks.context import Context
from checks.farm_goods import is_pesticide
from checks.finding import Finding
from checks.number_on_pack import number_on_pack
from checks.other_voices import own_voice
from checks.pattern_rule import compiled
from pages.page import Page

AREA = "farm_supplies"
UNIT = "market_order"
COMPARED = ("registration-number",)

_WRITTEN = compiled(r"(?:pdn|pd|wp|ls|wl|ex)[-:]?\d{2,16}(?:-\d{1,4})?(?:f\d{1,6})?")
_RIGHT = re.compile(
    r"(?:pd|wp|ex)((?:19|20)\d{2})\d{4}(?:f\d+)?|(?:pd|pdn|wp)\d{1,5}-\d{1,4}|(?:pd|"
    r"pdn)\d{5}(?:f\d+)?"
)
_TEMPORARY = re.compile(r"(?:ls|wl)\d{4,}")
_FIELDS = ("attributes", "description", "title", "image_text", "alt", "structured")


def check(context: Context) -> list[Finding]:
    """One finding where the goods are a pesticide and no right number is shown."""
    if not is_pesticide(context.plain_name) or not _sold(context.page):
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
        return own_voice(context, [_finding(context, *wrong)])
    missing = _finding(context, "", "", 0, 0)
    return own_voice(context, [number_on_pack(context, missing)])


def _sold(page: Page) -> bool:
    return bool(page.prices) or "购" in page.text("description")


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


def _finding(context: Context, why: str, field: str, start: int, end: int) -> Finding:
    raw = context.page.fields[field][start:end] if field else ""
    if why:
        reason = f"商品按“农药”看待，登记证号“{raw}”{why}。"
    else:
        reason = "商品按“农药”看待，页面文字中没有农药登记证号（图片文字未检的，须人工查看图片）。"
    return context.bare_finding(
        AREA,
        rule="registration-number" if why else "registration-missing",
        unit=UNIT,
        lead=True,
        strength="strong" if why else "weak",
        reason=f"{reason}处罚权属农业农村部门，须移送。",
        excuse="登记证号在商品图片上；商品不是农药（器械、肥料、诱捕用品）",
        matched=raw,
        field=field,
        start=start,
        end=end,
        basis=context.basis(AREA, "pesticide"),
    )
