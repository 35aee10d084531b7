"""How a reader reads disguised text 还原: the sentences of a text with every disguise written out.

The lexicon undoes the disguises of its own terms; rules of meaning read plain text and
need every word of a sentence undone: bu支持7天wu理由, 氵台疗, 复！刻！表, 五百九十九, sd套餐.
Only sentences that change are given back, each with the way to the original, to be read
beside the text as it stands: a disguise taken wrongly hides nothing.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, islice
from typing import NamedTuple

import daachorse
import numpy as np

from keywords.cant import cant_in, latin_cant
from keywords.fold import Folded, Gap, fold, folded_letters, gap_class
from keywords.gaps import Gaps
from keywords.hidden_words import hidden_words, known_writings
from keywords.latin import latin_tokens
from keywords.numerals import SIGNS, digits_in
from keywords.ordinary import ordinary_words
from keywords.pattern import Pattern
from keywords.rewriting import APART, Change, Rewritten, marked_changes, write_out
from keywords.set_apart import set_apart
from keywords.sound import readings, syllables
from keywords.sound_matcher import SoundMatcher
from keywords.spellings import Spelling, own_spellings
from keywords.spelt_out import pairs_of, spelt_changes
from keywords.trade import in_trade

MAX_CHANGES = 1_000
"""Changes of one kind that are made in one text."""
MAX_SENTENCES = 200
"""Sentences of one text that are written out."""
_REACH = 120
_LONGEST_SENTENCE = 600
_LONGEST = 6
"""Longer words of rules are phrases, and their parts are words themselves."""
_FIELD_BREAK = "\n\u3002\u3002\u3002\n"
"""Stands between texts that are read together: neither a sentence nor short lines go across."""
_SENTENCE_END = re.compile("[。！!？?；;\n\r]")


class _Written(NamedTuple):
    """A spelling of a hidden word: the word, its class, the places of strange characters."""

    word: str
    spelling: Spelling
    odd: tuple[int, ...]


class Reader:
    """Reads the disguises of `words`, folded texts of Han characters.

    `writings` are known to stand for a word. Only the first `sure` words are heard in what
    merely sounds nearly like them.
    """

    def __init__(
        self,
        words: Sequence[str],
        writings: Mapping[str, str] | None = None,
        sure: int | None = None,
    ) -> None:
        self._words = list(words)
        self._sure = len(self._words) if sure is None else sure
        self._patterns = [Pattern.of(word) for word in self._words]
        self._sounds = SoundMatcher(self._words)
        self._pairs = pairs_of(self._words)
        written: dict[str, _Written] = {}
        for word in self._words:
            for text, spelling in own_spellings(word, word):
                letters = folded_letters(text)
                if letters not in written and not (spelling == "number" and "七天" in word):
                    written[letters] = _Written(word, spelling, _odd(letters, word))
        for letters, word in (writings or {}).items():
            written[letters] = _Written(word, "homophone", ())
        for word in self._words:
            written.pop(word, None)
        self._written = list(written.values())
        self._letters = list(written)
        self._automaton = daachorse.CharwiseDoubleArrayAhoCorasick(self._letters)

    def read(self, text: str, known: Iterable[Change] = ()) -> list[Rewritten]:
        """The sentences of `text` that are read otherwise than written, by place.

        `known` are changes that others have found: the lexicon's disguised hits.
        """
        changes = _apart([*self._changes(text), *known])
        sentences = [
            write_out(text, low, high, inside)
            for low, high, inside in islice(_by_sentence(text, changes), MAX_SENTENCES)
        ]
        # What one disguise hides the other: 好评反💰.
        again = self._changes_of_each([sentence.text for sentence in sentences])
        read = [
            _further(sentence, more) if more else sentence
            for sentence, more in zip(sentences, again, strict=True)
        ]
        # Of a sentence that is nothing but an override nothing is left.
        return [reading for reading in read if reading.text]

    def _changes_of_each(self, texts: Sequence[str]) -> list[list[Change]]:
        """The changes in each of several texts, looked for together."""
        begins = [0, *accumulate(len(text) + len(APART) for text in texts)][: len(texts)]
        each: list[list[Change]] = [[] for _ in texts]
        for change in self._changes(APART.join(texts)):
            at = bisect_right(begins, change.start) - 1
            end = change.end - begins[at]
            if end <= len(texts[at]):
                each[at].append(change._replace(start=change.start - begins[at], end=end))
        return [_apart(changes) for changes in each]

    def read_fields(
        self, fields: Mapping[str, str], known: Mapping[str, Iterable[Change]]
    ) -> dict[str, list[Rewritten]]:
        """The readings of several texts by their name, in one pass; those without are left out."""
        edges: list[tuple[int, int, str]] = []
        place = 0
        changes: list[Change] = []
        for name, text in fields.items():
            edges.append((place, place + len(text), name))
            for one in known.get(name, ()):
                changes.append(one._replace(start=one.start + place, end=one.end + place))
            place += len(text) + len(_FIELD_BREAK)
        readings: dict[str, list[Rewritten]] = {}
        at = 0
        for reading in self.read(_FIELD_BREAK.join(fields.values()), changes):
            while reading.begins[0] >= edges[at][1]:
                at += 1
            begin, _, name = edges[at]
            readings.setdefault(name, []).append(reading.moved(-begin))
        return readings

    def _changes(self, text: str) -> Iterator[Change]:
        folded = fold(text)
        if len(folded.letters) < 2:
            return
        tokens = latin_tokens(folded)
        # Each kind has its own limit: a flood of one hides no other.
        for kind in (
            marked_changes(text, folded.marked),
            (Change(*one) for one in set_apart(text, folded)),
            self._heard(text, folded, tokens),
            self._seen(text, folded),
            spelt_changes(text, folded, tokens, self._pairs),
            _cant(text, folded, tokens),
            _figures(folded),
        ):
            yield from islice(kind, MAX_CHANGES)

    def _heard(self, text: str, folded: Folded, tokens: list[tuple[int, str]]) -> Iterator[Change]:
        spelt = [(begin, parts) for begin, token in tokens if (parts := syllables(token))]
        for hit in self._sounds.find(folded, spelt):
            if hit.number >= self._sure and hit.spelling == "near-homophone":
                continue
            gaps = Gaps(text, folded, hit.start, hit.end, hit.units[1:])
            first, last = folded.span(hit.start, hit.end)
            if (
                gaps.readable(self._patterns[hit.number], exact=False)
                and not gaps.parts_words()
                and in_trade(text, first, last)
            ):
                yield Change(first, last, self._words[hit.number], hit.spelling)

    def _seen(self, text: str, folded: Folded) -> Iterator[Change]:
        words, letters = ordinary_words(), folded.text
        for start, end, number in self._automaton.find_overlapping(letters):
            word, spelling, odd = self._written[number]
            if spelling == "look-alike" and any(words.reads(letters, start + at) for at in odd):
                continue
            if spelling in ("split", "number") and (
                (start and words.joins(letters, start - 1)) or words.joins(letters, end - 1)
            ):
                continue
            if spelling in ("homophone", "number") and _goes_over(letters, start, end, word):
                continue
            first, last = folded.span(start, end)
            if last - first - (end - start) <= end - start and _no_stop(text[first:last]):
                yield Change(first, last, word, spelling)


@lru_cache(maxsize=2)
def reader(more: frozenset[str] = frozenset()) -> Reader:
    """The reader of the table's words, and of `more`: those of them that may be heard."""
    known = readings().syllable
    words = dict.fromkeys(hidden_words())
    sure = len(words)
    words.update(
        dict.fromkeys(
            word
            for word in sorted(map(folded_letters, more))
            if 2 <= len(word) <= _LONGEST and all(c in known for c in word)
        )
    )
    return Reader(list(words), known_writings(), sure)


def _odd(letters: str, word: str) -> tuple[int, ...]:
    if len(letters) != len(word):
        return ()
    return tuple(at for at, (a, b) in enumerate(zip(letters, word, strict=True)) if a != b)


def _goes_over(letters: str, start: int, end: int, word: str) -> bool:
    """Whether a known writing is cut out of other words: 反现 of 反现实, 5理由 of 15理由."""
    words = ordinary_words()
    before, after = letters[start - 1 : start] if start else "", letters[end : end + 1]
    if letters[start].isascii() and before.isascii() and before.isalnum():
        return True
    if letters[end - 1].isascii() and after.isascii() and after.isalnum():
        return True
    return len(word) == 2 and (
        words.joins(letters, end - 1) or (start > 0 and words.joins(letters, start - 1))
    )


def _no_stop(text: str) -> bool:
    return not any(gap_class(c) in (Gap.STOP, Gap.LINE) for c in text)


def _cant(text: str, folded: Folded, tokens: list[tuple[int, str]]) -> Iterator[Change]:
    """Cant in the lines in which a token of it stands, or a letter alone."""
    done = -1
    for begin, token in tokens:
        place = int(folded.keep[begin])
        if place < done or not (len(token) == 1 or token in latin_cant()):
            continue
        low = max(text.rfind("\n", 0, place) + 1, place - _REACH)
        high = text.find("\n", place)
        high = min(len(text) if high < 0 else high, place + 2 * _REACH)
        done = high
        for one in cant_in(text[low:high]):
            yield Change(low + one.start, low + one.end, one.word, "initials")


_SIGNS = np.zeros(0x10000, dtype=np.bool_)
_SIGNS[[ord(c) for c in SIGNS]] = True


def _figures(folded: Folded) -> Iterator[Change]:
    """Numerals in words as figures, where nothing parts their characters."""
    at = np.flatnonzero(_SIGNS.take(folded.letters, mode="clip"))
    done = -1
    for place in at.tolist():
        if place < done:
            continue
        low, high = max(0, place - 16), place + 24
        for start, end, figures in digits_in(folded.text[low:high]):
            first, last = folded.span(low + start, low + end)
            if last - first == end - start:
                yield Change(first, last, figures, "number")
        done = high


def _apart(changes: list[Change]) -> list[Change]:
    """By place, the longer one where two overlap."""
    kept: list[Change] = []
    taken: list[tuple[int, int]] = []
    for change in sorted(changes, key=lambda one: (one.start - one.end, one.start)):
        at = bisect_right(taken, (change.start, change.end))
        if at and taken[at - 1][1] > change.start:
            continue
        if at < len(taken) and taken[at][0] < change.end:
            continue
        taken.insert(at, (change.start, change.end))
        kept.append(change)
    return sorted(kept)


def _by_sentence(text: str, changes: list[Change]) -> Iterator[tuple[int, int, list[Change]]]:
    """(start, end, changes) of the sentences with changes; a mark inside a change ends none."""
    if not changes:
        return
    stops = [match.start() for match in _SENTENCE_END.finditer(text)]
    at = 0
    while at < len(changes):
        inside = [changes[at]]
        low = _back(stops, changes[at].start)
        high = _ahead(stops, changes[at].end, len(text))
        at += 1
        while at < len(changes) and changes[at].start < min(high, low + _LONGEST_SENTENCE):
            inside.append(changes[at])
            high = max(high, _ahead(stops, changes[at].end, len(text)))
            at += 1
        yield low, max(inside[-1].end, min(high, low + _LONGEST_SENTENCE)), inside


def _back(stops: list[int], place: int) -> int:
    """Where the sentence of `place` begins; sentences end at `stops`."""
    at = bisect_left(stops, place)
    return max(0, place - _REACH, stops[at - 1] + 1 if at else 0)


def _ahead(stops: list[int], place: int, end: int) -> int:
    """Where the sentence of `place` ends, in a text that ends at `end`."""
    at = bisect_left(stops, place)
    return min(end, place + _REACH, stops[at] if at < len(stops) else end)


def _further(sentence: Rewritten, changes: list[Change]) -> Rewritten:
    """`sentence` with more changes made, and the way back to where it came from."""
    last = write_out(sentence.text, 0, len(sentence.text), changes)
    odd = dict(last.odd)
    for at, begin in enumerate(last.begins):
        if at not in odd and begin in sentence.odd:
            odd[at] = sentence.odd[begin]
    return Rewritten(
        last.text,
        [sentence.begins[begin] for begin in last.begins],
        [sentence.ends[end - 1] for end in last.ends],
        odd,
    )
