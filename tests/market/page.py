"""Pages from templates: files under templates/ with $names, filled once and for all."""

import re
from collections.abc import Callable, Iterable
from functools import cache
from html import escape
from pathlib import Path
from string import Template

from .goods import Leaf

FOLDER = Path(__file__).parent


@cache
def _template(name: str) -> Template:
    return Template((FOLDER / "templates" / name).read_text("utf-8"))


@cache
def static(name: str) -> bytes:
    """A file under static/."""
    return (FOLDER / "static" / name).read_bytes()


def fill(name: str, /, **values: object) -> str:
    """The template with its values; they must already be HTML."""
    return _template(name).substitute({key: str(value) for key, value in values.items()})


def text(value: str) -> str:
    """Text as HTML."""
    return escape(value, quote=True)


def each(pattern: str, rows: Iterable[Iterable[object]]) -> str:
    """`pattern` once for each row, its {} filled with the row's values as text."""
    return "".join(pattern.format(*(text(str(value)) for value in row)) for row in rows)


def pager(leaf: Leaf, address: Callable[[int], str], previous: str, following: str) -> str:
    """Links to the other leaves, in this shop's own words for back and forth."""
    if leaf.pages < 2:
        return ""
    cells = []
    if leaf.page > 1:
        cells.append(f'<a class="prev" href="{text(address(leaf.page - 1))}">{previous}</a>')
    for page in range(1, leaf.pages + 1):
        if page == leaf.page:
            cells.append(f'<span class="cur">{page}</span>')
        else:
            cells.append(f'<a href="{text(address(page))}">{page}</a>')
    if leaf.page < leaf.pages:
        cells.append(f'<a class="next" href="{text(address(leaf.page + 1))}">{following}</a>')
    return "\n".join(cells)


def bare(markup: str) -> str:
    """The words of a piece of HTML, for a shop's own search index."""
    return re.sub(r"<[^>]*>", "", markup)
