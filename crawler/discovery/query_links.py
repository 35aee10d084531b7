"""Sign: links whose address carries the very words that stand on them (hot words 热搜)."""

import base64
import binascii
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from crawler.addresses import Scope, decode_word, parameters
from crawler.discovery.recipe import TERM, Candidate, Coding, Recipe
from crawler.outline import Outline, Reference

WEIGHT = 4
_SEARCH_ADDRESS = re.compile(r"search|sou|query|keyword|find|[?&/#](?:q|s|k|kw|wd|key)[=/]", re.I)


def candidates(tree: Outline, scope: Scope, charset: str) -> Iterator[Candidate]:
    """Recipes generalised from links that ask for the words on them."""
    charsets = tuple(dict.fromkeys((charset, "utf-8", "gb18030")))
    for reference in tree.references:
        if not scope.holds(reference.url) or not 2 <= len(reference.text) <= 30:
            continue
        recipe = _from_query(reference, charsets) or _from_path(reference, charsets)
        if recipe is not None:
            likely = bool(_SEARCH_ADDRESS.search(recipe.url))
            yield Candidate(recipe, WEIGHT if likely else 1, ["query-link"])


def _from_query(reference: Reference, charsets: tuple[str, ...]) -> Recipe | None:
    for name, value in parameters(reference.url):
        read = _reading(value, reference.text, charsets, plus=True)
        if read is not None:
            charset, coding = read
            url = reference.url.replace(f"{name}={value}", f"{name}={TERM}", 1)
            return _recipe(url, charset, coding)
    return None


def _from_path(reference: Reference, charsets: tuple[str, ...]) -> Recipe | None:
    parts = urlsplit(reference.url)
    for place in (parts.path, parts.fragment.partition("?")[0]):
        for segment in place.split("/"):
            name, dot, ending = segment.rpartition(".")
            word = name if dot and len(ending) <= 5 and ending.isalpha() else segment
            if not re.search(r"%|[A-Za-z0-9+=]{4}", word):
                continue
            # A category is named like its address, too: `/c/tea` "Tea".
            if reference.text.isascii() and not _SEARCH_ADDRESS.search(reference.url):
                continue
            read = _reading(word, reference.text, charsets, plus=False)
            if read is not None:
                head, _, tail = reference.url.rpartition(word)
                return _recipe(head + TERM + tail, *read)
    return None


def _recipe(url: str, charset: str, coding: Coding) -> Recipe:
    route = TERM in url.partition("#")[2]
    return Recipe(url, charset=charset, coding=coding, answer="route" if route else "html")


def _reading(
    value: str, text: str, charsets: tuple[str, ...], *, plus: bool
) -> tuple[str, Coding] | None:
    """In which charset and coding `value` says `text`, or None."""
    wanted = text.strip().lower()
    for charset in charsets:
        once, _ = decode_word(value, (charset,), plus=plus)
        if once.strip().lower() == wanted and not _only_latin(once, value):
            return charset, "percent"
        if "%" in once:
            twice, _ = decode_word(once, (charset,), plus=plus)
            if twice.strip().lower() == wanted:
                return charset, "double"
        if re.fullmatch(r"[A-Za-z0-9+/_-]{4,}={0,2}", once):
            try:
                plain = base64.b64decode(once + "=" * (-len(once) % 4)).decode(charset)
            except (binascii.Error, UnicodeDecodeError, LookupError, ValueError):
                continue
            if plain.strip().lower() == wanted:
                return charset, "base64"
    return None


def _only_latin(word: str, value: str) -> bool:
    """A category named like its address (`/tea` "Tea") carries no query."""
    return word.isascii() and "%" not in value and "+" not in value and len(word) < 3
