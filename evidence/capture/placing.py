"""Where words of a captured page stand in its picture: from layout.json, without a browser.

A line's words are spread evenly over its width, a full-width character counting
twice; that is near enough to draw a box around them, and nothing else is done with it.
"""

import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from evidence.capture.manifest import Captured

MOST_PLACES = 20
"""Of one mark's occurrences so many are shown."""

_LAYOUT_LIMIT = 32 << 20
_WIDE = frozenset({"W", "F", "A"})


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the page in CSS pixels."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text and where it stands."""

    text: str
    box: Box


def lines_of(captured: Captured) -> list[Line]:
    """The lines of the page's text as they stood; empty where they are not known."""
    path = captured.path("layout")
    try:
        if path is None or path.stat().st_size > _LAYOUT_LIMIT:
            return []
        rows = json.loads(path.read_bytes())["lines"]
        return [_line(row) for row in rows]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return []


def _line(row: Sequence[Any]) -> Line:
    text, x, y, width, height = row
    return Line(str(text), Box(float(x), float(y), float(width), float(height)))


def places(lines: Sequence[Line], words: str) -> list[list[Box]]:
    """Each place where `words` stand: a box for each line they run over.

    White space is not looked at, since a line break in the page may be none in the
    text that was read.
    """
    letters = [(n, k) for n, line in enumerate(lines) for k, c in enumerate(line.text) if c.strip()]
    text = "".join(lines[n].text[k] for n, k in letters)
    wanted = "".join(words.split())
    found: list[list[Box]] = []
    start = text.find(wanted) if wanted else -1
    while start >= 0 and len(found) < MOST_PLACES:
        found.append(_boxes(lines, letters[start : start + len(wanted)]))
        start = text.find(wanted, start + len(wanted))
    return found


def _boxes(lines: Sequence[Line], letters: Sequence[tuple[int, int]]) -> list[Box]:
    boxes = []
    for number in dict.fromkeys(n for n, _ in letters):
        on_line = [k for n, k in letters if n == number]
        boxes.append(_part(lines[number], on_line[0], on_line[-1] + 1))
    return boxes


def _part(line: Line, start: int, stop: int) -> Box:
    total = _breadth(line.text) or 1
    left = line.box.width * _breadth(line.text[:start]) / total
    width = line.box.width * _breadth(line.text[start:stop]) / total
    return Box(line.box.x + left, line.box.y, width, line.box.height)


def _breadth(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in _WIDE else 1 for c in text)
