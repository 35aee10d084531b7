"""Electric bicycles whose limits are undone (解除限速、换大电池): 产品质量法 26, 认证认可条例 66.

GB 17761-2024 holds 25 km/h and 48 V; a shop that cuts the limiter and fits a battery of 72 V sells
what was never certified. What is done and how fast it goes is told plainly.
"""

from checks.context import Context
from checks.finding import Finding
from checks.other_voices import own_voice
from checks.pattern_rule import PatternRule, compiled, pattern_findings

AREA = "product_quality"
UNIT = "consumer_protection"
COMPARED = ("speed-limit-undone",)
"""A speed and a voltage are figures: it does not matter how friendly they sound."""

_FAST = "(?:[4-9]\\d|1\\d\\d|[四五六七八九]十多?)(?:码|公里|迈|km)"
_BIG = "(?:60|72|84|96)(?:伏|v)"
_UNDOES = (
    "(?:剪(?:开|断|掉|了)?|解(?:开|除|掉|锁|码|限)?|破解|拔(?:掉|了)?|刷(?:程序|机)?|换|改|组|装)"
)

_RULES = (
    PatternRule(
        "speed-limit-undone",
        ("控制器", "限速", "提速", "解码", "电池"),
        compiled(
            f"(?:控制器|限速|提速|解码)[^。；\\n]{{0,14}}?{_UNDOES}[^。；\\n]{{0,40}}?(?:{_FAST}|{_BIG})|"
            f"{_UNDOES}[^。；\\n]{{0,8}}?(?:控制器|限速)[^。；\\n]{{0,40}}?(?:{_FAST}|{_BIG})|"
            f"{_UNDOES}[^。；\\n]{{0,12}}?{_BIG}[^。；\\n]{{0,6}}?电池[^。；\\n]{{0,20}}?{_FAST}"
        ),
        "为电动自行车解除限速、加装大电压电池",
        "电动摩托车原厂配置并如实标明；提醒不得改装",
        basis=("ccc",),
        unless=(
            compiled(
                "不得|严禁|禁止|违法|违规|不能|不许|拒绝|从不|不做|不给|罚|警惕|危险|起火|电动(?:轻便)?摩托|三轮|汽车"
            ),
            "是不得改装的提醒，或者说的是机动车",
        ),
    ),
)


def check(context: Context) -> list[Finding]:
    """Offers to undo what holds an electric bicycle to its limits."""
    if "电" not in context.plain_own:
        return []
    return own_voice(context, pattern_findings(context, AREA, UNIT, _RULES))
