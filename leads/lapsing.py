"""What waits for a head 审签 lapses with its matter: once the lead went on, nobody signs it."""

from django.utils import timezone

from leads.models import Approval, Lead, Referral

Stage = Lead.Stage
LAPSED = "事项已变，不再审签"


def lapse(lead: Lead, before: str = "") -> None:
    """Close what waits for a head, and the drafts with it, where the lead left `before`.

    An extension goes on waiting while a registered lead is referred: the clock is the same
    until another office receives it. Inside the transaction of the step, the lead locked.
    """
    if before == lead.stage:
        return
    waiting = Approval.objects.filter(lead=lead, granted=None)
    if before == Stage.VERIFIED and lead.stage == Stage.REFERRED:
        waiting = waiting.exclude(kind=Approval.Kind.EXTEND)
    now = timezone.now()
    Referral.objects.filter(approval__in=waiting).update(refused_at=now)
    waiting.update(granted=False, decided_at=now, remark=LAPSED)
