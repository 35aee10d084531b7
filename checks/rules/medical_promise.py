"""What a clinic vouches for (医疗广告的断言、患者证明): 广告法 16, 医疗广告管理办法 7.

No guarantee of effect or safety, no rate of success, no patient's image as proof, whoever has the
licence: 做了两千多例没有一例出问题，一次管二十年; 刘女士做前做后的对照.
"""

from checks.context import Context
from checks.finding import Finding
from checks.other_voices import own_voice
from checks.pattern_rule import PatternRule, compiled, pattern_findings

AREA = "advertising"
UNIT = "advertising"
COMPARED = ("clinic-vouches", "patient-as-proof")
"""Numbers of cases and years, a patient by name: what the law forbids is there or not."""
_KIND = "medical_service"
_BASIS = ("medical",)
_HONEST = compiled(
    "因人而异|不(?:能|作|做|得)[^。，]{0,4}(?:保证|承诺|断言)|风险|并发症可能|可能(?:出现|发生)|不宣传|不使用|违法|广告法|禁止|谨防|警惕|举报|骗"
)

_RULES = (
    PatternRule(
        "clinic-vouches",
        ("一例", "管", "保", "失败", "事故", "复发", "成功率", "有效率", "治愈率", "满意率"),
        compiled(
            "(?:没有|无|未(?:出现|发生)?)过?一例[^。，\\n]{0,3}(?:出|发生|失败|事故|并发|不满|问题|感染|复发)|零(?:失败|事故|并发症|感染)|"
            "(?:做|治|种|种植|手术)?一次[^。，\\n]{0,6}(?:管|保|维持|用)(?:\\d{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|终身|一辈子)年?|"
            "(?:成功|有效|治愈|满意)率[^。，\\n]{0,4}(?:9\\d|100|百分之(?:九十|百))"
        ),
        "医疗广告对功效、安全性作断言、保证，说明治愈率、有效率",
        "如实告知风险、效果因人而异",
        basis=_BASIS,
        rejects=False,
        unless=(_HONEST, "说明了风险、因人而异，或者是谈论规定"),
    ),
    PatternRule(
        "patient-as-proof",
        ("对照", "对比", "案例", "前后"),
        compiled(
            "(?:女士|先生|阿姨|叔叔|大姐|大哥|患者|病人|顾客|小姐姐|姐|妹)[^。，\\n]{0,6}(?:做前做后|术前术后|治疗?前后|前后)的?(?:对照|对比|照片|图|效果)[^\\n]{0,40}?(?:说|:|像|年轻|疼)"
        ),
        "医疗广告利用患者的名义、形象作证明",
        "诊疗过程的说明，不展示患者的效果",
        basis=_BASIS,
        rejects=False,
        unless=(_HONEST, "说明了风险、因人而异，或者是谈论规定"),
    ),
)


def check(context: Context) -> list[Finding]:
    """What a page of medical services vouches for."""
    if context.goods.kind != _KIND:
        return []
    return own_voice(context, pattern_findings(context, AREA, UNIT, _RULES))
