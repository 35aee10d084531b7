"""Handing a lead to a unit: an entry in the transaction of the step, files later."""

from django.utils import timezone

from leads.lead_document import lead_document
from leads.models import Lead, OutboxEntry
from leads.office import Office
from leads.units import Units

Kind = OutboxEntry.Kind


def hand_over_suspected(lead: Lead, office: Office, units: Units) -> None:
    """Hand a suspected lead to its unit, where the office wants that; once a lead and unit.

    A draft waits as a draft; when an agreed list finds it again, it is one no longer.
    """
    if lead.stage != Lead.Stage.SUSPECTED or not office.receives_suspected(lead.unit):
        return
    unit = units.unit(lead.unit)
    if unit is None or not unit.receives_leads:
        return
    entry, made = OutboxEntry.objects.get_or_create(
        lead=lead,
        kind=Kind.SUSPECTED,
        unit=lead.unit,
        defaults={"draft": lead.draft, "created_at": timezone.now()},
    )
    if not made and entry.draft and not lead.draft and entry.emission_id is None:
        OutboxEntry.objects.filter(pk=entry.pk).update(draft=False)


def hand_over(lead: Lead, kind: OutboxEntry.Kind, unit: str, units: Units) -> OutboxEntry:
    """Hand a lead to `unit` as it stands now. Inside the transaction of the step."""
    occasion = OutboxEntry.objects.filter(lead=lead, kind=kind, unit=unit).count()
    return OutboxEntry.objects.create(
        lead=lead,
        kind=kind,
        unit=unit,
        occasion=occasion,
        draft=lead.draft,
        payload=lead_document(lead, kind, units),
        created_at=timezone.now(),
    )
