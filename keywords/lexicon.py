"""The lexicon 词库: several lists compiled into one matcher.

keywords.letter_matcher finds every spelling in the folded text, keywords.sound_matcher
what sounds like a term, keywords.rewriting what is read otherwise than written. Whether the
characters of a hit may be read together is decided on the original text.
"""

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple

from keywords.entries import Entry, compound, entries_of, for_sound
from keywords.fold import Folded, Gap, fold, gap_class
from keywords.gaps import MAX_GAP, Gaps, between, touches
from keywords.initials import Initials, InitialsHit
from keywords.keyword_list import KeywordList, Term
from keywords.latin import latin_places, written_out
from keywords.letter_matcher import LetterMatcher
from keywords.ordinary import ordinary_words
from keywords.pattern import MARKS, Pattern
from keywords.rewriting import APART, Rewritten, rewritten
from keywords.sound import syllables
from keywords.sound_matcher import SoundMatcher
from keywords.spelling_class import spelling_of
from keywords.spellings import Spelling
from keywords.trade import in_trade

__all__ = ["HIT_LIMIT", "MAX_GAP", "Hit", "Lexicon"]

HIT_LIMIT = 20_000
"""Hits returned for one text. On a page made of nothing but keywords, beyond these only terms are
told that were told less than _EACH times: a word said without end hides no other."""
_EACH = 50

FIELD_BREAK = "\n\u3002\n"
"""Stands between texts that are searched together; nothing is read across it."""

_start = attrgetter("start")
_MAX_TOKENS = 100_000
_NOTHING: tuple[tuple[str, ...], tuple[int, ...]] = ((), ())
Tokens = list[tuple[int, str, tuple[str, ...], tuple[int, ...]]]
_MARKS = frozenset(MARKS)
_COMPANY = 40
_MAX_IN_WINDOW = 100


class Hit(NamedTuple):
    """命中: a term of a list, at code points `start` to `end` (exclusive) of the text.

    `term` is the term with its rule's contexts and basis written in. `matched`
    is the text as it stands there. `gaps` counts the separators inside (高*仿
    has one). `compound` is the excluded phrase that the hit is part of or
    overlaps (第一时间), or None; it excuses the hit. `spelling` is the disguise
    by which it was found (keywords.spellings), "plain" where there is none.
    """

    term: Term
    list: KeywordList
    start: int
    end: int
    matched: str
    gaps: int = 0
    compound: str | None = None
    spelling: Spelling = "plain"


class Lexicon:
    """Lists compiled once; `find` may be called from several threads."""

    def __init__(self, lists: Sequence[KeywordList]) -> None:
        self.lists = tuple(lists)
        entries = entries_of(self.lists)
        self._entries = list(entries.values())
        self._letters = frozenset(entries)
        self._written_as = LetterMatcher(list(entries))
        self._heard = for_sound(self._entries)
        letters = [entry.pattern.letters for entry in self._heard]
        self._sounds = SoundMatcher(letters)
        self._initials = Initials(letters)
        self._known_tokens: dict[str, tuple[tuple[str, ...], tuple[int, ...]]] = {}

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
        """All hits in `text`, overlapping ones too, by place; at most `limit`, but for terms told
        less than _EACH times."""
        folded = fold(text)
        tokens = self._telling(folded)
        found = list(self._written(text, folded, limit))
        heard = list(self._by_sound(text, folded, tokens))
        if folded.marked:
            heard += self._read_otherwise(text, folded.marked)
        if heard:
            found = _together(found, heard)
        initials = list(self._by_initials(text, folded, tokens, found)) if tokens else []
        if initials:
            found = _together(found, initials)
        return _within(found, limit)

    def _telling(self, folded: Folded) -> Tokens:
        """The Latin words that may be pinyin or initials, with what they may be."""
        begins, ends = latin_places(folded)
        if not begins.size:
            return []
        # A letter that stands alone says something beside certain characters only.
        may = (ends - begins != 1) | self._initials.may_stand(folded.letters, begins)
        known = self._known_tokens
        telling: Tokens = []
        for begin, token in written_out(folded, begins[may], ends[may]):
            if len(token) == 1:
                telling.append((begin, token, (), ()))
                continue
            meaning = known.get(token)
            if meaning is None:
                if len(known) > _MAX_TOKENS:
                    known.clear()
                meaning = known[token] = (syllables(token), self._initials.whole(token))
            if meaning != _NOTHING:
                telling.append((begin, token, *meaning))
        return telling

    def find_in(self, fields: Mapping[str, str], *, limit: int = HIT_LIMIT) -> dict[str, list[Hit]]:
        """The hits of several texts by their name, as `find` gives them, in one pass."""
        names = [name for name, text in fields.items() if text]
        hits: dict[str, list[Hit]] = {name: [] for name in fields}
        place = 0
        edges: list[tuple[int, int, str]] = []
        for name in names:
            edges.append((place, place + len(fields[name]), name))
            place += len(fields[name]) + len(FIELD_BREAK)
        found = self.find(FIELD_BREAK.join(fields[name] for name in names), limit=limit)
        current = 0
        for hit in found:
            while hit.start >= edges[current][1]:
                current += 1
            begin, _, name = edges[current]
            hits[name].append(_moved(hit, -begin) if begin else hit)
        return hits

    # --- as written, folding apart ---------------------------------------------------

    def _written(self, text: str, folded: Folded, limit: int) -> Iterator[Hit]:
        count = 0
        told: Counter[int] = Counter()
        for start, end, number in self._written_as.find(folded):
            for entry in self._entries[number]:
                if count >= limit and told[id(entry.term)] >= min(_EACH, limit):
                    continue
                hit = _hit(text, folded, start, end, entry)
                if hit is not None:
                    yield hit
                    count += 1
                    told[id(entry.term)] += 1

    # --- as heard --------------------------------------------------------------------

    def _by_sound(self, text: str, folded: Folded, tokens: Tokens) -> Iterator[Hit]:
        spelt = [(begin, parts) for begin, _, parts, _ in tokens if parts]
        for heard in self._sounds.find(folded, spelt):
            entry = self._heard[heard.number]
            if folded.text[heard.start : heard.end] in self._letters:
                continue  # a spelling that some list has itself
            gaps = Gaps(text, folded, heard.start, heard.end, heard.units[1:])
            if not gaps.readable(entry.pattern, exact=False) or gaps.parts_words():
                continue
            first, last = folded.span(heard.start, heard.end)
            if not in_trade(text, first, last):
                continue
            yield Hit(
                entry.term,
                entry.list,
                first,
                last,
                text[first:last],
                gaps.inserted(entry.pattern),
                compound(text, folded, heard.start, heard.end, entry),
                heard.spelling,
            )

    def _by_initials(
        self, text: str, folded: Folded, tokens: Tokens, found: list[Hit]
    ) -> Iterator[Hit]:
        for one in self._initial_places(folded.text, tokens):
            entry = self._heard[one.number]
            gaps = Gaps(text, folded, one.start, one.end)
            first, last = folded.span(one.start, one.end)
            if not gaps.readable(entry.pattern, exact=one.whole) or not (
                _in_company(text, first, last, entry.list.area, found)
                if one.whole
                else in_trade(text, first, last)
            ):
                continue
            excused = compound(text, folded, one.start, one.end, entry)
            yield Hit(entry.term, entry.list, first, last, text[first:last], 0, excused, "initials")

    def _initial_places(self, text: str, tokens: Tokens) -> Iterator[InitialsHit]:
        for begin, token, _, numbers in tokens:
            if numbers:
                yield from self._initials.standing_alone(text, begin, token, numbers)
            elif len(token) == 1:
                yield from self._initials.beside(text, begin)

    # --- read otherwise than written ---------------------------------------------------

    def _read_otherwise(self, text: str, marked: Sequence[int]) -> Iterator[Hit]:
        yield from self._read_in(text, list(rewritten(text, marked)))

    def read_too(self, text: str, found: list[Hit], readings: Sequence[Rewritten]) -> list[Hit]:
        """`found`, the hits in `text`, with those in its `readings` (keywords.reading)."""
        more = list(self._read_in(text, readings))
        return _together(found, more) if more else found

    def _read_in(self, text: str, windows: Sequence[Rewritten]) -> Iterator[Hit]:
        """The hits in parts of `text` that hold something that is read otherwise than written."""
        if not windows:
            return
        # All are looked through together.
        begins = [0, *accumulate(len(window.text) + len(APART) for window in windows)]
        joined = APART.join(window.text for window in windows)
        folded = fold(joined)
        written: list[list[Hit]] = [[] for _ in windows]
        for hit in self._written(joined, folded, HIT_LIMIT):
            written[bisect_right(begins, hit.start) - 1].append(hit)
        hits = [found[:_MAX_IN_WINDOW] for found in written]
        heard_in = [at for at, one in enumerate(windows) if "emoji" in one.odd.values()]
        if heard_in:
            for hit in self._by_sound(joined, folded, []):
                at = bisect_right(begins, hit.start) - 1
                if at in heard_in:
                    hits[at].append(hit)
        for begin, window, found in zip(begins, windows, hits, strict=False):
            for hit in found:
                spelling = window.spelling(hit.start - begin, hit.end - begin)
                if spelling is not None:
                    start, end = window.span(hit.start - begin, hit.end - begin)
                    matched = text[start:end]
                    yield hit._replace(start=start, end=end, matched=matched, spelling=spelling)


def _within(hits: list[Hit], limit: int) -> list[Hit]:
    """The first `limit` of the hits, and the first _EACH of every term."""
    if len(hits) <= limit:
        return hits
    told: Counter[int] = Counter()
    kept: list[Hit] = []
    for hit in hits:
        told[id(hit.term)] += 1
        if len(kept) < limit or told[id(hit.term)] <= min(_EACH, limit):
            kept.append(hit)
    return kept


def _moved(hit: Hit, by: int) -> Hit:
    return Hit(hit.term, hit.list, hit.start + by, hit.end + by, *hit[4:])


class _Told:
    """The hits of one term, by place: of one that stands 10,000 times only those near are asked."""

    def __init__(self) -> None:
        self._hits: list[Hit] = []
        self._longest = 0

    def add(self, hit: Hit) -> None:
        insort(self._hits, hit, key=_start)
        self._longest = max(self._longest, hit.end - hit.start)

    def over(self, hit: Hit) -> list[Hit]:
        """Those that overlap `hit`."""
        low = bisect_left(self._hits, hit.start - self._longest, key=_start)
        high = bisect_left(self._hits, hit.end, key=_start)
        return [one for one in self._hits[low:high] if hit.start < one.end]


def _together(found: list[Hit], others: list[Hit]) -> list[Hit]:
    """Both by place; a term is told once where two spellings of it overlap: the first found,
    unless the other reaches farther (亻叚货 for 叚货)."""
    known: dict[int, _Told] = {}
    for hit in found:
        known.setdefault(id(hit.term), _Told()).add(hit)
    fresh: list[Hit] = []
    inner: set[int] = set()
    for hit in others:
        told = known.setdefault(id(hit.term), _Told())
        over = told.over(hit)
        length = hit.end - hit.start
        if all(hit.start <= one.start and one.end <= hit.end for one in over) and all(
            one.end - one.start < length for one in over
        ):
            inner.update(map(id, over))
            told.add(hit)
            fresh.append(hit)
    if not fresh:
        return found
    kept = (hit for hit in (*found, *fresh) if id(hit) not in inner)
    return sorted(kept, key=lambda hit: (hit.start, hit.end))


def _in_company(text: str, start: int, end: int, area: str, found: list[Hit]) -> bool:
    """Whether another hit of the area stands near, in the same line. `found` is in order."""
    low = bisect_left(found, start - 2 * _COMPANY, key=_start)
    high = bisect_right(found, end + _COMPANY, key=_start)
    for hit in found[low:high]:
        if hit.list.area != area or (hit.start < end and start < hit.end):
            continue
        left, right = (hit.end, start) if hit.end <= start else (end, hit.start)
        if right - left <= _COMPANY and "\n" not in text[left:right]:
            return True
    return False


def _hit(text: str, folded: Folded, start: int, end: int, entry: Entry) -> Hit | None:
    pattern = entry.pattern
    first, last = folded.keep.item(start), folded.until.item(end - 1)
    inserted = 0
    close = last - first == end - start
    if entry.marked and (close or _MARKS.isdisjoint(text[first:last])):
        return None  # 11 is no 1:1
    if not (close and entry.simple):
        gaps = Gaps(text, folded, start, end)
        if not gaps.readable(pattern, exact=entry.term.exact) or not _stands_alone(
            text, folded, start, end, pattern
        ):
            return None
        inserted = gaps.inserted(pattern)
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
    matched = text[first:last]
    spelling: Spelling = "plain"
    if entry.spelling is None:
        if matched != entry.text:
            spelling = spelling_of(matched, entry.text, inserted)
    elif _is_doubtful(text, folded, start, (first, last), entry):
        return None
    else:
        spelling = entry.spelling
    excused = compound(text, folded, start, end, entry) if entry.excludes else None
    return Hit(entry.term, entry.list, first, last, matched, inserted, excused, spelling)


def _is_doubtful(
    text: str, folded: Folded, start: int, span: tuple[int, int], entry: Entry
) -> bool:
    """Whether what a table takes for a disguise may be ordinary words here."""
    words, letters = ordinary_words(), folded.text
    end = start + len(entry.pattern.letters)
    if any(words.reads(letters, start + at) for at in entry.odd):
        return True
    # 女子评 is 好评, but 美女子 and 女子评价 are words.
    if entry.spelling == "split" and (
        (start and words.joins(letters, start - 1)) or words.joins(letters, end - 1)
    ):
        return True
    return entry.spelling != "leet" and not in_trade(text, *span)


def _stands_alone(text: str, folded: Folded, start: int, end: int, pattern: Pattern) -> bool:
    """Whether a term that begins or ends in ASCII is not cut out of a longer word or number."""
    letters = folded.text
    for edge, other, at in (
        (letters[start], start - 1, start),
        (letters[end - 1], end, end),
    ):
        if not edge.isascii() or not 0 <= other < len(letters):
            continue
        neighbour, gap = letters[other], between(text, folded, at)
        touching = touches(gap)
        if edge.isdigit():
            # 1:1 is not in 11:15, 1:1.5, 1:1:2 or 21:1.
            joined = touching or (len(gap) == 1 and (gap in ".," or gap in MARKS))
            if joined and _ascii_digit(neighbour):
                return False
            continue
        if touching and neighbour.isascii() and (pattern.latin or neighbour.isalpha()):
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
