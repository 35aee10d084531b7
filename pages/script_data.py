"""Data that scripts carry: JSON in script elements, state objects, string literals.

A script-built shop keeps half of its words in `window.__STATE__ = {…}`, often
as \\uXXXX. JSON is read as JSON; a JavaScript object that is no JSON gives its
string literals. JSON is read whole, which costs little; the literals of one script and the number
of its objects are bounded.
"""

import itertools
import json
import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

MAX_SCRIPT = 1_000_000
"""Code points of a script, beside its JSON, in which string literals are looked for."""
MAX_OBJECTS = 50
_MAX_LITERALS = 3_000
_MAX_STARTS = 200

_DECODER = json.JSONDecoder()
# The value of an assignment, or the argument of JSON.parse or of a callback.
_START = re.compile(r"(?:[=(]|return)\s{0,20}(?=[\[{][\s\"{\[\]}])")
_PARSED = re.compile(r"JSON\.parse\(\s{0,20}(?=[\"'])")
# A literal, possessive so that no script can make it backtrack; key: "literal" or 'literal'.
_STRING = r"\"(?:[^\"\\\n]++|\\.)*+\"|'(?:[^'\\\n]++|\\.)*+'"
_BODY = re.compile(_STRING)
_LITERAL = re.compile(
    rf"(?:[\"']?([A-Za-z_$\u3400-\u9fff][\w$]{{0,60}}+)[\"']?\s{{0,5}}+:\s{{0,5}}+)?({_STRING})"
)
_QUOTE = re.compile("[\"']")
_MOST_AFTER_KEY = 6
_MOST_OF_KEY = 61 + 5 + _MOST_AFTER_KEY
"""Letters that _LITERAL lets stand between a key and a quote, and those before the quote in all."""
_HAN = re.compile(r"[\u3400-\u9fff]")
_ESCAPED = re.compile(r"\\u[0-9a-fA-F]{4}")
_ESCAPED_HAN = re.compile(r"\\u[4-9][0-9a-fA-F]{3}")
_SENTENCE = 20
"""Han characters of a sentence."""
_ESCAPE = re.compile(
    r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL
)
_PLAIN = {"n": "\n", "t": "\t", "r": "\r", "b": " ", "f": " ", "v": " ", "0": ""}
_SURROGATES = re.compile("[\ud800-\udfff\0]")
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")


def clean(text: str) -> str:
    """`text` without what no database or file can hold: lone surrogates and NUL become U+FFFD."""
    if _SURROGATES.search(text) is None:
        return text
    joined = _PAIR.sub(lambda m: m.group().encode("utf-16", "surrogatepass").decode("utf-16"), text)
    return _SURROGATES.sub("\ufffd", joined)


def parse_json(text: str) -> Any | None:
    """The value of a JSON text, or None if it is none (or too deep, or too big a number)."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def values_in(
    script: str, note_cut: Callable[[], None] = lambda: None
) -> tuple[list[Any], list[tuple[str, str]]]:
    """(objects, literals) of a JavaScript text.

    Objects are decoded JSON values; literals are (key or "", string) where an
    object is JavaScript but not JSON. `note_cut` is called where there are more
    than are read.
    """
    if not _is_worth(script):
        return [], []
    objects: list[Any] = []
    rest: list[str] = []
    position = 0
    for count in itertools.count():
        match = _START.search(script, position)
        if match is None:
            break
        if count >= _MAX_STARTS or len(objects) >= MAX_OBJECTS:
            note_cut()
            break
        try:
            value, end = _DECODER.raw_decode(script, match.end())
        except (ValueError, RecursionError):
            # Not JSON. Go on behind the bracket; its strings are read below.
            rest.append(script[position : match.end() + 1])
            position = match.end() + 1
            continue
        objects.append(value)
        rest.append(script[position : match.start()])
        position = end
    rest.append(script[position:])
    code = "".join(rest)
    objects.extend(_parsed_strings(code))
    if not _is_worth(code):
        return objects, []
    literals = list(islice(_literals(code[:MAX_SCRIPT]), _MAX_LITERALS + 1))
    if len(literals) > _MAX_LITERALS or len(code) > MAX_SCRIPT:
        note_cut()
    return objects, literals[:_MAX_LITERALS]


def _is_worth(code: str) -> bool:
    """Whether there is a Han character, as it is or as \\uXXXX: most scripts have none."""
    if not code.isascii() and _HAN.search(code):
        return True
    return "\\u" in code and _ESCAPED.search(code) is not None


def is_escaped(script: str) -> bool:
    """Whether a script writes Han characters, a sentence's worth, as \\uXXXX, and none as it is."""
    if "\\u" not in script or _HAN.search(script):
        return False
    return sum(1 for _ in islice(_ESCAPED_HAN.finditer(script), _SENTENCE)) == _SENTENCE


def _parsed_strings(code: str) -> Iterator[Any]:
    """Values of JSON.parse("…") calls."""
    for count, match in enumerate(_PARSED.finditer(code)):
        literal = _LITERAL.match(code, match.end())
        value = parse_json(unescape(literal[2][1:-1])) if literal else None
        if value is not None:
            yield value
        if count >= MAX_OBJECTS:
            return


def _quoted(code: str) -> Iterator[re.Match[str]]:
    """As _LITERAL.finditer, led by the quotes: else a key would be tried at every letter. A quote
    that nothing closes ends its line for all of its kind, so that no script is read twice over."""
    position = done = 0
    open_until = {'"': 0, "'": 0}
    while quote := _QUOTE.search(code, position):
        start = quote.start()
        if start < open_until[quote.group()]:
            position = quote.end()
            continue
        if _BODY.match(code, start) is None:
            line_end = code.find("\n", start)
            open_until[quote.group()] = line_end if line_end >= 0 else len(code)
            position = quote.end()
            continue
        before = code[max(done, start - _MOST_AFTER_KEY) : start].rstrip()[-1:]
        if before and (before in ":$_" or before.isalnum()):  # there may be a key
            start = max(done, start - _MOST_OF_KEY)
        match = _LITERAL.search(code, start)
        if match is None:
            return
        yield match
        position = done = match.end()


def _literals(code: str) -> Iterator[tuple[str, str]]:
    for match in _quoted(code):
        raw = match[2]
        if len(raw) > 3 and _is_worth(raw):
            yield match[1] or "", unescape(raw[1:-1])


def unescape(literal: str) -> str:
    """The characters that a JavaScript string literal stands for (ECMAScript 12.9.4)."""
    if "\\" not in literal:
        return literal

    def char(match: re.Match[str]) -> str:
        number = match[1] or match[2] or match[3]
        if number:
            point = int(number, 16)
            return chr(point) if point < 0x110000 else "\ufffd"
        return _PLAIN.get(match[4], match[4])

    return clean(_ESCAPE.sub(char, literal))
