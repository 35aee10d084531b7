"""What an element's name and attributes say by themselves, wherever it stands.

Pages repeat few kinds of elements thousands of times, so that each kind is judged once a page.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from pages.declarations import turns
from pages.openers import Openers
from pages.tags import BLOCK_NUMBERS, NAMES
from pages.visibility import Hiding, Seen, StyleRules, seen
from pages.words import words
from pages.zones import PLACING, Zone, is_note, placed

Attributes = Mapping[str, str | None]
_Value = str | None | Literal[0]
Kind = _Value | tuple[_Value, _Value]

_TELLING = words("style hidden class id open")
_UNSEEN = words("noscript dialog datalist")
_STYLED = words("class id style")
# Attributes that say something and are rare: elements that have one are judged each by itself.
RARE = words("hidden open role itemprop")
_STRUCTURES = words("tr td th table dl dt dd form button select option")
_HEADINGS = words("h1 h2 h3 h4 h5 h6 dt")
_ACTING = words("a img area iframe frame input textarea")
_MAX_KEPT = 300
"""Letters of class, style and id up to which a kind is kept for other pages."""
_NO_RULES = StyleRules()
_UNSAID = Seen(None, False)
_WRAPPER_WORDS = ("title", "tit", "head", "hd", "caption", "mt")


@dataclass(frozen=True, slots=True)
class Manner:
    """One kind of element.

    `block`: it begins a line; `structure`: a block that belongs to a table, a list of terms or a
    form; `acts`: a link, a picture, a frame or a field. `hiding` is what it says of being
    seen ("" shows it anew, None says nothing), `styled` that a style sheet may say more,
    `visible` that its style gives visibility back, `pictured` that its style shows a picture.
    Of blocks: `zone` and `region` as `placed` tells them, and whether its names are
    those of a `wrapper` around a heading. `told`: of how many attributes all this was read.
    `quiet`: nothing of the kind is to be said of it, so that it passes unnoticed;
    `plain`: that it is a block, maybe with a zone or region, and nothing more; `active`: that
    it acts, and nothing more. `ends`: that it may end what a heading opened, `note` because it
    holds notes of the shop: 买家评价 does not head them, once there were reviews. `apart`: more is
    to be asked of it where it stands: whether rules hide it there (`depends`), whether its letters
    have the colour of their ground (`inked`), what style sheets write beside its text
    (`lettered`), whether its letters are set back to front (`turned`).
    """

    name: str
    block: bool
    structure: bool
    acts: bool
    hiding: Hiding | None
    styled: bool
    visible: bool
    pictured: bool
    zone: Zone | None
    region: str
    wrapper: bool
    told: int
    quiet: bool
    plain: bool
    active: bool
    ends: bool
    note: bool
    apart: bool = False
    depends: bool = False
    inked: bool = False
    lettered: bool = False
    turned: bool = False


class Manners:
    """The kinds of elements of one page, whose style rules are `rules`.

    `known` holds those met, by tag number, and there by class (0 where there is none) or, where
    there is a style, by class and style: it tells all of an element that has no other attributes,
    or neither an id nor one of RARE among them. Where they are not `zoned`, names of classes tell
    nothing of whose words stand in an element. What `openers` open is not hidden.
    """

    def __init__(
        self, rules: StyleRules, openers: Openers | None = None, zoned: bool = True
    ) -> None:
        self.known: defaultdict[int, dict[Kind, Manner]] = defaultdict(dict)
        self.rules = rules
        self.zoned = zoned
        self._openers = openers

    @staticmethod
    def bare(number: int) -> Manner:
        """The manner of an element of this tag number without attributes."""
        return BARE.get(number, NAMELESS)

    def of(self, number: int, attributes: Attributes) -> Manner:
        """The manner of an element with attributes."""
        if not RARE.isdisjoint(attributes):
            rare = _judged(number, attributes, self.rules)
            return self._here(rare, attributes.get("class"), attributes.get("id"))
        get = attributes.get
        classes: _Value = get("class", 0)
        style: _Value = get("style", 0)
        if "id" in attributes:  # few elements have the same
            return self._first(number, classes, style, attributes["id"])
        known = self.known[number]
        kind: Kind = classes if style == 0 else (classes, style)
        manner = known.get(kind)
        if manner is None:
            manner = known[kind] = self._first(number, classes, style, 0)
        return manner

    def _first(self, number: int, classes: _Value, style: _Value, identity: _Value) -> Manner:
        """The manner of a kind that the page has not had."""
        kept = len(classes or "") + len(style or "") + len(identity or "") <= _MAX_KEPT
        if kept:
            manner = _by_itself(number, classes, style, identity)
            if manner.told and self.rules.speak_of(manner.name, classes or "", identity or ""):
                kept = False
        if not kept:
            manner = _judged(number, _attributes(classes, style, identity), self.rules)
        return self._here(manner, classes or "", identity or "")

    def _here(self, manner: Manner, classes: str | None, identity: str | None) -> Manner:
        """A manner as it is on this page: opened by it, or in no zone."""
        openers = self._openers if manner.hiding not in (None, "", "off-screen") else None
        if openers is not None and openers.open(classes or "", identity or ""):
            manner = replace(manner, hiding=None)
        return manner if self.zoned or manner.zone is None else replace(manner, zone=None)


def _attributes(classes: _Value, style: _Value, identity: _Value) -> Attributes:
    values = (("class", classes), ("style", style), ("id", identity))
    return {name: value for name, value in values if value != 0}


@lru_cache(maxsize=4096)
def _by_itself(number: int, classes: _Value, style: _Value, identity: _Value) -> Manner:
    """The manner of a kind where no style rule speaks of it: a shop's pages have the same."""
    return _judged(number, _attributes(classes, style, identity), _NO_RULES)


def _judged(number: int, attributes: Attributes, rules: StyleRules) -> Manner:
    name = NAMES.get(number, "")
    block, acts = number in BLOCK_NUMBERS, name in _ACTING
    told = name in _UNSEEN or not _TELLING.isdisjoint(attributes)
    style = attributes.get("style") or ""
    said = seen(name, attributes, rules) if told else _UNSAID
    verdict = said.hiding
    pictured = "url(" in style
    zone, region = None, ""
    if block and (attributes or name in PLACING):
        zone, region = placed(name, attributes)
    structure = block and name in _STRUCTURES
    note = block and bool(attributes) and is_note(attributes)
    depends = told and bool(rules) and rules.depends(name, attributes)
    inked = name == "font" or (told and rules.inks(name, attributes))
    lettered = told and bool(rules) and rules.has_letters(name, attributes)
    turned = name == "bdo" or is_turned(name, attributes, rules)
    apart = depends or inked or lettered or turned
    marked = structure or pictured or verdict is not None or apart
    return Manner(
        name,
        block,
        structure,
        acts,
        verdict,
        not _STYLED.isdisjoint(attributes),
        said.visible,
        pictured,
        zone,
        region,
        block and _is_wrapper(attributes),
        sum(name in attributes for name in _STYLED),
        not (block or acts or marked),
        block and not marked,
        acts and not marked,
        name in _HEADINGS or region == "footer" or note,
        note,
        apart,
        depends,
        inked,
        lettered,
        turned,
    )


def is_turned(name: str, attributes: Attributes, rules: StyleRules) -> bool:
    """Whether an element has its letters set from right to left, whatever they are."""
    if name == "bdo":
        return (attributes.get("dir") or "").lower() == "rtl"
    style = attributes.get("style") or ""
    return ("override" in style and turns(style)) or rules.turn(name, attributes)


def _is_wrapper(attributes: Attributes) -> bool:
    if not attributes:
        return False
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower()
    return any(word in names for word in _WRAPPER_WORDS)


BARE = {number: _judged(number, {}, _NO_RULES) for number in NAMES}
"""The manners of elements without attributes, which no style rule is asked for."""
NAMELESS = _judged(0, {}, _NO_RULES)
"""That of any other element without attributes."""
