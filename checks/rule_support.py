"""佐证: what the rules and lists found near a sentence, as evidence beside the n-gram model.

A rule that fires makes an offence likelier, a second one more so, an excused one less. How much
each is worth is measured at training, on texts that neither the rules nor the model were made
with, and shipped with the model.
"""

import re
from collections.abc import Iterable, Sequence

from checks.discovery import compared_rules
from checks.finding import Finding
from checks.ngram_model import Model
from checks.sentence_scores import Sentence

NAMES = ("rule", "strong", "agree", "listed", "weak", "excused")
"""A lead at all; a strong one by a rule; by two rules of one area; by a strong term of a list; a
hit that makes no lead; one that was excused."""
OF_FACTS = frozenset({"licence"})
"""Areas whose findings are facts of the page, not sentences."""
ENOUGH = 30
"""Code points around a hit from which on they can speak against it: what a rule was made for is
more than the sound of a line or two."""
_NUMBER = re.compile("[0-9]{2}")


def is_compared(finding: Finding) -> bool:
    """Whether it rests on what is on the page, not on how a sentence reads."""
    return finding.area in OF_FACTS or finding.rule in compared_rules()


def is_agreed(finding: Finding) -> bool:
    """Whether it is a strong term: it stands on the list of its units with its contexts, and is
    not for a model to take away."""
    return bool(finding.term) and finding.strength == "strong"


def is_fact(finding: Finding) -> bool:
    """Whether it rests on more than how a sentence reads: a comparison, a number, or a term that
    units have agreed on. Such a finding keeps its area; doubted it is like the others."""
    number = bool(_NUMBER.search(finding.matched))
    return is_compared(finding) or is_agreed(finding) or number


def agreeing(findings: Iterable[Finding]) -> bool:
    """Whether two rules or more have made leads of one area."""
    rules = {(one.area, one.rule) for one in findings if one.lead}
    return len({area for area, _ in rules}) < len(rules)


def signs_of(findings: Iterable[Finding]) -> tuple[bool, ...]:
    """Which of NAMES the findings show."""
    known = [one for one in findings if one.area not in OF_FACTS]
    leads = [one for one in known if one.lead]
    strong = [one for one in leads if one.strength == "strong"]
    return (
        bool(leads),
        any(not one.term for one in strong),
        agreeing(leads),
        any(one.term for one in strong),
        any(not one.lead and one.excused is None for one in known),
        any(one.excused is not None for one in known),
    )


def support(model: Model, findings: Iterable[Finding]) -> float:
    """The log-odds that the findings add to those of a sentence."""
    worth = model.facts["support"]
    assert isinstance(worth, dict)
    signs = zip(NAMES, signs_of(findings), strict=True)
    return float(sum(worth[name] for name, shown in signs if shown))


def near(findings: Iterable[Finding], sentences: Sequence[Sentence]) -> list[Finding]:
    """Those that lie in one of the sentences."""
    return [one for one in findings if _overlaps(one, sentences)]


def said_in(sentences: Sequence[Sentence]) -> int:
    """Code points that the sentences say in all, in their order; one that is read in two ways
    counts once, as other readings come behind the first."""
    ends: dict[str, int] = {}
    said = 0
    for one in sentences:
        if one.start >= ends.get(one.field, 0):
            said += len(one.text)
            ends[one.field] = one.end
    return said


def _overlaps(one: Finding | Sentence, others: Sequence[Sentence]) -> bool:
    return any(
        one.field == other.field and one.start < other.end and other.start < one.end
        for other in others
    )
