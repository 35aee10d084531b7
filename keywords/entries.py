"""What the matcher looks for: every spelling of every term, with what it means."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from keywords.fold import Folded, Gap, folded_letters
from keywords.gaps import between, has
from keywords.keyword_list import KeywordList, Term
from keywords.pattern import Pattern
from keywords.spellings import Spelling, own_spellings


@dataclass(frozen=True, slots=True)
class Entry:
    """One spelling of a term of a list.

    `text` is the spelling that the list has, `pattern` what is looked for.
    `spelling` is None where folding alone finds it; else the class of the
    disguise, `plain` the folded letters that the disguise stands for, and `odd`
    the places of its strange characters. `simple`: without marks and ASCII
    edges, so that a hit without gaps is one at once; `marked`: with a mark inside.
    `excludes` are the folded and the written form of the phrases that excuse it,
    `reach` the length of the longest.
    """

    term: Term
    list: KeywordList
    text: str
    pattern: Pattern
    excludes: tuple[tuple[str, str], ...]
    reach: int
    simple: bool
    marked: bool
    spelling: Spelling | None = None
    plain: str = ""
    odd: tuple[int, ...] = ()


def entries_of(lists: Sequence[KeywordList]) -> dict[str, list[Entry]]:
    """The entries by the folded letters to look for, in list order."""
    entries: dict[str, list[Entry]] = {}
    disguised: list[Entry] = []
    for one in lists:
        for term in map(one.in_full, one.terms):
            excludes = tuple((folded_letters(phrase), phrase) for phrase in term.excludes)
            reach = max((len(letters) for letters, _ in excludes), default=0)
            for spelling in term.spellings:
                pattern = Pattern.of(spelling)
                entry = Entry(
                    term,
                    one,
                    spelling,
                    pattern,
                    excludes,
                    reach,
                    _simple(pattern),
                    any(pattern.marks[1:-1]),
                )
                entries.setdefault(pattern.letters, []).append(entry)
                if may_be_disguised(term):
                    disguised.extend(_disguises(entry))
    for entry in disguised:
        same = entries.setdefault(entry.pattern.letters, [])
        # What a list has itself is no disguise.
        if not any(other.list is entry.list for other in same):
            same.append(entry)
    return entries


def may_be_disguised(term: Term) -> bool:
    """Whether doubtful spellings are looked for: those of a weak sign would say nothing."""
    return term.strength == "strong" and not (term.exact or term.plain)


def for_sound(entries: Sequence[Sequence[Entry]]) -> list[Entry]:
    """The entries that are looked for by their sound as well."""
    return [
        entry
        for group in entries
        for entry in group
        if entry.spelling is None
        and may_be_disguised(entry.term)
        and not (any(entry.pattern.marks) or entry.pattern.parted)
    ]


def _simple(pattern: Pattern) -> bool:
    edges = pattern.letters[:1] + pattern.letters[-1:]
    return not any(pattern.marks) and not any(c.isascii() for c in edges)


def _disguises(entry: Entry) -> Iterator[Entry]:
    letters = entry.pattern.letters
    for text, spelling in own_spellings(entry.text, letters):
        pattern = Pattern.of(text)
        if pattern.letters == letters or not pattern.letters:
            continue
        odd: tuple[int, ...] = ()
        if spelling == "look-alike" and len(pattern.letters) == len(letters):
            odd = tuple(
                at for at, (a, b) in enumerate(zip(pattern.letters, letters, strict=True)) if a != b
            )
        yield Entry(
            entry.term,
            entry.list,
            entry.text,
            pattern,
            entry.excludes,
            entry.reach,
            _simple(pattern),
            any(pattern.marks[1:-1]),
            spelling,
            letters,
            odd,
        )


def compound(text: str, folded: Folded, start: int, end: int, entry: Entry) -> str | None:
    """The excluded phrase that overlaps the hit as it is read, or None.

    Of a disguised hit the phrase is looked for in what it stands for: 醉佳食用期 is
    最佳食用期.
    """
    if not entry.excludes:
        return None
    there = entry.plain or entry.pattern.letters
    if folded.text[start:end] == there:
        there = ""
    low = max(0, start - entry.reach + 1)
    before, after = folded.text[low:start], folded.text[end : end + entry.reach - 1]
    around = before + (there or folded.text[start:end]) + after
    shift = len(there) - (end - start) if there else 0
    for letters, phrase in entry.excludes:
        if letters in around and _Reading(around, low, start, end, shift).overlaps(
            text, folded, letters
        ):
            return phrase
    return None


@dataclass(frozen=True, slots=True)
class _Reading:
    """The folded text from place `low` on around the hit `start` to `end`, as it is read: the hit
    is `shift` letters longer there than it is written."""

    text: str
    low: int
    start: int
    end: int
    shift: int

    def overlaps(self, text: str, folded: Folded, letters: str) -> bool:
        """Whether `letters` stand over the hit with no end of a clause inside."""
        at = self.text.find(letters)
        while at >= 0:
            begin, stop = self.low + at, self.low + at + len(letters)
            if begin < self.end + self.shift and stop > self.start:
                gaps = (between(text, folded, i) for i in self._seams(begin, stop))
                if not any(has(gap, Gap.STOP) or has(gap, Gap.LINE) for gap in gaps):
                    return True
            at = self.text.find(letters, at + 1)
        return False

    def _seams(self, begin: int, stop: int) -> list[int]:
        """The folded places between the letters from `begin` to `stop` of the text as read."""
        if not self.shift:
            return [*range(begin + 1, stop)]
        # Inside a disguise the seams are the hit's own, and were looked at.
        behind = range(max(begin + 1, self.end + self.shift), stop)
        return [*range(begin + 1, min(stop, self.start + 1)), *(i - self.shift for i in behind)]
