"""The truth about the market, written by hand in truth.toml as an honest officer would judge.

Nothing here is computed by the product: the file is the measure, the
product is what is measured.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

FILE = Path(__file__).parent / "truth.toml"
Kind = Literal["unlawful", "near_miss", "ordinary"]


@dataclass(frozen=True, slots=True)
class ProductTruth:
    """What one product page deserves.

    `leads` are the areas in which it must make a lead, `may` those in which
    a lead could be defended (neither rewarded nor blamed). `why` says what an
    officer sees. `found_by` are search terms by which the shop's own search
    shows it; where empty, only listings lead there. `spelling` names the
    disguise, `path` the page (for script-built shops with its hash route),
    `api` what its JSON interface answers for it.
    """

    shop: str
    id: int
    path: str
    kind: Kind
    leads: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    why: str = ""
    found_by: tuple[str, ...] = ()
    spelling: str = ""
    api: str = ""


@dataclass(frozen=True, slots=True)
class PageTruth:
    """A page that sells nothing and must make no lead (notices, law texts, lists of others)."""

    shop: str
    path: str
    why: str


@dataclass(frozen=True, slots=True)
class LicenceTruth:
    """亮照 as the shop really shows it.

    `state` and `issues` as design.md names them; `issues_may` could be
    defended. `where` is the page that shows it. `uscc` as printed, `office`
    the code of the territory's office. `state_read` is the state once words in
    pictures are read, where that is another.
    """

    state: str
    state_read: str = ""
    issues: tuple[str, ...] = ()
    issues_may: tuple[str, ...] = ()
    where: str = ""
    uscc: str = ""
    operator: str = ""
    office: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class ShopTruth:
    """One shop: how it is made, how its search works, what a crawl's coverage must say.

    `search` is the kind of search; `coverage` one of "searched", "no_search",
    "search_misses" (asks, but Chinese words find nothing), "robots" (search
    forbidden by robots.txt), "blocked". `counted` is false where what can be
    read depends on when the shop blocks.
    """

    name: str
    title: str
    make: str
    search: str
    coverage: str
    licence: LicenceTruth
    counted: bool = True
    products: tuple[ProductTruth, ...] = ()
    pages: tuple[PageTruth, ...] = ()

    @property
    def leads(self) -> frozenset[str]:
        """The areas in which the shop must end with a lead of its products."""
        return frozenset(area for product in self.products for area in product.leads)


@dataclass(frozen=True, slots=True)
class Truth:
    """The whole market's truth."""

    shops: dict[str, ShopTruth] = field(default_factory=dict)

    def products(self, *, counted: bool = True) -> Iterator[ProductTruth]:
        """All products, or with `counted` only those of shops that can be read whole."""
        for shop in self.shops.values():
            if shop.counted or not counted:
                yield from shop.products

    def pages(self) -> Iterator[PageTruth]:
        """The pages that sell nothing."""
        for shop in self.shops.values():
            yield from shop.pages


def _tuples(row: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(v) if isinstance(v, list) else v for key, v in row.items()}


def _shop(name: str, row: dict[str, Any]) -> ShopTruth:
    own = {k: v for k, v in row.items() if k not in ("licence", "products", "pages")}
    return ShopTruth(
        name=name,
        licence=LicenceTruth(**_tuples(row["licence"])),
        products=tuple(ProductTruth(shop=name, **_tuples(p)) for p in row["products"]),
        pages=tuple(PageTruth(shop=name, **p) for p in row.get("pages", [])),
        **own,
    )


def load(path: Path = FILE) -> Truth:
    """The truth as the file has it."""
    data = tomllib.loads(path.read_text("utf-8"))
    return Truth({name: _shop(name, row) for name, row in data.items()})
