"""Which finding of a lead says most 主要发现: what still stands, strong, told by a list or a rule.

The lead's page and the papers of a case name the same one first.
"""

from collections.abc import Iterable

from leads.models import Lead, LeadFinding

_SUSPECTED = ".unlisted"
"""Rules of the model alone (未列词疑似) end so."""
_MOST = 500


def weightiest_first(rows: Iterable[LeadFinding]) -> list[LeadFinding]:
    """Findings that make a lead, the weightiest first; of equal ones the first that was found."""
    return sorted(rows, key=_rank)


def weightiest(lead: Lead) -> LeadFinding | None:
    """The finding of a lead that says most, None where it has none."""
    rows = lead.findings.filter(makes_lead=True).order_by("strength", "id")[:_MOST]
    return next(iter(weightiest_first(rows)), None)


def _rank(row: LeadFinding) -> tuple[bool, bool, bool, int]:
    suspected = row.rule.endswith(_SUSPECTED)
    return row.gone_at is not None, row.strength != "strong", suspected, row.pk
