"""Memory over a hundred thousand pages: caches fill up and then stay."""

import os
import random
from pathlib import Path

import pytest

from checks.inspect import inspect
from keywords.keyword_list import load_list, shipped_lists
from keywords.lexicon import Lexicon
from pages.reading import read_page
from tests.keywords.neutral_text import neutral_sentences

PAGES = int(os.environ.get("WANGJIAN_MEMORY_PAGES", "100000"))
"""Fewer for a first look; a fifth of them fill the caches."""
_GROWTH = 40_000_000
"""Bytes. Less than half a kilobyte a page: what is kept of pages would be far more."""


def resident() -> int:
    """Bytes of memory that the process has now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_memory_does_not_grow_with_the_pages_read() -> None:
    lexicon = Lexicon([load_list(path) for path in shipped_lists()])
    sentences = neutral_sentences(5_000)
    chance = random.Random(5)

    def look(number: int) -> None:
        words = "".join(chance.choices(sentences, k=6))
        code = "".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=8))
        body = (
            f"<title>{code} {number}</title><div class=c{number % 997}><h1>货{number}</h1>"
            f"<p>{words}<p>高仿 {code}<a href=/p/{number}>{code}{number}</a>"
            f"<img src=/i/{number}.jpg alt=图{number}></div>"
        )
        page = read_page(body.encode(), f"http://shop.example/p/{number}", "text/html")
        inspect(page, lexicon)

    for number in range(PAGES // 5):
        look(number)
    before = resident()
    for number in range(PAGES // 5, PAGES):
        look(number)
    grown = resident() - before
    print(f"{before / 1e6:.0f} MB after {PAGES // 5} pages, {grown / 1e6:+.1f} MB after {PAGES}")
    assert grown < _GROWTH
