"""Signs of a talk weighed together (特征加权): enough kinds of saying within a few clauses.

Schemes are told in no fixed number of parts: one talk names the fee and the heads, another the
layers and the daily return. Each kind of saying has a weight; a talk leads where an anchor
kind stands and the weights of the different kinds around it reach what is enough.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from dataclasses import field as made_field
from functools import partial
from typing import Any

from checks.concept_rule import Concept, Span
from checks.context import Context
from checks.finding import Finding, Strength
from checks.honest_talk import honest_talk
from checks.own_texts import Part
from checks.plain_text import on_line
from checks.prefilter import PREFILTER, Looked
from checks.rule_finding import rule_finding
from checks.unless import unless_named, unless_said

_MAX_ANCHORS = 40
_MAX_FINDINGS = 2
"""Of one rule."""
_QUOTED = 16
"""The most characters that are quoted of what a kind of saying is."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of saying: `name` is for officers, `anchor` says that a talk may begin from it.

    Of kinds of one `group` only the heaviest counts; put it first.
    """

    name: str
    concept: Concept
    weight: float
    anchor: bool = False
    group: str = ""

    def __post_init__(self) -> None:
        self.concept.pattern.place()


@dataclass(frozen=True)
class WeighedRule:
    """One rule: `kinds` around an anchor whose weights sum to `enough` or more.

    `reach`: characters before and behind the anchor, on its line. A kind that stands in the
    goods' name counts too. `unless`, `unless_name`: (pattern, why).
    """

    name: str
    kinds: tuple[Kind, ...]
    enough: float
    sign: str
    excuse: str
    basis: tuple[str, ...] = ()
    reach: int = 60
    strength: Strength = "strong"
    unless: tuple[Any, str] | None = None
    unless_name: tuple[Any, str] | None = None
    weights: tuple[tuple[int, float], ...] = made_field(init=False)
    """Of each kind that adds weight the number of its pattern, and what it adds."""

    def __post_init__(self) -> None:
        weights = [(one.concept.pattern.number, one.weight) for one in self.kinds]
        object.__setattr__(self, "weights", tuple(one for one in weights if one[1] > 0))


@dataclass(frozen=True, slots=True)
class _Talk:
    low: int
    high: int
    around: Span
    text: str
    seen: tuple[tuple[str, str], ...]


def weighed_findings(
    context: Context, area: str, unit: str, rules: tuple[WeighedRule, ...]
) -> list[Finding]:
    """The findings of `rules`, excused ones too."""
    findings: list[Finding] = []
    name = context.plain_name
    may, of_name_may = context.own_texts.may_with_name, PREFILTER.look(name).may
    for rule in rules:
        if sum(weight for number, weight in rule.weights if may[number]) < rule.enough:
            continue  # most rules, on most pages
        told = 0
        of_name = {
            kind.name: name[slice(*spans[0])]
            for kind in rule.kinds
            if of_name_may[kind.concept.pattern.number] and (spans := kind.concept.spans(name))
        }
        for part in context.own_texts.parts:
            known = {} if part.field == "title" else of_name
            found = _best(rule, part.looked, known, partial(_excuse, context, rule, part))
            if found is not None:
                findings.append(_finding(context, (area, unit), rule, part, found))
                told += found[1] is None
            if told >= _MAX_FINDINGS:
                break
    return findings


def _best(
    rule: WeighedRule,
    looked: Looked,
    of_name: dict[str, str],
    excuse: Callable[[_Talk], str | None],
) -> tuple[_Talk, str | None] | None:
    """The first talk that weighs enough and has no excuse; else the first, and its excuse."""
    # What stands nowhere in the text stands around no anchor.
    may = looked.may
    kinds = [
        kind for kind in rule.kinds if kind.name in of_name or may[kind.concept.pattern.number]
    ]
    if sum(max(kind.weight, 0.0) for kind in kinds) < rule.enough:
        return None
    sought = _Sought.of(rule, kinds, of_name)
    excused: tuple[_Talk, str | None] | None = None
    for kind in kinds:
        if not kind.anchor:
            continue
        for anchor in _anchors(sought, kind, looked):
            talk = _talk(sought, looked, anchor)
            if talk is None:
                continue
            why = excuse(talk)
            if why is None:
                return talk, None
            excused = excused or (talk, why)
    return excused


def _anchors(sought: "_Sought", kind: Kind, looked: Looked) -> Iterator[Span]:
    """The words of a kind around which enough may be said, at most _MAX_ANCHORS."""
    told = 0
    for place in looked.places(kind.concept.pattern):
        low, high = looked.bounds(place)
        if not sought.may_stand(looked, low - sought.rule.reach, high + sought.rule.reach):
            continue
        for span in kind.concept.words_at(looked, place):
            yield span
            told += 1
            if told >= _MAX_ANCHORS:
                return


@dataclass(frozen=True, slots=True)
class _Sought:
    """What a text must say: `kinds` of the rule, some in words `of_name` of the goods' name. Of the
    others the patterns with their `weights`, and what is `enough` beside the name."""

    rule: WeighedRule
    kinds: Sequence[Kind]
    of_name: dict[str, str]
    weights: tuple[tuple[Any, float], ...]
    enough: float

    @classmethod
    def of(cls, rule: WeighedRule, kinds: Sequence[Kind], of_name: dict[str, str]) -> "_Sought":
        """What is sought where the text may say `kinds`."""
        adding = [kind for kind in kinds if kind.weight > 0]
        said = sum(kind.weight for kind in adding if kind.name in of_name)
        weights = [(one.concept.pattern, one.weight) for one in adding if one.name not in of_name]
        return cls(rule, kinds, of_name, tuple(weights), rule.enough - said)

    def may_stand(self, looked: Looked, low: int, high: int) -> bool:
        """Whether words that weigh enough may stand in the part text[low:high]."""
        return looked.weighs(self.weights, self.enough, low, high)


def _talk(sought: _Sought, looked: Looked, anchor: Span) -> _Talk | None:
    rule = sought.rule
    start, end = anchor
    low, high = on_line(looked.text, start, end, rule.reach)
    if not sought.may_stand(looked, low, high):
        return None
    around = looked.text[low:high]
    weight = 0.0
    seen: list[tuple[str, str]] = []
    groups: set[str] = set()
    first, last = start, end
    words = _words(sought.kinds, looked, low, around)
    for number, kind in enumerate(sought.kinds):
        if kind.group in groups:
            continue
        said = words.get(number)
        if said is not None:
            weight += kind.weight
            seen.append((kind.name, f"“{around[slice(*said)][:_QUOTED]}”"))
            first = min(first, low + said[0])
            last = max(last, low + said[1])
            if kind.group:
                groups.add(kind.group)
        elif kind.name in sought.of_name:
            weight += kind.weight
            seen.append((kind.name, f"名称中的“{sought.of_name[kind.name][:_QUOTED]}”"))
    return _Talk(first, last, (low, high), around, tuple(seen)) if weight >= rule.enough else None


def _words(kinds: Sequence[Kind], looked: Looked, low: int, around: str) -> dict[int, Span]:
    """The first words of each of `kinds` (by its number) in the part `around` of a text, which
    begins at `low`; where the words of two kinds are the same, or some of the other's, they count
    for the heavier one."""
    words: dict[int, Span] = {}
    taken: list[Span] = []
    groups: set[str] = set()
    for number in sorted(range(len(kinds)), key=lambda number: -kinds[number].weight):
        if kinds[number].group in groups:
            continue
        spans = _spans(kinds[number].concept, looked, low, around)
        if kinds[number].weight <= 0:  # speaks for the shop
            said = next(spans, None)
        else:
            said = next((one for one in spans if not _shares(one, taken)), None)
        if said is not None:
            words[number] = said
            taken.append(said)
            groups |= {kinds[number].group} - {""}
    return words


def _shares(words: Span, taken: Sequence[Span]) -> bool:
    """Whether `words` are all words of one of those that are `taken`, or hold all of one."""
    return any(
        (low <= words[0] and words[1] <= high) or (words[0] <= low and high <= words[1])
        for low, high in taken
    )


def _spans(concept: Concept, looked: Looked, low: int, around: str) -> Iterator[Span]:
    """The words of a class in the part `around` of a text, which begins at `low`; places are those
    in `around`."""
    if not looked.touched(concept.pattern, low, low + len(around)):
        return
    if concept.pattern.anchored:  # the part begins and ends where the text does not
        spans = (match.span() for match in concept.pattern.made.finditer(around))
    else:
        found = looked.found_within(concept.pattern, low, low + len(around))
        spans = ((start - low, end - low) for start, end in found)
    yield from (span for span in spans if concept.counts(around, *span))


def _excuse(context: Context, rule: WeighedRule, part: Part, talk: _Talk) -> str | None:
    field = part.field
    place = (part.begin + talk.low, part.begin + talk.high)
    around = (part.begin + talk.around[0], part.begin + talk.around[1])
    plain = context.plain(field)
    start, end = plain.span(*place)
    return (
        unless_said(rule.unless, context.page.fields[field], plain, *around)
        or unless_named(rule.unless_name, context.goods_name, context.plain_of_name)
        or honest_talk(context, field, place)
        or context.excuse_at(field, start, end, rejects=False, rule=rule.name)
    )


def _finding(
    context: Context,
    speaks_for: tuple[str, str],
    rule: WeighedRule,
    part: Part,
    found: tuple[_Talk, str | None],
) -> Finding:
    talk, excused = found
    said = "、".join(f"{name}（{words}）" for name, words in talk.seen)
    place = context.plain(part.field).span(part.begin + talk.low, part.begin + talk.high)
    shown = (part.field, *place)
    told = f"{rule.sign}：{said}"
    return rule_finding(context, speaks_for, rule, shown, excused=excused, told=told)
