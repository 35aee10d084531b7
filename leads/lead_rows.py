"""Rows of leads: made once for a shop and a matter, seen again, reopened, sent elsewhere."""

from collections.abc import Callable, Sequence
from dataclasses import asdict

from django.db.models import F
from django.utils import timezone

from leads.beijing import day_of
from leads.events import note_event
from leads.facts import Facts
from leads.finding_rows import SHOP_RULE, Observation, contents_of
from leads.lead_numbers import next_hint_no
from leads.models import Lead, LeadFinding, LeadSighting, Shop
from leads.plain_text import storable
from leads.territory import Routed

Stage = Lead.Stage
UNDECIDED = frozenset({Stage.SUSPECTED, Stage.SCREENED})
"""Stages before registration: the robot may still send a lead elsewhere, officers dismiss it."""


def leads_of(shop: Shop) -> dict[str, Lead]:
    """The newest lead of each matter of the shop, locked until the transaction ends."""
    rows = Lead.objects.select_for_update(of=("self",)).filter(shop=shop).order_by("round")
    return {lead.area: lead for lead in rows.select_related("shop__operator")}


def lead_for(
    facts: Facts,
    shop: Shop,
    known: Lead | None,
    observations: Sequence[Observation],
    where: Callable[[], Routed],
) -> tuple[Lead, bool]:
    """The lead that `observations` of one matter belong to, and whether it was made now.

    A dismissed lead stays dismissed while the same content is seen, and is
    suspected again when there is more; one whose registration was withdrawn is followed by
    a new round then, and keeps its number. A closed one is followed by a new round
    when the matter is new or comes back after it had gone (改正后复现).
    """
    if known is None or (known.stage == Stage.CLOSED and _comes_back(known, observations)):
        return _make(facts, shop, known, observations, where()), True
    if known.stage == Stage.DISMISSED and _new_contents(known, observations):
        if known.number:
            return _make(facts, shop, known, observations, where()), True
        _reopen(known)
    return known, False


def see(lead: Lead, facts: Facts, new: int, *, made: bool) -> None:
    """Note that a page of `facts` showed the lead, with `new` contents."""
    sighting, first_of_run = LeadSighting.objects.get_or_create(
        lead=lead,
        run_id=storable(facts.run_id, 60),
        defaults={
            "campaign": storable(facts.campaign, 120),
            "first_at": facts.seen_at,
            "last_at": facts.seen_at,
            "draft": facts.draft,
        },
    )
    LeadSighting.objects.filter(pk=sighting.pk).update(
        pages=F("pages") + 1,
        new_findings=F("new_findings") + new,
        first_at=min(sighting.first_at, facts.seen_at),
        last_at=max(sighting.last_at, facts.seen_at),
    )
    agreed = lead.draft and not facts.draft
    lead.first_seen = min(lead.first_seen, facts.seen_at)
    lead.last_seen = max(lead.last_seen, facts.seen_at)
    lead.draft = lead.draft and facts.draft
    lead.strength = _strength(lead)
    lead.save(update_fields=["first_seen", "last_seen", "draft", "strength", "updated_at"])
    if agreed:
        note_event(
            lead, "agreed", before=lead.stage, reason="按已会签的关键词表再次发现，不再是草稿"
        )
    if first_of_run and not made:
        stays = "；内容未变，仍按已排除处理" if lead.stage == Stage.DISMISSED else ""
        reason = f"再次发现{stays}" if not new else f"再次发现，新增{new}处"
        note_event(
            lead, "seen_again", before=lead.stage, reason=reason, detail={"run": facts.run_id}
        )


def reroute(lead: Lead, routed: Routed) -> None:
    """Send an undecided lead where the signs now point, unless an officer has set it."""
    if lead.stage not in UNDECIDED or lead.assigned:
        return
    before = (lead.unit, lead.office, lead.route_status)
    unit = routed.unit or lead.unit
    if before == (unit, routed.office, routed.status):
        return
    lead.unit, lead.office, lead.route_status = unit, routed.office, routed.status
    lead.route_why = storable(routed.why, 4000)
    # A page of the licence names no goods: the bodies that goods brought in stay.
    lead.external = list(dict.fromkeys([*routed.external, *lead.external]))
    lead.version += 1
    lead.save(
        update_fields=[
            *("unit", "office", "route_status", "route_why", "external", "version", "updated_at")
        ]
    )
    detail = {"before": list(before), "after": asdict(routed)}
    note_event(lead, "rerouted", before=lead.stage, reason=routed.why, detail=detail)


def _make(
    facts: Facts,
    shop: Shop,
    earlier: Lead | None,
    observations: Sequence[Observation],
    routed: Routed,
) -> Lead:
    first = max(observations, key=lambda o: (o.makes_lead, o.finding.strength == "strong"))
    lead = Lead.objects.create(
        hint_no=next_hint_no(day_of(timezone.now())),
        shop=shop,
        area=first.area,
        round=earlier.round + 1 if earlier else 1,
        earlier=earlier,
        draft=facts.draft,
        strength=first.finding.strength,
        summary=storable(_summary(first), 400),  # until its weightiest finding is known
        unit=routed.unit or first.finding.unit,
        office=routed.office,
        route_status=routed.status,
        route_why=storable(routed.why, 4000),
        external=routed.external,
        discovered_by=facts.discovering_office[:6],
        first_seen=facts.seen_at,
        last_seen=facts.seen_at,
        campaign=storable(facts.campaign, 120),
    )
    reason = "监测发现"
    if earlier is not None:
        reason = "改正后复现" if lead.came_back else "登记撤销后又有新的发现"
    detail = {"run": facts.run_id, "earlier": earlier.hint_no if earlier else None}
    note_event(lead, "filed", before="", reason=reason, detail=detail)
    return lead


def _reopen(lead: Lead) -> None:
    lead.stage, lead.dismissed_as = Stage.SUSPECTED, ""
    lead.version += 1
    lead.save(update_fields=["stage", "dismissed_as", "version", "updated_at"])
    note_event(
        lead, "reopened", before=Stage.DISMISSED, reason="排除后又有新的发现，恢复为监测提示"
    )


def _new_contents(lead: Lead, observations: Sequence[Observation]) -> bool:
    known = contents_of(lead)
    return any(o.makes_lead and o.content not in known for o in observations)


def _comes_back(lead: Lead, observations: Sequence[Observation]) -> bool:
    """Whether the content is new to the lead, or had gone from its pages and is seen again."""
    if _new_contents(lead, observations):
        return True
    contents = [o.content for o in observations if o.makes_lead]
    rows = LeadFinding.objects.filter(lead=lead, content__in=contents)
    return rows.exists() and not rows.filter(gone_at=None).exists()


def _strength(lead: Lead) -> str:
    rows = LeadFinding.objects.filter(lead=lead, makes_lead=True, strength="strong")
    return "strong" if rows.exists() else "weak"


def _summary(first: Observation) -> str:
    """What is suspected, in one line: the words found, or why a whole shop is suspected."""
    if first.finding.rule.startswith(SHOP_RULE):
        return first.finding.reason
    return first.finding.matched or first.finding.reason
