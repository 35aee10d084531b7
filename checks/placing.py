"""归类: one act is told once, in the area that its sentences read like.

Rules of many areas know the same words: whoever keeps a deposit offends against consumers'
rights and against what a contract may say, and each has its unit. Where the n-gram model reads
another area far more clearly than a rule's own, the lead goes there; what the rule said stays
beside it. What is read is the sentences around the hit and the worst of its passage, each by half.

What a list found in disguise keeps its area and tells no other: who hides a word says by it what he
means, and the words around are there to mislead. Two kinds of findings keep their area, and the
other hears of them too: facts and terms that the units of a list have agreed on as strong; and
those of areas that are two laws on one act (KINDRED) where the sentences do not clearly decide,
what the model alone suspects among them.
"""

import math
from collections.abc import Mapping, Sequence

import numpy as np

from checks.context import Context
from checks.discovery import rules_of_numbers
from checks.finding import Finding, without_lead
from checks.ngram_model import area_scores
from checks.passage import Passages
from checks.rule_support import is_fact, near, said_in
from checks.sentence_scores import Sentence, text_of
from checks.slander import SLURS
from checks.term_check import is_disguised

KINDRED = (
    frozenset({"consumer_rights", "contract_terms"}),
    frozenset({"counterfeit", "product_quality"}),
)
"""Areas in which one act is often taken up alike: a term that takes a consumer's right away
(消费者权益保护法 26, 合同行政监督管理办法), goods under a false origin (商标法 57, 产品质量法
30)."""
_OF_A_LAW = SLURS | {"kickbacks"}
"""Rules of an act that a law of its own names, whatever goods it is about: 反不正当竞争法 8, 12.
The sentences around 隔壁家的羊是病死的 read like poor goods."""
_UNDECIDED, _NEARLY = 2.0, 1.0
"""Log-odds between kindred areas up to which both are told: where a rule named the less likely one,
and where the likelier one is told already."""
_ENOUGH = 30
"""Code points of what is read: a line or two may sound like anything."""


def areas_around(
    passages: Passages, field: str, start: int, end: int
) -> tuple[list[tuple[str, float]], list[Sentence]]:
    """The areas of the model with their log-odds for [start, end) of `field`, the likeliest
    first, and the sentences around it that were read."""
    model = passages.model
    beside = passages.scores.beside(field, start, end)
    values = (area_scores(model, text_of(beside)) + passages.at(field, start, end).areas) / 2
    return [(model.names[at], float(values[at])) for at in np.argsort(-values)], beside


def placed(
    context: Context,
    findings: Sequence[Finding],
    units: Mapping[str, str],
    passages: Passages | None,
) -> list[Finding]:
    """The findings, leads that belong elsewhere replaced by a lead there."""
    if passages is None:
        return list(findings)
    apart = passages.model.facts["apart"]
    assert isinstance(apart, float)
    out: list[Finding] = list(findings)
    added: list[Finding] = []
    for number, finding in enumerate(findings):
        if not finding.lead or not finding.field or finding.rule in rules_of_numbers():
            continue
        if is_disguised(finding):
            continue
        ranked, beside = areas_around(passages, finding.field, finding.start, finding.end)
        odds = dict(ranked)
        area = likeliest(context, ranked, units)
        if finding.area not in odds or said_in(beside) < _ENOUGH:
            continue
        farther = odds.get(area, -math.inf) - odds[finding.area]
        if farther < apart:
            for other in _kindred(context, finding.area, ranked, units):
                if not any(one.lead and one.area == other for one in near([*out, *added], beside)):
                    why = f"整句读来也像“{context.lists(other)[0].title}”所列，该领域一并核实"
                    added.append(_moved(context, finding, other, units[other], why))
            continue
        undecided = frozenset({area, finding.area}) in KINDRED and farther < _UNDECIDED
        of_a_law = finding.rule.partition(".")[2] in _OF_A_LAW
        stays = undecided or of_a_law or is_fact(finding)
        name = context.lists(area)[0].title
        if not stays:
            out[number] = without_lead(finding, f"这句话更像是“{name}”所列的行为，由该类处理")
        told = [*out, *added]
        if not any(one.lead and one.area == area for one in near(told, beside)):
            why = f"整句读来像“{name}”所列，" + ("该领域一并核实" if stays else "由该领域处理")
            added.append(_moved(context, finding, area, units[area], why))
    return out + added


def likeliest(
    context: Context, ranked: Sequence[tuple[str, float]], units: Mapping[str, str]
) -> str:
    """The first area for which the office has a unit and a list; "" if there is none."""
    return next((area for area, _ in ranked if area in units and context.lists(area)), "")


def _kindred(
    context: Context, area: str, ranked: Sequence[tuple[str, float]], units: Mapping[str, str]
) -> list[str]:
    """The areas that are kindred to `area` and nearly as likely as the likeliest."""
    best = ranked[0][1]
    return [
        other
        for other, value in ranked
        if frozenset({area, other}) in KINDRED
        and best - value < _NEARLY
        and likeliest(context, [(other, value)], units)
    ]


def _moved(context: Context, finding: Finding, area: str, unit: str, why: str) -> Finding:
    return context.bare_finding(
        area,
        rule="placed",
        unit=unit,
        lead=True,
        strength=finding.strength,
        reason=f"{finding.reason.rstrip('。')}。{why}",
        excuse=finding.excuse,
        matched=finding.matched,
        field=finding.field,
        start=finding.start,
        end=finding.end,
    )
