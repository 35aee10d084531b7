"""Words that a pattern cannot do without (必含字词): read off the pattern itself.

"(?:掺|兑)了?[^。]{0,5}(?:糖浆|香精)" needs one of 掺 and 兑, and one of 糖浆 and 香精. What
cannot be told needs nothing; too few words asked for only mean that a pattern is tried in vain.
"""

import re
from collections.abc import Iterable, Sequence, Set
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

Group = frozenset[str]
"""Words of which one must be there."""

_MAX_GROUPS = 2
_MAX_SPELT = 48
"""Strings that one run of characters and small classes may spell."""
_MAX_CLASS = 12
_OFTEN = (1.0, 1 / 300, 1 / 20_000, 1 / 300_000)
"""How often a word of 1, 2, 3 … characters stands in a text, per character of it: a guess."""
_TOO_OFTEN = 0.05


def required_words(pattern: str) -> tuple[Group, ...]:
    """Groups of words: where `pattern` matches, one word of each stands. () where none is sure.

    `pattern` is RE2's; where Python reads its notation otherwise, nothing is told.
    """
    if "[:" in pattern or "\\Q" in pattern:
        return ()
    try:
        parsed = parser.parse(pattern)
    except (re.error, OverflowError, RecursionError):
        return ()
    if parsed.state.flags & re.IGNORECASE:
        return ()
    groups = [group for group in _of_sequence(parsed) if _share(group) <= _TOO_OFTEN]
    return tuple(sorted(groups, key=_share)[:_MAX_GROUPS])


def _share(group: Set[str]) -> float:
    return sum(_OFTEN[min(len(word), len(_OFTEN) - 1)] for word in group)


def _of_sequence(items: Iterable[Any]) -> list[Group]:
    """The groups of parts that follow one another: those of each part, and each run of letters."""
    groups: list[Group] = []
    run: list[str] = [""]

    def end_run() -> None:
        nonlocal run
        if run != [""]:
            groups.append(frozenset(run))
        run = [""]

    for what, value in _flat(items):
        letters = _letters(what, value)
        if letters:
            if len(letters) * len(run) > _MAX_SPELT:
                end_run()
            run = [before + letter for before in run for letter in letters]
            continue
        if what is op.AT:
            continue
        end_run()
        if what is op.BRANCH:
            groups.extend(_of_branches(value[1]))
        elif what in (op.MAX_REPEAT, op.MIN_REPEAT) and value[0] > 0:
            groups.extend(_of_sequence(value[2]))
    end_run()
    return groups


def _of_branches(branches: Sequence[Any]) -> list[Group]:
    """One group: the rarest words of each branch; none where a branch needs no word."""
    together: set[str] = set()
    for branch in branches:
        groups = _of_sequence(branch)
        if not groups:
            return []
        together |= min(groups, key=_share)
    return [frozenset(together)]


def _flat(items: Iterable[Any]) -> Iterable[tuple[Any, Any]]:
    """The parts in order, those of groups without flags of their own among them."""
    for what, value in items:
        if what is op.SUBPATTERN and not value[1] and not value[2]:
            yield from _flat(value[3])
        elif what in (op.MAX_REPEAT, op.MIN_REPEAT) and value[:2] == (1, 1):
            yield from _flat(value[2])
        else:
            yield what, value


def _letters(what: Any, value: Any) -> list[str]:
    """The characters that a part stands for, where they are few."""
    if what is op.LITERAL:
        return [chr(value)]
    if what is op.IN and len(value) <= _MAX_CLASS and all(kind is op.LITERAL for kind, _ in value):
        return [chr(point) for _, point in value]
    return []
