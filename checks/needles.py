"""Needles 引子: a cheap look before the patterns.

A rule names short words of which one must be on the page before its pattern is
tried. All needles of all rules are looked for in one pass.
"""

from collections.abc import Iterable

import daachorse


class Needles:
    """Words to look for together. Words may be added until the first look, and after it."""

    def __init__(self) -> None:
        self._known: dict[str, None] = {}
        self._automaton: daachorse.CharwiseDoubleArrayAhoCorasick | None = None
        self._words: list[str] = []
        self._all: frozenset[str] | None = None

    def add(self, words: Iterable[str]) -> None:
        """Look for `words` too."""
        for word in words:
            if word not in self._known:
                self._known[word] = None
                self._automaton = None
                self._all = None

    @property
    def words(self) -> frozenset[str]:
        """All words that are looked for."""
        if self._all is None:
            self._all = frozenset(self._known)
        return self._all

    def present(self, text: str) -> frozenset[str]:
        """Which of the words stand in `text`."""
        if not self._known or not text:
            return frozenset()
        if self._automaton is None:
            self._words = list(self._known)
            self._automaton = daachorse.CharwiseDoubleArrayAhoCorasick(self._words)
        found = {number for _, _, number in self._automaton.find_overlapping(text)}
        return frozenset(self._words[number] for number in found)


NEEDLES = Needles()
"""Those of every rule that has been loaded."""
