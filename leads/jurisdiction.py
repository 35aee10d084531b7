"""Where a lead may be sent, and in which form: own unit, other office, below, above."""

from dataclasses import dataclass

from leads.decisions import Form
from leads.divisions import division, name_of, within
from leads.elsewhere import found_elsewhere
from leads.errors import IllegalStep
from leads.models import Lead, Officer
from leads.plain_text import visible
from leads.units import Units


@dataclass(frozen=True, slots=True)
class Target:
    """A unit of an office; `office` is None for a body outside Yunnan's offices."""

    unit: str
    office: str | None


def known_office(code: str) -> str:
    """The code of an office of Yunnan. Raises IllegalStep."""
    if division(code) is None:
        name = visible(code, 20)
        raise IllegalStep(
            f"没有代码为 {name} 的机关；应为云南省六位行政区划代码",
            f"no office has the code {name}; give a six-digit code of Yunnan",
        )
    return code


def receiving_unit(words: str, units: Units) -> str:
    """The id of a unit that receives leads. Raises UnitUnknown or IllegalStep."""
    unit = units.find(words)
    if not unit.receives_leads:
        raise IllegalStep(f"{unit.title}不承办线索", f"the unit {unit.id} receives no leads")
    return unit.id


def target(
    lead: Lead,
    officer: Officer,
    form: Form,
    *,
    units: Units,
    unit: str | None = None,
    office: str | None = None,
    external: str = "",
) -> Target:
    """Where `officer` sends `lead`, if that form may go there. Raises IllegalStep, UnitUnknown.

    提交 stays in the officer's own office, 交办 goes to one below it, 报请 to one
    above, 移送 to any other office or to an external body. What was found for another office
    stays outside one's own territory.
    """
    if external:
        if form is not Form.TRANSFER:
            raise IllegalStep("向外部机关只能移送", "an external body is reached by transfer only")
        return Target(lead.unit, None)
    to = known_office(office or (officer.office if form is Form.SUBMIT else lead.office or ""))
    own = officer.office
    fits = {
        Form.SUBMIT: to == own,
        Form.TRANSFER: to != own,
        Form.ASSIGN: to != own and within(to, own),
        Form.REQUEST: to != own and within(own, to),
    }
    if not fits[form]:
        raise IllegalStep(
            f"{name_of(own)}不能向{name_of(to)}{form.label}；"
            "提交只限本局，交办限下级，报请限上级，其余用移送",
            f"the office {own} cannot {form.value} to {to}: submit stays in the office, "
            "assign goes down, request goes up, the rest is transfer",
        )
    if found_elsewhere(lead, own) and within(to, own):
        raise IllegalStep(
            f"{lead} 不属{name_of(own)}管辖，只能移送属地机关，或报请共同上级指定",
            f"{lead} does not belong to {own}: transfer it, or ask the common superior",
        )
    return Target(receiving_unit(unit or lead.unit, units), to)
