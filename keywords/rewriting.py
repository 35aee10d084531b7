"""Places that are read otherwise than they are written: split halves, emoji words, reversed runs.

亻叚货 is 假货, 🐟塘 is 鱼塘, and text behind a right-to-left override is shown back to
front. Such places are rare: only the text around them is written out as it
is read and looked at again, with the way back to the original.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt

from keywords.fold import Gap, code_points, fold, gap_class
from keywords.spellings import Spelling
from keywords.splits import joined
from keywords.stand_ins import DECORATIONS, EMOJI_WORDS, HALVES, OVERRIDE, POP

MAX_WINDOWS = 400
_REACH = 24
_MAX_REVERSED = 200


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A window of the text as it is read.

    `begins` and `ends` are the original place of each character of `text`;
    `odd` names, for places of `text` that were written otherwise, by which spelling.
    """

    text: str
    begins: list[int]
    ends: list[int]
    odd: dict[int, Spelling]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original place of text[start:end]."""
        return min(self.begins[start:end]), max(self.ends[start:end])

    def spelling(self, start: int, end: int) -> Spelling | None:
        """By which spelling text[start:end] was written otherwise, or None."""
        return next((self.odd[at] for at in range(start, end) if at in self.odd), None)


@cache
def _marked() -> npt.NDArray[np.bool_]:
    marked = np.zeros(0x110000, dtype=np.bool_)
    for point in (*range(0x2E80, 0x2FE0), *range(0x4E00, 0xA000)):
        marked[point] = fold(chr(point)).text in HALVES
    marked[[ord(c) for c in (*EMOJI_WORDS, OVERRIDE)]] = True
    return marked


def rewritten(text: str, marked: Sequence[int] | None = None) -> Iterator[Rewritten]:
    """The windows of `text` that are read otherwise than written; `marked` are the places that
    folding has marked (keywords.fold), where they are known."""
    points = code_points(text)
    at = np.arange(len(points)) if marked is None else np.array(marked, dtype=np.intp)
    at = at[_marked().take(points.take(at))]
    if not at.size:
        return
    end = -1
    count = 0
    for place in at.tolist():
        if place < end or count >= MAX_WINDOWS:
            continue
        low, high = max(0, place - _REACH), min(len(text), place + _REACH)
        for other in at[(at > place) & (at < place + 8 * _REACH)].tolist():
            if other < high:
                high = min(len(text), other + _REACH)
        end = high - _REACH // 2
        count += 1
        if text[place] == OVERRIDE:
            yield _reversed(text, place)
            continue
        window = _window(text, low, high)
        if window.odd:
            yield window


def _window(text: str, low: int, high: int) -> Rewritten:
    out: list[str] = []
    begins: list[int] = []
    ends: list[int] = []
    odd: dict[int, Spelling] = {}

    def add(characters: str, begin: int, end: int, spelling: Spelling | None = None) -> None:
        for character in characters:
            if spelling is not None:
                odd[len(out)] = spelling
            out.append(character)
            begins.append(begin)
            ends.append(end)

    place = low
    while place < high:
        character = text[place]
        word = EMOJI_WORDS.get(character)
        if word is not None and _is_word(text, place):
            add(word, place, place + 1, "emoji")
            place += 1
            continue
        following, whole = None, None
        if not _halves().isdisjoint(text[place : place + 4]):
            following = _next_letter(text, place + 1, high)
        if following is not None:
            pair = _letter(character) + _letter(text[following])
            whole = None if HALVES.isdisjoint(pair) else joined().get(pair)
        if whole is not None and following is not None:
            add(whole, place, following + 1, "split")
            place = following + 1
            continue
        add(character, place, place + 1)
        place += 1
    return Rewritten("".join(out), begins, ends, odd)


def _is_word(text: str, place: int) -> bool:
    """Whether an emoji is read as a word: a decoration only where letters stand on both sides."""
    after = text[place + 1 : place + 3].lstrip("\ufe0f")[:1]
    touching = [c for c in (text[place - 1 : place], after) if c and gap_class(c) == Gap.LETTER]
    return len(touching) >= (2 if text[place] in DECORATIONS else 1)


@cache
def _halves() -> frozenset[str]:
    """The characters that fold to half a character."""
    return frozenset(chr(int(p)) for p in np.flatnonzero(_marked())) - {*EMOJI_WORDS, OVERRIDE}


@lru_cache(maxsize=20_000)
def _letter(character: str) -> str:
    return fold(character).text


def _next_letter(text: str, place: int, high: int) -> int | None:
    """The place of the next letter, at most two separators on."""
    for at in range(place, min(high, place + 3)):
        kind = gap_class(text[at])
        if kind == Gap.LETTER:
            return at
        if kind in (Gap.STOP, Gap.LINE):
            return None
    return None


def _reversed(text: str, place: int) -> Rewritten:
    """The run behind a right-to-left override, in the order in which it is shown."""
    stops = [text.find(mark, place + 1, place + _MAX_REVERSED) for mark in (POP, "\n")]
    end = min((s for s in stops if s >= 0), default=min(len(text), place + _MAX_REVERSED))
    places = range(end - 1, place, -1)
    return Rewritten(
        "".join(text[at] for at in places),
        list(places),
        [at + 1 for at in places],
        dict.fromkeys(range(len(places)), "reversed"),
    )
