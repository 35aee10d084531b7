"""Words of two classes in one sentence (词类搭配): an ailment and a relief, in either order.

Two classes of hundreds of words each are too many for one pattern. Their words are found in
one pass, and then paired by where they stand. `WordPairs` and `WordThen` can stand where a
PatternRule has its pattern.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import daachorse

_MAX_HITS = 400
_SENTENCE = "。\n"
_CLAUSE = "，。\n"


@dataclass(frozen=True, slots=True)
class Span:
    """Where a pair stands, with the methods of a match that rules use."""

    text: str
    low: int
    high: int

    def start(self) -> int:
        """Where it begins."""
        return self.low

    def end(self) -> int:
        """Where it ends, exclusive."""
        return self.high

    def group(self) -> str:
        """The words from the first to the last."""
        return self.text[self.low : self.high]


def _apart(text: str, low: int, high: int, marks: str) -> bool:
    return any(text.find(mark, low, high) >= 0 for mark in marks)


class WordPairs:
    """A word of `first` with one of `second` at most `after` characters behind it in its
    sentence, or `before` characters before it in its clause. `also` is a small pattern for
    more of the first class."""

    def __init__(
        self,
        first: Collection[str],
        second: Collection[str],
        *,
        after: int = 28,
        before: int = 12,
        also: Any = None,
    ) -> None:
        self._words = list(dict.fromkeys((*first, *second)))
        self._firsts, self._seconds = frozenset(first), frozenset(second)
        self._automaton = daachorse.CharwiseDoubleArrayAhoCorasick(self._words)
        self._after, self._before, self._also = after, before, also

    def finditer(self, text: str) -> Iterator[Span]:
        """The pairs, by the place of their first word; one for each first word."""
        firsts: list[tuple[int, int]] = []
        seconds: list[tuple[int, int]] = []
        for low, high, number in self._automaton.find_overlapping(text)[: 4 * _MAX_HITS]:
            word = self._words[number]
            if word in self._firsts:
                firsts.append((low, high))
            if word in self._seconds:
                seconds.append((low, high))
        if not seconds:
            return
        if self._also is not None:
            firsts.extend((m.start(), m.end()) for m in self._also.finditer(text))
        for low, high in sorted(firsts)[:_MAX_HITS]:
            pair = self._pair(text, low, high, seconds)
            if pair is not None:
                yield Span(text, *pair)

    def _pair(
        self, text: str, low: int, high: int, seconds: Sequence[tuple[int, int]]
    ) -> tuple[int, int] | None:
        for begin, end in seconds[:_MAX_HITS]:
            if 0 <= begin - high <= self._after and not _apart(text, high, begin, _SENTENCE):
                return low, end
            if 0 <= low - end <= self._before and not _apart(text, end, low, _CLAUSE):
                return begin, high
        return None


class WordThen:
    """A word of `first` (or what `also` finds) with `then` right behind it: `then` is a pattern
    for the next `reach` characters."""

    def __init__(
        self, first: Collection[str], then: Any, *, reach: int = 40, also: Any = None
    ) -> None:
        self._automaton = daachorse.CharwiseDoubleArrayAhoCorasick(list(dict.fromkeys(first)))
        self._then, self._reach, self._also = then, reach, also

    def finditer(self, text: str) -> Iterator[Span]:
        """The places, in order."""
        places = [
            (low, high) for low, high, _ in self._automaton.find_overlapping(text)[:_MAX_HITS]
        ]
        if self._also is not None:
            places.extend((m.start(), m.end()) for m in self._also.finditer(text))
        for low, high in sorted(places)[:_MAX_HITS]:
            found = self._then.match(text[high : high + self._reach])
            if found:
                yield Span(text, low, high + int(found.end()))
