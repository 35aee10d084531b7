"""Approval numbers of veterinary drugs (兽药产品批准文号): missing or malformed.

兽药管理条例 47: what was made without the approval that it needs counts as a false drug.
"""

from checks.context import Context
from checks.farm_goods import is_vet_drug
from checks.farm_number import AREA, UNIT, FarmNumber, is_sold
from checks.finding import Finding
from checks.pattern_rule import compiled

__all__ = ["AREA", "COMPARED", "UNIT", "check"]
COMPARED = ("vet-drug-number",)

_NUMBER = FarmNumber(
    goods="兽药",
    name="兽药产品批准文号",
    missing_rule="vet-drug-number-missing",
    left_out_rule="vet-drug-number-left-out",
    wrong_rule="vet-drug-number",
    topic="veterinary",
    excuse="批准文号在商品图片上；进口兽药，须查进口兽药注册证书；商品不是兽药",
)
_IMPORTED = compiled("外兽药证字|进口兽药注册证")
"""Imported ones have a certificate with a number of another form."""


def check(context: Context) -> list[Finding]:
    """One finding where the goods are a veterinary drug and no right number is shown."""
    if not is_vet_drug(context.plain_name) or not is_sold(context.page):
        return []
    numbers = [code for code in context.page.codes if code.kind == "vet_drug"]
    if any(code.valid for code in numbers) or _IMPORTED.search(context.plain_own):
        return []
    if not numbers:
        return _NUMBER.missing(context)
    first = numbers[0]
    return _NUMBER.wrong(context, "不合格式", first.field, first.start, first.end)
