"""Tobacco and e-cigarettes on the net 烟草、电子烟: advertised, sold, flavoured, sold to minors.

广告法 22 and 互联网广告管理办法 6: no advertisement on the net. 烟草专卖法 16, 32, its 实施条例 23,
25, 56 to 58: no retail without a licence, no goods but those of the local wholesaler; e-cigarettes
are as cigarettes (实施条例 65), are not sold on the net nor in flavours (电子烟管理办法 23, 26).
未成年人保护法 59, 123: none for minors. Cigarettes that are imitations are another matter, that of
the owner of the mark (checks/rules/talk_of_tobacco_liquor.py).
"""

from collections.abc import Sequence
from dataclasses import replace

from checks.concept_rule import Concept, ConceptRule, concept
from checks.context import Context
from checks.finding import Finding
from checks.honest_talk import talk_findings
from checks.pattern_rule import compiled
from checks.sayings import Saying, Talk, saying_findings
from checks.taking_back import about_offences

AREA = "advertising"
UNIT = "advertising"

CIGARETTES = (
    "华子|软中|硬中|中华(?:香?烟|软|硬|细|一条|芙蓉)|细支|玉溪(?:香?烟|软|硬|，)|"
    "黄鹤楼|云烟|利群|芙蓉王|大重九|荷花(?:烟|细)|和天下|南京(?:烟|炫赫门)|红塔山|外烟|"
    "香烟|爆珠|烟友|卷烟|雪茄|万宝路|口粮烟|条烟|烟丝|烟盒|(?:一|整|\\d)条(?:烟|装|起|"
    "\\d|一|二)|[/每一]条"
)
"""How cigarettes are named by those who sell them on the net."""
ABOUT = compiled("烟|华子|软中|硬中|细支|芙蓉王|大重九|雪茄")
"""Without one of these a page is about something else that goes by 条."""
_FROM_ABROAD = (
    "越南|缅甸|老挝|柬埔寨|菲律宾|境外|边境|口岸|走私|外贸|出口(?:版|回流|烟|转内销|的)?|回流|"
    "免税(?:店)?(?:版|出来|货|烟)?|海外版|港版|没有?中文标?"
)
SOURCES = f"散支|散烟|罚没|扣下|厂里(?:出|流|带)|内部(?:烟|渠道|供应|特供)|{_FROM_ABROAD}"
"""Where they come from, if not from the wholesaler of the place."""
NO_CODE = (
    "(?:不带|没有?|无|去|刮|抹|磨|撕)(?:了|掉)?(?:的)?(?:烟草)?(?:喷|激光|条|钢|专卖)?("
    "?:码|印)|(?:码|钢印|喷码)[^。，\\n]{0,3}(?:刮|磨|抹|没有?|去)(?:了|掉)?|裸(?:条|"
    "烟)|无码|光条"
)
"""The code of the tobacco office that tells the shop a carton was sent to."""
PRICE = (
    "(?:半价|一半|便宜|划算|一条[一二三四五六七八九两\\d]|[十五\\d]+条(?:起|以上|包)|"
    "整箱|批发价?|拿货|省一半|\\d+(?:元|块)?一?条)"
)
HUSHED = (
    "自己人|懂的|烟友|老客|不报品名|品名写|走物流|走(?:专线|暗线)|私(?:下|聊|信)|低调|"
    "加(?:微|v)|不问(?:来|出)|包安全|包到|被查包|被扣包|丢件补|发货伪装|当(?:茶叶|日用)"
)
HONEST = (
    "专卖许可|烟草公司|戒烟|不卖烟|烟斗|烟灰|打火机|烟具|只(?:卖|售)(?:盒|工具)|仅售工具|不售烟"
)

_SOLD = (
    Saying("香烟的名称、代称", 1, compiled(CIGARETTES)),
    Saying("来路", 2, compiled(SOURCES)),
    Saying("没有烟草码", 2, compiled(NO_CODE), denies=False),
    Saying("价格、起批", 1, compiled(PRICE)),
    Saying("遮掩", 2, compiled(HUSHED)),
)
_SMUGGLED = (
    *(one for one in _SOLD if one.name != "来路"),
    Saying("境外来路", 2, compiled(_FROM_ABROAD)),
)
_EXCUSE = "有烟草专卖零售许可的实体店只作店址说明；烟具、戒烟用品"
_SALES = (
    Talk(
        "tobacco-smuggled",
        _SMUGGLED,
        4,
        "涉嫌在网上销售来自境外、来路不明的卷烟。没有烟草专卖零售许可证的由市场监督管理部门查处；"
        "来源由烟草专卖行政主管部门查处，涉嫌走私的由海关查处，须移送",
        _EXCUSE,
        ("tobacco-sale", "tobacco-source", "tobacco", "tobacco-online"),
        about=ABOUT,
        honest=compiled(HONEST),
        every=("香烟的名称、代称", "境外来路"),
    ),
    Talk(
        "tobacco-sold",
        _SOLD,
        4,
        "在网上销售卷烟，来源不是当地烟草专卖批发企业。没有烟草专卖零售许可证的由市场监督管理部门查处，"
        "来源由烟草专卖行政主管部门查处，须移送",
        _EXCUSE,
        ("tobacco-sale", "tobacco-source", "tobacco", "tobacco-online"),
        about=ABOUT,
        honest=compiled(HONEST),
        every=("香烟的名称、代称",),
    ),
)

_TOBACCO = "香烟|卷烟|烟草|电子烟|细支|雪茄|烟弹|烟杆|烤烟型|焦油"
_E_CIGARETTE = concept("电子烟|烟弹|烟油|雾化弹|雾化器|一次性小烟|小烟|尼古丁")
_FRUIT = (
    "西瓜|葡萄|可乐|薄荷|草莓|芒果|荔枝|蓝莓|水蜜桃|桃子|百香果|柠檬|菠萝|橙子|苹果|绿豆|奶茶|"
    "咖啡|冰红茶|乌龙|茉莉|香蕉|哈密瓜|凤梨|青提|雪碧|水果"
)
_WARNED = (
    compiled(
        "禁止|不得|严禁|违法|违规|举报|处罚|被罚|谨防|警惕|骗|提醒|请勿|切勿|有害健康|不宜|公示|"
        "科普|规定|第[一二三四五六七八九十]+条|吸烟有害|禁烟|控烟|无烟|戒烟门诊|烟灰|油烟|烟机|"
        "抽烟机|烟雾报警|烟囱|向未成年人(?:出售|销售)|未成年人?(?:请|勿|不|禁)|"
        "不(?:向|卖给)未成年|网上禁售|不卖烟"
    ),
    "是提醒、禁止的说明，或者词语另有所指",
)
_NOT_TOBACCO = (
    compiled(
        "烟灰缸|打火机|油烟|烟机|烟囱|烟雾|戒烟|加湿|香薰|喷雾|哮喘|图书|教材|条例|手册|模型|邮票|海报"
    ),
    "商品名称表明词语另有所指",
)


def _act(
    rule: str,
    said: tuple[Concept, ...],
    sign: str,
    excuse: str,
    *,
    basis: tuple[str, ...],
    reach: int,
) -> ConceptRule:
    """An act told by the goods, which may stand in the page's name, and something said of them."""
    return ConceptRule(
        rule,
        (),
        said,
        sign,
        excuse,
        basis=basis,
        reach=reach,
        by_name=frozenset((0,)),
        overlap=True,
        unless=_WARNED,
        unless_name=_NOT_TOBACCO,
    )


_ADVERTISED = _act(
    "tobacco",
    (
        concept(_TOBACCO),
        concept(
            "新品|上市|口感|醇[厚香]|提神|神清气爽|九折|[一二三四五六七八九\\d]折|优惠|送货|包邮|批发|代购|低价|免税|无害|健康|戒烟|清肺|同学|学生|口味|水果味|"
            "爆珠|顺滑|一口|好抽|整条|私聊|到货"
        ),
    ),
    "是以互联网推销烟草制品、电子烟的广告，国家禁止发布",
    "禁烟、戒烟的公益宣传；烟具以外的商品",
    basis=("tobacco", "tobacco-online"),
    reach=18,
)
_FLAVOURED = _act(
    "flavoured-e-cigarettes",
    (
        _E_CIGARETTE,
        concept(
            f"(?:口味|味道):?[^。，\\n]{{0,8}}(?:{_FRUIT})|(?:{_FRUIT})(?:口?味|冰|爆珠|香型)|"
            f"(?:{_FRUIT})，(?:{_FRUIT})"
        ),
    ),
    "销售烟草口味以外的调味电子烟，国家禁止销售；由烟草专卖行政主管部门查处，须移送",
    "口味只有烟草味；加湿器、香薰等不含烟碱的商品",
    basis=("new-tobacco", "e-cigarettes"),
    reach=20,
)
_TO_MINORS = _act(
    "tobacco-to-minors",
    (
        concept(f"{_TOBACCO}|烟油|尼古丁|一次性小烟|爆珠"),
        concept(
            "学生(?:党|也|都|最?爱|可以|专属|价|人手)|(?:小|初|高|中)(?:中|学)生|未成年|"
            "书包|课间|校服|文具盒|铅笔盒|(?:老师|家长|爸妈)[^。，\\n]{0,6}(?:看不|发现|认不|不知)|"
            "小朋友|零花钱",
            unless_after="大",
        ),
    ),
    "以学生、未成年人为对象推销烟草制品、电子烟",
    "不向未成年人销售的提示",
    basis=("minors", "tobacco"),
    reach=20,
)
RULES = frozenset(
    ("tobacco", "tobacco-sold", "tobacco-smuggled", "flavoured-e-cigarettes", "tobacco-to-minors")
)
"""Acts that laws of their own name: they keep their area, whatever the words around are like."""
_MOST_WORDS, _TELLING = 5, 3
"""How many words are told of an act, and how long those are that tell something by themselves."""


def tobacco_findings(context: Context) -> list[Finding]:
    """Tobacco advertised, sold, flavoured or sold to minors on the page: each act once."""
    if about_offences(context.plain_name):
        return []
    sales = saying_findings(context, AREA, UNIT, _SALES)
    # What comes from abroad is not told again as of no known source.
    smuggled = any(one.lead and one.rule.endswith("smuggled") for one in sales)
    found = [one for one in sales if not (smuggled and one.rule.endswith("sold"))]
    for rule in (_ADVERTISED, _FLAVOURED, _TO_MINORS):
        found += _once(talk_findings(context, AREA, UNIT, (rule,)), rule)
    return found


def _once(findings: Sequence[Finding], rule: ConceptRule) -> list[Finding]:
    """The first lead of a rule with the words of all, and what is excused where none is left: one
    page that praises its e-cigarettes five times is one advertisement."""
    leads = [one for one in findings if one.lead]
    if not leads:
        return list(findings)
    words = list(dict.fromkeys(" ".join(one.matched.split()) for one in leads))
    telling = [one for one in words if len(one) >= _TELLING] or words
    said = "、".join(f"“{one}”" for one in telling[:_MOST_WORDS])
    return [replace(leads[0], reason=f"页面写有{said}，{rule.sign}。")]
