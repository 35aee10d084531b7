"""存疑: what was found where the words around it speak for the shop makes no lead.

The verdict on a finding (checks/verdict.py) says how likely it is the offence that it looks like.
Of what is likely none it is said why, with the value and the words that weighed most; it stays
beside the page and speaks for the shop. What was compared (a price, a number, a name) is not
doubted.
"""

from collections.abc import Iterable, Sequence

from checks.assertion import REACH, AssertionModel, shipped_assertion
from checks.context import Context
from checks.finding import Finding, without_lead
from checks.neighbours import turns_from_a_trader
from checks.passage import Passages
from checks.quoted_words import clauses_around
from checks.rule_support import ENOUGH, is_agreed, is_compared
from checks.term_check import is_disguised
from checks.verdict import Verdict, in_talk, verdict
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
    if not finding.lead or is_compared(finding) or turns_from_a_trader(context, finding):
        return finding
    passage = passages.at(finding.field, finding.start, finding.end)
    if passage.said < ENOUGH or finding.matched.count("\n") >= _UPRIGHT:
        return finding
    if not finding.field:  # it is of the page, and has no words of its own
        return finding if passage.value >= _OF_THE_PAGE else _upright(finding, passage.value)
    spared = forged or (finding.field == "title" and is_disguised(finding))
    if spared and is_agreed(finding) and not in_talk(finding, passage, passages.scores):
        return finding
    text = context.page.fields.get(finding.field, "")
    said = verdict(model, text, finding, passages)
    return finding if said.stands else doubtful(finding, text, said)


def _upright(finding: Finding, value: float) -> Finding:
    """A finding of the page as a whole that makes no lead. What is not there no words deny: only
    that the page reads honestly speaks against it."""
    excused = (
        f"页面文字整体读来是正常介绍（按字词比对的分值{value:.1f}，越低越像）；没有写明的内容可能在"
        "图片或者包装上，须由人工查看"
    )
    return without_lead(finding, excused)


def doubtful(finding: Finding, text: str, said: Verdict) -> Finding:
    """`finding`, which stands in the field `text`, as one that makes no lead by what is `said` of
    it; the clauses are named whose words spoke against it."""
    around = text[max(0, finding.start - REACH) : finding.end + REACH]
    against = clauses_around(around, said.against)
    heard = f"；这样读的依据是：{'、'.join(f'“{clause}”' for clause in against)}" if against else ""
    excused = (
        "前后文读来像否认、转述、警示、说明或者正常介绍"
        f"（按字词比对的分值{said.value:.1f}，越低越像{heard}），须由人工判断"
    )
    return without_lead(finding, excused)


def believed(
    found: Iterable[Finding], doubted: Sequence[Finding], suspected: Sequence[Finding]
) -> list[Finding]:
    """What is told at last of what lists and rules `found`, what of it stood when it was `doubted`,
    and what the model alone `suspected`.

    Whether a sentence is the shop's own doing is answered once: if it is suspected, what was found
    in it for the same area is no longer doubted, and is told instead. 没有厂名 is what an officer
    looks for, not how a sentence sounds.
    """
    told = list(doubted)
    for number, (before, after) in enumerate(zip(found, doubted, strict=True)):
        if before.lead and not after.lead and any(_holds(one, before) for one in suspected):
            told[number] = before
    leads = [one for one in told if one.lead]
    return told + [one for one in suspected if not any(_holds(one, lead) for lead in leads)]


def _holds(suspected: Finding, finding: Finding) -> bool:
    """Whether the model alone made a lead of a sentence in which a finding of its area stands."""
    return (
        suspected.lead
        and suspected.area == finding.area
        and suspected.field == finding.field
        and suspected.start < finding.end
        and finding.start < suspected.end
    )
