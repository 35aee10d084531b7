"""延期 and 撤销登记: what an officer asks for and a head signs."""

from django.db import transaction

from leads.approvals import Kind, ask, decide, locked, waiting_of
from leads.decisions import DismissReason
from leads.errors import IllegalStep, OfficerFault
from leads.events import note_event
from leads.models import Approval, Lead, Officer
from leads.stages import Stages
from leads.step_rules import RUNNING, require, require_in_charge, require_may_hand_over

Stage = Lead.Stage


def ask_extension(
    stages: Stages, number: str, officer: Officer, reason: str, *, version: int | None = None
) -> Lead:
    """Ask a head for the one extension. Raises IllegalStep where there was one, or is no clock."""
    require(reason, "延期须写明理由", "say why more time is needed")
    with stages.taking(number, RUNNING, "asked", [officer], version) as lead:
        require_in_charge(lead, officer)
        if lead.extended or lead.due is None:
            raise IllegalStep(f"{lead} 已延期一次，不能再延", f"{lead} was extended before")
        if waiting_of(lead, Kind.EXTEND) is not None:
            raise IllegalStep(f"{lead} 的延期已报请，等候审签", f"{lead}: an extension waits")
        ask(lead, Kind.EXTEND, officer, reason)
        stages.keep(lead, "asked", officer, reason, detail={"kind": Kind.EXTEND.value})
    return lead


def grant_extension(
    stages: Stages, approval: Approval, head: Officer, remark: str, *, version: int | None = None
) -> Lead:
    """审签同意: the clock is extended once, in the name of who asked."""
    with transaction.atomic():
        found = locked(approval, head)
        lead = decide(stages, found, head, granted=True, remark=remark, version=version)
        return stages.extend(lead.hint_no, found.asked_by, found.reason, approved_by=head.name)


def ask_withdrawal(
    stages: Stages, number: str, officer: Officer, reason: str, *, version: int | None = None
) -> Lead:
    """撤销登记: the first officer says why a registered lead should be none."""
    require(reason, "撤销登记须写明理由", "say why")
    with stages.taking(number, {Stage.VERIFIED}, "asked", [officer], version) as lead:
        require_may_hand_over(lead, officer)
        if waiting_of(lead, Kind.WITHDRAW) is not None:
            raise IllegalStep(f"{lead} 已有人提出撤销登记", f"{lead}: somebody asked already")
        ask(lead, Kind.WITHDRAW, officer, reason)
        stages.keep(lead, "asked", officer, reason, detail={"kind": Kind.WITHDRAW.value})
    return lead


def second_withdrawal(
    stages: Stages, approval: Approval, officer: Officer, *, version: int | None = None
) -> Lead:
    """The second officer agrees; only then may a head sign."""
    number = approval.lead.hint_no
    with stages.taking(number, {Stage.VERIFIED}, "seconded", [officer], version) as lead:
        require_may_hand_over(lead, officer)
        found = Approval.objects.select_for_update().get(pk=approval.pk)
        if officer.pk == found.asked_by_id:
            raise OfficerFault("第二人须为另一名执法人员", "the second has to be another officer")
        if found.granted is not None or found.seconded_by_id is not None:
            raise IllegalStep(f"{lead} 的撤销登记已有第二人", f"{lead} was seconded already")
        found.seconded_by = officer
        found.save(update_fields=["seconded_by"])
        stages.keep(lead, "seconded", officer, "", detail={"kind": Kind.WITHDRAW.value})
    return lead


def grant_withdrawal(
    stages: Stages, approval: Approval, head: Officer, remark: str, *, version: int | None = None
) -> Lead:
    """审签同意: the lead is dismissed, its number stays with it and is given to no other."""
    with transaction.atomic():
        found = locked(approval, head)
        if found.seconded_by is None:
            raise IllegalStep("撤销登记须先有两名执法人员", "two officers come first")
        number = found.lead.hint_no
        decide(stages, found, head, granted=True, remark=remark, version=version)
        two = [found.asked_by, found.seconded_by]
        with stages.taking(number, {Stage.VERIFIED}, "withdrawn", two, None) as lead:
            lead.stage, lead.due = Stage.DISMISSED, None
            lead.dismissed_as, lead.due_provisional = DismissReason.OTHER.value, False
            detail = {"approved_by": head.name}
            reason = found.reason
            stages.keep(lead, "withdrawn", two[0], reason, before=Stage.VERIFIED, detail=detail)
            note_event(
                lead, "withdrawn", before=Stage.VERIFIED, officer=two[1], reason=reason,
                detail=detail,
            )  # fmt: skip
    return lead
