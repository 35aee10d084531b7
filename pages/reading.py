"""Bytes of a response to a `Page`: the one door of this room.

HTML goes through charset, nesting caps, one parse and one walk; JSON gives its
strings; plain text is text; what is none of these is named and left alone.
Nothing that a page holds makes it raise.
"""

import re
from typing import Any
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from pages.codes import codes_cut, find_codes
from pages.decode import decode
from pages.documents import document_of
from pages.handlers import has_handlers
from pages.links import Base, refresh_of
from pages.manner import Manners
from pages.mhtml import html_in
from pages.misnamed import is_misnamed
from pages.mustaches import fill
from pages.page import Link, Page
from pages.prices import find_prices, prices_cut
from pages.script_data import is_escaped, parse_json, values_in
from pages.script_elements import elements_of
from pages.script_names import ScriptNames
from pages.script_objects import components_with_code
from pages.script_rows import CodeRows, is_drawn, lines_of, rows_with_code
from pages.script_writes import official_links, written_by
from pages.shell import is_shell
from pages.structured import Strings
from pages.ticked import ticked_boxes
from pages.walk import Walk
from pages.xhtml import as_html, is_xhtml

MAX_BODY = 8 << 20
MAX_TEXT = 4_000_000
MAX_META = 200
"""Names of meta elements that are kept; those that tell of the page are kept whatever their
number."""
MAX_DESCRIPTION = 100_000
_MAX_CONTENT = 5_000
_MAX_HEAD_LINKS = 500
_HEAD_LINKS = frozenset(("search", "next", "prev", "canonical"))
_TELLING_META = frozenset(("description", "keywords", "generator", "refresh", "og:title"))
_JSON_TYPES = frozenset(
    ("application/json", "application/ld+json", "importmap", "speculationrules")
)
_BINARY = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"%PDF-", b"PK\x03\x04", b"\x1f\x8b", b"BM",
    b"\x00\x00\x01\x00", b"wOFF", b"wOF2", b"\xd0\xcf\x11\xe0", b"Rar!", b"7z\xbc\xaf", b"\x00asm",
    b"\x28\xb5\x2f\xfd",
)  # fmt: skip
_CALLBACK = re.compile(r"\s{0,200}[\w$.]{1,100}\s{0,20}\(\s{0,20}(?=[\[{])")
_MARKUP = re.compile(
    rb"<(?:!doctype|html|head|body|div|p|table|script|meta|title|a|span|!--)", re.IGNORECASE
)


def read_page(body: bytes, url: str, content_type: str | None = None) -> Page:
    """Read the body of a response (content-decoded) that `url` gave.

    `content_type` is the header as received. Flags of the result: those of
    `pages.decode`, "size-cut", "nesting-cut", "nodes-cut", "data-cut", "links-cut",
    "head-cut", "styles-cut", "numbers-cut", "script-shell", "image-text-unchecked",
    "json", "plain-text", "not-html", "empty", "mhtml", "zones-misnamed"
    (pages.quality_marks has what they mean).
    """
    page = Page(url=url)
    if len(body) > MAX_BODY:
        body = body[:MAX_BODY]
        page.flags.append("size-cut")
    if (saved := html_in(body)) is not None:
        page.flags.append("mhtml")
        if "html" not in (content_type or "").lower():  # else browsers show it as it stands
            body, content_type = saved
    kind = _kind(body, content_type)
    if kind in ("empty", "not-html"):
        page.flags.append(kind)
        return page
    decoded = decode(body, content_type)
    page.charset = decoded.charset
    page.flags.extend(decoded.flags)
    text = decoded.text
    if b"\0" in body:
        text = text.replace("\0", "")  # as the standard does: they part no word
    if len(text) > MAX_TEXT:
        text = text[:MAX_TEXT]
        page.flags.append("size-cut")
    if kind == "json" and _read_json(page, text):
        page.flags.append("json")
    elif kind == "plain-text":
        page.fields["description"] = text[:MAX_TEXT]
        page.flags.append("plain-text")
    else:
        _read_html(page, as_html(text) if is_xhtml(content_type) else text)
    page.codes = find_codes(page.fields)
    page.prices = find_prices(page.fields)
    if codes_cut(page.fields, page.codes) or prices_cut(page.fields, page.prices):
        page.flags.append("numbers-cut")
    if page.prices:
        page.fields["price"] = "\n".join(f"{price.label}{price.raw}" for price in page.prices)
    page.flags = list(dict.fromkeys(page.flags))
    return page


def _kind(body: bytes, content_type: str | None) -> str:
    """What the body is, by its bytes first and the header after: "html", "json" or a flag."""
    head = body[:1_024].lstrip()
    if not body or body.isspace():
        return "empty"
    if head.startswith(_BINARY) and not _MARKUP.search(head) and not _is_a_word(head):
        return "not-html"
    header = (content_type or "").partition(";")[0].strip().lower()
    if header.startswith(("image/", "audio/", "video/", "font/")) and not _MARKUP.search(head):
        return "not-html"
    if _MARKUP.search(head):
        return "json" if head[:1] in (b"{", b"[") and "json" in header else "html"
    if "json" in header or head[:1] in (b"{", b"["):
        return "json"
    if "javascript" in header or (
        header.startswith("text/") and _CALLBACK.match(head.decode("latin-1"))
    ):
        return "json" if _CALLBACK.match(head.decode("latin-1")) else "not-html"
    if header == "text/css":
        return "not-html"
    return "plain-text" if header == "text/plain" else "html"


def _is_a_word(head: bytes) -> bool:
    """Whether what a file begins with is a word as pages have it too, BMW or RIFF: a picture or a
    sound says more in its first bytes."""
    if head.startswith(b"BM"):
        return head[6:10] != b"\0\0\0\0"
    if head.startswith(b"RIFF"):
        return head[8:12] not in (b"WEBP", b"WAVE", b"AVI ", b"ACON", b"RMID")
    if head.startswith(b"GIF8"):
        return head[4:6] not in (b"7a", b"9a")
    return False


def _read_json(page: Page, text: str) -> bool:
    """Read a JSON or JSONP body; False if it is none after all."""
    callback = _CALLBACK.match(text)
    if callback:
        text = text[callback.end() :].rstrip().removesuffix(";").rstrip().removesuffix(")")
    value = parse_json(text)
    if value is None:
        return False
    page.structured.append(value)
    strings = Strings()
    strings.add_value(value)
    _merge(page, strings)
    if strings.cut:
        page.flags.append("data-cut")
    return True


def _read_html(page: Page, html: str) -> None:
    document = document_of(html)
    tree, by_tag = document.tree, document.by_tag
    if document.cut:
        page.flags.append("nesting-cut")
    base = _base(page.url, by_tag.get("base", []))
    walk = Walk(base, Manners(document.rules, document.openers), page.url)
    if tree.root is not None:
        walk.run(tree.root)
        if is_misnamed(walk.lines, tree):
            unzoned = Manners(document.rules, document.openers, zoned=False)
            walk = Walk(base, unzoned, page.url)
            walk.run(tree.root)
            page.flags.append("zones-misnamed")
    if walk.cut:
        page.flags.append("nodes-cut")
    if document.rules.cut:
        page.flags.append("styles-cut")
    for node in document.sheets:
        walk.anchors.add_sheet(node.text())
    page.links, page.images, page.forms = walk.anchors.links, walk.anchors.images, walk.forms
    if walk.anchors.cut:
        page.flags.append("links-cut")
    page.ticked = ticked_boxes(tree, html)
    page.hidden_apart = frozenset(walk.lines.hidden_apart)
    title = next((node.text() for node in by_tag.get("title", []) if not _in_picture(node)), "")
    page.headed_by_title = _titles(walk, title)
    for name, words in walk.lines.texts().items():
        page.fields[name] = words
    strings = Strings()
    _read_head(page, base, by_tag, strings)
    scripts = by_tag.get("script", [])
    named = _read_scripts(page, scripts, strings, html)
    fill(page, tree, named)
    if named and named[0].effort.left <= 0:
        strings.note_cut()
    page.scripted = bool(scripts) or has_handlers(html)
    _merge(page, strings)
    if strings.cut:
        page.flags.append("data-cut")
    shown = "\n".join(walk.lines.emitted)
    if is_shell(tree, shown, page.text("hidden"), len(scripts)):
        page.flags.append("script-shell")
    if page.images:
        page.flags.append("image-text-unchecked")


def _base(url: str, bases: list[LexborNode]) -> Base:
    base = Base(url)
    for node in bases:
        href = node.attributes.get("href")
        target = base.absolute(href) if href else None
        if target and urlsplit(target).scheme in ("http", "https", "file"):
            return Base(target)
    return base


def _in_picture(node: LexborNode) -> bool:
    parent = node.parent
    return parent is not None and parent.tag in ("svg", "symbol", "g", "path")


def _titles(walk: Walk, title: str) -> bool:
    """The title element comes first in the field, the product's name after it; whether a heading
    says the same."""
    title = " ".join(title.split())
    headings = walk.lines.fields.get("title", [])
    if title:
        walk.lines.fields["title"] = [title, *(line for line in headings if line != title)]
    return title != "" and title in headings


def _read_head(
    page: Page, base: Base, by_tag: dict[str, list[LexborNode]], strings: Strings
) -> None:
    """meta and link elements: description, Open Graph, microdata, canonical address."""
    lines: list[str] = []
    cut = False
    for node in by_tag.get("meta", []):
        attributes = node.attributes
        content = attributes.get("content")
        if not content:
            continue
        name = (attributes.get("name") or attributes.get("property") or "").strip().lower()
        refresh = (attributes.get("http-equiv") or "").lower() == "refresh"
        if refresh and (target := refresh_of(content)):
            page.meta.setdefault("refresh", base.absolute(target) or "")
        if name and (len(page.meta) < MAX_META or name in _TELLING_META):
            page.meta.setdefault(name, content[:_MAX_CONTENT])
        if name in ("description", "keywords"):
            lines.append(" ".join(content.split())[:MAX_DESCRIPTION])
            cut |= len(content) > MAX_DESCRIPTION
        elif name.startswith(
            ("og:title", "og:description", "twitter:title", "twitter:description", "product:")
        ) or attributes.get("itemprop"):
            strings.add("structured", content)
    if lines:
        page.fields["meta"] = "\n".join(dict.fromkeys(lines))
    page.generator = page.meta.get("generator", "")[:200]
    left = _MAX_HEAD_LINKS
    for node in by_tag.get("link", []):
        rel = (node.attributes.get("rel") or "").strip().lower()
        if rel not in _HEAD_LINKS:
            continue
        left -= 1
        if left < 0:
            cut = True
            break
        url = base.absolute(node.attributes.get("href")) if node.attributes.get("href") else None
        if url and rel == "canonical":
            page.canonical = page.canonical or url
        elif url:
            page.links.append(Link(url, node.attributes.get("title") or "", rel, "head"))
    if cut:
        page.flags.append("head-cut")


def _read_scripts(
    page: Page,
    scripts: list[LexborNode],
    strings: Strings,
    html: str,
) -> list[ScriptNames]:
    """Scripts and their data; the names of the scripts that run."""
    components = dict(components_with_code(html))
    by_id: dict[str, Any] = {}
    run: list[str] = []
    named: list[ScriptNames] = []
    rows: list[CodeRows] = []
    page.structured.extend(components.values())
    for node in scripts:
        attributes = node.attributes
        kind = (attributes.get("type") or "").strip().lower()
        if attributes.get("src") and kind not in _JSON_TYPES:
            continue
        text = node.text()
        element = attributes.get("id") or ""
        if kind in _JSON_TYPES:
            rows += rows_with_code(text, element) if element else ()
            value = parse_json(_json_body(text))
            if value is not None:
                page.structured.append(value)
                strings.add_value(value, linked="ld+json" in kind)
                if element:
                    by_id[element] = value
                continue
        if kind and "javascript" not in kind and kind not in ("module", *_JSON_TYPES):
            continue  # templates: filled by scripts, not shown as they stand
        run.append(text)
        rows += rows_with_code(text)
        objects, literals = values_in(text, strings.note_cut)
        escaped = is_escaped(text)
        page.structured.extend(objects)
        for value in objects:
            strings.add_value(value, escaped=escaped)
        for key, literal in literals:
            strings.add_literal(key, literal, escaped=escaped)
        drawn = next((components[tag] for tag in components if _defines(text, tag)), None)
        names = ScriptNames(text, by_id, tuple(named), drawn)
        named.append(names)
        for written in (*written_by(text, by_id, drawn, names), *elements_of(names)):
            strings.add("structured", written)
            for url, words in official_links(written):
                page.links.append(Link(url, words, "script"))
    for found in rows:
        if is_drawn(found, run, html):
            for line in lines_of(found):
                strings.add("structured", line)
        elif not found.element:  # it may be no JSON, of which the strings alone are kept
            page.structured.append({found.name: [list(row) for row in found.rows]})
    return named


def _defines(script: str, tag: str) -> bool:
    """Whether a script defines a custom element (HTML 4.13.4)."""
    return any(f"customElements.define({mark}{tag}{mark}" in script for mark in "\"'")


def _json_body(text: str) -> str:
    """JSON-LD as pages write it: inside a comment or CDATA, with raw line breaks in strings."""
    body = text.strip().removeprefix("<!--").removesuffix("-->").strip()
    body = body.removeprefix("//<![CDATA[").removesuffix("//]]>").strip().rstrip(";")
    return re.sub(r"[\x00-\x1f]", " ", body)


def _merge(page: Page, strings: Strings) -> None:
    """Add structured strings that the page does not show already."""
    shown = {
        line
        for name in ("title", "description", "meta")
        for line in page.fields.get(name, "").split("\n")
    }
    for name, lines in strings.fields.items():
        fresh = [line for line in lines if line not in shown]
        if fresh:
            before: str = page.fields.get(name, "")
            page.fields[name] = f"{before}\n" * bool(before) + "\n".join(fresh)
