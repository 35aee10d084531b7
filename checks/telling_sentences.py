"""Which sentences of a page are weighed (取句): of a long one its beginning, what stands around
findings, and what reads worst of the rest; what is said over and over counts once.

Whoever pads a page with harmless words puts his offer behind them. All sentences are scored, which
costs little; those that say least are left out.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from checks.ngram_model import Floats

MOST = 6_000
"""Code points of plain text that are weighed."""
_HEAD = 2_000
"""Of these, what the page begins with."""
_AROUND_FINDINGS = 2_000
_NEAR = 300
"""Code points, as many as a passage has, within which the same words again say nothing more."""

Piece = tuple[str, int, int, str]
"""A field, start and end in its plain text, and what stands there."""


def said_before(texts: Sequence[str]) -> list[int]:
    """For each of the sentences of a page the number of that which says the same before it, near by
    or on a long page anywhere; its own where none does.

    A sentence beside itself would read twice as bad as it does alone.
    """
    anywhere = sum(map(len, texts)) + len(texts) > MOST + 1
    last: dict[str, tuple[int, int]] = {}  # the number of the first, and where the last one ends
    numbers: list[int] = []
    place = 0
    for at, text in enumerate(texts):
        first, end = last.get(text, (at, place))
        number = first if anywhere or place - end <= _NEAR else at
        place += len(text) + 1
        last[text] = number, place
        numbers.append(number)
    return numbers


def telling(sizes: Sequence[int], odds: Floats, found: Callable[[], Iterable[int]]) -> list[int]:
    """The numbers, in order, of the sentences that are weighed, MOST code points of them at most.

    `sizes` are their code points, the goods' name first, and `odds` their log-odds; `found` gives
    the numbers of those in which something was found, leads first.
    """
    if sum(sizes) + len(sizes) <= MOST + 1:
        return list(range(len(sizes)))
    chosen = _Chosen(sizes)
    chosen.take([0], MOST)
    for at in range(1, len(sizes)):
        if not chosen.take([at], _HEAD):
            break
    room = chosen.length + _AROUND_FINDINGS
    for at in found():
        if not chosen.take([at, at - 1, at + 1], room):
            break
    for at in np.argsort(-odds, kind="stable").tolist():
        if not chosen.take([at, at - 1, at + 1], MOST):
            break
    return sorted(chosen.numbers)


class _Chosen:
    """Sentences, by number, that have been chosen."""

    def __init__(self, sizes: Sequence[int]) -> None:
        self.numbers: set[int] = set()
        self.length = 0
        self._sizes = sizes

    def take(self, numbers: Iterable[int], most: int) -> bool:
        """Choose those that are new, as long as the length stays within `most`; False if one of
        them does not."""
        for at in numbers:
            if not 0 <= at < len(self._sizes) or at in self.numbers:
                continue
            if self.length + self._sizes[at] + 1 > most + 1:
                return False
            self.numbers.add(at)
            self.length += self._sizes[at] + 1
        return True


def numbers_at(pieces: Sequence[Piece], places: Iterable[tuple[str, int, int]]) -> Iterable[int]:
    """The numbers of the pieces that hold a part of one of the places (field, start, end), which
    are in plain text."""
    begins: dict[str, list[int]] = {}
    numbers: dict[str, list[int]] = {}
    for at, (field, begin, _, _) in enumerate(pieces):
        begins.setdefault(field, []).append(begin)
        numbers.setdefault(field, []).append(at)
    for field, start, end in places:
        rows = begins.get(field, [])
        first, last = bisect_right(rows, start) - 1, bisect_left(rows, max(end, start + 1))
        yield from numbers.get(field, [])[max(first, 0) : last]
