"""Our own words given back (检索词回显): what a search page repeats is no offer.

"您搜索的“高仿”没有找到相关商品" says nothing of the shop. A card of the same
page that offers 高仿包 does. An echo is told by its frame: the line is the
words alone, or a sentence about searching, or a title or description made from
the words of a page that answers a search.
"""

import re
from collections.abc import Iterator
from functools import cached_property
from urllib.parse import unquote_plus, unquote_to_bytes, urlsplit

from keywords.fold import fold
from pages.page import Page
from pages.words import words

_PARAMETERS = words(
    "q query k key keys kw keyword keywords search searchkey s wd word words text term searchword "
    "search_query so find"
)
_SEARCHING = re.compile(
    r"搜索|搜到|检索|查询|查找|搜一搜|关键[词字]|找到|结果|没有找到|未找到|抱歉|相关(?:商品|"
    r"宝贝|产品)"
    r"|search|result|found|for",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*[-_|–—·,，>»/:：]\s*|\s{2,}")
_FOUND_NOTHING = re.compile(
    '(?:没有?(?:找到|搜到|搜索到|查到|检索到)|未(?:找到|搜索到|搜到|查到|检索到)|搜索|检索)[^“”"「」\n]{0,8}'
    '[“"「]([^“”"「」\n]{1,40})[”"」](?:[^“”"\n]{0,6}(?:商品|宝贝|产品|内容|结果|信息))'
)
"""A page's own words for what it was asked: 没有找到与“…”相关的商品, 搜索“…”的结果."""
_READ = 4_000
_QUOTES = "“”\"'‘’「」『』【】<>《》()（） \u3000"
_SHORT = 40
_MAX_WORDS = 8


class Echoes:
    """Knows the words that were asked of the page, by us or by its own address."""

    def __init__(self, page: Page, query: str | None) -> None:
        self._page = page
        self._query = query

    @cached_property
    def words(self) -> list[str]:
        """The asked words, folded: the crawler's, those in the address, those in the search box."""
        asked = [self._query] if self._query else []
        asked.extend(_in_address(self._page.url))
        for form in self._page.forms:
            asked.extend(
                value
                for name, value, kind in form.fields
                if kind in ("text", "search") and name.lower() in _PARAMETERS
            )
        folded = (fold(word[:100]).text for word in asked if word.strip())
        return [word for word in dict.fromkeys(folded) if word][:_MAX_WORDS]

    @cached_property
    def answers_a_search(self) -> bool:
        """Whether the page is an answer to a search: much on it is our own words given back."""
        in_address = {fold(word).text for word in _in_address(self._page.url)}
        return bool(in_address & set(self.words)) or bool(
            self.words and _SEARCHING.search(self._page.title[:200])
        )

    @cached_property
    def told_of(self) -> list[str]:
        """What the page says that it was asked for and did, or did not, find; folded. It is known
        of a saved page too, of which neither words nor address are."""
        text = f"{self._page.title[:_READ]}\n{self._page.text('description')[:_READ]}"
        found = (match[1] for match in _FOUND_NOTHING.finditer(text))
        return [word for one in found if (word := fold(one).text)][:_MAX_WORDS]

    @cached_property
    def may_be(self) -> bool:
        """Whether anything on the page can be an echo: most pages were asked for nothing, and tell
        of nothing."""
        return bool(self.told_of or self.words)

    def is_echo(self, field: str, line: str, matched: str) -> bool:
        """Whether `matched`, which stands in `line` of `field`, is only our words given back."""
        if not self.may_be:
            return False
        hit = fold(matched).text
        if any(hit in word for word in self.told_of) and _SEARCHING.search(line):
            # The words alone are no echo here: a page may say of its own goods what it likes.
            alone = fold(line).text in self.told_of
            if not alone and _is_frame(line, self.told_of):
                return True
        if not self.words:
            return False
        own = [word for word in self.words if hit in word]
        if not own:
            return False
        if field in ("title", "meta"):
            if self.answers_a_search and _is_frame(line, own):
                return True
            parts = (fold(part.strip(_QUOTES)).text for part in _PARTS.split(line))
            return any(part in own for part in parts) and self.answers_a_search
        return _is_frame(line, own)


def _is_frame(line: str, own: list[str]) -> bool:
    """Whether the line is one of the words alone or a sentence about a search for it."""
    if len(line) > 200:
        return False
    letters = fold(line).text
    for word in own:
        if word not in letters:
            continue
        rest = letters.replace(word, "")
        if not rest:
            return True
        if len(rest) <= _SHORT and _SEARCHING.search(line):
            return True
    return False


def _in_address(url: str) -> Iterator[str]:
    """Search words in the query of an address, in UTF-8 or GBK."""
    try:
        query = urlsplit(url).query[:2_000]
    except ValueError:
        return
    for pair in query.split("&")[:50]:
        name, _, value = pair.partition("=")
        if not value or unquote_plus(name).lower() not in _PARAMETERS:
            continue
        raw = unquote_to_bytes(value.replace("+", " "))
        for charset in ("utf-8", "gb18030"):
            try:
                yield raw.decode(charset)
                break
            except UnicodeDecodeError:
                continue
