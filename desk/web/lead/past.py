"""What was before and beside a lead: dismissals, captures, the same act, the shop's others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from leads.models import Lead, LeadCapture, LeadEvent, LeadFinding, SameAct

_MOST = 20


@dataclass(frozen=True, slots=True)
class Dismissal:
    """以往排除: who dismissed it, when and why; `unchanged` says that nothing new was found since.

    It is shown and never applied: whoever looks decides anew.
    """

    at: datetime
    actor: str
    reason: str
    lead: Lead
    unchanged: bool
    own: bool


def dismissals(lead: Lead, visible: "QuerySet[Lead]") -> list[Dismissal]:
    """Earlier dismissals of this lead, and of the same content at the same operator's shops.

    Only of leads among `visible`, those that the account may see.
    """
    contents = _contents(lead)
    own = LeadEvent.objects.filter(lead=lead, step="dismissed").order_by("-id")[:3]
    found = [
        Dismissal(event.at, event.actor, event.reason, lead, _nothing_since(lead, event.at), True)
        for event in own
    ]
    same = visible.filter(
        shop__operator=lead.shop.operator_id, area=lead.area, stage=Lead.Stage.DISMISSED
    ).exclude(pk=lead.pk)
    for other in same.order_by("-id")[:5]:
        shared = contents & _contents(other)
        event = LeadEvent.objects.filter(lead=other, step="dismissed").order_by("-id").first()
        if shared and event is not None:
            unchanged = contents <= _contents(other)
            found.append(Dismissal(event.at, event.actor, event.reason, other, unchanged, False))
    return sorted(found, key=lambda one: one.at, reverse=True)


def _contents(lead: Lead) -> set[str]:
    rows = LeadFinding.objects.filter(lead=lead, makes_lead=True)
    return set(rows.values_list("content", flat=True)[:500])


def _nothing_since(lead: Lead, moment: datetime) -> bool:
    """Whether every content of the lead had been found before `moment`."""
    rows = LeadFinding.objects.filter(lead=lead, makes_lead=True)
    before = set(rows.filter(first_seen__lte=moment).values_list("content", flat=True)[:500])
    return not rows.exclude(content__in=before).exists()


@dataclass(frozen=True, slots=True)
class SameActLead:
    """同一行为: another lead about the same sentence; 主办 leads, 协办 is the alternative view."""

    lead: Lead
    leading: bool


def same_acts(lead: Lead, visible: "QuerySet[Lead]") -> list[SameActLead]:
    """The leads of the same act among those that the account may see."""
    led = SameAct.objects.filter(leading=lead).values_list("assisting_id", flat=True)[:_MOST]
    leads = SameAct.objects.filter(assisting=lead).values_list("leading_id", flat=True)[:_MOST]
    leading, assisting = set(leads), set(led)
    rows = visible.filter(pk__in=leading | assisting).select_related("shop")
    return [SameActLead(one, one.pk in leading) for one in rows.order_by("id")]


def others_of_shop(lead: Lead, visible: "QuerySet[Lead]") -> Sequence[Lead]:
    """本店其他线索, the newest first."""
    rows = visible.filter(shop=lead.shop_id).exclude(pk=lead.pk)
    return list(rows.order_by("-last_seen", "-id")[:_MOST])


def captures_of_lead(lead: Lead) -> Sequence[LeadCapture]:
    """历次采集, the newest first."""
    rows = LeadCapture.objects.filter(lead=lead).select_related("capture")
    return list(rows.order_by("-capture__started_at", "-id")[:_MOST])
