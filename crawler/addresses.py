"""Web addresses as a shop means them: resolving, one spelling for one page, words in queries.

Resolving follows the WHATWG URL standard where crawling depends on it: the path
is encoded in UTF-8, the query in the charset of the page that holds the link.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import (
    SplitResult,
    parse_qsl,
    quote,
    quote_plus,
    unquote_to_bytes,
    urljoin,
    urlsplit,
    urlunsplit,
)

MAX_URL = 8192
"""Longer addresses are refused: no shop needs them."""

_DEFAULT_PORT = {"http": 80, "https": 443}
_PATH_SAFE = "/:@!$&'()*+,;=~-._%"
_QUERY_SAFE = "/?:@!$&'()*+,;=~-._%[]|{}"
_STRIPPED = re.compile(r"[\t\n\r]+")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

# Parameters that say where the visitor came from, never which page is meant.
_TRACKING = re.compile(
    r"^(utm_\w+|spm|scm|gclid|fbclid|msclkid|yclid|_ga|bd_vid|hmsr|hmpl|hmcu|hmkw|hmci|"
    r"pvid|algo_pvid|share_token|sharefrom|trackid|tracking_id|mc_cid|mc_eid)$",
    re.IGNORECASE,
)
_SESSION = re.compile(
    r"^(jsessionid|phpsessid|aspsessionid\w*|asp\.net_sessionid|sessionid|session_id|"
    r"zenid|oscsid|cfid|cftoken)$",
    re.IGNORECASE,
)
_PATH_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?#;]*", re.IGNORECASE)
_NO_HOST = re.compile(r"^https?:/*$", re.IGNORECASE)
_ENCODERS = {"gb2312": "gbk", "gb-2312-80": "gbk", "x-gbk": "gbk", "iso-8859-1": "cp1252"}
_HASH_ROUTE = re.compile(r"^(!|/|!/)")


def encoder(charset: str) -> str:
    """The codec that browsers write with for a page's `charset` (WHATWG Encoding)."""
    return _ENCODERS.get(charset.lower().replace("_", "-"), charset)


def resolve(base: str, reference: str, charset: str = "utf-8") -> str | None:
    """The absolute http(s) address of `reference` on a page at `base`.

    None for other schemes (javascript:, mailto:, file:, data: …), for what is no
    address, and for addresses over MAX_URL. `charset` encodes the query. A
    fragment stays only where it is a route of a script-built shop (`#/…`, `#!…`).
    """
    reference = _STRIPPED.sub("", reference.strip(" \t\n\r\f\x00"))
    if len(reference) > MAX_URL or _CONTROLS.search(reference) or _NO_HOST.match(reference):
        return None
    if re.match(r"^[a-zA-Z][a-zA-Z0-9+.-]*:", reference) is None:
        reference = _forward_slashes(reference)
    try:
        parts = urlsplit(urljoin(base, reference))
        return _spelt(parts, charset)
    except ValueError:
        return None


def _forward_slashes(reference: str) -> str:
    """Browsers read `\\` as `/` before the query."""
    head, mark, tail = reference.partition("?")
    return head.replace("\\", "/") + mark + tail


def _spelt(parts: SplitResult, charset: str) -> str | None:
    scheme = parts.scheme.lower()
    host = parts.hostname
    if scheme not in _DEFAULT_PORT or not host:
        return None
    netloc = _netloc(scheme, host, parts.port)
    if netloc is None:
        return None
    path = _escaped(_without_dots(parts.path or "/"), "utf-8", _PATH_SAFE)
    query = _escaped(parts.query, charset, _QUERY_SAFE)
    fragment = parts.fragment if _HASH_ROUTE.match(parts.fragment) else ""
    fragment = _escaped(fragment, "utf-8", _QUERY_SAFE)
    url = urlunsplit((scheme, netloc, path, query, fragment))
    return url if len(url) <= MAX_URL else None


def _netloc(scheme: str, host: str, port: int | None) -> str | None:
    """The host in lower case and ASCII, the port only where it is not the scheme's own."""
    try:
        ascii_host = host if ":" in host else host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None
    if not ascii_host or re.search(r"[\s/\\@%]", ascii_host):
        return None
    if ":" in ascii_host:
        ascii_host = f"[{ascii_host}]"
    return ascii_host if port in (None, _DEFAULT_PORT[scheme]) else f"{ascii_host}:{port}"


def _without_dots(path: str) -> str:
    """RFC 3986 5.2.4: remove dot segments, also escaped ones."""
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments:
        plain = segment.lower().replace("%2e", ".")
        if plain == ".":
            continue
        if plain == "..":
            if len(kept) > 1:
                kept.pop()
            continue
        kept.append(segment)
    if segments[-1].lower().replace("%2e", ".") in (".", ".."):
        kept.append("")
    joined = "/".join(kept)
    return joined if joined.startswith("/") else "/" + joined


def _escaped(text: str, charset: str, safe: str) -> str:
    """`text` with everything outside `safe` percent-encoded, escapes in capitals."""
    if not text.isascii() or " " in text or '"' in text or "<" in text or ">" in text:
        text = quote(text, safe=safe, encoding=encoder(charset), errors="xmlcharrefreplace")
    else:
        text = quote(text, safe=safe)
    return _ESCAPE.sub(_one_escape, text)


def _one_escape(match: re.Match[str]) -> str:
    character = chr(int(match[1], 16))
    return character if character in _UNRESERVED else "%" + match[1].upper()


@lru_cache(maxsize=16_384)
def canonical(url: str) -> str:
    """One spelling for all spellings of one page.

    Drops tracking and session parameters, and fragments that are no route. The
    order of the other parameters stays: some shops read it.
    """
    resolved = resolve(url, url)
    if resolved is None:
        return url
    parts = urlsplit(resolved)
    query = "&".join(piece for piece in parts.query.split("&") if piece and not _idle(piece))
    return urlunsplit(
        (parts.scheme, parts.netloc, _PATH_SESSION.sub("", parts.path), query, parts.fragment)
    )


def _idle(piece: str) -> bool:
    name = piece.partition("=")[0]
    return bool(_TRACKING.match(name) or _SESSION.match(name))


@lru_cache(maxsize=16_384)
def site_key(url: str) -> str:
    """Host and port of `url`, the port left out where it is its scheme's own."""
    parts = urlsplit(url)
    return _netloc(parts.scheme.lower(), parts.hostname or "", parts.port) or ""


def origin(url: str) -> str:
    """Scheme, host and port: what one robots.txt speaks for."""
    parts = urlsplit(url)
    return f"{parts.scheme.lower()}://{site_key(url)}"


class Scope:
    """Which addresses belong to the site: its own host, and those its profile names."""

    def __init__(self, site_url: str, extra_hosts: Iterable[str] = ()) -> None:
        self.hosts = {site_key(site_url), *(host.lower() for host in extra_hosts)}

    def holds(self, url: str) -> bool:
        """Whether `url`, already absolute, is the site's."""
        return urlsplit(url).scheme in _DEFAULT_PORT and site_key(url) in self.hosts

    def widen(self, url: str) -> bool:
        """Take in the host of `url` where it is the same site with or without "www.".

        A home page that answers only under the other name moves the whole site.
        """
        key = site_key(url)
        if any(key.removeprefix("www.") == host.removeprefix("www.") for host in self.hosts):
            self.hosts.add(key)
        return key in self.hosts


def encode_word(word: str, charset: str, *, in_path: bool = False) -> str:
    """A search word as a browser puts it into a form's query, or into a path.

    Characters that `charset` lacks become `&#NNNN;`, as the HTML standard says
    for forms. Raises LookupError for an unknown charset.
    """
    raw = word.encode(encoder(charset), "xmlcharrefreplace")
    return quote(raw, safe="") if in_path else quote_plus(raw, safe="*-._")


def decode_word(value: str, charsets: Iterable[str], *, plus: bool = True) -> tuple[str, str]:
    """The text of a percent-encoded `value` and the first of `charsets` that reads it.

    ("", "") where none does.
    """
    raw = unquote_to_bytes(value.replace("+", " ") if plus else value)
    for charset in charsets:
        try:
            return raw.decode(charset), charset
        except (UnicodeDecodeError, LookupError):
            continue
    return "", ""


def encode_pairs(pairs: Iterable[tuple[str, str]], charset: str) -> str:
    """Form fields as application/x-www-form-urlencoded in `charset`."""
    return "&".join(
        f"{encode_word(name, charset)}={encode_word(value, charset)}" for name, value in pairs
    )


def parameters(url: str) -> list[tuple[str, str]]:
    """Name and raw (still encoded) value of each parameter of the query and of a hash route's."""
    parts = urlsplit(url)
    pairs: list[tuple[str, str]] = []
    for query in (parts.query, parts.fragment.partition("?")[2]):
        for piece in query.split("&"):
            name, mark, value = piece.partition("=")
            if name and mark:
                pairs.append((name, value))
    return pairs


def plain_parameters(url: str) -> dict[str, str]:
    """Decoded parameters of the query, for reading numbers and names out of it."""
    return dict(parse_qsl(urlsplit(url).query, keep_blank_values=True, errors="replace"))
