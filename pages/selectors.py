"""Selectors of style sheets, as far as pages use them to hide text and to show it again.

Known are compounds of tag, classes and id, joined by white space or ">". What else a selector
asks (attributes, neighbours, place among them) is left open: such a rule may show, and does not
hide. A state that a visitor brings about (hover, a ticked box) shows what it opens.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from selectolax.lexbor import LexborNode

Pseudo = Literal["", "before", "after"]

_MAX_COMPOUNDS = 6
_LONGEST = 400

_SPLIT = re.compile(r"\s*([>+~])\s*|\s+")
_COMPOUND = re.compile(r"([a-zA-Z][\w-]{0,60}|\*)?((?:[.#](?:[\w-]|\\.|[^\x00-\x7f]){1,100}){0,8})")
_PART = re.compile(r"([.#])((?:[\w-]|\\.|[^\x00-\x7f])+)")
_ESCAPED = re.compile(r"\\3([0-9]) |\\(.)")
_OPEN = re.compile(
    r"\[[^\]]{0,200}\]|:(?:not|is|where|has|nth-[a-z-]+|lang|dir)\([^()]{0,200}(?:\([^()]{0,80}\))?[^()]{0,80}\)"
    r"|:(?:first|last|only)-(?:child|of-type)|:(?:empty|enabled|disabled|required|optional|default)\b"
)
_STATE = re.compile(
    r":(?:hover|focus(?:-within|-visible)?|active|target(?:-within)?|checked|open|popover-open)\b"
)
_ALWAYS = re.compile(r":(?:link|any-link|root|visited|scope)\b")
_ELEMENT = re.compile(r"::?(before|after)$")


@dataclass(frozen=True, slots=True)
class Compound:
    """What one element must be: tag ("" any), classes, id ("" any)."""

    tag: str
    classes: frozenset[str]
    identity: str

    def fits(self, tag: str, classes: frozenset[str], identity: str) -> bool:
        """Whether an element is such."""
        return self.tag in ("", tag) and self.identity in ("", identity) and self.classes <= classes


_TOPS = tuple(Compound(tag, frozenset(), "") for tag in ("html", "body", ""))


@dataclass(frozen=True, slots=True)
class Selector:
    """`subject` and the elements `around` it, from the inside out, each with whether it must be
    the very parent of what stands before. `weight`: ids, classes, tags as one number; `open`: it
    asks for more than is known here; `pseudo`: it is for what stands before or after the text."""

    subject: Compound
    around: tuple[tuple[bool, Compound], ...]
    weight: int
    open: bool
    pseudo: Pseudo


@lru_cache(maxsize=4096)
def selector_of(text: str) -> Selector | None:
    """Read one selector without commas; None where nothing can be said of it."""
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return None
    pseudo: Pseudo = ""
    if ":" in text and (element := _ELEMENT.search(text)):
        pseudo = "before" if element[1] == "before" else "after"
        text = text[: element.start()] or "*"
    extra, is_open = 0, False
    if ":" in text or "[" in text:
        text, opened = _OPEN.subn("", _ALWAYS.sub("", text))
        text, states = _STATE.subn("", text)
        extra, is_open = opened + states, opened + states > 0
        if ":" in text or "[" in text:
            return None
    parts = _SPLIT.split(text.strip())
    names, joins = parts[0::2], parts[1::2]
    if len(names) > _MAX_COMPOUNDS:
        return None
    compounds = [_compound(name) for name in names]
    if any(compound is None for compound in compounds):
        return None
    known = [compound for compound in compounds if compound is not None]
    weight = extra * 100 + sum(_weight(compound) for compound in known)
    around: list[tuple[bool, Compound]] = []
    for join, compound in zip(reversed(joins), reversed(known[:-1]), strict=True):
        if join in ("+", "~"):
            is_open = True  # a neighbour: what holds it is left open
        else:
            around.append((join == ">", compound))
    while around and not around[-1][0] and around[-1][1] in _TOPS:
        around.pop()  # everything is in the body
    return Selector(known[-1], tuple(around), weight, is_open, pseudo)


def _compound(name: str) -> Compound | None:
    match = _COMPOUND.fullmatch(name)
    if match is None:
        return None
    parts = _PART.findall(match[2])
    if "\\" in name:
        parts = [(sign, _ESCAPED.sub(lambda m: m[1] or m[2], part)) for sign, part in parts]
    return Compound(
        (match[1] or "").lower().replace("*", ""),
        frozenset(part for sign, part in parts if sign == "."),
        next((part for sign, part in parts if sign == "#"), ""),
    )


def _weight(compound: Compound) -> int:
    ids, tags = bool(compound.identity), bool(compound.tag)
    return ids * 10_000 + len(compound.classes) * 100 + tags


class Surroundings:
    """Looks at what stands around elements, a bounded number of times a page."""

    def __init__(self, steps: int = 20_000) -> None:
        self._left = steps

    def hold(self, node: LexborNode, around: tuple[tuple[bool, Compound], ...]) -> bool | None:
        """Whether `node` stands in what a selector asks for; None if there were too many looks."""
        parent = node.parent
        direct, compound = around[0]
        while parent is not None and parent.tag != "-document":
            self._left -= 1
            if self._left < 0:
                return None
            if _is_such(parent, compound):
                if len(around) == 1:
                    return True
                held = self.hold(parent, around[1:])
                if held is not False:
                    return held
            if direct:
                return False
            parent = parent.parent
        return False


def _is_such(node: LexborNode, compound: Compound) -> bool:
    if compound.tag and compound.tag != node.tag:
        return False
    if not compound.classes and not compound.identity:
        return True
    attributes = node.attributes
    classes = attributes.get("class")
    return compound.fits(
        node.tag or "",
        frozenset(classes.split()) if classes else frozenset(),
        attributes.get("id") or "",
    )
