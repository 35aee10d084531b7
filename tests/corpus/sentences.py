"""The labelled sentences: short texts by several hands, from which the model learns."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from pages.page import Page
from pages.reading import read_page

FOLDER = Path(__file__).parent / "sentences"
APART = FOLDER.with_name("sentences_apart")
"""Those that the shipped model has not learnt from."""


@dataclass(frozen=True)
class Sentence:
    """One text; `leads` are the areas of which it is an offence, empty for an honest one."""

    hand: str
    area: str
    leads: frozenset[str]
    text: str
    why: str


def sentences(folder: Path = FOLDER) -> Iterator[Sentence]:
    """All of a folder, by hand and area: `sign | text | why` a line."""
    for path in sorted(folder.glob("*/*.txt")):
        for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
            if not line.strip():
                continue
            parts = [part.strip() for part in line.split(" | ")]
            if len(parts) != 3 or parts[0] not in {"+", "-"}:
                raise ValueError(f"{path.name}:{number}: sign, text and why are needed")
            leads = frozenset((path.stem,)) if parts[0] == "+" else frozenset()
            yield Sentence(path.parent.name, path.stem, leads, parts[1], parts[2])


def page_of_sentence(sentence: Sentence) -> Page:
    """A page that holds the text alone; what ends with the first 。 names the goods."""
    name, _, rest = sentence.text.partition("。")
    if not rest.strip():
        name, rest = "商品", sentence.text
    body = f"<title>{escape(name)}</title><h1>{escape(name)}</h1><p>{escape(rest)}</p>"
    return read_page(body.encode(), "https://shop.example/p/1.html", "text/html; charset=utf-8")
