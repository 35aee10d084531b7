"""Sums for each generation of recruits (逐代计酬): so much for whom you bring, so much for hers.

禁止传销条例 7. 你介绍一位给1200，她再介绍的人你有400，再往下一位150: that who comes next pays who
came before is told by the sums themselves, however friendly the talk around them.
"""

from checks.context import Context
from checks.finding import Finding
from checks.other_voices import own_voice
from checks.pattern_rule import PatternRule, compiled, pattern_findings
from checks.recruiting import told_of_people

AREA = "pyramid_selling"
UNIT = "antimonopoly_competition"
COMPARED = ("sum-by-generation",)
"""The sums of two generations are facts: they count whatever the sentences around sound like."""

_BRINGS = "(?:介绍|推荐|拉|带|邀请?|发展|招)"
_SUM = (
    "(?:\\d{2,6}|[一二两三四五六七八九][百千万]|百分之[一二三四五六七八九十]+|\\d{1,2}(?:%|个点))"
)
_HERS = (
    f"(?:[她他](?:们)?|对方|朋友|伙伴|新人|下面的?人)(?:再|又|接着|往下){_BRINGS}|"
    "[她他](?:们)?(?:身边|下面|名下|手下)的?人?|"
    f"(?:再|继续)往下(?:一[位代层个]|{_BRINGS})|(?:第?[二三]|下一)代(?:每|的?人|拿|给|得|你|还|[，:])"
)

_RULES = (
    PatternRule(
        "sum-by-generation",
        ("介绍", "推荐", "拉", "带", "邀", "发展", "招", "身边"),
        compiled(
            f"(?:身边)?(?:谁|有人|的人)[^，。\\n]{{0,4}}(?:点亮|激活|开通|加入|下单|入会)[^\\n]{{0,12}}?{_SUM}[^\\n]{{0,8}}?(?:{_HERS})[^\\n]{{0,12}}?{_SUM}|"
            f"{_BRINGS}(?:进来)?(?:了|来|到)?(?:一[位个名]|1[位个名]|(?:的|[他她])?人|朋友|新人|伙伴)[^\\n]{{0,30}}?{_SUM}"
            f"[^\\n]{{0,24}}?(?:{_HERS})[^\\n]{{0,16}}?{_SUM}"
        ),
        "介绍一人得一笔，所介绍的人再介绍又得一笔，逐代计酬",
        "只奖励直接介绍的一次；揭露传销的文章",
        basis=("pyramid",),
        unless=(
            compiled("警惕|骗局|谨防|举报|抵制|严禁|禁止|违法|传销|涉嫌|曝光|被骗|家谱|辈"),
            "是警示的说明，或者词语另有所指",
        ),
    ),
)


def check(context: Context) -> list[Finding]:
    """Sums that two generations or more bring to who came before."""
    found = own_voice(context, pattern_findings(context, AREA, UNIT, _RULES))
    return told_of_people(context, found)
