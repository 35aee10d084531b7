"""Scrapy's requests over the recording client: what goes out, what comes back, what is kept."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from scrapy import Request, Spider
from scrapy.core.downloader.handlers import DownloadHandlers
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    NotSupported,
)
from scrapy.http import HtmlResponse, Response, TextResponse
from scrapy.settings import Settings

from crawler.errors import DatabaseTrouble
from crawler.handler import Line, WireDownloadHandler, attach
from crawler.pace import OwnClerk, Pace
from evidence.archive.archive import Archive
from evidence.archive.reader import http_parts, iter_records, read_record
from evidence.errors import ArchiveError, FetchFailed, Refused
from evidence.network.exchange import RawExchange
from evidence.network.reach import Reach
from evidence.network.wire import Limits, Wire

Answer = Callable[[bytes], bytes]


class Server:
    """A loopback server that answers every request head with what `answer` gives for it."""

    def __init__(self, answer: Answer) -> None:
        self.heads: list[bytes] = []
        self._answer = answer

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                self.heads.append(head)
                writer.write(self._answer(head))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def stop(self) -> None:
        self._server.close()


def page(body: bytes, *headers: bytes, status: bytes = b"200 OK") -> bytes:
    lines = [b"HTTP/1.1 " + status, b"Content-Length: %d" % len(body), *headers]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def settings() -> Settings:
    ours = Settings()
    ours.setmodule("crawler.settings", priority="project")
    return ours


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "archive"


def fetched(
    folder: Path,
    answer: Answer,
    make: Callable[[str], Request],
    line: Callable[[Line], None] = lambda _line: None,
    *,
    allowed: bool = True,
    limits: Limits | None = None,
) -> tuple[Response, Server, Request]:
    """Download one request through the handler from a server that gives `answer`."""

    async def work() -> tuple[Response, Server, Request]:
        server = Server(answer)
        await server.start()
        crawler = Crawler(Spider, settings())
        archive = Archive(folder, name="t", info={"operator": "t"}, floor_bytes=0)
        reach = Reach(allow=[f"127.0.0.1:{server.port}"] if allowed else [])
        own = Line(Wire(reach, archive, limits=limits))
        line(own)
        attach(crawler, own)
        handler = WireDownloadHandler(crawler)
        request = make(server.url)
        try:
            return await handler.download_request(request), server, request
        finally:
            await handler.close()
            archive.close()
            await server.stop()

    return asyncio.run(work())


def test_the_spider_gets_the_page_and_the_archived_exchange(folder: Path) -> None:
    body = "<title>古树普洱</title>".encode("gbk")
    answer = page(body, b"cOntent-type: text/html; charset=gbk", b"X-A: 1", b"x-a: 2")
    response, _, request = fetched(folder, lambda _: answer, lambda url: Request(url + "/a"))
    assert isinstance(response, HtmlResponse)
    assert (response.status, response.body) == (200, body)
    assert response.headers.getlist("X-A") == [b"1", b"2"]
    assert str(response.ip_address) == "127.0.0.1"
    exchange = request.meta["exchange"]
    record = read_record(folder, exchange.record)
    assert record.block == answer, "the archive holds the bytes as they came"
    assert http_parts(record).body == body


def test_what_is_sent_is_what_was_asked_header_for_header(folder: Path) -> None:
    def make(url: str) -> Request:
        headers = {"Referer": f"{url}/", "Cookie": "a=1; b=2", "User-Agent": "wangjian/1 (530000)"}
        meta = {"wire_url": f"{url}/s?q=%b7%c2&x=[1]|{{2}}'#frag"}
        return Request(f"{url}/s?q=1", headers=headers, meta=meta)

    _, server, _ = fetched(folder, lambda _: page(b""), make)
    (head,) = server.heads
    lines = head.rstrip().split(b"\r\n")
    assert lines[0] == b"GET /s?q=%b7%c2&x=[1]|{2}' HTTP/1.1"
    names = [line.partition(b":")[0] for line in lines[1:]]
    assert names[:3] == [b"Host", b"User-Agent", b"Accept-Encoding"]
    assert lines[2] == b"User-Agent: wangjian/1 (530000)"
    assert b"Cookie: a=1; b=2" in lines and b"Referer: %s/" % server.url.encode() in lines
    assert len(names) == len(set(names))
    sent = [r for r in iter_records(next(folder.glob("*.gz"))) if r.type == "request"]
    assert sent[0].block == head


def test_a_posted_form_goes_out_with_its_length(folder: Path) -> None:
    body = "q=%b7%c2%c3%b0"

    def make(url: str) -> Request:
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        return Request(url + "/s", method="POST", body=body, headers=form)

    _, server, _ = fetched(folder, lambda _: page(b"ok"), make)
    assert b"Content-Length: 14" in server.heads[0]
    assert server.heads[0].startswith(b"POST /s HTTP/1.1\r\n")


@pytest.mark.parametrize(
    ("kind", "shape"),
    [
        (b"text/html", HtmlResponse),
        (b"application/xhtml+xml", HtmlResponse),
        (b"application/json", TextResponse),
        (b"text/plain", TextResponse),
        (b"image/png", Response),
    ],
)
def test_the_kind_of_response_follows_its_content_type(
    folder: Path, kind: bytes, shape: type[Response]
) -> None:
    answer = page(b"{}", b"Content-Type: " + kind)
    response, _, _ = fetched(folder, lambda _: answer, Request)
    assert type(response) is shape


def test_redirects_and_errors_come_back_as_they_are(folder: Path) -> None:
    answer = page(b"moved", b"Location: /b", status=b"302 Found")
    response, server, _ = fetched(folder, lambda _: answer, Request)
    assert (response.status, response.headers[b"Location"], len(server.heads)) == (302, b"/b", 1)
    response, _, _ = fetched(folder, lambda _: page(b"", status=b"503 Busy"), Request)
    assert response.status == 503


def test_compressed_bodies_are_decoded_once_and_archived_as_sent(folder: Path) -> None:
    import gzip

    plain = "茶".encode() * 1000
    coded = gzip.compress(plain)
    answer = page(coded, b"Content-Encoding: gzip", b"Content-Type: text/html")
    response, _, request = fetched(folder, lambda _: answer, Request)
    assert response.body == plain
    assert http_parts(read_record(folder, request.meta["exchange"].record)).coded_body == coded


def test_what_is_cut_short_says_so(folder: Path) -> None:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\nshort"
    response, _, _ = fetched(
        folder, lambda _: answer, Request, limits=Limits(idle_seconds=0.3, total_seconds=0.6)
    )
    assert response.flags == ["truncated-time"] and response.body == b"short"


def test_a_request_may_ask_for_other_limits(folder: Path) -> None:
    answer = page(b"x" * 5000, b"Content-Type: text/html")
    response, _, _ = fetched(
        folder, lambda _: answer, lambda url: Request(url, meta={"download_maxsize": 1000})
    )
    assert response.flags == ["truncated-length"] and len(response.body) < 5000


def failure(work: Callable[[], Any]) -> tuple[Exception, Any]:
    """What `work` raises, and the cause that it names."""
    with pytest.raises(Exception) as caught:
        work()
    return caught.value, caught.value.__cause__


def test_the_guard_s_no_is_an_ignored_request_and_nothing_is_sent(folder: Path) -> None:
    error, cause = failure(lambda: fetched(folder, lambda _: page(b""), Request, allowed=False))
    assert isinstance(error, IgnoreRequest)
    assert isinstance(cause, Refused) and cause.code in ("private-address", "port")


@pytest.mark.parametrize(
    ("answer", "expected", "code"),
    [
        (b"HTTP/1.1 200 OK\r\nX: ", DownloadTimeoutError, "timeout"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 9000, DownloadFailedError, "too-large-head"),
    ],
)
def test_failures_come_as_scrapy_s_with_the_client_s_as_their_cause(
    folder: Path, answer: bytes, expected: type[Exception], code: str
) -> None:
    limits = Limits(head=4096, idle_seconds=0.3, total_seconds=0.5)
    error, cause = failure(lambda: fetched(folder, lambda _: answer, Request, limits=limits))
    assert type(error) is expected
    assert isinstance(cause, FetchFailed) and cause.code == code
    assert read_record(folder, cause.record).block == answer, "what arrived is kept all the same"


def test_a_closed_port_and_a_name_that_does_not_exist(folder: Path) -> None:
    def closed(url: str) -> Request:
        return Request("http://127.0.0.1:9/")

    def opened(line: Line) -> None:
        line.wire = Wire(Reach(allow=["127.0.0.1:9", "nowhere.invalid:80"]), KeepsNothing())

    error, _ = failure(lambda: fetched(folder, lambda _: b"", closed, opened))
    assert isinstance(error, DownloadConnectionRefusedError)
    error, _ = failure(
        lambda: fetched(folder, lambda _: b"", lambda _: Request("http://nowhere.invalid/"), opened)
    )
    assert isinstance(error, CannotResolveHostError)


class KeepsNothing:
    """A recorder on a disk that is full."""

    def append_exchange(self, raw: RawExchange) -> Any:
        raise ArchiveError("磁盘已满", "the disk is full", disk_full=True)


def test_what_cannot_be_archived_is_not_handed_on_and_the_crawl_is_told(folder: Path) -> None:
    told: list[Exception] = []

    def broken(line: Line) -> None:
        line.wire._recorder = KeepsNothing()
        line.on_failure = told.append

    error, cause = failure(lambda: fetched(folder, lambda _: page(b"x"), Request, broken))
    assert isinstance(error, DownloadCancelledError)
    assert told == [cause] and cause.disk_full


def test_without_a_turn_nothing_is_asked_and_the_site_is_not_blamed(folder: Path) -> None:
    told: list[Exception] = []

    class NoClerk(OwnClerk):
        def take(self, host: str, gap: float) -> float:
            raise DatabaseTrouble("数据库出错", "the database failed")

    def broken(line: Line) -> None:
        line.pace = Pace(1.0, NoClerk())
        line.on_failure = told.append

    error, cause = failure(lambda: fetched(folder, lambda _: page(b"x"), Request, broken))
    assert isinstance(error, DownloadCancelledError) and told == [cause]
    assert not list(folder.glob("*"))


def test_a_stopping_slice_asks_nothing_more(folder: Path) -> None:
    def closing(line: Line) -> None:
        line.open = lambda: False

    error, _ = failure(lambda: fetched(folder, lambda _: page(b""), Request, closing))
    assert isinstance(error, DownloadCancelledError)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "data:,x", "ftp://a/b", "s3://a/b"])
def test_only_http_and_https_have_a_handler(url: str) -> None:
    crawler = Crawler(Spider, settings())
    crawler.crawling = False
    handlers = DownloadHandlers(crawler)
    with pytest.raises(NotSupported):
        asyncio.run(handlers.download_request_async(Request(url)))


def test_without_an_archive_nothing_is_fetched() -> None:
    crawler = Crawler(Spider, settings())
    handlers = DownloadHandlers(crawler)
    with pytest.raises(NotSupported, match="no archive"):
        asyncio.run(handlers.download_request_async(Request("http://127.0.0.1:1/")))


def test_no_door_is_open_and_nothing_acts_behind_the_archive_s_back() -> None:
    ours = settings()
    for name in (
        "REMOTE_CONTROL_ENABLED",
        "TELNETCONSOLE_ENABLED",
        "REDIRECT_ENABLED",
        "METAREFRESH_ENABLED",
        "RETRY_ENABLED",
        "COMPRESSION_ENABLED",
        "REFERER_ENABLED",
        "HTTPPROXY_ENABLED",
    ):
        assert not ours.getbool(name), name
    assert ours.getbool("DOWNLOAD_VERIFY_CERTIFICATES")
    middlewares = ours.getwithbase("DOWNLOADER_MIDDLEWARES")
    active = {str(name) for name, order in middlewares.items() if order is not None}
    assert active == {
        "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware",
        "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware",
        "crawler.cookies.SiteCookies",
    }
