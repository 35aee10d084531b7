"""Sign: the site says itself how it is searched, as a schema.org SearchAction."""

import re
from collections.abc import Iterator
from typing import Any

from crawler.addresses import resolve
from crawler.discovery.recipe import TERM, Candidate, Recipe
from crawler.outline import Outline
from crawler.page_kind import typed_nodes, types_of
from pages.page import Page

WEIGHT = 6
_PLACE = re.compile(r"\{\??[^{}]*(?:search_?term|query|term|keyword|q)[^{}]*\}", re.IGNORECASE)


def candidates(page: Page, tree: Outline) -> Iterator[Candidate]:
    """Recipes from JSON-LD and microdata SearchActions."""
    for address in (*_from_json(page), *_from_microdata(tree)):
        filled = _PLACE.sub("wj-term", address)
        url = resolve(page.url, filled, page.charset) if filled != address else None
        if url is not None and "wj-term" in url:
            recipe = Recipe(url.replace("wj-term", TERM), charset=page.charset)
            yield Candidate(recipe, WEIGHT, ["schema.org"])


def _from_json(page: Page) -> Iterator[str]:
    for node in typed_nodes(page.structured):
        if "searchaction" in types_of(node):
            yield from _targets(node.get("target"))


def _targets(target: Any) -> Iterator[str]:
    for each in target if isinstance(target, list) else [target]:
        if isinstance(each, str):
            yield each
        elif isinstance(each, dict) and isinstance(each.get("urlTemplate"), str):
            yield each["urlTemplate"]


def _from_microdata(tree: Outline) -> Iterator[str]:
    for element in tree.elements():
        if not element.attrs.get("itemtype", "").lower().endswith("searchaction"):
            continue
        for inner in element.walk():
            if inner.attrs.get("itemprop", "").lower() in ("target", "urltemplate"):
                yield inner.attrs.get("content") or inner.attrs.get("href") or ""
