"""Probing: what a site does with a word it must know and with one it cannot know."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from crawler.discovery.words import KnownItem
from crawler.wording import NOTHING

Role = Literal["nonsense", "known", "inner", "term"]

_COUNT = re.compile(
    r"(?:共|找到|搜索到|搜到|共有|总计|合计)\s*(?:约|了)?\s*(\d{1,7})\s*(?:个|件|条|款|种|项)?|"
    r"(\d{1,7})\s*(?:results?|products?|items?|books?|matches)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ResultView:
    """What a result page shows, small enough to keep.

    `goods` are (address, name) of its cards; `product` is the name of the goods
    where the search went straight to a product page; `nothing` whether it says
    that nothing was found; `echo` whether the word stands on it; `refused` the
    refusal's detail, or "".
    """

    url: str
    goods: tuple[tuple[str, str], ...] = ()
    product: str = ""
    nothing: bool = False
    echo: bool = False
    refused: str = ""
    status: int = 200
    dumb_cards: int = 0

    def to_json(self) -> dict[str, Any]:
        """The view as plain JSON values."""
        return {
            "url": self.url,
            "goods": [list(pair) for pair in self.goods[:60]],
            "product": self.product,
            "nothing": self.nothing,
            "echo": self.echo,
            "refused": self.refused,
            "status": self.status,
            "dumb_cards": self.dumb_cards,
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> "ResultView":
        """The view from what `to_json` gave."""
        goods = tuple((str(url), str(name)) for url, name in value["goods"])
        return cls(**{**value, "goods": goods})


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a candidate searches. `score`: 3 finds what it must and nothing else,
    2 finds it among other goods, 1 answers like a search but finds nothing, 0 is no
    search. `why` is a stable word."""

    score: int
    why: str


def says_nothing(text: str, goods: Sequence[object]) -> bool:
    """Whether a result page's text says that nothing was found."""
    counted = _COUNT.search(text)
    if counted is not None and int(counted[1] or counted[2]) == 0:
        return True
    return bool(NOTHING.search(text)) and (not goods or len(goods) <= 12)


def names_holding(word: str, goods: Iterable[tuple[str, str]]) -> set[str]:
    """Addresses of the goods whose names hold `word`."""
    wanted = _folded(word)
    return {url for url, name in goods if wanted in _folded(name)}


def verdict(nonsense: ResultView, known: ResultView, item: KnownItem) -> Verdict:
    """What the two probes of a candidate say."""
    if known.refused:
        return Verdict(0, "known-refused")
    if known.product and _folded(item.word) in _folded(known.product):
        return Verdict(3, "went-to-product") if not nonsense.product else Verdict(0, "same-answer")
    shown, other = {u for u, _ in known.goods}, {u for u, _ in nonsense.goods}
    fitting = names_holding(item.word, known.goods) | ({item.url} & shown)
    if fitting and not known.nothing and (not other or nonsense.nothing or nonsense.refused):
        return Verdict(3, "found-known")
    if shown and shown == other:
        return Verdict(0, "word-ignored")
    if fitting and (not fitting <= other or fitting == shown):
        return Verdict(2, "found-known-among-others")
    if fitting:
        return Verdict(0, "word-ignored")
    if shown - other and not other:
        return Verdict(2, "found-other-names")
    if known.dumb_cards and not nonsense.dumb_cards:
        return Verdict(2, "cards-without-addresses")
    if (known.nothing or nonsense.nothing) and not shown:
        return Verdict(1, "finds-nothing")
    return Verdict(0, "no-goods")


def hits(view: ResultView, baseline: ResultView | None, word: str) -> list[tuple[str, str]]:
    """The goods of a result page that answer `word`.

    What the page also shows for the nonsense word (recommended goods) is no hit
    unless its name holds the word.
    """
    if view.refused:
        return []
    holding = names_holding(word, view.goods)
    always = {url for url, _ in baseline.goods} if baseline else set()
    if view.nothing:
        return [(url, name) for url, name in view.goods if url in holding]
    return [(url, name) for url, name in view.goods if url in holding or url not in always]


def _folded(text: str) -> str:
    return re.sub(r"\s+", "", text).casefold()
