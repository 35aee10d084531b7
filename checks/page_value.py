"""页分: what a page says and what was found on it, weighed together into one log-odds.

The n-gram model reads sentences, rules and lists find words. Neither sees the whole: a page on
which two rules agree, and whose sentences read like the very area that the rules name, is
likelier an offence than each sign says; one with excuses beside its hits is less. The weights
are found at training, on texts of hands that neither rules nor model were made with.
"""

import math
from collections.abc import Sequence

import numpy as np

from checks.context import OWN
from checks.finding import Finding
from checks.ngram_model import Floats, Model, area_scores
from checks.rule_support import NAMES as SUPPORT
from checks.rule_support import OF_FACTS, signs_of
from checks.sentence_scores import SentenceScores, text_of

NAMES = (
    *("alone", "named", "paired", "beginning", "name"),
    *SUPPORT,
    *("agrees", "rules", "excuses", "brevity"),
)
"""The best of each window over all sentences but the goods' name, and its log-odds; what the rules
found (rule_support.NAMES); how much the sentences around a lead read like its area; how many
rules made leads, and how many hits were excused; how short its sentences are."""
MOST = 6
"""Rules and excuses that count."""
_READS_LIKE_NOTHING = -3.0
"""Log-odds of an area where no rule names one."""
_BRIEF = (8, 200)
"""Code points of a sentence on the average, within which it matters how short they are. A row of
ten has fewer runs for the model to go by than a sentence of forty, and its log-odds are nearer to
nothing, whatever it says."""


def page_value(model: Model, scores: SentenceScores, findings: Sequence[Finding]) -> float:
    """The log-odds that a page with these sentences and findings is an offence at all."""
    worth = model.facts["page"]
    assert isinstance(worth, dict)
    weights = np.array([worth[name] for name in NAMES], dtype=np.float64)
    return float(page_signs(model, scores, findings) @ weights + worth["constant"])


def page_signs(model: Model, scores: SentenceScores, findings: Sequence[Finding]) -> Floats:
    """The signs of a page in the order of NAMES; the page has a sentence at least."""
    known = [one for one in findings if one.area not in OF_FACTS and _own(one)]
    leads = [one for one in known if one.lead]
    return np.array(
        [
            *(scores.windows[1:] if len(scores.windows) > 1 else scores.windows).max(axis=0),
            scores.odds[0],
            *signs_of(known),
            _agrees(model, scores, leads),
            min(len({(one.area, one.rule) for one in leads}), MOST),
            min(sum(one.excused is not None for one in known), MOST),
            brevity(scores),
        ],
        dtype=np.float32,
    )


def brevity(scores: SentenceScores) -> float:
    """Of the sentences beside the name: how many times shorter they are than long ones, as a
    logarithm; 0 for those of 200 code points."""
    said = [len(one.text) for one in scores.sentences[1:] or scores.sentences]
    low, high = _BRIEF
    return math.log(high / min(max(sum(said) / len(said), low), high))


def _own(finding: Finding) -> bool:
    """Whether it is of the merchant's words: what buyers and other goods bear excuses nobody."""
    return not finding.field or finding.field in OWN


def _agrees(model: Model, scores: SentenceScores, leads: Sequence[Finding]) -> float:
    """How much the sentences around a lead read like its area, the best of the areas."""
    first: dict[str, Finding] = {}
    for one in leads:
        if one.field and one.area in model.names:
            first.setdefault(one.area, one)
    values = [_READS_LIKE_NOTHING]
    for area, one in first.items():
        beside = scores.beside(one.field, one.start, one.end)
        said = area_scores(model, text_of(beside))
        values.append(float(said[model.names.index(area)]))
    return max(values)
