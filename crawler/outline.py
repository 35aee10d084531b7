"""The outline of a page: its elements with what recognising goods, links and pages needs.

Shops are told by structure, so the spider reads the element tree a second time
beside pages.reading, which reads texts. Nesting and size are capped: a page of a
hundred thousand nested elements stays a page.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.addresses import resolve
from pages.nesting import tame
from pages.sheets import applies
from pages.visibility import StyleRules, hiding

MAX_ELEMENTS = 60_000
MAX_DEPTH = 400

_TEXTLESS = frozenset({"script", "style", "template", "noscript", "svg", "iframe", "object"})
_SPACE = re.compile(r"\s+")
_CALLED_ADDRESS = re.compile(
    r"(?:location(?:\.href)?\s*=|location\.(?:assign|replace)\s*\(|window\.open\s*\(|"
    r"(?:navigateTo|goto|jump|redirect|openUrl|go)\s*\()\s*(['\"])(?P<to>[^'\"]+)\1",
    re.IGNORECASE,
)
_MENU = re.compile(
    r"(?:^|[\s_-])(?:nav\w*|menu\w*|dropdown\w*|categor\w*|cate?s?)(?:$|[\s_-])", re.IGNORECASE
)
_DATA_ADDRESS = (
    "data-href",
    "data-url",
    "data-link",
    "data-uri",
    "data-detail-url",
    "data-product-url",
    "data-item-url",
    "data-target-url",
    "data-to",
)


@dataclass(slots=True, eq=False)
class Element:
    """One element. `content` holds texts and elements in their order on the page."""

    tag: str
    attrs: dict[str, str]
    parent: "Element | None" = field(repr=False)
    order: int
    depth: int
    content: list["str | Element"] = field(default_factory=list, repr=False)
    hidden: bool = False
    weight: int = 0
    """Characters of visible text in and under the element."""

    @property
    def children(self) -> list["Element"]:
        """The element's own child elements."""
        return [part for part in self.content if isinstance(part, Element)]

    def walk(self) -> Iterator["Element"]:
        """The element and all under it, in document order."""
        stack = [self]
        while stack:
            element = stack.pop()
            yield element
            stack.extend(reversed(element.children))

    def ancestors(self) -> Iterator["Element"]:
        """The parents, nearest first."""
        element = self.parent
        while element is not None:
            yield element
            element = element.parent

    def text(self, limit: int = 2000) -> str:
        """The visible text in and under the element, white space folded, cut at `limit`.

        Of a hidden element its whole text.
        """
        pieces: list[str] = []
        length = 0
        stack: list[str | Element] = [self]
        while stack and length < limit:
            part = stack.pop()
            if isinstance(part, str):
                pieces.append(part)
                length += len(part)
            elif part.tag not in _TEXTLESS and (self.hidden or not part.hidden):
                stack.extend(reversed(part.content))
        return _SPACE.sub(" ", " ".join(pieces)).strip()[:limit]

    def holds(self, other: "Element") -> bool:
        """Whether `other` is this element or under it."""
        return other is self or any(element is self for element in other.ancestors())

    @property
    def looks(self) -> str:
        """Tag and class names without numbers: alike for things made by one template."""
        classes = sorted(
            re.sub(r"\d+", "", name)
            for name in self.attrs.get("class", "").split()
            if not re.match(r"(?:active|selected|first|last|odd|even|current|hover|col-|is-)", name)
        )
        return ".".join([self.tag, *dict.fromkeys(classes)])

    @property
    def marks(self) -> str:
        """Class, id and role in one text, for words such as "nav" or "price"."""
        attrs = self.attrs
        return " ".join(
            (attrs.get("class", ""), attrs.get("id", ""), attrs.get("role", ""))
        ).strip()


@dataclass(frozen=True, slots=True, eq=False)
class Reference:
    """Something that leads to another page: an absolute `url` and the element that does.

    `how` is "link", "data" (an attribute), "script" (an onclick), "frame" or "form"
    (a button whose form has no field to fill in). `text` is what is written on it,
    `image` whether a picture hangs on it.
    """

    url: str
    element: Element
    how: str
    text: str
    image: bool
    rel: str = ""


@dataclass(slots=True)
class Outline:
    """The element tree of a page at `url` and its references in document order."""

    url: str
    root: Element
    charset: str = "utf-8"
    base: str = ""
    references: list[Reference] = field(default_factory=list)
    cut: bool = False

    def elements(self) -> Iterator[Element]:
        """All elements in document order."""
        return self.root.walk()


def outline(text: str, url: str, charset: str = "utf-8") -> Outline:
    """Read the HTML `text` of the page at `url` whose bytes were in `charset`."""
    tamed, cut = tame(text)
    tree = LexborHTMLParser(tamed)
    root = Element("html", {}, None, 0, 0)
    page = Outline(url, root, charset, url, cut=cut)
    if tree.root is not None:
        page.cut |= _build(tree.root, root, _style_rules(tree))
    _weigh(root)
    page.base = _base(page)
    page.references = list(_references(page))
    return page


def _style_rules(tree: LexborHTMLParser) -> StyleRules:
    rules = StyleRules()
    for style in tree.css("style"):
        if applies(style):
            rules.add(style.text(), style.attributes.get("media") or "")
    return rules


def _build(source: LexborNode, root: Element, rules: StyleRules) -> bool:
    """Copy the tree under `source` into `root`; tells whether something was cut."""
    known: dict[int, Element] = {source.mem_id: root}
    count = 0
    for node in source.traverse(include_text=True):
        parent = known.get(node.parent.mem_id) if node.parent is not None else None
        if parent is None:
            continue
        if node.is_text_node:
            words = node.text_content
            if words and not words.isspace():
                parent.content.append(words)
            continue
        if not node.is_element_node:
            continue
        count += 1
        if count > MAX_ELEMENTS:
            return True
        if parent.depth >= MAX_DEPTH and parent.parent is not None:
            parent = parent.parent  # what lies deeper becomes a neighbour: nothing is lost
        known[node.mem_id] = _element(node, parent, count, rules)
    return False


def _element(node: LexborNode, parent: Element, order: int, rules: StyleRules) -> Element:
    attrs = {name: value or "" for name, value in node.attributes.items()}
    element = Element(node.tag or "", attrs, parent, order, parent.depth + 1)
    element.hidden = parent.hidden or bool(hiding(element.tag, attrs, rules))
    parent.content.append(element)
    return element


def _weigh(root: Element) -> None:
    for element in reversed(list(root.walk())):
        if element.tag in _TEXTLESS or element.hidden:
            continue
        element.weight = sum(
            len(part.strip()) if isinstance(part, str) else part.weight for part in element.content
        )


def _base(page: Outline) -> str:
    for element in page.elements():
        if element.tag == "base" and element.attrs.get("href"):
            return resolve(page.url, element.attrs["href"], page.charset) or page.url
        if element.tag == "body":
            break
    return page.url


def _references(page: Outline) -> Iterator[Reference]:
    for element in page.elements():
        if element.hidden and not _in_menu(element):
            continue
        found = _named_address(element)
        if found is None:
            continue
        how, address = found
        url = resolve(page.base, address, page.charset)
        if url is not None:
            yield Reference(
                url,
                element,
                how,
                _words_on(element),
                _pictured(element),
                element.attrs.get("rel", "").lower(),
            )


def _in_menu(element: Element) -> bool:
    """Whether a hidden link is one of several in a menu that unfolds under the pointer.

    A hidden link elsewhere is a trap for crawlers.
    """
    for above in element.ancestors():
        if above.tag == "nav" or _MENU.search(above.marks):
            links = sum(inner.tag == "a" for inner in above.walk())
            return links >= 4 and (not above.hidden or element.parent is not above)
    return False


def _named_address(element: Element) -> tuple[str, str] | None:
    attrs = element.attrs
    if element.tag in ("a", "area"):
        href = attrs.get("href", "").strip()
        if href and not re.match(r"#(?![!/])|javascript:", href, re.IGNORECASE):
            return "link", href
    for name in _DATA_ADDRESS:
        value = attrs.get(name, "").strip()
        if value and re.match(r"(?:https?:)?/|[\w./-]+\.\w{2,5}(?:\?|$)|\?|#/", value):
            return "data", value
    script = attrs.get("onclick", "") or (
        attrs.get("href", "") if attrs.get("href", "").lower().startswith("javascript:") else ""
    )
    called = _CALLED_ADDRESS.search(script)
    if called:
        return "script", called["to"]
    if element.tag in ("frame", "iframe") and attrs.get("src", "").strip():
        return "frame", attrs["src"]
    if element.tag == "form":
        return _form_address(element)
    return None


def _form_address(form: Element) -> tuple[str, str] | None:
    """A GET form with hidden fields only is a link in the shape of a button."""
    if form.attrs.get("method", "get").lower() != "get" or not form.attrs.get("action"):
        return None
    pairs: list[str] = []
    for element in form.walk():
        if element.tag in ("select", "textarea"):
            return None
        if element.tag != "input":
            continue
        kind = element.attrs.get("type", "text").lower()
        if kind == "hidden":
            pairs.append(f"{element.attrs.get('name', '')}={element.attrs.get('value', '')}")
        elif kind not in ("submit", "button", "image"):
            return None
    action = form.attrs["action"]
    if not pairs:
        return "form", action
    return "form", action + ("&" if "?" in action else "?") + "&".join(pairs)


def _words_on(element: Element) -> str:
    text = element.text(300)
    if text:
        return text
    for inner in element.walk():
        for name in ("title", "alt", "aria-label"):
            if inner.attrs.get(name, "").strip():
                return _SPACE.sub(" ", inner.attrs[name]).strip()[:300]
    return ""


def _pictured(element: Element) -> bool:
    return any(
        inner.tag in ("img", "picture") or "background-image" in inner.attrs.get("style", "")
        for inner in element.walk()
    )
