"""Folding 归一: the text behind the spelling.

One table per code point takes away what does not change the reading: case,
full-width and other compatibility forms (NFKC), traditional and Japanese forms
(OpenCC, character by character), look-alikes, accents, invisible characters,
and every separator. What is left are letters and digits. Each folded character
knows where it stood, so that a match is shown in the text as given.

The table is looked up with numpy: some 0.1 ms for a page of 40 kB.
"""

import functools
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from keywords.fold_tables import COMPOSES, EXPANDS, MARKED, VALUE, Gap, code_points, tables

__all__ = [
    "Folded",
    "Gap",
    "code_points",
    "fold",
    "folded_letters",
    "gap_class",
    "gap_classes",
    "letter_by_letter",
]

Offsets = npt.NDArray[np.intp]


_GAPS = tuple(Gap)
_MARK, _VALUE = np.uint32(MARKED), np.uint32(VALUE)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text: `text` and, for each of its characters, the original it stands for.

    `keep[i]` and `until[i]` are the code points of the original text, as it was
    given, from which folded character i came (start, and end exclusive). `letters`
    are the code points of `text`. `marked` are the places of the original at which a
    character stands that may be read otherwise than written (keywords.stand_ins).
    """

    text: str
    keep: Offsets
    until: Offsets
    letters: npt.NDArray[np.uint32]
    marked: Sequence[int] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original code points (start, end exclusive) of folded `start` to `end`.

        Raises ValueError for an empty span or one outside the folded text.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no span {start}:{end} in {len(self.text)} folded characters")
        return int(self.keep[start]), int(self.until[end - 1])


def fold(text: str) -> Folded:
    """Fold `text`; lone surrogates and NUL are taken like any invisible character."""
    points = code_points(text)
    letters = tables().letters.take(points, mode="clip")
    highest = int(letters.max()) if letters.size else 0
    # The one look that most texts need: nothing composes, expands, or is marked.
    marked = (letters & _MARK != 0).nonzero()[0].tolist() if highest >= MARKED else ()
    if highest < COMPOSES or unicodedata.is_normalized("NFC", text):
        return _folded(letters, highest, marked)
    composed, first, last = _compose(text, points)
    letters = tables().letters.take(code_points(composed), mode="clip")
    folded = _folded(letters, int(letters.max()), marked)
    keep, until = first[folded.keep], last[folded.until - 1]
    return Folded(folded.text, keep, until, folded.letters, marked)


def folded_letters(text: str) -> str:
    """`fold(text).text`, for words of lists and rules: a tenth of the time, and no way back."""
    return text.translate(_letters()) if _is_composed(text) else fold(text).text


def letter_by_letter(word: str) -> str | None:
    """The folded letters of `word` where each of its characters stands for one, else None."""
    letters = word.translate(_single_letters())
    return letters if len(letters) == len(word) and _is_composed(word) else None


class _Letters(dict[int, str]):
    """What each character folds to, by its code point; learnt as it is asked for."""

    def __missing__(self, point: int) -> str:
        value = int(tables().letters[point]) & VALUE
        if value >= EXPANDS:
            row = tables().expansions[value - EXPANDS]
            letters = "".join(map(chr, row[row > 0].tolist()))
        else:
            letters = chr(value) if value else ""
        self[point] = letters
        return letters


class _SingleLetters(dict[int, str]):
    """The letter that a character folds to, "" where it folds to none or to several."""

    def __missing__(self, point: int) -> str:
        letters = _letters()[point]
        self[point] = letter = letters if len(letters) == 1 else ""
        return letter


@functools.cache
def _letters() -> _Letters:
    return _Letters()


@functools.cache
def _single_letters() -> _SingleLetters:
    return _SingleLetters()


def _is_composed(text: str) -> bool:
    return unicodedata.is_normalized("NFC", text)


def gap_class(character: str) -> Gap:
    """What `character` is to the matcher."""
    return _GAPS[_gap_bytes()[ord(character)]]


@functools.cache
def _gap_bytes() -> bytes:
    return tables().gaps.tobytes()


def gap_classes(text: str) -> npt.NDArray[np.uint8]:
    """The Gap of each code point of `text`."""
    return tables().gaps[code_points(text)]


def _folded(letters: npt.NDArray[np.uint32], highest: int, marked: Sequence[int]) -> Folded:
    """The folded text of a text whose table values are `letters`, the highest of them `highest`."""
    if highest >= MARKED:
        letters = letters & _VALUE
    keep: Offsets = (letters != 0).nonzero()[0]
    letters = letters.take(keep)
    if highest >= EXPANDS and letters.size and int(letters.max()) >= EXPANDS:
        letters, keep = _expand(letters, keep, tables().expansions)
    return Folded(letters.tobytes().decode("utf-32-le"), keep, keep + 1, letters, marked)


def _expand(
    letters: npt.NDArray[np.uint32], keep: Offsets, expansions: npt.NDArray[np.uint32]
) -> tuple[npt.NDArray[np.uint32], Offsets]:
    """Write out the characters that fold to several (㎏ to kg); each keeps its place."""
    several = letters >= EXPANDS
    counts = np.ones(letters.size, dtype=np.intp)
    rows = letters[several] - np.uint32(EXPANDS)
    counts[several] = (expansions != 0).sum(axis=1)[rows]
    starts = np.cumsum(counts) - counts
    out = np.repeat(letters, counts)
    at = np.flatnonzero(out >= EXPANDS)
    within = at - np.repeat(starts, counts)[at]
    out[at] = expansions[out[at] - np.uint32(EXPANDS), within]
    return out, np.repeat(keep, counts)


# --- composing (NFC) with a way back ---------------------------------------------------

_PIECE = 32
"""Longest run composed at once. Unicode's stream-safe format (UAX 15) allows 30 marks;
ordering a longer run of marks costs the square of its length."""


def _compose(text: str, points: npt.NDArray[np.uint32]) -> tuple[str, Offsets, Offsets]:
    """NFC of `text`, with the original start and end of each composed character.

    Only runs that can change are composed: a starter with what may join it. Of
    a run that changes, every character stands for the whole run.
    """
    fresh = tables().starts[points]
    fresh[:1] = True
    starts = np.flatnonzero(fresh)
    ends = np.append(starts[1:], len(text))
    changing = (ends - starts > 1) | tables().changes[points[starts]]
    pieces: list[str] = []
    first: list[Offsets] = []
    last: list[Offsets] = []
    done = 0

    def take(until: int) -> None:
        """Text from `done` up to `until` stays as it is."""
        if until > done:
            pieces.append(text[done:until])
            first.append(np.arange(done, until))
            last.append(np.arange(done + 1, until + 1))

    for run in np.flatnonzero(changing):
        run_start, run_end = int(starts[run]), int(ends[run])
        take(run_start)
        for start in range(run_start, run_end, _PIECE):
            end = min(start + _PIECE, run_end)
            composed = unicodedata.normalize("NFC", text[start:end])
            pieces.append(composed)
            first.append(np.full(len(composed), start))
            last.append(np.full(len(composed), end))
        done = run_end
    take(len(text))
    return "".join(pieces), np.concatenate(first), np.concatenate(last)
