"""Clauses and sentences 小句、句: how far a word of rejection or a needed context reaches.

"拒绝高仿，支持验货" are two clauses: 拒绝 speaks of 高仿 and of nothing else.
An enumeration stays one clause (拒绝高仿、精仿), and so does what follows a
colon (警惕：高仿鞋).
"""

import re

from keywords.rejection import ends_in_rejection

_REACH = 20_000
"""Farther than this nobody looks for the end of a clause."""

_NEAR = 48
"""Most boundaries are this near: no more is read than is needed."""

# A full stop ends a clause, but not inside 3.5 or www.a.com; runs of space, tabs and bars
# part the phrases of a title.
_SENTENCE_END = r"[。！？!?；;\n\r\v\f\u0085\u2028\u2029]|(?<![A-Za-z0-9])\.|\.(?![A-Za-z0-9])|…+"
_SENTENCE = re.compile(_SENTENCE_END)
_CLAUSE = re.compile(_SENTENCE_END + r"|[，,｡]|[|｜¦]|——|[ \u00a0]{2,}|[\t\u3000]")
_HAN = "\u3400-\u9fff"
_SPACE = re.compile(rf"(?<=[{_HAN}]) (?=[{_HAN}A-Za-z0-9])")
_PHRASE = re.compile(rf"[{_HAN}]{{3,}}$")


def clause_span(text: str, start: int, end: int, *, spaces: bool = True) -> tuple[int, int]:
    """The clause around text[start:end], as (start, end exclusive) without its end marks.

    A mark inside the given span is no boundary: the span itself is one hit. In
    a title, one space ends a clause too where a phrase of three or more Han
    characters stands before it (不卖假货 高仿包), unless that phrase ends in a
    word of rejection (本店拒绝 高仿). `spaces=False` leaves single spaces alone.
    """
    return _span(text, start, end, _CLAUSE, spaces=spaces)


def sentence_span(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence (or line) around text[start:end], as (start, end exclusive)."""
    return _span(text, start, end, _SENTENCE, spaces=False)


def _last_end(boundary: re.Pattern[str], text: str, within: tuple[int, int, int]) -> int:
    """Where the last boundary before a span ends; `within`: where to begin, the span's start, and
    how far a pattern may look."""
    low, start, seen = within
    near = max(low, start - _NEAR)
    while near > low and not text[near - 1].isalnum():
        near -= 1  # a run of marks is one boundary: it is not cut
    for begin in (near, low) if near > low else (low,):
        last = -1
        for match in boundary.finditer(text, begin, seen):
            if match.end() > start:
                break
            last = match.end()
        if last >= 0:
            return last
    return low


def _span(
    text: str, start: int, end: int, boundary: re.Pattern[str], *, spaces: bool
) -> tuple[int, int]:
    if not 0 <= start <= end <= len(text):
        raise ValueError(f"no span {start}:{end} in {len(text)} characters")
    low, high = max(0, start - _REACH), min(len(text), end + _REACH)
    # One character more than needed, for the patterns look at what follows them.
    seen = min(len(text), start + 1)
    left = _last_end(boundary, text, (low, start, seen))
    right = boundary.search(text, end, high)
    edge = right.start() if right else high
    if not spaces:
        return left, edge
    for match in _SPACE.finditer(text, left, seen):
        before = text[max(left, match.start() - 12) : match.start()]
        if _PHRASE.search(before) and not ends_in_rejection(before):
            left = match.end()
    for match in _SPACE.finditer(text, end, edge):
        if _PHRASE.search(text[max(end, match.start() - 12) : match.start()]):
            return left, match.start()
    return left, edge
