"""成批处理: one decision about several hints, under one batch number 批次号.

Each lead takes the step by itself, with its own line of history and its own entry in the
ledger; what could not be done for one stops no other, and is said. Nothing here decides
more than `MOST` at once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from leads.beijing import day_of
from leads.decisions import DismissReason
from leads.errors import IllegalStep, StepFault
from leads.models import Lead, LeadEvent, NumberSeries, Officer
from leads.officers import require_in_service
from leads.stages import Stages
from leads.step_rules import choice_of, require

MOST = 50
"""Leads of one batch at most."""

_NEAR = 5_000
"""Events on either side of a known one among which those of its batch are looked for."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A lead that the officer ticked, as they saw it."""

    lead: Lead
    version: int


@dataclass(slots=True)
class Batch:
    """What became of a batch: leads that took the step, and why the others did not."""

    number: str
    done: list[Lead] = field(default_factory=list)
    refused: list[tuple[Lead, str]] = field(default_factory=list)


def screen_all(
    stages: Stages, officer: Officer, chosen: Sequence[Chosen], *, reason: str = ""
) -> Batch:
    """初筛 all of them."""
    return _each(
        officer,
        chosen,
        lambda one, batch: stages.screen(
            one.lead.hint_no, officer, reason=reason, version=one.version, batch=batch
        ),
    )


def dismiss_all(
    stages: Stages,
    officer: Officer,
    chosen: Sequence[Chosen],
    why: DismissReason | str,
    *,
    note: str = "",
) -> Batch:
    """排除 all of them for one reason. Raises IllegalStep without a reason, before any step."""
    reason = choice_of(DismissReason, why, "排除理由", "reason")
    if reason is DismissReason.OTHER:
        require(note, "排除理由为“其他”时须写明", 'the reason "other" needs a note')
    return _each(
        officer,
        chosen,
        lambda one, batch: stages.dismiss(
            one.lead.hint_no, officer, reason, note=note, version=one.version, batch=batch
        ),
    )


def restore_all(stages: Stages, officer: Officer, chosen: Sequence[Chosen], reason: str) -> Batch:
    """恢复 all of them: hints again."""
    require(reason, "恢复须写明理由", "say why they are restored")
    return _each(
        officer,
        chosen,
        lambda one, batch: stages.restore(
            one.lead.hint_no, officer, reason, version=one.version, batch=batch
        ),
    )


def assign_all(
    stages: Stages,
    officer: Officer,
    chosen: Sequence[Chosen],
    *,
    unit: str | None = None,
    office: str | None = None,
    reason: str,
) -> Batch:
    """指派 all of them to a unit or an office."""
    require(reason, "指派须写明理由", "say why they are assigned")
    if not unit and not office:
        raise IllegalStep("指派须选机构或属地", "say to which unit or office")
    return _each(
        officer,
        chosen,
        lambda one, batch: stages.assign(
            one.lead.hint_no,
            officer,
            unit=unit,
            office=office,
            reason=reason,
            version=one.version,
            batch=batch,
        ),
    )


def steps_of(number: str, near: int) -> list[LeadEvent]:
    """The steps of a batch, of which event `near` is one; the events around it are read."""
    around = LeadEvent.objects.filter(pk__range=(near - _NEAR, near + _NEAR))
    rows = around.filter(detail__batch=number).select_related("lead__shop__operator")
    return list(rows.order_by("pk"))


def _each(officer: Officer, chosen: Sequence[Chosen], step: Callable[[Chosen, str], Lead]) -> Batch:
    if not chosen:
        raise IllegalStep("没有勾选任何一件", "nothing was ticked")
    if len(chosen) > MOST:
        raise IllegalStep(f"一次最多{MOST}件", f"at most {MOST} at once")
    require_in_service(officer)
    batch = Batch(_next_number())
    for one in chosen:
        try:
            batch.done.append(step(one, batch.number))
        except StepFault as fault:
            batch.refused.append((one.lead, fault.zh))
    return batch


def _next_number() -> str:
    day = day_of(timezone.now())
    with transaction.atomic():
        series = f"B-{day:%Y%m%d}"
        return f"{series}-{NumberSeries.next(series):03d}"
