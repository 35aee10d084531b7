"""Whether a hit counts 语境判断: what stands around it needs, excuses or rejects it.

Only what the list's authors wrote down decides here, and words of rejection.
What the page is (a law text, a buyer's review, a hot-search block) is for the
checks to know.
"""

import functools
from collections.abc import Iterable
from dataclasses import dataclass

from keywords.clause import clause_span, sentence_span
from keywords.fold import fold
from keywords.lexicon import Hit
from keywords.rejection import rejection_before


@dataclass(frozen=True, slots=True)
class Judgement:
    """`counts`, or why not: `code` and the `phrase` that decided.

    Codes: "compound", "rejected", "before", "after", "clause", "sentence", "title",
    "page" excuse the hit; "needs" and "needs-page" say that a needed context is
    not there. Both are "" for a hit that counts.
    """

    counts: bool
    code: str = ""
    phrase: str = ""

    def reason(self, language: str = "zh") -> str:
        """One phrase for an officer; "" where the hit counts."""
        if self.counts:
            return ""
        zh, en = _REASONS[self.code]
        return (zh if language == "zh" else en).format(self.phrase)


COUNTS = Judgement(True)
_REASONS = {
    "compound": ("属于词组“{}”", 'part of "{}"'),
    "rejected": ("同一小句前面有“{}”，是拒绝或者否定", 'rejected by "{}" before it in its clause'),
    "before": ("同一小句前面有“{}”", '"{}" stands before it in its clause'),
    "after": ("同一小句后面有“{}”", '"{}" stands after it in its clause'),
    "clause": ("同一小句里有“{}”", '"{}" stands in its clause'),
    "sentence": ("同一句里有“{}”", '"{}" stands in its sentence'),
    "title": ("商品名称里有“{}”", 'the name of the goods has "{}"'),
    "page": ("本页有“{}”", 'the page has "{}"'),
    "needs": ("同一小句里没有“{}”等词", 'none of "{}" and its like stands in its clause'),
    "needs-page": ("本页没有“{}”等词", 'none of "{}" and its like stands on the page'),
}


class Surroundings:
    """The page around the hits: the name of its goods, and all its text, folded once."""

    def __init__(self, title: str = "", texts: Iterable[str] = ()) -> None:
        self.title = fold(title).text
        # The sign between two texts is in no phrase, so none is found across them.
        self.page = "\n".join(fold(text).text for text in texts)


def judge(hit: Hit, text: str, surroundings: Surroundings | None = None) -> Judgement:
    """Judge `hit`, which Lexicon.find found in `text` (the text of one field of the page)."""
    around = surroundings or Surroundings()
    term = hit.term
    if hit.compound is not None:
        return Judgement(False, "compound", hit.compound)
    left, right = clause_span(text, hit.start, hit.end)
    before, after = text[left : hit.start], text[hit.end : right]
    if term.rejects and (rejection := rejection_before(before)):
        return Judgement(False, "rejected", before[slice(*rejection)])
    wide = text[slice(*clause_span(text, hit.start, hit.end, spaces=False))]
    excluded = (
        ("before", term.excludes_before, before),
        ("after", term.excludes_after, after),
        ("clause", term.excludes_clause, wide),
    )
    for code, phrases, place in excluded:
        if phrases and (phrase := _first(phrases, fold(place).text)):
            return Judgement(False, code, phrase)
    if term.excludes_sentence:
        sentence = text[slice(*sentence_span(text, hit.start, hit.end))]
        if phrase := _first(term.excludes_sentence, fold(sentence).text):
            return Judgement(False, "sentence", phrase)
    if phrase := _first(term.excludes_title, around.title):
        return Judgement(False, "title", phrase)
    if phrase := _first(term.excludes_page, around.page):
        return Judgement(False, "page", phrase)
    if term.needs and not _first(term.needs, fold(wide).text):
        return Judgement(False, "needs", term.needs[0])
    if term.needs_page and not _first(term.needs_page, around.page):
        return Judgement(False, "needs-page", term.needs_page[0])
    return COUNTS


def _first(phrases: tuple[str, ...], folded: str) -> str | None:
    """The first of `phrases` that stands in a folded text."""
    return next((phrase for phrase in phrases if _letters(phrase) in folded), None)


@functools.lru_cache(maxsize=65_536)
def _letters(phrase: str) -> str:
    return fold(phrase).text
