"""归类: one act is told once, in the area that its sentences read like.

Rules of many areas know the same words: whoever keeps a deposit offends against consumers'
rights and against what a contract may say, and each has its unit. Where the n-gram model reads
another area far more clearly than a rule's own, the lead goes there; what the rule said stays
beside it. Facts, and terms that the units of a list have agreed on as strong, keep their area.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from checks.context import Context
from checks.finding import Finding, without_lead
from checks.ngram_model import area_scores, shipped_model
from checks.rule_support import is_fact, near, said_in
from checks.sentence_scores import Sentence, SentenceScores

_ENOUGH = 30
"""Code points of what is read: a line or two may sound like anything."""


def ranked_areas(text: str) -> list[tuple[str, float]]:
    """The areas of the model and their log-odds for a text, the likeliest first."""
    model = shipped_model()
    if model is None:
        return []
    values = area_scores(model, text)
    return [(model.names[at], float(values[at])) for at in np.argsort(-values)]


def text_of(sentences: Sequence[Sentence]) -> str:
    """The plain text of sentences, one a line."""
    return "\n".join(one.text for one in sentences)


def placed(
    context: Context,
    findings: Sequence[Finding],
    units: Mapping[str, str],
    scores: SentenceScores | None,
) -> list[Finding]:
    """The findings, leads that belong elsewhere replaced by a lead there."""
    model = shipped_model()
    if model is None or scores is None:
        return list(findings)
    apart = model.facts["apart"]
    assert isinstance(apart, float)
    out: list[Finding] = list(findings)
    added: list[Finding] = []
    for number, finding in enumerate(findings):
        if not finding.lead or is_fact(finding):
            continue
        beside = scores.beside(finding.field, finding.start, finding.end)
        area = _better(context, finding, units, beside, apart)
        if not area:
            continue
        name = context.lists(area)[0].title
        out[number] = without_lead(finding, f"这一行为读来更像“{name}”所列，按该类处理")
        told = [*out, *added]
        if not any(one.lead and one.area == area for one in near(told, beside)):
            added.append(_moved(context, finding, area, units[area], name))
    return out + added


def _better(
    context: Context,
    finding: Finding,
    units: Mapping[str, str],
    beside: Sequence[Sentence],
    apart: float,
) -> str:
    """The area in which the act belongs; "" where the finding's own will do."""
    ranked = ranked_areas(text_of(beside))
    own = next((value for area, value in ranked if area == finding.area), None)
    if own is None or not finding.field or said_in(beside) < _ENOUGH:
        return ""
    for area, value in ranked:
        if value - own < apart:
            return ""
        if area in units and context.lists(area):
            return area
    return ""


def _moved(context: Context, finding: Finding, area: str, unit: str, name: str) -> Finding:
    return context.bare_finding(
        area,
        rule="placed",
        unit=unit,
        lead=True,
        strength=finding.strength,
        reason=f"{finding.reason.rstrip('。')}。整句读来像“{name}”所列，由该领域处理",
        excuse=finding.excuse,
        matched=finding.matched,
        field=finding.field,
        start=finding.start,
        end=finding.end,
    )
