"""Annual reports with figures that the agent makes up (代编年报数据).

企业信息公示暂行条例 8 to 10, 17.

An agent fills in what the books say. Who enlarges turnover to what a tender asks for, enters thirty
insured where there is none and draws up a balance sheet to match makes the report false.
"""

from checks.context import Context
from checks.finding import Finding
from checks.pattern_rule import PatternRule, compiled, pattern_findings

AREA = "credit"
UNIT = "enterprise_supervision"
COMPARED = ("figures-made-up",)
"""What is entered and what is true are facts."""

_FIGURE = (
    "(?:营业收入|营收|纳税总?额|利润|资产(?:总额|负债表)?|负债|实缴|出资|社保|参保(?:人数)?|"
    "从业人数|年报|财务?报表)"
)
_RULES = (
    PatternRule(
        "figures-made-up",
        ("放大", "编", "虚填", "虚增", "填", "写", "做大", "做高"),
        compiled(
            f"{_FIGURE}[^。；\\n]{{0,14}}?(?:(?:按|照)[^。，；\\n]{{0,8}}(?:要求|需要)?(?:放大|做大|做高|填高)|"
            "(?:我们|公司|会计)[^。，；\\n]{0,3}编(?:一|好|个|造|就|$)|虚(?:填|增)|"
            "(?:零|0)的?(?:也|就)?(?:填|写)(?:[一二三四五六七八九]?十|几十|[1-9]\\d+)[个人])"
        ),
        "年报、公示的数据由代办人编造、放大",
        "按账册、申报表如实填报",
        basis=("publicity",),
        unless=(
            compiled(
                "不(?:编|虚|帮|做假|代编)|如实|真实|不得|违法|列入|处罚|谨防|警惕|举报|骗|勿|错误|容易"
            ),
            "按实填报，或者是提示",
        ),
    ),
)


def check(context: Context) -> list[Finding]:
    """Figures of annual reports that are made up to order."""
    return pattern_findings(context, AREA, UNIT, _RULES)
