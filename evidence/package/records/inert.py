"""Text from outside, made unable to do anything but be read.

Nothing is dropped or replaced by a look-alike: a character that could steer a
display, hide or fail to show becomes `⟨U+202E⟩`, so that the original can be
told from the print. Plain text stays plain: no address becomes a link.
"""

import unicodedata
from urllib.parse import urlsplit

LIMIT = 600
URL_LIMIT = 600
_HOST_WITHIN = 2048

# Letters and marks that show nothing, beside the categories below.
_INVISIBLE = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0\ufffc"
) | {chr(code) for code in (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))}
# Our own brackets: free in outside text, they could fake an escape.
_BRACKETS = frozenset("⟨⟩")
_STEERING = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_SPACES = frozenset(" \u00a0\u3000")
_MARKS_ON_ONE_LETTER = 2
_ISOLATE, _POP = "\u2068", "\u2069"


def escaped(character: str) -> str:
    """`⟨U+202E⟩` for a character that is not printed as itself."""
    return f"⟨U+{ord(character):04X}⟩"


def inert(text: str) -> str:
    """`text` with every steering, invisible or piled-up character written out.

    Text that runs from right to left is set between isolates (UAX #9), so that it
    reorders nothing around it.
    """
    shown: list[str] = []
    marks, leftward = 0, False
    for character in text:
        category = unicodedata.category(character)
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if (
            category in _STEERING
            or character in _BRACKETS
            or character in _INVISIBLE
            or marks > _MARKS_ON_ONE_LETTER
            or (category == "Zs" and character not in _SPACES)
        ):
            shown.append(escaped(character))
            continue
        leftward = leftward or unicodedata.bidirectional(character) in {"R", "AL"}
        shown.append(character)
    made = "".join(shown)
    return f"{_ISOLATE}{made}{_POP}" if leftward else made


def clipped(text: str, limit: int = LIMIT) -> str:
    """`text` made inert; past `limit` characters cut, and said to be cut."""
    if len(text) <= limit:
        return inert(text)
    return f"{inert(text[:limit])}……（全文共{len(text)}字符，此处印前{limit}字符）"


def short(text: str, limit: int) -> str:
    """`text` made inert and cut so that no more than `limit` characters are printed."""
    cut = len(text[:limit])
    while len(inert(text[:cut])) > limit:
        cut = max(1, cut * limit // len(inert(text[:cut]))) if cut > 1 else 0
    return inert(text) if cut == len(text) else inert(text[:cut]) + "……"


def host_names(url: str) -> str | None:
    """The host's other spelling (punycode for Unicode, Unicode for punycode), None where equal.

    Source: RFC 3492; read for showing only, never for connecting.
    """
    try:
        host = urlsplit(url[:_HOST_WITHIN]).hostname or ""
        if not host.isascii():
            other = host.encode("idna").decode("ascii")
        elif "xn--" in host:
            other = host.encode("ascii").decode("idna")
        else:
            return None
    except (ValueError, UnicodeError):
        return None
    return None if other == host else other
