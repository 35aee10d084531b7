"""未列词疑似: pages that read like offences though no list and no rule knows their words.

A linear model on character n-grams (checks/ngram_model.py), trained offline by
tools/train_unlisted.py and shipped with its recipe and its measured figures. It is
explainable: the sentence and the words that weighed most are named. What it makes of the
sentences of a passage and what the rules found there are weighed together into its value
(checks/passage.py, page_value.py); a short page is one passage. Where no rule made a lead, a page
whose worst passage has a value high enough is suspected in the area that its worst sentence reads
like most. It makes a lead only above a value from which 95 of 100 pages held back were offences,
and where the verdict (checks/verdict.py) lets it stand; below, it is a proposal.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from checks.assertion import shipped_assertion
from checks.attribution import REFUSALS, attributed_sentence
from checks.context import Context
from checks.denied import denied_quote, listed
from checks.doubt import doubtful
from checks.finding import Finding
from checks.frames import rebutted
from checks.neighbours import neighbour_in
from checks.ngram_model import Model, shipped_model, weighed_most
from checks.passage import Passages
from checks.placing import areas_around, likeliest
from checks.quoted_words import clauses_around
from checks.rule_support import ENOUGH, near
from checks.sentence_scores import Sentence, SentenceScores, scores_of
from checks.verdict import verdict

_DECIDED_BY_NUMBERS = re.compile("[头特一二三]等奖|大奖|奖品|抽奖|中奖|开奖|奖金")
"""Words of matters that are lawful up to an amount: a rule reads the amount, the model cannot."""

_TONES = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ].{0,12}?[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]")
"""Pinyin with its tones, as for learners: nobody hides a word in it; the model has read none."""
_LATIN = re.compile("[a-z]")
_MOST_LATIN = 0.6
"""Share of a sentence that may be Latin letters: beyond it the model has learnt nothing."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Log-odds of a passage: from `alone` on what no rule found is a lead too if the model makes
    `leads`, from `proposal` on a proposal. `lead` is the one by which the model is measured."""

    lead: float
    alone: float
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
    return Thresholds(**{name: said[name] for name in Thresholds.__slots__})


def weighed(
    context: Context, model: Model | None = None, findings: Sequence[Finding] = ()
) -> SentenceScores | None:
    """The scores of the page's sentences, by `model` or else the shipped one; None without a model,
    and on pages that answer a search: what was asked for stands on them as it was asked, whatever
    they offer. On a long page those are weighed that tell most, and those around `findings`."""
    model = model or shipped_model()
    if model is None or context.echoes.answers_a_search:
        return None
    return scores_of(context, model, findings)


def unlisted_findings(
    context: Context,
    findings: Iterable[Finding],
    units: Mapping[str, str],
    passages: Passages | None,
    *,
    heard: bool = True,
) -> list[Finding]:
    """What the model suspects or proposes where nothing else made a lead near it; at most one.
    `heard`: its lead is judged by the verdict as those of rules are."""
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
        or listed(shown, sentence.field, sentence.start, sentence.end)
        or attributed_sentence(shown, sentence.start, sentence.end, may_refuse=chosen in REFUSALS)
        or (neighbour_in(sentence.text) if chosen == "unfair_competition" else None)
    )
    approved = chosen == "advertising" and context.goods.number is not None
    judged = (
        approved  # what an approval allows, a rule knows and the model does not
        or _DECIDED_BY_NUMBERS.search(sentence.text)
        or _TONES.search(said)
        or len(_LATIN.findall(sentence.text)) > _MOST_LATIN * len(sentence.text)
    )
    makes = limits.leads and value >= limits.alone and not judged
    heavy = clauses_around(said, weighed_most(passages.model, sentence.text))
    words = f"，起作用的字词：{'、'.join(f'“{clause}”' for clause in heavy)}" if heavy else ""
    told = (
        f"未列词疑似：这句话读起来像这一类违法（按字词比对的分值{value:.1f}，越高越像）{words}。"
        + (
            f"{_beside(findings, sentence)}，是否属实须由人工核实"
            if makes
            else "只作提示，可据以提议新词"
        )
    )
    if makes and excused is not None:
        told = f"{told}。不作为线索：{excused}。"
    found = context.bare_finding(
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
    model = shipped_assertion()
    if heard and model is not None and found.lead:
        heard_of = verdict(model, shown, found, passages)
        if not heard_of.stands:
            found = doubtful(found, shown, heard_of)
    return [found]


def _beside(findings: Iterable[Finding], sentence: Sentence) -> str:
    """What lists and rules found in the sentence itself, none of which makes a lead."""
    words = [" ".join(one.matched.split()) for one in near(findings, [sentence]) if one.matched]
    if not words:
        return "句中没有关键词命中，是按整句的说法提示"
    shown = "、".join(f"“{word}”" for word in dict.fromkeys(words[:3]))
    return f"句中的{shown}单看不足以作为线索，是按整句的说法提示"
