"""What the shop says that it does not do (否认的做法): 我们不送礼物换好评, 本店从不代开执照.

Every rule asks what speaks against it in its own words; none may miss the plainest: a denial
whose subject is the shop, right before the words. It reaches no farther than the clause:
我们不打广告，靠刷单上榜 denies the first half only. Where refusing is itself the act (我们不退,
本店不开发票), only a denial for all time counts.
"""

import re
from collections.abc import Sequence

from checks.attribution import SHOP
from checks.context import Context
from checks.finding import Finding, without_lead
from checks.headings import heading_over
from checks.rule_support import is_compared
from checks.shown_as_wrong import shown_as_wrong

_LOOK_BACK = 16
_SHOP = f"(?:{SHOP}|敝[店司])(?:店|家|这里|这儿|自己)?"
_NEVER = (
    "(?:从来?|绝对?|决|坚决|一律|一概|永远?|向来|死也)(?:都|就|也)?(?:不|没有?)(?:会|曾|敢|再|肯)?"
    "(?:去|来|给人|替人|帮人)?"
)
_NOT = (
    "(?:也|都|可|真的?|是)?(?:不(?:会|曾|敢|再|肯|想|愿意?|打算)?|没有?)(?:去|来|给人|替人|帮人)?"
)
_DENIED_FOR_EVER = re.compile(f"{_SHOP}[^，。；！？：:,;!?\\s不没无]{{0,4}}{_NEVER}\\Z")
_DENIED = re.compile(f"{_SHOP}{_NOT}\\Z")
_SAID_WITH = re.compile(f"{_SHOP}[^不没无]{{0,4}}{_NEVER}")
"""Some rules take the denial for a part of what they found."""
_CLAUSE_ENDS = re.compile("[，。；！？：、,;!?\\s]")
_HALF_DENIED = re.compile("[^，。；！？\\n]{0,12}(?:[吗么？?]|也行|也可以|照样|才怪)|的话|就")
"""不 is taken back by what follows: a question, 不听课也行, 不买够就."""
_DENIES_QUOTE = re.compile(
    f"\\s*(?:{_SHOP})?(?:{_NEVER}|不)(?:写|说|印|标|贴|挂|讲|喊|承诺|宣传|吹|玩|搞|做|卖|收|接|认)"
    '(?:什么|任何|那种|这种)?[“"「『]'
)
_HEADS_DENIED = re.compile(
    f"\\W*(?:{_SHOP})?(?:{_NEVER}|不|拒绝?|拒不)(?:接|做|卖|写|说|讲|碰|干|办|代办|参与|搞)"
    "(?:待|受|单)?的?(?:[一二三四五六七八九十几两0-9]{0,2}(?:活|单子?|事|生意|业务|话|东西|货|种|类|条|件|样|项)"
    "(?:儿|情)?|单|客)?\\W*"
)
"""The heading of a list: 我们不接的活, 不做的三件事. Not 不退的情形: there to refuse is the act."""
_HEADING = 14
"""The most code points of such a heading."""
_REFUSALS = frozenset({"consumer_rights", "contract_terms", "travel"})
"""Areas in which to refuse may be the act."""


def denied_quote(sentence: str) -> str | None:
    """Why a sentence that begins by denying what it quotes is no offence (不写“最多赔洗衣费几倍”),
    or None."""
    found = _DENIES_QUOTE.match(sentence)
    return f"是“{found.group().strip()}…”，说的是本店没有这种做法" if found else None


def listed(text: str, field: str, start: int, end: int) -> str | None:
    """Why what stands at [start, end) of the text of a field is listed as what the shop does not
    do (under 我们不接的活), or as wrong, or None."""
    if heading := heading_over(text, start, _HEADS_DENIED, _HEADING):
        return f"列在“{heading}”之下，说的是本店不做的事"
    return shown_as_wrong(text, field, start, end)


def without_denied(context: Context, findings: Sequence[Finding]) -> list[Finding]:
    """The findings; leads whose words the shop denies make none."""
    return [_judged(context, one) for one in findings]


def _judged(context: Context, one: Finding) -> Finding:
    if not one.lead or not one.field or is_compared(one):
        return one
    text = context.page.fields.get(one.field, "")
    if why := listed(text, one.field, one.start, one.end):
        return without_lead(one, why)
    if _CLAUSE_ENDS.search(one.matched):
        return one
    before = text[max(0, one.start - _LOOK_BACK) : one.start]
    denied = _DENIED_FOR_EVER.search(before)
    if denied is None and one.area not in _REFUSALS:
        denied = _DENIED.search(before) or _SAID_WITH.match(one.matched)
    if denied is None or _HALF_DENIED.match(text, one.end):
        return one
    return without_lead(one, f"前面是“{denied.group()}”，说的是本店没有这种做法")
