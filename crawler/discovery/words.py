"""The words that probes ask for: one the site must know, and one it cannot know."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from crawler.cards import Card

NONSENSE = "zqxvjwkq"
"""No shop sells it; Latin letters arrive in every charset."""

_HAN_RUN = re.compile(r"[\u3400-\u9fff]{2,}")
_LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z-]{3,}")
_COMMON = re.compile(
    r"^(?:the|with|from|this|that|your|more|view|details?|price|sale|free|shop|item|product)$"
    r"|^(?:商品|产品|特价|包邮|新品|热卖|正品|促销|限时|查看|详情|立即|购买|价格|市场|销量|人气|评价|库存)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class KnownItem:
    """Goods that the site has shown: searching `word` must find `url`.

    `inner` is a shorter piece from inside the Chinese name of some goods shown (""
    where there is none): engines without segmentation do not find it.
    """

    word: str
    inner: str
    name: str
    url: str

    def to_json(self) -> dict[str, Any]:
        """The item as plain JSON values."""
        return asdict(self)


def known_item(goods: Sequence[Card]) -> KnownItem | None:
    """The best goods of a page to probe a search with; None where no name is usable.

    The word is taken from a name, and few of the other names hold it, so that a
    search which ignores its word gives itself away.
    """
    named = [card for card in goods if card.url and card.name]
    words = [_words_of(card.name) for card in named]
    frequency = Counter(word for own in words for word in set(own))
    inner = _inner(card.name for card in named)
    best: tuple[float, KnownItem] | None = None
    for card, own in zip(named, words, strict=True):
        for word in own:
            score = _score(word, frequency[word], len(named))
            if best is None or score > best[0]:
                best = (score, KnownItem(word, inner, card.name, card.url))
    return best[1] if best else None


def _words_of(name: str) -> list[str]:
    runs = [run[:6] for run in _HAN_RUN.findall(name) if not _COMMON.match(run)]
    return runs or [w for w in _LATIN_WORD.findall(name) if not _COMMON.match(w)]


def _score(word: str, times: int, among: int) -> float:
    rare = 1.0 if times <= max(1, among // 4) else 0.3
    han = word[0] > "\u3000"
    length = 1.0 if (3 <= len(word) <= 6 if han else 5 <= len(word) <= 12) else 0.6
    return rare * length * (1.2 if han else 1.0)


def _inner(names: Iterable[str]) -> str:
    """Two characters from inside a Chinese run of a name, with which no run begins.

    Long runs are tried first: in a short one the piece may be a word by itself.
    """
    runs: list[str] = [run for name in names for run in _HAN_RUN.findall(name)]
    for run in sorted(runs, key=lambda run: (len(run) < 4, runs.index(run))):
        piece = run[1:3]
        if len(run) >= 3 and not any(other.startswith(piece) for other in runs):
            return piece
    return ""
