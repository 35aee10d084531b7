"""Places that are read otherwise than they are written: split halves, emoji words, reversed runs.

亻叚货 is 假货, 🐟塘 is 鱼塘, and text behind a right-to-left override is shown back to
front. Such places are rare: only the text around them is written out as it
is read and looked at again, with the way back to the original.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from keywords.fold import Gap, code_points, fold, gap_class
from keywords.spellings import Spelling
from keywords.splits import joined
from keywords.stand_ins import (
    DECORATIONS,
    EMOJI_WORDS,
    HALVES,
    MONEY,
    OVERRIDE,
    PAID,
    POP,
    REFUSALS,
    REFUSED,
    STARS,
)

MAX_WINDOWS = 400
_REACH = 24
_MAX_REVERSED = 200
_NUMERALS = frozenset("12345一二三四五全满")
_SHOWN = "\ufe0f\ufe0e\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
"""How an emoji is shown: selectors and tones of skin."""


APART = "\n" + "\u3002" * 130 + "\ua000\n"
"""Stands between parts of a text that are looked through together as if each stood alone: an
end of line, more marks than anybody looks across, and a letter that belongs to no word."""


class Change(NamedTuple):
    """What stands at characters `start` to `end` (exclusive) of a text is read as `word`."""

    start: int
    end: int
    word: str
    spelling: Spelling


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

    def moved(self, by: int) -> "Rewritten":
        """The same with its original places moved."""
        begins, ends = [at + by for at in self.begins], [at + by for at in self.ends]
        return Rewritten(self.text, begins, ends, self.odd)

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
    places = _marked_places(text, marked)
    end = -1
    count = 0
    for number, place in enumerate(places):
        if place < end or count >= MAX_WINDOWS:
            continue
        low, high = max(0, place - _REACH), min(len(text), place + _REACH)
        for other in islice(places, number + 1, None):
            if other >= high or other >= place + 8 * _REACH:
                break
            high = min(len(text), other + _REACH)
        end = high - _REACH // 2
        count += 1
        if text[place] == OVERRIDE:
            yield _reversed(text, place)
            continue
        inside = places[bisect_left(places, low) : bisect_left(places, high)]
        changes = [
            Change(low + one.start, low + one.end, one.word, one.spelling)
            for one in marked_changes(text[low:high], [place - low for place in inside])
        ]
        if changes:
            yield write_out(text, low, high, changes)


def _marked_places(text: str, marked: Sequence[int] | None) -> list[int]:
    if marked is None:
        return np.flatnonzero(_marked().take(code_points(text))).tolist()
    return [place for place in marked if _marked().item(ord(text[place]))]


def write_out(text: str, low: int, high: int, changes: Sequence[Change]) -> Rewritten:
    """text[low:high] with `changes`, which are in order and do not overlap, made."""
    out: list[str] = []
    begins: list[int] = []
    ends: list[int] = []
    odd: dict[int, Spelling] = {}
    place = low
    for change in changes:
        out.append(text[place : change.start])
        begins.extend(range(place, change.start))
        ends.extend(range(place + 1, change.start + 1))
        length = len(change.word)
        odd.update(dict.fromkeys(range(len(begins), len(begins) + length), change.spelling))
        out.append(change.word)
        begins.extend([change.start] * length)
        ends.extend([change.end] * length)
        place = change.end
    out.append(text[place:high])
    begins.extend(range(place, high))
    ends.extend(range(place + 1, high + 1))
    return Rewritten("".join(out), begins, ends, odd)


def marked_changes(text: str, marked: Sequence[int] | None = None) -> Iterator[Change]:
    """Split halves, emoji words and reversed runs of `text`, by place; `marked` as above."""
    done = 0
    for place in _marked_places(text, marked):
        change = None if place < done else _change(text, place, done)
        if change is not None:
            done = change.end
            yield change


def _change(text: str, place: int, done: int) -> Change | None:
    """What the marked character at `place` is read as, with its neighbour after `done`."""
    character = text[place]
    if character == OVERRIDE:
        run = _reversed(text, place)
        return Change(place, place + 1 + len(run.text), run.text, "reversed")
    word = EMOJI_WORDS.get(character)
    if word is not None:
        word = word_of(text, place)
        return None if word is None else Change(place, place + 1, word, "emoji")
    before = _letter_before(text, place, done)
    for first in (before, place):
        second = None if first is None else _next_letter(text, first + 1, len(text))
        if first is None or second is None or place not in (first, second):
            continue
        whole = joined().get(_letter(text[first]) + _letter(text[second]))
        if whole is not None:
            return Change(first, second + 1, whole, "split")
    return None


def _letter_before(text: str, place: int, done: int) -> int | None:
    """The place of the letter before `place`, at most two separators back."""
    for at in range(place - 1, max(done, place - 4) - 1, -1):
        kind = gap_class(text[at])
        if kind == Gap.LETTER:
            return at
        if kind in (Gap.STOP, Gap.LINE):
            return None
    return None


def word_of(text: str, place: int) -> str | None:
    """What the emoji at `place` is read as, or None where it only decorates.

    A decoration is a word only where letters stand on both sides; a sign of refusal only
    before what is refused (🚫退), money only behind what moves it (返💰).
    """
    character = text[place]
    after = text[place + 1 : place + 4].lstrip(_SHOWN)[:1]
    before = text[max(0, place - 4) : place].rstrip(_SHOWN)[-1:]
    if character in REFUSALS:
        return EMOJI_WORDS[character] if after and after in REFUSED else None
    if character in STARS:
        return EMOJI_WORDS[character] if before and before in _NUMERALS else None
    if character in MONEY and before and before in PAID:
        return "现" if before in "返反" else EMOJI_WORDS[character]
    letters = [c for c in (before, after) if c and gap_class(c) == Gap.LETTER]
    needed = 2 if character in DECORATIONS else 1
    return EMOJI_WORDS[character] if len(letters) >= needed else None


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
