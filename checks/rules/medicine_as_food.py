"""A medicinal sold as food that is no food (药材作食品销售): the root of 三七 as 固体饮料.

食品安全法 38: no drug may be added to food but what by tradition is both food and medicine; the
lists of 2002, 2019, 2023 and 2024 name 天麻 and 铁皮石斛, not the root of 三七 nor 冬虫夏草. Which
part is sold, and whether a local standard allows it (三七花、三七茎叶), is for an officer to see:
the finding makes no lead by itself.
"""

from checks.context import Context
from checks.finding import Finding
from checks.needles import NEEDLES
from checks.pattern_rule import compiled, matches

AREA = "product_quality"
UNIT = "consumer_protection"
COMPARED = ("medicine-as-food",)

_AS_FOOD = ("food", "food_and_medicine", "other")
_MEDICINES = compiled(
    "(?:三七|田七)(?:主根|超?细?粉|原粉|精粉|片|切片|头|剪口|筋条)|冬虫夏草|滇?重楼|草乌|附子|何首乌|"
    "丹参(?:粉|片|茶)|红景天|川贝母?粉"
)
_NEEDLES = NEEDLES.add(
    (
        "三七",
        "田七",
        "冬虫夏草",
        "重楼",
        "草乌",
        "附子",
        "何首乌",
        "丹参",
        "红景天",
        "川贝",
    )
)
_LABELLED = compiled("固体饮料|代用茶|压片糖果|饮料|风味食品|方便食品|食品(?:类别|名称|生产许可)")
_OTHERWISE = compiled(
    "花茶|茎叶|三七花|种子|种苗|炖|鸡|鸭|盆栽|牙膏|面膜|洗发|图书|书籍|中药饮片|药材"
)


def check(context: Context) -> list[Finding]:
    """Goods named after such a medicinal that are labelled as food; the first of them."""
    if context.goods.kind not in _AS_FOOD or context.nature.offers_nothing:
        return []
    if _OTHERWISE.search(context.plain_name) or not _sold_as_food(context):
        return []
    match = next(matches(context, _MEDICINES, _NEEDLES, ("title",)), None)
    if match is None:
        return []
    matched = context.page.fields["title"][match.start : match.end]
    return [
        context.bare_finding(
            AREA,
            rule="medicine-as-food",
            unit=UNIT,
            lead=False,
            strength="weak",
            reason=f"商品名称为“{matched}”，页面按食品标注。它不在按照传统既是食品又是中药材的物质目录内，"
            "作为食品生产经营涉嫌违反食品安全法第三十八条，须核实所售部位和有无地方标准，"
            "单独出现不作为线索。",
            excuse="作为中药材、中药饮片、保健食品原料经营；所售部位有食品安全地方标准",
            matched=matched,
            field="title",
            start=match.start,
            end=match.end,
            basis=context.basis(AREA, "medicine-in-food"),
        )
    ]


def _sold_as_food(context: Context) -> bool:
    codes = context.page.codes
    return any(code.kind in ("sc", "filing_food") for code in codes) or bool(
        _LABELLED.search(context.plain_own)
    )
