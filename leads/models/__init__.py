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
                               ├─ Opinion         what each of the two officers concluded
                               ├─ Referral        where it was sent, receipt and answer
                               ├─ Approval        what a head has to sign 审签
                               ├─ OfflineCheck, Measure   what was done about it
                               └─ Request, Complaint ── Complainant   what asked for it
    PackageReview   a case before its package is sealed
    MonthlyReport   what an office reported of a month
    Officer ── PersonalCode    who may decide, and by what they confirm to be there
    NumberSeries   running numbers
    FilingError    pages whose record did not verify

Texts from the web are kept as `plain_text.storable` makes them.
"""

from leads.models.approval import Approval
from leads.models.capture import Capture, LeadCapture
from leads.models.event import LeadEvent
from leads.models.event_entry import EventEntry
from leads.models.filed import FiledVisit, FilingError
from leads.models.finding import LeadFinding
from leads.models.lead import Lead, LeadSighting, SameAct
from leads.models.measure import Measure
from leads.models.monthly_report import MonthlyReport
from leads.models.number_series import NumberSeries
from leads.models.officer import Officer
from leads.models.offline_check import OfflineCheck
from leads.models.operators import Operator, OperatorSign, Shop
from leads.models.opinion import Opinion
from leads.models.outbox_entry import Emission, OutboxEntry
from leads.models.package import CasePackage
from leads.models.package_review import PackageReview
from leads.models.personal_code import PersonalCode
from leads.models.referral import Referral
from leads.models.request import Complainant, Complaint, Request

__all__ = [
    "Approval",
    "Capture",
    "CasePackage",
    "Complainant",
    "Complaint",
    "Emission",
    "EventEntry",
    "FiledVisit",
    "FilingError",
    "Lead",
    "LeadCapture",
    "LeadEvent",
    "LeadFinding",
    "LeadSighting",
    "Measure",
    "MonthlyReport",
    "NumberSeries",
    "Officer",
    "OfflineCheck",
    "Operator",
    "OperatorSign",
    "Opinion",
    "OutboxEntry",
    "PackageReview",
    "PersonalCode",
    "Referral",
    "Request",
    "SameAct",
    "Shop",
]
