"""The shipped lists as a lexicon, and a way to look at HTML with it."""

from collections.abc import Callable

import pytest

from checks.finding import Inspection
from checks.inspect import inspect
from keywords.keyword_list import load_list, shipped_lists
from keywords.lexicon import Lexicon
from pages.reading import read_page
from tests.checks.made_pages import TODAY


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """The shipped lists."""
    return Lexicon([load_list(path) for path in shipped_lists()])


@pytest.fixture(scope="session")
def look(lexicon: Lexicon) -> Callable[..., Inspection]:
    """Inspect HTML as the page of an invented shop."""

    def run(html: str, url: str = "https://shop.example/p/1.html", **options: object) -> Inspection:
        page = read_page(html.encode(), url, "text/html; charset=utf-8")
        return inspect(page, lexicon, **{"today": TODAY, **options})

    return run
