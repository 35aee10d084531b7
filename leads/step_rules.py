"""What every step of a lead is held to, and how a refusal is worded."""

from collections.abc import Collection, Sequence
from typing import Any, TypeVar

from leads.beijing import shown_time
from leads.decisions import STEP_NAMES, Answer, DismissReason, Form
from leads.errors import IllegalStep, LeadChanged, OfficerFault
from leads.models import Lead, LeadEvent, Officer
from leads.plain_text import visible

Stage = Lead.Stage


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


C = TypeVar("C", DismissReason, Answer, Form)


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
