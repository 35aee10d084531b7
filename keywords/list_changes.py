"""What differs between two versions of a keyword list: 新增 删除 改动, term by term."""

from dataclasses import dataclass, field

from keywords.goods import GOODS_NAMES
from keywords.keyword_list import KeywordList
from keywords.term import Basis, Rule, Term
from keywords.workbook_layout import (
    BASIS_COLUMNS,
    HEAD_ROWS,
    NO,
    RULE_COLUMNS,
    STRENGTHS,
    TERM_COLUMNS,
    YES,
)

LABELS = {
    column.key: column.header
    for columns in (BASIS_COLUMNS, RULE_COLUMNS, HEAD_ROWS, TERM_COLUMNS)
    for column in columns
}
"""What each key of a list is called: as its column in a workbook is."""

Field = tuple[str, str, str]
"""A key's Chinese name, what it was, what it is."""


@dataclass(frozen=True, slots=True)
class Changes:
    """`added`, `removed` and `changed` are terms by their text; `head` and `rules` the rest."""

    added: list[Term] = field(default_factory=list)
    removed: list[Term] = field(default_factory=list)
    changed: list[tuple[Term, list[Field]]] = field(default_factory=list)
    head: list[Field] = field(default_factory=list)

    @property
    def none(self) -> bool:
        """Whether the two say the same."""
        return not (self.added or self.removed or self.changed or self.head)


def changes(before: KeywordList, after: KeywordList) -> Changes:
    """What `after` says otherwise than `before`."""
    old = {term.text: term for term in before.terms}
    new = {term.text: term for term in after.terms}
    both = [(old[text], term) for text, term in new.items() if text in old]
    differing = [(term, _fields(was, term)) for was, term in both]
    return Changes(
        added=[term for text, term in new.items() if text not in old],
        removed=[term for text, term in old.items() if text not in new],
        changed=[(term, found) for term, found in differing if found],
        head=_head(before, after),
    )


def _head(before: KeywordList, after: KeywordList) -> list[Field]:
    found = []
    for name in ("title", "area", "units", "chief", "signs"):
        was, now = words(getattr(before, name)), words(getattr(after, name))
        if was != now:
            found.append((LABELS[name], was, now))
    olds = {(b.key, b.valid_from, b.goods): b for b in before.basis}
    news = {(b.key, b.valid_from, b.goods): b for b in after.basis}
    for key in dict.fromkeys([*olds, *news]):
        was_basis, now_basis = olds.get(key), news.get(key)
        if was_basis != now_basis:
            found.append((f"依据 {key[0]}", _basis(was_basis), _basis(now_basis)))
    for name in dict.fromkeys([*before.rules, *after.rules]):
        was_rule, now_rule = before.rules.get(name), after.rules.get(name)
        if was_rule is None or now_rule is None:
            found.append((f"规则 {name}", _title(was_rule), _title(now_rule)))
        else:
            found += [
                (f"规则 {name} {label}", was, now)
                for label, was, now in _fields(was_rule, now_rule)
            ]
    return found


def _fields(before: Term | Rule, after: Term | Rule) -> list[Field]:
    pairs = [
        (name, getattr(before, name), getattr(after, name)) for name in type(after).model_fields
    ]
    return [
        (LABELS.get(name, name), words(was), words(now))
        for name, was, now in pairs
        if (sorted(was) != sorted(now) if isinstance(was, tuple) else was != now)
    ]


def words(value: object) -> str:
    """A value as an officer reads it; — for none."""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, tuple):
        return "、".join(map(str, value)) or "—"
    return STRENGTHS.get(str(value), str(value)) or "—"


def _basis(basis: Basis | None) -> str:
    if basis is None:
        return "—"
    until = f"，至{basis.valid_to}" if basis.valid_to else ""
    goods = f"，限{'、'.join(GOODS_NAMES[one] for one in basis.goods)}" if basis.goods else ""
    return f"{basis.citation}（{basis.valid_from}起{until}{goods}）"


def _title(rule: Rule | None) -> str:
    return rule.title if rule else "—"
