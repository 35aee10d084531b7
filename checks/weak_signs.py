"""Weak signs together (弱特征组合): when several of them make a lead.

One weak sign never does. Two different ones do if at least one is not a word
that lawful shops use every day (`light`: 同款, 代购, 极致); light words alone
need company: three in one sentence, or six on the page. Signs that stand in
one sentence count for more than signs scattered over a long page.
"""

from collections import defaultdict
from collections.abc import Iterable

from checks.context import JudgedHit

_HEAVY, _LIGHT = 2, 1
_ENOUGH_IN_A_SENTENCE = 3
_ENOUGH_ON_A_PAGE = 4
_ENOUGH_LIGHT = 6


def together(
    hits: Iterable[JudgedHit], light: frozenset[str], bonus: int = 0
) -> dict[str, list[JudgedHit]]:
    """Which weak hits make a lead together: by term, the hits that stand with it.

    `hits` are weak hits that nothing excuses; `bonus` is the weight of another
    sign of the page, such as a price far below the list price. Empty if it is
    not enough.
    """
    by_term: dict[str, list[JudgedHit]] = defaultdict(list)
    by_sentence: dict[tuple[str, str], dict[str, JudgedHit]] = defaultdict(dict)
    for judged in hits:
        term = judged.hit.term.text
        by_term[term].append(judged)
        # The same sentence in title, description and alt is one sentence.
        by_sentence["", judged.place.sentence_text.strip()].setdefault(term, judged)
    chosen: set[str] = set()
    for terms in by_sentence.values():
        if _weight(terms, light) + bonus >= _ENOUGH_IN_A_SENTENCE and _several(terms, bonus):
            chosen |= terms.keys()
    weight = _weight(by_term, light) + bonus
    heavy = any(term not in light for term in by_term)
    if _several(by_term, bonus) and weight >= (_ENOUGH_ON_A_PAGE if heavy else _ENOUGH_LIGHT):
        chosen |= by_term.keys()
    return {term: by_term[term] for term in by_term if term in chosen}


def _several(terms: Iterable[str], bonus: int) -> bool:
    return len(list(terms)) + bool(bonus) >= 2


def _weight(terms: Iterable[str], light: frozenset[str]) -> int:
    return sum(_LIGHT if term in light else _HEAVY for term in terms)
