"""Which elements a visitor does not see (隐藏文字).

Three sources, all inside the page: attributes, inline styles and the rules of <style> elements,
weighed as a browser weighs them (CSS Cascade 5: importance, layers, specificity, order). External
style sheets are not read. Where a rule depends on more than is known here (pages.selectors, a
width of the window), it may show what another hides, and hides nothing: text counts as seen.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from pages.declarations import Hiding, declared, hidden_by, hiding_of, is_pale, may_hide
from pages.rule_index import INK, Index, Rule, RuleIndex, fitting, index_of
from pages.selectors import Surroundings
from pages.sheets import MAX_SHEET
from pages.words import words

__all__ = ["Hiding", "StyleRules", "hiding", "hiding_of"]


_MOST_LETTERS = 20_000
"""Characters that style sheets may write into a page."""
_WORD = re.compile(r"[A-Za-z][a-z]*")

# Tab panes and the like are hidden until a click: a visitor does read them.
_ONE_CLICK = words(
    """
    tab tabs tabpane pane panel tabpanel tabcontent tabcon tabbox accordion collapse swiper
    slide carousel more wow animated lazy fade
    """
)

Attributes = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Seen:
    """What an element says of being seen: how it hides its content ("" if it shows it anew, None
    if nothing is said), and whether it makes visible again what `visibility` hid."""

    hiding: Hiding | None
    visible: bool


class StyleRules:
    """What the page's own <style> rules say of hiding, by what their selectors end in. `linked`:
    the page has style sheets that are not read."""

    def __init__(self, linked: bool = False) -> None:
        self.linked = linked
        self._sheets: list[tuple[str, str]] = []
        self._known: dict[tuple[str, str, str], tuple[Rule, ...]] = {}
        self._around = Surroundings()
        self._letters_left = _MOST_LETTERS
        self._read: RuleIndex | None = None

    def __bool__(self) -> bool:
        return bool(self._sheets)

    def add(self, css: str, media: str = "") -> None:
        """Take in the text of one <style> element, for the screens of `media`."""
        if "{" in css:
            self._sheets.append((css, media))
            self._known.clear()
            self._read = None

    @property
    def cut(self) -> bool:
        """Whether the sheets hold more than is read of them."""
        too_long = any(len(css) > MAX_SHEET for css, _ in self._sheets)
        return too_long or (bool(self._sheets) and self._indexes().cut)

    def _indexes(self) -> RuleIndex:
        if self._read is None:
            self._read = index_of(tuple(self._sheets))
        return self._read

    def _inks(self) -> Index:
        """The rules that make letters as good as white; a sheet that is not read may give them a
        ground."""
        return {} if self.linked else self._indexes().inks

    def matching(self, tag: str, classes: str, identity: str) -> tuple[Rule, ...]:
        """The rules that say something of hiding or showing such elements, the weakest first; of
        those that ask for what stands around, all."""
        element = (tag, classes, identity)
        known = self._known.get(element)
        if known is None:
            known = self._known[element] = fitting(self._indexes().telling, tag, classes, identity)
        return known

    def hiding(self, tag: str, classes: str, identity: str) -> Hiding | None:
        """What the rules together say, or None."""
        matched = self.matching(tag, classes, identity)
        return self._seen(matched, "", False, None).hiding if matched else None

    def depends(self, tag: str, attributes: Attributes) -> bool:
        """Whether what the rules say depends on what stands around such an element."""
        matched = self.matching(tag, attributes.get("class") or "", attributes.get("id") or "")
        return any(rule.selector.around for rule in matched) and (
            any(rule.hides for rule in matched)
            or "hidden" in attributes
            or may_hide(attributes.get("style") or "")
        )

    def seen(self, tag: str, attributes: Attributes, node: LexborNode | None = None) -> Seen:
        """What attributes, inline style and rules say together; of rules that ask for what stands
        around, those hold that `node` is in the right place for."""
        style = attributes.get("style") or ""
        closed = "hidden" in attributes and attributes["hidden"] != "until-found"
        matched = (
            self.matching(tag, attributes.get("class") or "", attributes.get("id") or "")
            if self._sheets
            else ()
        )
        if not matched and not closed:
            return Seen(hiding_of(style) if style else None, "visible" in style)
        return self._seen(matched, style, closed, node)

    def ground_values(self, node: LexborNode) -> dict[str, str]:
        """The values of the properties that decide what an element's letters stand on."""
        attributes = node.attributes
        found = fitting(
            self._indexes().grounds,
            node.tag or "",
            attributes.get("class") or "",
            attributes.get("id") or "",
        )
        held = [rule for rule in found if self._holds(rule, node)]
        values = _cascade(held, attributes.get("style") or "", False)
        if not all(rule.certain for rule in held):
            values["background-image"] = "image"  # not known: as good as a picture
        return values

    def inks(self, tag: str, attributes: Attributes) -> bool:
        """Whether letters of such elements may be as good as white."""
        style = attributes.get("style") or ""
        if style and INK.search(style) and is_pale(style):
            return True
        return _fits(self._inks(), tag, attributes)

    def has_letters(self, tag: str, attributes: Attributes) -> bool:
        """Whether a style sheet may write words beside the text of such elements."""
        return _fits(self._indexes().lettered, tag, attributes)

    def turn(self, tag: str, attributes: Attributes) -> bool:
        """Whether a style sheet sets the letters of such elements back to front."""
        return _fits(self._indexes().turning, tag, attributes)

    def speak_of(self, tag: str, classes: str, identity: str) -> bool:
        """Whether any rule says something of such elements."""
        if self.matching(tag, classes, identity):
            return True
        rest = (self._inks(), self._indexes().lettered, self._indexes().turning)
        return any(index and fitting(index, tag, classes, identity) for index in rest)

    def letters(self, tag: str, attributes: Attributes, node: LexborNode) -> tuple[str, str]:
        """What style sheets write before and behind the text of an element, as `content` says."""
        if self._letters_left <= 0:
            return "", ""
        classes, identity = attributes.get("class") or "", attributes.get("id") or ""
        found = fitting(self._indexes().lettered, tag, classes, identity)
        held = [rule for rule in found if rule.certain and self._holds(rule, node)]
        before, behind = (
            _cascade([rule for rule in held if rule.selector.pseudo == pseudo], "", False)
            for pseudo in ("before", "after")
        )
        texts = _written(before, attributes), _written(behind, attributes)
        self._letters_left -= sum(map(len, texts))
        return texts

    def _seen(
        self, matched: Iterable[Rule], style: str, closed: bool, node: LexborNode | None
    ) -> Seen:
        held: list[Rule] = []
        unsure = False
        for rule in matched:
            holds = self._holds(rule, node)
            if holds is None or not rule.certain:
                if holds is False or rule.hides:
                    continue
                unsure = True
            elif not holds:
                continue
            held.append(rule)
        values = _cascade(held, style, closed)
        verdict = hidden_by(values)
        if verdict and unsure:
            sure = [rule for rule in held if rule.certain and self._holds(rule, node)]
            verdict = hidden_by(_cascade(sure, style, closed)) and verdict
        return Seen(verdict, values.get("visibility") == "visible")

    def _holds(self, rule: Rule, node: LexborNode | None) -> bool | None:
        """Whether an element whose kind a rule fits stands where it asks for; None: not known."""
        around = rule.selector.around
        if not around:
            return True
        return None if node is None else self._around.hold(node, around)


def _cascade(rules: Iterable[Rule], style: str, closed: bool) -> dict[str, str]:
    """The value of each property: of rules from the weakest to the strongest, then the inline
    style, then what is !important; `closed`: it has the attribute `hidden`, which all outweigh."""
    values = {"display": "none"} if closed else {}
    weighty: dict[str, str] = {}
    for declarations in (*(rule.declarations for rule in rules), style):
        for name, (value, important) in declared(declarations).items():
            (weighty if important else values)[name] = value
    return {**values, **weighty}


def _written(values: dict[str, str], attributes: Attributes) -> str:
    """The letters of a `content` that are words: not the signs of icon fonts."""
    content = values.get("content", "")
    if not content or hidden_by(values):
        return ""
    text = "".join(
        quoted[1:-1] if quoted else attributes.get(name) or ""
        for quoted, name in _CONTENT.findall(content)
    )
    return text[:_MAX_LETTERS] if _WORDS.search(text) else ""


_MAX_LETTERS = 80
_CONTENT = re.compile(r"(\"[^\"]*\"|'[^']*')|attr\(\s*([\w-]{1,60})\s*\)")
_WORDS = re.compile(r"[\u3400-\u9fff]|[A-Za-z0-9_-]{4}")


def _fits(index: Index, tag: str, attributes: Attributes) -> bool:
    classes, identity = attributes.get("class") or "", attributes.get("id") or ""
    return bool(index) and bool(fitting(index, tag, classes, identity))


def hiding(tag: str, attributes: Attributes, rules: StyleRules) -> Hiding | None:
    """How this element hides its content; "" if it shows it anew, None if nothing is said. What
    depends on the elements around it is not asked."""
    return seen(tag, attributes, rules).hiding


def seen(
    tag: str, attributes: Attributes, rules: StyleRules, node: LexborNode | None = None
) -> Seen:
    """As `hiding`, also of what depends on the place of `node`, where it is given."""
    if tag in ("noscript", "datalist") or (tag == "dialog" and "open" not in attributes):
        return Seen("display", False)
    said = rules.seen(tag, attributes, node)
    if said.hiding and said.hiding != "off-screen" and _one_click_away(attributes):
        return Seen(None, said.visible)
    return said


def _one_click_away(attributes: Attributes) -> bool:
    if attributes.get("role") == "tabpanel":
        return True
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"[:500]
    return not _ONE_CLICK.isdisjoint(word.lower() for word in _WORD.findall(names))
