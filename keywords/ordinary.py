"""Ordinary words 普通词语: what cannot be taken for a disguise.

A character written for another of the same sound gives itself away by standing
in no word: 蛋 in 专业刷蛋 is alone, in 打鸡蛋 it is not. The test asks for the
pair it makes with a neighbour, in keywords/tables/ordinary.txt and trade.txt, and
whether the character is a word of its own that stands anywhere.
"""

from functools import cache

import numpy as np
import numpy.typing as npt

from keywords.fold import code_points
from keywords.sound import TABLES

Points = npt.NDArray[np.uint32]
Places = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]

_SHIFT = 13  # the table knows fewer than 8,192 characters; number 0 is any other
_NUMBER, _OFTEN, _ALONE = (1 << _SHIFT) - 1, 1 << _SHIFT, 2 << _SHIFT
_NUMBERS, _SHIFTS = np.uint32(_NUMBER), np.uint32(_SHIFT)


class OrdinaryWords:
    """The pairs and the single words, for many places of a text at once."""

    def __init__(self) -> None:
        alone, often, first, second = "0123456789", "", "", ""
        for name in ("ordinary.txt", "trade.txt"):
            text = (TABLES / name).read_text(encoding="utf-8")
            lines = [line for line in text.splitlines() if not line.startswith("#")]
            alone += lines[0].strip()
            often += lines[1].strip()
            for character, followers in map(str.split, lines[2:]):
                first += character * len(followers)
                second += followers
        a, b = code_points(first), code_points(second)
        known = np.unique([a, b])
        self._number = np.zeros(0x110000, dtype=np.uint32)
        self._number[known] = np.arange(1, known.size + 1)
        key = (self._number.take(a) << _SHIFTS) | self._number.take(b)
        self._bits = np.zeros(1 << (2 * _SHIFT - 3), dtype=np.uint8)
        for bit in range(8):
            self._bits[key[key & 7 == bit] >> 3] |= 1 << bit
        self._number[code_points(alone)] |= _ALONE
        self._number[code_points(often)] |= _OFTEN

    def rows(self, letters: Points) -> tuple[Truths, Truths, Truths]:
        """For rows of characters of which each stands behind the one above it in a text: whether
        it is a word of its own that stands anywhere; whether it is one at all often; and, one row
        fewer, whether it makes a word with the one below it."""
        known = self._number.take(letters)
        number = known & _NUMBERS
        key = (number[:-1] << _SHIFTS) | number[1:]
        joined: Truths = (self._bits.take(key >> 3) >> (key & 7)) & 1 != 0
        return known >= _ALONE, known >= _OFTEN, joined

    def alone(self, character: str) -> bool:
        """Whether `character` is a word of its own that stands anywhere."""
        return bool(self._number.item(ord(character)) & _ALONE)

    def often(self, character: str) -> bool:
        """Whether `character` is a word of its own at all often."""
        return bool(self._number.item(ord(character)) & (_ALONE | _OFTEN))

    def reads(self, letters: str, at: int) -> bool:
        """Whether the character of `letters` at place `at` is part of an ordinary word."""
        if self._number.item(ord(letters[at])) & _ALONE:
            return True
        return (at > 0 and self.joins(letters, at - 1)) or self.joins(letters, at)

    def joins(self, letters: str, at: int) -> bool:
        """Whether the characters at `at` and `at` + 1 are neighbours in an ordinary word."""
        if at + 1 >= len(letters):
            return False
        first = self._number.item(ord(letters[at])) & _NUMBER
        second = self._number.item(ord(letters[at + 1])) & _NUMBER
        key = (first << _SHIFT) | second
        return bool(self._bits.item(key >> 3) >> (key & 7) & 1)


@cache
def ordinary_words() -> OrdinaryWords:
    """The tables, read once."""
    return OrdinaryWords()
