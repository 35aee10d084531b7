"""未列词疑似: pages that read like offences though no list and no rule knows their words.

A linear model on character n-grams (checks/ngram_model.py), trained offline by
tools/train_unlisted.py and shipped with its recipe and its measured figures. It is
explainable: the sentence and the words that weighed most are named. Its log-odds for a sentence
and what the rules found there (checks/rule_support.py) are weighed together. It does two things:

- It proposes. Where no rule made a lead, a page whose worst sentence weighs enough is
  suspected in the area that the sentence reads like most. It makes a lead only above a
  value from which 95 of 100 pages held back were offences; below, it is a proposal.
- It doubts. What was found in a sentence that reads like a denial, a warning, a lesson is
  excused, with the value as the reason; it stays beside the page and speaks for the shop.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from checks.context import Context
from checks.finding import Finding, without_lead
from checks.ngram_model import Model, shipped_model, weighed_most
from checks.placing import ranked_areas, text_of
from checks.rule_support import (
    ENOUGH,
    agreeing,
    is_agreed,
    is_compared,
    is_fact,
    near,
    said_in,
    support,
)
from checks.sentence_scores import SentenceScores, scores_of

_DECIDED_BY_NUMBERS = re.compile("[头特一二三]等奖|大奖|奖品|抽奖|中奖|开奖|奖金")
"""Words of matters that are lawful up to an amount: a rule reads the amount, the model cannot."""


_WHOLE = 12
"""Code points of a sentence that can speak against a listed term, and of what must be said in
all for a lead by itself: a few characters that look bad say little."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Log-odds: from `lead` on what a rule found stands (from `firm` on where it has a number
    or two rules agree), and what no rule found is a lead if the model makes `leads`; from
    `proposal` on it is a proposal."""

    lead: float
    firm: float
    proposal: float
    leads: bool


@cache
def thresholds() -> Thresholds | None:
    """Those of the shipped model; None where none is shipped."""
    model = shipped_model()
    if model is None:
        return None
    said = model.facts["thresholds"]
    assert isinstance(said, dict)
    return Thresholds(**said)


def weighed(context: Context) -> SentenceScores | None:
    """The scores of the page's sentences; None without a model, and on pages that answer a
    search: what was asked for stands on them as it was asked, whatever they offer."""
    model = shipped_model()
    if model is None or context.echoes.answers_a_search:
        return None
    return scores_of(context, model)


def doubted(findings: Iterable[Finding], scores: SentenceScores | None) -> list[Finding]:
    """The findings, those excused whose sentences read like no offence at all."""
    model, limits = shipped_model(), thresholds()
    known = list(findings)
    if model is None or scores is None or limits is None:
        return known
    return [_doubt(one, known, scores, model, limits) for one in known]


def _doubt(
    finding: Finding,
    known: Sequence[Finding],
    scores: SentenceScores,
    model: Model,
    limits: Thresholds,
) -> Finding:
    if not finding.lead or not finding.field or is_compared(finding) or is_agreed(finding):
        return finding
    where = finding.field, finding.start, finding.end
    odds = scores.around(*where)
    beside = scores.beside(*where)
    if odds is None or said_in(beside) < ENOUGH:
        return finding
    found = near(known, beside)
    value = odds + support(model, found)
    firm = is_fact(finding) or agreeing(one for one in found if one.area == finding.area)
    if value >= (limits.firm if firm else limits.lead):
        return finding
    excused = f"整句读来像否认、警示、说明或者正常介绍（字组模型分值{value:.1f}），须由人工判断"
    return without_lead(finding, excused)


def unlisted_findings(
    context: Context,
    findings: Iterable[Finding],
    units: Mapping[str, str],
    scores: SentenceScores | None,
) -> list[Finding]:
    """What the model suspects or proposes where nothing else made a lead; at most one."""
    model, limits = shipped_model(), thresholds()
    if model is None or limits is None or scores is None or not scores.sentences:
        return []
    known = list(findings)
    if any(finding.lead for finding in known) or context.nature.excuse:
        return []
    sentence = scores.sentences[scores.worst_sentence]
    beside = scores.beside(sentence.field, sentence.start, sentence.end)
    value = scores.best + support(model, near(known, beside))
    if value < limits.proposal:
        return []
    ranked = [area for area, _ in ranked_areas(text_of(beside))]
    chosen = next((area for area in ranked if area in units and context.lists(area)), None)
    if chosen is None:
        return []
    excused = context.excuse_at(sentence.field, sentence.start, sentence.end)
    approved = chosen == "advertising" and context.goods.number is not None
    judged = (
        said_in(beside) < _WHOLE
        or approved  # what an approval allows, a rule knows and the model does not
        or _DECIDED_BY_NUMBERS.search(sentence.text)
    )
    makes = limits.leads and value >= limits.lead and not judged
    words = "、".join(f"“{word}”" for word in weighed_most(model, sentence.text))
    told = f"未列词疑似：这句话读起来像这一类违法（分值{value:.1f}），起作用的字词：{words}。" + (
        f"规则未认出的页面，模型{_record(model)}，须由人工核实"
        if makes
        else "只作提示，可据以提议新词"
    )
    if makes and excused is not None:
        told = f"{told}。不作为线索：{excused}。"
    text = context.page.fields.get(sentence.field, "")
    return [
        context.bare_finding(
            chosen,
            rule="unlisted",
            unit=units[chosen],
            lead=makes,
            strength="weak",
            reason=told,
            excuse="模型只看字词的组合，可能误判；引用、否认、警示、教学的不构成",
            matched=text[sentence.start : sentence.end][:200],
            field=sentence.field,
            start=sentence.start,
            end=sentence.end,
            excused=excused if makes else None,
        )
    ]


def _record(model: Model) -> str:
    """What an officer is told of the model: how its leads fared on pages held back."""
    record = model.facts["leads_where_rules_are_silent"]
    assert isinstance(record, dict)
    return f"在留出页上作出{record['made']}次提示，{record['right']}次属实"
