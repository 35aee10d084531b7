"""同一行为: what several rules of one area say of one sentence by one law is one act.

定金一经支付概不退还 is money kept and a deal that is never undone: two rules, one term of one
contract, one article. An officer who reads both must not look for a second act: each finding says
which words are verified together with it. All stay findings of their own: a page that loses one of
the words bears the others, and each term keeps its record. What another law forbids, or another
unit answers for, is linked between leads (leads.act_links).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from checks.finding import Finding

_NAMED = 3
"""Words of other findings that are named."""


def linked_as_one_act(findings: Sequence[Finding]) -> list[Finding]:
    """The findings; each lead names the others of its act: of its area, unit and basis, in the
    same sentence or of the same words."""
    alike: dict[tuple[str, ...], list[Finding]] = defaultdict(list)
    for one in findings:
        if one.lead and one.field:
            alike[one.area, one.field, one.unit, one.basis].append(one)
    acts = [act for group in alike.values() for act in _acts(group)]
    others = {id(one): [each for each in act if each is not one] for act in acts for one in act}
    return [_naming(one, others.get(id(one), [])) for one in findings]


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


def _naming(finding: Finding, others: Sequence[Finding]) -> Finding:
    """`finding` with the words of `others` that it does not itself hold."""
    words = [" ".join(one.matched.split()) for one in others]
    words = [word for word in dict.fromkeys(words) if word and word not in finding.matched]
    if not words:
        return finding
    named = "、".join(f"“{word}”" for word in words[:_NAMED])
    more = "等" if len(words) > _NAMED else ""
    reason = (
        f"{finding.reason.rstrip('。')}。与同一句中的{named}{more}依据相同，是同一行为，一并核实。"
    )
    return replace(finding, reason=reason)
