"""A document parsed, with what its head and its style sheets say: a page, or a frame written out
in one (iframe srcdoc)."""

from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from pages.nesting import tame
from pages.openers import Openers
from pages.shadow import with_shadow_trees
from pages.sheets import applies
from pages.visibility import StyleRules


@dataclass(frozen=True, slots=True)
class Document:
    """`tree`; the elements of its head and its scripts by tag (`by_tag`), the <style> elements that
    have an effect (`sheets`) and their `rules`; what its links and scripts open (`openers`); `cut`:
    too much nesting was left out."""

    tree: LexborHTMLParser
    by_tag: dict[str, list[LexborNode]]
    sheets: list[LexborNode]
    rules: StyleRules
    openers: Openers
    cut: bool


def document_of(html: str) -> Document:
    """Parse HTML; never raises."""
    html, cut = tame(with_shadow_trees(html))
    tree = LexborHTMLParser(html)
    by_tag: dict[str, list[LexborNode]] = {}
    for node in tree.css("title,base,meta,link,style,script"):
        by_tag.setdefault(node.tag or "", []).append(node)
    sheets = [node for node in by_tag.get("style", ()) if applies(node)]
    rules = StyleRules(any(_is_sheet(link) for link in by_tag.get("link", ())))
    for node in sheets:
        css = node.text()
        rules.linked = rules.linked or "@import" in css
        rules.add(css, node.attributes.get("media") or "")
    return Document(tree, by_tag, sheets, rules, Openers(html), cut)


def _is_sheet(link: LexborNode) -> bool:
    return "stylesheet" in (link.attributes.get("rel") or "").lower()
