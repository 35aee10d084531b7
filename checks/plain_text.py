"""Plain text 平文: a field as rules read it, letters folded and only the marks that part or count.

The lexicon reads letters alone; a rule about "缴纳980元，推荐一人返300" also
needs the marks that end a clause, a line and a number. Everything else between
letters (symbols, emoji, brackets, spaces inside Chinese) is gone, so that a
pattern is written once for every spelling that folding knows. Each character
knows where it stood.
"""

from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt

from keywords.fold import fold

Offsets = npt.NDArray[np.intp]

_KEPT = {
    **dict.fromkeys("，、､|｜¦", "，"),
    **dict.fromkeys("。｡！!？?；;…", "。"),
    **dict.fromkeys("\n\r\v\f\u2028\u2029", "\n"),
    **dict.fromkeys(":：∶︰﹕", ":"),
    **dict.fromkeys("%％﹪", "%"),
    **dict.fromkeys("¥￥", "¥"),
    **dict.fromkeys(".．", "."),
    **dict.fromkeys(",", ","),
    **dict.fromkeys("-－—–~～", "-"),
    **dict.fromkeys("/／", "/"),
    **dict.fromkeys("+＋", "+"),
    **dict.fromkeys("×✕✖*＊", "×"),
    **dict.fromkeys(" \u00a0\u3000\t", " "),
}
"""Marks that stay, as rules write them: ， 。 and the line's end part; the others count."""

_BETWEEN_DIGITS = ".,-/+×"
_SPACE = ord(" ")
_COMMA, _CLAUSE = ord(","), ord("，")
_CACHED_LENGTH = 120
_TABLE_SIZE = 0x10000


@dataclass(frozen=True, slots=True)
class PlainText:
    """`text` to search, `at` the original place of each of its characters."""

    text: str
    at: Offsets

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where text[start:end] stands in the original, end exclusive."""
        if start >= end:
            return 0, 0
        return int(self.at[start]), int(self.at[end - 1]) + 1


def plain(text: str) -> PlainText:
    """The plain text of `text`."""
    return _short_plain(text) if len(text) <= _CACHED_LENGTH else _plain(text)


@lru_cache(maxsize=20_000)
def _short_plain(text: str) -> PlainText:
    """Names and words are asked for again and again; what is answered is never changed."""
    return _plain(text)


def _plain(text: str) -> PlainText:
    folded = fold(text)
    letters = _points(folded.text)
    marks_at = np.flatnonzero(_kept()[np.minimum(_points(text), _TABLE_SIZE - 1)])
    if marks_at.size and len(letters):
        # A mark that folding has read as a letter already is not said twice.
        marks_at = marks_at[~np.isin(marks_at, folded.keep, assume_unique=False)]
    points = np.concatenate([letters, _kept()[_points(text)[marks_at]]])
    at = np.concatenate([folded.keep.astype(np.intp), marks_at.astype(np.intp)])
    order = np.argsort(at, kind="stable")
    return _without_idle(points[order], at[order])


@lru_cache(maxsize=2_000)
def plain_word(word: str) -> str:
    """The plain text of a short word that is asked for on every page."""
    return plain(word).text


def _without_idle(points: npt.NDArray[np.uint32], at: Offsets) -> PlainText:
    """Leave out marks that count nothing where they stand: a hyphen between two Han characters."""
    if not points.size:
        return PlainText("", at)
    before = np.concatenate([np.zeros(1, np.uint32), points[:-1]])
    after = np.concatenate([points[1:], np.zeros(1, np.uint32)])
    between_digits = _is_digit(before) & _is_digit(after)
    between_ascii = _is_ascii_letter(before) & _is_ascii_letter(after)
    counting = np.isin(points, [ord(c) for c in _BETWEEN_DIGITS])
    idle = counting & ~(between_digits | (between_ascii & (points == ord("."))))
    clause = idle & (points == _COMMA)
    points = np.where(clause, np.uint32(_CLAUSE), points)
    idle &= ~clause
    idle |= (points == _SPACE) & ~between_ascii
    kept = ~idle
    return PlainText(points[kept].astype("<u4").tobytes().decode("utf-32-le"), at[kept])


def _points(text: str) -> npt.NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def _is_digit(points: npt.NDArray[np.uint32]) -> npt.NDArray[np.bool_]:
    return (points >= ord("0")) & (points <= ord("9"))


def _is_ascii_letter(points: npt.NDArray[np.uint32]) -> npt.NDArray[np.bool_]:
    return ((points >= ord("a")) & (points <= ord("z"))) | _is_digit(points)


@cache
def _kept() -> npt.NDArray[np.uint32]:
    table = np.zeros(_TABLE_SIZE, dtype=np.uint32)
    for character, mark in _KEPT.items():
        table[ord(character)] = ord(mark)
    return table
