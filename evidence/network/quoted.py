"""Words from the web, made safe to stand in a line that a person reads."""


def quoted(text: str | bytes, limit: int = 120) -> str:
    """`text` in printable ASCII, cut to `limit` characters.

    Control, bidirectional and every other non-ASCII character becomes a
    backslash escape, so that neither a terminal nor a log can be steered by it.
    """
    if isinstance(text, bytes):
        text = text[: limit + 1].decode("latin-1")
    cut = text[:limit]
    safe = ascii(cut)[1:-1]
    return safe if len(text) <= limit else safe + "..."
