"""Figures of keyword lists: what became of the hints that each list caused of late."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q

from leads.decisions import EFFECTIVE, NOISE, Answer
from leads.figures import share_effective
from leads.models import Lead, LeadFinding
from leads.step_rules import REGISTERED

LATELY = timedelta(days=90)


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


def list_records(now: datetime) -> dict[str, ListRecord]:
    """The record of the last 90 days of each list that caused a hint, by its id."""
    rows = LeadFinding.objects.filter(makes_lead=True, lead__first_seen__gte=now - LATELY)
    registered = Q(lead__stage__in=REGISTERED)

    def leads(*conditions: Q) -> Count:
        return Count("lead", filter=Q(*conditions) if conditions else None, distinct=True)

    counted = rows.exclude(list_id="").order_by().values_list("list_id")
    counted = counted.annotate(
        hints=leads(),
        registered=leads(registered),
        cases=leads(registered, Q(lead__answer=Answer.CASE_OPENED.value)),
        effective=leads(registered, Q(lead__answer__in=EFFECTIVE)),
        noise=leads(Q(lead__stage=Lead.Stage.DISMISSED, lead__dismissed_as__in=NOISE)),
    )
    return {row[0]: ListRecord(*row[1:]) for row in counted}
