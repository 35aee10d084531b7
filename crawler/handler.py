"""Scrapy's download handler over the recording client: thin on purpose.

Every request of the crawl goes through `evidence.network.wire`: judged by the
guard, archived before anyone reads it. The spider finds the exchange in
`request.meta["exchange"]`; errors of the client come as Scrapy's exceptions with
the client's own error as their cause.
"""

from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address
from weakref import WeakKeyDictionary

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    NotConfigured,
)
from scrapy.http import Headers, HtmlResponse, Response, TextResponse

from crawler.addresses import site_key
from crawler.errors import CrawlerError
from crawler.pace import Pace
from evidence.errors import ArchiveError, FetchFailed, Refused
from evidence.network.exchange import Exchange, WireRequest
from evidence.network.wire import Limits, Wire

_FAILURES: dict[str, type[Exception]] = {
    "dns": CannotResolveHostError,
    "connect": DownloadConnectionRefusedError,
    "timeout": DownloadTimeoutError,
}
# What a browser sends first comes first; the rest keeps its order.
_FIRST = (b"User-Agent", b"Accept", b"Accept-Language", b"Accept-Encoding")
# The codings that evidence.network.coding takes off.
ACCEPT_ENCODING = b"gzip, deflate, br, zstd"


@dataclass(slots=True)
class Line:
    """What the requests of one crawl go through.

    `pace` waits for a host's turn; `open` says whether anything may still be
    asked (the slice is not stopping, the site is still ours); `on_failure` is
    told when the archive cannot be written or no turn be had, after which nothing
    is worth asking.
    `arrived` is told the address whose answer is now to be read.
    """

    wire: Wire
    pace: Pace | None = None
    open: Callable[[], bool] = lambda: True
    on_failure: Callable[[Exception], None] = lambda _error: None
    arrived: Callable[[Request], None] = lambda _request: None

    async def turn(self, host: str) -> None:
        """Return when `host` may be asked. Raises CrawlerError where no turn can be had."""
        if self.pace is not None:
            await self.pace.turn(host)


_LINES: "WeakKeyDictionary[Crawler, Line]" = WeakKeyDictionary()


def attach(crawler: Crawler, line: Line) -> None:
    """Let the requests of `crawler` go through `line`. Before the crawl starts."""
    _LINES[crawler] = line


class WireDownloadHandler(BaseDownloadHandler):
    """Downloads through the Line attached to its crawler."""

    lazy = True

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        if crawler not in _LINES:
            raise NotConfigured("no archive for this crawl: nothing is fetched that is not kept")
        self._line = _LINES[crawler]
        self._limits: dict[tuple[int, float], Limits] = {}

    async def download_request(self, request: Request) -> Response:
        """Ask for `request`; the archived exchange is in its meta, the body decoded."""
        line = self._line
        wanted = _wire_request(request)
        host = site_key(wanted.url)
        try:
            await line.turn(host)
            if not line.open():
                raise DownloadCancelledError("the slice is stopping")
            exchange = await line.wire.fetch(wanted, limits=self._limits_of(request))
        except Refused as error:
            raise IgnoreRequest(f"{error.code}: {error}") from error
        except FetchFailed as error:
            self._note_answer(host, 0.0)
            raise _FAILURES.get(error.code, DownloadFailedError)(str(error)) from error
        except (ArchiveError, CrawlerError) as error:
            line.on_failure(error)
            raise DownloadCancelledError(str(error)) from error
        self._note_answer(host, exchange.elapsed)
        if exchange.truncated == "disconnect" and not line.open():
            # Cut short by us, not by the site: it is to be asked again.
            raise DownloadCancelledError("the slice is stopping")
        request.meta["exchange"] = exchange
        line.arrived(request)
        return response_of(request, exchange)

    async def close(self) -> None:
        """Close the connections."""
        await self._line.wire.close()

    def _note_answer(self, host: str, seconds: float) -> None:
        if self._line.pace is not None:
            self._line.pace.answered(host, seconds)

    def _limits_of(self, request: Request) -> Limits | None:
        """Limits of this one request, where its meta asks for others."""
        size, seconds = request.meta.get("download_maxsize"), request.meta.get("download_timeout")
        if size is None and seconds is None:
            return None
        asked = (int(size or 0), float(seconds or 0.0))
        if asked not in self._limits:
            usual = Limits()
            self._limits[asked] = Limits(
                body=asked[0] or usual.body,
                decoded=2 * asked[0] or usual.decoded,
                total_seconds=asked[1] or usual.total_seconds,
            )
        return self._limits[asked]


def _wire_request(request: Request) -> WireRequest:
    # Scrapy re-spells addresses; what the site is to get stands in the meta.
    url: str = request.meta.get("wire_url") or request.url
    url = url.partition("#")[0]
    headers = request.headers
    first = [(name, value) for name in _FIRST for value in headers.getlist(name)]
    if b"Accept-Encoding" not in headers:
        first.append((b"Accept-Encoding", ACCEPT_ENCODING))
    rest = [
        (name, value)
        for name, values in headers.items()
        if name not in _FIRST and name not in (b"Host", b"Content-Length")
        for value in values
    ]
    return WireRequest(url, request.method, [*first, *rest], request.body)


def response_of(request: Request, exchange: Exchange) -> Response:
    """Scrapy's view of an exchange. A status line that could not be read is status 0."""
    kind = (exchange.header("Content-Type") or b"").lower()
    flags = [f"truncated-{exchange.truncated}"] if exchange.truncated else []
    shape: type[Response] = Response
    if b"html" in kind or not kind:
        shape = HtmlResponse
    elif b"text" in kind or b"json" in kind or b"xml" in kind or b"javascript" in kind:
        shape = TextResponse
    return shape(
        request.url,
        status=exchange.status,
        headers=Headers(exchange.headers),
        body=exchange.body,
        flags=flags,
        request=request,
        certificate=exchange.certificate,
        ip_address=ip_address(exchange.ip),
        protocol="HTTP/1.1",
    )
