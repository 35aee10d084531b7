"""Values of JavaScript's object and array literals (ECMAScript 13.2.4, 13.2.5), JSON or not:
{company:'…', list:[1, 'a'], get(){…}}.

What is no literal within them, a call or an expression, is left out of an object and is None in a
list.
"""

import json
import re
from typing import Any

from pages.script_data import unescape

LONGEST = 300_000
"""Code points of a literal that is no JSON."""
_DEEPEST = 12
_DECODER = json.JSONDecoder()
_BLANK = re.compile(r"(?:\s++|//[^\n]*+|/\*(?:[^*]++|\*(?!/))*+(?:\*/|\Z))*+")
_STRING = re.compile(
    r"\"((?:[^\"\\\n]++|\\.)*+)\"|'((?:[^'\\\n]++|\\.)*+)'|`((?:[^`\\$]++|\\.)*+)`", re.DOTALL
)
_KEY = re.compile(r"[A-Za-z_$\u3400-\u9fff][\w$]{0,80}+|\d{1,15}+")
_NUMBER = re.compile(r"-?\d{1,30}+(?:\.\d{1,30}+)?(?![\w$.])")
_WORD = re.compile(r"(?:true|false|null|undefined|!0|!1)(?![\w$.(\[])")
_WORDS = {"true": True, "false": False, "!0": True, "!1": False}
_ENDED = re.compile(r"[,}\]]")
_OTHER = re.compile(
    r"\"(?:[^\"\\\n]++|\\.)*+(?:\"|(?=\n)|\Z)|'(?:[^'\\\n]++|\\.)*+(?:'|(?=\n)|\Z)"
    r"|`(?:[^`\\]++|\\.)*+(?:`|\Z)|[^\"'`(){}\[\],]++|[(){}\[\],]",
    re.DOTALL,
)


def literal_at(script: str, position: int) -> tuple[Any, int] | None:
    """(value, where it ends) of the object or list that opens at `position`, or None."""
    try:
        return _DECODER.raw_decode(script, position)
    except (ValueError, RecursionError):
        pass
    try:
        return _Literal(script[position : position + LONGEST]).read(position)
    except ValueError:
        return None


class _Literal:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def read(self, offset: int) -> tuple[Any, int]:
        value = self._value(0)
        return value, self._at + offset

    def _blank(self) -> str:
        """The letter behind white space and comments."""
        match = _BLANK.match(self._text, self._at)
        self._at = match.end() if match else self._at
        return self._text[self._at : self._at + 1]

    def _value(self, depth: int) -> Any:
        """A value; raises ValueError where the text is no literal to its end."""
        begin = self._blank()
        if begin == "{":
            return self._object(depth)
        if begin == "[":
            return self._list(depth)
        for pattern in (_STRING, _NUMBER, _WORD):
            match = pattern.match(self._text, self._at)
            if match is None:
                continue
            before, self._at = self._at, match.end()
            if _ENDED.match(self._blank()):
                if pattern is _STRING:
                    return unescape(match[1] or match[2] or match[3] or "")
                return match[0] if pattern is _NUMBER else _WORDS.get(match[0])
            self._at = before
            break
        self._skip()
        return None

    def _skip(self) -> None:
        """Go on to the end of what is no literal."""
        depth = 0
        while match := _OTHER.match(self._text, self._at):
            mark = match[0]
            if depth == 0 and mark in (",", "}", "]"):
                return
            depth += (mark in ("(", "[", "{")) - (mark in (")", "]", "}"))
            if depth < 0:
                break
            self._at = match.end()
        raise ValueError("no end")

    def _object(self, depth: int) -> dict[str, Any]:
        if depth > _DEEPEST:
            raise ValueError("too deep")
        self._at += 1
        found: dict[str, Any] = {}
        while (begin := self._blank()) != "}":
            if begin == ",":
                self._at += 1
                continue
            quoted = _STRING.match(self._text, self._at) if begin in ("'", '"') else None
            key = quoted or _KEY.match(self._text, self._at)
            if key is not None:
                self._at = key.end()
            if key is None or self._blank() != ":":  # ...rest, get x(){}, shorthand
                self._skip()
                continue
            self._at += 1
            name = unescape(quoted[1] or quoted[2] or "") if quoted else key[0]
            if (value := self._value(depth + 1)) is not None:
                found[name] = value
        self._at += 1
        return found

    def _list(self, depth: int) -> list[Any]:
        if depth > _DEEPEST:
            raise ValueError("too deep")
        self._at += 1
        found: list[Any] = []
        while (begin := self._blank()) != "]":
            if begin == ",":
                self._at += 1
            else:
                found.append(self._value(depth + 1))
        self._at += 1
        return found
