"""The labelled pages: read from the text files, rendered by shells."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tests.corpus.render import render

FOLDER = Path(__file__).parent
HALVES = {"tune": False, "held_back": True}
"""The folders, and whether their pages are held back; in each a folder for every author (hand).

A hand is first held back: measured, never read by who makes rules. When its pages have been
read it moves to `tune`, and pages by a new hand take its place."""

RELATED = (
    frozenset(("contract_terms", "consumer_rights")),
    frozenset(("advertising", "unfair_competition")),
    frozenset(("advertising", "pyramid_selling")),
    frozenset(("advertising", "farm_supplies")),
    frozenset(("advertising", "travel")),
    frozenset(("advertising", "product_quality")),
    frozenset(("counterfeit", "product_quality")),
    frozenset(("counterfeit", "unfair_competition")),
    frozenset(("counterfeit", "advertising")),
    frozenset(("unfair_competition", "consumer_rights")),
    frozenset(("farm_supplies", "product_quality")),
    frozenset(("counterfeit", "consumer_rights")),
    frozenset(("credit", "advertising")),
    frozenset(("unfair_competition", "product_quality")),
    frozenset(("travel", "consumer_rights")),
)
"""Areas under which one act may be taken up alike (其他定性): a finding in the second area of
a page labelled with the first is neither rewarded nor blamed."""


@dataclass(frozen=True)
class Case:
    """One page: `leads` are the areas that must be found, `may` those that could be defended,
    `held_back` says that nothing is tuned on it, `hand` who wrote it."""

    area: str
    leads: frozenset[str]
    may: frozenset[str]
    spelling: str
    title: str
    price: str
    text: str
    why: str
    held_back: bool
    hand: str

    @cached_property
    def key(self) -> str:
        """A name that stays as long as the page's words stay."""
        return hashlib.sha256(f"{self.area}\n{self.title}\n{self.text}".encode()).hexdigest()[:12]

    @property
    def url(self) -> str:
        """Where the page stands."""
        return f"https://shop-{self.key[:4]}.example/goods/{self.key}.html"

    def body(self) -> tuple[bytes, str]:
        """The page's bytes and its content type."""
        return render(self.key, self.title, self.price, self.text)

    def forgiven(self, area: str) -> bool:
        """Whether a finding in `area` counts for nothing here."""
        if area in self.may:
            return True
        return any(frozenset((area, lead)) in RELATED for lead in self.leads)


def cases() -> Iterator[Case]:
    """All product pages of the two halves."""
    for half, held_back in HALVES.items():
        yield from _folder(half, held_back)


def _folder(name: str, held_back: bool) -> Iterator[Case]:
    for path in sorted((FOLDER / name).glob("*/*.txt")):
        for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
            if line.strip():
                yield _case(path, line, number, held_back)


def _case(path: Path, line: str, number: int, held_back: bool) -> Case:
    parts = [part.strip() for part in line.split(" | ")]
    if len(parts) != 5:
        raise ValueError(f"{path.name}:{number}: five parts needed, {len(parts)} found")
    marks = parts[0].split()
    extra = dict(re.findall(r"(also|may)=(\S+)", parts[0]))
    also = frozenset(filter(None, extra.get("also", "").split(",")))
    area = path.stem
    leads = (frozenset((area,)) if marks[0] == "+" else frozenset()) | also
    may = frozenset(filter(None, extra.get("may", "").split(",")))
    title, price, words, why = parts[1:]
    return Case(area, leads, may, marks[1], title, price, words, why, held_back, path.parent.name)
