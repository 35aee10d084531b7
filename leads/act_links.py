"""同一行为: findings of one sentence in two matters are one act, with one leading unit."""

from collections.abc import Mapping, Sequence
from itertools import combinations

from leads.facts import Facts
from leads.finding_rows import Observation
from leads.models import Lead, SameAct
from leads.plain_text import storable
from leads.units import Units


def link_same_acts(
    facts: Facts, leads: Mapping[str, Lead], observations: Sequence[Observation], units: Units
) -> None:
    """Link the leads of `leads` (by area) whose findings on this page share a sentence.

    A strong finding leads (主办) before a weak one, then the order of areas in
    units.toml decides; a link that stands is not turned round.
    """
    accused = [o for o in observations if o.makes_lead and o.area in leads]
    for one, other in combinations(accused, 2):
        if one.area == other.area or not _one_sentence(one, other):
            continue
        first, second = sorted((one, other), key=lambda o: _rank(o, units))
        pair = {leads[first.area].pk, leads[second.area].pk}
        if SameAct.objects.filter(leading__in=pair, assisting__in=pair).exists():
            continue
        SameAct.objects.create(
            leading=leads[first.area],
            assisting=leads[second.area],
            url=storable(facts.url),
            snippet=storable(first.finding.snippet, 4000),
            first_seen=facts.seen_at,
        )


def _rank(observation: Observation, units: Units) -> tuple[bool, int]:
    return (observation.finding.strength != "strong", units.precedence(observation.area))


def _one_sentence(one: Observation, other: Observation) -> bool:
    a, b = one.finding, other.finding
    if a.field != b.field:
        return False
    overlap = a.start < b.end and b.start < a.end
    return overlap or bool(a.snippet and a.snippet == b.snippet)
