"""Signs of a talk weighed together (特征加权): enough kinds of saying within a few clauses.

Schemes are told in no fixed number of parts: one talk names the fee and the heads, another the
layers and the daily return. Each kind of saying has a weight; a talk leads where an anchor
kind stands and the weights of the different kinds around it reach what is enough.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from checks.concept_rule import Concept
from checks.context import OWN, Context
from checks.finding import Finding, Strength
from checks.honest_talk import honest_talk
from checks.plain_text import MAX_READ, on_line
from checks.rule_finding import rule_finding

_MAX_ANCHORS = 40
_MAX_FINDINGS = 2
"""Of one rule."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of saying: `name` is for officers, `anchor` says that a talk may begin from it.

    Of kinds of one `group` only the heaviest counts; put it first.
    """

    name: str
    concept: Concept
    weight: float
    anchor: bool = False
    group: str = ""


@dataclass(frozen=True)
class WeighedRule:
    """One rule: `kinds` around an anchor whose weights sum to `enough` or more.

    `reach`: characters before and behind the anchor, on its line. A kind that stands in the
    goods' name counts too. `unless`, `unless_name`: (pattern, why).
    """

    name: str
    kinds: tuple[Kind, ...]
    enough: float
    sign: str
    excuse: str
    basis: tuple[str, ...] = ()
    reach: int = 60
    strength: Strength = "strong"
    unless: tuple[Any, str] | None = None
    unless_name: tuple[Any, str] | None = None


@dataclass(frozen=True, slots=True)
class _Talk:
    low: int
    high: int
    text: str
    seen: tuple[tuple[str, str], ...]


def weighed_findings(
    context: Context, area: str, unit: str, rules: tuple[WeighedRule, ...]
) -> list[Finding]:
    """The findings of `rules`, excused ones too."""
    findings: list[Finding] = []
    for rule in rules:
        told = 0
        for field in OWN:
            if not context.page.fields.get(field):
                continue
            text = context.plain(field).text[:MAX_READ]
            name = "" if field == "title" else context.plain_name
            found = _best(rule, text, name, partial(_excuse, context, rule, field))
            if found is not None:
                findings.append(_finding(context, (area, unit), rule, field, found))
                told += 1
            if told >= _MAX_FINDINGS:
                break
    return findings


def _best(
    rule: WeighedRule, text: str, name: str, excuse: Callable[[_Talk], str | None]
) -> tuple[_Talk, str | None] | None:
    """The first talk that weighs enough and has no excuse; else the first, and its excuse."""
    of_name = {kind.name for kind in rule.kinds if name and kind.concept.spans(name)}
    # What stands nowhere in the text stands around no anchor.
    kinds = [kind for kind in rule.kinds if kind.name in of_name or _may_stand(kind, text)]
    if sum(max(kind.weight, 0.0) for kind in kinds) < rule.enough:
        return None
    excused: tuple[_Talk, str | None] | None = None
    for kind in kinds:
        if not kind.anchor:
            continue
        for start, end in kind.concept.spans(text)[:_MAX_ANCHORS]:
            talk = _talk(rule, kinds, text, (start, end), of_name)
            if talk is None:
                continue
            why = excuse(talk)
            if why is None:
                return talk, None
            excused = excused or (talk, why)
    return excused


def _may_stand(kind: Kind, text: str) -> bool:
    pattern = kind.concept.pattern
    return pattern.anchored or pattern.search(text) is not None


def _talk(
    rule: WeighedRule, kinds: Sequence[Kind], text: str, anchor: tuple[int, int], of_name: set[str]
) -> _Talk | None:
    start, end = anchor
    low, high = on_line(text, start, end, rule.reach)
    around = text[low:high]
    weight = 0.0
    seen: list[tuple[str, str]] = []
    groups: set[str] = set()
    first, last = start, end
    for kind in kinds:
        if kind.group in groups:
            continue
        spans = kind.concept.spans(around)
        if spans:
            weight += kind.weight
            seen.append((kind.name, around[slice(*spans[0])][:16]))
            first = min(first, low + spans[0][0])
            last = max(last, low + spans[0][1])
            if kind.group:
                groups.add(kind.group)
        elif kind.name in of_name:
            weight += kind.weight
            seen.append((kind.name, "名称中"))
    return _Talk(first, last, around, tuple(seen)) if weight >= rule.enough else None


def _excuse(context: Context, rule: WeighedRule, field: str, talk: _Talk) -> str | None:
    for condition, text in ((rule.unless, talk.text), (rule.unless_name, context.plain_name)):
        if condition is not None and condition[0].search(text):
            return condition[1]
    place = (talk.low, talk.high)
    start, end = context.plain(field).span(*place)
    return honest_talk(context, field, place) or context.excuse_at(
        field, start, end, rejects=False, rule=rule.name
    )


def _finding(
    context: Context,
    speaks_for: tuple[str, str],
    rule: WeighedRule,
    field: str,
    found: tuple[_Talk, str | None],
) -> Finding:
    talk, excused = found
    said = "、".join(f"{name}（“{words}”）" for name, words in talk.seen)
    shown = (field, *context.plain(field).span(talk.low, talk.high))
    told = f"{rule.sign}：{said}"
    return rule_finding(context, speaks_for, rule, shown, excused=excused, told=told)
