"""What an address or a form asks for: read with care, since anybody writes it."""

from django.utils.http import url_has_allowed_host_and_scheme


def whole_number(text: str, digits: int = 9) -> int | None:
    """The number that `text` writes in 0-9 with at most `digits`; None for anything else.

    `str.isdigit` alone lets ² and ٣ through.
    """
    plain = text.isascii() and text.isdigit() and len(text) <= digits
    return int(text) if plain else None


def own_path(text: str) -> str:
    """`text` where it is a path of the desk itself, else "/": nobody is sent elsewhere, neither
    by //evil nor by /\\evil, which browsers read alike."""
    ours = text.startswith("/") and url_has_allowed_host_and_scheme(text, allowed_hosts=None)
    return text if ours else "/"
