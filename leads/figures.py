"""Figures: what became of the leads that a term caused, and how many stand where."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from leads.decisions import EFFECTIVE, NOISE
from leads.models import Lead, LeadFinding
from leads.step_rules import REGISTERED

Stage = Lead.Stage


@dataclass(frozen=True, slots=True)
class TermRecord:
    """A term's record 有效率: hints it caused; of these registered as leads, with an
    effective answer (立案, 责令改正, …), dismissed, dismissed as noise (语境不构成,
    机器误读), and still undecided.
    """

    list_id: str
    term: str
    hints: int
    registered: int
    effective: int
    dismissed: int
    noise: int
    undecided: int

    @property
    def precision(self) -> float | None:
        """有效率, None while nothing is known."""
        return share_effective(self.effective, self.noise)


def share_effective(effective: int, noise: int) -> float | None:
    """有效率: effective answers of these and the dismissals as noise, None for neither."""
    known = effective + noise
    return effective / known if known else None


def term_records(
    list_id: str | None = None, *, leads: QuerySet[Lead] | None = None
) -> list[TermRecord]:
    """The record of every term that caused a lead, of one list or of all; only of `leads`
    where they are given."""
    rows = LeadFinding.objects.filter(makes_lead=True).exclude(term="")
    if leads is not None:
        rows = rows.filter(lead__in=leads.order_by())
    if list_id is not None:
        rows = rows.filter(list_id=list_id)
    columns = ("list_id", "term", "lead_id", "lead__stage", "lead__answer", "lead__dismissed_as")
    fates: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    for key, term, _, stage, answer, why in rows.values_list(*columns).distinct():
        fates.setdefault((key, term), []).append((stage, answer, why))
    return [_record(key, term, found) for (key, term), found in sorted(fates.items())]


def stage_counts(*, unit: str | None = None, office: str | None = None) -> dict[str, int]:
    """How many leads stand in each stage, by its id; of one unit or office."""
    rows = Lead.objects.all()
    if unit is not None:
        rows = rows.filter(unit=unit)
    if office is not None:
        rows = rows.filter(office=office)
    counts = Counter(rows.values_list("stage", flat=True))
    return {str(stage): counts.get(stage, 0) for stage in Stage.values}


def _record(list_id: str, term: str, fates: Iterable[tuple[str, str, str]]) -> TermRecord:
    hints = registered = effective = dismissed = noise = 0
    for stage, answer, why in fates:
        hints += 1
        registered += stage in REGISTERED
        effective += stage in REGISTERED and answer in EFFECTIVE
        dismissed += stage == Stage.DISMISSED
        noise += stage == Stage.DISMISSED and why in NOISE
    undecided = hints - registered - dismissed
    return TermRecord(list_id, term, hints, registered, effective, dismissed, noise, undecided)
