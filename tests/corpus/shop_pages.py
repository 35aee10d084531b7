"""Whole pages of shops (整页): a title, a table, a story, notes, reviews, other goods, a footer.

The other pages of the corpus are a title and a line or two. These have 700 to 2,500 Chinese
characters each, and most are honest, as in life; what is unlawful stands somewhere among them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pages.page import Page
from pages.reading import read_page
from tests.corpus.cases import HALVES, RELATED

FOLDER = Path(__file__).parent / "shop_pages"
_COLUMNS = 7


@dataclass(frozen=True)
class ShopPage:
    """One page: `leads` are the areas that must be found, `may` those that could be defended,
    `spelling` how the words are disguised, `where` they stand, `hand` who wrote it. `offence` are
    the words themselves, each with its field; empty where nobody has marked them."""

    hand: str
    held_back: bool
    path: Path
    leads: frozenset[str]
    may: frozenset[str]
    spelling: str
    where: str
    why: str
    offence: tuple[tuple[str, str], ...] = ()

    @property
    def url(self) -> str:
        """Where the page stands."""
        return f"https://shop-{self.hand}.example/goods/{self.path.stem}.html"

    @cached_property
    def page(self) -> Page:
        """The page, read."""
        return read_page(self.path.read_bytes(), self.url, "text/html; charset=utf-8")

    def forgiven(self, area: str) -> bool:
        """Whether a finding in `area` counts for nothing here."""
        related = any(frozenset((area, lead)) in RELATED for lead in self.leads)
        return area in self.may or related


def shop_pages() -> Iterator[ShopPage]:
    """All whole pages of the two halves, by hand."""
    for half, held_back in HALVES.items():
        for table in sorted((FOLDER / half).glob("*/labels.tsv")):
            yield from _of_hand(table, held_back)


def _offences(table: Path) -> dict[str, list[tuple[str, str]]]:
    """By number of the page, (field, text) of what stands in `offences.tsv` beside its labels."""
    found: dict[str, list[tuple[str, str]]] = {}
    marked = table.with_name("offences.tsv")
    for line in marked.read_text("utf-8").splitlines() if marked.exists() else ():
        number, where, words = line.split("\t")
        if where != "-":
            found.setdefault(number, []).append((where, words))
    return found


def _of_hand(table: Path, held_back: bool) -> Iterator[ShopPage]:
    offences = _offences(table)
    for line in table.read_text("utf-8").splitlines():
        parts = line.split("\t")
        if len(parts) != _COLUMNS:
            raise ValueError(f"{table}: {_COLUMNS} columns needed, {len(parts)} found: {line}")
        number, sign, areas, may, spelling, where, why = parts
        leads = frozenset(filter(None, areas.split(",")))
        if (sign == "+") != bool(leads):
            raise ValueError(f"{table}: {number} is {sign} with areas {areas!r}")
        path = table.parent / f"{number}.html"
        allowed = frozenset(filter(None, may.split(",")))
        yield ShopPage(
            table.parent.name,
            held_back,
            path,
            leads,
            allowed,
            spelling or "plain",
            where,
            why,
            tuple(offences.get(number, ())),
        )
