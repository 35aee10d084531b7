"""The tables of the room, split by concept.

    Operator ── Shop ─┬─ OperatorSign       what was seen of who runs it
                      ├─ FiledVisit         pages that were filed
                      └─ Lead ─┬─ LeadFinding    what was found, and what speaks against it
                               ├─ LeadSighting   in which runs it was seen
                               ├─ SameAct        other leads of the same act
                               ├─ LeadEvent ── EventEntry   who did what; and in the ledger
                               ├─ LeadCapture ── Capture   what a browser kept of its pages
                               ├─ CasePackage    packages it went into
                               └─ OutboxEntry ── Emission
    Officer ── PersonalCode    who may decide, and by what they confirm to be there
    NumberSeries   running numbers
    FilingError    pages whose record did not verify

Texts from the web are kept as `plain_text.storable` makes them.
"""

from leads.models.capture import Capture, LeadCapture
from leads.models.event import LeadEvent
from leads.models.event_entry import EventEntry
from leads.models.filed import FiledVisit, FilingError
from leads.models.finding import LeadFinding
from leads.models.lead import Lead, LeadSighting, SameAct
from leads.models.number_series import NumberSeries
from leads.models.officer import Officer
from leads.models.operators import Operator, OperatorSign, Shop
from leads.models.outbox_entry import Emission, OutboxEntry
from leads.models.package import CasePackage
from leads.models.personal_code import PersonalCode

__all__ = [
    "Capture",
    "CasePackage",
    "Emission",
    "EventEntry",
    "FiledVisit",
    "FilingError",
    "Lead",
    "LeadCapture",
    "LeadEvent",
    "LeadFinding",
    "LeadSighting",
    "NumberSeries",
    "Officer",
    "Operator",
    "OperatorSign",
    "OutboxEntry",
    "PersonalCode",
    "SameAct",
    "Shop",
]
