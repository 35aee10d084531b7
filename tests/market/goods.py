"""The catalogue: what each shop sells, read from catalogue/<shop>.toml.

It says what stands on the shelves and never what is unlawful about it:
that is truth.toml's, written by hand beside it.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "catalogue"


@dataclass(frozen=True, slots=True)
class Goods:
    """商品: one article.

    `price` and `was` are yuan as the shop writes them. `about` are paragraphs
    of plain text; `markup`, where given, is the raw HTML shown instead of
    them (tags inside words, entities); `facts` the table of attributes.
    `alt` is the picture's own alternative text, `data` what only the page's
    JSON says, `reviews` what buyers wrote, `shape` names the picture.
    """

    id: int
    name: str
    price: str
    group: str
    about: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    reviews: tuple[str, ...] = ()
    was: str = ""
    brand: str = ""
    sold: int = 0
    shape: str = "box"
    markup: str = ""
    alt: str = ""
    data: str = ""
    wall: str = ""

    @property
    def words(self) -> str:
        """What a shop's own search looks through: raw markup where there is some."""
        return "\n".join((self.name, self.brand, self.markup or "\n".join(self.about)))

    @property
    def yuan(self) -> float:
        """The price as a number, for sorting."""
        return float(self.price)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One shop's own texts (`shop`), its groups (slug → words) and its goods."""

    name: str
    shop: Mapping[str, Any]
    groups: Mapping[str, str]
    goods: tuple[Goods, ...]

    def find(self, id: int) -> Goods | None:
        """The article with this number."""
        return next((g for g in self.goods if g.id == id), None)

    def group(self, slug: str) -> list[Goods]:
        """The articles of a group, in shelf order."""
        return [g for g in self.goods if g.group == slug]

    def siblings(self, goods: Goods, count: int = 4) -> list[Goods]:
        """The next articles of the same group, as 猜你喜欢 blocks show them."""
        shelf = self.group(goods.group)
        at = shelf.index(goods)
        return [g for g in (shelf[at + 1 :] + shelf[:at])[:count] if g is not goods]


def _goods(row: dict[str, Any]) -> Goods:
    values = dict(row)
    for key in ("about", "reviews"):
        values[key] = tuple(values.get(key, ()))
    return Goods(**values)


def load(name: str, more: Sequence[Goods] = ()) -> Catalogue:
    """The catalogue of shop `name`, with `more` goods put behind its own."""
    data = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))
    goods = tuple(_goods(row) for row in data["goods"])
    return Catalogue(name, data["shop"], data["groups"], goods + tuple(more))


def names() -> list[str]:
    """The shops there are, in the order they are opened."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


SORTS = {
    "sales": lambda g: -g.sold,
    "price_asc": lambda g: g.yuan,
    "price_desc": lambda g: -g.yuan,
    "new": lambda g: -g.id,
}


def ordered(goods: Sequence[Goods], sort: str) -> list[Goods]:
    """The same goods in the order `sort` asks for; shelf order where it is unknown."""
    key = SORTS.get(sort)
    return sorted(goods, key=key) if key else list(goods)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One leaf of a list: its goods, its number and how many leaves there are."""

    goods: list[Goods]
    page: int
    pages: int
    total: int


def leaf(goods: Sequence[Goods], page: int, size: int) -> Leaf:
    """Leaf `page` (from 1) of `goods` in leaves of `size`; past the end it is empty."""
    pages = max(1, -(-len(goods) // size))
    page = max(1, page)
    return Leaf(list(goods[(page - 1) * size : page * size]), page, pages, len(goods))
