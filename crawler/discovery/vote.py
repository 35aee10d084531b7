"""The vote: signs that name the same recipe add up, and the likeliest is probed first."""

from collections.abc import Iterable

from crawler.addresses import Scope, canonical
from crawler.discovery import forms, query_links, schema_org, scripts
from crawler.discovery.recipe import Candidate, Recipe
from crawler.outline import Outline
from crawler.traps import make
from pages.page import Page

MAX_CANDIDATES = 8


def gather(page: Page, tree: Outline, scope: Scope) -> list[Candidate]:
    """All candidates that a page's own signs propose, in the order of the vote."""
    proposed: list[Candidate] = [
        *schema_org.candidates(page, tree),
        *forms.candidates(tree, page.charset),
        *query_links.candidates(tree, scope, page.charset),
        *scripts.candidates(tree, page.charset),
    ]
    return vote(c for c in proposed if scope.holds(c.recipe.url))


def vote(proposed: Iterable[Candidate]) -> list[Candidate]:
    """Candidates merged where they ask the same way, the heaviest first."""
    merged: dict[tuple[str, str, str], Candidate] = {}
    for candidate in proposed:
        key = _way(candidate.recipe)
        known = merged.get(key)
        if known is None:
            merged[key] = Candidate(candidate.recipe, candidate.weight, list(candidate.signs))
            continue
        if not set(candidate.signs) <= set(known.signs):
            known.weight += candidate.weight
            known.signs.extend(s for s in candidate.signs if s not in known.signs)
        if _fuller(candidate.recipe, known.recipe):
            known.recipe = candidate.recipe
    ordered = sorted(merged.values(), key=lambda candidate: -candidate.weight)
    return ordered[:MAX_CANDIDATES]


def _way(recipe: Recipe) -> tuple[str, str, str]:
    """Two recipes ask the same way if address, method and the word's place agree."""
    place = next(
        (
            pair.partition("=")[0]
            for text in (recipe.url.partition("?")[2], recipe.body)
            for pair in text.split("&")
            if "{term}" in pair
        ),
        "",
    )
    return recipe.method, make(canonical(recipe.url.partition("?")[0])), place


def _fuller(one: Recipe, other: Recipe) -> bool:
    """A form's recipe carries its hidden fields: the others leave them out."""
    return bool(one.form_page) and not other.form_page
