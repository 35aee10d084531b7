"""Whole home pages of made-up shops as strangers to the check wrote them, with their second pages.

tests/corpus/home_pages holds a folder a hand: pages, pages that they link to (`h01-licence.html` or
`001/licence.html`), and `labels.tsv`: name, state, other states that could be defended, issues that
must be named, why.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pages.page import Page
from pages.reading import read_page

FOLDER = Path(__file__).parent / "home_pages"
_SITE = "http://shop.example/"


@dataclass(frozen=True)
class HomePage:
    """One home page and what an officer would say of its licence."""

    hand: str
    file: Path
    state: str
    others: frozenset[str]
    issues: frozenset[str]
    why: str

    @cached_property
    def page(self) -> Page:
        """The page as the check is given it."""
        return _read(self.file, self.file.parent)

    @cached_property
    def second(self) -> list[Page]:
        """The pages that it leads to."""
        folder, name = self.file.parent, self.file.stem
        files = sorted([*folder.glob(f"{name}-*.html"), *folder.glob(f"{name}/**/*.html")])
        return [_read(file, folder) for file in files]


def _read(file: Path, folder: Path) -> Page:
    return read_page(file.read_bytes(), _SITE + str(file.relative_to(folder)), "text/html")


def home_pages() -> Iterator[HomePage]:
    """All of them, hand by hand."""
    for labels in sorted(FOLDER.glob("*/labels.tsv")):
        for line in labels.read_text("utf-8").splitlines():
            name, state, others, issues, why = line.split("\t")
            yield HomePage(
                labels.parent.name,
                labels.parent / f"{name}.html",
                state,
                frozenset(filter(None, others.split(","))),
                frozenset(filter(None, issues.split(","))),
                why,
            )
