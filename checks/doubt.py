"""存疑: what was found where the words around it speak for the shop makes no lead.

The verdict on a finding (checks/verdict.py) says how likely it is the offence that it looks like.
Of what is likely none it is said why, with the value and the words that weighed most; it stays
beside the page and speaks for the shop. What was compared (a price, a number, a name) is not
doubted.
"""

from collections.abc import Iterable, Sequence

from checks.assertion import AssertionModel, shipped_assertion
from checks.context import Context
from checks.finding import Finding, without_lead
from checks.passage import Passages
from checks.rule_support import ENOUGH, is_agreed, is_compared
from checks.term_check import is_disguised
from checks.verdict import in_talk, verdict
from pages.page import Page

_OF_GOODS = frozenset(
    ("drug", "device", "cosmetics", "health_food", "pesticide", "vet_drug", "seed")
)
_UPRIGHT = 3
"""Line ends in the words of a hit from which on it is written from top to bottom: the models read
nothing there, and nobody writes talk so."""
_OF_THE_PAGE = -1.3
"""Log-odds of a passage below which what was found of the page as a whole is doubted."""


def doubted(
    context: Context,
    findings: Iterable[Finding],
    passages: Passages | None,
    *,
    forged: bool = False,
) -> list[Finding]:
    """The findings, those excused whose verdict is that they are likely no offence.

    `forged`: the page bears a wrong number of what it sells. Such goods are described as real ones
    are, and no strong term is doubted.
    """
    model = shipped_assertion()
    known = list(findings)
    if model is None or passages is None:
        return known
    judged = [_judged(context, one, passages, model, forged=forged) for one in known]
    told = {place for one in judged if one.lead for place in _sentences_of(one, passages)}
    # One sentence is not told for one of its words and doubted for the next.
    return [
        before if before.lead and told.intersection(_sentences_of(before, passages)) else after
        for before, after in zip(known, judged, strict=True)
    ]


def _sentences_of(finding: Finding, passages: Passages) -> list[tuple[str, str, int]]:
    """The sentences in which a finding stands, as its area sees them."""
    numbers = passages.scores.numbers(finding.field, finding.start, finding.end)
    return [(finding.area, finding.field, number) for number in numbers]


def is_forged(page: Page) -> bool:
    """Whether the page bears a number of goods that fails its form or check digit."""
    return any(code.kind in _OF_GOODS and code.valid is False for code in page.codes)


def _judged(
    context: Context,
    finding: Finding,
    passages: Passages,
    model: AssertionModel,
    *,
    forged: bool,
) -> Finding:
    """The finding, excused where there is reason to doubt it."""
    if not finding.lead or is_compared(finding):
        return finding
    passage = passages.at(finding.field, finding.start, finding.end)
    if passage.said < ENOUGH or finding.matched.count("\n") >= _UPRIGHT:
        return finding
    if not finding.field:  # it is of the page, and has no words of its own
        return finding if passage.value >= _OF_THE_PAGE else doubtful(finding, passage.value)
    spared = forged or (finding.field == "title" and is_disguised(finding))
    if spared and is_agreed(finding) and not in_talk(finding, passage, passages.scores):
        return finding
    said = verdict(model, context.page.fields.get(finding.field, ""), finding, passages)
    return finding if said.stands else doubtful(finding, said.value, said.against)


def doubtful(finding: Finding, value: float, words: Sequence[str] = ()) -> Finding:
    """`finding` as one that makes no lead: its verdict is `value`, and `words` spoke against it."""
    heard = f"；起作用的字词：{'、'.join(f'“{word}”' for word in words)}" if words else ""
    excused = (
        "前后文读来像否认、转述、警示、说明或者正常介绍"
        f"（按字词比对的分值{value:.1f}，越低越像{heard}），须由人工判断"
    )
    return without_lead(finding, excused)
