"""The tables of folding 归一: what each character is read as, made once from Unicode and OpenCC.

Every character is asked what its case, its compatibility forms, its simplified form and its
look-alike are (keywords.lookalikes), until nothing changes any more. Most of the 78,000 that are
asked are none of it, which is seen by folding all of them at once.
"""

import functools
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt
import opencc

from keywords.lookalikes import FILLERS, LOOKALIKES, STROKES
from keywords.stand_ins import EMOJI_WORDS, HALVES, OVERRIDE


class Gap(IntEnum):
    """What a character is to the matcher when it stands between two letters."""

    LETTER = 0  # a letter or digit: no gap at all
    INVISIBLE = 1  # shows nothing: zero-width, bidi, combining, control
    SPACE = 2
    SIGN = 3  # a symbol, bracket, dash, emoji
    STOP = 4  # ends a clause or sentence: nothing is read across it
    LINE = 5  # ends a line


def code_points(text: str) -> npt.NDArray[np.uint32]:
    """The code points of `text`, lone surrogates included."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


EXPANDS = 0x110000
"""Table values from here on are rows of the expansions."""
VALUE = 0x1FFFFF
MARKED = 0x200000
"""Added to the value of a character that may be read otherwise than it is written."""
COMPOSES = 0x400000
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
class Tables:
    """What every code point folds to, and what it is between letters; all looked up by it."""

    letters: npt.NDArray[np.uint32]  # folded character, 0 for none, or a row of expansions; marks
    expansions: npt.NDArray[np.uint32]  # rows padded with 0
    gaps: npt.NDArray[np.uint8]
    starts: npt.NDArray[np.bool_]  # never joins the character before it
    changes: npt.NDArray[np.bool_]  # NFC of the character alone is another one


@functools.cache
def tables() -> Tables:
    """The tables, made once: some 0.1 s."""
    simple = _simplified()
    letters = np.zeros(_ALL, dtype=np.uint32)
    gaps = np.full(_ALL, Gap.SIGN, dtype=np.uint8)
    starts = np.ones(_ALL, dtype=np.bool_)
    changes = np.zeros(_ALL, dtype=np.bool_)
    expansions: dict[str, int] = {}
    for low, high in _UNCHANGED:
        are_letters = np.fromiter(map(str.isalpha, map(chr, range(low, high))), np.bool_)
        letters[low:high] = np.arange(low, high) * are_letters
        gaps[low:high] = np.where(are_letters, Gap.LETTER, Gap.SIGN)
    gaps[0xD800:0xE000] = Gap.INVISIBLE
    for character, text in simple.items():
        letters[ord(character)] = ord(text)
    plain, others = _characters(simple)
    points = code_points(plain)
    gaps[points] = [_BY_CATEGORY.get(unicodedata.category(c), Gap.SIGN) for c in plain]
    letters[points] = np.where(gaps[points] == Gap.LETTER, points, 0)
    for character in others:
        point = ord(character)
        text = _fold_character(character, simple)
        starts[point], changes[point] = _joins_nothing(character), _changes(character)
        if len(text) > 1:
            letters[point] = EXPANDS + expansions.setdefault(text, len(expansions))
        else:
            letters[point] = ord(text) if text else 0
        gap = _gap(character)
        gaps[point] = Gap.LETTER if text else Gap.SIGN if gap == Gap.LETTER else gap
    halves = np.isin(letters, [ord(half) for half in HALVES])
    halves[[ord(c) for c in (*EMOJI_WORDS, OVERRIDE)]] = True
    letters[halves] |= MARKED
    letters[~starts | changes] |= COMPOSES
    rows = np.zeros((len(expansions), max(map(len, expansions))), dtype=np.uint32)
    for text, row in expansions.items():
        rows[row, : len(text)] = code_points(text)
    return Tables(letters, rows, gaps, starts, changes)


def _points_of_their_own() -> Iterator[int]:
    """Every code point that may fold to something else, or ends, spaces or hides."""
    start = 0
    for low, high in sorted((*_UNCHANGED, _SURROGATES_AND_PRIVATE, (_ASSIGNED, 0xE0000))):
        yield from range(start, low)
        start = high
    yield from range(start, 0xE0200)
    yield from (ord(c) for c in (*LOOKALIKES, *STROKES) if "\u3400" <= c < "\ua000")


def _characters(simple: dict[str, str]) -> tuple[str, list[str]]:
    """The characters of `_points_of_their_own`: those that no step of folding changes and that
    join no others, as nearly all; and the rest."""
    known = [c for c in map(chr, _points_of_their_own()) if unicodedata.category(c) != "Cn"]
    rest, asked = [c for c in known if c.isascii()], [c for c in known if not c.isascii()]
    # All at once, each on a line of its own: they do not touch one another there.
    text = "\n".join(asked)
    forms = (text.casefold(), *(unicodedata.normalize(form, text) for form in ("NFC", "NFKD")))
    special = {*simple, *LOOKALIKES, *_NAMED}
    plain: list[str] = []
    for character, *made in zip(asked, *(form.split("\n") for form in forms), strict=True):
        unchanged = (
            made == [character] * len(forms)
            and character not in special
            and unicodedata.category(character)[0] not in "MN"  # marks, digits
            and not 0x1160 <= ord(character) < 0x1200  # parts of Korean syllables
        )
        (plain if unchanged else rest).append(character)
    return "".join(plain), rest


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


_NAMED: dict[str, Gap] = {
    "\t": Gap.SPACE,
    **dict.fromkeys(_STOPS, Gap.STOP),
    **dict.fromkeys(_LINES, Gap.LINE),
    **dict.fromkeys(STROKES, Gap.SIGN),
    **dict.fromkeys(FILLERS, Gap.INVISIBLE),
}
_BY_CATEGORY: dict[str, Gap] = {
    **dict.fromkeys(("Mn", "Me", "Cf", "Cs", "Cc"), Gap.INVISIBLE),
    **dict.fromkeys(("Zs", "Zl", "Zp"), Gap.SPACE),
    **dict.fromkeys(("Lu", "Ll", "Lt", "Lm", "Lo", "Nd", "Nl", "No"), Gap.LETTER),
}


def _gap(character: str) -> Gap:
    if character in _NAMED:
        return _NAMED[character]
    return _BY_CATEGORY.get(unicodedata.category(character), Gap.SIGN)


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
