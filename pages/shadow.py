"""Shadow trees that a page declares (HTML Standard, <template shadowrootmode>).

A browser shows them as part of the element they stand in; for the parser they are templates, of
which nothing is shown. They are opened before the page is read. Their own style sheets, which
reach no further than the tree, are left out.
"""

import re

_TEMPLATE = re.compile("<template", re.IGNORECASE)
_TAG = re.compile(r"<(/?)template\b([^<>]{0,2000})>", re.IGNORECASE)
_ROOT = re.compile(r"\bshadowroot(?:mode)?\s{0,5}=", re.IGNORECASE)
_STYLE, _STYLE_END = re.compile(r"<style\b", re.IGNORECASE), re.compile("</style", re.IGNORECASE)


def with_shadow_trees(html: str) -> str:
    """`html` with every declared shadow tree in the place of its template."""
    # A search that begins with a sign goes from tag to tag; one for a word of any case reads every
    # letter, which takes longer than to parse the page.
    if not _TEMPLATE.search(html) or not _ROOT.search(html):
        return html
    pieces: list[str] = []
    opened: list[bool] = []
    roots = at = 0
    for tag in _TAG.finditer(html):
        piece = html[at : tag.start()]
        pieces.append(_without_styles(piece) if roots else piece)
        at = tag.end()
        if tag[1]:
            root = opened.pop() if opened else False
            roots -= root
            pieces.append("</div>" if root else tag.group())
        else:
            opened.append(_ROOT.search(tag[2]) is not None)
            roots += opened[-1]
            pieces.append("<div>" if opened[-1] else tag.group())
    return "".join([*pieces, html[at:]])


def _without_styles(piece: str) -> str:
    kept: list[str] = []
    at = 0
    while style := _STYLE.search(piece, at):
        kept.append(piece[at : style.start()])
        end = _STYLE_END.search(piece, style.end())
        close = piece.find(">", end.end()) if end else -1
        if close < 0:
            return "".join(kept)
        at = close + 1
    return "".join([*kept, piece[at:]])
