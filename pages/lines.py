"""Shown text, gathered line by line into the fields of a page.

What a visitor sees as one run of words is one line, whatever inline tags
break it (<i>高</i><b>仿</b>); every block element begins a new one. Words that
CSS hides are kept apart at once, so that they neither break a word nor pass
for shown text.
"""

import re
from collections import defaultdict

from pages.attributes import KNOWN_NAMES, MAX_VALUE, as_pair, bare_name, joined, name_of
from pages.buyers import is_signed, may_name
from pages.page import FieldName
from pages.zones import Zone, reply_begins

# Only the white space that HTML collapses: an ideographic space is seen.
_BLANKS = " \t\n\r\f"
_SPACES = re.compile(f"[{_BLANKS}]+")
_MAX_TITLES = 4
# What may stand beside a link on a card without making the line the page's own words.
_OWN_WORDS = re.compile(
    r"(?:(?![元起件已售月销量人付款评价库存券后到手原现价加入购物车收藏包邮热卖新品折特])[\u3400-\u9fff]){2}"
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_LISTED = frozenset(("li", "dd", "td"))
_MENU = 2
"""Links to other pages beside which one to this page is an item of the same menu."""


class Lines:
    """Fields under construction. `zone`, `hidden` and `tag` say where the reader stands.

    `emitted` is every shown line in page order. `cells`, where not None,
    takes the lines of a table row or a list term instead of the fields. `named` is the
    number of the last shown line that may hold a buyer's name. `readings` is what stands small
    beside characters of the line (<ruby>), which are read on without it. `linked_aside` counts the
    characters of "aside" in lines with a link to another page.
    """

    __slots__ = (
        "_alts",
        "_concealed",
        "_here",
        "_linked",
        "cells",
        "emitted",
        "fields",
        "hidden",
        "hidden_apart",
        "linked_aside",
        "named",
        "readings",
        "shown",
        "tag",
        "zone",
    )

    def __init__(self) -> None:
        self.fields: defaultdict[FieldName, list[str]] = defaultdict(list)
        self.zone: Zone = "own"
        self.hidden = False
        self.hidden_apart: set[str] = set()
        self.tag = "body"
        self.cells: list[list[str]] | None = None
        self.emitted: list[str] = []
        self.named = -2
        self.shown: list[str] = []
        self.readings: list[str] = []
        self.linked_aside = 0
        self._concealed: list[str] = []
        self._linked: list[int] = []  # places in `shown` of what is on a link to another page
        self._here: list[int] = []  # and on one to this page
        self._alts: list[tuple[FieldName, str]] = []

    def add(self, field: FieldName, line: str) -> None:
        """Put one finished line into `field`."""
        self.fields[field].append(line)

    def add_text(self, data: str, linked: bool = False, here: bool = False) -> None:
        """Text of one node, as it stands; `linked` if it is on a link to another page, `here` if on
        one to this page."""
        parts = self._concealed if self.hidden else self.shown
        if parts or not data.isspace():
            if (linked or here) and not self.hidden:
                (self._linked if linked else self._here).append(len(parts))
            parts.append(data)

    def add_alt(self, text: str, field: FieldName = "alt") -> None:
        """An alt or title attribute, for `field` where it is shown and the shop's own."""
        if not text.isprintable() or "  " in text:
            text = _SPACES.sub(" ", text)
        if text := text.strip():
            self._alts.append((self._field(field), text))

    def break_line(self) -> None:
        """End the line: a block begins or ends here."""
        hidden = self.hidden
        parts = self._concealed if hidden else self.shown
        if not parts:
            return
        text = (parts[0] if len(parts) == 1 else "".join(parts)).strip(_BLANKS)
        if not text.isprintable() or "  " in text:
            text = _SPACES.sub(" ", text)
        if text:
            if hidden:
                self.fields["hidden"].append(text)
                if self.zone != "own":
                    self.hidden_apart.add(text)
            else:
                self.emitted.append(text)
                if self.zone == "aside":
                    self.fields["aside"].append(text)
                    if self._linked:
                        self.linked_aside += len(text)
                elif self.zone == "reviews" or (may_name(text) and self._is_review(text)):
                    self._place_review(text)
                elif self.cells is not None:
                    self._into_cell(text, self.cells)
                else:
                    self._place(text, parts)
        parts.clear()
        if not hidden:
            self._linked.clear()
            self._here.clear()
        if self.readings and not hidden:
            beside = "".join(self.readings)
            self.readings.clear()
            if _HAN.search(beside):  # more than how the characters are pronounced
                self.shown.append(beside)
                self.break_line()

    def _is_review(self, text: str) -> bool:
        """Whether a line that may hold a buyer's name is a review by itself; it is noted."""
        self.named = len(self.emitted) - 1
        return is_signed(text)

    def _place_review(self, text: str) -> None:
        """A buyer's words, and the shop's answer where one stands behind them."""
        reply = reply_begins(text)
        if said := text[:reply].rstrip():
            self.fields["reviews"].append(said)
        if reply < len(text):
            self.fields["description"].append(text[reply:])

    @staticmethod
    def _into_cell(text: str, cells: list[list[str]]) -> None:
        if cells:
            cells[-1].append(text)
        else:
            cells.append([text])

    def _place(self, text: str, parts: list[str]) -> None:
        """Put a shown line of the shop's own into the field it belongs to."""
        if self.tag == "h1" and len(titles := self.fields.get("title", [])) < _MAX_TITLES:
            if text not in titles:
                self.add("title", text)
            return
        if self._linked and not self._says_more(parts):
            self.fields["links"].append(text)
            return
        pair = None
        if len(text) < 400 and ("：" in text or ":" in text):
            pair = as_pair(text, self.tag in _LISTED)
        elif 1 < len(parts) < 6 and self.tag in _LISTED:
            pair = _two_parts(parts)
        if pair is None:
            self.fields["description"].append(text)
        else:
            self.fields["attributes"].append(joined(*pair))

    def _says_more(self, parts: list[str]) -> bool:
        """Whether what of a line is on no link to another page has words of its own."""
        if len(self._linked) == len(parts):
            return False
        linked = set(self._linked)
        if len(linked) >= _MENU:
            linked.update(self._here)  # 首页 | 店铺装修 | 口碑优化: one of them is this page
        unlinked = "".join(part for place, part in enumerate(parts) if place not in linked)
        return _OWN_WORDS.search(unlinked) is not None

    def add_pairs(self, cells: list[list[str]]) -> None:
        """Tell cells as name and value, two by two."""
        texts = [" ".join(cell) for cell in cells]
        if len(texts) % 2:
            texts.append("")
        for name, value in zip(texts[0::2], texts[1::2], strict=True):
            if 0 < len(value) <= MAX_VALUE and (bare := name_of(name)):
                self.add("attributes", joined(bare, value))
            else:
                self._add_shown(name, value)

    def add_headed(self, heads: list[str], cells: list[list[str]]) -> None:
        """Tell cells under the names of the table's head."""
        for name, cell in zip(heads, cells, strict=False):
            value = " ".join(cell)
            if value and (bare := name_of(name)):
                self.add("attributes", joined(bare, value))
            else:
                self._add_shown(value)

    def add_term(self, term: str, cells: list[list[str]]) -> None:
        """Tell a dt and its dd: an attribute where both are short."""
        lines = [line for cell in cells for line in cell]
        value = " ".join(lines)
        if value and len(value) <= MAX_VALUE and (bare := name_of(term)):
            self.add("attributes", joined(bare, value))
        else:
            self._add_shown(term, *lines)

    def _add_shown(self, *texts: str) -> None:
        for text in texts:
            if text:
                self.add(self._field("description"), text)

    def _field(self, shown: FieldName) -> FieldName:
        if self.hidden:
            return "hidden"
        if self.zone == "reviews":
            return "reviews"
        return "aside" if self.zone == "aside" else shown

    def texts(self) -> dict[FieldName, str]:
        """The fields; alt texts that only repeat a shown line are left out."""
        known = set(self.emitted)
        known.update(self.fields.get("title", ()))
        for field, text in self._alts:
            if text not in known:
                known.add(text)
                self.add(field, text)
        return {name: "\n".join(lines) for name, lines in self.fields.items()}


def _two_parts(parts: list[str]) -> tuple[str, str] | None:
    """<span>产地</span><em>云南</em>: a known name in a node of its own, and the rest."""
    words = [part for part in parts if not part.isspace()]
    if len(words) < 2:
        return None
    name = bare_name(words[0])
    value = _SPACES.sub(" ", "".join(words[1:])).strip()
    return (name, value) if name in KNOWN_NAMES and value else None
