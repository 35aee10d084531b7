"""Concept rules 概念规则: who, what is done, on what condition, in whatever order it is said.

A pattern knows one order of words; people say 过期课时作废 and 课时没上完，到期就没了.
A concept is a broad class of synonyms; a rule is met where each of its concepts stands
in the text, near the others and in any order, in one sentence or two that follow each
other on a line. Name and text of goods are one talk: a rule may find one of its concepts
in the name (`by_name`). What excuses is looked for in the talk around.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from checks.context import Context
from checks.finding import Finding, Strength
from checks.needles import NEEDLES
from checks.pattern_rule import MAX_MATCHES, MOST_TRIED, compiled
from checks.prefilter import PREFILTER, Compiled, Looked
from checks.rule_finding import rule_finding
from checks.talk_excuses import talk_around, talk_excuse
from checks.together import Together
from checks.unless import unless_named, unless_said

_MAX_SPANS = 200
"""Words of one concept in one field: a page of nothing but such words costs no minutes."""

_FEW = 4
"""So many words of one place are gone through; among more it is searched."""
_LOOK_BACK = 6
_BORDER = "。"
_LINE = "\n"

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Concept:
    """A class of synonyms. `pattern` runs on RE2; a word behind `unless_after` (the characters
    right before it, tried at their end) or before `unless_then` does not count."""

    pattern: Any
    unless_after: Any = None
    unless_then: Any = None

    def spans(self, text: str) -> list[Span]:
        """Where words of the class stand, at most _MAX_SPANS."""
        spans = self.pattern.spans(text)
        return list(islice((span for span in spans if self.counts(text, *span)), _MAX_SPANS))

    def stands_in(self, looked: Looked) -> bool:
        """Whether words of the class stand in a text."""
        return any(self.words_at(looked, place) for place in looked.places(self.pattern))

    def near(self, looked: Looked, low: int, high: int) -> list[Span]:
        """The words of the class that stand in [low, high] of a text or touch it, in order."""
        near: list[Span] = []
        for place in looked.touched(self.pattern, low, high):
            words = self.words_at(looked, place)
            if len(words) > _FEW:
                # Words do not overlap: of those that begin before `low` only the last reaches it.
                first = max(bisect_left(words, (low, low)) - 1, 0)
                words = words[first : bisect_right(words, (high, high), first) + 1]
            near += [word for word in words if word[1] >= low and word[0] <= high]
        return near

    def words_at(self, looked: Looked, place: int) -> list[Span]:
        """The words of the class at a place of its pattern."""
        found = looked.found_at(self.pattern, place)
        if self.unless_after is None and self.unless_then is None:
            return found
        known = looked.judged.get((self, place))
        if known is None:
            known = [span for span in found if self.counts(looked.text, *span)]
            looked.judged[self, place] = known
        return known

    def counts(self, text: str, start: int, end: int) -> bool:
        """Whether the words text[start:end] count for what stands before and behind them."""
        if self.unless_after is not None and self.unless_after.made.search(
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
    needles_number: int = field(init=False)
    together: int = field(init=False)
    """The number of the set of patterns that must stand together in the text itself."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "needles_number", NEEDLES.add(self.needles))
        numbers = [one.pattern.number for one in self.concepts]
        needed = [one for at, one in enumerate(numbers) if at not in self.by_name]
        # They must be near the first of them, which the name may say.
        reach = None if 0 in self.by_name else self.reach
        together = Together(tuple(needed), tuple(numbers), reach)
        object.__setattr__(self, "together", PREFILTER.together(together))

    def places(self, text: str, name: str) -> Iterator[Span]:
        """Where the rule is met in `text` of goods called `name`, from the first word to the
        last; at most MAX_MATCHES."""
        looked = PREFILTER.look(text)
        if looked.together[self.together]:
            yield from self.places_in(looked, name)[:MAX_MATCHES]

    def places_in(self, looked: Looked, name: str) -> list[Span]:
        """The same for a text that holds all that is `needed`; at most MOST_TRIED."""
        present: list[Concept] = []
        named: list[Concept] = []
        for number, one in enumerate(self.concepts):
            if number in self.by_name and one.pattern.search(name):
                named.append(one)
                if one.stands_in(looked):
                    present.append(one)
            elif looked.holds(one.pattern):
                present.append(one)
            else:
                return []
        beside = [one for one in present if one not in named]
        found = list(self._near_each_other(looked, present))
        if not found and beside and len(beside) < len(present):
            # What the name says it says of all the text, wherever the text says it again.
            found = list(self._near_each_other(looked, beside))
        return found

    def _near_each_other(self, looked: Looked, present: Sequence[Concept]) -> Iterator[Span]:
        """The places where words of all of `present` stand near each other, MOST_TRIED at most."""
        if not present:
            return
        told = 0
        end_of_last = -1
        for anchor in self._anchors(looked, present):
            if anchor[0] < end_of_last:
                continue
            place = self._place(looked, anchor, present[1:])
            if place is not None:
                yield place
                end_of_last = place[1]
                told += 1
                if told >= MOST_TRIED:
                    return

    def _anchors(self, looked: Looked, present: Sequence[Concept]) -> Iterator[Span]:
        """The words of the first of the concepts that may have words of each other one near, at
        most _MAX_SPANS.

        They are looked for from the words of the rarest on, whichever that is: most often there
        is none of it, and no other need be looked for.
        """
        first = present[0]
        rarest = min(present, key=lambda one: looked.commonness(one.pattern))
        others = [one.pattern for one in present if one is not first and one is not rarest]
        told = 0
        for anchor in self._beside(looked, first, rarest, others):
            if others and not looked.touched_by_each(others, *self._around(looked, *anchor)):
                continue
            yield anchor
            told += 1
            if told >= _MAX_SPANS:
                return

    def _beside(
        self, looked: Looked, first: Concept, rarest: Concept, others: Sequence[Compiled]
    ) -> Iterator[Span]:
        """The words of `first` that have words of `rarest` near, in order."""
        asked = others if first is rarest else (first.pattern,)
        last = -1
        for place in looked.places(rarest.pattern):
            around = self._around(looked, *looked.bounds(place))
            if not looked.touched_by_each(asked, *around):
                continue
            words = rarest.words_at(looked, place)
            if first is rarest:
                yield from words
                continue
            for word in words:
                low, high = self._around(looked, *word)
                for span in first.near(looked, low, high):
                    if span[0] > last:
                        last = span[0]
                        yield span

    def _around(self, looked: Looked, start: int, end: int) -> Span:
        """From where to where words stand that are near enough to text[start:end], on its line."""
        text, reach = looked.text, self.reach
        low, high = max(start - reach, 0), end + reach
        line_end = text.find(_LINE, end, high)
        return max(text.rfind(_LINE, low, start) + 1, low), high if line_end < 0 else line_end

    def _place(self, looked: Looked, anchor: Span, others: Sequence[Concept]) -> Span | None:
        low, high = anchor
        taken = [anchor]
        around = self._around(looked, low, high)
        for other in others:
            spans = other.near(looked, *around)
            near = self._nearest(looked.text, anchor, spans, taken) if spans else None
            if near is None:
                return None
            taken.append(near)
            low, high = min(low, near[0]), max(high, near[1])
        return low, high

    def _nearest(
        self, text: str, anchor: Span, spans: Iterable[Span], taken: Sequence[Span]
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
                if gap == 0:
                    break
        return best

    def _joined(self, text: str, low: int, high: int) -> bool:
        return low >= high or (
            text.find(_LINE, low, high) < 0 and text.count(_BORDER, low, high) <= self.borders
        )


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
    own = context.own_texts
    may, together = own.may, own.together
    for rule in rules:
        if not (together[rule.together] and may[rule.needles_number]):
            continue  # most rules, on most pages
        for name, looked in own:
            if not looked.together[rule.together]:
                continue
            # The name says nothing of itself: in the title all concepts must stand.
            said = "" if name == "title" else context.plain_name
            places = rule.places_in(looked, said)
            if len(places) >= MOST_TRIED:
                context.cut.add("hits-cut")
            for place in places:
                excused = asked(context, rule, name, place)
                shown = (name, *context.plain(name).span(*place))
                findings.append(rule_finding(context, (area, unit), rule, shown, excused=excused))
    return findings


def _excuse(context: Context, rule: ConceptRule, field_name: str, place: Span) -> str | None:
    plain = context.plain(field_name)
    start, end = plain.span(*place)
    return (
        unless_said(
            rule.unless, context.page.fields[field_name], plain, *talk_around(plain.text, *place)
        )
        or unless_named(rule.unless_name, context.goods_name, context.plain_of_name)
        or talk_excuse(context, field_name, start, end)
        or context.excuse_at(field_name, start, end, rejects=False, rule=rule.name)
    )
