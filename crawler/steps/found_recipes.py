"""Recipes in the address that a browser went to after a word was typed."""

from urllib.parse import quote, quote_plus

from crawler.addresses import encoder
from crawler.discovery.recipe import TERM, Recipe


def recipes_in_address(url: str, word: str, charset: str) -> list[Recipe]:
    """Recipes that put the word where the browser's address holds it.

    A route (after `#`) only a browser can show; another address is first asked
    for plainly, then shown.
    """
    for used in dict.fromkeys(("utf-8", encoder(charset))):
        try:
            raw = word.encode(used)
        except (UnicodeEncodeError, LookupError):
            continue
        for spelling in (quote(raw, safe=""), quote_plus(raw), word):
            for written in (spelling, spelling.lower()):
                if written and written in url:
                    template = url.replace(written, TERM, 1)
                    return _both(template, used)
    return []


def _both(template: str, charset: str) -> list[Recipe]:
    shown = Recipe(template, charset=charset, answer="route")
    if TERM in template.partition("#")[2]:
        return [shown]
    return [Recipe(template, charset=charset), shown]
