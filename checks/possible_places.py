"""Where in a text patterns can match at all (可能之处): for all patterns of all rules in one go.

The words that patterns need (checks.required_words) are looked for in one pass. A pattern can
match where the words of one of its ways stand near enough to each other, and in lines near enough,
to be in one match; outside these places RE2 need not look. Everything is done by numpy on arrays
of hits: a thousand patterns cost little more than one.
"""

from array import array
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import chain
from operator import and_
from typing import Any

import daachorse
import numpy as np
import numpy.typing as npt

from checks.required_words import BORDERS, ENDLESS, Group, Required
from checks.together import Sets, Together
from keywords.fold import code_points

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_ALWAYS = 0
"""The number of a group that every text holds; it stands in where a way has fewer groups."""
_NO_END = 1 << 24
"""Longer than any text."""
_MOST_ROWS = 400_000
"""Words of patterns in a text, each counted for every pattern: a page of 3,000 characters has some
10,000. What these take of memory stays below 100 MB."""
_PLANE = 0x10000
_NONE = -1
_BITS = np.left_shift(np.uint64(1), np.arange(64, dtype=np.uint64))
_ALL_BITS = np.uint64((1 << 64) - 1)
_NO_SIZE = (ENDLESS,) * (1 + len(BORDERS))


@dataclass(frozen=True, slots=True)
class Hits:
    """The places where words of patterns stand in a text, word by word: `start` and `end`.

    Those of `words[i]`, which is a word's number, are the `count[i]` from `first[i]` on.
    """

    start: Ints
    end: Ints
    words: Ints
    first: Ints
    count: Ints


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a text: the `number` of that of each code point, and of its end that of the next
    one; where each of them `begins` and `ends`."""

    number: Ints
    begins: Ints
    ends: Ints


class Places:
    """The places of a text at which patterns can match: `begins` and `ends` are code points, those
    of pattern p are numbers `first[p]` to `first[p + 1]` if it is among the `placed`. They are in
    order and do not overlap, and no match goes beyond its place. `together` tells by set of
    patterns whether they can stand together."""

    __slots__ = ("begins", "ends", "first", "placed", "together")

    def __init__(
        self, placed: Flags, together: Flags, first: Ints, begins: Ints, ends: Ints
    ) -> None:
        self.placed = placed.tobytes()
        self.together = together.tobytes()
        self.first = row(first)
        self.begins = row(begins)
        self.ends = row(ends)


def row(numbers: npt.NDArray[np.integer[Any]]) -> "array[int]":
    """`numbers` below 2^31 in four bytes each: as quick to ask for one as a list, which takes ten
    times the room."""
    return array("i", numbers.astype(np.int32).tobytes())


class PossiblePlaces:
    """What patterns need, by their place in `required`; it is asked where those `placed` can
    match, and where those of `together` that all can, of the others only whether."""

    def __init__(
        self,
        required: Sequence[Required],
        placed: Collection[int],
        together: Sequence[Together] = (),
    ) -> None:
        words: dict[str, int] = {}
        groups: dict[Group, int] = {}
        groups_of: list[list[int]] = []
        ways: list[tuple[int, ...]] = []
        patterns: list[int] = []
        for number, one in enumerate(required):
            for way in one.ways:
                known = []
                for group in way:
                    if group not in groups:
                        groups[group] = len(groups) + 1
                        for word in group:
                            at = words.setdefault(word, len(words))
                            if at == len(groups_of):
                                groups_of.append([])
                            groups_of[at].append(groups[group])
                    known.append(groups[group])
                ways.append(tuple(known))
                patterns.append(number)
        width = max(map(len, ways), default=1)
        self._groups = len(groups) + 1
        # Numbers of two bytes are put in order ten times as fast.
        self._small = np.uint16 if max(len(words), self._groups) < 1 << 16 else np.int64
        self._ways = np.array(
            [way + (_ALWAYS,) * (width - len(way)) for way in ways], dtype=np.int64
        ).reshape(-1, width)
        self._columns = [np.ascontiguousarray(column) for column in self._ways.T]
        self._pattern = np.array(patterns, dtype=np.int64)
        self._placed = np.zeros(len(required), dtype=np.bool_)
        self._placed[list(placed)] = True
        self._sets = Sets(together, required)
        self._always = np.array([not one.ways for one in required], dtype=np.bool_)
        sizes = np.array(
            [size for one in required for size in one.sizes or (_NO_SIZE,) * len(one.ways)],
            dtype=np.int64,
        ).reshape(-1, len(_NO_SIZE))
        self._longest, *self._borders = np.minimum(sizes.T, _NO_END)
        self._count = np.array([len(each) for each in groups_of], dtype=np.int64)
        self._first = np.cumsum(self._count) - self._count
        self._of_word = np.array(list(chain.from_iterable(groups_of)), dtype=np.int64)
        # Three words of four that stand in a text are one character: a table finds them sooner.
        self._letters = np.full(_PLANE, _NONE, dtype=np.int64)
        longer = [word for word in words if len(word) > 1]
        for word, number in words.items():
            if len(word) == 1 and ord(word) < _PLANE:
                self._letters[ord(word)] = number
            elif len(word) == 1:
                longer.append(word)
        self._longer = np.array([words[word] for word in longer], dtype=np.int64)
        self._automaton = daachorse.CharwiseDoubleArrayAhoCorasick(longer) if longer else None

    def hits(self, text: str) -> Hits:
        """Where words of the patterns stand in `text`."""
        letters = self._letters.take(code_points(text), mode="clip")
        start = np.flatnonzero(letters != _NONE)
        word, end = letters.take(start), start + 1
        found = self._automaton.find_overlapping(text) if self._automaton else []
        if found:
            longer = np.fromiter(chain.from_iterable(found), np.int64, 3 * len(found))
            start = np.concatenate([start, longer[0::3]])
            end = np.concatenate([end, longer[1::3]])
            word = np.concatenate([word, self._longer.take(longer[2::3])])
        order = np.argsort(word.astype(self._small), kind="stable")
        word = word.take(order)
        fresh = np.ones(len(word), dtype=np.bool_)
        np.not_equal(word[1:], word[:-1], out=fresh[1:])
        first = np.flatnonzero(fresh)
        count = np.append(first[1:], len(word)) - first
        return Hits(start.take(order), end.take(order), word.take(first), first, count)

    def may_match(self, hits: Hits) -> Flags:
        """By pattern: whether the words of one of its ways stand in the text at all."""
        may = self._always.copy()
        may[self._pattern.take(self._whole_ways(self._groups_in(hits)[1]))] = True
        return may

    def whole(self, may: Flags) -> Flags:
        """By set of patterns: whether those it needs can match, as `may` tells of them."""
        return self._sets.whole(may)

    def places(self, text: str, hits: Hits) -> tuple[Flags, Places | None]:
        """By pattern: whether it can match anywhere in `text`, and where it can if it is placed.

        No places are told of a text that is full of such words: there would be too many.
        """
        may = self._always.copy()
        size = len(text) + 1
        word, group = self._groups_in(hits)
        order = np.argsort(group.astype(self._small), kind="stable")
        word, group = word.take(order), group.take(order)
        parts = [_parts(text, marks) for marks in BORDERS]
        ways = self._in_one_part(parts, hits, word, group, self._whole_ways(group))
        wanted = self._wanted(ways)
        placed = wanted.take(self._pattern.take(ways))
        may[self._pattern.take(ways[~placed])] = True
        ways = ways[placed]
        edges = _edges(group, self._groups)
        sizes = np.bincount(group, hits.count.take(word), self._groups)
        sizes[_ALWAYS] = _NO_END
        # The rarest word of a way leads to the places, the others must stand beside it.
        chosen = self._ways.take(ways, axis=0)
        asked = np.zeros(self._groups, dtype=np.bool_)
        asked[chosen] = True
        asked[_ALWAYS] = False
        rarest = sizes.take(chosen).argmin(axis=1)
        lead = chosen[np.arange(len(ways)), rarest]
        if sizes[asked].sum() + sizes.take(lead).sum() > _MOST_ROWS:
            may[self._pattern.take(ways)] = True
            return may, None
        way, pair = _each_of(edges.take(lead), edges.take(lead + 1) - edges.take(lead))
        pair, hit = self._hits_of(hits, word.take(pair))
        way = way.take(pair)
        pattern = self._pattern.take(ways).take(way)
        begin, end = self._reach(parts, hits, hit, ways.take(way))
        beside = np.flatnonzero(chosen[:, 1].take(way) != _ALWAYS)
        if beside.size:
            others = chosen.copy()
            others[np.arange(len(ways)), rarest] = _ALWAYS
            stand = self._stand(hits, word, group, others, size)
            stands = np.ones(len(way), dtype=np.bool_)
            stands[beside] = stand(way.take(beside), begin.take(beside), end.take(beside))
            kept = np.flatnonzero(stands)
            pattern, begin, end = pattern.take(kept), begin.take(kept), end.take(kept)
        pattern, begin, end = _joined(pattern, begin, end, size)
        may[pattern] = True
        together = self._sets.near(text, may, wanted, (pattern, begin, end))
        return may, Places(wanted, together, _edges(pattern, len(may)), begin, end)

    def _wanted(self, ways: Ints) -> Flags:
        """The patterns of which it is asked where they can match, if these `ways` are whole."""
        may = self._always.copy()
        may[self._pattern.take(ways)] = True
        return self._placed | self._sets.to_place(may)

    def _groups_in(self, hits: Hits) -> tuple[Ints, Ints]:
        """(place of the word in `hits`, group) for every group that a word of the text is of."""
        word, at = _each_of(self._first.take(hits.words), self._count.take(hits.words))
        return word, self._of_word.take(at)

    @staticmethod
    def _hits_of(hits: Hits, word: Ints) -> tuple[Ints, Ints]:
        """(place in `word`, hit) for every hit of these words."""
        return _each_of(hits.first.take(word), hits.count.take(word))

    def _stand(
        self, hits: Hits, word: Ints, group: Ints, others: Ints, size: int
    ) -> Callable[[Ints, Ints, Ints], Flags]:
        """Whether a word of each of the `others` of a way stands between two places of the text."""
        asked = np.zeros(self._groups, dtype=np.bool_)
        asked[others] = True
        pairs = np.flatnonzero(asked.take(group))
        pair, hit = self._hits_of(hits, word.take(pairs))
        keys = np.sort(group.take(pairs).take(pair) * size + hits.start.take(hit))
        keys = np.append(keys, self._groups * size)

        def stand(way: Ints, begin: Ints, end: Ints) -> Flags:
            kept = np.ones(len(way), dtype=np.bool_)
            for column in others.T:
                other = column.take(way)
                at = np.flatnonzero(kept & (other != _ALWAYS))
                keys_of = other.take(at) * size
                first = keys.take(keys.searchsorted(keys_of + begin.take(at)))
                kept[at] = first < keys_of + end.take(at)
            return kept

        return stand

    def _whole_ways(self, groups: Ints) -> Ints:
        """The ways of which all groups are among `groups`."""
        present = np.zeros(self._groups, dtype=np.bool_)
        present[groups] = True
        present[_ALWAYS] = True
        return np.flatnonzero(reduce(and_, map(present.take, self._columns)))

    def _in_one_part(
        self, parts: Sequence[Parts], hits: Hits, word: Ints, group: Ints, ways: Ints
    ) -> Ints:
        """Those of `ways` of which each group may stand in one clause, and on one line, unless a
        match can go over its end. Every part of the text is one of 64 bits: several share one."""
        if not ways.size:
            return ways
        chosen = [column.take(ways) for column in self._columns]
        first = np.append(0, np.flatnonzero(group[1:] != group[:-1]) + 1)
        kept = np.ones(len(ways), dtype=np.bool_)
        for level in (0, -1):
            bits = _BITS.take(parts[level].number.take(hits.start) & 63)
            of_word = np.bitwise_or.reduceat(bits, hits.first)
            of_group = np.zeros(self._groups, dtype=np.uint64)
            of_group[group.take(first)] = np.bitwise_or.reduceat(of_word.take(word), first)
            of_group[_ALWAYS] = _ALL_BITS
            shared = reduce(and_, map(of_group.take, chosen))
            kept &= (shared != 0) | (self._borders[level].take(ways) > 0)
        return ways.take(np.flatnonzero(kept))

    def _reach(self, parts: Sequence[Parts], hits: Hits, hit: Ints, way: Ints) -> tuple[Ints, Ints]:
        """From where to where a match of a `way` can reach that holds the `hit`."""
        longest, start = self._longest.take(way), hits.start.take(hit)
        begin = np.maximum(hits.end.take(hit) - longest, 0)
        until = np.minimum(start + longest, len(parts[0].number))
        for one, most in zip(parts, self._borders, strict=True):
            if one.begins.size > 1:
                number, over = one.number.take(start), most.take(way)
                np.maximum(begin, one.begins.take(number - over, mode="clip"), out=begin)
                np.minimum(until, one.ends.take(number + over, mode="clip"), out=until)
        return begin, until


def _parts(text: str, marks: str) -> Parts:
    """The parts of a text that the `marks` end."""
    points = code_points(text)
    ends = points == ord(marks[0])
    for mark in marks[1:]:
        ends |= points == ord(mark)
    places = np.flatnonzero(ends)
    begins = np.append(0, places + 1)
    return Parts(np.cumsum(ends), begins, np.append(places, len(points)))


def _edges(sorted_numbers: Ints, most: int) -> Ints:
    """Where each of the numbers below `most` begins in a row of them, and the row's end."""
    edges = np.zeros(most + 1, dtype=np.int64)
    np.cumsum(np.bincount(sorted_numbers, minlength=most), out=edges[1:])
    return edges


def _each_of(first: Ints, count: Ints) -> tuple[Ints, Ints]:
    """(number of the row, place) for the `count` places from `first` on, row by row."""
    number = np.repeat(np.arange(len(count)), count)
    before = np.cumsum(count) - count
    return number, np.arange(len(number)) + np.repeat(first - before, count)


def _joined(pattern: Ints, begin: Ints, end: Ints, size: int) -> tuple[Ints, Ints, Ints]:
    """Places by pattern in order, those that overlap made one."""
    if not pattern.size:
        return pattern, begin, end
    # Patterns are counted on from each other, so that one row of numbers holds all places.
    keys = pattern * size + begin
    order = np.argsort(keys)
    keys = keys.take(order)
    farthest = np.maximum.accumulate((pattern * size + end).take(order))
    fresh = np.ones(len(keys), dtype=np.bool_)
    fresh[1:] = keys[1:] >= farthest[:-1]
    starts = np.flatnonzero(fresh)
    last = np.append(starts[1:], len(keys)) - 1
    pattern = pattern.take(order).take(starts)
    return pattern, keys.take(starts) - pattern * size, farthest.take(last) - pattern * size
