"""未列词疑似: pages that read like offences though no list and no rule knows their words.

A linear model on character n-grams (checks/ngram_model.py), trained offline by
tools/train_unlisted.py and shipped with its recipe and its measured figures. It is
explainable: the sentence and the words that weighed most are named. What it makes of the
sentences of a passage and what the rules found there are weighed together into its value
(checks/passage.py, page_value.py); a short page is one passage. It does two things:

- It proposes. Where no rule made a lead, a page whose worst passage has a value high enough is
  suspected in the area that its worst sentence reads like most. It makes a lead only above a value
  from which 95 of 100 pages held back were offences; below, it is a proposal.
- It doubts. What was found in a passage that reads like a denial, a warning, a lesson is excused,
  with the value as the reason, and so is what was found in a sentence that reads so in another
  passage; it stays beside the page and speaks for the shop. Two rules that agree take more of it; a
  strong term of a list is doubted only in a sentence that speaks of it (checks/mention.py), or
  of a long page that is far likelier honest; what was compared is not doubted.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from checks.attribution import REFUSALS, attributed_sentence
from checks.context import Context
from checks.denied import denied_quote, under_denial
from checks.finding import Finding, without_lead
from checks.frames import rebutted
from checks.mention import is_mentioned, is_quoted
from checks.ngram_model import Model, shipped_model, weighed_most
from checks.passage import Passage, Passages
from checks.placing import areas_around, likeliest
from checks.plain_text import plain
from checks.rule_support import (
    ENOUGH,
    agreeing,
    is_agreed,
    is_compared,
    near,
    said_in,
    support,
)
from checks.sentence_scores import SentenceScores, scores_of
from checks.term_check import is_disguised
from pages.page import Page

_DECIDED_BY_NUMBERS = re.compile("[头特一二三]等奖|大奖|奖品|抽奖|中奖|开奖|奖金")
"""Words of matters that are lawful up to an amount: a rule reads the amount, the model cannot."""

_TONES = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ].{0,12}?[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]")
"""Pinyin with its tones, as for learners: nobody hides a word in it; the model has read none."""
_LATIN = re.compile("[a-z]")
_MOST_LATIN = 0.6
"""Share of a sentence that may be Latin letters: beyond it the model has learnt nothing."""
_CLEARLY_HONEST = -5.0
"""Log-odds of a sentence below which even a strong term of a list is doubted in it: 150 honest ones
to an offence, the term itself weighed in."""
_OF_GOODS = frozenset(
    ("drug", "device", "cosmetics", "health_food", "pesticide", "vet_drug", "seed")
)
_SAYS = 40
"""Code points that a passage says in all from which on it can speak against a strong term."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Log-odds of a passage: from `lead` on what a rule found stands, from `firm` on where
    two rules agree, from `agreed` on if it is a strong term of a list that a sentence
    speaks of; from `alone` on what no rule found is a lead too if the model makes `leads`, from
    `proposal` on a proposal. From `sentence` on, by its own log-odds, a sentence lets what a rule
    found in it stand."""

    lead: float
    alone: float
    firm: float
    agreed: float
    proposal: float
    sentence: float
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


def doubted(
    findings: Iterable[Finding], passages: Passages | None, *, forged: bool = False
) -> list[Finding]:
    """The findings, those excused whose passage, or whose sentences, read like no offence.

    `forged`: the page bears a wrong number of what it sells. Such goods are described as real ones
    are, and no strong term is doubted by its sentence.
    """
    limits = thresholds()
    known = list(findings)
    if limits is None or passages is None:
        return known
    judged = [_judged(one, passages, limits, forged=forged) for one in known]
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


def _judged(finding: Finding, passages: Passages, limits: Thresholds, *, forged: bool) -> Finding:
    """The finding, excused where there is reason to doubt it."""
    if not finding.lead or is_compared(finding):
        return finding
    passage = passages.at(finding.field, finding.start, finding.end)
    if passage.said < ENOUGH:
        return finding
    beside = passages.scores.beside(finding.field, finding.start, finding.end)
    found = near(passages.findings, beside)
    firm = agreeing(one for one in found if one.area == finding.area)
    least = _least(finding, firm, passage, limits)
    if passage.value < least:
        return _excused(finding, "上下文", passage.value)
    odds = passages.scores.around(finding.field, finding.start, finding.end)
    if odds is None or said_in(beside) < ENOUGH:
        return finding
    own = odds + support(passages.model, found) - passage.others
    enough = limits.sentence
    if least == -math.inf:
        # On a page of a line or two a listed word is what the page is about.
        spared = forged or (finding.field == "title" and is_disguised(finding))
        enough = _CLEARLY_HONEST if passage.others and not spared else -math.inf
    return finding if own >= enough else _excused(finding, "整句", own)


def _least(finding: Finding, firm: bool, passage: Passage, limits: Thresholds) -> float:
    """The value from which on the passage lets the finding stand."""
    if is_agreed(finding):
        # Who claims with a listed word is told, however much honest talk stands around it.
        in_talk = passage.said >= _SAYS and is_spoken_of(finding, passage.findings, passage.scores)
        return limits.agreed if in_talk else -math.inf
    return limits.firm if firm else limits.lead


def is_spoken_of(finding: Finding, known: Sequence[Finding], scores: SentenceScores) -> bool:
    """Whether a strong term stands in talk of it; `known` is all that was found around it."""
    holding = scores.holding(finding.field, finding.start, finding.end)
    # What stands in a field that the model does not read is told by the text around it.
    said = [one.text for one in holding] or [plain(finding.snippet).text]
    words = _words_of([finding])
    others = _words_of([one for one in near(known, holding) if one.term]) - words
    return is_quoted(finding.snippet, finding.matched) or all(
        is_mentioned(text, words, others) for text in said
    )


def _words_of(findings: Iterable[Finding]) -> set[str]:
    """The words of hits, as the list has them and as plain text does."""
    return {word for one in findings for word in (one.term, plain(one.matched).text)}


def _excused(finding: Finding, what: str, value: float) -> Finding:
    like = f"{what}读来像否认、警示、说明或者正常介绍"
    excused = f"{like}（按字词比对的分值{value:.1f}，越低越像），须由人工判断"
    return without_lead(finding, excused)


def unlisted_findings(
    context: Context,
    findings: Iterable[Finding],
    units: Mapping[str, str],
    passages: Passages | None,
) -> list[Finding]:
    """What the model suspects or proposes where nothing else made a lead near it; at most one."""
    limits = thresholds()
    if limits is None or passages is None:
        return []
    if context.nature.excuse:
        return []
    sentence, passage = passages.worst
    leads = [finding for finding in findings if finding.lead]
    if leads and near(leads, passages.scores.beside(sentence.field, sentence.start, sentence.end)):
        return []
    value = passage.value
    if value < limits.proposal:
        return []
    ranked, _ = areas_around(passages, sentence.field, sentence.start, sentence.end)
    chosen = likeliest(context, ranked, units)
    if not chosen or passage.said < ENOUGH:
        return []
    shown = context.page.fields.get(sentence.field, "")
    said = shown[sentence.start : sentence.end]
    excused = (
        context.excuse_at(sentence.field, sentence.start, sentence.end)
        or rebutted(said, shown[sentence.end :])
        or denied_quote(said)
        or under_denial(shown, sentence.start)
        or attributed_sentence(shown, sentence.start, sentence.end, may_refuse=chosen in REFUSALS)
    )
    approved = chosen == "advertising" and context.goods.number is not None
    judged = (
        approved  # what an approval allows, a rule knows and the model does not
        or _DECIDED_BY_NUMBERS.search(sentence.text)
        or _TONES.search(said)
        or len(_LATIN.findall(sentence.text)) > _MOST_LATIN * len(sentence.text)
    )
    makes = limits.leads and value >= limits.alone and not judged
    words = "、".join(f"“{word}”" for word in weighed_most(passages.model, sentence.text))
    told = (
        f"未列词疑似：这句话读起来像这一类违法（按字词比对的分值{value:.1f}，越高越像），起作用的字词：{words}。"
        + (
            f"没有关键词命中，{_record(passages.model)}，须由人工核实"
            if makes
            else "只作提示，可据以提议新词"
        )
    )
    if makes and excused is not None:
        told = f"{told}。不作为线索：{excused}。"
    return [
        context.bare_finding(
            chosen,
            rule="unlisted",
            unit=units[chosen],
            lead=makes,
            strength="weak",
            reason=told,
            excuse="模型只看字词的组合，可能误判；引用、否认、警示、教学的不构成",
            matched=said[:200],
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
    return f"这类提示在试验网页上作出{record['made']}次，{record['right']}次属实"
