"""What the rules and terms of areas say of a page, without the classifier of wordings."""

from checks.context import Context
from checks.discovery import areas, rules
from keywords.lexicon import Lexicon
from pages.reading import read_page
from tests.checks.made_pages import TODAY


def told(lexicon: Lexicon, html: str, *names: str) -> set[str]:
    """The rules of the areas `names` that make the page a lead by themselves."""
    page = read_page(html.encode(), "https://shop.example/p/1.html", "text/html; charset=utf-8")
    context = Context(page, lexicon, today=TODAY)
    return {
        finding.rule
        for check in (*areas(), *rules())
        if check.name in names
        for finding in check.check(context)
        if finding.lead
    }


def by_rule(lines: list[str]) -> list[tuple[str, str]]:
    """(rule, wording) of a list in which wordings are indented below the name of their rule."""
    pairs: list[tuple[str, str]] = []
    rule = ""
    for line in lines:
        if line.startswith(" "):
            pairs.append((rule, line.strip()))
        else:
            rule = line
    return pairs
