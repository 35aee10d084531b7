"""Plain text 平文: a field as rules read it, letters folded and only the marks that part or count.

The lexicon reads letters alone; a rule about "缴纳980元，推荐一人返300" also
needs the marks that end a clause, a line and a number. Everything else between
letters (symbols, emoji, brackets, spaces inside Chinese) is gone, so that a
pattern is written once for every spelling that folding knows. Each character
knows where it stood.
"""

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from unicodedata import is_normalized

import numpy as np
import numpy.typing as npt

from keywords.fold import code_points, fold
from keywords.rewriting import Rewritten

Offsets = npt.NDArray[np.intp]
Points = npt.NDArray[np.uint32]

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

_SPACE, _COMMA, _CLAUSE, _DOT = map(ord, " ,，.")
_BETWEEN_DIGITS = frozenset(map(ord, ".,-/+×"))
_CACHED_LENGTH = 120
_TABLE_SIZE = 0x10000
_LINE = "\n"
_SENTENCE_ENDS = "。\n"
_PARTING = "\n。\n"
"""Stands before a reading; no rule reads across it."""
_BREAK = "\n"
"""Stands between texts that are made plain together; nothing joins across it."""

_DIGIT, _LETTER, _WEIGHED = 1, 2, 4  # what a character is to the marks beside it


@dataclass(frozen=True, slots=True)
class PlainText:
    """`text` to search, `at` the original place of each of its characters.

    `until` are the ends of those places where a character stands for several, as in a
    sentence that is read otherwise than written (keywords.reading); else None. Up to
    `written` characters of `text` the field stands as it is written, behind it are readings.
    """

    text: str
    at: Offsets
    until: Offsets | None = None
    written: int | None = None

    def index(self, place: int) -> int:
        """Where the character at `place` of the original stands in `text`, as it is written."""
        return int(self.at[: self.written].searchsorted(place))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where text[start:end] stands in the original, end exclusive."""
        if start >= end:
            return 0, 0
        if self.until is None:
            return int(self.at[start]), int(self.at[end - 1]) + 1
        return int(self.at[start:end].min()), int(self.until[start:end].max())

    def spans(self, starts: Sequence[int], ends: Sequence[int]) -> list[tuple[int, int]]:
        """The same for many places in their order, none of them empty."""
        first, last = self.at[list(starts)], self.at[np.array(ends, dtype=np.intp) - 1] + 1
        spans = list(zip(first.tolist(), last.tolist(), strict=True))
        if self.written is not None:  # behind it a character may stand for several
            behind = bisect_right(ends, self.written)
            rest = zip(starts[behind:], ends[behind:], strict=True)
            spans[behind:] = [self.span(*place) for place in rest]
        return spans


def plain(text: str) -> PlainText:
    """The plain text of `text`."""
    return _short_plain(text) if len(text) <= _CACHED_LENGTH else _plain(text)


def with_readings(known: PlainText, readings: Sequence[Rewritten]) -> PlainText:
    """`known`, and behind it the plain texts of `readings`: the sentences of which a word is
    disguised, with the disguise undone."""
    texts, at, until = [known.text], [known.at], [known.at + 1]
    for reading in readings:
        one = plain(reading.text)
        if not one.text or one.text in known.text:
            continue
        begins = np.array(reading.begins, dtype=np.intp)[one.at]
        ends = np.array(reading.ends, dtype=np.intp)[one.at]
        # What parts sentences here stands nowhere in the page: it has the place of what follows.
        texts += [_PARTING, one.text]
        at += [np.full(len(_PARTING), begins[0]), begins]
        until += [np.full(len(_PARTING), begins[0]), ends]
    if len(texts) == 1:
        return known
    return PlainText("".join(texts), np.concatenate(at), np.concatenate(until), len(known.text))


MAX_READ = 20_000
"""Characters of a field that are looked through together for talks, and of which the rules read
that judge a page by what it begins with."""


def on_line(text: str, start: int, end: int, reach: int) -> tuple[int, int]:
    """The bounds of what stands around text[start:end] of a plain text on its line, at most
    `reach` characters before and behind."""
    low = max(text.rfind(_LINE, 0, start) + 1, start - reach)
    stop = text.find(_LINE, end)
    return low, min(len(text) if stop < 0 else stop, end + reach)


def in_sentence(
    text: str, start: int, end: int, reach: int, ends: Collection[str] = _SENTENCE_ENDS
) -> tuple[int, int]:
    """The bounds of the sentence around text[start:end], at most `reach` characters before and
    behind; `ends` are the marks that end one, those of a plain text if none are given."""
    low = max(0, start - reach)
    cut = max(text.rfind(mark, low, start) for mark in ends)
    low = cut + 1 if cut >= 0 else low
    high = min(len(text), end + reach)
    behind = [place for mark in ends if (place := text.find(mark, end, high)) >= 0]
    return low, min(behind, default=high)


@lru_cache(maxsize=20_000)
def _short_plain(text: str) -> PlainText:
    """Names and words are asked for again and again; what is answered is never changed."""
    return _plain(text)


def plain_texts(texts: Mapping[str, str]) -> dict[str, PlainText]:
    """The plain texts of several texts by their name, made in one go.

    A text of 100 characters costs as many calls of numpy as one of 10,000.
    """
    joined = _BREAK.join(texts.values())
    if not is_normalized("NFC", joined):
        return {name: plain(text) for name, text in texts.items()}  # what may join, joins apart
    whole = _plain(joined)
    edges = [0]
    for text in texts.values():
        edges.append(edges[-1] + len(text) + len(_BREAK))
    begins = np.searchsorted(whole.at, edges[:-1]).tolist()
    ends = np.searchsorted(whole.at, [edge - len(_BREAK) for edge in edges[1:]]).tolist()
    return {
        name: PlainText(whole.text[begin:end], whole.at[begin:end] - edge)
        for name, edge, begin, end in zip(texts, edges, begins, ends, strict=False)
    }


def plain_parts(text: str, parts: Sequence[tuple[int, int]]) -> PlainText:
    """The plain text of some parts of a text, in order; nothing is read across what is between."""
    texts: list[str] = []
    at: list[Offsets] = []
    for begin, end in parts:
        one = _plain(text[begin:end])
        if not one.text:
            continue
        if texts:
            texts.append(_PARTING)
            at.append(np.full(len(_PARTING), begin, dtype=np.intp))
        texts.append(one.text)
        at.append(one.at + begin)
    return PlainText("".join(texts), np.concatenate(at)) if texts else plain("")


def _plain(text: str) -> PlainText:
    folded = fold(text)
    places, letters = folded.keep, folded.letters
    marks = _tables()[0].take(code_points(text), mode="clip")
    if places.size > 1 and not (places[1:] > places[:-1]).all():
        at, points = _merged(places, letters, marks)
    else:
        marks[places] = letters  # a mark that folding reads as a letter is not said twice
        at = np.flatnonzero(marks)
        points = marks.take(at)
    return _without_idle(points, at)


def _merged(places: Offsets, letters: Points, marks: Points) -> tuple[Offsets, Points]:
    """(places, characters) of letters and marks in order, where a place may hold several letters
    (㎏)."""
    marks[places] = 0
    marks_at = np.flatnonzero(marks)
    at = np.concatenate([places, marks_at])
    order = np.argsort(at, kind="stable")
    return at[order], np.concatenate([letters, marks.take(marks_at)])[order]


@lru_cache(maxsize=2_000)
def plain_word(word: str) -> str:
    """The plain text of a short word that is asked for on every page."""
    return plain(word).text


def _without_idle(points: Points, at: Offsets) -> PlainText:
    """Leave out marks that count nothing where they stand: a hyphen between two Han characters."""
    kinds = _tables()[1].take(points, mode="clip")
    weighed = np.flatnonzero(kinds >= _WEIGHED)
    if weighed.size:
        last = len(points) - 1
        before, after = kinds.take(weighed - 1, mode="clip"), kinds.take(weighed + 1, mode="clip")
        if weighed[0] == 0:
            before[0] = 0
        if weighed[-1] == last:
            after[-1] = 0
        beside = before & after
        marks = points.take(weighed)
        keeps = (marks != _SPACE) & (beside & _DIGIT).view(np.bool_)
        keeps |= ((marks == _DOT) | (marks == _SPACE)) & (beside & _LETTER > 0)
        commas = (marks == _COMMA) & ~keeps
        if commas.any():
            points[weighed[commas]] = _CLAUSE
            keeps |= commas
        kept = np.ones(len(points), dtype=np.bool_)
        kept[weighed] = keeps
        points, at = points[kept], at[kept]
    return PlainText(points.astype("<u4", copy=False).tobytes().decode("utf-32-le"), at)


@cache
def _tables() -> tuple[Points, npt.NDArray[np.uint8]]:
    """By code point: the mark that stays (0: none); what it is to the marks beside it."""
    marks = np.zeros(_TABLE_SIZE, dtype=np.uint32)
    for character, mark in _KEPT.items():
        marks[ord(character)] = ord(mark)
    kinds = np.zeros(0x100, dtype=np.uint8)
    kinds[ord("0") : ord("9") + 1] = _DIGIT | _LETTER
    kinds[ord("a") : ord("z") + 1] = _LETTER
    kinds[[*_BETWEEN_DIGITS, _SPACE]] = _WEIGHED
    return marks, kinds
