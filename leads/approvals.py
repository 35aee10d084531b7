"""审签 by a head of the office: asking, granting, refusing (desk.md 6, +负责人)."""

from django.db import transaction
from django.utils import timezone

from leads.errors import OfficerFault
from leads.models import Approval, Lead, Officer, Referral
from leads.plain_text import storable
from leads.stages import Stages
from leads.step_rules import changed, require

Kind = Approval.Kind


def ask(
    lead: Lead, kind: Approval.Kind, officer: Officer, reason: str, row: Referral | None = None
) -> Approval:
    """Put a matter before the heads of the officer's office, in the transaction of a step."""
    return Approval.objects.create(
        lead=lead,
        kind=kind,
        office=officer.office,
        referral=row,
        reason=storable(reason, 2000),
        asked_by=officer,
        asked_at=timezone.now(),
    )


def waiting_of(lead: Lead, kind: Approval.Kind) -> Approval | None:
    """The matter of this kind that waits for a head, None where none does."""
    rows = Approval.objects.filter(lead=lead, kind=kind, granted=None)
    return rows.select_related("asked_by", "seconded_by").order_by("-id").first()


def refuse(
    stages: Stages, approval: Approval, head: Officer, remark: str, *, version: int | None = None
) -> Lead:
    """审签不同意, with its reason; the officer may ask again."""
    require(remark, "不同意须写明意见", "say why not")
    with transaction.atomic():
        approval = locked(approval, head)
        if approval.referral is not None:
            approval.referral.refused_at = timezone.now()
            approval.referral.save(update_fields=["refused_at"])
        return decide(stages, approval, head, granted=False, remark=remark, version=version)


def decide(
    stages: Stages,
    approval: Approval,
    head: Officer,
    *,
    granted: bool,
    remark: str,
    version: int | None = None,
) -> Lead:
    """Note the head's decision on `approval`, as `locked` gave it, and in the history."""
    step = "signed" if granted else "refused"
    number = approval.lead.hint_no
    with stages.taking(number, frozenset(Lead.Stage), step, [head], version) as lead:
        approval.granted, approval.decided_by = granted, head
        approval.decided_at, approval.remark = timezone.now(), storable(remark, 2000)
        approval.save()
        stages.keep(lead, step, head, remark, detail={"kind": approval.kind})
    return lead


def locked(approval: Approval, head: Officer) -> Approval:
    """The matter, locked, if this head may decide it.

    Raises LeadChanged where another did, OfficerFault for a head of another office or one
    who asked for it. Inside a transaction.
    """
    # The lead first, as every step does: two who lock in another order wait for ever.
    Lead.objects.select_for_update().get(pk=approval.lead_id)
    row = Approval.objects.select_for_update(of=("self",)).select_related("lead", "referral")
    found = row.get(pk=approval.pk)
    if found.granted is not None:
        raise changed(found.lead)
    if head.office != found.office or head.pk in {found.asked_by_id, found.seconded_by_id}:
        raise OfficerFault(
            "须由本机关另一名负责人审签", "another head of the same office has to sign"
        )
    return found
