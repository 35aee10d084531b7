"""Tours beyond what the agency's licence covers (超范围经营旅行社业务): 旅游法 29, 95.

An agency may sell the outbound tours of one that has the licence (旅游法 60); whoever says that
his scope has none and runs them himself tells the offence.
"""

from checks.context import Context
from checks.finding import Finding
from checks.other_voices import own_voice
from checks.pattern_rule import PatternRule, compiled, pattern_findings

AREA = "travel"
UNIT = "market_order"
COMPARED = ("scope-exceeded",)
"""What the licence covers and what is run are facts."""

_ABROAD = "(?:出境|出国|边境|境外|赴台)"
_RUNS = (
    "(?:照样|照常|照发|照走|照组|照做|一样(?:能)?(?:走|发|组)|"
    "还是(?:能|可以)?(?:走|发|组)|自己组|自组|直接发)"
)

_RULES = (
    PatternRule(
        "scope-exceeded",
        ("出境", "出国", "边境", "境外", "赴台"),
        compiled(
            f"(?:范围|许可证?|资质|执照)[^。\\n]{{0,24}}?(?:没有|不含|不包括?|无|未含|未包括|没写|缺)[^。，\\n]{{0,4}}{_ABROAD}[^\\n]{{0,50}}?{_RUNS}|"
            f"(?:没有|无|不具备|还没(?:有|办|批)?)[^。，\\n]{{0,4}}{_ABROAD}(?:旅?游|业务)?[^。，\\n]{{0,3}}(?:资质|许可|权|经营)[^\\n]{{0,50}}?{_RUNS}"
        ),
        "许可的经营范围没有出境、边境旅游而自行组织",
        "由有出境业务许可的旅行社组织并签订合同，本社只是委托代理",
        basis=("licence",),
        unless=(
            compiled(
                "委托|代理招徕|代为招徕|代收|代报|由[^。，]{0,14}(?:组团|签合同|签订)|不能|不得|违法|处罚|警惕|举报|谨防"
            ),
            "由有许可的旅行社组织，或者是警示",
        ),
    ),
)


def check(context: Context) -> list[Finding]:
    """Outbound tours that an agency runs without having them in its scope."""
    return own_voice(context, pattern_findings(context, AREA, UNIT, _RULES))
