"""Words whose characters are set apart by marks that end clauses or lines: 不。支。持, 复！刻！表,
and one or two characters on each line (竖排)."""

import re
from collections.abc import Iterator

import numpy as np

from keywords.fold import Folded, Gap, gap_class
from keywords.spellings import Spelling

_MARKS = frozenset("，、,|｜¦")
_LISTS = frozenset("，、,")
"""Marks of enumerations: 大、中、小 is one of three, and no disguise."""
_FEWEST, _FEWEST_LISTED = 2, 3
_SHORT_LINES = re.compile(r"\n(?:[^\n]{1,2}\n){3,60}")
_LONGEST = 60


def set_apart(text: str, folded: Folded) -> Iterator[tuple[int, int, str, Spelling]]:
    """(start, end, what is read, class) of each run of characters that marks set apart."""
    yield from _by_marks(text, folded)
    yield from _by_lines(text)


def _by_marks(text: str, folded: Folded) -> Iterator[tuple[int, int, str, Spelling]]:
    apart = np.diff(folded.keep)
    for step in (2, 3):  # one mark between two characters, or two: ……
        alone = apart == step
        at = np.flatnonzero(alone[:-1] & alone[1:])
        done = -1
        for first in at.tolist():
            start = int(folded.keep[first])
            if start < done:
                continue
            mark = text[start + 1 : start + step]
            if not _parts(mark) or not _han(text, start):
                continue
            end = start
            while text[end + 1 : end + step] == mark and _han(text, end + step):
                end += step
                if end - start > _LONGEST:
                    break
            fewest = _FEWEST_LISTED if mark in _LISTS else _FEWEST
            done = end
            if (end - start) // step < fewest:
                continue
            yield start, end + 1, text[start : end + 1 : step], "separated"


def _han(text: str, at: int) -> bool:
    return "\u3400" <= text[at : at + 1] <= "\u9fff"


def _parts(mark: str) -> bool:
    return all(c in _MARKS or gap_class(c) == Gap.STOP for c in mark)


def _by_lines(text: str) -> Iterator[tuple[int, int, str, Spelling]]:
    """Three lines and more of one or two characters each."""
    for match in _SHORT_LINES.finditer(f"\n{text}\n"):
        # One line end stands before the text, and the last of the match is no part of it.
        start, end = match.start(), match.end() - 2
        yield start, end, text[start:end].replace("\n", ""), "vertical"
