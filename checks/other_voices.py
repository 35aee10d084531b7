"""Findings in sentences that warn, teach or report (他人的话、警示、讲解): they make no lead."""

from collections.abc import Iterable

from checks.context import Context
from checks.finding import Finding, without_lead
from checks.frames import offers
from checks.plain_text import plain
from checks.subject_goods import is_of_a_text, speaks_for_the_shop
from checks.taking_back import about_offences, denied, of_others

_REACH = 120
_ENDS = "。！？!?；;\n"


def own_voice(context: Context, findings: Iterable[Finding]) -> list[Finding]:
    """`findings`, with those excused that stand in a sentence of warning, or on the page of
    goods that are about an offence (挂图, 课程)."""
    about = about_offences(context.plain_name)
    return [_heard(context, one, about) for one in findings]


def _heard(context: Context, finding: Finding, about: str | None) -> Finding:
    if not finding.lead:
        return finding
    before, sentence = _around(context, finding)
    if about is not None and not _is_own(sentence, about):
        why = f"商品名称有“{about}”，是讲解、提示、鉴别一类，不是出售这样的商品"
    elif of_others(sentence):
        why = "所在的句子是警示、报道、讲解或者说他人的话"
    elif not finding.term and denied(before):
        why = "前面是否认、拒绝的话"
    else:
        return finding
    return without_lead(finding, why)


def _is_own(sentence: str, about: str) -> bool:
    """Whether the shop speaks for itself in a sentence on a page that is `about` an offence."""
    return speaks_for_the_shop(sentence) if is_of_a_text(about) else offers(sentence)


def _around(context: Context, finding: Finding) -> tuple[str, str]:
    """The plain text of the sentence around a finding: up to the finding, and the whole of it."""
    text = context.page.fields.get(finding.field, "")
    low = max(0, finding.start - _REACH)
    high = min(len(text), finding.end + _REACH)
    before, after = text[low : finding.start], text[finding.end : high]
    before = before[max(before.rfind(mark) for mark in _ENDS) + 1 :]
    ends = [at for mark in _ENDS if (at := after.find(mark)) >= 0]
    sentence = before + text[finding.start : finding.end] + after[: min(ends, default=None)]
    return plain(before).text, plain(sentence).text
