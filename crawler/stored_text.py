"""Words from the web as a database takes them.

PostgreSQL refuses NUL in text and in JSON, and both databases refuse halves of
surrogate pairs; a shop's title may hold either.
"""

from typing import Any

_NEVER = dict.fromkeys([0, *range(0xD800, 0xE000)], "\ufffd")


def stored_text(text: str, limit: int | None = None) -> str:
    """`text` with what no database takes replaced, cut to `limit` characters."""
    cut = text if limit is None else text[:limit]
    return cut.translate(_NEVER) if not cut.isascii() or "\x00" in cut else cut


def stored_json(value: Any) -> Any:
    """Plain JSON values with every text in them as `stored_text` makes it."""
    if isinstance(value, str):
        return stored_text(value)
    if isinstance(value, dict):
        return {stored_text(str(k)): stored_json(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [stored_json(item) for item in value]
    return value
