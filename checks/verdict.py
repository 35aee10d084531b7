"""结论分: all that speaks for or against one finding, weighed into one log-odds.

A rule or a list has found words, or the n-gram model a sentence. How the passage reads, how the
sentence reads and what other rules found there (page_value.py, rule_support.py), and whether the
words around it say that the shop itself claims it (assertion.py): each was learnt by itself and
each errs in its own way. The weights are found by tools/train_assertion.py on pages of hands that
none of the models had learnt from.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from checks.assertion import AssertionModel, Surroundings, shipped_assertion, surroundings
from checks.finding import Finding
from checks.mention import is_mentioned, is_quoted
from checks.passage import Passage, Passages
from checks.plain_text import plain
from checks.rule_support import is_agreed, near, support
from checks.sentence_scores import SentenceScores
from checks.term_check import is_disguised

NAMES = (
    *("asserted", "sentence", "passage", "others"),
    *("suspected", "suspected_asserted", "suspected_passage"),
    *("listed", "spoken", "disguised", "short"),
)
"""The log-odds that the shop asserts it; of the sentence with what rules found near it; of the
passage; what is taken from both for the other passages of the page. Whether the model alone found
it, and what the first and the third are worth then. Whether a list has the words, as a strong term
in talk of it, in disguise; whether the passage says next to nothing."""
SUSPECTED = ".unlisted"
"""How the rule ends that the model alone speaks by."""
_UNREAD = -1.0
"""Log-odds of a sentence that the model does not read."""
_SAYS = 40
"""Code points that a passage says in all from which on it can speak against a strong term."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Log-odds from which on a finding stands: what a rule found; what is a strong term of a list
    and no talk of it; what the model alone suspects. Such a term also stands where the words around
    it have `told` or more, on a page of a line or two `told_briefly`: there it is what the page is
    about, and a cure that is promised for food sounds like what may be said of a drug."""

    found: float
    agreed: float
    alone: float
    told: float
    told_briefly: float


@cache
def limits() -> Limits | None:
    """Those of the shipped model; None where none is shipped."""
    model = shipped_assertion()
    if model is None:
        return None
    said = model.facts["limits"]
    assert isinstance(said, dict)
    return Limits(**said)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`value`: the log-odds of an offence; `enough`: the least that lets the finding stand."""

    value: float
    enough: float
    _model: AssertionModel
    _around: Surroundings

    @property
    def stands(self) -> bool:
        """Whether the finding stands."""
        return self.value >= self.enough

    @property
    def against(self) -> tuple[str, ...]:
        """The words around it that say most that it is not the shop's own doing."""
        return self._model.spoke_against(self._around)


def verdict(model: AssertionModel, text: str, finding: Finding, passages: Passages) -> Verdict:
    """The log-odds that `finding`, which stands in the field `text`, is the offence it looks like,
    and the least that lets it stand."""
    worth, least = model.facts["verdict"], limits()
    assert isinstance(worth, dict) and least is not None
    around = surroundings(text, finding.start, finding.end)
    asserted = model.odds(around)
    signs = signs_of_finding(asserted, finding, passages)
    weighed = sum(worth[name] * sign for name, sign in zip(NAMES, signs, strict=True))
    enough = least.found
    if finding.rule.endswith(SUSPECTED):
        enough = least.alone
    elif is_plain_term(finding, signs):
        told = least.told if signs[NAMES.index("others")] else least.told_briefly
        enough = least.agreed if asserted < told else -math.inf
    return Verdict(float(weighed + worth["constant"]), enough, model, around)


def is_plain_term(finding: Finding, signs: tuple[float, ...]) -> bool:
    """Whether it is a strong term of a list, and no talk of it."""
    return is_agreed(finding) and not signs[NAMES.index("spoken")]


def signs_of_finding(asserted: float, finding: Finding, passages: Passages) -> tuple[float, ...]:
    """The signs of a finding in the order of NAMES; `asserted` is the log-odds that the shop itself
    claims or does it."""
    where = finding.field, finding.start, finding.end
    passage = passages.at(*where)
    odds = passages.scores.around(*where)
    found = near(passages.findings, passages.scores.beside(*where))
    sentence = _UNREAD if odds is None else odds
    suspected = float(finding.rule.endswith(SUSPECTED))
    return (
        asserted,
        sentence + support(passage.model, found) - passage.others,
        passage.value,
        passage.others,
        suspected,
        suspected * asserted,
        suspected * passage.value,
        float(bool(finding.term)),
        float(is_agreed(finding) and in_talk(finding, passage, passages.scores)),
        float(is_disguised(finding)),
        float(passage.said < _SAYS),
    )


def in_talk(finding: Finding, passage: Passage, scores: SentenceScores) -> bool:
    """Whether a strong term stands in talk of it, in a passage that says something."""
    return passage.said >= _SAYS and is_spoken_of(finding, passage.findings, scores)


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
