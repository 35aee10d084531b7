"""Sign: an OpenSearch 1.1 description document, which tells the address and the charset."""

import re
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from crawler.addresses import resolve
from crawler.discovery.recipe import TERM, Candidate, Recipe
from crawler.outline import Outline

WEIGHT = 6
LIMIT = 256 * 1024
_OPTIONAL = re.compile(r"\{(?!searchTerms)[\w:]+\??\}")
_DEFAULTS = {"startpage": "1", "startindex": "1", "count": "20"}


def description_url(tree: Outline) -> str | None:
    """The address of the description document that the page names."""
    for element in tree.elements():
        if element.tag == "link" and "search" in element.attrs.get("rel", "").lower().split():
            kind = element.attrs.get("type", "").lower()
            if kind in ("", "application/opensearchdescription+xml"):
                return resolve(tree.base, element.attrs.get("href", ""), tree.charset)
        if element.tag == "body":
            break
    return None


def candidates(document: bytes, base: str, charset: str) -> list[Candidate]:
    """Recipes from a description document; none where it is no such document.

    Entities are refused (no expansion, no outside files).
    """
    try:
        root = fromstring(document[:LIMIT], forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return []
    named = next(
        (e.text for e in root.iter() if _local(e) == "inputencoding" and e.text), charset
    ).strip()
    found = []
    for element in root.iter():
        if _local(element) == "url" and element.get("type", "").startswith("text/html"):
            recipe = _recipe(element, base, _usable(named, charset))
            if recipe is not None:
                found.append(Candidate(recipe, WEIGHT, ["opensearch"]))
    return found


def _local(element: Element) -> str:
    return element.tag.rsplit("}", 1)[-1].lower() if isinstance(element.tag, str) else ""


def _usable(charset: str, otherwise: str) -> str:
    try:
        "茶".encode(charset)
    except (LookupError, UnicodeError):
        return otherwise
    return charset


def _recipe(element: Element, base: str, charset: str) -> Recipe | None:
    template = element.get("template", "")
    method = element.get("method", "get").upper()
    pairs = [
        f"{child.get('name', '')}={child.get('value', '')}"
        for child in element
        if _local(child) == "param"
    ]
    body = "&".join(pairs)
    if pairs and method == "GET":
        template += ("&" if "?" in template else "?") + body
    body = body if method == "POST" else ""
    filled = _without_optional(template).replace("{searchTerms}", "wj-term")
    url = resolve(base, filled, charset)
    if url is None or "wj-term" not in url + _without_optional(body).replace(
        "{searchTerms}", "wj-term"
    ):
        return None
    return Recipe(
        url.replace("wj-term", TERM),
        "POST" if method == "POST" else "GET",
        _without_optional(body).replace("{searchTerms}", TERM),
        charset,
    )


def _without_optional(template: str) -> str:
    return _OPTIONAL.sub(
        lambda match: _DEFAULTS.get(match[0].strip("{}?").rsplit(":", 1)[-1].lower(), ""), template
    )
