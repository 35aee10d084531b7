"""The key under which an address stands in an index: SURT, the host turned round.

    https://www.Shop.example/P/1?b=2&a=1  ->  example,shop)/p/1?a=1&b=2

pywb and other replay tools look an address up by the key that the `surt` library
makes of it (the rules of Heritrix and the Wayback Machine), so these are its rules:
what does not make a difference there makes none here.
"""

import re
import socket
from urllib.parse import quote_from_bytes, unquote_to_bytes

_URI = re.compile(
    rb"([a-zA-Z][a-zA-Z0-9+.-]*):(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#.*)?", re.DOTALL
)
_NO_PLACE = re.compile(rb"[\n\r\t]")
_REPEATED_SCHEME = re.compile(rb"(?:https?://)+(?=https?://)")
_SAFE = "!\"$&'()*+,-./:;<=>?@[\\]^_`{|}~"
_NUMERIC_HOST = re.compile(rb"(?:[1-9][0-9]*|0[0-7]*)(?:\.[0-9]+){0,3}")
_WWW = re.compile(rb"www\d*\.")
_DEFAULT_PORTS = {b"http": b"80", b"https": b"443"}
_PATH_SESSIONS = (
    re.compile(rb"^(.*/)(?:\((?:[a-z]\([0-9a-z]{24}\))+\)/)([^?]+\.aspx.*)$", re.I),
    re.compile(rb"^(.*/)(?:\([0-9a-z]{24}\)/)([^?]+\.aspx.*)$", re.I),
)
_QUERY_SESSIONS = tuple(
    re.compile(rb"^(.*)(?:" + name + rb")(?:&(.*))?$", re.I)
    for name in (
        rb"jsessionid=[0-9a-zA-Z]{32}",
        rb"phpsessid=[0-9a-zA-Z]{32}",
        rb"sid=[0-9a-zA-Z]{32}",
        rb"ASPSESSIONID[a-zA-Z]{8}=[a-zA-Z]{24}",
        rb"cfid=[^&]+&cftoken=[^&]+",
    )
)


def address_key(uri: str) -> str:
    """The key of `uri`, a WARC-Target-URI."""
    address = _NO_PLACE.sub(b"", uri.encode("utf-8").strip())
    match = _URI.fullmatch(_REPEATED_SCHEME.sub(b"", address))
    if match is None:
        return _escaped(address).decode("ascii")
    scheme, authority, path, query = match.groups(b"")
    host, port = _split_authority(authority)
    path = _unescaped(path)
    path = _escaped(_without_dots(path) if host else path).lower()
    for pattern in _PATH_SESSIONS:
        path = pattern.sub(rb"\1\2", path)
    if len(path) > 1:
        path = path.removesuffix(b"/")
    key = b",".join(reversed(_host(host).split(b"."))) if host else scheme + b":"
    if host:
        key += (b":" + port if port and port != _DEFAULT_PORTS.get(scheme.lower()) else b"") + b")"
    query = _query(_escaped(_unescaped(query)))
    return (key + path + (b"?" + query if query else b"")).decode("ascii")


def _split_authority(authority: bytes) -> tuple[bytes, bytes]:
    """Host, in lower case, and port, "" where there is none."""
    place = authority.rpartition(b"@")[2]
    host, _, port = place.partition(b":")
    if place.startswith(b"["):
        host, _, port = place[1:].partition(b"]")
        port = port.removeprefix(b":")
    return host.lower(), port.lstrip(b"0")


def _host(host: bytes) -> bytes:
    host = _unescaped(host)
    if not host.isascii():
        try:
            host = host.decode("utf-8", "ignore").encode("idna")
        except ValueError:
            pass
    host = host.replace(b"..", b".").strip(b".")
    if host.isdigit() and len(host) < 100:
        number = int(host) & 0xFFFFFFFF
        return socket.inet_ntoa(number.to_bytes(4, "big")).encode()
    if _NUMERIC_HOST.fullmatch(host):
        try:
            return socket.inet_ntoa(socket.inet_aton(host.decode())).encode()
        except OSError:
            pass
    host = _escaped(host.lower())
    www = _WWW.match(host)
    return host[www.end() :] if www is not None else host


def _without_dots(path: bytes) -> bytes:
    """`path` without "." and ".." and doubled slashes."""
    kept: list[bytes] = []
    for part in path.split(b"/")[1:]:
        if part == b"..":
            if kept:
                kept.pop()
            else:
                kept.append(part)
        elif part != b".":
            kept.append(part)
    if not kept:
        return b"/"
    return b"/" + b"".join(part + b"/" for part in kept[:-1] if part) + kept[-1]


def _query(query: bytes) -> bytes:
    for pattern in _QUERY_SESSIONS:
        match = pattern.match(query)
        if match is not None:
            query = match[1] + (match[2] or b"")
    query = query.lower()
    if len(query) <= 1:
        return query
    pairs = sorted(pair.split(b"=", 1) for pair in query.split(b"&"))
    return b"&".join(b"=".join(pair) for pair in pairs)


def _unescaped(data: bytes) -> bytes:
    while (once := unquote_to_bytes(data)) != data:
        data = once
    return data


def _escaped(data: bytes) -> bytes:
    return quote_from_bytes(data, safe=_SAFE).encode("ascii")
