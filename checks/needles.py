"""Needles 引子: a cheap look before the patterns.

A rule names short words of which one must be on the page before its pattern is
tried. All needles of all rules are looked for in one pass, with the words of the
patterns (checks.prefilter).
"""

from collections.abc import Iterable

from checks.prefilter import PREFILTER
from checks.required_words import Required


class Needles:
    """Words to look for together. Words may be added until the first look, and after it."""

    def __init__(self) -> None:
        self._known: set[str] = set()
        self._numbers: dict[frozenset[str], int] = {}
        self._all: frozenset[str] | None = None

    def add(self, words: Iterable[str]) -> int:
        """Look for `words` too. The number by which a text tells whether one of them stands in it
        (`Context.stands_in`, or `may` of checks.prefilter)."""
        needles = frozenset(words)
        if needles not in self._numbers:
            self._known |= needles
            self._all = None
            required = Required(((needles,),) if needles else ())
            self._numbers[needles] = PREFILTER.add(required)
        return self._numbers[needles]

    @property
    def words(self) -> frozenset[str]:
        """All words that are looked for."""
        if self._all is None:
            self._all = frozenset(self._known)
        return self._all


NEEDLES = Needles()
"""Those of every rule that has been loaded."""
