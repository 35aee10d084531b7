"""What a rule of any kind says of the page where it is met: one finding, excused or not."""

from typing import Protocol

from checks.context import Context
from checks.finding import Finding, Strength, with_why

Shown = tuple[str, int, int]
"""A field, and start and end in its text as the page shows it."""

_LONGEST_QUOTE = 80


class Told(Protocol):
    """What a finding tells of its rule: `sign` is what was seen, `excuse` what would have
    excused it, `basis` are keys of the area's list."""

    @property
    def name(self) -> str: ...
    @property
    def sign(self) -> str: ...
    @property
    def excuse(self) -> str: ...
    @property
    def basis(self) -> tuple[str, ...]: ...
    @property
    def strength(self) -> Strength: ...


def rule_finding(
    context: Context,
    speaks_for: tuple[str, str],
    rule: Told,
    place: Shown,
    *,
    excused: str | None,
    told: str = "",
    lead: bool = True,
) -> Finding:
    """The finding of `rule` at `place`, for an area and its unit.

    `told` is what an officer reads, without its last mark: the words themselves and the rule's
    sign where nothing is given. `lead`: whether it makes one, if nothing has `excused` it.
    """
    area, unit = speaks_for
    field, start, end = place
    matched = context.page.fields[field][start:end]
    told = told or f"“{' '.join(matched.split())[:_LONGEST_QUOTE]}”：{rule.sign}"
    return context.bare_finding(
        area,
        rule=rule.name,
        unit=unit,
        lead=lead,
        strength=rule.strength,
        reason=with_why(told, excused) if excused else f"{told}。",
        excuse=rule.excuse,
        matched=matched,
        field=field,
        start=start,
        end=end,
        basis=context.basis(area, *rule.basis),
        excused=excused,
    )
