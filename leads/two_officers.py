"""初步核实 by two officers, each for themselves, and what follows where they (dis)agree.

first opinion ─▶ second opinion ─┬─ both 登记 ─▶ Stages.verify: number, day, clock
                                 ├─ both 排除 ─▶ dismissed, with both officers
                                 ├─ both 补充取证 ─▶ a new turn, once there is more
                                 └─ 意见不一致 ─┬─ 修改意见 (both kept) ─▶ compared again
                                                └─ 报负责人 ─▶ rule
"""

from dataclasses import dataclass

from django.utils import timezone

from leads import jurisdiction
from leads.approvals import Kind, ask, locked, waiting_of
from leads.decisions import DismissReason
from leads.divisions import name_of, within
from leads.elsewhere import found_elsewhere
from leads.errors import IllegalStep, OfficerFault
from leads.events import note_event
from leads.holding import require_whole
from leads.models import Lead, Officer, Opinion
from leads.opinions import (
    Conclusion,
    Judgement,
    Turn,
    alternatives,
    digest_of,
    dismissal_of,
    keep_opinion,
    turn_of,
    words_of,
)
from leads.plain_text import storable
from leads.stages import Stages
from leads.step_rules import choice_of, require

Stage = Lead.Stage
SCREENED = Stage.SCREENED


def opine(
    stages: Stages, number: str, officer: Officer, said: Judgement, *, version: int | None = None
) -> Lead:
    """The officer's own opinion, the first or the second of the turn.

    With the second both are opened and compared; where they agree the lead takes the step
    at once. Raises OfficerFault where the officer spoke before or two others did,
    IllegalStep for a judgement that is not whole or evidence that does not verify.
    """
    _require_said(said)
    with stages.taking(number, {SCREENED}, "opined", [officer], version) as lead:
        turn = turn_of(lead)
        _require_new_voice(lead, turn, officer)
        _require_area(lead, said.area)
        require_whole(lead, stages.archive, stages.home)
        began = turn.opinions[0].version if turn.opinions else lead.version
        opinion = keep_opinion(lead, officer, said, began)
        stages.keep(lead, "opined", officer, "", detail=_closed(opinion))
        return _compared(stages, lead, officer) if turn.opinions else lead


def revise(
    stages: Stages, number: str, officer: Officer, said: Judgement, *, version: int | None = None
) -> Lead:
    """修改意见: a further opinion of one of the two who disagree; both stay."""
    _require_said(said)
    with stages.taking(number, {SCREENED}, "revised", [officer], version) as lead:
        turn = turn_of(lead)
        before = turn.of(officer)
        if not turn.both or before is None:
            raise IllegalStep(
                f"{lead} 现在不能修改意见：须两人均已提交，且您是其中一人",
                f"an opinion on {lead} is revised only by one of two who disagree",
            )
        _require_not_asked(lead)
        _require_area(lead, said.area)
        require_whole(lead, stages.archive, stages.home)
        opinion = keep_opinion(lead, officer, said, before.version, before)
        stages.keep(lead, "revised", officer, "", detail=_closed(opinion))
        return _compared(stages, lead, officer)


def put_to_head(
    stages: Stages, number: str, officer: Officer, reason: str, *, version: int | None = None
) -> Lead:
    """报负责人: two who disagree let a head of the office decide."""
    require(reason, "报负责人须写明分歧", "say in what you disagree")
    with stages.taking(number, {SCREENED}, "asked", [officer], version) as lead:
        turn = turn_of(lead)
        if not turn.differences or turn.of(officer) is None:
            raise IllegalStep(f"{lead} 没有不一致的意见", f"there is no disagreement on {lead}")
        _require_not_asked(lead)
        ask(lead, Kind.DISAGREE, officer, reason)
        stages.keep(lead, "asked", officer, reason, detail={"kind": Kind.DISAGREE.value})
    return lead


def rule(
    stages: Stages,
    number: str,
    head: Officer,
    conclusion: str,
    reason: str,
    *,
    dismissed_as: str = "",
    office: str = "",
    area: str = "",
    version: int | None = None,
) -> Lead:
    """负责人决定: what becomes of a lead on which two officers disagree.

    The head is one of the office that was asked, and neither of the two. Registering names
    both officers as those who verified, each with what they wrote, and the head's decision
    beside; `office` 属地 and `area` 定性 are the head's where the two differ in them.
    Raises OfficerFault and LeadChanged as `approvals.locked`, IllegalStep.
    """
    require(reason, "负责人决定须写明理由", "say why")
    chosen = choice_of(Conclusion, conclusion, "决定", "conclusion")
    with stages.taking(number, {SCREENED}, "ruled", [head], version) as lead:
        asked = waiting_of(lead, Kind.DISAGREE)
        turn = turn_of(lead)
        if asked is None or not turn.both:
            raise IllegalStep(f"{lead} 没有报请负责人", f"{lead} was not put to a head")
        if head.pk in {one.pk for one in turn.officers}:
            raise OfficerFault(
                f"{head.name} 是核实人员之一，不能由本人裁定", f"{head.name} is one of the two"
            )
        asked = locked(asked, head)
        asked.granted, asked.decided_by = True, head
        asked.decided_at, asked.remark = timezone.now(), storable(reason, 2000)
        asked.save()
        detail = {"conclusion": chosen.value}
        if chosen is Conclusion.REGISTER:
            settled = _settled(lead, turn, office, area)
            detail |= {"office": settled.office, "area": settled.area}
            stages.keep(lead, "ruled", head, reason, detail=detail)
            said = f"负责人{head.name}决定登记：{reason}"
            return _registered(stages, lead, turn, settled, said)
        stages.keep(lead, "ruled", head, reason, detail=detail)
        if chosen is Conclusion.DISMISS:
            why = choice_of(DismissReason, dismissed_as, "排除理由", "reason")
            return _dismissed(stages, lead, turn, why, f"负责人{head.name}决定：{reason}")
        return _more(stages, lead, head, f"负责人{head.name}决定：{reason}")


def _compared(stages: Stages, lead: Lead, officer: Officer) -> Lead:
    """Both are in: the history may tell both, and the lead goes on where they agree."""
    turn = turn_of(lead)
    differ = turn.differences
    said = f"意见不一致：{'、'.join(differ)}" if differ else "意见一致"
    note_event(
        lead,
        "compared",
        before=SCREENED,
        officer=officer,
        reason=said,
        detail={"opinions": [words_of(one) for one in turn.opinions], "differ": differ},
    )
    if differ:
        return lead
    match Conclusion(turn.latest[0].conclusion):
        case Conclusion.REGISTER:
            settled = _settled(lead, turn)
            return _registered(stages, lead, turn, settled, "两人意见一致")
        case Conclusion.DISMISS:
            why = dismissal_of(turn.latest)
            reasons = "；".join(dict.fromkeys(one.reason for one in turn.latest))
            return _dismissed(stages, lead, turn, why, reasons)
        case _:
            return _more(stages, lead, officer, "两人均认为须补充取证")


@dataclass(frozen=True, slots=True)
class _Settled:
    """What a registration rests on: 属地, the code of an office, and 定性, an area."""

    office: str
    area: str


def _settled(lead: Lead, turn: Turn, office: str = "", area: str = "") -> _Settled:
    """What the head says, else what those who would register agree on.

    Raises IllegalStep where they do not, and for what is no office or no choice here.
    """
    would = [one for one in turn.latest if one.conclusion == Conclusion.REGISTER]
    offices = {office} if office else {one.office for one in would} or {lead.office or ""}
    areas = {area} if area else {one.area for one in would} or {lead.area}
    if len(offices) > 1 or "" in offices:
        raise IllegalStep("请选属地：两人所选不同或未选", "say which office is responsible")
    if len(areas) > 1:
        raise IllegalStep("请选定性：两人所选不同", "say which area it is")
    settled = _Settled(jurisdiction.known_office(offices.pop()), areas.pop())
    _require_area(lead, settled.area)
    return settled


def _registered(stages: Stages, lead: Lead, turn: Turn, settled: _Settled, reason: str) -> Lead:
    """Register with both officers.

    Another 定性 makes its unit the one in charge 主办. The 属地 becomes the lead's where it had
    none, or where both say that what signs gave to another office is their own; else one that
    has an office goes to another by a referral 移送 only.
    """
    one, other = turn.latest
    area = stages.units.area(settled.area) if settled.area != lead.area else None
    words = []
    if area is not None:
        lead.unit = area.unit
        words.append(f"定性为{area.name}")
    if lead.office is None or all(_is_own(lead, one, settled.office) for one in turn.officers):
        lead.office = settled.office
        words.append(f"属地为{name_of(settled.office)}")
    if words:
        lead.assigned, lead.route_status = True, "assigned"
        lead.route_why = storable(f"经核实，{'，'.join(words)}", 4000)
        lead.save()
    return stages.verify(
        lead.hint_no, turn.officers, reason=reason, reasons=[one.reason, other.reason]
    )


def _is_own(lead: Lead, officer: Officer, office: str) -> bool:
    """Whether a lead that was found for another office is the officer's own, if `office` it is."""
    return found_elsewhere(lead, officer.office) and within(office, officer.office)


def _dismissed(stages: Stages, lead: Lead, turn: Turn, why: DismissReason, note: str) -> Lead:
    first, second = turn.officers
    lead.stage, lead.dismissed_as = Stage.DISMISSED, why.value
    text, detail = f"{why.label}：{note}", {"why": why.value}
    stages.keep(lead, "dismissed", first, text, before=SCREENED, detail=detail)
    note_event(lead, "dismissed", before=SCREENED, officer=second, reason=text, detail=detail)
    return lead


def _more(stages: Stages, lead: Lead, officer: Officer, reason: str) -> Lead:
    stages.keep(lead, "more_evidence", officer, reason)
    return lead


def _closed(opinion: Opinion) -> dict[str, object]:
    """What the history tells of an opinion at once: that it is there, and its digest."""
    return {"opinion": opinion.pk, "digest": digest_of(opinion)}


def _require_said(said: Judgement) -> None:
    require(said.reason, "核实意见须写明理由", "say why")
    if not said.looked_again:
        raise IllegalStep("未复看页面或采集件，不能提交核实意见", "look at the page again first")
    if said.conclusion == Conclusion.DISMISS:
        choice_of(DismissReason, said.dismissed_as, "排除理由", "reason")
    if said.conclusion == Conclusion.REGISTER and not said.office:
        raise IllegalStep("结论为登记时须选属地", "say which office is responsible")
    if said.office:
        jurisdiction.known_office(said.office)


def _require_area(lead: Lead, area: str) -> None:
    if area not in alternatives(lead):
        raise IllegalStep("定性只能在本线索和同一行为的备选中选", "choose one of the areas shown")


def _require_new_voice(lead: Lead, turn: Turn, officer: Officer) -> None:
    if turn.of(officer) is not None:
        raise OfficerFault(
            f"{officer.name}已提交本件的核实意见，第二人须为另一名执法人员",
            f"{officer.name} gave an opinion already: the second has to be somebody else",
        )
    if turn.both:
        raise IllegalStep(f"{lead} 已有两人意见", f"two officers have spoken on {lead}")


def _require_not_asked(lead: Lead) -> None:
    if waiting_of(lead, Kind.DISAGREE) is not None:
        raise IllegalStep(f"{lead} 已报负责人，等候决定", f"{lead} waits for the head's decision")
