"""Figures of keyword lists: what became of the hints that each list caused of late."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count

from leads.decisions import EFFECTIVE, NOISE, Answer
from leads.figures import share_effective
from leads.models import Lead, LeadFinding
from leads.step_rules import REGISTERED

LATELY = timedelta(days=90)
_FATE = ("lead__stage", "lead__answer", "lead__dismissed_as")


@dataclass(frozen=True, slots=True)
class ListRecord:
    """A list's hints first seen in the period: how many; of these registered as leads, with
    a case opened 立案, with an effective answer, and dismissed as noise. A hint that two
    lists caused counts for both."""

    hints: int = 0
    registered: int = 0
    cases: int = 0
    effective: int = 0
    noise: int = 0

    @property
    def precision(self) -> float | None:
        """有效率, None while nothing is known."""
        return share_effective(self.effective, self.noise)

    @property
    def percent(self) -> str:
        """有效率 in whole per cent, — while nothing is known."""
        return "—" if self.precision is None else f"{self.precision:.0%}"


def list_records(now: datetime, lists: Collection[str] | None = None) -> dict[str, ListRecord]:
    """The record of the last 90 days of each list that caused a hint, by its id; only of
    `lists` where they are given."""
    rows = LeadFinding.objects.filter(makes_lead=True, lead__first_seen__gte=now - LATELY)
    rows = rows.exclude(list_id="") if lists is None else rows.filter(list_id__in=lists)
    # One count of each fate: a database takes five times as long to tell hints apart five times.
    fates = rows.order_by().values_list("list_id", *_FATE).annotate(Count("lead", distinct=True))
    found: dict[str, list[tuple[str, str, str, int]]] = {}
    for list_id, stage, answer, why, hints in fates:
        found.setdefault(list_id, []).append((stage, answer, why, hints))
    return {list_id: _record(of_list) for list_id, of_list in found.items()}


def _record(fates: Sequence[tuple[str, str, str, int]]) -> ListRecord:
    registered = [one for one in fates if one[0] in REGISTERED]
    return ListRecord(
        hints=sum(one[3] for one in fates),
        registered=sum(one[3] for one in registered),
        cases=sum(one[3] for one in registered if one[1] == Answer.CASE_OPENED.value),
        effective=sum(one[3] for one in registered if one[1] in EFFECTIVE),
        noise=sum(
            number
            for stage, _, why, number in fates
            if stage == Lead.Stage.DISMISSED and why in NOISE
        ),
    )
