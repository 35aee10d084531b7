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

from keywords.fold import Folded, code_points
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
_PAIRS = 1 << 18
_KEYS = 1 << 20
# What a pair of sounds may be of a term.
_SECOND, _FIRST, _SHORT = 1, 2, 4
# The places that are looked at of a term that may begin at a place, one a row.
_WITH_TWO = np.arange(-1, 3)[:, None]
_FOUR = np.arange(4)[:, None]
_WITH_FOUR = np.arange(-1, 4)[:, None]


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
        rows: list[tuple[int, tuple[str, ...]]] = []
        for number, term in enumerate(self.letters):
            rows.extend((number, key) for key in _keys(term))
        width = max((4, *(len(key) for _, key in rows)))
        by_syllable = readings().by_syllable
        self._numbers = [number for number, _ in rows]
        self._syllables = [key for _, key in rows]
        self._length = np.array([len(key) for _, key in rows], dtype=np.int64)
        self._points = np.zeros((width, len(rows)), dtype=np.uint32)
        self._sounds = np.zeros((width, len(rows)), dtype=np.uint32)
        row = np.repeat(np.arange(len(rows)), self._length)
        at = np.arange(row.size) - np.repeat(np.cumsum(self._length) - self._length, self._length)
        self._points[at, row] = code_points("".join(self.letters[number] for number, _ in rows))
        self._sounds[at, row] = [by_syllable[s] for _, key in rows for s in key]
        self._rest = [[by_syllable[s] for s in key[3:]] for key in self._syllables]
        short, long = np.flatnonzero(self._length == 2), np.flatnonzero(self._length > 2)
        s = self._sounds
        pairs = _pair(s[0], s[1])
        threes = _more_of(pairs[long], s[2, long])
        fours = self._length[long] > 3
        self._two_sounds = _Index(pairs[short], short, _PAIRS)
        self._three_sounds = _Index(threes[~fours], long[~fours], _KEYS)
        self._four_sounds = _Index(_more_of(threes[fours], s[3, long[fours]]), long[fours], _KEYS)
        self._threes = np.zeros(_KEYS, dtype=np.bool_)
        self._threes[threes] = True
        self._begins = np.zeros(_PAIRS, dtype=np.uint8)
        self._begins[pairs[short]] |= _SHORT
        self._begins[pairs[long]] |= _FIRST
        self._begins[_pair(s[1, long], s[2, long])] |= _SECOND

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
        found = self._two(stream, pairs, short) + self._more(stream, pairs, long)
        for place, row in found[:MAX_CANDIDATES]:
            hit = self._judge(stream, place, row)
            if hit is not None:
                yield hit

    def _two(self, stream: SoundStream, pairs: Points, at: Ints) -> list[tuple[int, int]]:
        """(place, row) where a term of two characters is heard and what differs is strange."""
        if not at.size:
            return []
        at, rows = self._two_sounds.rows(at, pairs.take(at))
        one, two = stream.letters.take(at), stream.letters.take(at + 1)
        first, second = one != self._points[0].take(rows), two != self._points[1].take(rows)
        # Of two Han characters one has to be the term's own; pinyin (0) tells enough.
        fine = first ^ second
        if stream.pinyin:
            spelt = (one == 0) | (two == 0)
            fine |= first & second & spelt
        kept = fine.nonzero()[0]
        if not kept.size:
            return []
        at, rows, first, second = at[kept], rows[kept], first[kept], second[kept]
        last = len(stream.letters) - 1
        # Before the first place stands the last character: at worst a word by chance.
        around = stream.letters.take(np.minimum(at + _WITH_TWO, last))
        alone, often, joined = ordinary_words().rows(around)
        # What stands before counts for the term's own first character too: 年代靠前 for 代考; but
        # not where pinyin follows it. What stands behind counts for the last: shua单手.
        joined[0] &= first | (at > 0)
        joined[2] &= second | (at + 2 <= last)
        if stream.pinyin:
            joined[0] &= first | ~spelt[kept]
        ordinary = joined[0] | joined[1] | joined[2]
        ordinary |= (first & alone[1]) | (second & alone[2])
        # 抱过 for 包过: two everyday words side by side, one of them the term's own.
        ordinary |= (alone[1] & often[2]) | (alone[2] & often[1])
        fine = ~ordinary
        return _listed(at[fine], rows[fine])

    def _more(self, stream: SoundStream, pairs: Points, at: Ints) -> list[tuple[int, int]]:
        """The same for longer terms: the first four by numpy, which few survive."""
        if not at.size:
            return []
        last = len(stream.letters) - 1
        keys = _more_of(pairs.take(at), stream.sounds.take(at + 2))
        known = self._threes.take(keys).nonzero()[0]
        if not known.size:
            return []
        at, keys = at[known], keys[known]
        of_three, threes = self._three_sounds.rows(at, keys)
        keys = _more_of(keys, stream.sounds.take(at + 3, mode="clip"))
        of_four, fours = self._four_sounds.rows(at, keys)
        if not (of_three.size or of_four.size):
            return []
        at, rows = np.concatenate([of_three, of_four]), np.concatenate([threes, fours])
        order = np.lexsort((rows, at))
        at, rows = at[order], rows[order]
        lengths = self._length.take(rows)
        four = np.minimum(at + _FOUR, last)
        same = stream.sounds.take(four) == self._sounds[:4].take(rows, axis=1)
        differs = stream.letters.take(four) != self._points[:4].take(rows, axis=1)
        three = lengths == 3
        # Of a term of three characters there is no fourth; and where one stands there as it is
        # written, it is no disguise.
        fine = same[:3].all(axis=0) & (same[3] | three) & (at + lengths <= last + 1)
        fine &= ~three | differs[:3].any(axis=0)
        kept = fine.nonzero()[0]
        if not kept.size:
            return []
        at, rows, differs, three = at[kept], rows[kept], differs[:, kept], three[kept]
        # Before the first place stands the last character: at worst a word by chance.
        around = stream.letters.take(np.minimum(at + _WITH_FOUR, last))
        alone, _, joined = ordinary_words().rows(around)
        held = alone[1:4] | joined[:3] | joined[1:4]
        # Four characters that sound right are no chance, be one of them a word or not:
        # only a word that it makes with what stands before tells against it.
        ordinary = three & (differs[:3] & held).any(axis=0) | (differs[0] & joined[0])
        fine = ~ordinary
        kept_rows = _listed(at[fine], rows[fine])
        return [(place, row) for place, row in kept_rows if self._goes_on(stream, place, row)]

    def _goes_on(self, stream: SoundStream, at: int, row: int) -> bool:
        """Whether the rest of a longer term is heard too, and some character of it is strange."""
        end = at + len(self._syllables[row])
        if stream.sounds[at + 3 : end].tolist() != self._rest[row]:
            return False
        wanted = self.letters[self._numbers[row]]
        there = stream.text[at:end]
        if there == wanted:
            return False
        odd = [j for j, (a, b) in enumerate(zip(there, wanted, strict=True)) if a != b]
        if 2 * len(odd) > len(there):
            return False
        following = stream.text[end : end + 1]
        # What differs at the end may be the first character of the next word.
        return not (
            odd[-1] == len(there) - 1
            and following
            and there[-1] != PINYIN
            and ordinary_words().joins(there[-1] + following, 0)
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


class _Index:
    """Rows of terms by their key."""

    def __init__(self, keys: Points, rows: Ints, size: int) -> None:
        order = np.argsort(keys, kind="stable")
        self._rows = rows[order]
        known, starts, counts = np.unique(keys[order], return_index=True, return_counts=True)
        # The first slot is that of the keys that have no rows.
        self._starts, self._counts = np.append(0, starts), np.append(0, counts)
        self._slot = np.zeros(size, dtype=np.int32)
        self._slot[known] = np.arange(1, len(known) + 1)

    def rows(self, at: Ints, keys: Points) -> tuple[Ints, Ints]:
        """(places, rows): every row of the key that stands at each of the places `at`."""
        slots = self._slot.take(keys)
        counts = self._counts.take(slots)
        found = counts.nonzero()[0]
        if not found.size:
            return at[:0], self._rows[:0]
        at, slots, counts = at[found], slots[found], counts[found]
        firsts = self._starts.take(slots)
        if counts.max() == 1:
            return at, self._rows.take(firsts)
        each = np.repeat(np.arange(at.size), counts)
        within = np.arange(each.size) - (np.cumsum(counts) - counts).take(each)
        return at.take(each), self._rows.take(firsts.take(each) + within)


def _pair(first: Points, second: Points) -> Points:
    return (first << np.uint32(9)) | second


def _more_of(keys: Points, sounds: Points) -> Points:
    """The keys of what `keys` stand for with one sound more."""
    return (keys * np.uint32(0x9E3779B1) + sounds * np.uint32(0x85EBCA6B)) >> np.uint32(12)


def _listed(at: Ints, rows: Ints) -> list[tuple[int, int]]:
    return list(zip(at.tolist(), rows.tolist(), strict=True))


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
