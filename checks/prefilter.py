"""Which patterns can stand in a text at all (预筛): one look at it for all patterns of all rules.

The words without which a pattern cannot match are read off the pattern
(checks.required_words). All words of all patterns are looked for in one pass over a text, and a
pattern that lacks its own is not tried there: hundreds of patterns cost little more than ten.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import daachorse
import re2

from checks.required_words import Group, Unread, required_words
from pages.encoded import EncodedText

_SHORT = 300
_FEW_LOOKS = 2
"""A short text is looked through only when more patterns than these are tried on it."""
_KEPT_TEXTS = 48
_ANCHORS = ("^", "$", "\\b", "\\B", "\\A", "\\z")
"""What matches in a part of a text though not in the whole."""


class Looked:
    """A text that patterns are tried on: how often yet, which words stand in it, and which
    patterns were tried in vain."""

    __slots__ = ("absent", "looks", "words")

    def __init__(self, text: str) -> None:
        del text  # the key it is kept by
        self.looks = 0
        self.words: frozenset[int] | None = None
        self.absent: set[Compiled] = set()


class Prefilter:
    """The words of patterns. Words may be added until the first look, and after it."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._automaton: daachorse.CharwiseDoubleArrayAhoCorasick | None = None
        self._looked = lru_cache(maxsize=_KEPT_TEXTS)(Looked)

    def add(self, groups: Iterable[Group]) -> tuple[frozenset[int], ...]:
        """Look for these words too; returns their numbers, group by group."""
        numbers = self._numbers
        self._automaton = None
        self._looked.cache_clear()  # what was known of a text is known without these words
        return tuple(
            frozenset(numbers.setdefault(word, len(numbers)) for word in group) for group in groups
        )

    def look(self, text: str, pattern: "Compiled") -> Looked | None:
        """What is known of `text`, or None where the pattern can match nowhere in it."""
        looked = self._looked(text)
        if pattern in looked.absent:
            return None
        words = looked.words
        if words is None:
            looked.looks += 1
            if len(text) < _SHORT and looked.looks <= _FEW_LOOKS:
                return looked
            words = looked.words = self._words(text)
        for group in pattern.groups:
            if group.isdisjoint(words):
                return None
        return looked

    def _words(self, text: str) -> frozenset[int]:
        if self._automaton is None:
            self._automaton = daachorse.CharwiseDoubleArrayAhoCorasick(list(self._numbers))
        return frozenset([number for _, _, number in self._automaton.find_overlapping(text)])


@lru_cache(maxsize=8)
def _encoded(text: str) -> EncodedText:
    return EncodedText(text)


PREFILTER = Prefilter()
"""That of every rule that has been loaded."""


class Compiled:
    """A pattern of a rule. It is used as RE2's own patterns are; `groups` are the numbers of the
    words that it needs. One that is not `anchored` stands in a text if it stands in a part of it.

    RE2 is given the pattern when it is first tried: of the thousand there are, most pages need a
    hundred. What cannot be read here is given to it at once, and raises its error.
    """

    __slots__ = ("_empty", "_made", "anchored", "groups", "pattern")

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self._made: Any = None
        self._empty: bool | None = None
        try:
            groups = required_words(pattern)
        except Unread:
            groups, self._made = (), re2.compile(pattern)
        self.groups = PREFILTER.add(groups)
        self.anchored = any(mark in pattern.replace("[^", "") for mark in _ANCHORS)

    def search(self, text: str, *within: int) -> Any | None:
        """The first match of the pattern in `text`, or None."""
        looked = PREFILTER.look(text, self)
        if looked is None:
            return None
        match = (self._made or self._make()).search(text, *within)
        if match is None and not within:
            looked.absent.add(self)
        return match

    def finditer(self, text: str, *within: int) -> Iterator[Any]:
        """Every match of the pattern in `text`."""
        if PREFILTER.look(text, self) is None:
            return iter(())
        return (self._made or self._make()).finditer(text, *within)  # type: ignore[no-any-return]

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """(start, end) of every match of the pattern in `text`."""
        if PREFILTER.look(text, self) is None:
            return iter(())
        made = self._made or self._make()
        if self._empty is None:
            self._empty = made.search("") is not None
        if self._empty or len(text) < _SHORT:  # of nothing there may be one inside a character
            return (match.span() for match in made.finditer(text))
        return _encoded(text).spans(made)

    def _make(self) -> Any:
        self._made = re2.compile(self.pattern)
        return self._made

    def __getattr__(self, name: str) -> Any:
        """Whatever else RE2's patterns can do."""
        return getattr(self._made or self._make(), name)
