"""Approval of seed of main crops (主要农作物品种审定编号): 种子法 23, 40."""

import re

from checks.context import Context
from checks.farm_goods import is_crop_seed
from checks.farm_number import AREA, UNIT, FarmNumber
from checks.finding import Finding
from checks.pattern_rule import compiled

__all__ = ["AREA", "COMPARED", "UNIT", "check"]
COMPARED = ("approval-left-out",)

_NUMBER = FarmNumber(
    goods="主要农作物种子",
    name="品种审定编号",
    missing_rule="approval-missing",
    left_out_rule="approval-left-out",
    topic="seed",
    excuse="审定编号在商品图片上；商品是食品、玩具、观赏种子",
)
_WRITTEN = compiled(
    "(?:国|[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新滇黔])审(?:稻|玉|麦|"
    "豆|棉)[字]?\\d{4,12}|gpd|"
    "(?:审定|登记)编?号:?[a-z\\p{Han}]{0,6}\\d{4,}|审定编号:?\\p{Han}审"
)
_OF_FARMERS = compiled(
    "(?:农户|农民|自家|自己)[^。\\n]{0,8}(?:自留|余种|留的[^。\\n]{0,4}种)|自留[^。\\n]{0,4}余种"
)
"""种子法 37: what farmers have left of ordinary seed of their own they may sell and swap freely."""
_HYBRID = re.compile("(?<!不是)(?<!不)(?<!非)杂交")


def check(context: Context) -> list[Finding]:
    """One finding where seed of a main crop is sold without an approval number."""
    if not is_crop_seed(context.plain_name) or not context.page.prices:
        return []
    if any(code.kind == "seed" for code in context.page.codes) or _WRITTEN.search(
        context.plain_own
    ):
        return []
    own = context.plain_own
    if _OF_FARMERS.search(own) and not _HYBRID.search(own):
        return []
    return _NUMBER.missing(context)
