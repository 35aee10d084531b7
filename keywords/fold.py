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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt
import opencc

from keywords.lookalikes import FILLERS, LOOKALIKES, STROKES
from keywords.stand_ins import EMOJI_WORDS, HALVES, OVERRIDE

Offsets = npt.NDArray[np.intp]


class Gap(IntEnum):
    """What a character is to the matcher when it stands between two letters."""

    LETTER = 0  # a letter or digit: no gap at all
    INVISIBLE = 1  # shows nothing: zero-width, bidi, combining, control
    SPACE = 2
    SIGN = 3  # a symbol, bracket, dash, emoji
    STOP = 4  # ends a clause or sentence: nothing is read across it
    LINE = 5  # ends a line


_GAPS = tuple(Gap)


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
    letters = _tables().letters.take(points, mode="clip")
    highest = int(letters.max()) if letters.size else 0
    # The one look that most texts need: nothing composes, expands, or is marked.
    marked = np.flatnonzero(letters & np.uint32(_MARKED)).tolist() if highest >= _MARKED else ()
    if highest < _COMPOSES or unicodedata.is_normalized("NFC", text):
        return _folded(letters, highest, marked)
    composed, first, last = _compose(text, points)
    letters = _tables().letters.take(code_points(composed), mode="clip")
    folded = _folded(letters, int(letters.max()), marked)
    keep, until = first[folded.keep], last[folded.until - 1]
    return Folded(folded.text, keep, until, folded.letters, marked)


def gap_class(character: str) -> Gap:
    """What `character` is to the matcher."""
    return _GAPS[_gap_bytes()[ord(character)]]


@functools.cache
def _gap_bytes() -> bytes:
    return _tables().gaps.tobytes()


def gap_classes(text: str) -> npt.NDArray[np.uint8]:
    """The Gap of each code point of `text`."""
    return _tables().gaps[code_points(text)]


def code_points(text: str) -> npt.NDArray[np.uint32]:
    """The code points of `text`, lone surrogates included."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def _folded(letters: npt.NDArray[np.uint32], highest: int, marked: Sequence[int]) -> Folded:
    """The folded text of a text whose table values are `letters`, the highest of them `highest`."""
    if highest >= _MARKED:
        letters = letters & np.uint32(_VALUE)
    keep: Offsets = np.flatnonzero(letters != 0)
    letters = letters.take(keep)
    if highest >= _EXPANDS and letters.size and int(letters.max()) >= _EXPANDS:
        letters, keep = _expand(letters, keep, _tables().expansions)
    return Folded(letters.tobytes().decode("utf-32-le"), keep, keep + 1, letters, marked)


def _expand(
    letters: npt.NDArray[np.uint32], keep: Offsets, expansions: npt.NDArray[np.uint32]
) -> tuple[npt.NDArray[np.uint32], Offsets]:
    """Write out the characters that fold to several (㎏ to kg); each keeps its place."""
    several = letters >= _EXPANDS
    counts = np.ones(letters.size, dtype=np.intp)
    rows = letters[several] - np.uint32(_EXPANDS)
    counts[several] = (expansions != 0).sum(axis=1)[rows]
    starts = np.cumsum(counts) - counts
    out = np.repeat(letters, counts)
    at = np.flatnonzero(out >= _EXPANDS)
    within = at - np.repeat(starts, counts)[at]
    out[at] = expansions[out[at] - np.uint32(_EXPANDS), within]
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
    fresh = _tables().starts[points]
    fresh[:1] = True
    starts = np.flatnonzero(fresh)
    ends = np.append(starts[1:], len(text))
    changing = (ends - starts > 1) | _tables().changes[points[starts]]
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


# --- the tables ------------------------------------------------------------------------

_EXPANDS = 0x110000
"""Table values from here on are rows of the expansions."""
_VALUE = 0x1FFFFF
_MARKED = 0x200000
"""Added to the value of a character that may be read otherwise than it is written."""
_COMPOSES = 0x400000
"""Added to the value of a character that may join another, or be written as one (NFC)."""
_ALL = 0x110000
_ASSIGNED = 0x33480  # letters and symbols end here; tags and selectors of plane 14 follow
_LINES = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_STOPS = ",，、。;；!！?？:：…‥｡､､︐︑︒︓︔︕︖﹐﹑﹒﹔﹕﹖﹗⋯‼⁇⁈⁉❓❔❕❗"
_UNCHANGED = (
    (0x3400, 0xA000),
    (0xAC00, 0xD7A4),
    (0x17000, 0x18D00),
    (0x20000, 0x2F800),
    (0x30000, 0x33480),
)
"""Blocks without case and compatibility forms; OpenCC still sees the Han ones."""
_SURROGATES_AND_PRIVATE = (0xD800, 0xF900)


@dataclass(frozen=True, slots=True)
class _Tables:
    letters: npt.NDArray[np.uint32]  # folded character, 0 for none, or a row of expansions; marks
    expansions: npt.NDArray[np.uint32]  # rows padded with 0
    gaps: npt.NDArray[np.uint8]
    starts: npt.NDArray[np.bool_]  # never joins the character before it
    changes: npt.NDArray[np.bool_]  # NFC of the character alone is another one


@functools.cache
def _tables() -> _Tables:
    simple = _simplified()
    letters = np.zeros(_ALL, dtype=np.uint32)
    gaps = np.full(_ALL, Gap.SIGN, dtype=np.uint8)
    starts = np.ones(_ALL, dtype=np.bool_)
    changes = np.zeros(_ALL, dtype=np.bool_)
    expansions: dict[str, int] = {}
    for low, high in _UNCHANGED:
        letters[low:high] = [p if chr(p).isalpha() else 0 for p in range(low, high)]
        gaps[low:high] = np.where(letters[low:high] > 0, Gap.LETTER, Gap.SIGN)
    gaps[0xD800:0xE000] = Gap.INVISIBLE
    for character, text in simple.items():
        letters[ord(character)] = ord(text)
    for point in _points_of_their_own():
        character = chr(point)
        if unicodedata.category(character) == "Cn":
            continue  # no character yet
        text = _fold_character(character, simple)
        starts[point], changes[point] = _joins_nothing(character), _changes(character)
        if len(text) > 1:
            letters[point] = _EXPANDS + expansions.setdefault(text, len(expansions))
        else:
            letters[point] = ord(text) if text else 0
        gap = _gap(character)
        gaps[point] = Gap.LETTER if text else Gap.SIGN if gap == Gap.LETTER else gap
    halves = np.isin(letters, [ord(half) for half in HALVES])
    halves[[ord(c) for c in (*EMOJI_WORDS, OVERRIDE)]] = True
    letters[halves] |= _MARKED
    letters[~starts | changes] |= _COMPOSES
    rows = np.zeros((len(expansions), max(map(len, expansions))), dtype=np.uint32)
    for text, row in expansions.items():
        rows[row, : len(text)] = code_points(text)
    return _Tables(letters, rows, gaps, starts, changes)


def _points_of_their_own() -> Iterator[int]:
    """Every code point that may fold to something else, or ends, spaces or hides."""
    start = 0
    for low, high in sorted((*_UNCHANGED, _SURROGATES_AND_PRIVATE, (_ASSIGNED, 0xE0000))):
        yield from range(start, low)
        start = high
    yield from range(start, 0xE0200)
    yield from (ord(c) for c in (*LOOKALIKES, *STROKES) if "\u3400" <= c < "\ua000")


def _fold_character(character: str, simple: dict[str, str]) -> str:
    """The letters and digits `character` stands for; folding them again changes nothing."""
    text = character
    if len(character) == 1 and character.isascii():
        return character.lower() if character.isalnum() else ""
    for _ in range(8):
        before = text
        text = "".join(LOOKALIKES.get(c, c) for c in text).casefold()
        text = "".join(LOOKALIKES.get(c, c) for c in text)
        text = unicodedata.normalize("NFKD", text)
        text = "".join(_digit(c) for c in text if unicodedata.category(c) != "Mn")
        text = unicodedata.normalize("NFKC", text)
        text = "".join(simple.get(c, c) for c in text if _gap(c) == Gap.LETTER)
        if text == before:
            break
    return text


def _digit(character: str) -> str:
    """The ASCII digit of a digit of any script or style."""
    value = unicodedata.digit(character, None)
    return character if value is None else str(value)


def _gap(character: str) -> Gap:
    if character in FILLERS:
        return Gap.INVISIBLE
    if character in STROKES:
        return Gap.SIGN
    if character in _LINES:
        return Gap.LINE
    if character in _STOPS:
        return Gap.STOP
    category = unicodedata.category(character)
    if category[0] in "LN":
        return Gap.LETTER
    if category in ("Mn", "Me", "Cf", "Cs") or (category == "Cc" and character != "\t"):
        return Gap.INVISIBLE
    if category[0] == "Z" or character == "\t":
        return Gap.SPACE
    return Gap.SIGN


def _joins_nothing(character: str) -> bool:
    """Whether `character` can never compose with, or move before, what precedes it (UAX 15)."""
    # Some Tibetan vowels count as starters and yet decompose into marks.
    if unicodedata.combining(unicodedata.normalize("NFD", character)[0]):
        return False
    # Hangul vowels and finals, and some Indic signs, may join though they are no marks.
    return not (
        0x1160 <= ord(character) < 0x1200 or unicodedata.category(character) in ("Mn", "Mc")
    )


def _changes(character: str) -> bool:
    return not unicodedata.is_normalized("NFC", character)


def _simplified() -> dict[str, str]:
    """Han characters whose simplified form is another one, character by character.

    Characters stand on lines of their own, so that OpenCC's phrase rules, which
    depend on neighbours, never apply. Japanese forms are followed only where the
    character is no character of GB 2312: 芸 and 余 are Chinese words of their own.
    """
    points = (*range(0x3400, 0xA000), *range(0x20000, 0x2FA20))
    characters = [chr(p) for p in points]
    simple = _convert("t2s", characters)
    for start, end in _convert("jp2t", characters).items():
        if start not in simple and not _in_gb2312(start):
            simple[start] = end
    for start, end in list(simple.items()):  # 薴 to 苧 to 苎
        for _ in range(4):
            end = simple.get(end, end)  # noqa: PLW2901
        simple[start] = end
    return {start: LOOKALIKES.get(end, end) for start, end in simple.items()}


def _convert(configuration: str, characters: list[str]) -> dict[str, str]:
    """What OpenCC's `configuration` makes of each character that it changes."""
    lines = opencc.OpenCC(configuration).convert("\n".join(characters)).split("\n")
    return {a: b for a, b in zip(characters, lines, strict=True) if a != b and len(b) == 1}


def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
