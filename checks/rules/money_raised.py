"""Money taken in for a promise to give it back with a gain (许诺还本、按期返利吸收资金).

广告法 25; 防范和处置非法集资条例 2, 11, 19: no advertisement may ask the public for money that
comes back with interest, under whatever name: 入股, 认养. 每月返一千五，到期退还本金: both what is
paid from time to time and what becomes of the sum are told. Rent and deposits come back too.
"""

from checks.concept_rule import ConceptRule, concept
from checks.context import Context
from checks.dealing_words import N
from checks.finding import Finding
from checks.honest_talk import talk_findings
from checks.pattern_rule import compiled

AREA = "advertising"
UNIT = "advertising"

_PAID = concept(
    f"(?:每|按)(?:一)?(?:月|年|季度?|周|天|日)[^。，\\n]{{0,10}}(?:返|分红|付息|给息|派息|分利|结息|利息|收益)"
    f"[^。，\\n]{{0,6}}|(?:月|年|日)(?:息|化|返|分红|收益)[^。，\\n]{{0,4}}(?:{N}|百分之)|"
    f"(?:百分之|{N}%|{N}个点|{N}分利)[^。，\\n]{{0,8}}(?:分红|利息|收益|回报|返)|"
    f"(?:月月|年年|季季)(?:分红|分利|返|付息|派息)|分{N}(?:期|次|个月)返"
)
_BACK = concept(
    "(?:到期|期满|满期|随时)[^。，\\n]{0,6}(?:退还?|返还?|还|取|拿回|赎回|回购)[^。，\\n]{0,3}(?:本|全款|原款|投资款|，|。|$)|"
    "到期[^。，\\n]{0,3}(?:原价|全额|加价|溢价)(?:回购|回收|收回|退)|"
    "本(?:金|钱)[^。，\\n]{0,6}(?:一分不少|不动|全退|全额|原数|退还|返还|还你|还您|保证|随时|拿回|如数|不会少|保底)|"
    "(?:退还?|返还?|保|归还)(?:全部|您的|你的|全额)?本(?:金|息|钱)|还本付息|保本(?:保息|付息)",
)
_RULES = (
    ConceptRule(
        "money-raised",
        (),
        (_PAID, _BACK),
        "许诺到期退还本金并按期给付回报，以此向不特定的人吸收资金。"
        "是否非法集资由处置非法集资牵头部门认定，须移送",
        "有金融许可的机构依法发行的产品；押金、租金、分期付款的退还",
        basis=("invest", "fundraising"),
        reach=40,
        overlap=True,
        unless=(
            compiled(
                "押金|租金|保证金|质保|退货|七天|运费|课时|学费|房贷|月供|分期付款|国债|存款|银行(?:定期|利率)|保险|公积金|"
                "骗局|诈骗|非法集资|警惕|谨防|举报|不承诺|不保证|盈亏|风险自担|有风险|风险共担|提前还款"
            ),
            "说的是押金、租金、存款，或者注明有风险、是警示",
        ),
        unless_name=(
            compiled("图书|书籍|教材|小说|手册|游戏|桌游|玩具|招聘|条例|普法|讲座|银行|保险"),
            "商品名称表明不是吸收资金",
        ),
    ),
)


def check(context: Context) -> list[Finding]:
    """Sums that come back and bear meanwhile."""
    return talk_findings(context, AREA, UNIT, _RULES)
