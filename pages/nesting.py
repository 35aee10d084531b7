"""Markup that would make the parser slow, made flat before it is parsed.

HTML lets a page nest without end, and the standard's tree construction looks
up the whole stack of open elements for many a tag: 100,000 nested divs take
a parser minutes, and so do 200,000 attributes of one tag; a few open
formatting elements are copied into every paragraph that follows. What is
beyond the caps is left out of the markup; the words between the tags stay.
"""

import re

from pages.words import words

MAX_DEPTH = 800
MAX_FORMATTING = 8
MAX_TAGS = 80_000
MAX_ATTRIBUTES = 300
MAX_OPTIONS = 1_000
"""Of one <select>: each option is compared with all before it."""
_FEW = 2_000
_SMALL = 40_000
_LONG = 1_500

# Possessive, so that no page can make it backtrack. Quotes count only after "=".
_TAG = re.compile(
    r"<(?:!--(?P<comment>)|(?P<close>/?)(?P<name>[a-zA-Z][^\s/>]*+)"
    r"(?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+'|))*+>?)"
)
_OPENING = re.compile(r"<[a-zA-Z](?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+'|))*+")
_OPTION = re.compile(r"<(?:(?P<option>opt(?:ion|group))\b[^>]{0,2000}>|/?select\b)", re.IGNORECASE)
_NOT_COUNTED = words(
    """
    a area base body br col colgroup dd dt embed head hr html img input li link meta option
    optgroup p param rp rt rb source tbody td tfoot th thead tr track wbr
    """
)
_FORMATTING = words("b big code em font i nobr s small strike strong tt u")
_RAW = words("script style textarea title xmp iframe noembed noframes")
_SCOPES = words("applet marquee object table template svg math select")


def tame(html: str) -> tuple[str, bool]:
    """Return `html` with nesting, tags and attributes capped, and whether that cut any."""
    cut = False
    if len(html) > _SMALL:
        html, cut = _fewer_attributes(html)
        html, fewer = _fewer_options(html)
        cut |= fewer
    tags = html.count("<")
    if tags <= _FEW or tags - html.count("</") <= _FEW:
        return html, cut
    flat, flattened = _Flattener(html).run()
    return flat, cut or flattened


def _fewer_attributes(html: str) -> tuple[str, bool]:
    """Leave out the attributes of tags that have more than MAX_ATTRIBUTES."""
    # Each new attribute is compared with all before it: 200,000 of them take two minutes.
    if not any(_is_bomb(tag) for tag in _OPENING.findall(html)):
        return html, False
    return _OPENING.sub(_without_bomb, html), True


def _fewer_options(html: str) -> tuple[str, bool]:
    """Leave out the tags of options beyond MAX_OPTIONS of a <select>; their words stay."""
    places = [
        (match.start(), match.end(), match["option"] is not None)
        for match in _OPTION.finditer(html)
    ]
    if len(places) <= MAX_OPTIONS:
        return html, False
    parts: list[str] = []
    count = kept = 0
    for start, end, is_option in places:
        count = count + 1 if is_option else 0
        if count > MAX_OPTIONS:
            parts += [html[kept:start], "\n"]
            kept = end
    return "".join([*parts, html[kept:]]), bool(parts)


def _is_bomb(tag: str) -> bool:
    return len(tag) > _LONG and len(tag.split()) > MAX_ATTRIBUTES


def _without_bomb(match: re.Match[str]) -> str:
    tag = match.group()
    return tag.split(maxsplit=1)[0] if _is_bomb(tag) else tag


class _Flattener:
    """One pass over the tags, keeping the stack of open elements a parser would keep."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.open: list[str] = []
        self.formatting: list[str] = []
        self.parts: list[str] = []
        self.kept = 0
        self.tags = 0

    def run(self) -> tuple[str, bool]:
        position = 0
        while match := _TAG.search(self.html, position):
            position = match.end()
            if match["comment"] is not None:
                end = self.html.find("-->", position)
                position = len(self.html) if end < 0 else end + 3
                continue
            name = match["name"].lower()
            self.tags += 1
            if not (self._closes(name) if match["close"] else self._opens(name)):
                self._drop(match.start(), match.end(), name)
            elif name in _RAW and not match["close"]:
                position = self._skip_raw(name, position)
        if not self.parts:
            return self.html, False
        self.parts.append(self.html[self.kept :])
        return "".join(self.parts), True

    def _opens(self, name: str) -> bool:
        """Note an opening tag; False if it is over a cap."""
        if name in _NOT_COUNTED:
            return self.tags <= MAX_TAGS or name == "a"
        if self.tags > MAX_TAGS or len(self.open) >= MAX_DEPTH:
            return False
        if name in _FORMATTING:
            if len(self.formatting) >= MAX_FORMATTING:
                return False
            self.formatting.append(name)
        elif name not in _RAW:
            self.open.append(name)
        return True

    def _closes(self, name: str) -> bool:
        """Note a closing tag; False if the tag it closes may have been left out."""
        if name in _NOT_COUNTED or name in _RAW:
            return True
        if name in _FORMATTING:
            if name in self.formatting:
                self.formatting.remove(name)
                return True
            return not self.parts
        for place in range(len(self.open) - 1, -1, -1):
            if self.open[place] == name:
                del self.open[place:]
                return True
            if self.open[place] in _SCOPES:
                return True
        return not self.parts

    def _drop(self, start: int, end: int, name: str) -> None:
        self.parts.append(self.html[self.kept : start])
        if name not in _FORMATTING:
            self.parts.append("\n")
        self.kept = end

    def _skip_raw(self, name: str, position: int) -> int:
        """The end of a raw-text element, whose content holds no tags."""
        end = re.compile(f"</{name}", re.IGNORECASE).search(self.html, position)
        return end.start() if end else len(self.html)
