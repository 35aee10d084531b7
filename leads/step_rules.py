"""What every step of a lead is held to, and how a refusal is worded."""

from collections.abc import Collection, Sequence
from typing import Any, TypeVar

from leads.beijing import shown_time
from leads.decisions import STEP_NAMES, Answer, DismissReason, Form
from leads.divisions import within
from leads.elsewhere import found_elsewhere
from leads.errors import IllegalStep, LeadChanged, LeadUnknown, OfficerFault
from leads.models import Lead, LeadEvent, Officer, Opinion, Referral
from leads.plain_text import storable, visible

Stage = Lead.Stage
RUNNING = frozenset({Stage.VERIFIED, Stage.REFERRED})
"""Stages in which the legal clock runs: from registration until the answer 反馈."""
REGISTERED = frozenset({Stage.VERIFIED, Stage.REFERRED, Stage.ANSWERED, Stage.CLOSED})
"""Stages of a lead 线索: its hint was registered, and that stands."""
MAY_BE_SENT = frozenset({Stage.VERIFIED, Stage.ANSWERED, Stage.REFERRED})
"""Stages from which a lead may be referred; which form, `require_may_refer` says."""


def find_lead(number: str) -> Lead:
    """The lead with this 提示号 or 线索编号. Raises LeadUnknown."""
    clean = storable(number.strip(), 60)
    lead = Lead.objects.filter(hint_no=clean).first() or Lead.objects.filter(number=clean).first()
    if lead is None:
        name = visible(number, 60)
        raise LeadUnknown(f"没有编号为 {name} 的线索或提示", f"no lead has the number {name}")
    return lead


def require_two(officers: Sequence[Officer]) -> None:
    """Raise OfficerFault unless these are two different people."""
    if len(officers) != 2:
        raise OfficerFault("初步核实须两名执法人员", "verification needs two officers")
    first, second = officers
    if first.pk == second.pk or first.number == second.number:
        raise OfficerFault(
            f"初步核实须两名不同的执法人员，不能都是 {first.name}",
            f"verification needs two different officers, not {first.name} twice",
        )


def in_charge(lead: Lead, officer: Officer) -> bool:
    """Whether the lead is the officer's to deal with, and not only to read.

    It is that of the unit in charge 主办 at the lead's office or at one above it, and of the
    network units there; before the office is known, of who discovered it. Units that assist
    协办 read it. An office that sent it away 移送 goes on reading it, may correct what it
    entered itself, and has its part in an objection (leads.sending); the rest is the
    receiver's. Of what went to an external body the sender stays in charge.
    """
    office = lead.office or lead.discovered_by
    return within(office, officer.office) and officer.unit in {lead.unit, "network"}


def may_hand_over(lead: Lead, officer: Officer) -> bool:
    """Whether the officer may say where the lead belongs and send it there: who is in charge,
    and the network unit of the office that found it for another (leads.elsewhere). No more:
    to look into another office's shop is that office's matter."""
    finder = officer.unit == "network" and found_elsewhere(lead, officer.office)
    return in_charge(lead, officer) or finder


def require_may_hand_over(lead: Lead, officer: Officer) -> None:
    """Raise OfficerFault where the officer may not hand the lead over (`may_hand_over`)."""
    if not may_hand_over(lead, officer):
        require_in_charge(lead, officer)


def require_in_charge(lead: Lead, officer: Officer) -> None:
    """Raise OfficerFault where the lead is not the officer's to deal with (`in_charge`)."""
    if not in_charge(lead, officer):
        if may_hand_over(lead, officer):
            raise OfficerFault(
                f"{lead} 不属本局管辖，只能排除、指派属地，或核实登记后移送",
                f"{lead} belongs elsewhere: {officer.name} may only hand it over",
            )
        raise OfficerFault(
            f"{lead} 由主办机构办理，您所在的机构只能查看",
            f"{lead} is dealt with by the unit in charge, {officer.name} may only read it",
        )


def require_not_withdrawn(lead: Lead) -> None:
    """Raise IllegalStep for a lead whose registration two officers and a head withdrew 撤销登记."""
    if lead.number:
        raise IllegalStep(
            "登记已撤销，不能恢复；再现另立新提示",
            "its registration was withdrawn: what is seen again makes a new hint",
        )


C = TypeVar("C", DismissReason, Answer, Form, Opinion.Conclusion)


def choice_of(choices: type[C], words: C | str, zh: str, en: str) -> C:
    """The member of `choices` that `words` name by value or label. Raises IllegalStep."""
    for choice in choices:
        if words in {choice, choice.value, choice.label}:
            return choice
    known_zh = "、".join(str(c.label) for c in choices)
    known_en = ", ".join(c.value for c in choices)
    name = visible(str(words), 40)
    raise IllegalStep(
        f"没有这种{zh}：{name}；可用：{known_zh}", f"no such {en}: {name}; use {known_en}"
    )


def require(text: str, zh: str, en: str) -> None:
    """Raise IllegalStep where a text that the step needs is missing."""
    if not text.strip():
        raise IllegalStep(zh, en)


def illegal(lead: Lead, step: str, allowed: Collection[Stage]) -> IllegalStep:
    """What to say of a step that does not start from the lead's stage."""
    needs = "、".join(str(Stage(s).label) for s in sorted(allowed))
    return IllegalStep(
        f"{lead} 现为“{Stage(lead.stage).label}”，不能{STEP_NAMES[step]}；须为：{needs}",
        f"{lead} is {lead.stage}: it cannot be {step}, only when {' or '.join(sorted(allowed))}",
    )


def changed(lead: Lead) -> LeadChanged:
    """What to say of a lead that somebody decided on in between."""
    last = LeadEvent.objects.filter(lead=lead).order_by("-id").first()
    if last is None:
        return LeadChanged(f"{lead} 已被改动，请重看", f"{lead} has changed: look again")
    actor = "系统" if last.actor == LeadEvent.ROBOT else last.actor
    name = STEP_NAMES.get(last.step, last.step)
    return LeadChanged(
        f"{actor}已于{shown_time(last.at)}对 {lead} {name}；您的填写未提交，请重看后再定",
        f"{last.actor} took the step {last.step} on {lead} at {shown_time(last.at)}: look again",
    )


def last_referral(lead: Lead) -> dict[str, Any]:
    """The detail of the latest referral, {} where there is none."""
    event = LeadEvent.objects.filter(lead=lead, step="referred").order_by("-id").first()
    return dict(event.detail) if event is not None else {}


def require_may_refer(lead: Lead, form: Form, officer: Officer) -> None:
    """Only an objection sends a lead on again; from another office only upwards
    (市场监督管理行政处罚程序规定第十四条). The superior that was asked 报请 designates by 交办.
    Who is in charge sends it, or who found it for another office; what was objected to, who
    had sent it as well.
    Raises IllegalStep, OfficerFault."""
    _require_form(lead, form)
    if lead.stage == Stage.ANSWERED and _sent_by(officer, lead):
        return
    require_may_hand_over(lead, officer)


def _sent_by(officer: Officer, lead: Lead) -> bool:
    """Whether the officer's unit sent the lead to where it is."""
    row = Referral.objects.filter(lead=lead).exclude(sent_at=None).order_by("-id").first()
    if row is None or row.from_office != officer.office:
        return False
    return officer.unit in {row.from_unit, "network"}


def _require_form(lead: Lead, form: Form) -> None:
    if lead.stage == Stage.VERIFIED:
        return
    if lead.stage == Stage.REFERRED:
        if last_referral(lead).get("form") != Form.REQUEST.value or form is not Form.ASSIGN:
            raise illegal(lead, "referred", {Stage.VERIFIED, Stage.ANSWERED})
        return
    if lead.answer != Answer.OBJECTION:
        raise IllegalStep(f"{lead} 已有反馈，不能再移送", f"{lead} was answered already")
    if last_referral(lead).get("form") != Form.SUBMIT.value and form is not Form.REQUEST:
        raise IllegalStep(
            f"{lead} 有管辖异议，不得再行移送，应协商或报请共同上级指定",
            f"{lead} has an objection of jurisdiction: only the superior may designate",
        )
