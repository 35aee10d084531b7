"""Finding spellings in folded letters: every one that stands there, overlapping ones too.

daachorse (double-array Aho-Corasick) finds them, letter by letter. At few places of a text a
spelling can begin: the pair of letters there and the next tell so, for all places at once with
numpy, and daachorse goes through no more than what follows them.
"""

from collections.abc import Iterator, Sequence

import daachorse
import numpy as np
import numpy.typing as npt

from keywords.fold import Folded, code_points

Points = npt.NDArray[np.uint32]
Ints = npt.NDArray[np.intp]

_SHIFT_OF_TWO, _SHIFT_OF_THREE = np.uint32(15), np.uint32(12)
_PAIRS, _THREES = 1 << 17, 1 << 20
"""Slots for two and for three letters; those that share one cost time and no more."""
_SECOND, _FIRST, _WHOLE = 1, 2, 4  # what a pair of letters may be of a spelling
_SHORT = 4_000
"""So many letters daachorse has gone through before numpy has told where to look."""
_CLOSE = 40
"""Places so near to each other are looked from together: a part more costs as much."""
_AT_ONCE = 8_192
"""Places from which spellings are looked for at once: who stops early pays for no more."""
_APART = "\n"
"""No letter: stands between parts of a text that are looked through together."""


class LetterMatcher:
    """`spellings` are folded texts, none of them empty or twice there."""

    def __init__(self, spellings: Sequence[str]) -> None:
        # An automaton of nothing cannot be built.
        self._automaton = (
            daachorse.CharwiseDoubleArrayAhoCorasick(list(spellings)) if spellings else None
        )
        self._longest = max(map(len, spellings), default=1)
        self._everywhere = any(len(spelling) < 2 for spelling in spellings)
        two = [spelling for spelling in spellings if len(spelling) == 2]
        more = [spelling for spelling in spellings if len(spelling) > 2]
        first = _pairs_at(more, 0)
        self._begins = np.zeros(_PAIRS, dtype=np.uint8)
        self._begins[_pairs_at(two, 0)] |= _WHOLE
        self._begins[first] |= _FIRST
        self._begins[_pairs_at(more, 1)] |= _SECOND
        self._threes = np.zeros(_THREES, dtype=np.bool_)
        self._threes[_three(first, code_points("".join(one[2] for one in more)))] = True
        self._reach = np.full(_PAIRS, 2, dtype=np.intp)
        np.maximum.at(self._reach, first, np.fromiter(map(len, more), np.intp, len(more)))

    def find(self, folded: Folded) -> Iterator[tuple[int, int, int]]:
        """(start, end, number of the spelling) of each one in a folded text, in order."""
        if self._automaton is None:
            return
        if len(folded.text) <= _SHORT:
            yield from sorted(self._automaton.find_overlapping(folded.text))
            return
        at, ends = self._places(folded.letters)
        for low in range(0, at.size, _AT_ONCE):
            begins, stops = _joined(at[low : low + _AT_ONCE], ends[low : low + _AT_ONCE])
            parts = [folded.text[a:b] for a, b in zip(begins, stops, strict=True)]
            found = sorted(self._automaton.find_overlapping(_APART.join(parts)))
            last = int(at[min(low + _AT_ONCE, at.size) - 1])
            part, edge, by = -1, 0, 0
            for start, end, number in found:
                while start >= edge:
                    part += 1
                    by = begins[part] - edge
                    edge += len(parts[part]) + len(_APART)
                if start + by > last:
                    break  # found again from the places that follow
                yield start + by, end + by, number

    def _places(self, letters: Points) -> tuple[Ints, Ints]:
        """The places at which a spelling may begin, and where the longest of them ends."""
        if self._everywhere:
            at = np.arange(letters.size)
            return at, np.minimum(at + self._longest, letters.size)
        pairs = _pair(letters[:-1], letters[1:])
        begins = self._begins.take(pairs)
        # Nought and one, seen as truth: four times as fast to look through.
        more = ((begins[:-1] >> 1) & begins[1:] & 1).view(np.bool_).nonzero()[0]
        more = more[self._threes.take(_three(pairs.take(more), letters.take(more + 2)))]
        may = begins >> 2
        may[more] = 1
        at = may.view(np.bool_).nonzero()[0]
        return at, np.minimum(at + self._reach.take(pairs.take(at)), letters.size)


def _pair(first: Points, second: Points) -> Points:
    return (first * np.uint32(0x9E3779B1) + second * np.uint32(0x85EBCA6B)) >> _SHIFT_OF_TWO


def _three(pairs: Points, third: Points) -> Points:
    return (pairs * np.uint32(0x9E3779B1) + third * np.uint32(0x85EBCA6B)) >> _SHIFT_OF_THREE


def _pairs_at(spellings: Sequence[str], at: int) -> Points:
    """The pair at place `at` of each spelling."""
    letters = code_points("".join(spelling[at : at + 2] for spelling in spellings))
    return _pair(letters[::2], letters[1::2])


def _joined(at: Ints, ends: Ints) -> tuple[list[int], list[int]]:
    """The parts of a text from each of the places `at` to its end, as one where they are close."""
    far = np.maximum.accumulate(ends)
    seams = (at[1:] > far[:-1] + _CLOSE).nonzero()[0]
    return [int(at[0]), *at[seams + 1].tolist()], [*far[seams].tolist(), int(far[-1])]
