"""Which patterns can stand in a text at all (预筛), and where: one look at it for all patterns of
all rules.

The words without which a pattern cannot match are read off the pattern
(checks.required_words). All words of all patterns are looked for in one pass over a text, and a
pattern is tried only where its own stand (checks.possible_places): hundreds of patterns cost
little more than ten.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from itertools import chain, islice
from typing import Any

import numpy as np
import re2

from checks.found import Found, Span
from checks.possible_places import Places, PossiblePlaces, row
from checks.required_words import Required, Unread, required_words
from checks.together import Together
from keywords.fold import code_points

_LONG = 150
"""Code points from which on a text is worth knowing where in it a pattern can match."""
_FEW_LOOKS = 60
"""A text is looked through only when more patterns than these are tried on it, unless rules of
many patterns ask: a look at 3,000 code points costs as much as RE2's own search for a hundred
patterns, one at a name as much as for thirty."""
_MOST_FOUND = 1_000
"""Matches of one pattern at one place that are kept: a page of nothing but its words has more."""
_KEPT_TEXTS = 24
"""A page has some ten that patterns are tried on, a long one of which takes ten megabytes."""
_ANCHORS = ("^", "$", "\\b", "\\B", "\\A", "\\z")
"""What matches in a part of a text though not in the whole."""
_ALWAYS = Required()
_ANYWHERE = 1 << 30
_ANYWHERE_IN = re2._Anchor.UNANCHORED


class Looked:
    """A text that patterns are tried on: which can match in it, and where.

    A place is a part of the text that holds whatever a pattern finds there; places go by numbers.
    `judged` is what others have made of what was found at a place.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.judged: dict[tuple[object, int], list[Span]] = {}
        self._looks = 0
        self._absent: set[Compiled] = set()
        self._found: dict[int, list[Span]] = {}
        self._may: bytes | None = None
        self._together = b""
        self._places: Places | None = None

    def holds(self, pattern: "Compiled") -> bool:
        """Whether `pattern` can match in the text at all."""
        return self.may[pattern.number] != 0

    @property
    def may(self) -> bytes:
        """By the number of a pattern: whether it can match in the text, 0 or 1."""
        return self._may or self._look()

    @property
    def together(self) -> bytes:
        """By the number of a set of patterns (`Prefilter.together`): whether each of those that it
        needs can match in the text, 0 or 1."""
        if self._may is None:
            self._look()
        return self._together

    def worth_trying(self, pattern: "Compiled") -> bool:
        """The same as `holds`; at the first few looks, when it is not known yet, True."""
        if self._may is None:
            self._looks += 1
            if self._looks <= _FEW_LOOKS:
                return True
        return self.may[pattern.number] != 0 and pattern not in self._absent

    def _look(self) -> bytes:
        known = PREFILTER.possible
        hits = known.hits(self.text)
        if len(self.text) < _LONG:
            may = known.may_match(hits)
        else:
            may, self._places = known.places(self.text, hits)
        self._may = may.tobytes()
        places = self._places
        self._together = places.together if places else known.whole(may).tobytes()
        return self._may

    def places(self, pattern: "Compiled") -> range:
        """The numbers of the places of `pattern`, in order."""
        number, places = pattern.number, self._places
        if places is None or not places.placed[number]:
            return range(-1 - number, -number)  # the whole text
        return range(places.first[number], places.first[number + 1])

    def all_places(self, pattern: "Compiled") -> Iterator[tuple[int, int, int]]:
        """(start, end, number) of the places of `pattern`, in order."""
        known, numbers = self._places, self.places(pattern)
        if known is None or numbers.start < 0:
            return iter([(0, len(self.text), numbers.start)])
        at = slice(numbers.start, numbers.stop)
        return zip(known.begins[at], known.ends[at], numbers, strict=True)

    def commonness(self, pattern: "Compiled") -> int:
        """In how many places `pattern` can match: most where it may be anywhere."""
        places = self.places(pattern)
        return len(places) if places.start >= 0 else _ANYWHERE

    def bounds(self, place: int) -> Span:
        """(start, end) of a place."""
        if place < 0 or self._places is None:
            return 0, len(self.text)
        return self._places.begins[place], self._places.ends[place]

    def touched(self, pattern: "Compiled", low: int, high: int) -> range:
        """The numbers of the places of `pattern` that are in text[low:high], be it in part, or
        touch it."""
        places = self._places
        number = pattern.number
        if places is None or not places.placed[number]:
            return range(-1 - number, -number)
        last = places.first[number + 1]
        first = bisect_left(places.ends, low, places.first[number], last)
        return range(first, bisect_right(places.begins, high, first, last))

    def touched_by_each(self, patterns: Iterable["Compiled"], low: int, high: int) -> bool:
        """Whether each of `patterns` has a place in text[low:high], or one that touches it."""
        places = self._places
        if places is None:
            return True
        for pattern in patterns:
            number = pattern.number
            if places.placed[number]:
                last = places.first[number + 1]
                first = bisect_left(places.ends, low, places.first[number], last)
                if first == last or places.begins[first] > high:
                    return False
        return True

    def weighs(
        self, weights: Iterable[tuple["Compiled", float]], enough: float, low: int, high: int
    ) -> bool:
        """Whether those patterns weigh `enough` that have a place in text[low:high], or one that
        touches it."""
        places = self._places
        for pattern, weight in weights:
            if enough <= 0:
                break
            number = pattern.number
            if places is not None and places.placed[number]:
                last = places.first[number + 1]
                first = bisect_left(places.ends, low, places.first[number], last)
                if first == last or places.begins[first] > high:
                    continue
            enough -= weight
        return enough <= 0

    def found_at(self, pattern: "Compiled", place: int) -> list[Span]:
        """(start, end) of the matches at a place of `pattern`, the first _MOST_FOUND of them."""
        known = self._found.get(place)
        if known is None:
            known = self._found[place] = self._find(pattern, *self.bounds(place))
        return known

    def found_within(self, pattern: "Compiled", low: int, high: int) -> list[Span]:
        """(start, end) of every match in text[low:high], which is looked through from `low` on."""
        found: list[Span] = []
        for place in self.touched(pattern, low, high):
            begin, end = self.bounds(place)
            if low <= begin and end <= high:
                found += self.found_at(pattern, place)
            else:
                found += self._find(pattern, max(low, begin), min(high, end))
        return found

    def _find(self, pattern: "Compiled", low: int, high: int) -> list[Span]:
        if pattern.may_be_empty:
            return list(islice(self.spans(pattern, low, high), _MOST_FOUND))
        # As RE2's own Python does it, without what it makes of each match: half of the time.
        match, data, characters = pattern.match_bytes, self.data, self._characters
        at, end = self._in_bytes(low, high)
        found: list[Span] = []
        while at < end and len(found) < _MOST_FOUND:
            start, stop = match(_ANYWHERE_IN, data, at, end)[0]
            if start < 0:
                break
            found.append((characters[start], characters[stop]))
            at = stop if stop > at else at + 1
        return found

    def stands(self, pattern: "Compiled", low: int, high: int) -> bool:
        """Whether `pattern` has a match in the part text[low:high]."""
        return pattern.match_bytes(_ANYWHERE_IN, self.data, *self._in_bytes(low, high))[0][0] >= 0  # type: ignore[no-any-return]

    def _in_bytes(self, low: int, high: int) -> Span:
        if low == 0 and high == len(self.text):
            return 0, len(self.data)
        at = self._bytes_before
        return at[low], at[high]

    def spans(self, pattern: "Compiled", low: int, high: int) -> Iterator[Span]:
        """(start, end) of every match in text[low:high], which is looked through from `low` on."""
        if pattern.may_be_empty:  # of nothing there may be one inside a character
            return (match.span() for match in pattern.made.finditer(self.text, low, high))
        return (self.span(match) for match in self.tried(pattern, low, high))

    def tried(self, pattern: "Compiled", low: int, high: int) -> Iterator[Any]:
        """RE2's matches of `pattern` in the part of `data` that text[low:high] is."""
        return pattern.made.finditer(self.data, *self._in_bytes(low, high))  # type: ignore[no-any-return]

    def lacks(self, pattern: "Compiled") -> None:
        """Remember that `pattern` was tried in vain."""
        self._absent.add(pattern)

    @cached_property
    def data(self) -> bytes:
        """The text in UTF-8, which is what RE2 reads."""
        return self.text.encode()

    @cached_property
    def _bytes_before(self) -> "array[int]":
        """How many bytes stand before each code point, and before the end."""
        points = code_points(self.text)
        sizes = np.ones(len(points), dtype=np.int64)
        for least in (0x80, 0x800, 0x10000):
            sizes += points >= least
        return row(np.concatenate([[0], np.cumsum(sizes)]))

    @cached_property
    def _characters(self) -> "array[int]":
        """Of each byte of `data`, and of its end, the code point that it is of."""
        begins = np.frombuffer(self.data, dtype=np.uint8) & 0xC0 != 0x80
        return row(np.append(np.cumsum(begins) - 1, len(self.text)))

    def span(self, match: Any, group: int = 0) -> Span:
        """Where a group of a match in `data` stands in `text`; (-1, -1) where it does not."""
        start, end = match.span(group)
        if start < 0:
            return -1, -1
        if len(self.data) < _LONG:
            begin = len(self.data[:start].decode())
            return begin, begin + len(self.data[start:end].decode())
        characters = self._characters
        return characters[start], characters[end]


class Prefilter:
    """The patterns of all rules. More may be added until the first look, and after it."""

    def __init__(self) -> None:
        self._required: list[Required] = []
        self._placed: set[int] = set()
        self._together: list[Together] = []
        self._possible: PossiblePlaces | None = None
        self.look = lru_cache(maxsize=_KEPT_TEXTS)(Looked)

    def add(self, required: Required) -> int:
        """The number of one more pattern, which needs what is `required`."""
        self._forget()
        self._required.append(required)
        return len(self._required) - 1

    def place(self, number: int) -> None:
        """Look for the places of a pattern in long texts."""
        self._forget()
        self._placed.add(number)

    def together(self, patterns: Together) -> int:
        """The number of one more set of patterns that must stand together."""
        self._forget()
        self._together.append(patterns)
        return len(self._together) - 1

    def _forget(self) -> None:
        """What is known of a text is known without a pattern that is new."""
        self._possible = None
        self.look.cache_clear()

    @property
    def possible(self) -> PossiblePlaces:
        """What all patterns need."""
        if self._possible is None:
            self._possible = PossiblePlaces(self._required, self._placed, self._together)
        return self._possible


PREFILTER = Prefilter()
"""That of every rule that has been loaded."""


class Compiled:
    """A pattern of a rule. It is used as RE2's own patterns are; `number` is what the prefilter
    knows it by. One that is not `anchored` stands in a text if it stands in a part of it.

    RE2 is given the pattern when it is first tried: of the thousand there are, most pages need a
    hundred. What cannot be read here is given to it at once, and raises its error.
    """

    __slots__ = (
        "_empty",
        "_made",
        "_match",
        "anchored",
        "number",
        "pattern",
        "placed",
        "required",
    )

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self._made: Any = None
        self._match: Any = None
        self._empty: bool | None = None
        try:
            self.required = required_words(pattern)
        except Unread:
            self.required, self._made = _ALWAYS, re2.compile(pattern)
        self.number = PREFILTER.add(self.required)
        self.placed = False
        self.anchored = any(mark in pattern.replace("[^", "") for mark in _ANCHORS)

    def place(self) -> None:
        """From now on it is asked where in a long text the pattern can match, not only whether:
        worth it where it is one of many that must stand near each other."""
        if self.required.ways and not self.placed:
            self.placed = True
            PREFILTER.place(self.number)

    def search(self, text: str, *within: int) -> Any | None:
        """The first match of the pattern in `text`, or None."""
        looked = PREFILTER.look(text)
        if not looked.worth_trying(self):
            return None
        if within or self.may_be_empty:
            return self.made.search(text, *within)
        for place in looked.places(self):
            low, high = looked.bounds(place)
            if looked.stands(self, low, high):
                return Found(looked.span, next(looked.tried(self, low, high)))
        looked.lacks(self)
        return None

    def finditer(self, text: str, *within: int) -> Iterator[Any]:
        """Every match of the pattern in `text`."""
        looked = PREFILTER.look(text)
        if not looked.worth_trying(self):
            return iter(())
        if within or self.may_be_empty:
            return self.made.finditer(text, *within)  # type: ignore[no-any-return]
        bounds = map(looked.bounds, looked.places(self))
        return (
            Found(looked.span, match)
            for low, high in bounds
            if looked.stands(self, low, high)  # at most places it does not: that is told sooner
            for match in looked.tried(self, low, high)
        )

    def spans(self, text: str) -> Iterator[Span]:
        """(start, end) of every match of the pattern in `text`, in order."""
        looked = PREFILTER.look(text)
        if not looked.worth_trying(self):
            return iter(())
        bounds = map(looked.bounds, looked.places(self))
        return chain.from_iterable(looked.spans(self, low, high) for low, high in bounds)

    @property
    def may_be_empty(self) -> bool:
        """Whether it matches nothing: RE2 may then find it inside of a character."""
        if self.required.ways:
            return False
        if self._empty is None:
            self._empty = self.made.search("") is not None
        return self._empty

    @property
    def made(self) -> Any:
        """RE2's own pattern, for a few characters that are not worth a look."""
        if self._made is None:
            self._made = re2.compile(self.pattern)
        return self._made

    @property
    def match_bytes(self) -> Any:
        """RE2's own search below its Python: (how it is bound, bytes, from, to) to the spans of
        all groups."""
        if self._match is None:
            self._match = self.made._regexp.Match
        return self._match

    def __getattr__(self, name: str) -> Any:
        """Whatever else RE2's patterns can do."""
        return getattr(self.made, name)
