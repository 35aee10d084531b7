"""The tables of the room, split by concept.

    Operator ── Shop ─┬─ OperatorSign       what was seen of who runs it
                      ├─ FiledVisit         pages that were filed
                      └─ Lead ─┬─ LeadFinding    what was found, and what speaks against it
                               ├─ LeadSighting   in which runs it was seen
                               ├─ SameAct        other leads of the same act
                               ├─ LeadEvent      who did what, when, why
                               └─ OutboxEntry ── Emission
    Officer        who may decide
    NumberSeries   running numbers
    FilingError    pages whose record did not verify

Texts from the web are kept as `plain_text.storable` makes them.
"""

from leads.models.event import LeadEvent
from leads.models.filed import FiledVisit, FilingError
from leads.models.finding import LeadFinding
from leads.models.lead import Lead, LeadSighting, SameAct
from leads.models.number_series import NumberSeries
from leads.models.officer import Officer
from leads.models.operators import Operator, OperatorSign, Shop
from leads.models.outbox_entry import Emission, OutboxEntry

__all__ = [
    "Emission",
    "FiledVisit",
    "FilingError",
    "Lead",
    "LeadEvent",
    "LeadFinding",
    "LeadSighting",
    "NumberSeries",
    "Officer",
    "Operator",
    "OperatorSign",
    "OutboxEntry",
    "SameAct",
    "Shop",
]
