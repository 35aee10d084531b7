"""Finding terms by their sound 谐音: homophones, near homophones, pinyin, and mixtures of them.

The folded text becomes a stream of sounds (keywords.sound): one for a character
or a syllable of pinyin. Terms are looked up by their first two or three sounds
for all places at once with numpy; most candidates are ordinary words that
happen to sound alike, and fall there too. The few that are left are judged one by one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product

import numpy as np
import numpy.typing as npt

from keywords.fold import Folded
from keywords.ordinary import ordinary_words
from keywords.sound import readings
from keywords.sound_stream import PINYIN, Points, SoundStream, Spelt, sound_stream
from keywords.spellings import Spelling

Ints = npt.NDArray[np.int64]

LONGEST = 12
"""Longer terms have no spelling by sound."""
MAX_CANDIDATES = 2_000
_MAX_KEYS = 4
_MAX_TONES = 1
_MIN_LETTERS = 6
_NUMERALS = frozenset("一二三四五六七八九十百千")
_SHIFT = 9
_PAIRS = 1 << (2 * _SHIFT)
_THREES = 1 << 20
# What a pair of sounds may be of a term.
_SECOND, _FIRST, _SHORT = 1, 2, 4
# The places that are looked at of a term that may begin at a place, one a row.
_AROUND = np.arange(-1, 3)[:, None]
_FOUR = np.arange(4)[:, None]
_WITH_THREE = np.arange(-1, 4)[:, None]


@dataclass(frozen=True, slots=True)
class SoundHit:
    """A term that is heard at folded characters `start` to `end`.

    `number` is the term's place in the sequence given to SoundMatcher, `units`
    are the folded places at which its characters begin, `spelling` is
    "homophone", "near-homophone" or "pinyin".
    """

    number: int
    start: int
    end: int
    units: tuple[int, ...]
    spelling: Spelling


class SoundMatcher:
    """Terms of Han characters, by sound. `letters` are their folded texts."""

    def __init__(self, letters: Sequence[str]) -> None:
        self.letters = list(letters)
        by_syllable = readings().by_syllable
        self._numbers: list[int] = []
        self._syllables: list[tuple[str, ...]] = []
        self._rest: list[list[int]] = []  # the sounds behind the fourth
        # The rows of terms by their sounds: both, all three, or the first four.
        self._twos: dict[int, list[int]] = {}
        self._more: dict[tuple[int, ...], list[int]] = {}
        for number, term in enumerate(self.letters):
            for key in _keys(term):
                row, sounds = len(self._numbers), tuple(by_syllable[one] for one in key)
                self._numbers.append(number)
                self._syllables.append(key)
                self._rest.append([*sounds[4:]])
                if len(key) == 2:
                    self._twos.setdefault(sounds[0] << _SHIFT | sounds[1], []).append(row)
                else:
                    self._more.setdefault(sounds[:4], []).append(row)
        first, second, third = (
            np.array([sounds[at] for sounds in self._more], dtype=np.uint32) for at in range(3)
        )
        pairs = _pair(first, second)
        self._begins = np.zeros(_PAIRS, dtype=np.uint8)
        self._begins[list(self._twos)] |= _SHORT
        self._begins[pairs] |= _FIRST
        self._begins[_pair(second, third)] |= _SECOND
        self._threes = np.zeros(_THREES, dtype=np.bool_)
        self._threes[_three(pairs, third)] = True

    def find(self, folded: Folded, tokens: Sequence[Spelt]) -> Iterator[SoundHit]:
        """The places where a term is heard and its own characters do not stand.

        `tokens` are the Latin words of the text that spell pinyin, with their syllables.
        """
        if not self._syllables or len(folded.letters) < 2:
            return
        stream = sound_stream(folded, tokens)
        sounds = stream.sounds
        pairs = _pair(sounds[:-1], sounds[1:])
        begins = self._begins.take(pairs)
        # Nought and one, seen as truth: four times as fast to look through.
        short = (begins >> 2).view(np.bool_).nonzero()[0]
        long = ((begins[:-1] >> 1) & begins[1:] & 1).view(np.bool_).nonzero()[0]
        found = [*self._of_two(stream, pairs, short), *self._of_more(stream, pairs, long)]
        for place, row in found[:MAX_CANDIDATES]:
            hit = self._judge(stream, place, row)
            if hit is not None:
                yield hit

    def _of_two(self, stream: SoundStream, pairs: Points, at: Ints) -> Iterator[tuple[int, int]]:
        """(place, row) where a term of two characters is heard and what differs is strange."""
        if not at.size:
            return
        last = len(stream.letters) - 1
        # Before the first place stands the last character: at worst a word by chance.
        around = stream.letters.take(np.minimum(at + _AROUND, last))
        alone, often, joined = ordinary_words().rows(around)
        # Whether the first or the second character is ordinary where it is not the term's own.
        # 抱过 for 包过 is two everyday words side by side, one of them the term's own.
        first = alone[1] | joined[0] | (alone[2] & often[1])
        second = alone[2] | joined[2] | (alone[1] & often[2])
        # What stands before counts for the term's own first character too: 年代靠前 for 代考; but
        # not where pinyin follows it. What stands behind counts for the last: shua单手.
        before = joined[0] & (at > 0)
        if stream.pinyin:
            before &= (around[1] != 0) & (around[2] != 0)
        ordinary = joined[1] | before | (joined[2] & (at + 2 <= last)) | (first & second)
        kept = (~ordinary).nonzero()[0]
        text = stream.text
        for place, pair, common, common_too in zip(
            *(one.take(kept).tolist() for one in (at, pairs.take(at), first, second)), strict=True
        ):
            there = text[place : place + 2]
            for row in self._twos[pair]:
                term = self.letters[self._numbers[row]]
                odd, odd_too = there[0] != term[0], there[1] != term[1]
                # Of two Han characters one has to be the term's own; pinyin tells enough.
                enough = PINYIN in there if odd and odd_too else odd or odd_too
                if enough and not (odd and common) and not (odd_too and common_too):
                    yield place, row

    def _of_more(self, stream: SoundStream, pairs: Points, at: Ints) -> Iterator[tuple[int, int]]:
        """The same for longer terms: by three sounds in numpy, which few places survive."""
        if not at.size:
            return
        known = self._threes.take(_three(pairs.take(at), stream.sounds.take(at + 2)))
        at = at[known]
        last = len(stream.letters) - 1
        sounds = stream.sounds.take(np.minimum(at + _FOUR, last)).tolist()
        heard = list(zip(at.tolist(), zip(*sounds, strict=True), strict=True))
        strange = _strange(stream, [place for place, four in heard if four[:3] in self._more])
        for place, four in heard:
            rows = self._more.get(four, [])
            if place in strange:
                rows = sorted(rows + self._more[four[:3]])
            for row in rows:
                if self._goes_on(stream, place, row):
                    yield place, row

    def _goes_on(self, stream: SoundStream, at: int, row: int) -> bool:
        """Whether the rest of a longer term is heard too, and some character of it is strange."""
        wanted = self.letters[self._numbers[row]]
        end = at + len(wanted)
        there, text = stream.text[at:end], stream.text
        if there == wanted or len(there) < len(wanted):
            return False
        if len(wanted) > 4 and stream.sounds[at + 4 : end].tolist() != self._rest[row]:
            return False
        odd = [j for j, (a, b) in enumerate(zip(there, wanted, strict=True)) if a != b]
        words = ordinary_words()
        # Before the first place stands the last character: at worst a word by chance.
        around = text[at - 1] + there + text[min(end, len(text) - 1)]
        if odd[0] == 0 and words.joins(around, 0):
            return False
        # Four characters that sound right are no chance, be one of them a word or not.
        if len(there) == 3 and any(words.reads(around, j + 1) for j in odd):
            return False
        if 2 * len(odd) > len(there):
            return False
        following = text[end : end + 1]
        # What differs at the end may be the first character of the next word.
        return not (
            odd[-1] == len(there) - 1
            and following
            and there[-1] != PINYIN
            and words.joins(there[-1] + following, 0)
        )

    def _judge(self, stream: SoundStream, at: int, row: int) -> SoundHit | None:
        """What a candidate is, or None where it differs too much from its term."""
        term, wanted = self.letters[self._numbers[row]], self._syllables[row]
        end = at + len(term)
        table = readings()
        tones = unlike = 0
        pinyin: list[str] = []
        own = False
        for unit, there in enumerate(stream.text[at:end]):
            character = term[unit]
            if there == PINYIN:
                pinyin.append(stream.spelt[at + unit])
                unlike += pinyin[-1] != wanted[unit]
            elif there == character:
                own = True
            else:
                if there in _NUMERALS and unit and term[unit - 1] in _NUMERALS:
                    return None  # 三五 is no 三无
                unlike += table.syllable[there] != wanted[unit]
                tones += table.tone[there] != table.tone[character]
        if (
            tones > (_MAX_TONES if len(term) < 4 else _MAX_TONES + 1)
            or unlike > 1
            or (unlike and (tones or not own))
        ):
            return None
        if pinyin and (
            unlike
            or not stream.whole_words(at, end)
            or (
                len(pinyin) == len(term)
                and (len("".join(pinyin)) < _MIN_LETTERS or _is_brand(stream, at, end))
            )
        ):
            return None
        places, until = stream.places(at, end)
        spelling: Spelling = "pinyin" if pinyin else "near-homophone" if unlike else "homophone"
        return SoundHit(self._numbers[row], places[0], until, tuple(places), spelling)


def _strange(stream: SoundStream, places: Sequence[int]) -> frozenset[int]:
    """Those of the places at which one of three characters is part of no ordinary word."""
    if not places:
        return frozenset()
    at = np.array(places)
    # Before the first place stands the last character: at worst a word by chance.
    around = stream.letters.take(np.minimum(at + _WITH_THREE, len(stream.letters) - 1))
    alone, _, joined = ordinary_words().rows(around)
    ordinary = alone[1:4] | joined[:3] | joined[1:4]
    return frozenset(at[~ordinary.all(axis=0)].tolist())


def _pair(first: Points, second: Points) -> Points:
    return (first << np.uint32(_SHIFT)) | second


def _three(pairs: Points, third: Points) -> Points:
    return (pairs * np.uint32(0x9E3779B1) + third * np.uint32(0x85EBCA6B)) >> np.uint32(12)


def _keys(term: str) -> list[tuple[str, ...]]:
    """The syllables of a term, in up to _MAX_KEYS readings; none where it has other characters."""
    table = readings()
    if not 2 <= len(term) <= LONGEST or any(c not in table.syllable for c in term):
        return []
    each = [(table.syllable[c], *table.others.get(c, ())) for c in term]
    return list(islice(product(*each), _MAX_KEYS))


def _is_brand(stream: SoundStream, at: int, end: int) -> bool:
    """gaofang 品牌: Latin letters beside a word for a brand are its name."""
    before, after = stream.text[max(0, at - 2) : at], stream.text[end : end + 2]
    return before.endswith(("品牌", "牌", "商标")) or after.startswith(
        ("品牌", "牌", "商标", "旗舰")
    )
