"""What is known of a site's search, kept in the memo under "search"."""

from typing import Any
from urllib.parse import unquote_plus

from crawler.addresses import canonical, parameters
from crawler.answer import Reading
from crawler.discovery.probe import ResultView, says_nothing
from crawler.discovery.recipe import Recipe
from crawler.site import Site
from crawler.steps.script_step import ScriptStep

_SHORT = 400
"""Characters of a page that says nothing was found; a long text may use such words of itself."""


def _place(url: str) -> str:
    return canonical(url).partition("?")[0]


def _word(value: str, charset: str) -> str:
    try:
        return unquote_plus(value, encoding=charset, errors="replace")
    except LookupError:
        return unquote_plus(value, errors="replace")


class SearchState:
    """not-tried → probing → found, absent, blocked or robots (forbidden by robots.txt)."""

    def __init__(self, site: Site, script: ScriptStep) -> None:
        self.site = site
        self.script = script
        self.memo: dict[str, Any] = site.memo.setdefault("search", {"state": "not-tried"})

    @property
    def state(self) -> str:
        """How far the search for the search has come."""
        return str(self.memo["state"])

    @property
    def recipe(self) -> Recipe | None:
        """How the site is asked, once that is known."""
        known = self.memo.get("recipe")
        return Recipe.from_json(known) if known else None

    @property
    def misses(self) -> bool:
        """Whether the search is known to miss goods that the site has."""
        return bool(self.memo.get("misses"))

    @property
    def zero(self) -> list[str]:
        """Terms for which the search found nothing."""
        return list(self.memo.get("zero", []))

    def view(self, reading: Reading, word: str) -> ResultView:
        if reading.refusal is not None:
            return ResultView(
                reading.answer.url, refused=reading.refusal.detail, status=reading.answer.status
            )
        if reading.is_json:
            items = reading.goods.items if reading.goods is not None else ()
            pairs = tuple((self.script.address(i), i.name) for i in items)
            return ResultView(reading.answer.url, pairs, nothing=not pairs)
        pairs = tuple((canonical(c.url), c.name) for c in reading.addressed)
        text = reading.text
        product = ""
        if reading.judgement.kind == "product" and "buy-button" in reading.judgement.goods_signs:
            product = reading.page.title
        return ResultView(
            reading.answer.url,
            () if product else pairs,
            product,
            says_nothing(text, pairs),
            word in text,
            "",
            reading.answer.status,
            sum(not card.url for card in reading.cards),
        )

    def echoes(self, reading: Reading) -> bool:
        """Whether a page answers a search: at the search's own address, finding nothing, or saying
        a word that its address carries (a link of hot words asks the search, too)."""
        url, text = reading.answer.url, reading.text
        recipe = self.recipe
        if recipe is not None and _place(recipe.url) == _place(url) != _place(
            self.site.plan.site_url
        ):
            return True
        pairs = tuple((canonical(card.url), card.name) for card in reading.addressed)
        if len(text) <= _SHORT and says_nothing(text, pairs):
            return True
        charset = reading.page.charset or "utf-8"
        return any(
            len(word) >= 2 and not word.isascii() and word in text
            for word in (_word(value, charset) for _, value in parameters(url))
        )

    def note(self) -> None:
        """Put what is known of the search into the coverage."""
        recipe = self.recipe
        self.site.coverage.state["search"] = {
            "state": self.state,
            "signs": self.memo.get("signs", []),
            "how": f"{recipe.method} {recipe.url}" if recipe else "",
            "charset": recipe.charset if recipe else "",
            "answer": recipe.answer if recipe else "",
            "why": self.memo.get("why", ""),
            "misses": self.misses,
        }

    def note_zero(self, term: str, found: int) -> None:
        zero: list[str] = self.memo.setdefault("zero", [])
        if not found and term not in zero:
            zero.append(term)
