"""An "official" service that is none by its own words (自称官方售后而无授权).

反不正当竞争法 7, 9 (2025), 消费者权益保护法 20. A workshop may repair any make and say so; whose
name is the maker's official service, and who says below that he has no authority, misleads.
"""

from checks.context import Context
from checks.finding import Finding
from checks.other_voices import own_voice
from checks.pattern_rule import PatternRule, compiled, pattern_findings

AREA = "unfair_competition"
UNIT = "antimonopoly_competition"
COMPARED = ("official-without-authority",)
"""The name at the head of the page and the admission below it are compared."""

_NAME = compiled(
    "官方(?:授权|指定|特约)?(?:售后|维修|服务|客服|报修)|(?:厂家|原厂|品牌)(?:授权|指定|特约)(?:售后|维修|服务)"
)
_NOT_SO = compiled("非官方|不是官方|并非官方|第三方|独立维修")

_RULES = (
    PatternRule(
        "official-without-authority",
        ("授权", "关系", "签约", "合作"),
        compiled(
            "(?:没有|没|未)[^。，\\n]{0,6}授权(?:给)?(?:我们|本店|我店|本站|的)?(?:[，。]|$)|(?:没有|未)(?:得到|取得|拿到|获得)[^。，\\n]{0,10}授权|"
            "(?:跟|和|与|同)[^。，\\n]{0,8}(?:厂家|厂方|原厂|品牌方?|公司)(?:也|其实)?(?:没有|没|无)(?:任何|什么)?(?:关系|签约|合作)"
        ),
        "自称官方售后、服务，又自述没有授权",
        "如实标明是独立维修、与品牌方无关，名称中不用“官方”",
        basis=("confusion",),
        rejects=False,
        unless=(
            compiled(
                "谨防|警惕|冒充|假冒|举报|凡是?|任何(?:单位|个人|店)|其他|别的|那些|他们|这些"
            ),
            "是提醒、声明的说明",
        ),
    ),
)


def check(context: Context) -> list[Finding]:
    """Pages headed by an official service that say below that they have no authority."""
    name = context.plain("title").text
    if not _NAME.search(name) or _NOT_SO.search(name):
        return []
    return own_voice(context, pattern_findings(context, AREA, UNIT, _RULES))
