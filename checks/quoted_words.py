"""Words that an officer is shown 引文: whole ones, never cut out of a word or a number.

Models weigh runs of two or three characters, and patterns end where they have seen enough: 个小 of
熬四个小时, 标都正 of 指标都正常. Whoever puts a reason into a record has to be able to read it.
"""

import re
from collections.abc import Iterable

from keywords.ordinary import ordinary_words

_MARKS = "，,、。.！!？?；;：:“”\"'‘’（）()《》【】[]|/\n\r\t"
_LONGEST = 24
_AROUND = 8
"""Characters before and behind that are shown of a clause that is longer."""
_STEPS = 2
"""Characters by which words are made whole on either side."""
_NUMBERS = re.compile("[0-9.,%％]|[零一二两三四五六七八九十百千万亿半几]")


def whole_words(text: str, start: int, end: int) -> str:
    """text[start:end] with the rest of the words and numbers of which it holds only a part."""
    low, high = start, end
    for _ in range(_STEPS):
        if not _parts(text, low, (low, low + 1) if low + 1 < high else None):
            break
        low -= 1
    for _ in range(_STEPS):
        if not _parts(text, high, (high - 2, high - 1) if high - 2 >= low else None):
            break
        high += 1
    return text[low:high]


def clauses_around(text: str, words: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """The clauses of `text` in which `words` stand, each once, in the order of `words`."""
    shown: list[str] = []
    lowered = text.casefold()
    if len(lowered) != len(text):
        lowered = text
    for word in words:
        at = lowered.find(word)
        if at < 0:
            continue  # it is read otherwise than written
        clause = _clause(text, at, at + len(word))
        if clause and not any(clause in one or one in clause for one in shown):
            shown.append(clause)
        if len(shown) == most:
            break
    return tuple(shown)


def _clause(text: str, start: int, end: int) -> str:
    low = max(text.rfind(mark, 0, start) for mark in _MARKS) + 1
    high = min((at for mark in _MARKS if (at := text.find(mark, end)) >= 0), default=len(text))
    if high - low <= _LONGEST:
        return text[low:high].strip()
    first, last = max(low, start - _AROUND), min(high, end + _AROUND)
    before, behind = "…" if first > low else "", "…" if last < high else ""
    return f"{before}{text[first:last].strip()}{behind}"


def _parts(text: str, at: int, own: tuple[int, int] | None) -> bool:
    """Whether the border before place `at` of a text parts a word or a number. It parts none where
    the two characters on its own side (`own`) are a word already: 不退 of 概不退."""
    if not 0 < at < len(text) or text[at - 1] in _MARKS or text[at] in _MARKS:
        return False
    if _NUMBERS.match(text[at - 1]) and _NUMBERS.match(text[at]):
        return True
    words = ordinary_words()
    return words.joins(text, at - 1) and not (own is not None and words.joins(text, own[0]))
