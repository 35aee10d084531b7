"""调整级别: an officer sets a level of harm other than the rule's, with a reason."""

from typing import Any

from leads.errors import IllegalStep
from leads.harm import NAMES
from leads.models import Lead, Officer
from leads.plain_text import storable
from leads.stages import Stages
from leads.step_rules import require_in_charge

STEP = "levelled"


def set_level(
    stages: Stages,
    number: str,
    officer: Officer,
    level: int,
    *,
    reason: str,
    version: int | None = None,
) -> Lead:
    """Set the level of a lead, 1 (worst) to 4; the robot leaves it alone from then on.

    Raises IllegalStep for another level, for the same one and without a reason; OfficerFault
    for who is not in charge.
    """
    if level not in NAMES:
        raise IllegalStep("级别须为一级至四级", "the level is 1 to 4")

    def change(lead: Lead) -> dict[str, Any]:
        require_in_charge(lead, officer)
        if lead.level == level:
            raise IllegalStep(f"{lead} 已是{NAMES[level]}", f"{lead} is of level {level} already")
        was = lead.level
        lead.level, lead.level_by_hand = level, True
        lead.level_why = storable(f"由{officer.name}调整：{reason}", 200)
        return {"before": was, "after": level}

    return stages.mark(number, officer, STEP, change, reason=reason, version=version)
