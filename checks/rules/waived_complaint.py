"""Complaint and suit signed away (约定不投诉、不起诉): 消费者权益保护法 26, 民法典 497, 506.

单子一签，就是答应以后不去任何部门告、不打官司: no paper takes from a buyer the right to go to law.
"""

from checks.context import Context
from checks.finding import Finding
from checks.other_voices import own_voice
from checks.pattern_rule import PatternRule, compiled, pattern_findings

AREA = "contract_terms"
UNIT = "market_order"
COMPARED = ("complaint-waived", "fixed-sum-for-any-loss")
"""What is signed away, and the sum that is paid whatever was lost."""

_HONEST = (
    "无效|违法|不得约定|霸王|法律|规定|不影响|仍可|也可以|有权|谨防|警惕|举报电话|投诉电话|民法典|"
    "消法"
)
_RULES = (
    PatternRule(
        "complaint-waived",
        ("告", "官司", "投诉", "起诉", "举报", "差评"),
        compiled(
            "(?:签(?:了|字|名)?|交(?:了)?(?:钱|款|定金|衣)|下单|购买|报名|入会|扫码|领(?:了)?(?:赔偿|退款))[^。\\n]{0,12}?(?:就是|即|视为|等于|表示|算)?(?:答应|同意|承诺|保证|放弃)"
            "[^。\\n]{0,14}?(?:不(?:再|去|得|能|会)?[^。，、\\n]{0,8}?(?:告|打官司|投诉|起诉|举报|仲裁)|放弃[^。，\\n]{0,6}(?:投诉|起诉|诉讼|索赔))"
        ),
        "以签单、付款为条件约定消费者不投诉、不起诉",
        "双方就已发生的纠纷自愿和解",
        basis=("consumer", "civil", "measures"),
        rejects=False,
        unless=(compiled(f"{_HONEST}|和解|调解"), "不排除消费者的权利，或者是谈论规定"),
    ),
    PatternRule(
        "fixed-sum-for-any-loss",
        ("赔",),
        compiled(
            "(?:洗坏|损坏|弄坏|丢失|弄丢|遗失|染花|找不[见到]|摔坏|破损|丢了|坏了)[^。；\\n]{0,30}?(?:不论|无论|不管|一律|统统|最多|最高|概)[^。；\\n]{0,24}?(?:赔|赔偿)[^。，；\\n]{0,4}?(?:\\d{1,3}|[一二三四五六七八九]?十|[一二两三四五]百)(?:元|块)"
        ),
        "不论损失多少只赔固定的小额，减轻经营者自己的责任",
        "按实际损失赔偿；消费者可选保价",
        basis=("consumer", "civil", "measures"),
        rejects=False,
        unless=(
            compiled(f"{_HONEST}|保价|按实际|照价|原价赔|全额|折旧赔|同类|市价|不会|另外再"),
            "按实际损失赔偿，或者是谈论规定",
        ),
    ),
)


def check(context: Context) -> list[Finding]:
    """Terms by which a buyer gives up complaint, suit or the worth of what was lost."""
    return own_voice(context, pattern_findings(context, AREA, UNIT, _RULES))
