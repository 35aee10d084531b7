"""Structured data: JSON-LD, microdata, Open Graph and script data, as text with a place.

Keys tell whose words a string is: names and descriptions of goods are the
shop's own; strings under comment or review keys are buyers'; under recommend
or hot-search keys they speak of other goods. Strings under keys that tell
nothing of the kind (messages, settings, word lists) are no words of the page,
unless they tell of something that the same object names: {name: 会员, lead: 左右两线对碰},
{title: 执照, list: [出租营业执照]}.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from pages.links import Base
from pages.manner import Manners
from pages.nesting import tame
from pages.page import FieldName
from pages.script_data import clean
from pages.visibility import StyleRules
from pages.walk import Walk
from pages.words import words

MAX_STRINGS = 4_000
"""Beyond these only what says something is taken: names without end hide no sentence."""
MAX_STRING = 200_000
MAX_TOTAL = 400_000
"""Of each of the fields: what buyers wrote leaves no less room for the shop's own words."""
_MAX_NODES = 300_000

_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+|[\u4e00-\u9fff]+")
_OWN_KEYS = words(
    """
    name title subtitle description desc detail details content contents intro introduction
    summary text html body slogan selling point points feature features headline caption brand
    spec specs specification attr attrs attribute attributes property properties prop props
    param params value label origin category keywords goods product sku spu item shop store
    seller notice announcement tag tags address company licence license 名称 标题 描述 详情
    介绍 产地 品牌 graph address price alt memo note notes remark remarks tip tips hint hints terms
    agreement policy promise guarantee service services aftersale delivery
    """
)
_REVIEW_KEYS = words(
    """
    review reviews comment comments evaluate evaluation evaluations evaluates appraise
    appraises rate rates feedback pinglun pingjia
    """
)
_ASIDE_KEYS = words(
    """
    recommend recommends recommendation recommendations related similar guess hot hotword
    hotwords hotsearch suggest suggests suggestion suggestions history histories like likes ad
    ads advert footprint
    """
)
_NOT_WORDS = words(
    """
    i18n locale locales lang language languages message messages msg error errors sensitive
    banned forbidden filter blacklist badwords dict config configs setting settings rule rules
    regexp pattern url urls src href icon css style class template token sign
    query keyword search q wd router route routes path analytics tracking placeholder
    validation validator city cities province provinces region regions district country
    countries area areas
    """
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_SAYS = re.compile(r"(?:[^\u3400-\u9fff]{0,20}[\u3400-\u9fff]){6}")
"""What is more than a word or two: beside a name it tells of what is named."""
_SENTENCE = re.compile(r"(?:[^\u3400-\u9fff]{0,20}[\u3400-\u9fff]){20}")
_MARK = re.compile("[，。：；！？]")
_LABEL = 40
"""Code points of a key that is a label in Chinese: 客服话术, 老用户订过三次以上."""
_LOOKED_THROUGH = 50
"""Strings of a list that are looked through for one that says something."""
_TAG = re.compile(r"<[a-zA-Z/!]")
_REVIEW_TYPES = ("Review", "UserReview", "Comment")


@lru_cache(maxsize=8192)
def _key_says(key: str) -> str | None:
    """What a key says of the strings below it: "own", "reviews", "aside", "drop" or None."""
    parts = {word.lower() for word in _WORDS.findall(key[:80])} | {key.lower()}
    if parts & _NOT_WORDS and not parts & {"name", "title"}:
        return "drop"
    if parts & _REVIEW_KEYS:
        return "reviews"
    if parts & _ASIDE_KEYS:
        return "aside"
    return "own" if parts & _OWN_KEYS else None


class Strings:
    """Gathers strings of structured data into the fields "structured", "reviews" and "aside".
    `cut` says that there was more than the limits allow."""

    def __init__(self) -> None:
        self.fields: dict[FieldName, list[str]] = {}
        self.cut = False
        self._seen: set[str] = set()
        self._total: Counter[FieldName] = Counter()

    def add(self, field: FieldName, text: str) -> None:
        """Put one string into `field`, once; HTML in it is read as text."""
        if len(text) > MAX_STRING:
            self.cut, text = True, text[:MAX_STRING]
        text = clean(text)
        if _TAG.search(text):
            text = _html_text(text)
        for line in map(str.strip, text.split("\n")):
            if not line or line in self._seen:
                continue
            lines = self.fields.setdefault(field, [])
            much = len(lines) >= MAX_STRINGS and not _SAYS.match(line[:200])
            if much or self._total[field] + len(line) > MAX_TOTAL:
                self.cut = True
                continue
            self._total[field] += len(line)
            self._seen.add(line)
            lines.append(line)

    def add_value(self, value: Any, linked: bool = False, *, escaped: bool = False) -> None:
        """Put every string of a decoded JSON value where its keys say.

        `linked` is true for JSON-LD, in which every string speaks of the page; `escaped` where the
        script writes its Chinese as \\uXXXX, which hides it from whoever searches the page: there
        what says a sentence is the shop's own under keys that tell nothing as well.
        """
        for says, text in _strings(value, "own" if linked else None, self.note_cut):
            if says == "reviews":
                self.add("reviews", text)
            elif says == "aside":
                self.add("aside", text)
            elif says == "own" or (escaped and says is None and _is_sentence(text)):
                self.add("structured", text)

    def note_cut(self) -> None:
        """There is more than was read."""
        self.cut = True

    def add_literal(self, key: str, text: str, *, escaped: bool = False) -> None:
        """Put a string literal of a script, of which only its own key is known; `escaped` as in
        `add_value`."""
        says = _key_says(key) if key else None
        if says is None and _is_labelled(key, text):
            key, says, text = "", "own", f"{key[:_LABEL]}：{text}"
        if says is None and key and escaped and _is_sentence(text):
            says = "own"
        if says in ("own", "reviews", "aside") and _HAN.search(text):
            self.add({"own": "structured", "reviews": "reviews", "aside": "aside"}[says], text)  # type: ignore[arg-type]


def _strings(
    value: Any, start: str | None, note_cut: Callable[[], None]
) -> Iterator[tuple[str | None, str]]:
    """(what the keys say, string) of a JSON value, depth first, without recursion."""
    stack: list[tuple[Any, str | None]] = [(value, start)]
    for _ in range(_MAX_NODES):
        if not stack:
            return
        item, says = stack.pop()
        kind = type(item)
        if kind is dict:
            if "@type" in item and item["@type"] in _REVIEW_TYPES:
                says = "reviews"
            if "priceCurrency" in item and isinstance(item.get("price"), (str, int, float)):
                yield says, f"price: {item['price']} {item['priceCurrency']}"[:80]
            named = None if says is None else False  # looked up where it is asked for
            for key, inner in reversed(item.items()):
                kind = type(inner)
                if kind is str:
                    if not start and inner.isascii():
                        continue  # holds no Han: said of nothing, and most strings are such
                elif kind is not dict and kind is not list:
                    continue
                if key.startswith("@"):
                    continue
                below = _key_says(key)
                if below is None and kind is str and _is_labelled(key, inner):
                    stack.append((f"{key[:_LABEL]}：{inner}", "own" if says is None else says))
                    continue
                if below is None:
                    if named is None:
                        named = _names(item)
                    if named and _says_something(inner):
                        below = "own"
                if below != "drop":
                    fixed = below is None or says in ("reviews", "aside")
                    stack.append((inner, says if fixed else below))
        elif kind is list:
            stack.extend((inner, says) for inner in reversed(item))
        elif kind is str and (
            _HAN.search(item) or (start and len(item) < 200 and not item.startswith("http"))
        ):
            yield says, item
    if stack:
        note_cut()


def _is_labelled(key: str, text: str) -> bool:
    """Whether a string says something under a label in Chinese: {"备注":"到期自动续费"}."""
    return bool(_HAN.match(key) and _SAYS.match(text[:200]))


def _names(item: dict[str, Any]) -> bool:
    """Whether an object has a name or title, in Chinese."""
    return any(
        isinstance(name := item.get(key), str) and _HAN.search(name[:80])
        for key in ("name", "title", "名称", "标题")
    )


def _says_something(value: Any) -> bool:
    """Whether a string, or one of a list of strings, is more than a word or two."""
    strings = value[:_LOOKED_THROUGH] if isinstance(value, list) else [value]
    return any(isinstance(one, str) and _SAYS.match(one[:200]) for one in strings)


def _is_sentence(text: str) -> bool:
    """Whether a string says as much as a sentence with a mark."""
    return bool(_MARK.search(text[:200]) and _SENTENCE.match(text[:200]))


def _html_text(html: str) -> str:
    """The text of a fragment of HTML that stood in a string, block by block."""
    tree = LexborHTMLParser(tame(html)[0])
    if tree.body is None:
        return ""
    walk = Walk(Base(""), Manners(StyleRules()))
    walk.run(tree.body)
    return "\n".join(walk.lines.emitted)
