"""What an element's name and attributes say by themselves, wherever it stands.

Pages repeat few kinds of elements thousands of times, so that each kind is judged once a page.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from pages.tags import BLOCK_NUMBERS, NAMES
from pages.visibility import Hiding, StyleRules, hiding
from pages.words import words
from pages.zones import PLACING, Zone, placed

Attributes = Mapping[str, str | None]

_TELLING = words("style hidden class id open")
_UNSEEN = words("noscript dialog datalist")
_STYLED = words("class id style")
# Attributes that say something and are rare: elements that have one are judged each by itself.
_RARE = words("hidden open role itemprop")
_STRUCTURES = words("tr td th table dl dt dd form button select option")
_ACTING = words("a img area iframe frame input textarea")
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


class Manners:
    """The kinds of elements of one page, whose style rules are `rules`."""

    def __init__(self, rules: StyleRules) -> None:
        self._rules = rules
        self._bare: dict[int, Manner] = {}
        self._known: dict[tuple[object, ...], Manner] = {}

    def bare(self, number: int) -> Manner:
        """The manner of an element of this tag number without attributes."""
        manner = self._bare.get(number)
        if manner is None:
            manner = self._bare[number] = self._judged(number, {})
        return manner

    def of(self, number: int, attributes: Attributes) -> Manner:
        """The manner of an element with attributes."""
        get = attributes.get
        key = (number, get("class", 0), get("style", 0), get("id", 0))
        manner = self._known.get(key)
        if manner is not None and len(attributes) == manner.told:
            return manner
        if not _RARE.isdisjoint(attributes):
            return self._judged(number, attributes)
        if manner is None:
            manner = self._known[key] = self._judged(number, attributes)
        return manner

    def _judged(self, number: int, attributes: Attributes) -> Manner:
        name = NAMES.get(number, "")
        block = number in BLOCK_NUMBERS
        told = name in _UNSEEN or not _TELLING.isdisjoint(attributes)
        style = attributes.get("style") or ""
        zone, region = (None, "")
        if block and (attributes or name in PLACING):
            zone, region = placed(name, attributes)
        return Manner(
            name,
            block,
            block and name in _STRUCTURES,
            name in _ACTING,
            hiding(name, attributes, self._rules) if told else None,
            not _STYLED.isdisjoint(attributes),
            "visible" in style,
            "url(" in style,
            zone,
            region,
            block and _is_wrapper(attributes),
            sum(name in attributes for name in _STYLED),
        )


def _is_wrapper(attributes: Attributes) -> bool:
    if not attributes:
        return False
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower()
    return any(word in names for word in _WRAPPER_WORDS)
