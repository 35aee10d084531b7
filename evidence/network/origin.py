"""From an address to the bytes of a request."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from evidence.errors import Refused
from evidence.network.exchange import WireRequest
from evidence.network.quoted import quoted
from evidence.network.reach import plain_host

# RFC 3986 without fragment and user information; what goes on the wire is ASCII
# without blanks and controls, so that no address can smuggle a line break.
_URL = re.compile(r"(https?)://([^/?#\\]*)([/?][^#]*)?(?:#.*)?\Z", re.IGNORECASE | re.DOTALL)
_PORT = re.compile(r"(.*?)(?::([0-9]{0,5}))?\Z", re.DOTALL)
_BARE = re.compile(r"(?:[^\s/:?#@]+\.[^\s/:?#@]+|localhost)(?::[0-9]{1,5})?(?:[/?#]\S*)?\Z", re.I)
_HOST_AND_PORT = re.compile(
    r"(?:[^\s/:?#@]+\.[^\s/:?#@]+|localhost):[0-9]{1,5}(?:[/?#]\S*)?\Z", re.I
)
_VISIBLE = re.compile(r"[\x21-\x7e]*\Z")
_TOKEN = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+\Z")
_METHOD = re.compile(r"[A-Z]{1,20}\Z")
_OWN_HEADERS = frozenset({b"host", b"content-length", b"transfer-encoding"})
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_WITH_BODY = frozenset({"POST", "PUT", "PATCH"})


@dataclass(frozen=True, slots=True)
class Origin:
    """A scheme, a host as `plain_host` gives it, and a port."""

    scheme: str
    host: str
    port: int

    @property
    def authority(self) -> str:
        """As in a Host header: brackets around IPv6, no default port (RFC 9110, 7.2)."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        default = 443 if self.scheme == "https" else 80
        return host if self.port == default else f"{host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request ready to be sent. `repeatable`: sending it twice does no harm."""

    origin: Origin
    data: bytes
    head_only: bool
    repeatable: bool


def origin_of(url: str, *, limit: int = 8192) -> tuple[Origin, str]:
    """Origin and request target (path and query as given) of an http(s) `url`.

    Codes of Refused: "url-too-long", "scheme" (anything but http and https),
    "bad-url", "credentials-in-url", and those of `plain_host`.
    """
    if len(url) > limit:
        raise Refused(
            "url-too-long",
            f"网址长 {len(url)} 字符，超过上限 {limit}，不予访问：{quoted(url)}",
            f"the address has {len(url)} characters, more than {limit}: {quoted(url)}",
        )
    match = _URL.match(url)
    if match is None:
        raise _not_http(url)
    scheme, authority, target = match[1].lower(), match[2], match[3] or "/"
    if "@" in authority:
        raise Refused(
            "credentials-in-url",
            f"网址里带有用户名或密码，不予访问：{quoted(url)}",
            f"the address carries a user name or password: {quoted(url)}",
        )
    if not _VISIBLE.match(target):
        raise _bad_url(url)
    port_match = _PORT.match(authority)
    host, port = (port_match[1], port_match[2]) if port_match else (authority, "")
    number = int(port) if port else (443 if scheme == "https" else 80)
    if not host or ":" in host.rpartition("]")[2] or not 0 < number < 65536:
        raise _bad_url(url)
    if not target.startswith("/"):
        target = "/" + target
    return Origin(scheme, plain_host(host), number), target


def asked(request: WireRequest, *, limit: int = 8192) -> Asked:
    """The bytes of `request`, Host first, the given headers in their order.

    Raises Refused as `origin_of` does, and "bad-request" for a method, header
    or body that cannot be sent as it stands.
    """
    origin, target = origin_of(request.url, limit=limit)
    method = request.method
    if not _METHOD.match(method) or method in {"CONNECT", "TRACE"}:
        raise _bad_request(request.url, f"method {quoted(method)}")
    lines = [f"{method} {target} HTTP/1.1\r\nHost: {origin.authority}\r\n".encode("ascii")]
    lines += _header_lines(request.url, request.headers)
    if request.body or method in _WITH_BODY:
        lines.append(b"Content-Length: %d\r\n" % len(request.body))
    lines += (b"\r\n", request.body)
    return Asked(origin, b"".join(lines), method == "HEAD", method in _SAFE_METHODS)


def _header_lines(url: str, headers: Sequence[tuple[bytes, bytes]]) -> list[bytes]:
    lines = []
    for name, value in headers:
        if name.lower() in _OWN_HEADERS:
            raise _bad_request(url, f"header {quoted(name)} (the client writes it itself)")
        if not _TOKEN.match(name) or b"\r" in value or b"\n" in value or b"\0" in value:
            raise _bad_request(url, f"header {quoted(name)}")
        lines.append(b"%b: %b\r\n" % (name, value))
    return lines


def _not_http(url: str) -> Refused:
    scheme = re.match(r"[A-Za-z][A-Za-z0-9+.-]*(?=:)", url)
    host_first = _HOST_AND_PORT.match(url) is not None
    if scheme is not None and scheme[0].lower() not in {"http", "https"} and not host_first:
        return Refused(
            "scheme",
            f"只访问 http 和 https 网址，拒绝 {quoted(url)}",
            f"only http and https are fetched, refused {quoted(url)}",
        )
    if host_first or (scheme is None and _BARE.match(url)):
        return Refused(
            "bad-url",
            f"网址开头缺 http:// 或 https://：{quoted(url)}",
            f"the address lacks http:// or https:// in front: {quoted(url)}",
        )
    return _bad_url(url)


def _bad_url(url: str) -> Refused:
    if re.search(r"\s", url):
        return Refused(
            "bad-url",
            f"网址里有空格，一次只写一个网址：{quoted(url)}",
            f"a blank stands in the address; give one address at a time: {quoted(url)}",
        )
    return Refused(
        "bad-url",
        f"网址写法不对：{quoted(url)}；非 ASCII 字符须先按网站编码转义",
        f"not a usable address: {quoted(url)}; escape what is not ASCII first",
    )


def _bad_request(url: str, what: str) -> Refused:
    return Refused(
        "bad-request",
        f"请求不能照发（{what}）：{quoted(url)}",
        f"the request cannot be sent as it stands ({what}): {quoted(url)}",
    )
