"""Feed that is said to prevent or treat an animal's disease (饲料宣传防治疾病).

饲料和饲料添加剂管理条例 30: no feed and no additive may be said to; in an advertisement it is for
market supervision to punish (广告法 6, 21, 58).
"""

from checks.context import Context
from checks.farm_laws import farm_class
from checks.finding import Finding
from checks.pattern_rule import PatternRule, compiled, pattern_findings

AREA = "advertising"
UNIT = "advertising"

_FEED = (
    PatternRule(
        "feed-cures",
        ("炎", "病", "痢", "瘟", "拉稀", "腹泻", "球虫", "杆菌", "支原体", "药", "抗生素"),
        compiled(
            "(?:炎|病|痢|瘟|拉稀|腹泻|球虫|杆菌|支原体)[^。\\n]{0,10}?(?:不治自[好愈]|自愈|[就都也全](?:能)?"
            "[好治]|好了|治[好愈]|痊愈|没了|不(?:再)?(?:发|得|犯)|消失)|"
            "(?:预防|治疗|防治|主治)[^。，\\n]{0,8}(?:病|炎|瘟|痢|球虫|拉稀|腹泻)|"
            "(?:不用|不必|无需|省得|省去)(?:再)?(?:喂|打|用|吃|加)[^。，\\n]{0,2}(?:药|针|抗生素)|"
            "(?:代替|替代|顶替)[^。，\\n]{0,4}(?:抗生素|兽药|打针)"
        ),
        "饲料、饲料添加剂作预防、治疗动物疾病的说明或者宣传",
        "对其中药物饲料添加剂的作用作说明；请兽医诊治的提示",
        ("farm", "goods"),
        rejects=False,  # 不得病 is the promise itself
        unless=(
            compiled(
                "不(?:得|可)(?:用于|作|代替|替代|宣传)|禁止|不能(?:预防|治疗|代替|替代)|请兽医|遵兽医|兽医指导|咨询兽医|就医|就诊|停喂|慎用"
            ),
            "是提醒、禁忌或者请兽医诊治的说明",
        ),
    ),
)
"""饲料和饲料添加剂管理条例 30: no feed may be said to prevent or treat an animal's disease."""


def check(context: Context) -> list[Finding]:
    """What is said of an animal's disease where the goods are feed."""
    found = pattern_findings(context, AREA, UNIT, _FEED)
    return found if found and farm_class(context) == "feed" else []
