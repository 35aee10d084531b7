"""一行为一提示: what several rules of one area say of one sentence by one law is one act.

定金一经支付概不退还 is money kept and a deal that is never undone: two rules, one term of one
contract, one article. An officer who reads it twice looks for a second act. The stronger finding
stays, or the longer; it names the words of the others. What another law forbids, or another unit
answers for, stays a finding of its own (leads.act_links links those).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from checks.finding import Finding

_NAMED = 3
"""Words of other findings that are named."""


def told_as_one(findings: Sequence[Finding]) -> list[Finding]:
    """The findings, those leads left out that another tells: of its area, unit and basis, in the
    same sentence or of the same words."""
    holders = _holders([one for one in findings if one.lead and one.field])
    others: dict[int, list[Finding]] = defaultdict(list)
    for one in findings:
        others[id(holders.get(id(one), one))].append(one)
    return [_naming(one, others[id(one)]) for one in findings if holders.get(id(one), one) is one]


def _holders(leads: Sequence[Finding]) -> dict[int, Finding]:
    """By the id of each lead the one that tells its act: the best of those of one act."""
    alike: dict[tuple[str, ...], list[Finding]] = defaultdict(list)
    for one in leads:
        alike[one.area, one.field, one.unit, one.basis].append(one)
    acts = [act for group in alike.values() for act in _acts(group)]
    return {id(one): min(act, key=_rank) for act in acts for one in act}


def _acts(alike: Sequence[Finding]) -> list[list[Finding]]:
    """Leads of one area, field, unit and basis, those of one act together: they follow each other
    by place, and overlap the act so far or are told in its last sentence by other words of a list
    or by another rule. What one rule tells twice of a sentence is two things: each has its sign."""
    acts: list[list[Finding]] = []
    until = 0
    for one in sorted(alike, key=lambda each: (each.start, each.end)):
        same = bool(acts) and (one.start < until or _of_one_sentence(acts[-1][-1], one))
        if same:
            acts[-1].append(one)
        else:
            acts.append([one])
        until = max(until, one.end) if same else one.end
    return acts


def _of_one_sentence(one: Finding, other: Finding) -> bool:
    listed = bool(one.term and other.term)
    return bool(one.snippet) and one.snippet == other.snippet and (listed or one.rule != other.rule)


def _rank(finding: Finding) -> tuple[bool, int, int, str]:
    return (
        finding.strength != "strong",
        finding.start - finding.end,
        finding.start,
        finding.rule,
    )


def _naming(finding: Finding, others: Sequence[Finding]) -> Finding:
    """`finding` with the words of `others` that it does not itself hold."""
    words = [" ".join(one.matched.split()) for one in others]
    words = [word for word in dict.fromkeys(words) if word and word not in finding.matched]
    if not words:
        return finding
    named = "、".join(f"“{word}”" for word in words[:_NAMED])
    more = "等" if len(words) > _NAMED else ""
    reason = f"{finding.reason.rstrip('。')}。同一句中的{named}{more}依据相同，一并核实，不另列。"
    return replace(finding, reason=reason)
