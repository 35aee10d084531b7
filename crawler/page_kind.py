"""What a fetched page is: goods, a listing of goods, or neither.

A link only promises; the page itself decides. Signs of both kinds are counted:
product pages carry lists of related goods, and listings carry prices too.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from crawler.cards import Card, in_furniture, price_elements
from crawler.outline import Element, Outline
from crawler.wording import BUY
from pages.page import Page

PageKind = Literal["product", "listing", "other"]

_QUANTITY = re.compile(
    r"qty|quantity|goods_?num|buy_?num|amount|count|shuliang|^num(?:ber)?$", re.I
)
_SORTING = re.compile(r"销量|人气|综合|默认排序|价格排序|按价格|sort by|sort:", re.I)
_LIST_TYPES = frozenset({"itemlist", "collectionpage", "searchresultspage", "offercatalog"})


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a page was judged to be, with the signs of goods and of a listing that were seen."""

    kind: PageKind
    goods_signs: tuple[str, ...]
    listing_signs: tuple[str, ...]


def judge(page: Page, tree: Outline, goods: list[Card], *, has_next: bool = False) -> Judgement:
    """Whether a page is a product page, a listing, or something else."""
    for_goods = dict(_goods_signs(page, tree, goods))
    for_listing = dict(_listing_signs(page, tree, goods, has_next))
    product, listing = sum(for_goods.values()), sum(for_listing.values())
    kind: PageKind = "other"
    if product >= 3 and product >= listing:
        kind = "product"
    elif listing >= 2 and listing > product:
        kind = "listing"
    elif product >= 2:
        kind = "product"
    return Judgement(kind, tuple(for_goods), tuple(for_listing))


def _goods_signs(page: Page, tree: Outline, goods: list[Card]) -> Iterator[tuple[str, int]]:
    products = [node for node in typed_nodes(page.structured) if "product" in types_of(node)]
    if len(products) == 1:
        yield "structured-product", 3
    if page.meta.get("og:type", "").lower().startswith("product"):
        yield "og-product", 3
    if _microdata_products(tree) == 1 and not goods:
        yield "microdata-product", 2
    boxes = [card.element for card in goods if card.element is not None]
    buttons = _buy_buttons(tree, boxes)
    if 1 <= buttons <= 4:
        yield "buy-button", 2
    if _asks_quantity(tree, boxes):
        yield "quantity", 1
    if _own_price(tree, boxes):
        yield "own-price", 1
        if _heading(tree):
            yield "heading", 1


def _listing_signs(
    page: Page, tree: Outline, goods: list[Card], has_next: bool
) -> Iterator[tuple[str, int]]:
    addressed = [card for card in goods if card.url]
    priced = [card for card in goods if card.sign == "price"]
    if len(goods) >= 12:
        yield "many-cards", 3
    elif len(priced) >= 2 or len(addressed) >= 3:
        yield "cards", 2
    elif len(priced) == 1:
        yield "one-card", 1
    if has_next and goods:
        yield "next-page", 2
    if any(types_of(node) & _LIST_TYPES for node in typed_nodes(page.structured)):
        yield "structured-list", 2
    if goods and any(
        e.weight <= 30 and _SORTING.search(e.text(30)) for e in tree.elements() if e.weight
    ):
        yield "sorting", 1


def typed_nodes(structured: list[Any], limit: int = 2000) -> Iterator[dict[str, Any]]:
    """The JSON-LD nodes of a page that say their type, in order, those in lists too."""
    stack: list[Any] = list(reversed(structured))
    while stack and limit:
        limit -= 1
        value = stack.pop()
        if isinstance(value, dict):
            if "@type" in value:
                yield value
            stack.extend(reversed([v for v in value.values() if isinstance(v, dict | list)]))
        elif isinstance(value, list):
            stack.extend(reversed(value))


def types_of(node: dict[str, Any]) -> set[str]:
    """The schema.org types of a JSON-LD node in lower case, without their address."""
    named = node.get("@type")
    values = named if isinstance(named, list) else [named]
    return {str(value).rsplit("/", 1)[-1].lower() for value in values}


def _microdata_products(tree: Outline) -> int:
    return sum(
        element.attrs.get("itemtype", "").lower().rstrip("/").endswith("schema.org/product")
        for element in tree.elements()
    )


def _outside(element: Element, boxes: list[Element]) -> bool:
    return not any(box.holds(element) for box in boxes)


def _buy_buttons(tree: Outline, boxes: list[Element]) -> int:
    """How many buttons to buy stand outside the cards, counting each wording once."""
    seen: set[str] = set()
    count = 0
    for element in tree.elements():
        if element.hidden:
            continue
        words = _button_words(element)
        if words and BUY.search(words) and _outside(element, boxes):
            if words in seen:
                count += 1
            seen.add(words)
    return len(seen) + max(0, count - 2)


def _button_words(element: Element) -> str:
    if element.tag == "input" and element.attrs.get("type", "").lower() in ("submit", "button"):
        return element.attrs.get("value", "")[:40]
    if element.tag == "input" and element.attrs.get("type", "").lower() == "image":
        return element.attrs.get("alt", "")[:40]
    if 0 < element.weight <= 24 and not element.children:
        return element.text(30)
    if element.tag in ("button", "a") and 0 < element.weight <= 24:
        return element.text(30)
    if element.tag == "img" and element.attrs.get("alt"):
        return element.attrs["alt"][:40]
    return ""


def _asks_quantity(tree: Outline, boxes: list[Element]) -> bool:
    return any(
        element.tag in ("input", "select")
        and element.attrs.get("type", "").lower() not in ("hidden", "radio", "checkbox")
        and bool(_QUANTITY.search(element.attrs.get("name", "") or element.attrs.get("id", "")))
        and _outside(element, boxes)
        for element in tree.elements()
    )


def _own_price(tree: Outline, boxes: list[Element]) -> bool:
    return any(
        _outside(element, boxes) and not in_furniture(element) for element in price_elements(tree)
    )


def _heading(tree: Outline) -> bool:
    return any(element.tag == "h1" and element.weight > 0 for element in tree.elements())
