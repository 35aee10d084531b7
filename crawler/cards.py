"""Cards 商品卡片: which parts of a page stand for goods, and where they lead.

A card is found from its price: the smallest part of the page that holds a price
and a way to another page. Where a shop shows no prices, repeated neighbours of
one make with pictures are cards. No shop's names are known here.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from crawler.addresses import Scope, canonical
from crawler.outline import Element, Outline, Reference
from crawler.wording import INFORMATION, LICENCE, SERVICE, SERVICE_PATH, is_next

MAX_CARDS = 300

_AMOUNT = r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d{1,7}(?:\.\d{1,2})?"
_SIGN = r"[¥￥$€£₩₹]|RMB|CNY|USD|US\$|HK\$|NT\$|元"
_PRICE = re.compile(
    rf"^(?:[^\d¥￥$€£]{{0,12}})(?:(?:{_SIGN})\s*(?:{_AMOUNT})|(?:{_AMOUNT})\s*(?:元|円|RMB|CNY|USD|EUR))"
    rf"(?:\s*(?:[-~–至]|起|/|\(|（|元|[^\d\s]).{{0,16}})?$",
    re.IGNORECASE,
)
_BARE_AMOUNT = re.compile(rf"^(?:{_AMOUNT})(?:\s*(?:起|元))?$")
_PRICE_MARK = re.compile(r"price|jiage|money|amount|cost|\bjg\b|yuan", re.IGNORECASE)
_NO_PRICE = re.compile(
    r"满\s*\d|满减|立减|减\s*\d|券|运费|配送费|包邮|返\s*\d|红包|积分|合计|小计|总计|押金|"
    r"shipping|coupon|save|off\b|free over|subtotal|total",
    re.IGNORECASE,
)
_FURNITURE = frozenset({"header", "nav", "footer", "select", "option", "aside"})
_FURNITURE_MARK = re.compile(
    r"(?:^|[\s_-])(?:nav\w*|header|footer|foot|topbar|top-bar|site-nav|breadcrumbs?|crumbs?|pagination|pager|"
    r"mini-?cart|menu|toolbar)(?:$|[\s_-])",
    re.IGNORECASE,
)
_FILE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|svg|bmp|ico|pdf|zip|rar|docx?|xlsx?|pptx?|mp[34]|webm|apk|exe)$",
    re.IGNORECASE,
)
"""Addresses of pictures and downloads: the enlarged picture of goods is no other page."""
_SETTING = re.compile(r"(?:languages?|lang|locale|currency|country|region)=[\w.-]{0,12}$", re.I)
_SETTINGS_MARK = re.compile(
    r"(?:^|[\s_-])(?:currency|currencies|languages?|lang|locale)(?:$|[\s_-])", re.IGNORECASE
)
_PRICE_LABEL = re.compile(
    r"(?:(?:市场|零售|批发|会员|优惠|促销|活动|到手|专柜|参考|本店|商城|团购|秒杀|券后|拼团|含税|不含税|原|现|售|定|单|总|特)?"
    r"价格?|税费?|list|retail|our|sale|unit|market|regular|special|prices?|tax|vat|excl?|incl?"
    r"|CNY?|RMB|USD?|EUR)+",
    re.IGNORECASE,
)
_CURRENCY_ONLY = re.compile(rf"^(?:{_SIGN})$")

_ROLES = frozenset({"main", "navigation", "contentinfo", "banner"})

CardSign = Literal["price", "neighbours", "structured", "learnt", "profile"]


@dataclass(frozen=True, slots=True, eq=False)
class Card:
    """One offer of goods on a page. `url` is "" where the card carries no address."""

    url: str
    name: str
    price: str
    sign: CardSign
    element: Element | None = None


def cards(page: Outline, scope: Scope) -> list[Card]:
    """The cards of `page` that lead into the site, or nowhere, in document order."""
    priced = _PricedCards(page, scope).found()
    if len([card for card in priced if card.url]) >= 2:
        return priced[:MAX_CARDS]
    known = {canonical(card.url) for card in priced if card.url}
    others = [c for c in _neighbours(page, scope) if canonical(c.url) not in known]
    return (priced + others)[:MAX_CARDS]


def content_references(page: Outline, scope: Scope) -> list[Reference]:
    """References that may lead to goods: in the site, no service, no file, not this page itself."""
    here = canonical(page.url)
    return [
        reference
        for reference in page.references
        if scope.holds(reference.url)
        and canonical(reference.url) != here
        and not is_service(reference)
        and not _FILE.search(reference.url.partition("?")[0])
        and "nofollow" not in reference.rel.split()
    ]


def is_service(reference: Reference) -> bool:
    """Whether a reference acts (cart, logout …) or belongs to the visitor's account."""
    text = reference.text
    if text and len(text) <= 24 and SERVICE.search(text) and not reference.image:
        return True
    return _address_acts(reference.url) or _among_settings(reference.element)


def _address_acts(url: str) -> bool:
    """Whether an address is of a service: by its path, or by a parameter.

    A parameter that only tells the language or currency beside others says nothing:
    some shops carry it along everywhere.
    """
    path, _, query = ("/" + url.split("/", 3)[-1]).partition("?")
    if SERVICE_PATH.search(path):
        return True
    pieces = [piece for piece in query.split("&") if piece]
    telling = [piece for piece in pieces if not _SETTING.match(piece)]
    return any(SERVICE_PATH.search(f"?{piece}") for piece in telling or pieces)


def _among_settings(element: Element) -> bool:
    """Whether a reference is one of the choices of a language or currency."""
    for above in (element, *element.ancestors()):
        if above.tag in ("body", "html", "main") or element.depth - above.depth > 5:
            return False
        if above.tag in ("form", "ul", "select", "div") and _SETTINGS_MARK.search(above.marks):
            return True
    return False


def own_headings(page: Outline) -> list[Element]:
    """Headings of the first rank in the page's own part: a shop's name in its head is none."""
    return [e for e in page.elements() if e.tag == "h1" and e.weight > 0 and not in_furniture(e)]


def in_furniture(element: Element) -> bool:
    """Whether an element hangs in the page's head, menus or foot."""
    for above in (element, *element.ancestors()):
        if above.tag in ("body", "html", "main"):
            return False
        if above.tag in _FURNITURE or _FURNITURE_MARK.search(above.marks):
            return True
    return False


def price_elements(page: Outline) -> list[Element]:
    """The smallest elements that show the price of goods, in document order."""
    found: list[Element] = []
    for element in page.elements():
        if _shows_price(element) and not any(_shows_price(child) for child in element.children):
            found.append(element)
    return found


def _shows_price(element: Element) -> bool:
    if element.hidden or element.weight == 0 or element.tag in ("option", "script", "textarea"):
        return False
    own = [part for part in element.content if isinstance(part, str)]
    if any(_is_price(part) for part in own[:40] if len(part) <= 60):
        return True
    if element.weight > 40:
        return False
    text = element.text(60)
    if _is_price(text):
        return True
    marks = element.marks + (" " + element.parent.marks if element.parent else "")
    return bool(_BARE_AMOUNT.match(text.replace(" ", ""))) and bool(_PRICE_MARK.search(marks))


def _is_price(text: str) -> bool:
    text = re.sub(r"\s+", "", text)
    if len(text) > 40 or not any(character.isdigit() for character in text):
        return False
    return bool(_PRICE.match(text)) and not _NO_PRICE.search(text)


class _PricedCards:
    """Finds for each price the card around it."""

    def __init__(self, page: Outline, scope: Scope) -> None:
        self._page = page
        self._references = [
            r for r in content_references(page, scope) if not _only_amount(r.text, r.image)
        ]
        self._under: dict[int, list[Reference]] = defaultdict(list)
        for reference in self._references:
            self._under[id(reference.element)].append(reference)
            for above in reference.element.ancestors():
                self._under[id(above)].append(reference)
        self._frames = _around_frames(page)
        self._prices = price_elements(page)
        self._price_count: Counter[int] = Counter()
        for price in self._prices:
            self._price_count[id(price)] += 1
            self._price_count.update(id(above) for above in price.ancestors())

    def found(self) -> list[Card]:
        cards: dict[str, Card] = {}
        dumb: dict[int, Card] = {}
        for price in self._prices:
            if in_furniture(price):
                continue
            card = self._card(price)
            if card is None:
                continue
            if card.url:
                key = canonical(card.url)
                if key not in cards or len(card.name) > len(cards[key].name):
                    cards[key] = card
            elif card.element is not None:
                dumb.setdefault(id(card.element), card)
        return [*cards.values(), *(dumb.values() if len(dumb) >= 2 else ())]

    def _card(self, price: Element) -> Card | None:
        shown = price.text(40)
        for above in (price, *price.ancestors()):
            if id(above) in self._frames:
                break
            inside = self._under.get(id(above))
            if inside:
                return self._around(above, inside, price, shown)
            if above.weight > 800:
                break
        return self._dumb(price, shown)

    def _around(
        self, core: Element, inside: list[Reference], price: Element, shown: str
    ) -> Card | None:
        addresses = list(dict.fromkeys(canonical(r.url) for r in inside))
        if len(addresses) > 6 and self._price_count[id(core)] < 2:
            return None
        if self._price_count[id(core)] > 1 and len(addresses) > 1:
            reference = _nearest(inside, price)
            if reference is None:
                return None
            return Card(reference.url, _name_of(reference), shown, "price", reference.element)
        box = self._widened(core, set(addresses))
        reference = _main_reference(self._under[id(box)])
        return Card(reference.url, _card_name(box, reference), shown, "price", box)

    def _widened(self, core: Element, addresses: set[str]) -> Element:
        """The largest part around `core` that leads to the same page only."""
        box = core
        for above in core.ancestors():
            if id(above) in self._frames or above.weight > 1000:
                break
            if {canonical(r.url) for r in self._under[id(above)]} - addresses:
                break
            box = above
        return box

    def _dumb(self, price: Element, shown: str) -> Card | None:
        """A card without an address: the largest part around the price that repeats."""
        for above in price.ancestors():
            if id(above) in self._frames:
                return None
            siblings = above.parent.children if above.parent else []
            alike = [s for s in siblings if s is not above and s.looks == above.looks]
            priced = sum(self._price_count[id(s)] > 0 for s in alike)
            if priced >= 1 and above.weight > price.weight:
                if _states_price(above):
                    return None
                return Card("", _card_name(above, None), shown, "price", above)
        return None


def _states_price(row: Element) -> bool:
    """Whether a part that repeats tells prices of one thing: 原价, 现价, tax, a row with a head."""
    if any(cell.tag in ("th", "dt") for cell in row.children):
        return True
    words = re.sub(r"[\W\d_]+|元", "", row.text(60))
    return bool(_PRICE_LABEL.fullmatch(words))


def _around_frames(page: Outline) -> set[int]:
    """The parts that frame a whole page: they hold its menus, its main part, its foot or the
    one heading of the first rank.

    A card holds none of these; the price in such a part is the page's own.
    """
    frames: set[int] = set()
    headings = own_headings(page)
    if len(headings) == 1:
        frames.update(id(above) for above in headings[0].ancestors())
    for element in page.elements():
        framing = element.tag in ("nav", "main", "footer") or element.attrs.get("role") in _ROLES
        if element.tag in ("body", "html", "main"):
            frames.add(id(element))
        if framing and element.weight > 0:
            around = list(element.ancestors())
            # A card written as an article may have a foot of its own.
            if not any(above.tag in ("article", "li") for above in around):
                frames.update(id(above) for above in around)
    return frames


def _only_amount(text: str, image: bool) -> bool:
    """Price filters (`100-200元`) lead to listings, not to goods."""
    return not image and bool(re.fullmatch(r"[\d\s,.¥￥$€£元以上下\-~–至到及]+", text or "-x"))


def _nearest(inside: list[Reference], price: Element) -> Reference | None:
    """The reference before the price, or the first after it."""
    before = [r for r in inside if r.element.order <= price.order]
    if before:
        named = [r for r in before[-3:] if canonical(r.url) == canonical(before[-1].url)]
        return max(named, key=lambda r: len(r.text))
    return inside[0] if inside else None


def _main_reference(inside: list[Reference]) -> Reference:
    """The way to the goods: named most often, then with a picture, then the longest words."""
    times = Counter(canonical(r.url) for r in inside)
    pictured = {canonical(r.url) for r in inside if r.image}
    best = max(
        inside,
        key=lambda r: (
            canonical(r.url) in pictured,
            times[canonical(r.url)],
            min(len(r.text), 80),
            -r.element.order,
        ),
    )
    same = [r for r in inside if canonical(r.url) == canonical(best.url)]
    return max(same, key=lambda r: (not r.image, min(len(r.text), 80)))


def _name_of(reference: Reference) -> str:
    return reference.text or reference.element.attrs.get("title", "")


def _card_name(box: Element, reference: Reference | None) -> str:
    """What the card calls the goods: heading, words of the link, picture's text."""
    for element in box.walk():
        heading = re.fullmatch(r"h[1-6]", element.tag)
        named = re.search(r"(?:^|[\s_-])(?:name|title|tit|subject)(?:$|[\s_-])", element.marks)
        if (heading or named) and 2 <= element.weight <= 200:
            return element.text(200)
    if reference is not None and len(reference.text) >= 2 and not _PRICE.match(reference.text):
        return reference.text[:200]
    texts = [e.text(120) for e in box.walk() if e.weight >= 2 and not e.children]
    wordy = [text for text in texts if re.search(r"[^\W\d_]", text) and not _is_price(text)]
    if wordy:
        return max(wordy, key=len)
    for element in box.walk():
        alternative = element.attrs.get("alt") or element.attrs.get("title") or ""
        if len(alternative.strip()) >= 2:
            return alternative.strip()[:200]
    return box.text(120)


def _neighbours(page: Outline, scope: Scope) -> list[Card]:
    """Pictured neighbours of one make outside menus: goods of shops that show no prices."""
    groups: dict[tuple[int, str], list[Reference]] = defaultdict(list)
    for reference in content_references(page, scope):
        if in_furniture(reference.element) or INFORMATION.search(reference.text[:20]):
            continue
        if LICENCE.search(reference.text[:20]) or is_next(reference.text):
            continue
        for unit, parent in _units(reference.element):
            groups[(id(parent), unit.looks)].append(reference)
    best: list[Card] = []
    for references in groups.values():
        found = list(_pictured_units(references))
        if len(found) >= 3 and len(found) > len(best):
            best = found
    return best


def _units(element: Element) -> Iterator[tuple[Element, Element]]:
    """The element and its next few ancestors, each with its parent."""
    unit = element
    for _ in range(5):
        parent = unit.parent
        if parent is None or parent.tag in ("html",):
            return
        yield unit, parent
        unit = parent


def _pictured_units(references: list[Reference]) -> Iterator[Card]:
    by_address: dict[str, list[Reference]] = defaultdict(list)
    for reference in references:
        by_address[canonical(reference.url)].append(reference)
    for same in by_address.values():
        if any(r.image for r in same):
            named = max(same, key=lambda r: len(r.text))
            if named.text:
                yield Card(named.url, named.text, "", "neighbours", named.element)
