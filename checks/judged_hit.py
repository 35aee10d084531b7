"""Hits that have been judged: where they stand, what excuses them, and which tell the same."""

from collections import defaultdict
from dataclasses import dataclass

from checks.excuses import Place
from keywords.lexicon import Hit

_NEIGHBOURS = 16


@dataclass(frozen=True, slots=True)
class JudgedHit:
    """A hit of a list, where it stands, and why it is excused (None: it is not)."""

    hit: Hit
    place: Place
    excused: str | None = None

    @property
    def field(self) -> str:
        """The field it stands in."""
        return self.place.field

    @property
    def rule(self) -> str:
        """The rule of its term."""
        return self.hit.term.rule

    @property
    def is_strong(self) -> bool:
        """Whether the term is a strong sign 强特征."""
        return self.hit.term.strength == "strong"


def without_inner(hits: list[JudgedHit]) -> list[JudgedHit]:
    """Leave out hits inside a longer hit of the same list: 高仿 in 莆田高仿 is told once.

    An excused longer hit does not cover a shorter one that stands.
    """
    by_field: dict[tuple[str, str], list[JudgedHit]] = defaultdict(list)
    for judged in hits:
        by_field[judged.field, judged.hit.list.id].append(judged)
    return [kept for group in by_field.values() for kept in _outermost(group)]


def _outermost(group: list[JudgedHit]) -> list[JudgedHit]:
    """The hits of one field that no longer one covers; by place."""
    kept: list[JudgedHit] = []
    for judged in sorted(group, key=lambda one: (one.hit.start, -one.hit.end)):
        # Whatever covers it begins no later, and there are few terms of that length before it.
        if not any(_covers(other, judged) for other in kept[-_NEIGHBOURS:]):
            kept.append(judged)
    return kept


def _covers(outer: JudgedHit, inner: JudgedHit) -> bool:
    a, b = outer.hit, inner.hit
    if a.start > b.start or a.end < b.end or (a.start, a.end) == (b.start, b.end):
        return False
    stronger = outer.is_strong or not inner.is_strong
    return stronger and (outer.excused is None or inner.excused is not None)
