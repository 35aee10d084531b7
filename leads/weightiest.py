"""Which finding of a lead says most 主要发现: what still stands, strong, told by a list or a rule.

The lead's line in lists 疑似事项, its page and the papers of a case name the same one first.
"""

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from leads.finding_rows import SHOP_RULE
from leads.models import Lead, LeadFinding
from leads.plain_text import storable

_SUSPECTED = ".unlisted"
"""Rules of the model alone (未列词疑似) end so."""
_LONGEST = 400


def weightiest_first(rows: "QuerySet[LeadFinding]") -> "QuerySet[LeadFinding]":
    """Findings that make a lead, the weightiest first; of equal ones the first that was found."""
    return rows.order_by(
        _last(Q(gone_at__isnull=False)),
        _last(~Q(strength="strong")),
        _last(Q(rule__endswith=_SUSPECTED)),
        "id",
    )


def weightiest(lead: Lead) -> LeadFinding | None:
    """The finding of a lead that says most, None where it has none."""
    return weightiest_first(LeadFinding.objects.filter(lead=lead, makes_lead=True)).first()


def suspicion_of(row: LeadFinding) -> str:
    """What is suspected, in one line: the words found, or why a whole shop is suspected."""
    if row.rule.startswith(SHOP_RULE):
        return row.reason
    return row.matched or row.reason


def settle_summary(lead: Lead) -> bool:
    """Let the lead's line name its weightiest finding; whether it changed. The caller saves it."""
    row = weightiest(lead)
    said = storable(suspicion_of(row), _LONGEST) if row is not None else lead.summary
    changed, lead.summary = said != lead.summary, said
    return changed


def _last(condition: Q) -> Case:
    """Rows with `condition` after the others."""
    return Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())
