"""Pattern rules 句式规则: what a sentence says, whatever words it says it with.

A keyword is a word; a rule is a way of saying: money for a review, a cure
promised for an illness. Patterns are RE2 and run on the plain text
(checks.plain_text), so that one pattern stands for every spelling that folding
knows. A rule says in Chinese what it saw and what would have excused it.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from dataclasses import field as made_field
from typing import Any

from checks.context import OWN, Context
from checks.finding import Finding, Strength
from checks.needles import NEEDLES
from checks.plain_text import in_sentence
from checks.prefilter import PREFILTER, Compiled
from checks.rule_finding import rule_finding
from checks.together import Together
from checks.unless import unless_named, unless_said

MAX_MATCHES = 3
"""Findings of one rule in one field that are told; what is excused counts apart."""
MOST_TRIED = 24
"""Places of one rule in one field that are judged: what is said three times as an honest shop says
it hides no fourth."""


_REACH = 300


_NO_REPEAT = re.compile(r"(?<!\\)(?<!\\[pP])\{(?!\d+(?:,\d*)?\})|\(\d+, \d+\)")
"""A brace that opens no repeat: doubled as in an f-string, a name never filled in, a blank; or
the (0, 4) that an f-string makes of {0, 4}."""


def compiled(pattern: str) -> Any:
    """`pattern` for RE2, which takes linear time whatever the page.

    ValueError where a brace is no repeat: plain text holds no braces, the words around it would
    never be found.
    """
    if found := _NO_REPEAT.search(pattern):
        said = pattern[max(0, found.start() - 12) : found.end() + 12]
        raise ValueError(f"a brace that is no repeat in a pattern: {said}")
    return Compiled(pattern)


@dataclass(frozen=True)
class PatternRule:
    """One rule.

    `pattern` is tried where one of `needles` stands in the plain text. `sign`
    is what an officer reads, `excuse` what would have excused it. `unless` is
    looked for in the sentence, `unless_page` in the merchant's own words and
    `unless_title` in the name of the goods; each is (pattern, why). `unless_before`
    looks at the words of the sentence before the match. `basis` are keys of the
    area's list. `rejects`: whether 拒绝, 严禁 … before it excuse it.
    """

    name: str
    needles: Collection[str]
    pattern: Any
    sign: str
    excuse: str
    basis: tuple[str, ...] = ()
    strength: Strength = "strong"
    lead: bool = True
    rejects: bool = True
    unless: tuple[Any, str] | None = None
    unless_before: tuple[Any, str] | None = None
    unless_title: tuple[Any, str] | None = None
    unless_page: tuple[Any, str] | None = None
    fields: tuple[str, ...] = OWN
    needles_number: int = made_field(init=False)
    together: int = made_field(init=False)
    """The number of the set that needles and pattern are (checks.together)."""

    def __post_init__(self) -> None:
        needles = NEEDLES.add(self.needles)
        object.__setattr__(self, "needles_number", needles)
        placed = (self.pattern.number,) if isinstance(self.pattern, Compiled) else ()
        together = PREFILTER.together(Together((needles, *placed), placed))
        object.__setattr__(self, "together", together)


@dataclass(frozen=True, slots=True)
class Match:
    """A rule's pattern in a field: its sentence, which begins at `low` of the plain text, and its
    place in the field as shown."""

    field: str
    groups: Any
    sentence: str
    before: str
    low: int
    start: int
    end: int


def matches(
    context: Context, pattern: Any, needles: int, fields: Sequence[str] = OWN
) -> Iterator[Match]:
    """Where `pattern` stands in the plain text of `fields`, at most MOST_TRIED in each; `needles`
    is the number of the words of which one must be there (checks.needles)."""
    for field in fields:
        if not context.stands_in(field, needles):
            continue
        plain = context.plain(field)
        for number, found in enumerate(pattern.finditer(plain.text)):
            if number >= MOST_TRIED:
                context.cut.add("hits-cut")
                break
            low, high = in_sentence(plain.text, found.start(), found.end(), _REACH)
            start, end = plain.span(found.start(), found.end())
            yield Match(
                field,
                found,
                plain.text[low:high],
                plain.text[low : found.start()],
                low,
                start,
                end,
            )


def pattern_findings(
    context: Context, area: str, unit: str, rules: Sequence[PatternRule]
) -> list[Finding]:
    """The findings of `rules` on the page, excused ones too."""
    findings: list[Finding] = []
    together = context.own_texts.together
    for rule in rules:
        if rule.fields is OWN and not together[rule.together]:
            continue  # most rules, on most pages
        for match in matches(context, rule.pattern, rule.needles_number, rule.fields):
            findings.append(_finding(context, area, unit, rule, match))
    return findings


def _finding(context: Context, area: str, unit: str, rule: PatternRule, match: Match) -> Finding:
    excused = _excuse(context, rule, match)
    place = (match.field, match.start, match.end)
    return rule_finding(context, (area, unit), rule, place, excused=excused, lead=rule.lead)


def _excuse(context: Context, rule: PatternRule, match: Match) -> str | None:
    shown, plain = context.page.fields[match.field], context.plain(match.field)
    sentence = (match.low, match.low + len(match.sentence))
    return (
        unless_said(rule.unless, shown, plain, *sentence)
        or _unless_before(rule, match)
        or unless_named(rule.unless_title, context.goods_name, context.plain_of_name)
        or _unless_page(rule, context)
        or context.excuse_at(
            match.field, match.start, match.end, rejects=rule.rejects, rule=rule.name
        )
    )


def _unless_before(rule: PatternRule, match: Match) -> str | None:
    condition = rule.unless_before
    return condition[1] if condition and condition[0].search(match.before) else None


def _unless_page(rule: PatternRule, context: Context) -> str | None:
    condition = rule.unless_page
    return condition[1] if condition and condition[0].search(context.plain_own) else None
