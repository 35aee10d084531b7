"""Listings 列表页: the next page of one, and the links that lead to others."""

import re
from dataclasses import dataclass

from crawler.addresses import Scope, canonical, parameters, resolve
from crawler.cards import Card, content_references, in_furniture
from crawler.outline import Element, Outline, Reference
from crawler.traps import arranging, calendar
from crawler.wording import (
    ABOUT,
    ALL_GOODS,
    INFORMATION,
    LICENCE,
    LOAD_MORE,
    SHOP_HOME,
    is_next,
)

_PAGER = re.compile(
    r"(?:^|[\s_-])(?:page\w*|pagination|pager|paging|pages|fenye|pg)(?:$|[\s_-])", re.I
)
_NEXT_MARK = re.compile(r"(?:^|[\s_-])(?:next|nextpage|pagination-next)(?:$|[\s_-])", re.I)
_DISABLED = re.compile(r"(?:^|[\s_-])(?:disabled|disable|nonext|no-next)(?:$|[\s_-])", re.I)
_CURRENT = re.compile(
    r"(?:^|[\s_-])(?:active|current|cur|on|selected|now|thisclass)(?:$|[\s_-])", re.I
)
_PAGE_NAMES = frozenset({"page", "p", "pg", "pageno", "pagenum", "pageindex", "paged", "cur_page"})
_SCROLLING = re.compile(r"scroll|IntersectionObserver|infinite|loadMore|load_more|加载更多", re.I)
_FETCHING = re.compile(r"fetch\s*\(|XMLHttpRequest|\$\.(?:get|ajax|post|getJSON)|axios|\.load\s*\(")


def next_page(page: Outline, scope: Scope) -> str | None:
    """The address of the page after this one, or None where this is the last."""
    here = canonical(page.url)
    links = [r for r in page.references if scope.holds(r.url) and canonical(r.url) != here]
    return (
        _declared_next(page, scope)
        or _named_next(links)
        or _numbered_next(page, links)
        or _more_button(links)
    )


def _declared_next(page: Outline, scope: Scope) -> str | None:
    for element in page.elements():
        if element.tag in ("a", "link") and "next" in element.attrs.get("rel", "").lower().split():
            url = resolve(page.base, element.attrs.get("href", ""), page.charset)
            if url is not None and scope.holds(url) and canonical(url) != canonical(page.url):
                return url
    return None


def _named_next(links: list[Reference]) -> str | None:
    for reference in links:
        element = reference.element
        parent = element.parent
        marks = element.marks + " " + (parent.marks if parent else "")
        if _DISABLED.search(marks):
            continue
        title = element.attrs.get("title", "") + element.attrs.get("aria-label", "")
        words = reference.text or title
        worded = bool(re.search(r"\w", words)) and is_next(words)
        symbol = is_next(words) or bool(_NEXT_MARK.search(marks)) or is_next(title)
        if worded or (symbol and _in_pager(element)):
            return reference.url
    return None


def _in_pager(element: Element) -> bool:
    for above in (element, *element.ancestors()):
        if above.tag == "body" or above.depth < 2:
            return False
        if _PAGER.search(above.marks):
            return True
        if above.depth < element.depth - 3:
            return False
        if sum(child.text(5).strip().isdigit() for child in above.children) >= 2:
            return True
    return False


def _numbered_next(page: Outline, links: list[Reference]) -> str | None:
    """Among numbered links of one make: the number after the current one."""
    numbered: dict[int, str] = {}
    for reference in links:
        if re.fullmatch(r"\d{1,4}", reference.text) and _in_pager(reference.element):
            numbered.setdefault(int(reference.text), reference.url)
    if not numbered:
        return None
    current = _current_number(page, numbered)
    later = [number for number in numbered if number > current]
    return numbered[min(later)] if later else None


def _current_number(page: Outline, numbered: dict[int, str]) -> int:
    for name, value in parameters(page.url):
        if name.lower() in _PAGE_NAMES and value.isdigit():
            return int(value)
    for element in page.elements():
        text = element.text(5) if element.weight <= 4 else ""
        if text.isdigit() and int(text) not in numbered and _in_pager(element):
            return int(text)
        if text.isdigit() and _CURRENT.search(element.marks) and _in_pager(element):
            return int(text)
    missing = [n for n in range(1, max(numbered)) if n not in numbered]
    return missing[0] if missing else min(numbered)


def _more_button(links: list[Reference]) -> str | None:
    """A button "load more" that says where the rest is."""
    for reference in links:
        if len(reference.text) <= 16 and LOAD_MORE.search(reference.text):
            names = {name.lower() for name, _ in parameters(reference.url)}
            if names & (_PAGE_NAMES | {"offset", "start", "cursor", "after"}):
                return reference.url
    return None


def endless(page: Outline) -> bool:
    """Whether the page loads more goods by a script when it is scrolled or asked to."""
    scripts = [e for e in page.elements() if e.tag == "script"]
    for script in scripts:
        code = " ".join(part for part in script.content if isinstance(part, str))
        if _SCROLLING.search(code) and _FETCHING.search(code):
            return True
    return any(
        0 < e.weight <= 16 and LOAD_MORE.search(e.text(20)) and not e.children
        for e in page.elements()
    )


@dataclass(frozen=True, slots=True)
class ListingLink:
    """A link that may lead to a listing; `rank` is greater where words or place say so."""

    url: str
    text: str
    rank: int


def listing_links(page: Outline, scope: Scope, goods: list[Card]) -> list[ListingLink]:
    """Links to categories and other listings, the likeliest first.

    Cards, service links, pages of information, calendars and mere new
    arrangements of a listing are left out.
    """
    of_goods = {canonical(card.url) for card in goods if card.url}
    links: dict[str, ListingLink] = {}
    for reference in content_references(page, scope):
        key = canonical(reference.url)
        if key in of_goods or calendar(key) or arranging(key):
            continue
        rank = _rank(reference)
        if rank > 0 and (key not in links or rank > links[key].rank):
            links[key] = ListingLink(key, reference.text[:60], rank)
    return sorted(links.values(), key=lambda link: -link.rank)


def _rank(reference: Reference) -> int:
    text = reference.text.strip()
    if not text or len(text) > 40 or re.fullmatch(r"[\d\W]+", text):
        return 0
    if LICENCE.search(text) or ABOUT.search(text) or is_next(text):
        return 0
    path = reference.url.split("/", 3)[-1].lower()
    rank = 1
    if re.search(
        r"categor|catalog|collection|list|class|channel|/c/|cat_?id|cid=|fenlei|shop", path
    ):
        rank += 3
    if ALL_GOODS.search(text):
        rank += 3
    elif INFORMATION.search(text):
        return 0
    if re.search(r"about|help|article|news|blog|page/|privacy|contact|terms|faq|info", path):
        rank -= 3
    if _menu_of_goods(reference.element):
        rank += 2
    elif in_furniture(reference.element) and any(
        above.tag == "footer" or re.search(r"foot", above.marks, re.I)
        for above in reference.element.ancestors()
    ):
        rank -= 1
    return rank


def _menu_of_goods(element: Element) -> bool:
    return any(
        above.tag in ("nav", "aside")
        or re.search(r"nav|menu|categor|sidebar|side|class|channel|tree", above.marks, re.I)
        for above in element.ancestors()
    )


def shop_home_links(page: Outline, scope: Scope) -> list[str]:
    """From a product page of a platform: the pages of the shop that offers it."""
    here = canonical(page.url)
    return list(
        dict.fromkeys(
            canonical(reference.url)
            for reference in page.references
            if scope.holds(reference.url)
            and canonical(reference.url) != here
            and len(reference.text) <= 30
            and SHOP_HOME.search(reference.text)
        )
    )


def licence_links(page: Outline, scope: Scope) -> list[str]:
    """Pages of the site on which the licence 营业执照 may stand, the best named first."""
    named: dict[str, int] = {}
    here = canonical(page.url)
    for reference in page.references:
        url = canonical(reference.url)
        if not scope.holds(url) or url == here:
            continue
        text = (reference.text or reference.element.attrs.get("title", ""))[:40]
        if LICENCE.search(text):
            named[url] = 2
        elif ABOUT.search(text):
            named.setdefault(url, 1)
    return sorted(named, key=lambda url: -named[url])


def licence_words(page: Outline) -> str | None:
    """Words about the licence that a script answers: pressed, they open what no link leads to."""
    linked = {id(reference.element) for reference in page.references}
    for element in page.elements():
        if not 0 < element.weight <= 16 or element.children or element.hidden:
            continue
        if any(id(each) in linked for each in (element, *element.ancestors())):
            continue
        text = element.text(20)
        if re.fullmatch(r"\W*(?:查看|点击查看)?[\w]{0,6}", text) and LICENCE.search(text):
            return text
    return None
