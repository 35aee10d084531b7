"""Which parts of a very long text are read (取段): its beginning, its end, what stands around hits.

Whoever writes a page of a million characters to hide a line in it hides no word of a list.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from keywords.lexicon import Hit

_AROUND = 300
"""Code points before and behind a hit."""
_HEAD, _TAIL = 0.6, 0.2
"""Shares of what may be read; the rest is for the hits."""


def few_of_each(hits: Iterable[Hit], most: int) -> Iterator[tuple[int, int]]:
    """(start, end) of the first `most` hits of each term, in order."""
    told: Counter[int] = Counter()
    for hit in hits:
        told[id(hit.term)] += 1
        if told[id(hit.term)] <= most:
            yield hit.start, hit.end


def parts_read(length: int, most: int, hits: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """(begin, end) of the parts that are read of a text of `length` code points, in order and
    apart, `most` code points in all at most; `hits` are places in it."""
    if length <= most:
        return [(0, length)]
    head, tail = int(most * _HEAD), length - int(most * _TAIL)
    left = most - head - (length - tail)
    parts = [(0, head), (tail, length)]
    for start, end in hits:
        begin, stop = max(head, start - _AROUND), min(tail, end + _AROUND)
        if begin >= stop:
            continue  # it stands in the head or the tail
        if stop - begin > left:
            break
        left -= stop - begin
        parts.append((begin, stop))
    return _joined(parts)


def _joined(parts: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Parts in order, those that touch as one."""
    joined: list[tuple[int, int]] = []
    for begin, end in sorted(parts):
        if joined and begin <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((begin, end))
    return joined
