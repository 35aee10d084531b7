"""Renewals that nobody is told of (不告知即扣款).

消费者权益保护法实施条例 10, 网络交易监督管理办法 18.

第四天起划走全年398元，勾已经替您打好，划之前也不发消息: the buyer is to be told before it
is taken, and asked.
"""

from checks.context import Context
from checks.finding import Finding
from checks.other_voices import own_voice
from checks.pattern_rule import PatternRule, compiled, pattern_findings

AREA = "consumer_rights"
UNIT = "consumer_protection"
COMPARED = ("charged-unasked",)
"""That the box is ticked and no message sent are facts."""

_TAKES = "(?:划(?:走|款|扣)?|扣(?:走|款|费)?|续(?:费|订|扣)?|自动(?:扣|续)[^。，\\n]{0,4})"
_RULES = (
    PatternRule(
        "charged-unasked",
        ("划", "扣", "续", "勾"),
        compiled(
            f"{_TAKES}[^。\\n]{{0,60}}?(?:勾|选项|同意框)[^。，；\\n]{{0,8}}?(?:替您|帮您|给您|已经|默认|事先)[^。，\\n]{{0,4}}?(?:打好|勾好|勾上|选好|勾选)|"
            f"{_TAKES}[^。，\\n]{{0,8}}?(?:之前|以前|前)[^。，\\n]{{0,3}}?(?:也|都)?不(?:再|另)?(?:发|通知|提醒|告知|打招呼)[^。\\n]{{0,8}}"
        ),
        "自动扣款不告知、替消费者勾选同意",
        "扣款之前显著提醒，由消费者自己同意并可随时取消",
        basis=("renewal", "renewal-online", "rights"),
        rejects=False,
        unless=(
            compiled("违法|不得|投诉|举报|谨防|警惕|绝不|从不|不会|随时可?(?:取消|关闭)|骗"),
            "可以随时取消，或者是谈论规定",
        ),
    ),
)


def check(context: Context) -> list[Finding]:
    """Charges that come unasked and untold."""
    return own_voice(context, pattern_findings(context, AREA, UNIT, _RULES))
