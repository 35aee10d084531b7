"""Unlawful advertising (虚假违法广告): absolute terms, medical claims, promises, state names.

广告法 9, 16 to 18, 21, 24, 25, 27, 28. Whether a medical word is a claim depends
on the class of the goods, which the reason names.
"""

import re
from dataclasses import replace

from checks.context import Context, JudgedHit
from checks.excuses import Place
from checks.finding import Finding
from checks.honest_talk import honestly
from checks.medical_wording import LAWFUL_OF_COSMETICS, WORDING, number_excuse
from checks.plain_text import on_line, plain
from checks.sourced import SOURCE_NAMED, SOURCED
from checks.term_check import term_findings
from pages.words import words

AREA = "advertising"
UNIT = "advertising"
COMPARED = ("warning-missing", "approval-number")

# Words of every shop's copy: alone and in pairs they say nothing.
LIGHT = words(
    """
    极致 完美 独家 永远 首选 首创 唯一 绝对 永久 冠军 巅峰 最好 100% 纯天然 国家专利产品 增强免疫力
    见效快 速成 专供 投资回报率 增产 保产 升值空间
    """
)

MEDICAL = "medical"
_TOLD_OF = ("medical", "invest", "education", "farm", "state", "false")
"""Rules whose words warnings, cases and denials use as well: 稳赚不赔的多半是骗子."""

# Lines that warn whom the goods do not suit, or carry the warning the law asks for.
_WARNING_LINE = re.compile(
    r"^\s*[【\[]?(?:不适宜人群|不宜人群|慎用人群|禁忌(?:症|人群)?|不良反应|警示(?:语|说明)?|"
    r"忠告语?|食用禁忌|"
    r"使用禁忌|免责声明|特别声明)[】\]]?\s*[：:]"
)
_SOURCE_REACH = 80
"""How far behind a claim, or before it, its source is looked for."""
_NOT_SUITED = re.compile(r"(?:慎|忌|禁|不宜|避免|遵医嘱|咨询医[生师])")
_ADVICE = re.compile(
    r"^(?:期间|期|中)?[^，。；]{0,8}(?:遵医嘱|遵从医嘱|咨询(?:医生|医师|药师)|到医院|就医)"
)
_WARNINGS = ("不能代替药物", "不能替代药物", "不可代替药物", "不得代替药物", "不能代替药品")
_BY_NAME = ("医生推荐", "专家推荐")
_BARRED = "有批准文号、执业许可也不能这样写，另按药品、医疗器械、医疗广告的禁止内容判断"
"""广告法 16: assurances, rates of cures, the word of doctors (checks/rules/approved_goods.py)."""
_APPROVED_WEAK = frozenset(("增强免疫力", "减肥", "祛斑", "排毒", "失眠"))


def check(context: Context) -> list[Finding]:
    """The findings of the page in this area."""
    findings = term_findings(
        context,
        AREA,
        UNIT,
        light=LIGHT,
        excuse=lambda judged: _excuse(context, judged),
        remark=lambda judged: _remark(context, judged),
        wording=lambda judged: _wording(context, judged),
    )
    findings = [_barred(context, one) for one in findings]
    return (
        honestly(context, findings, _TOLD_OF) + _wrong_numbers(context) + _warning_missing(context)
    )


def _excuse(context: Context, judged: JudgedHit) -> str | None:
    """What the class of the goods, or a line of warning, says for a medical word."""
    if judged.rule in ("absolute", "rank") and _sourced(context, judged.place):
        return "页面写明了统计的时间、范围和来源"
    if judged.rule != MEDICAL:
        return None
    goods = context.goods
    if goods.medical_excuse:
        return goods.medical_excuse
    if _ADVICE.search(judged.place.after):
        return "是请遵医嘱、请就医一类的提醒"
    if not judged.is_strong:
        line = judged.place.sentence_text
        if _WARNING_LINE.search(line) or _NOT_SUITED.search(judged.place.after[:12]):
            return "是不适宜人群、禁忌一类的警示语"
        if goods.kind == "health_food" and judged.hit.term.text in _APPROVED_WEAK:
            if goods.number is None:
                return "按保健食品看待：注册、备案的保健功能可以写；有没有注册号、备案号另行判断"
            return f"按保健食品看待：本页有批准文号“{goods.number.raw}”，核准的保健功能可以写"
        if goods.kind == "cosmetics" and LAWFUL_OF_COSMETICS.search(plain(judged.hit.matched).text):
            registered = "本页有特殊化妆品注册号" if _special(context) else "有没有注册另行判断"
            return f"祛斑、美白等是特殊化妆品的功能，不是医疗用语；{registered}"
    return None


def _sourced(context: Context, place: Place) -> bool:
    """Whether the page tells where a rank is from, or a source is named on its line."""
    if SOURCED.search(context.plain_own[:3_000]):
        return True
    low, high = on_line(place.text, place.start, place.end, _SOURCE_REACH)
    return SOURCE_NAMED.search(plain(place.text[low:high]).text) is not None


def _special(context: Context) -> bool:
    return any(
        code.kind == "cosmetics" and code.valid and code.value.startswith("国妆特")
        for code in context.page.codes
    )


def _remark(context: Context, judged: JudgedHit) -> str:
    if judged.rule != MEDICAL or judged.excused:
        return ""
    wrong = context.goods.wrong_numbers
    numbers = f"，页面上的“{wrong[0].raw}”不是有效的批准文号" if wrong else ""
    return f"商品按“{context.goods.name}”看待{numbers}。"


def _barred(context: Context, finding: Finding) -> Finding:
    """A finding that a number of the goods excused, where no number excuses such words: they are
    told by checks/rules/approved_goods.py, and the number is no reason."""
    excuse = context.goods.medical_excuse
    if excuse is None or finding.excused != excuse:
        return finding
    if finding.term not in _BY_NAME and number_excuse(context.goods, plain(finding.matched).text):
        return finding
    reason = finding.reason.replace(excuse, _BARRED)
    return replace(finding, excused=_BARRED, reason=reason)


def _wording(context: Context, judged: JudgedHit) -> tuple[str, str] | None:
    return WORDING.get(context.goods.kind) if judged.rule == MEDICAL else None


def _warning_missing(context: Context) -> list[Finding]:
    """广告法 18: health food has to say that it replaces no drug. Where the pictures were not
    read the reason says so: an officer has to look at them."""
    number = context.goods.number
    if context.goods.kind != "health_food" or number is None or context.owns(_WARNINGS):
        return []
    return [
        context.bare_finding(
            AREA,
            rule="warning-missing",
            unit=UNIT,
            lead=True,
            strength="weak",
            reason="保健食品页面的文字中没有“本品不能代替药物”（图片文字未检，须人工查看）。",
            excuse="图片中已经标明，或者页面不是广告",
            matched=number.raw,
            field=number.field,
            start=number.start,
            end=number.end,
            basis=context.basis(AREA, "approved", "goods"),
        )
    ]


def _wrong_numbers(context: Context) -> list[Finding]:
    """国药健字 and other numbers that no authority gives: goods passed off as a drug."""
    findings = []
    for code in context.goods.wrong_numbers:
        if code.note != "no-drug-number" or code.field in ("hidden", "meta"):
            continue
        findings.append(
            context.bare_finding(
                AREA,
                rule="approval-number",
                unit=UNIT,
                lead=True,
                strength="strong",
                reason=f"出现“{code.raw}”：这种文号已经废止，不是药品、"
                f"保健食品现行有效的批准文号，涉嫌冒充药品宣传。",
                excuse="介绍历史，或者引用已经废止的旧批件",
                matched=code.raw,
                field=code.field,
                start=code.start,
                end=code.end,
                basis=context.basis(AREA, "medical", "goods", "false"),
            )
        )
    return findings
