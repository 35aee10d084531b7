"""Patterns that must stand together (同现): whole rules ruled out before a word of them is read.

A rule is met where each of its concepts stands near the first. From the places at which patterns
can match (checks.possible_places) it follows for all rules in one go in which texts that can be
at all; most rules are done with by this, on most pages.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from checks.required_words import Required
from keywords.fold import code_points

Ints = npt.NDArray[np.integer[Any]]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Together:
    """Patterns, by their numbers, of which each of `needed` must match in a text.

    Only where they can it is worth asking where those of `placed` do. If there is a `reach`, the
    others must be within so many characters of the first of them and on its line.
    """

    needed: tuple[int, ...]
    placed: tuple[int, ...] = ()
    reach: int | None = None


class Sets:
    """Sets of patterns, by their place in `sets`, and what they ask of a text."""

    def __init__(self, sets: Sequence[Together], required: Sequence[Required]) -> None:
        # A blank number behind the last pattern stands in where a set has fewer of them.
        blank = len(required)
        placeable = [bool(one.ways) for one in required]
        self._needed = _table([one.needed for one in sets], blank)
        self._placed = _table(
            [tuple(filter(placeable.__getitem__, one.placed)) for one in sets], blank
        )
        self._reach = np.array([one.reach or 0 for one in sets], dtype=np.int64)
        self._near = np.array(
            [
                one.reach is not None and len(one.needed) > 1 and placeable[one.needed[0]]
                for one in sets
            ],
            dtype=np.bool_,
        )

    def whole(self, may: Flags) -> Flags:
        """By set: whether each of the patterns it needs can match, as `may` tells of them."""
        there = np.append(may, True)
        whole = np.ones(len(self._needed), dtype=np.bool_)
        for column in self._needed.T:
            whole &= there.take(column)
        return whole

    def to_place(self, may: Flags) -> Flags:
        """By pattern: whether a set that `may` be whole asks where it can match."""
        asked = np.zeros(len(may) + 1, dtype=np.bool_)
        asked[self._placed[self.whole(may)]] = True
        return asked[:-1]

    def near(self, text: str, may: Flags, placed: Flags, places: tuple[Ints, Ints, Ints]) -> Flags:
        """By set: whether those it needs can match, near enough to each other.

        `places` are (pattern, begin, end) of every place at which one of the patterns that are
        `placed` can match, in order.
        """
        near = self.whole(may)
        pattern, begins, ends = places
        size = len(text) + 1
        keys = np.append(pattern * size + ends, (len(may) + 1) * size)
        asked = np.flatnonzero(near & self._near)
        lead = self._needed[:, 0].take(asked) if asked.size else asked
        first = keys.searchsorted(lead * size)
        count = keys.searchsorted((lead + 1) * size) - first
        if not count.any():
            return near
        number = np.repeat(asked, count)
        at = np.arange(len(number)) + np.repeat(first - np.cumsum(count) + count, count)
        low, high = _around(text, begins.take(at), ends.take(at), self._reach.take(number))
        kept = np.ones(len(number), dtype=np.bool_)
        anywhere, begins = np.append(~placed, True), np.append(begins, 0)
        for column in self._needed.T[1:]:
            other = column.take(number)
            at = keys.searchsorted(other * size + low)
            kept &= (keys.take(at) < (other + 1) * size) & (begins.take(at) <= high) | (
                anywhere.take(other)
            )
        near[asked[count > 0]] = False
        near[number[kept]] = True
        return near


def _around(text: str, begin: Ints, end: Ints, reach: Ints) -> tuple[Ints, Ints]:
    """From where to where something is within `reach` of a place, on its line."""
    line_ends = np.flatnonzero(code_points(text) == ord("\n"))
    low, high = begin - reach, end + reach
    if line_ends.size:
        starts = np.append(0, line_ends + 1)
        low = np.maximum(low, starts.take(line_ends.searchsorted(begin)))
        stops = np.append(line_ends, len(text))
        high = np.minimum(high, stops.take(line_ends.searchsorted(end)))
    return low, high


def _table(rows: Sequence[tuple[int, ...]], blank: int) -> Ints:
    """`rows` in a table, the shorter ones filled up with `blank`."""
    width = max(map(len, rows), default=0)
    table = np.full((len(rows), width), blank, dtype=np.int64)
    for number, row in enumerate(rows):
        table[number, : len(row)] = row
    return table
