"""Sign: addresses under which many shops search, tried when nothing on the page tells.

The weakest sign: only the probes can make it count.
"""

from collections.abc import Iterator

from crawler.addresses import resolve
from crawler.discovery.recipe import TERM, Candidate, Recipe

WEIGHT = 1
_USUAL = (
    "/search?q=wj-term",
    "/search?keyword=wj-term",
    "/search?keywords=wj-term",
    "/?s=wj-term&post_type=product",
    "/search/wj-term",
    "/search.php?keywords=wj-term",
)


def candidates(home: str, charset: str) -> Iterator[Candidate]:
    """Usual search addresses of the site at `home`."""
    for usual in _USUAL:
        url = resolve(home, usual, charset)
        if url is not None:
            recipe = Recipe(url.replace("wj-term", TERM), charset=charset)
            yield Candidate(recipe, WEIGHT, ["guess"])
