"""The JSON that a script-built shop loads: goods in it, its pages, and the routes it tells.

Such a shop's cards carry no links. Its list of goods is an array of alike objects
with names and ids; the address that one click leads to holds one of these ids, and
so tells the addresses of all.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, quote, quote_plus, unquote

from crawler.addresses import resolve
from crawler.discovery.recipe import TERM, Recipe

MAX_NODES = 50_000
MAX_ITEMS = 500

_KIND = r"(?:goods|item|product|spu|sku|commodity|prod|ware|offer|shop|article|entity)"
_ID_KEY = re.compile(
    rf"^(?:_?id|uuid|guid|slug|code|sn|no|sku|spu|handle|url_?key|{_KIND}_?(?:id|no|code|sn|sku))$",
    re.I,
)
_NAME_KEY = re.compile(rf"^(?:name|title|subject|{_KIND}_?(?:name|title))$", re.I)
_URL_KEY = re.compile(
    r"^(?:url|link|href|permalink|path|(?:detail|item|product|goods)_?(?:url|link|path))$", re.I
)
_PRICE_KEY = re.compile(r"price|amount|jiage|money|cost|fee$", re.I)
_IMAGE_KEY = re.compile(r"img|image|pic|cover|thumb|photo", re.I)
_TOTAL_KEY = re.compile(
    r"^(?:total|total_?(?:count|num|elements|items|results)|count|record_?count|rows_?count)$", re.I
)
_PAGE_KEY = re.compile(
    r"^(?:page|p|pg|page_?(?:no|num|index|number)|current(?:_?page)?|curr?_?page)$", re.I
)
_OFFSET_KEY = re.compile(r"^(?:offset|start|skip|from|begin)$", re.I)
_WORD_KEY = re.compile(
    r"^(?:q|k|s|kw|wd|key|keys|key_?words?|search\w*|query\w*|term|text|word|name|title)$", re.I
)


@dataclass(frozen=True, slots=True)
class Call:
    """One request a page made for data, as seen in the browser.

    `answer` is the text of its response ("" where it could not be had), `mime`
    the response's content type without parameters.
    """

    method: str
    url: str
    body: str = ""
    content_type: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    status: int = 0
    mime: str = ""
    answer: str = ""

    def parsed(self) -> Any:
        """The answer as JSON values; None where it is none."""
        return parse(self.answer)


@dataclass(frozen=True, slots=True)
class JsonItem:
    """Goods in a JSON list: every id-like value by its key; name, price, address as they stand."""

    ids: Mapping[str, str]
    name: str
    price: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class JsonList:
    """A list of goods in a JSON answer; `total` is how many there are over all pages."""

    items: tuple[JsonItem, ...]
    total: int | None = None
    score: int = 0


def parse(text: str | bytes) -> Any:
    """JSON values of `text`, also of JSONP; None where it is no JSON."""
    if isinstance(text, bytes):
        text = text.decode("utf-8-sig", "replace")
    text = text.strip().removeprefix("\ufeff")
    wrapped = re.match(r"^[\w$.]{1,80}\s*\(([\s\S]*)\)\s*;?$", text)
    try:
        return json.loads(wrapped[1] if wrapped else text)
    except (ValueError, RecursionError):
        return None


def goods_list(value: Any) -> JsonList | None:
    """The list of goods in a JSON answer: the one whose objects look most like goods."""
    found = [_read_list(values, owner) for values, owner in _arrays(value)]
    lists = [each for each in found if each is not None]
    return max(lists, key=lambda each: (each.score, len(each.items)), default=None)


def _arrays(value: Any) -> Iterator[tuple[list[Any], dict[str, Any]]]:
    """Arrays of objects with the object that holds them, breadth first."""
    queue: list[tuple[Any, dict[str, Any]]] = [(value, {})]
    seen = 0
    while queue and seen < MAX_NODES:
        current, owner = queue.pop(0) if len(queue) < 2000 else queue.pop()
        seen += 1
        if isinstance(current, list):
            objects = [each for each in current if isinstance(each, dict)]
            if objects:
                yield objects, owner
            queue.extend(
                (each, owner) for each in current[:MAX_ITEMS] if isinstance(each, dict | list)
            )
        elif isinstance(current, dict):
            queue.extend(
                (each, current) for each in current.values() if isinstance(each, dict | list)
            )


def _read_list(objects: list[Any], owner: dict[str, Any]) -> JsonList | None:
    items = [item for each in objects[:MAX_ITEMS] if (item := _read_item(each)) is not None]
    if not items or len(items) * 2 < len(objects[:MAX_ITEMS]):
        return None
    first = objects[0]
    keys = [str(key) for key in first]
    score = 3 * any(item.price for item in items) + any(_IMAGE_KEY.search(key) for key in keys)
    score += any(re.match(_KIND, key, re.I) for key in keys)
    if score < 3:
        return None
    return JsonList(tuple(items), _total(owner), score)


def _read_item(value: Any) -> JsonItem | None:
    """Goods in one object, looking one object deeper where the first holds no name."""
    if not isinstance(value, dict):
        return None
    flat = dict(value)
    for inner in value.values():
        if isinstance(inner, dict) and len(flat) < 200:
            for key, each in inner.items():
                flat.setdefault(key, each)
    name = _first(flat, _NAME_KEY, str)
    ids = {
        str(key): str(each)
        for key, each in flat.items()
        if _ID_KEY.match(str(key)) and isinstance(each, str | int) and 0 < len(str(each)) <= 80
    }
    url = _first(flat, _URL_KEY, str)
    if not name or not (ids or url):
        return None
    price = next(
        (
            str(each)
            for key, each in flat.items()
            if _PRICE_KEY.search(str(key)) and isinstance(each, str | int | float) and each != ""
        ),
        "",
    )
    return JsonItem(ids, name[:200], price[:40], url)


def _first(value: dict[str, Any], pattern: re.Pattern[str], kind: type) -> str:
    for key, each in value.items():
        if pattern.match(str(key)) and isinstance(each, kind) and str(each).strip():
            return str(each).strip()
    return ""


def _total(owner: dict[str, Any]) -> int | None:
    for key, each in owner.items():
        if _TOTAL_KEY.match(str(key)):
            if isinstance(each, int) and not isinstance(each, bool):
                return each
            if isinstance(each, str) and each.isdigit():
                return int(each)
    for each in owner.values():
        if isinstance(each, dict):
            inner = next(
                (v for k, v in each.items() if _TOTAL_KEY.match(str(k)) and type(v) is int), None
            )
            if inner is not None:
                return int(inner)
    return None


@dataclass(frozen=True, slots=True)
class Route:
    """An address with `{id}` where the value of the goods' `key` stands."""

    template: str
    key: str
    body: str = ""
    method: str = "GET"
    content_type: str = ""

    def address(self, item: JsonItem) -> str | None:
        """The address for `item`, or None where it has no such id."""
        value = item.ids.get(self.key)
        return None if value is None else self.template.replace("{id}", quote(value, safe=""))

    def filled_body(self, item: JsonItem) -> str:
        """The body for `item`, "" where there is none."""
        value = item.ids.get(self.key, "")
        if self.content_type.startswith("application/json"):
            return self.body.replace("{id}", json.dumps(value)[1:-1])
        return self.body.replace("{id}", quote_plus(value))


def learn_route(address: str, items: Sequence[JsonItem], name: str = "") -> Route | None:
    """The route in `address`, to which a click on goods led.

    An id counts where it stands alone between delimiters; goods called `name`
    come first. Keys that say id win over others with the same value.
    """
    named = [item for item in items if name and item.name and item.name[:12] in name]
    for item in (*named, *(item for item in items if item not in named)):
        for key, value in sorted(
            item.ids.items(), key=lambda pair: (-len(pair[1]), pair[0] != "id")
        ):
            place = _standing_alone(address, value)
            if place is not None:
                return Route(address[: place[0]] + "{id}" + address[place[1] :], key)
    return None


def _standing_alone(address: str, value: str) -> tuple[int, int] | None:
    after_host = len("/".join(address.split("/")[:3]))
    spelt = re.escape(quote(value, safe="")) + "|" + re.escape(value)
    found: tuple[int, int] | None = None
    for match in re.finditer(rf"(?<![A-Za-z0-9%])(?:{spelt})(?![A-Za-z0-9%])", address):
        if match.start() >= after_host:
            found = match.span()
    return found


def learn_detail_call(call: Call, item: JsonItem) -> Route | None:
    """The data call that a product page made, as a route on the goods' ids."""
    route = learn_route(call.url, [item])
    if route is not None:
        return replace(route, method=call.method, body=call.body, content_type=call.content_type)
    for key, value in item.ids.items():
        place = re.search(rf"(?<![A-Za-z0-9]){re.escape(value)}(?![A-Za-z0-9])", call.body)
        if place is not None:
            body = call.body[: place.start()] + "{id}" + call.body[place.end() :]
            return Route(call.url, key, body, call.method, call.content_type)
    return None


def item_address(item: JsonItem, route: Route | None, base: str) -> str | None:
    """Where the page of `item` is: by the route learnt, else as the item itself says."""
    if route is not None:
        address = route.address(item)
        if address is not None:
            return address
    if item.url and not item.url.lower().endswith((".jpg", ".png", ".webp", ".gif")):
        return resolve(base, item.url)
    return None


def search_recipe(call: Call, word: str) -> Recipe | None:
    """The recipe in a data call that carried the search word."""
    spellings = {quote(word, safe=""), quote_plus(word), word}
    for spelling in sorted(spellings, key=len, reverse=True):
        if spelling and spelling in call.url:
            url = call.url.replace(spelling, TERM, 1)
            return Recipe(
                url, call.method, call.body, "utf-8", "json", content_type=call.content_type
            )
    for spelling in (json.dumps(word)[1:-1], quote_plus(word), quote(word, safe=""), word):
        if spelling and spelling in call.body:
            body = call.body.replace(spelling, TERM, 1)
            return Recipe(
                call.url, call.method, body, "utf-8", "json", content_type=call.content_type
            )
    return None


def next_call(url: str, body: str, got: int) -> tuple[str, str] | None:
    """Address and body of the next page of a list call that gave `got` goods.

    None where neither carries a page number or an offset.
    """
    head, mark, query = url.partition("?")
    turned = _turned_pairs(query, got)
    if turned is not None:
        return head + mark + turned, body
    if body.lstrip().startswith("{"):
        value = parse(body)
        if isinstance(value, dict) and _turn_object(value, got):
            return url, json.dumps(value, ensure_ascii=False)
        return None
    turned = _turned_pairs(body, got)
    return None if turned is None else (url, turned)


def _turned_pairs(query: str, got: int) -> str | None:
    pieces = query.split("&")
    for index, piece in enumerate(pieces):
        name, _, value = piece.partition("=")
        if not value.isdigit():
            continue
        if _PAGE_KEY.match(unquote(name)):
            pieces[index] = f"{name}={int(value) + 1}"
            return "&".join(pieces)
        if _OFFSET_KEY.match(unquote(name)):
            pieces[index] = f"{name}={int(value) + got}"
            return "&".join(pieces)
    return None


def _turn_object(value: dict[str, Any], got: int) -> bool:
    for key, each in value.items():
        if isinstance(each, int) and not isinstance(each, bool):
            if _PAGE_KEY.match(key):
                value[key] = each + 1
                return True
            if _OFFSET_KEY.match(key):
                value[key] = each + got
                return True
        elif isinstance(each, dict) and _turn_object(each, got):
            return True
    return False


def word_parameter(call: Call) -> str | None:
    """The name of a parameter of a list call that would carry a search word."""
    for name, _ in parse_qsl(call.url.partition("?")[2], keep_blank_values=True):
        if _WORD_KEY.match(name):
            return name
    return None
