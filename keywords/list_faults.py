"""What a keyword list must not say.

A list is refused where its dates overlap or leave a hole, where a term is
written twice or would hit every page, and where a term's contexts contradict
each other or hold always.
"""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from keywords.errors import WrongValue
from keywords.fold import folded_letters
from keywords.goods import GoodsClass
from keywords.pattern import Pattern
from keywords.term import CONTEXT_FIELDS, Basis, Context, Rule, Term, in_full

Place = tuple[str | int, ...]


def basis_faults(bases: Sequence[Basis]) -> Iterator[WrongValue]:
    """Periods that run backwards, overlap or leave days out."""
    last: dict[tuple[str, GoodsClass | None], Basis] = {}
    for position, basis in enumerate(bases):
        if basis.valid_to and basis.valid_to < basis.valid_from:
            yield WrongValue(
                f"截止日 {basis.valid_to} 早于起始日 {basis.valid_from}",
                f"ends on {basis.valid_to}, before it begins on {basis.valid_from}",
                at=("basis", position, "valid_to"),
            )
        classes = basis.goods or (None,)
        before = next((last[basis.key, one] for one in classes if (basis.key, one) in last), None)
        last.update({(basis.key, one): basis for one in classes})
        if before is None:
            continue
        at = ("basis", position, "valid_from")
        if before.valid_to is None or basis.valid_from <= before.valid_to:
            end = before.valid_to or "（无截止日）"
            yield WrongValue(
                f"与前一条 {before.key}（至 {end}）日期重叠或倒序",
                f"overlaps or precedes the entry of {before.key} before it (until {end})",
                "前一条截止日的次日",
                "the day after the entry before it ends",
                at=at,
            )
        elif basis.valid_from > before.valid_to + timedelta(days=1):
            yield WrongValue(
                f"与前一条 {before.key}（至 {before.valid_to}）之间有空档",
                f"leaves days without basis after {before.valid_to}",
                "前一条截止日的次日",
                "the day after the entry before it ends",
                at=at,
            )


def term_faults(
    bases: Sequence[Basis], rules: Mapping[str, Rule], terms: Sequence[Term]
) -> Iterator[WrongValue]:
    """Terms and rules that name what is not there, repeat or contradict themselves."""
    keys = sorted({b.key for b in bases})
    for name, rule in rules.items():
        yield from unknown_basis(rule.basis, keys, ("rules", name, "basis"))
    seen: dict[str, str] = {}
    for position, term in enumerate(terms):
        at = ("terms", position)
        if rules and term.rule not in (*rules, "term"):
            near = difflib.get_close_matches(term.rule, rules, 1)
            hint_zh = f"，是否想写 {near[0]}？" if near else ""
            hint_en = f", did you mean {near[0]}?" if near else ""
            yield WrongValue(
                f"没有规则 {term.rule}{hint_zh}",
                f"no rule {term.rule}{hint_en}",
                ", ".join(rules),
                ", ".join(rules),
                at=(*at, "rule"),
            )
        yield from unknown_basis(term.basis, keys, (*at, "basis"))
        yield from _spelling_faults(term, seen, at)
        yield from _context_faults(in_full(term, rules), term, at)


def unknown_basis(
    cited: tuple[str, ...], keys: list[str], at: tuple[str | int, ...]
) -> Iterator[WrongValue]:
    """Those of `cited` that are none of `keys`."""
    for number, key in enumerate(cited):
        if key not in keys:
            yield WrongValue(
                f"没有依据 {key}",
                f"no basis {key}",
                ", ".join(keys),
                ", ".join(keys),
                at=(*at, number),
            )


def _spelling_faults(
    term: Term, seen: dict[str, str], at: tuple[str | int, ...]
) -> Iterator[WrongValue]:
    for number, spelling in enumerate(term.spellings):
        place = (*at, "text") if number == 0 else (*at, "variants", number - 1)
        folded = folded_letters(spelling)
        if len(folded) < 2:
            yield WrongValue(
                f"“{spelling}” 只剩一个字“{folded}”，会命中几乎所有网页",
                f'"{spelling}" is the one character "{folded}" and would hit nearly every page',
                "至少两个字的词，如 最佳",
                "a term of two characters or more",
                at=place,
            )
            continue
        identity = Pattern.of(spelling).identity
        if identity in seen:
            yield WrongValue(
                f"与词条“{seen[identity]}”重复（归一后相同）",
                f'repeats the term "{seen[identity]}" (the same when folded)',
                "每个词只写一次",
                "each term once",
                at=place,
            )
        seen.setdefault(identity, spelling)


def _context_faults(
    context: Context, term: Term, at: tuple[str | int, ...]
) -> Iterator[WrongValue]:
    """Contexts of `term` that always hold, never hold, or forbid what they ask for.

    `context` is the term in full; faults point at the term's own phrases, or
    at its text where they come from its rule.
    """
    spellings = [folded_letters(spelling) for spelling in term.spellings]
    own = {name: getattr(term, name) for name in CONTEXT_FIELDS}

    def place(name: str, phrase: str) -> tuple[str | int, ...]:
        mine = own[name]
        return (*at, name, mine.index(phrase)) if phrase in mine else (*at, "text")

    for name in ("needs_page", "excludes", *_EXCLUDES_AROUND):
        for phrase in getattr(context, name):
            letters = folded_letters(phrase)
            # A need is met by every hit only if each spelling brings it; an exclusion kills one.
            quantity = all if name == "needs_page" else any
            if quantity(letters in spelling for spelling in spellings):
                yield _always(name, phrase, place(name, phrase))
            elif (
                name == "excludes"
                and phrase in own[name]
                and not any(_can_overlap(letters, spelling) for spelling in spellings)
            ):
                yield WrongValue(
                    f"“{phrase}”与词条没有共同的字，不会与它相连",
                    f'"{phrase}" shares no characters with the term and cannot overlap it',
                    "含有或连着词条的词组；别处的词写在 excludes_clause 等",
                    "a phrase around the term; words elsewhere go into excludes_clause and its kin",
                    at=place(name, phrase),
                )
    for needs, excludes in _CONTRADICTIONS:
        for phrase in getattr(context, needs):
            for other in getattr(context, excludes):
                if folded_letters(other) in folded_letters(phrase):
                    yield WrongValue(
                        f"须有“{phrase}”，却又因“{other}”排除，永远不会命中",
                        f'needs "{phrase}" and is excused by "{other}": it could never hit',
                        at=place(needs, phrase),
                    )


_EXCLUDES_AROUND = ("excludes_clause", "excludes_sentence", "excludes_page")
_CONTRADICTIONS = (
    ("needs", "excludes_clause"),
    ("needs", "excludes_sentence"),
    ("needs", "excludes_page"),
    ("needs_page", "excludes_page"),
)


def _always(name: str, phrase: str, at: tuple[str | int, ...]) -> WrongValue:
    if name.startswith("needs"):
        return WrongValue(
            f"“{phrase}”就在词条里，总是满足",
            f'"{phrase}" is part of the term and always there',
            "词条以外的词",
            "a phrase outside the term",
            at=at,
        )
    return WrongValue(
        f"“{phrase}”就在词条里，会排除每一次命中",
        f'"{phrase}" is part of the term and would excuse every hit',
        "比词条长的词组，或词条以外的词",
        "a phrase longer than the term, or outside it",
        at=at,
    )


def _can_overlap(phrase: str, spelling: str) -> bool:
    return spelling in phrase or any(
        spelling.endswith(phrase[:size]) or spelling.startswith(phrase[-size:])
        for size in range(1, min(len(phrase), len(spelling)) + 1)
    )
