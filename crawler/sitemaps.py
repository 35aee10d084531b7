"""Sitemaps 站点地图: the addresses a site hands to crawlers (sitemaps.org protocol 0.9).

XML maps and indexes of maps, gzipped or not, and plain lists of addresses. Only
the addresses are taken; entities are never expanded.
"""

import re
import zlib
from dataclasses import dataclass, field
from html import unescape

from crawler.addresses import resolve

LIMIT = 8 << 20
"""Bytes of a map that are read, uncompressed; the protocol allows 50 MB."""
MAX_ADDRESSES = 50_000

_ENTRY = re.compile(
    r"<(?:\w{1,20}:)?loc\b[^<>]{0,200}>(?:\s{0,50}<!\[CDATA\[([^\]]{1,4500})|([^<]{1,4500}))",
    re.IGNORECASE,
)
_INDEX = re.compile(r"<(?:\w+:)?sitemapindex\b", re.IGNORECASE)
_MARKUP = re.compile(r"<(?:\?xml|(?:\w+:)?(?:urlset|sitemapindex)\b)", re.IGNORECASE)


@dataclass(slots=True)
class Sitemap:
    """What one map names: `pages` of the site, or further `maps`. `cut`: it was longer."""

    pages: list[str] = field(default_factory=list)
    maps: list[str] = field(default_factory=list)
    cut: bool = False


def read_sitemap(body: bytes, url: str) -> Sitemap:
    """Read the map at `url`; what is no map names nothing."""
    data, cut = _unpacked(body)
    text = data.decode("utf-8-sig", "replace")
    found = Sitemap(cut=cut)
    if _MARKUP.search(text[:4000]):
        named = [unescape(match[1] or match[2]).strip() for match in _ENTRY.finditer(text)]
    elif text.lstrip()[:1] == "<":
        return found
    else:
        named = [line.strip() for line in text.splitlines() if line.strip().startswith("http")]
    found.cut |= len(named) > MAX_ADDRESSES
    addresses = (resolve(url, each) for each in named[:MAX_ADDRESSES])
    kept = list(dict.fromkeys(each for each in addresses if each is not None))
    if _INDEX.search(text[:4000]):
        found.maps = kept
    else:
        found.pages = kept
    return found


def _unpacked(body: bytes) -> tuple[bytes, bool]:
    if not body.startswith(b"\x1f\x8b"):
        return body[:LIMIT], len(body) > LIMIT
    unpack = zlib.decompressobj(wbits=31)
    try:
        data = unpack.decompress(body, LIMIT)
    except zlib.error:
        return b"", False
    return data, bool(unpack.unconsumed_tail)
