"""回避: an officer who says that they may not decide a lead (行政处罚法第四十三条).

It is one more step of the lead's history; from then on no step of the lead is theirs.
"""

from leads.errors import OfficerFault
from leads.models import Lead, LeadEvent, Officer

STEP = "recused"


def recused(lead: Lead, officer: Officer) -> bool:
    """Whether the officer has stood aside from this lead."""
    return LeadEvent.objects.filter(lead=lead, step=STEP, officer=officer).exists()


def require_not_recused(lead: Lead, officer: Officer) -> None:
    """Raise OfficerFault where the officer has stood aside from this lead."""
    if recused(lead, officer):
        raise OfficerFault(
            f"{officer.name}已声明回避 {lead}，不能再作决定，请交其他执法人员",
            f"{officer.name} has stood aside from {lead}: another officer has to decide",
        )
