"""Short names for pages and words, to know them again. Not evidence: that is SHA-256 in full."""

import re
import unicodedata
from hashlib import blake2b

_ROUTE = re.compile(r"[!/]")


def short_digest(*parts: str) -> str:
    """32 hexadecimal digits that stand for `parts`."""
    digest = blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def page_name(url: str) -> str:
    """The name of a page: its address, the fragment only where it is a route of a script-built
    shop (`#/…`, `#!…`). Other fragments name a place on the page.
    """
    sent, _, fragment = url.partition("#")
    return short_digest("page", url if _ROUTE.match(fragment) else sent)


def content_name(judged: str, rule: str, term: str, matched: str, snippet: str) -> str:
    """The name of what was found, whatever the page: how it was judged, by which rule
    and term, the words and their sentence.

    Width, case and blanks do not count: the same sentence set in other type is
    the same content.
    """
    return short_digest("content", judged, rule, term, plain_words(matched), plain_words(snippet))


def plain_words(text: str) -> str:
    """`text` without what does not count when words are compared: width, case, blanks."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
