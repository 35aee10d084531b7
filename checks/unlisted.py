"""未列词疑似: pages that read like offences though no list and no rule knows their words.

A linear model on character n-grams (checks/ngram_model.py), trained offline by
tools/train_unlisted.py and shipped with its recipe and its measured figures. It is
explainable: the sentence and the words that weighed most are named. It does two things:

- It proposes. Where no rule made a lead, a page whose best sentence scores high enough is
  suspected in the area that the sentence reads like most. It makes a lead only above a
  score from which 95 of 100 pages held back were offences; below, it is a proposal.
- It doubts. What was found in a sentence that reads like a denial, a warning, a lesson is
  excused, with the score as the reason; it stays beside the page and speaks for the shop.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from checks.context import Context
from checks.finding import Finding, without_lead
from checks.ngram_model import Model, area_scores, shipped_model, weighed_most
from checks.sentence_scores import Sentence, SentenceScores, scores_of

_NOT_DOUBTED = frozenset({"licence"})
"""Areas whose findings are facts of the page, not sentences."""


_DECIDED_BY_NUMBERS = re.compile("[头特一二三]等奖|大奖|奖品|抽奖|中奖|开奖|奖金")
"""Words of matters that are lawful up to an amount: a rule reads the amount, the model cannot."""


_NUMBER = re.compile("[0-9]{2}")
_WHOLE = 12
"""Code points of a sentence that can speak against a listed term, or make a lead by itself."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Log-odds: from `lead` on it is a lead if the model makes `leads`, from `proposal` on a
    proposal; below `doubt` what a rule found is excused, below `doubt_term` a weak term."""

    lead: float
    proposal: float
    doubt: float
    doubt_term: float
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
    limits = thresholds()
    known = list(findings)
    if scores is None or limits is None:
        return known
    agreeing = Counter(area for area, _ in {(one.area, one.rule) for one in known if one.lead})
    return [_doubt(one, scores, limits, agreeing[one.area]) for one in known]


def _doubt(finding: Finding, scores: SentenceScores, limits: Thresholds, agreeing: int) -> Finding:
    if not finding.lead or not finding.field or finding.area in _NOT_DOUBTED:
        return finding
    if _NUMBER.search(finding.matched) or (finding.term and finding.strength == "strong"):
        # A number is a fact, whatever the sentence sounds like; a strong term stands on the list
        # of its units with its contexts, and is not for a model to take away.
        return finding
    value = scores.around(finding.field, finding.start, finding.end)
    if value is None:
        return finding
    if finding.term:
        # A weak term: only a whole sentence that reads as plainly honest speaks against it.
        whole = scores.longest(finding.field, finding.start, finding.end) >= _WHOLE
        doubtful = whole and value < limits.doubt_term
    else:
        doubtful = agreeing < 2 and value < limits.doubt  # two rules that agree stand
    if not doubtful:
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
    best = scores.best
    if best < limits.proposal:
        return []
    sentence = scores.sentences[scores.worst_sentence]
    ranked = _areas(context, model, sentence.text, scores.sentences[0].text)
    chosen = next((area for area in ranked if area in units and context.lists(area)), None)
    if chosen is None:
        return []
    excused = context.excuse_at(sentence.field, sentence.start, sentence.end)
    approved = chosen == "advertising" and context.goods.number is not None
    judged = (
        len(sentence.text) < _WHOLE
        or approved  # what an approval allows, a rule knows and the model does not
        or _DECIDED_BY_NUMBERS.search(sentence.text)
        or any(one.excused is not None and _meet(one, sentence) for one in known)
    )
    makes = limits.leads and best >= limits.lead and not judged
    words = "、".join(f"“{word}”" for word in weighed_most(model, sentence.text))
    told = f"未列词疑似：这句话读起来像这一类违法（分值{best:.1f}），起作用的字词：{words}。" + (
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


def _meet(finding: Finding, sentence: Sentence) -> bool:
    """Whether a rule has looked at a place of the sentence."""
    same = finding.field == sentence.field
    return same and finding.start < sentence.end and sentence.start < finding.end


def _areas(context: Context, model: Model, text: str, name: str) -> list[str]:
    """The areas, the one that `text` reads like most first."""
    values = area_scores(model, text) + 0.5 * area_scores(model, f"{name}\n{text}")
    return [model.names[at] for at in np.argsort(-values)]
