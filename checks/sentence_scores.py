"""句分: how much each sentence of a page reads like an offence, by the n-gram model.

A window is a sentence, a sentence with the one before it, a sentence with the goods' name,
or the beginning of the page; its score is a log-odds. The best window speaks for the page,
the windows around a hit speak for the hit.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from checks.context import Context
from checks.ngram_model import Floats, Model, score, sentence_sums, slots_of

READ = ("description", "image_text", "alt", "structured")
"""Fields that are weighed besides the goods' name."""
MOST = 6_000
"""Code points of plain text that are weighed."""
BEGINNING = 400
"""Code points of the window that is the page's beginning."""
_SHORTEST = 2
_SAYS_MORE = 12
"""Code points beside the goods' name from which a line says something of its own."""
_END = re.compile(r"[。\n]+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of `field`: where it stands there (before folding), and its plain text."""

    field: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class SentenceScores:
    """The sentences of a page in order and their scores; the name of the goods is the first."""

    sentences: tuple[Sentence, ...]
    alone: Floats
    paired: Floats
    named: Floats
    beginning: float

    @property
    def best(self) -> float:
        """The score of the page's best window; very low where nothing was read."""
        if not self.sentences:
            return -99.0
        return float(max(self._by_sentence.max(), self.beginning))

    @property
    def worst_sentence(self) -> int:
        """The number of the sentence whose windows score highest."""
        return int(self._by_sentence.argmax())

    @property
    def _by_sentence(self) -> Floats:
        """The best window of each sentence. A name by itself claims nothing: it counts with
        what is said of the goods."""
        best: Floats = np.maximum.reduce([self.alone, self.paired, self.named])
        if len(best) > 1:
            best[0] = -99.0
        return best

    def around(self, field: str, start: int, end: int) -> float | None:
        """The best score of a window that holds [start, end) of `field`; None if none was read."""
        numbers = self._at(field, start, end)
        if not numbers:
            return None
        after = [at + 1 for at in numbers if at + 1 < len(self.sentences)]
        values = [self.alone[numbers], self.named[numbers], self.paired[numbers + after]]
        return float(np.concatenate(values).max())

    def longest(self, field: str, start: int, end: int) -> int:
        """Code points of the longest sentence that holds a part of [start, end); 0 for none."""
        numbers = self._at(field, start, end)
        return max((len(self.sentences[at].text) for at in numbers), default=0)

    def _at(self, field: str, start: int, end: int) -> list[int]:
        return [
            at
            for at, one in enumerate(self.sentences)
            if one.field == field and one.start < end and start < one.end
        ]


def scores_of(context: Context, model: Model) -> SentenceScores:
    """The scores of the sentences of a page's own words, the first MOST code points of them."""
    pieces = list(_pieces(context))
    starts, ends, kept, length = [], [], [], 0
    texts: list[str] = []
    for field, plain_start, plain_end, text in pieces:
        if length + len(text) > MOST:
            break
        starts.append(length)
        ends.append(length + len(text))
        texts.append(text)
        length += len(text) + 1
        kept.append((field, plain_start, plain_end, text))
    if not kept:
        empty = np.zeros(0, dtype=np.float32)
        return SentenceScores((), empty, empty, empty, -99.0)
    first, last = np.array(starts, dtype=np.intp), np.array(ends, dtype=np.intp)
    sums = sentence_sums(model.any, slots_of("\n".join(texts)), first, last)
    alone = score(sums.weight, sums.runs, model.bias)
    paired, named = alone.copy(), alone.copy()
    if len(kept) > 1:
        weight, runs = sums.weight, sums.runs
        paired[1:] = score(weight[1:] + weight[:-1], runs[1:] + runs[:-1], model.bias)
        named[1:] = score(weight[1:] + weight[0], runs[1:] + runs[0], model.bias)
    upto = max(int(np.searchsorted(last, BEGINNING)), 1)
    beginning = score(sums.weight[:upto].sum()[None], sums.runs[:upto].sum()[None], model.bias)
    sentences = tuple(_sentence(context, *one) for one in kept)
    return SentenceScores(sentences, alone, paired, named, float(beginning[0]))


def _pieces(context: Context) -> Iterator[tuple[str, int, int, str]]:
    """(field, start and end in its plain text, text) of every sentence, the name first."""
    name = context.plain_name
    yield "title", 0, len(name), name
    for field in READ:
        if not context.page.fields.get(field):
            continue
        text, begin = context.plain(field).text, 0
        for end in [*(mark.span() for mark in _END.finditer(text)), (len(text), len(text))]:
            sentence = text[begin : end[0]]
            if len(sentence) >= _SHORTEST and not _repeats(sentence, name):
                yield field, begin, end[0], sentence
            begin = end[1]


def _repeats(sentence: str, name: str) -> bool:
    """Whether a line is the goods' name again, as the way to the page or a caption has it."""
    return bool(name) and name in sentence and len(sentence) - len(name) < _SAYS_MORE


def _sentence(context: Context, field: str, begin: int, end: int, text: str) -> Sentence:
    if field == "title":
        return Sentence(field, 0, len(context.page.fields.get("title", "")), text)
    start, stop = context.plain(field).span(begin, end)
    return Sentence(field, start, stop, text)
