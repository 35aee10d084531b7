"""新词建议: words of suspected sentences that a list does not have, with what became of the leads.

Sellers invent words faster than lists are agreed on. Where no list and no rule knew them, the model
made a lead (checks/unlisted.py); the phrases that spoke for it are counted over all such leads that
whoever asks may see. A unit takes up what it finds right, mends it and has it agreed on like any
other term.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from checks.likely_terms import LONGEST_TERM, likely_terms
from keywords.lexicon import Lexicon
from leads.decisions import EFFECTIVE, NOISE
from leads.models import Lead, LeadFinding
from leads.step_rules import REGISTERED

SUSPECTED = ".unlisted"
"""How the rule ends that the model speaks by."""
MOST_READ = 2_000
"""Findings that are read, the latest first: what shops said years ago is no new word."""
MOST = 30
_COLUMNS = ("matched", "lead_id", "lead__shop_id", "lead__stage", "lead__answer")


@dataclass(frozen=True, slots=True)
class TermSuggestion:
    """A phrase that the list lacks: of how many leads and shops, how many of these were registered
    with an effective answer, how many dismissed as noise, and a sentence that has it."""

    words: str
    leads: int
    shops: int
    effective: int
    noise: int
    sentence: str


@dataclass(frozen=True, slots=True)
class _Told:
    sentence: str
    lead: int
    shop: int
    effective: bool
    noise: bool


def term_suggestions(
    area: str, leads: QuerySet[Lead], lexicon: Lexicon, most: int = MOST
) -> list[TermSuggestion]:
    """What the leads of an area suggest that `lexicon` does not find: first what more shops say
    and officers confirmed, last what they dismissed as noise."""
    rows = LeadFinding.objects.filter(rule=area + SUSPECTED, makes_lead=True)
    rows = rows.filter(lead__in=leads.order_by()).order_by("-last_seen", "-pk")
    told = [
        _Told(
            sentence,
            lead,
            shop,
            effective=stage in REGISTERED and answer in EFFECTIVE,
            noise=stage == Lead.Stage.DISMISSED and why in NOISE,
        )
        for sentence, lead, shop, stage, answer, why in rows.values_list(
            *_COLUMNS, "lead__dismissed_as"
        )[:MOST_READ]
    ]
    sentences = list(dict.fromkeys(one.sentence for one in told))
    phrases = dict.fromkeys(
        _grown(words, sentences) for one in sentences for words in likely_terms(one)
    )
    found = [_counted(words, told) for words in phrases if not lexicon.find(words)]
    found.sort(key=lambda one: (one.noise - one.effective, -one.shops, -one.leads))
    return _without_parts(found)[:most]


def _grown(words: str, sentences: Iterable[str]) -> str:
    """A phrase with the characters that stand beside it wherever it is said: 压片 is 降压片 where
    no seller says it otherwise. Of one sentence alone nothing can be told."""
    told = [one for one in sentences if words in one]
    if len(told) < 2:
        return words
    while len(words) < LONGEST_TERM:
        wider = {_wider(words, one) for one in told}
        if len(wider) != 1 or wider == {words}:
            break
        (words,) = wider
    return words


def _wider(words: str, sentence: str) -> str:
    """With the character before it, or else behind it, if that is of a word."""
    at = sentence.find(words)
    before, behind = sentence[:at][-1:], sentence[at + len(words) :][:1]
    if before.isalpha():
        return before + words
    return words + behind if behind.isalpha() else words


def _counted(words: str, told: Iterable[_Told]) -> TermSuggestion:
    by_lead = {one.lead: one for one in told if words in one.sentence}
    shown = by_lead.values()
    return TermSuggestion(
        words,
        leads=len(by_lead),
        shops=len({one.shop for one in shown}),
        effective=sum(one.effective for one in shown),
        noise=sum(one.noise for one in shown),
        sentence=next((one.sentence for one in shown), ""),
    )


def _without_parts(found: Sequence[TermSuggestion]) -> list[TermSuggestion]:
    """Those that say no more than a longer one that the same leads have are left out."""
    kept: list[TermSuggestion] = []
    for one in found:
        if one.leads and not any(
            one.words in other.words and one.leads == other.leads and one.sentence == other.sentence
            for other in found
            if other is not one
        ):
            kept.append(one)
    return kept
