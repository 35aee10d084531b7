"""候选词: what of a sentence that the model suspects could be a term of a list.

The model weighs runs of 2 to 4 characters (checks/ngram_model.py); those that overlap or touch are
one phrase. What comes out is for officers to read, mend and agree on: no list takes it by itself.
"""

import re

from checks.ngram_model import shipped_model, weighed_most
from checks.plain_text import plain

LONGEST_TERM = 8
"""Code points of a phrase: longer ones are sentences, and no other shop says them."""
_RUNS = 8
_EDGES = "的了着过是在就都也和与及把被给让到从对为又还很我你您他她它们这那个一不有没说之其所以"
"""Characters that a term neither begins nor ends with, for want of a meaning of their own."""
_TERM = re.compile(r"[㐀-鿿](?:[㐀-鿿a-z0-9]*[㐀-鿿a-z])?")


def likely_terms(sentence: str, most: int = 3) -> tuple[str, ...]:
    """At most `most` phrases of a sentence as a page shows it, the heaviest first; none where no
    model is shipped."""
    model = shipped_model()
    if model is None:
        return ()
    text = plain(sentence).text
    spans: list[tuple[int, int]] = []
    for run in weighed_most(model, text, _RUNS):
        begin = text.find(run)
        spans = _joined(spans, (begin, begin + len(run)))
    phrases = (_trimmed(text[begin:end]) for begin, end in spans)
    return tuple(dict.fromkeys(phrase for phrase in phrases if len(phrase) > 1))[:most]


def _joined(spans: list[tuple[int, int]], new: tuple[int, int]) -> list[tuple[int, int]]:
    """`spans` with a lighter one, joined to the first that it overlaps or touches."""
    for at, (begin, end) in enumerate(spans):
        low, high = min(begin, new[0]), max(end, new[1])
        if new[0] <= end and begin <= new[1] and high - low <= LONGEST_TERM:
            return [*spans[:at], (low, high), *spans[at + 1 :]]
    return [*spans, new]


def _trimmed(phrase: str) -> str:
    found = _TERM.search(phrase.strip(_EDGES))
    return found.group() if found else ""
