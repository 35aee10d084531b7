"""Whose words a finding is made of: a page also shows the names of other goods.

Cards, hot words and recommended goods carry the words of the pages they lead to,
and are judged there. A finding whose words stand nowhere else on the page is kept,
and makes no lead.
"""

import re
from collections.abc import Iterable

from checks.finding import Finding, Inspection, without_lead
from crawler.answer import Reading
from crawler.outline import Element
from crawler.wording import INFORMATION

OTHERS = "是页面上其他商品的名称，在该商品自己的页面另行检查"
"""Why words that stand only on the cards of others make no lead, for an officer."""
LARGEST_CARD = 240
"""Characters of a card; where more stands around a way to other goods, only the way is theirs."""


def with_own_words(
    inspection: Inspection, reading: Reading, other_names: Iterable[str] = (), *, home: bool
) -> Inspection:
    """The inspection with findings made of other goods' words excused.

    `other_names` are goods that the page's calls for data named. On a home page
    every card is of other goods, on a page of goods those that lead elsewhere.
    """
    if not any(finding.lead for finding in inspection.findings):
        return inspection
    parts = _parts_of_others(reading, set(other_names), home=home)
    if not parts:
        return inspection
    words = _Words(reading, parts)
    inspection.findings = [
        without_lead(finding, OTHERS)
        if finding.lead and finding.area != "licence" and words.only_others(finding)
        else finding
        for finding in inspection.findings
    ]
    return inspection


def _parts_of_others(reading: Reading, names: set[str], *, home: bool) -> list[Element]:
    """The parts of the page that stand for other pages, none inside another."""
    parts: list[Element] = []
    for card in reading.cards:
        if card.element is None or not (home or card.url or _names(card.element, names)):
            continue
        if card.element.weight <= LARGEST_CARD and (home or not _headed(card.element, reading)):
            parts.append(card.element)
        elif card.url:
            parts.extend(r.element for r in reading.tree.references if r.url == card.url)
    if home:
        parts.extend(
            reference.element
            for reference in reading.tree.references
            if len(reference.text) <= 60 and not INFORMATION.search(reference.text)
        )
    inside = {id(part) for part in parts}
    return [p for p in parts if not any(id(above) in inside for above in p.ancestors())]


def _headed(part: Element, reading: Reading) -> bool:
    """Whether a part holds the name of the page's own goods: then it is no card of others."""
    head = re.split(r"\s*(?:-{1,2}|–|—|\||_)\s*", reading.page.title.partition("\n")[0])[0]
    promised = str(reading.answer.target.extra.get("name", ""))
    squeezed = _squeezed(part.text(1000))
    return any(len(own) >= 3 and own in squeezed for own in (_squeezed(head), _squeezed(promised)))


def _names(part: Element, names: set[str]) -> bool:
    squeezed = _squeezed(part.text(1000))
    return any(_squeezed(each) and _squeezed(each) in squeezed for each in names)


class _Words:
    """How often words stand on the page, and how often in the parts of others."""

    def __init__(self, reading: Reading, parts: list[Element]) -> None:
        self._all = _squeezed(reading.tree.root.text(400_000))
        self._others = [_squeezed(part.text(4000) + _alternatives(part)) for part in parts]
        self._shown = [_squeezed(part.text(4000)) for part in parts]

    def only_others(self, finding: Finding) -> bool:
        """Whether the words of a finding stand in the parts of others and nowhere else."""
        matched = _squeezed(finding.matched)
        if not matched or not any(matched in text for text in self._others):
            return False
        if finding.field in ("hidden", "meta", "image_text"):
            return False
        return self._all.count(matched) <= sum(text.count(matched) for text in self._shown)


def _alternatives(part: Element) -> str:
    return " ".join(inner.attrs.get(name, "") for inner in part.walk() for name in ("alt", "title"))


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)
