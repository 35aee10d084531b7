"""Words from the web, made safe to keep and to show.

Kept text stays as it was but for what no database takes; shown text has every
character that steers a screen, hides itself or turns the reading direction
spelled out: ⟦U+202E⟧.
"""

import unicodedata
from typing import Any

_NO_DATABASE_TAKES = dict.fromkeys((0, *range(0xD800, 0xE000)), "\ufffd")


def storable(text: str, limit: int | None = None) -> str:
    """`text` as PostgreSQL and UTF-8 take it, cut to `limit` characters.

    U+0000 and lone surrogates become U+FFFD; a cut text ends in "…".
    """
    if limit is not None and len(text) > limit:
        text = text[: limit - 1] + "…"
    return text.translate(_NO_DATABASE_TAKES)


def storable_json(value: Any) -> Any:
    """Plain JSON values with every text in them, keys too, as `storable` makes it."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict):
        return {storable(str(key)): storable_json(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [storable_json(entry) for entry in value]
    return value


def visible(text: str, limit: int | None = None, *, lines: bool = False) -> str:
    """`text` with controls, format characters, surrogates and odd separators spelled out.

    Tabs become blanks; line ends too unless `lines` keeps them. Cut to about
    `limit` characters of the original.
    """
    if limit is not None and len(text) > limit:
        text = text[: limit - 1] + "…"
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(c if _shows(c) or (lines and c == "\n") else _spelled(c) for c in text)


def _shows(character: str) -> bool:
    # Cn holds the noncharacters U+FFFE and U+FFFF, which no XML may contain.
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def _spelled(character: str) -> str:
    return " " if character == "\n" else f"⟦U+{ord(character):04X}⟧"
