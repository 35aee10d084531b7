"""Sign: a script on the page that puts the word into an address and goes there."""

import re
from collections.abc import Iterator

from crawler.addresses import resolve
from crawler.discovery.recipe import TERM, Candidate, Recipe
from crawler.outline import Outline

WEIGHT = 3
_LIMIT = 200_000
_PIECE = r"[^'\"`\s<>{}]{0,200}"
_KEY = r"(?:q|s|k|kw|wd|key|keys|keywords?|search\w*|query|word|term|title|name)"
_JOINED = re.compile(
    rf"['\"](?P<address>{_PIECE}(?:[?&]{_KEY}=|/(?:search|s|so|query|find|sou)/))['\"]\s*\+\s*"
    r"[\w$.()\[\]'\"# ]{1,120}?(?:\+\s*['\"](?P<tail>[^'\"\s]{0,80})['\"])?\s*[;,)\n}]",
    re.IGNORECASE,
)
_TEMPLATE = re.compile(
    rf"`(?P<address>{_PIECE}(?:[?&]{_KEY}=|/(?:search|s|so|query|find|sou)/))\$\{{[^}}]{{1,120}}\}}"
    r"(?P<tail>[^`\s$]{0,80})`",
    re.IGNORECASE,
)


def candidates(tree: Outline, charset: str) -> Iterator[Candidate]:
    """Recipes from addresses that inline scripts put together with a word."""
    for code in _scripts(tree):
        for pattern in (_JOINED, _TEMPLATE):
            for match in pattern.finditer(code[:_LIMIT]):
                address = match["address"] + "wj-term" + (match["tail"] or "")
                url = resolve(tree.base, address, charset)
                if url is None or "wj-term" not in url:
                    continue
                route = "wj-term" in url.partition("#")[2]
                # encodeURIComponent writes UTF-8 whatever the page's charset is.
                used = "utf-8" if "encodeURI" in match[0] else charset
                recipe = Recipe(
                    url.replace("wj-term", TERM),
                    charset=used,
                    answer="route" if route else "html",
                )
                yield Candidate(recipe, WEIGHT, ["script"])


def _scripts(tree: Outline) -> Iterator[str]:
    for element in tree.elements():
        if element.tag == "script" and not element.attrs.get("src"):
            yield " ".join(part for part in element.content if isinstance(part, str))
        for name in ("onclick", "onsubmit", "onkeydown", "onkeyup"):
            if element.attrs.get(name):
                yield element.attrs[name] + ";"
