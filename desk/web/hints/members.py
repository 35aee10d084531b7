"""What the page of a group shows of its members: only what differs."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db.models import Count

from leads.divisions import name_of
from leads.elsewhere import found_elsewhere, place_said
from leads.models import Lead, LeadFinding
from leads.outliers import differences
from leads.triage import Hint, plain
from pages.prices import find_prices


@dataclass(frozen=True, slots=True)
class Member:
    """A hint of a group. `apart` says what sets it apart; then it is not ticked by itself.
    `unread` of its records were not read back here."""

    lead: Lead
    hint: Hint
    price: int | None
    qualified: str
    findings: int
    apart: Sequence[str]
    unread: int
    ticked: bool

    @property
    def value(self) -> str:
        """Its box: the lead, and its version as it is shown."""
        return f"{self.lead.pk}:{self.lead.version}"


def members_of(
    hints: Sequence[Hint], archive: Path, office: str, ticked: Collection[int] | None
) -> list[Member]:
    """The members of a group in its order, as `office` sees them; `ticked` are the ids ticked
    before, if any were."""
    leads = Lead.objects.select_related("shop__operator").in_bulk([hint.pk for hint in hints])
    rows = list(leads.values())
    found = differences(archive, rows)
    apart = {one.pk: [*found.apart.get(one.pk, ()), *_elsewhere(one, office)] for one in rows}
    counted = LeadFinding.objects.filter(lead__in=rows, makes_lead=True).values_list("lead_id")
    findings = dict(counted.annotate(Count("pk")))
    return [
        Member(
            leads[hint.pk],
            hint,
            _price(hint),
            found.qualified.get(hint.pk, ""),
            findings.get(hint.pk, 0),
            apart[hint.pk],
            found.unread.get(hint.pk, 0),
            not apart[hint.pk] if ticked is None else hint.pk in ticked,
        )
        for hint in hints
        if hint.pk in leads
    ]


def _elsewhere(lead: Lead, office: str) -> list[str]:
    """Why a hint of another office stands apart: what is right for one's own is not for it."""
    if not found_elsewhere(lead, office) or lead.office is None:
        return []
    return [f"{place_said(lead, office)}：{name_of(lead.office)}"]


def shared_sentence(hints: Sequence[Hint]) -> str:
    """The sentence that all of them have, "" where they differ."""
    if len({plain(hint.snippet) for hint in hints}) != 1:
        return ""
    return hints[0].snippet


def _price(hint: Hint) -> int | None:
    found = find_prices({"description": f"{hint.snippet}"})
    return found[0].fen if found else None
