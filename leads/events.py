"""Writing down the steps of a lead 经过."""

from typing import Any

from django.utils import timezone

from leads.models import Lead, LeadEvent, Officer
from leads.plain_text import storable, storable_json


def note_event(
    lead: Lead,
    step: str,
    *,
    before: str,
    officer: Officer | None = None,
    by: str = "",
    reason: str = "",
    detail: dict[str, Any] | None = None,
) -> LeadEvent:
    """Add an event to the lead as it now stands; `before` is its stage before the step.

    `by` names a person without a certificate 执法证 (decisions.UNCERTIFIED); without an officer
    and a name the robot did it. Inside the transaction of the step.
    """
    event = LeadEvent(
        lead=lead,
        at=timezone.now(),
        step=step,
        stage_before=before,
        stage_after=lead.stage,
        officer=officer,
        actor=officer.name if officer else storable(by, 60) or LeadEvent.ROBOT,
        reason=storable(reason, 2000),
        detail=storable_json(detail or {}),
        version=lead.version,
    )
    event.save()
    return event
