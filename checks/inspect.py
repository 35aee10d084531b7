"""One page through all checks: `inspect` (检查)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

from checks.areas.licence import read_licence
from checks.attribution import without_others
from checks.concealed import as_if_shown, with_concealed
from checks.context import Context
from checks.denied import without_denied
from checks.discovery import Area, areas, rules
from checks.doubt import believed, doubted, is_forged
from checks.finding import Finding, Inspection
from checks.neighbours import is_slur, without_neighbours
from checks.one_act import linked_as_one_act
from checks.operator_signs import operator_signs
from checks.passage import passages_of
from checks.pattern_rule import MAX_MATCHES
from checks.placing import placed
from checks.references import References
from checks.register import Register
from checks.rule_support import is_compared
from checks.summary import as_in_text
from checks.term_check import term_findings
from checks.unlisted import unlisted_findings, weighed
from keywords.lexicon import Lexicon
from pages.page import Page
from pages.quality_marks import is_cut, mark_label

MAX_FINDINGS = 500
_BEIJING = timezone(timedelta(hours=8))


def inspect(
    page: Page,
    lexicon: Lexicon,
    *,
    home: bool = False,
    today: date | None = None,
    query: str | None = None,
    second: Sequence[Page] = (),
    register: Register | None = None,
    references: References | None = None,
) -> Inspection:
    """Everything the checks say of one page.

    `home`: it is a shop's home page. `today`: the day of the act, whose law
    applies (default: today in Beijing). `query`: our own search words, whose
    echo is no finding. `second`: pages beside it on which a licence may stand.
    `references`: prices and sites to compare with (default: those shipped).
    `register`: an extract of the register to compare with.
    """
    day = today or datetime.now(UTC).astimezone(_BEIJING).date()

    def context_of(one: Page) -> Context:
        return Context(
            one,
            lexicon,
            today=day,
            home=home,
            query=query,
            second=second,
            register=register,
            references=references,
        )

    context = context_of(page)
    findings = _judged(context)
    if concealed := as_if_shown(page):
        apart = context_of(concealed.page)
        findings = with_concealed(findings, _judged(apart), concealed.begins)
        context.cut |= apart.cut
    findings.sort(key=lambda finding: not finding.lead)
    if len(findings) > MAX_FINDINGS:
        context.cut.add("findings-cut")
    page.flags.extend(sorted(context.cut.difference(page.flags)))
    return Inspection(
        url=page.url,
        goods=context.goods.name,
        findings=_with_what_was_cut(findings[:MAX_FINDINGS], page.flags),
        licence=read_licence(page, lexicon, home=home, second=second, today=day),
        operator=operator_signs(page, home=home),
        flags=list(page.flags),
    )


def _judged(context: Context) -> list[Finding]:
    """What lists, rules and the model say of the page, each act told once."""
    findings = [
        one for one in found_by_rules(context) if not context.is_echo(one.field, one.start, one.end)
    ]
    units = {area.name: area.unit for area in areas()}
    passages = passages_of(findings, weighed(context, findings=findings))
    stood = doubted(context, findings, passages, forged=is_forged(context.page))
    suspected = unlisted_findings(context, stood, units, passages)
    findings = _few_of_each(believed(findings, stood, suspected))
    findings = placed(context, findings, units, passages)
    return linked_as_one_act(_told_once(as_in_text(context, findings)))


def found_by_rules(context: Context) -> list[Finding]:
    """What lists, areas and rules of meaning say of a page, before the model has spoken."""
    findings: list[Finding] = []
    known, spoken = areas(), rules()  # all are loaded before the first looks for its words
    for area in known:
        findings.extend(area.check(context))
    for rule in spoken:
        if context.lists(rule.name):  # the office has agreed on nothing in other areas
            findings.extend(_new(rule.check(context), findings))
    for name, unit in _areas_without_file(context.lexicon, known):
        findings.extend(term_findings(context, name, unit))
    findings = without_others(context, without_denied(context, findings))
    return without_neighbours(context, findings)


def _new(found: Sequence[Finding], told: Sequence[Finding]) -> list[Finding]:
    """The findings of a rule that no lead of the same area has told at the same place. A slander
    is told beside other acts: a law of its own names it. What is compared is told in any case: the
    other lead may be doubted for how its sentence reads."""
    if not found:
        return []
    leads = [one for one in told if one.lead and one.field]
    return [
        one
        for one in found
        if not any(
            other.area == one.area
            and other.field == one.field
            and other.start < one.end
            and one.start < other.end
            and (is_slur(other) or not is_slur(one))
            and (is_compared(other) or not is_compared(one))
            for other in leads
        )
    ]


def _told_once(findings: Sequence[Finding]) -> list[Finding]:
    """The findings without those that say the same of the same words. The goods' name is one,
    be it the page's title, its heading or both."""
    known: dict[tuple[object, ...], Finding] = {}
    for one in findings:
        place = () if one.field == "title" else (one.start, one.end)
        same = (one.area, one.rule, one.term, one.field, one.matched, one.lead, one.excused)
        known.setdefault((*same, *place), one)
    return list(known.values())


def _few_of_each(findings: Sequence[Finding]) -> list[Finding]:
    """The findings without those of a rule that has been told often enough in a field, now that
    all have been judged: some that make a lead, some that do not. Terms are counted before."""
    told: Counter[tuple[object, ...]] = Counter()
    kept: list[Finding] = []
    for one in findings:
        same = (one.area, one.rule, one.field, one.lead)
        told[same] += 1
        if one.term or told[same] <= MAX_MATCHES:
            kept.append(one)
    return kept


def _with_what_was_cut(findings: list[Finding], marks: Sequence[str]) -> list[Finding]:
    """The findings, of which the first lead of each area says that the page was not read to its
    end: an officer who opens it is to look at the rest."""
    cut = [mark_label(mark) for mark in marks if is_cut(mark)]
    if not cut:
        return findings
    said = f"本页没有读完（{'；'.join(cut[:3])}），其余内容须人工查看。"
    told: set[str] = set()
    kept: list[Finding] = []
    for one in findings:
        first = one.lead and one.area not in told
        told |= {one.area} if first else set()
        kept.append(replace(one, reason=f"{one.reason}{said}") if first else one)
    return kept


def _areas_without_file(lexicon: Lexicon, known: Sequence[Area]) -> list[tuple[str, str]]:
    """Areas that have a list but no file: the list alone is checked, for its first unit
    that is not the network unit."""
    names = {area.name for area in known}
    others: dict[str, str] = {}
    for each in lexicon.lists:
        if each.area not in names:
            units = [unit for unit in each.units if unit != "network"] or list(each.units)
            others.setdefault(each.area, units[0])
    return list(others.items())
