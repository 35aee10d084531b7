"""Approval numbers of veterinary drugs (兽药产品批准文号): missing or malformed.

兽药管理条例 47: what was made without the approval that it needs counts as a false drug.
"""

from checks.context import Context
from checks.farm_goods import is_vet_drug
from checks.finding import Finding
from checks.number_on_pack import number_on_pack
from checks.other_voices import own_voice
from checks.pattern_rule import compiled
from pages.page import Code

AREA = "farm_supplies"
UNIT = "market_order"
COMPARED = ("vet-drug-number",)

_IMPORTED = compiled("外兽药证字|进口兽药注册证")
"""Imported ones have a certificate with a number of another form."""


def check(context: Context) -> list[Finding]:
    """One finding where the goods are a veterinary drug and no right number is shown."""
    page = context.page
    if not is_vet_drug(context.plain_name) or not (page.prices or "购" in page.text("description")):
        return []
    numbers = [code for code in page.codes if code.kind == "vet_drug"]
    if any(code.valid for code in numbers) or _IMPORTED.search(context.plain_own):
        return []
    if numbers:
        return own_voice(context, [_finding(context, numbers[0])])
    return own_voice(context, [number_on_pack(context, _finding(context, None))])


def _finding(context: Context, wrong: Code | None) -> Finding:
    if wrong is not None:
        told = f"批准文号“{wrong.raw}”不合兽药产品批准文号的格式"
    else:
        told = "页面文字中没有兽药产品批准文号（图片文字未检的，须人工查看图片）"
    return context.bare_finding(
        AREA,
        rule="vet-drug-number" if wrong else "vet-drug-number-missing",
        unit=UNIT,
        lead=True,
        strength="strong" if wrong else "weak",
        reason=f"商品按“兽药”看待，{told}。处罚权属农业农村部门，须移送。",
        excuse="批准文号在商品图片上；进口兽药，须查进口兽药注册证书；商品不是兽药",
        matched=wrong.raw if wrong else "",
        field=wrong.field if wrong else "",
        start=wrong.start if wrong else 0,
        end=wrong.end if wrong else 0,
        basis=context.basis(AREA, "veterinary"),
    )
