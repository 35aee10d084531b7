"""The rules of a page's own style sheets, found by what their selectors end in."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from pages.declarations import is_pale, may_hide, shown_again_by, turns
from pages.selectors import Selector, selector_of
from pages.sheets import rules_in

_MAX_RULES = 3_000
_MAX_RULES_A_NAME = 100
_MAX_SELECTORS = 20_000
_WHOLE = ("html", "body")

_COMMA = re.compile(r",(?![^()]*\))")
_SHOWS = re.compile(r"display|visibility|!\s?important", re.IGNORECASE)
INK = re.compile(
    r"(?<![\w-])color\s?:\s?(?:#f|white|rgb|hsl|snow|ivory|ghost|floral)", re.IGNORECASE
)
_OF_GROUND = re.compile("color|background|position|transform|margin", re.IGNORECASE)
_LETTERS = re.compile(
    r"content\s?:[^;]*(?:[\u3400-\u9fff]|[\w-]{4}|\\[3-9][0-9a-f]{3}|attr\()", re.I
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One selector with its declarations. `rank` orders rules as the cascade does; `hides`: they
    hide, or may beside others; `certain`: it applies on every screen wherever its selector fits."""

    rank: tuple[bool, int, int]
    selector: Selector
    declarations: str
    hides: bool
    certain: bool


_Written = tuple[str, str, bool, bool, bool]
"""A selector, its declarations, whether they may hide, whether the rule applies on every screen,
and whether it stands in a layer."""
Index = dict[str, list[Rule]]


class RuleIndex:
    """The rules of some sheets, by what they are asked for; each index is made when it is first
    asked."""

    def __init__(self, sheets: Iterable[tuple[str, str]]) -> None:
        self._written = [one for css, media in sheets for one in _read(css, media)]

    @property
    def cut(self) -> bool:
        """Whether there are more selectors, or more rules that hide or show, than are read."""
        rules = sum(map(len, self.telling.values()))
        return len(self._written) >= _MAX_SELECTORS or rules >= _MAX_RULES

    @cached_property
    def telling(self) -> Index:
        """The rules that hide, and those that may show again what they hide."""
        read = self._written
        names = {name for one in read if one[2] for name in shown_again_by(one[1])}
        again = re.compile("|".join(sorted(names)) if names else "(?!)", re.IGNORECASE)
        return _made(one for one in read if one[2] or _SHOWS.search(one[1]) or again.search(one[1]))

    @cached_property
    def lettered(self) -> Index:
        """The rules that write words beside the text of elements."""
        return _made((one for one in self._written if _LETTERS.search(one[1])), pseudo=True)

    @cached_property
    def inks(self) -> Index:
        """The rules that make letters as good as white."""
        return _made(one for one in self._written if INK.search(one[1]) and is_pale(one[1]))

    @cached_property
    def grounds(self) -> Index:
        """The rules that say what letters stand on."""
        return _made((one for one in self._written if _OF_GROUND.search(one[1])), whole=True)

    @cached_property
    def turning(self) -> Index:
        """The rules that set letters back to front."""
        return _made(one for one in self._written if "override" in one[1] and turns(one[1]))


@lru_cache(maxsize=16)
def index_of(sheets: tuple[tuple[str, str], ...]) -> RuleIndex:
    """The rules of sheets, each with its media queries. The pages of a shop have the same."""
    return RuleIndex(sheets)


def _read(css: str, media: str) -> tuple[_Written, ...]:
    """The selectors of a sheet with their declarations."""
    out: list[_Written] = []
    for rule in rules_in(css, media):
        hides = may_hide(rule.declarations)
        selectors = rule.selectors
        parts = _COMMA.split(selectors) if "(" in selectors else selectors.split(",")
        for text in parts:
            if len(out) >= _MAX_SELECTORS:
                return tuple(out)
            out.append((text, rule.declarations, hides, rule.when == "always", rule.layered))
    return tuple(out)


def _made(written: Iterable[_Written], *, pseudo: bool = False, whole: bool = False) -> Index:
    """Rules by the id, a class or the tag that their selectors end in; `pseudo`: those for what
    stands before and behind the text, else those for elements; `whole`: also what is for the page
    as a whole."""
    index: Index = {}
    count = 0
    last: dict[_Written, None] = {}
    for one in written:  # of a rule that is said again, the last counts
        last.pop(one, None)
        last[one] = None
    for order, (text, declarations, hides, certain, layered) in enumerate(last):
        selector = selector_of(text)
        if selector is None or bool(selector.pseudo) != pseudo:
            continue
        subject = selector.subject
        if not (subject.classes or subject.identity) and subject.tag in ("", *_WHOLE * (not whole)):
            continue
        key = subject.identity or min(subject.classes, default=f"<{subject.tag}>")
        rules = index.setdefault(key, [])
        if len(rules) >= _MAX_RULES_A_NAME:
            continue
        rank = (not layered, selector.weight, order)
        rules.append(Rule(rank, selector, declarations, hides, certain and not selector.open))
        count += 1
        if count >= _MAX_RULES:
            break
    return index


def fitting(index: Index, tag: str, classes: str, identity: str) -> tuple[Rule, ...]:
    """The rules whose selectors end in what fits an element, the weakest first."""
    if not index:
        return ()
    names = frozenset(classes.split())
    found = [
        rule
        for key in (identity, *names, f"<{tag}>")
        for rule in index.get(key, ())
        if rule.selector.subject.fits(tag, names, identity)
    ]
    if len(found) > 1:
        found.sort(key=lambda rule: rule.rank)
    return tuple(found)
