"""The lexicon 词库: several lists compiled into one matcher.

daachorse (double-array Aho-Corasick) finds every spelling in the folded text,
some 180 MB/s at 50,000 terms. Folding joined what separators part; whether
the characters of a hit may be read together is decided here, on the original.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import daachorse

from keywords.fold import Folded, Gap, fold, gap_class
from keywords.keyword_list import KeywordList, Term
from keywords.pattern import MARKS, Pattern

MAX_GAP = 2
"""Separators that may stand between two neighbouring characters of a term."""

HIT_LIMIT = 20_000
"""Hits returned for one text. A page made of nothing but keywords stops here."""

_PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class Hit:
    """命中: a term of a list, at code points `start` to `end` (exclusive) of the text.

    `term` is the term with its rule's contexts and basis written in. `matched`
    is the text as it stands there. `gaps` counts the separators inside (高*仿
    has one). `compound` is the excluded phrase that the hit is part of or
    overlaps (第一时间), or None; it excuses the hit.
    """

    term: Term
    list: KeywordList
    start: int
    end: int
    matched: str
    gaps: int = 0
    compound: str | None = None


@dataclass(frozen=True, slots=True)
class _Entry:
    term: Term
    list: KeywordList
    pattern: Pattern
    excludes: tuple[tuple[str, str], ...]  # folded, as written


class Lexicon:
    """Lists compiled once; `find` may be called from several threads."""

    def __init__(self, lists: Sequence[KeywordList]) -> None:
        self.lists = tuple(lists)
        entries: dict[str, list[_Entry]] = {}
        for one in self.lists:
            for term in map(one.in_full, one.terms):
                excludes = tuple((fold(phrase).text, phrase) for phrase in term.excludes)
                for spelling in term.spellings:
                    pattern = Pattern.of(spelling)
                    entry = _Entry(term, one, pattern, excludes)
                    entries.setdefault(pattern.letters, []).append(entry)
        self._entries = list(entries.values())
        self._longest = max(map(len, entries), default=1)
        # An automaton of nothing cannot be built.
        self._automaton = (
            daachorse.CharwiseDoubleArrayAhoCorasick(list(entries)) if entries else None
        )

    @property
    def digests(self) -> dict[str, str]:
        """The digest of each list by its id: what was agreed and is being used."""
        return {one.id: one.digest for one in self.lists}

    def search_terms(self, area: str | None = None) -> list[str]:
        """What shops are asked for, in list order, each once; only those of `area` if given."""
        return list(
            dict.fromkeys(
                term.text
                for one in self.lists
                if area is None or one.area == area
                for term in one.terms
                if term.search
            )
        )

    def find(self, text: str, *, limit: int = HIT_LIMIT) -> list[Hit]:
        """All hits in `text`, overlapping ones too, by place; at most `limit`."""
        folded = fold(text)
        found: list[Hit] = []
        for start, end, entry in self._candidates(folded.text):
            hit = _hit(text, folded, start, end, entry)
            if hit is not None:
                found.append(hit)
                if len(found) >= limit:
                    break
        return found

    def _candidates(self, letters: str) -> Iterator[tuple[int, int, _Entry]]:
        if self._automaton is None:
            return
        for base in range(0, len(letters), _PIECE):
            piece = letters[base : base + _PIECE + self._longest - 1]
            for start, end, number in sorted(self._automaton.find_overlapping(piece)):
                if start < _PIECE:
                    for entry in self._entries[number]:
                        yield base + start, base + end, entry


def _hit(text: str, folded: Folded, start: int, end: int, entry: _Entry) -> Hit | None:
    pattern = entry.pattern
    gaps = _Gaps(text, folded, start, end)
    if not gaps.readable(pattern, exact=entry.term.exact) or not _stands_alone(
        text, folded, start, end, pattern
    ):
        return None
    first, last = folded.span(start, end)
    if pattern.marks[0]:
        at = _mark_place(text, first, -1, pattern.marks[0])
        if at is None:
            return None
        first = at
    if pattern.marks[-1]:
        at = _mark_place(text, last - 1, 1, pattern.marks[-1])
        if at is None:
            return None
        last = at + 1
    compound = _compound(text, folded, start, end, entry.excludes) if entry.excludes else None
    return Hit(
        entry.term, entry.list, first, last, text[first:last], gaps.inserted(pattern), compound
    )


class _Gaps:
    """What stands between the characters of one hit."""

    def __init__(self, text: str, folded: Folded, start: int, end: int) -> None:
        self.text, self.folded, self.start, self.end = text, folded, start, end
        first, last = folded.span(start, end)
        self.between: list[str] = []
        if last - first > end - start:  # most hits have no gap at all
            self.between = [_between(text, folded, at) for at in range(start + 1, end)]

    def inserted(self, pattern: Pattern) -> int:
        """How many separators stand where the term itself has none."""
        return sum(
            _width(gap) for at, gap in enumerate(self.between, start=1) if at not in pattern.parted
        )

    def readable(self, pattern: Pattern, *, exact: bool) -> bool:
        """Whether a reader reads the characters as one word."""
        marks = pattern.marks[1:-1]
        if not self.between:
            return not any(marks)
        if any(_has(gap, Gap.LINE) for gap in self.between):
            return not exact and not any(marks) and self._one_a_line()
        widths = [_width(gap) for gap in self.between]
        for gap, width, mark in zip(self.between, widths, marks, strict=True):
            own = {c for c in gap if mark and MARKS.get(c) == mark}
            if mark and not own:
                return False
            if width - len(own) > MAX_GAP or any(
                gap_class(c) == Gap.STOP and c not in own for c in gap
            ):
                return False
        inserted = [
            width > 0 for at, width in enumerate(widths, start=1) if at not in pattern.parted
        ]
        if exact:
            return not any(inserted)
        # Latin words are parted by spaces anyway: only v-x and r e p l i c a are one word.
        return not pattern.latin or all(inserted) or not any(inserted)

    def _one_a_line(self) -> bool:
        """Vertical writing: each character alone on its line."""
        places = range(self.start, self.end + 1)
        around = [_between(self.text, self.folded, at) for at in places]
        return all(_only_line(gap) for gap in around[1:-1]) and all(
            _has(gap, Gap.LINE) or at in (0, len(self.folded.text))
            for at, gap in ((self.start, around[0]), (self.end, around[-1]))
        )


def _between(text: str, folded: Folded, at: int) -> str:
    """The original text between folded characters `at` - 1 and `at`."""
    begin = int(folded.until[at - 1]) if at else 0
    end = int(folded.keep[at]) if at < len(folded.text) else len(text)
    return text[begin:end]


def _width(gap: str) -> int:
    """How many separators a reader sees in `gap`: a run of spaces is one."""
    width, spaced = 0, False
    for kind in map(gap_class, gap):
        if kind == Gap.INVISIBLE:
            continue
        if kind != Gap.SPACE or not spaced:
            width += 1
        spaced = kind == Gap.SPACE
    return width


def _has(gap: str, kind: Gap) -> bool:
    return any(gap_class(c) == kind for c in gap)


def _only_line(gap: str) -> bool:
    kinds = {gap_class(c) for c in gap}
    return Gap.LINE in kinds and kinds <= {Gap.LINE, Gap.SPACE, Gap.INVISIBLE}


def _stands_alone(text: str, folded: Folded, start: int, end: int, pattern: Pattern) -> bool:
    """Whether a term that begins or ends in ASCII is not cut out of a longer word or number."""
    letters = folded.text
    for edge, other, at in (
        (letters[start], start - 1, start),
        (letters[end - 1], end, end),
    ):
        if not edge.isascii() or not 0 <= other < len(letters):
            continue
        neighbour, gap = letters[other], _between(text, folded, at)
        touches = not any(gap_class(c) != Gap.INVISIBLE for c in gap)
        if edge.isdigit():
            # 1:1 is not in 11:15, 1:1.5, 1:1:2 or 21:1.
            joined = touches or (len(gap) == 1 and (gap in ".," or gap in MARKS))
            if joined and _ascii_digit(neighbour):
                return False
            continue
        if touches and neighbour.isascii() and (pattern.latin or neighbour.isalpha()):
            return False
    return True


def _ascii_digit(character: str) -> bool:
    return character.isascii() and character.isdigit()


def _mark_place(text: str, at: int, step: int, mark: str) -> int | None:
    """Where `mark` stands next to position `at`, at most MAX_GAP separators away."""
    for place in range(at + step, at + step * (MAX_GAP + 1), step):
        if not 0 <= place < len(text) or gap_class(text[place]) in (Gap.LETTER, Gap.LINE):
            return None
        if MARKS.get(text[place]) == mark:
            return place
    return None


def _compound(
    text: str, folded: Folded, start: int, end: int, excludes: tuple[tuple[str, str], ...]
) -> str | None:
    """The excluded phrase that overlaps the hit, or None."""
    for letters, phrase in excludes:
        low = max(0, start - len(letters) + 1)
        window = folded.text[low : end + len(letters) - 1]
        at = window.find(letters)
        while at >= 0:
            begin = low + at
            gaps = [_between(text, folded, i) for i in range(begin + 1, begin + len(letters))]
            if not any(_has(gap, Gap.STOP) or _has(gap, Gap.LINE) for gap in gaps):
                return phrase
            at = window.find(letters, at + 1)
    return None
