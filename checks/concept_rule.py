"""Concept rules 概念规则: who, what is done, on what condition, in whatever order it is said.

A pattern knows one order of words; people say 过期课时作废 and 课时没上完，到期就没了.
A concept is a broad class of synonyms; a rule is met where each of its concepts stands
in the text, near the others and in any order, in one sentence or two that follow each
other on a line. Name and text of goods are one talk: a rule may find one of its concepts
in the name (`by_name`). What excuses is looked for in the talk around.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from checks.context import OWN, Context
from checks.finding import Finding, Strength
from checks.needles import NEEDLES
from checks.pattern_rule import MAX_MATCHES, compiled
from checks.rule_finding import rule_finding
from checks.talk_excuses import around, talk_excuse

_MAX_SPANS = 200
"""Words of one concept in one field: a page of nothing but such words costs no minutes."""

_LOOK_BACK = 6
_BORDER = "。"
_LINE = "\n"

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Concept:
    """A class of synonyms. `pattern` runs on RE2; a word behind `unless_after` (the characters
    right before it, tried at their end) or before `unless_then` does not count."""

    pattern: Any
    unless_after: Any = None
    unless_then: Any = None

    def spans(self, text: str) -> list[Span]:
        """Where words of the class stand, at most _MAX_SPANS."""
        found: list[Span] = []
        for start, end in self.pattern.spans(text):
            if self._counts(text, start, end):
                found.append((start, end))
            if len(found) >= _MAX_SPANS:
                break
        return found

    def _counts(self, text: str, start: int, end: int) -> bool:
        if self.unless_after is not None and self.unless_after.search(
            text[max(0, start - _LOOK_BACK) : start]
        ):
            return False
        return not (self.unless_then is not None and self.unless_then.match(text[end : end + 8]))


def concept(words: str, *, unless_after: str = "", unless_then: str = "") -> Concept:
    """A concept from patterns: `unless_after` is tried right before a word, `unless_then`
    right behind it."""
    return Concept(
        compiled(words),
        compiled(f"(?:{unless_after})$") if unless_after else None,
        compiled(unless_then) if unless_then else None,
    )


@dataclass(frozen=True)
class ConceptRule:
    """One rule: every one of `concepts` within `reach` characters of the first of them.

    `needles`: one of them stands in the text or nothing is tried; where there are none, the
    concepts are. `by_name`: numbers of the concepts that the goods' name may say instead.
    `borders`: sentence ends that may stand between two concepts. `unless`, `unless_name`:
    (pattern, why), tried in the talk around and in the name. `overlap`: whether the words of two
    concepts may share characters.
    """

    name: str
    needles: Collection[str]
    concepts: tuple[Concept, ...]
    sign: str
    excuse: str
    basis: tuple[str, ...] = ()
    reach: int = 24
    borders: int = 1
    by_name: frozenset[int] = field(default_factory=frozenset)
    overlap: bool = False
    strength: Strength = "strong"
    unless: tuple[Any, str] | None = None
    unless_name: tuple[Any, str] | None = None

    def __post_init__(self) -> None:
        NEEDLES.add(self.needles)
        object.__setattr__(self, "needles", frozenset(self.needles))

    def places(self, text: str, name: str) -> Iterator[Span]:
        """Where the rule is met in `text` of goods called `name`, from the first word to the
        last; at most MAX_MATCHES."""
        # Most texts lack a concept altogether: no word of the others need be placed then.
        for number, one in enumerate(self.concepts):
            if number not in self.by_name and not one.pattern.search(text):
                return
        spans: list[list[Span]] = []
        for number, one in enumerate(self.concepts):
            spans.append(one.spans(text))
            if not spans[-1] and number not in self.by_name:
                return
        absent = {number for number, found in enumerate(spans) if not found}
        if len(absent) == len(spans):
            return
        if any(not self.concepts[number].pattern.search(name) for number in absent):
            return
        told = 0
        anchors, *others = [found for found in spans if found]
        end_of_last = -1
        for anchor in anchors:
            if anchor[0] < end_of_last:
                continue
            place = self._place(text, anchor, others)
            if place is not None:
                yield place
                end_of_last = place[1]
                told += 1
                if told >= MAX_MATCHES:
                    return

    def _place(self, text: str, anchor: Span, others: Sequence[Sequence[Span]]) -> Span | None:
        low, high = anchor
        taken = [anchor]
        for spans in others:
            near = self._nearest(text, anchor, spans, taken)
            if near is None:
                return None
            taken.append(near)
            low, high = min(low, near[0]), max(high, near[1])
        return low, high

    def _nearest(
        self, text: str, anchor: Span, spans: Sequence[Span], taken: Sequence[Span]
    ) -> Span | None:
        best: Span | None = None
        least = self.reach + 1
        for span in spans:
            if not self.overlap and any(a < span[1] and span[0] < b for a, b in taken):
                continue
            low, high = min(anchor[1], span[1]), max(anchor[0], span[0])
            gap = max(0, high - low)
            if gap < least and self._joined(text, low, high):
                best, least = span, gap
        return best

    def _joined(self, text: str, low: int, high: int) -> bool:
        between = text[low:high] if low < high else ""
        return _LINE not in between and between.count(_BORDER) <= self.borders


Excuse = Callable[[Context, ConceptRule, str, Span], str | None]
"""Why what a rule found at a place of a field's plain text makes no lead, or None."""


def concept_findings(
    context: Context,
    area: str,
    unit: str,
    rules: Sequence[ConceptRule],
    excuse: Excuse | None = None,
) -> list[Finding]:
    """The findings of `rules` on the page, excused ones too.

    `excuse` asks otherwise than whether the words only talk about an offence
    (checks.talk_excuses).
    """
    asked = excuse or _excuse
    findings: list[Finding] = []
    for rule in rules:
        if rule.needles and context.present_own.isdisjoint(rule.needles):
            continue
        for name in OWN:
            text = context.plain(name).text if context.page.fields.get(name) else ""
            if not text:
                continue
            # The name says nothing of itself: in the title all concepts must stand.
            said = "" if name == "title" else context.plain_name
            for place in rule.places(text, said):
                excused = asked(context, rule, name, place)
                shown = (name, *context.plain(name).span(*place))
                findings.append(rule_finding(context, (area, unit), rule, shown, excused=excused))
    return findings


def _excuse(context: Context, rule: ConceptRule, field_name: str, place: Span) -> str | None:
    plain = context.plain(field_name)
    talk = around(plain.text, *place)
    for condition, text in ((rule.unless, talk), (rule.unless_name, context.plain_name)):
        if condition is not None and condition[0].search(text):
            return condition[1]
    start, end = plain.span(*place)
    return talk_excuse(context, field_name, start, end) or context.excuse_at(
        field_name, start, end, rejects=False, rule=rule.name
    )
