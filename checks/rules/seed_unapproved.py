"""Seed of main crops that the seller himself calls unapproved and unlabelled (自述未审定、无标签).

种子法 23, 40, 77: 白编织袋装的，自己留下来搓的籽，没有打签，也没有报过什么审.
"""

from checks.context import Context
from checks.finding import Finding
from checks.other_voices import own_voice
from checks.pattern_rule import PatternRule, compiled, pattern_findings

AREA = "farm_supplies"
UNIT = "market_order"
COMPARED = ("seed-unapproved-said",)
"""Bag, label and approval are facts."""

_BAG = "(?:白(?:编织)?袋|散(?:称|装|卖)|自己(?:留|搓|剥|选)|自留|农家留)"
_LACKS = (
    "(?:没有?|未|不)(?:打|贴|报|过|有|经)?[^。，\\n]{0,4}?"
    "(?:审(?:定)?(?:$|[^美核计查])|标?签|检疫|编号)"
)
_RULES = (
    PatternRule(
        "seed-unapproved-said",
        ("籽", "种"),
        compiled(f"{_BAG}[^。\\n]{{0,50}}?{_LACKS}|{_LACKS}[^。\\n]{{0,50}}?{_BAG}"),
        "自述主要农作物种子没有审定、标签、检疫",
        "农民自用剩余的常规种子在当地集贸市场出售、串换（种子法第三十七条）",
        basis=("seed",),
        rejects=False,
        unless=(
            compiled(
                "不得|违法|不卖|不收|不进|拒绝|举报|谨防|警惕|假种|坑|别买|莫买|不要买|自用|串换|当粮|喂"
            ),
            "是提醒、拒绝，或者农民自用、串换",
        ),
    ),
)


def check(context: Context) -> list[Finding]:
    """Seed that is sold without approval or label by the seller's own account."""
    if context.goods.kind != "seed":
        return []
    return own_voice(context, pattern_findings(context, AREA, UNIT, _RULES))
