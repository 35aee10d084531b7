"""The check that every area with a keyword list begins with (关键词检查).

A strong hit that nothing excuses makes a lead; weak ones make one together.
An area adds to this what is its own: another excuse, another sign. An area
for which there is a list and no file in checks/areas is checked by this alone.
"""

from collections.abc import Callable

from checks.context import FIELD_NAMES, Context, JudgedHit
from checks.finding import Finding
from checks.weak_signs import together

Excuse = Callable[[JudgedHit], str | None]


_AS_SAID = frozenset(("plain", "full-width", "traditional", "separated", "vertical"))
"""Spellings that leave the characters what they are."""


def is_disguised(finding: Finding) -> bool:
    """Whether a hit was found by its sound, its parts and the like (弟一): honest shops need
    none of that in a name, as they may need traditional characters and marks in between."""
    return finding.spelling not in _AS_SAID


def term_findings(
    context: Context,
    area: str,
    unit: str,
    *,
    leave_out: frozenset[str] = frozenset(),
    light: frozenset[str] = frozenset(),
    excuse: Excuse | None = None,
    remark: Callable[[JudgedHit], str] | None = None,
    bonus: tuple[int, str] = (0, ""),
    wording: Callable[[JudgedHit], tuple[str, str] | None] | None = None,
) -> list[Finding]:
    """The findings of the hits of `area`.

    `leave_out` are rules that the area judges itself; `light` the weak terms of
    everyday trade (checks.weak_signs); `excuse` asks the area for one more
    excuse, `remark` for a sentence to add to the reason; `bonus` is the weight
    and the words of another sign of the page. `wording` asks for what the hit is a sign of and
    what would excuse it, where the list's own words do not fit these goods.
    """
    hits = [
        judged if judged.excused or excuse is None else _excused(judged, excuse(judged))
        for judged in context.hits(area)
        if judged.rule not in leave_out
    ]
    weak = [judged for judged in hits if not judged.excused and not judged.is_strong]
    combined = _combined(weak, light, bonus[0])
    findings = []
    for judged in hits:
        term = judged.hit.term.text
        lead = judged.is_strong or term in combined
        said = wording(judged) if wording is not None else None
        reason = _reason(judged, combined, bonus[1], said[0] if said else "")
        if remark is not None:
            reason += remark(judged)
        findings.append(
            context.finding(
                judged,
                area=area,
                unit=unit,
                lead=lead,
                reason=reason,
                excuse=said[1] if said else None,
            )
        )
    return findings


def _combined(
    weak: list[JudgedHit], light: frozenset[str], bonus: int
) -> dict[str, dict[str, list[JudgedHit]]]:
    """By weak term that makes a lead, the terms that make it together.

    Only signs of one act support each other: those whose rules cite the same law first. 风湿 says
    nothing of whether a name of the state was used.
    """
    by_act: dict[tuple[str, str], list[JudgedHit]] = {}
    for judged in weak:
        by_act.setdefault(_act(judged), []).append(judged)
    combined: dict[str, dict[str, list[JudgedHit]]] = {}
    for hits in by_act.values():
        chosen = together(hits, light, bonus)
        combined.update(dict.fromkeys(chosen, chosen))
    return combined


def _act(judged: JudgedHit) -> tuple[str, str]:
    """The list and the key of the law that a hit's rule cites first."""
    hit = judged.hit
    rule = hit.list.rule_of(hit.term)
    basis = hit.term.basis or (rule.basis if rule is not None else ())
    return hit.list.id, next(iter(basis), judged.rule)


def _excused(judged: JudgedHit, reason: str | None) -> JudgedHit:
    return JudgedHit(judged.hit, judged.place, reason) if reason else judged


def _reason(
    judged: JudgedHit, combined: dict[str, dict[str, list[JudgedHit]]], bonus: str, sign: str
) -> str:
    """What was seen, in a sentence for an officer; `sign` in place of the list's where given."""
    hit = judged.hit
    rule = hit.list.rule_of(hit.term)
    where = FIELD_NAMES.get(judged.field, judged.field)
    text = f"{where}出现“{_one_line(hit.matched)}”"
    if hit.matched != hit.term.text and hit.matched not in hit.term.variants:
        how = "变形写法" if hit.spelling in _AS_SAID else "谐音、拆字等变形写法"
        text += f"（即“{hit.term.text}”的{how}）"
    if rule is not None:
        sign = sign or rule.sign
        text += f"，{rule.title}：{sign}" if sign else f"，{rule.title}"
    if judged.excused:
        return f"{text}。不作为线索：{judged.excused}。"
    if judged.is_strong:
        return f"{text}。"
    if hit.term.text in combined:
        others = [
            _one_line(hits[0].hit.matched)
            for term, hits in combined[hit.term.text].items()
            if term != hit.term.text
        ]
        with_what = [f"“{words}”" for words in others[:6]] + ([bonus] if bonus else [])
        return f"{text}。弱特征，与{'、'.join(with_what)}一并出现。"
    return f"{text}。弱特征，单独出现不作为线索。"


def _one_line(text: str) -> str:
    return " ".join(text.split())
