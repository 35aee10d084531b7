"""Dates that the seller prints as asked, and marks borrowed from others (自述改日期、借用认证).

食品安全法 34 (10), 产品质量法 5, 53, 认证认可条例. 旧码擦掉，要几月打几月; 有机证是隔壁合作社的，
标志照印: told outright, among honest prices and carriage.
"""

from checks.context import Context
from checks.finding import Finding
from checks.other_voices import own_voice
from checks.pattern_rule import PatternRule, compiled, pattern_findings

AREA = "product_quality"
UNIT = "consumer_protection"
COMPARED = ("date-to-order", "certificate-of-another")
"""What is wiped off and what is printed instead, whose certificate it is: facts."""

_WARNS = (
    "(?:交给|报给|告诉)了?[^。]{0,14}(?:监管|监督|派出所|警)|警惕|谨防|举报|违法|不得|严禁|绝不|从不|"
    "不会|拒绝|处罚|被罚|被查|坐牢|收缴|骗|投诉|当心|小心"
)
_PAPER = (
    "(?:有机|绿色食品|无公害|地理标志|认证|检[测验]报告|质检报告|生产许可|3c|三c|sc)"
    "(?:产品)?(?:证书?|标志?|码|号)?"
)

_RULES = (
    PatternRule(
        "date-to-order",
        ("旧码", "原码", "日期", "喷码", "打码", "生产期", "批号"),
        compiled(
            "(?:旧码|原码|旧日期|原日期|老日期|日期|喷码|批号)[^。\\n]{0,14}?(?:擦|洗|磨|抹|刮|去|溶)(?:掉|去|干净|了)[^。\\n]{0,20}?(?:打|喷|印|标)|"
            "(?:日期|打码|喷码|旧码|生产期|批号)[^。\\n]{0,20}?(?:要|想要|说|报)(?:几月|哪天|哪个月|什么日期|几号)[^。，\\n]{0,6}?(?:打|喷|印|标)"
        ),
        "擦去生产日期，按客户要求另打日期",
        "收货、活动日期；打码机等用具的说明",
        basis=("forged", "food"),
        unless=(compiled(f"{_WARNS}|发票|票面|邀请函|贺卡|蛋糕"), "是警示，或者说的是别的日期"),
        unless_title=(
            compiled("打码机|喷码机|打印机|标签机?|印章|墨|溶剂|清洗剂"),
            "商品是打码、标签用具",
        ),
    ),
    PatternRule(
        "certificate-of-another",
        ("借", "挂靠", "套用", "别家", "隔壁", "人家"),
        compiled(
            f"{_PAPER}[^。，\\n]{{0,4}}?(?:是|就是|都是)?(?:借|挂|套|用)(?:用|靠)?(?:的|了)?(?:是)?(?:隔壁|别[家人]|人家|他人|朋友|邻居|亲戚|同行|另一家|其他)[^\\n]{{0,40}}?"
            "(?:照[印贴用标]|印上|贴上|复印件|一样[印贴用]|都[印贴用]|拿去|给[他她您你]看)"
        ),
        "借用他人的认证证书、标志、报告用于自己的产品",
        "委托加工并如实标明；经认证的同一产品",
        basis=("forged",),
        unless=(compiled(f"{_WARNS}|委托加工|委托生产|代工"), "是委托加工，或者是警示"),
    ),
)


def check(context: Context) -> list[Finding]:
    """Dates printed as the customer likes, and borrowed certificates."""
    return own_voice(context, pattern_findings(context, AREA, UNIT, _RULES))
