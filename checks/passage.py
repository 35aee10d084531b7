"""段落: the part of a page around a place, by which what was found there is judged.

A page of goods runs to a thousand code points and more: its story, its table, the notes on
delivery. What is unlawful stands in a line or two of it. The worst of a hundred honest sentences
sounds worse than the worst of ten, and two rules that agree from opposite ends of a page agree by
chance; so a finding is weighed with the text around it, as much as a short page says in all. And
as whoever offends does so in one passage of many, each of n passages is n times less likely to be
the one; and whole pages are honest as many times oftener than the short ones that thresholds are
found with, half of which are offences. So RARER logarithms of n are taken from its log-odds.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from checks.finding import Finding
from checks.ngram_model import Floats, Model, area_scores, shipped_model
from checks.page_value import page_value
from checks.rule_support import said_in
from checks.sentence_scores import READ, Sentence, SentenceScores, text_of

PASSAGE = 300
"""Code points of a passage. The short pages that thresholds are found with say less, and are one
passage each."""
MOST = 5
"""Passages that are counted: whoever pads a page without end must not hide by it."""
RARER = 1.75
"""Of 480 honest whole pages of six hands held back 1.5 tells five more than this and finds two
offences of 170 more; 2 tells three less and misses three more."""
_WORST = 400
"""Code points of the sentences that speak for a passage's area."""


@dataclass(frozen=True)
class Passage:
    """The goods' name and the sentences around a place with their scores, and the findings that
    lie in them, or in no sentence at all."""

    model: Model
    scores: SentenceScores
    findings: Sequence[Finding]
    others: float = 0.0
    """RARER logarithms of how many such passages the page has."""

    @cached_property
    def value(self) -> float:
        """The log-odds that it is an offence at all."""
        return page_value(self.model, self.scores, self.findings) - self.others

    @cached_property
    def said(self) -> int:
        """Code points that it says."""
        return said_in(self.scores.sentences)

    @cached_property
    def areas(self) -> Floats:
        """The log-odds of each area of the model, read from its worst sentences."""
        return area_scores(self.model, text_of(self.scores.worst(_WORST)))


@dataclass(frozen=True)
class Passages:
    """The passages of a page with `findings`."""

    model: Model
    scores: SentenceScores
    findings: Sequence[Finding]
    _known: dict[tuple[int, int], Passage] = field(default_factory=dict)

    def at(self, where: str, start: int, end: int) -> Passage:
        """That around [start, end) of the field `where`; the page's beginning if nothing was
        read there."""
        return self._around(self.scores.numbers(where, start, end) or [0])

    @cached_property
    def worst(self) -> tuple[Sentence, Passage]:
        """The page's worst sentence, and the passage around it."""
        number = self.scores.worst_sentence
        return self.scores.sentences[number], self._around([number])

    def in_turn(self, most: int = PASSAGE) -> Iterator[Passage]:
        """Passages of `most` code points that hold the page, one behind the other."""
        low = 0
        while low < len(self._order):
            high, said = low, 0
            while high < len(self._order) and said < most:
                said += self._said[high]
                high += 1
            yield self._passage(low, high)
            low = high

    @cached_property
    def _others(self) -> float:
        return RARER * math.log(min(max(1.0, sum(self._said) / PASSAGE), MOST))

    @cached_property
    def _order(self) -> list[int]:
        return self.scores.in_place()

    @cached_property
    def _places(self) -> dict[int, int]:
        return {number: place for place, number in enumerate(self._order)}

    @cached_property
    def _said(self) -> list[int]:
        """Code points of the sentences in order; none where one is another reading of the last."""
        sentences = [self.scores.sentences[at] for at in self._order]
        said, before = [], sentences[0]
        for one in sentences:
            again = one.field == before.field and one.start < before.end and one is not before
            said.append(0 if again else len(one.text))
            before = before if again else one
        return said

    def _around(self, numbers: Sequence[int]) -> Passage:
        """Grown by a sentence before and one behind in turn."""
        places = [self._places[number] for number in numbers]
        low, high = min(places), max(places) + 1
        said = sum(self._said[low:high])
        while said < PASSAGE and (low > 0 or high < len(self._order)):
            if low > 0:
                low -= 1
                said += self._said[low]
            if high < len(self._order):
                said += self._said[high]
                high += 1
        return self._passage(low, high)

    def _passage(self, low: int, high: int) -> Passage:
        if (low, high) not in self._known:
            part = self.scores.part(self._order[low:high])
            spans = _spans(part.sentences)
            found = [one for one in self.findings if _lies_in(one, spans)]
            self._known[low, high] = Passage(self.model, part, found, self._others)
        return self._known[low, high]


def passages_of(
    findings: Sequence[Finding], scores: SentenceScores | None, model: Model | None = None
) -> Passages | None:
    """The passages of a page on which the rules found `findings`, by `model` or else the shipped
    one; None where it was not read."""
    model = model or shipped_model()
    if model is None or scores is None or not scores.sentences:
        return None
    return Passages(model, scores, findings)


def _spans(sentences: Sequence[Sentence]) -> dict[str, tuple[int, int]]:
    """By field, where its first sentence begins and its last ends."""
    spans: dict[str, tuple[int, int]] = {}
    for one in sentences:
        start, end = spans.get(one.field, (one.start, one.end))
        spans[one.field] = min(start, one.start), max(end, one.end)
    return spans


def _lies_in(finding: Finding, spans: Mapping[str, tuple[int, int]]) -> bool:
    """Whether it stands within the span of its field; what stands in a field that is not read, or
    in the name, belongs to every passage."""
    if finding.field not in READ:
        return True
    start, end = spans.get(finding.field, (0, 0))
    return finding.start < end and start < finding.end
