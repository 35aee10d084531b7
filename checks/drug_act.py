"""An act with drugs that a page tells of (药品类违法行为): sold, added to food, sold freely.

Each is told once, by the first place that nothing excuses; where all are excused the first of them
is kept with its reason.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from checks.context import Context
from checks.finding import Finding
from checks.pattern_rule import Match, matches
from checks.talk_excuses import around

_SHOWN = 80
"""Code points of the words that a reason quotes."""


@dataclass(frozen=True, slots=True)
class DrugAct:
    """`said`: how it is told, led by `needles`; `sign`: what it is and whom it goes to; `honest`:
    words near it, or in the goods' name, with which it is none, for the reason `no_act`; `basis`:
    keys of the area's list; `beside`: only words around the match itself excuse it; `rejects`: a
    rejection in its clause does."""

    rule: str
    said: Any
    needles: Any
    sign: str
    honest: Any
    no_act: str
    excuse: str
    basis: tuple[str, ...]
    beside: bool = False
    rejects: bool = True


def told_act(
    context: Context,
    area: str,
    unit: str,
    act: DrugAct,
    applies: Callable[[Match], bool] = lambda match: True,
) -> list[Finding]:
    """At most one finding of `act`; `applies` says whether a match is of it at all."""
    excused: list[Finding] = []
    for match in matches(context, act.said, act.needles):
        if not applies(match):
            continue
        finding = _finding(context, area, unit, act, match)
        if finding.excused is None:
            return [finding]
        excused.append(finding)
    return excused[:1]


def _finding(context: Context, area: str, unit: str, act: DrugAct, match: Match) -> Finding:
    text = context.page.fields[match.field][match.start : match.end]
    excused = _excuse(context, act, match)
    reason = f"“{' '.join(text.split())[:_SHOWN]}”：{act.sign}。"
    return context.bare_finding(
        area,
        rule=act.rule,
        unit=unit,
        lead=True,
        strength="strong",
        reason=f"{reason}不作为线索：{excused}。" if excused else reason,
        excuse=act.excuse,
        matched=text,
        field=match.field,
        start=match.start,
        end=match.end,
        basis=context.basis(area, *act.basis),
        excused=excused,
    )


def _excuse(context: Context, act: DrugAct, match: Match) -> str | None:
    plain = context.plain(match.field)
    start, end = plain.index(match.start), plain.index(match.end)
    near = around(plain.text, start, end)
    if act.beside:
        near = near.replace(plain.text[start:end], "")
    if honest := act.honest.search(f"{context.plain_name}\n{near}"):
        return f"上下文有“{honest.group()}”，{act.no_act}"
    return context.excuse_at(
        match.field, match.start, match.end, rejects=act.rejects, rule=act.rule
    )
