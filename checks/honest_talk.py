"""Honest talk about what would be an offence (谈论、否认、提醒), for claims and schemes.

"先垫钱下单再返佣金的兼职全是骗局", "我们不返现，写什么都行", "能不能降三高？不能": words of an
offence, said by people who warn, deny, teach or answer. What is asked: does the talk warn,
is the act denied right before it is named, is it a question answered with no.
"""

import re
from collections.abc import Collection, Iterable

from checks.concept_rule import ConceptRule, Span, concept_findings
from checks.context import Context
from checks.finding import Finding, without_lead
from checks.pattern_rule import compiled
from checks.plain_text import on_line
from checks.slander import IN_WORDS_OF_WARNING
from checks.talk_excuses import QUESTION
from checks.unless import affirmed, unless_named, unless_said

AROUND = 70
"""How far the talk around reaches on its line, in characters before and behind."""

_WARNS = compiled(
    "骗局|诈骗|骗人的|骗子|是骗|受骗|别上当|谨防上当|反诈|防骗|谨防|警惕|当心|提防|别信|勿信|莫信|的别[信碰]|躲远|别碰|别轻信|勿轻信|"
    "请勿相信|不要相信|千万别(?:信|碰|参加|交|转)|切勿|揭秘|揭露|曝光|拆穿|识破|辟谣|谣言|崩盘|破获|落网|追赃|报案|解救|窝点|打传|"
    "普法|以案|案例(?:通报|曝光|分析|警示|选登|解读|汇编|库|教学)|(?:违法|违规|典型|诈骗|传销|处罚|警示|判决|侵权|本|此类|这起|一起|真实)案例|典型案|通报|报道|记者(?:调查|暗访|走访|获悉)|警方|公安(?:部|局|机关)?(?:发布|破|提|通)|民警|法院|判决|判处|被判|被罚|被查(?:处|封|获|办|实|了[，。])|"
    "查处|处罚|罚款|入罪|获刑|主犯|一审|徒刑|律师提醒|"
    "先问医生|问过医生|无法根治|没有特效药|传销|非法集资|集资诈骗|庞氏|[^没无零不]陷阱|[^没无零不]套路|跑路|血本无归|受害|报警|拨打?(?:110|12315|"
    "12345)|劝(?:退|回|返)|馅饼|被骗|黑幕|剖析|名词解释|名词术语|含义是|意思是|[^自]定义|"
    "违法|犯法|涉嫌|不合法|都是传销|属于传销|是传销|反传销|传销红线|打击|严禁|严打|抵制|杜绝|整治|求助|志愿者(?:提醒|宣讲|讲|劝)|"
    "什么是|是什么[。，]|怎么办|的区别|差在哪|讲清|科普|专家提醒|[^用]须知:|冒充(?:我|本|公司)|从未授权|"
    "不得(?:以|为|有|对|利用|宣称|含有|发布|使用|组织|安排|收取)|禁止[^。，\\n]{0,10}(?:行为|宣传|广告|使用|发布|以|利用)|"
    "(?:法|典|条例|办法|规定)[^。，\\n]{0,6}第[一二三四五六七八九十百零\\d]{1,5}条|(?:法|条例|办法)规定|平台(?:规则|规定|会|将)|"
    "消费(?:提示|提醒|警示)|温馨提醒您维权|怎么识别|如何识别|如何辨别|识别方法|怎样分辨|"
    "(?:书|文章|课程|讲座|手册|视频)[^。，\\n]{0,6}(?:讲|介绍|收录|教|分析|提醒)"
)
"""Words of talk that warns, tells of cases or quotes the law."""

_OFFERS = compiled(
    "加微|微信联系|私聊|私信我|找我|联系我|先到先得|免费领|"
    "不违法|不犯法|不是传销|不算传销|合法合规|不是骗|不骗人|绝非骗"
)
"""Words by which the talk offers all the same: 这不是传销，先到先得."""

_NAME_WARNS = compiled(
    "提醒|提示|抵制|谨防|警惕|防骗|反诈|普法|(?:假冒|冒充|打假|处罚|警示|维权|严正|风险|辟谣|声明)[^。，\\n]{0,6}公告|公告[^。，\\n]{0,6}(?:假冒|冒充|打假|处罚|维权)|公示|辟谣|解读|条例|通报|曝光台|严禁|拒绝|打击|"
    "反传销|警示|风险教育|知识讲座|防刷|反作弊|风控|识别"
)
"""Names of pages that warn, and of tools that catch it."""

_DENIED = re.compile(
    "(?:从不|绝不|决不|从来不|从没|不会|不搞|不玩|不设|不做|不接|不收|不求|不需要?|不用|不靠|不买|"
    "不卖|不写|不发|不安排|不强迫|不强制|不承诺|不保证|不宣传|不敢(?:说|讲|保证)?|没敢说|"
    "不存在|没有(?:任何|什么)?|拒绝|杜绝|抵制|反对|绝无|坚决不|无任何|不再|不参与|不提供|不支持|不干|"
    "不碰|不帮|不找|不给|不拿|不以|不删|不教|不刷|不返|不是|并非|不等于|不能(?:说|当|代替|保证)?|无法|谈不上|算不上|别指望|不吹|不说|不讲|"
    "不涉及|不含|不属于|并不|未经?)"
    "[^。，\\n]{0,6}\\Z"
)
_NO = re.compile(
    '[”」"\\s]*(?:答|A|a)?[:：，]?\\s*(?:不能|不行|不会|没有|不可以|做不到|不敢|不是|不保证|不存在|'
    "没这|不做|不建议|我们不|本店不|谁也不|没人能|可没|真没|不用|不收|不返|不送|不必|当然不)"
)


def talk_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the talk around text[start:end] of a plain text: its line, not beyond
    AROUND."""
    return on_line(text, start, end, AROUND)


def around(text: str, start: int, end: int) -> str:
    """The talk around text[start:end] of a plain text."""
    return text[slice(*talk_around(text, start, end))]


def honest_talk(context: Context, field: str, place: Span, *, warns: bool = True) -> str | None:
    """Why the words at `place` of the plain text of `field` only talk of an act, or None.

    `warns`: whether words of warning excuse; in a slander they are the slander itself."""
    text = context.plain(field).text
    talk = around(text, *place)
    warned = affirmed(_WARNS, talk) if warns else None
    if warned and not _OFFERS.search(talk):
        return f"上下文有“{warned.group()[:20]}”，是提醒、揭露或者引用规定的话"
    named = _NAME_WARNS.search(context.plain_name) if warns else None
    if named and not _OFFERS.search(talk):
        return f"名称中有“{named.group()}”，词语是其提醒、防范的内容"
    before = text[max(0, place[0] - 16) : place[0]]
    if _DENIED.search(before):
        return "紧接在否定词之后，是说明没有这种做法"
    start, end = context.plain(field).span(*place)
    return _answered(context.page.fields.get(field, ""), start, end)


def honestly(
    context: Context, findings: Iterable[Finding], rules: Collection[str] = ()
) -> list[Finding]:
    """`findings` (of `rules`, names without their area; all if none are given) with those
    excused that only talk of an act."""
    return [
        _judged(context, one) if not rules or one.rule.partition(".")[2] in rules else one
        for one in findings
    ]


def _judged(context: Context, one: Finding) -> Finding:
    if one.excused is not None or not one.lead or not one.field:
        return one
    plain = context.plain(one.field)
    place = plain.index(one.start), plain.index(one.end)
    slanders = one.rule.partition(".")[2] in IN_WORDS_OF_WARNING
    reason = honest_talk(context, one.field, place, warns=not slanders)
    return one if reason is None else without_lead(one, reason)


def _answered(text: str, start: int, end: int) -> str | None:
    for question in QUESTION.finditer(text, start, min(len(text), end + 8)):
        if _NO.match(text[question.end() : question.end() + 16]):
            return "是提问，随后作了否定的回答"
    return None


def talk_findings(
    context: Context, area: str, unit: str, rules: tuple[ConceptRule, ...]
) -> list[Finding]:
    """The findings of concept rules, excused where the talk is honest."""
    return concept_findings(context, area, unit, rules, _excuse)


def _excuse(context: Context, rule: ConceptRule, field: str, place: Span) -> str | None:
    plain = context.plain(field)
    start, end = plain.span(*place)
    warns = rule.name not in IN_WORDS_OF_WARNING
    return (
        unless_said(
            rule.unless, context.page.fields[field], plain, *talk_around(plain.text, *place)
        )
        or unless_named(rule.unless_name, context.goods_name, context.plain_of_name)
        or honest_talk(context, field, place, warns=warns)
        or context.excuse_at(field, start, end, rejects=False, rule=rule.name)
    )
