"""隐藏的经营内容 (what a page hides from its visitors): offers and terms, judged as if shown.

Sellers put the true offer where search engines read it and no inspector does: off the screen,
white on white, in no size at all; and terms where no buyer reads them (消费者权益保护法 26 asks
that terms be pointed out). Whether hidden words are an offence is asked of them as if they stood
at the end of the page. Not asked: lines of other goods and of buyers, templates that a script
fills, and what only boasts (全国第一): that is done for search engines and reaches nobody.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from checks.finding import Finding
from checks.subject_goods import CLAIMS
from pages.page import Page

_SAYS = re.compile("[\u4e00-\u9fff][^\n]{10,}")
"""A line that says something: names of menus and buttons are shorter."""
_TEMPLATE = re.compile(r"\{\{|\$\{|\{%|<%|%[sd]|\{[a-z_]+\}", re.IGNORECASE)
_NOT_ASKED = CLAIMS | {"unlisted"}
"""Boasts; and what the model alone suspects, which has learnt from what pages show: a notice of a
closed dialog (微信版本过低，请升级) is like nothing that it knows."""
_TOLD = "藏在页面隐藏、访客看不见的文字里："


class Concealed(NamedTuple):
    """`page` as if its hidden text were shown; where in its description that `begins`."""

    page: Page
    begins: int


def as_if_shown(page: Page) -> Concealed | None:
    """The page with its hidden text at the end of its description: what is not asked is blanked
    out, so that places stay. None where nothing is hidden that says something. All else is the
    page's own: a leaflet behind a tab is that of the drug whose number the page bears.
    """
    hidden = page.fields.get("hidden", "")
    if not _SAYS.search(hidden):
        return None
    shown = page.fields.get("description", "")
    lines = [
        line if _is_asked(line, page, shown) else " " * len(line) for line in hidden.split("\n")
    ]
    text = "\n".join(lines)
    if text.isspace():
        return None
    fields = {**page.fields, "description": f"{shown}\n{text}", "hidden": ""}
    return Concealed(replace(page, fields=fields), len(shown) + 1)


def _is_asked(line: str, page: Page, shown: str) -> bool:
    return (
        _SAYS.search(line) is not None
        and line not in page.hidden_apart
        and line not in shown
        and _TEMPLATE.search(line) is None
    )


def with_concealed(
    findings: Sequence[Finding], within: Sequence[Finding], begins: int
) -> list[Finding]:
    """The findings of the page, and the leads `within` its description from `begins` on as those of
    its hidden text; what was said of the same hidden words before is left out."""
    told = [
        replace(
            one,
            field="hidden",
            start=one.start - begins,
            end=one.end - begins,
            reason=f"{_TOLD}{one.reason}",
        )
        for one in within
        if one.lead
        and one.field == "description"
        and one.start >= begins
        and one.rule.rpartition(".")[2] not in _NOT_ASKED
    ]
    places = {(one.area, one.start, one.end) for one in told}
    kept = [
        one
        for one in findings
        if one.field != "hidden" or (one.area, one.start, one.end) not in places
    ]
    return kept + told
