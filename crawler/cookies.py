"""Cookies of one slice, each for the host that set it.

Shops need them (a search form's token, a redirect that waits for one); nothing
else is made of them. A cookie goes back to the host that set it and to no other,
whatever Domain it claims: so no list of public suffixes is needed, and none is
fetched from the network.
"""

import time
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Response

MOST_COOKIES = 50
"""Cookies kept for one host, and hosts times that: further ones are not taken."""
LONGEST_COOKIE = 4096


@dataclass(slots=True)
class _Cookie:
    value: bytes
    path: str
    secure: bool
    until: float


class SiteCookies:
    """Downloader middleware: sends and takes cookies (RFC 6265, host-only)."""

    def __init__(self) -> None:
        self._jars: dict[str, dict[bytes, _Cookie]] = {}

    def process_request(self, request: Request) -> None:
        """Add the cookies of the request's host, unless the spider gave some itself."""
        jar = self._jars.get(urlsplit(request.url).hostname or "")
        if not jar or b"Cookie" in request.headers or request.meta.get("dont_merge_cookies"):
            return
        parts, now = urlsplit(request.url), time.monotonic()
        fit = [
            name + b"=" + cookie.value
            for name, cookie in jar.items()
            if cookie.until > now
            and _path_fits(cookie.path, parts.path or "/")
            and (not cookie.secure or parts.scheme == "https")
        ]
        if fit:
            request.headers[b"Cookie"] = b"; ".join(fit)

    def process_response(self, request: Request, response: Response) -> Response:
        """Take the cookies that the response sets."""
        if not request.meta.get("dont_merge_cookies"):
            for line in response.headers.getlist("Set-Cookie"):
                self._take(line, request)
        return response

    def _take(self, line: bytes, request: Request) -> None:
        pair, *attributes = line.split(b";")
        name, equals, value = pair.strip().partition(b"=")
        if not equals or not name or len(pair) > LONGEST_COOKIE or b"\n" in pair or b"\r" in pair:
            return
        parts = urlsplit(request.url)
        cookie = _Cookie(value, _directory(parts.path), False, float("inf"))
        for attribute in attributes:
            _apply(cookie, attribute)
        jar = self._jars.setdefault(parts.hostname or "", {})
        if cookie.until <= time.monotonic():
            jar.pop(name, None)
        elif name in jar or (len(jar) < MOST_COOKIES and len(self._jars) <= MOST_COOKIES):
            jar[name] = cookie


def _apply(cookie: _Cookie, attribute: bytes) -> None:
    name, _, value = attribute.strip().partition(b"=")
    text = value.strip().decode("latin-1")
    match name.strip().lower():
        case b"path" if text.startswith("/"):
            cookie.path = text
        case b"secure":
            cookie.secure = True
        case b"max-age" if text.lstrip("-").isdecimal() and len(text) < 12:
            cookie.until = time.monotonic() + int(text)
        case b"expires" if cookie.until == float("inf"):
            try:
                left = parsedate_to_datetime(text.replace("-", " ")).timestamp() - time.time()
            except (ValueError, OverflowError, IndexError, TypeError):
                return
            cookie.until = time.monotonic() + left


def _directory(path: str) -> str:
    """The default path of a cookie (RFC 6265, 5.1.4)."""
    return path.rpartition("/")[0] or "/"


def _path_fits(cookie_path: str, path: str) -> bool:
    """RFC 6265, 5.1.4."""
    if path == cookie_path:
        return True
    return path.startswith(cookie_path) and (
        cookie_path.endswith("/") or path[len(cookie_path)] == "/"
    )
