"""The recording client against real servers on loopback."""

import asyncio
import gzip
from typing import Any

import pytest

from evidence.errors import ArchiveError, FetchFailed, Refused
from evidence.network.exchange import WireRequest
from evidence.network.limits import Limits
from evidence.network.reach import Reach
from evidence.network.wire import Wire
from tests.evidence.network.odd_responses import ODD
from tests.evidence.network.servers import (
    HELLO,
    OK,
    Kept,
    Table,
    fetched,
    run,
    serve,
    wire,
)


@pytest.mark.parametrize("name", ODD)
def test_odd_responses_are_kept_as_sent_and_read_all_the_same(name: str) -> None:
    exchange, kept, server = run(fetched(ODD[name]))
    assert kept.last.response == ODD[name]
    assert kept.last.request == server.requests[0]
    assert (exchange.status, exchange.body) == (200, b"hello")
    assert exchange.record.offset == 1
    assert exchange.truncated is None


@pytest.mark.parametrize("name", sorted(ODD.keys() - {"until close", "bad length"}))
def test_odd_responses_end_where_they_say_though_the_server_waits(name: str) -> None:
    async def work() -> None:
        async with serve(ODD[name], close=False) as server, wire(server) as (client, _):
            for _ in range(2):
                exchange = await client.fetch(WireRequest(server.url()))
                assert (exchange.status, exchange.body) == (200, b"hello")
                assert exchange.elapsed < 2

    run(work())


def test_the_exchange_says_all_about_itself() -> None:
    answer = (
        b"HTTP/1.1 404 Nicht da\r\nseT-Cookie: a\r\nSet-Cookie: b\r\nContent-Length: 2\r\n\r\nno"
    )
    exchange, kept, server = run(
        fetched(answer, headers=[(b"User-Agent", b"wangjian"), (b"X-y", b"1")])
    )
    assert (exchange.status, exchange.reason) == (404, b"Nicht da")
    assert exchange.headers[:2] == [(b"seT-Cookie", b"a"), (b"Set-Cookie", b"b")]
    assert exchange.header("SET-COOKIE") == b"a"
    assert (exchange.ip, exchange.port) == ("127.0.0.1", server.port)
    assert exchange.started_at.utcoffset() is not None
    assert 0 < exchange.elapsed < 5
    assert (exchange.certificate, exchange.tls_error) == (None, None)
    raw = kept.last
    assert raw.url == server.url("/p")
    assert (
        raw.request
        == (
            f"GET /p HTTP/1.1\r\nHost: {server.address}\r\nUser-Agent: wangjian\r\nX-y: 1\r\n\r\n"
        ).encode()
    )
    assert (raw.ip, raw.port, raw.started_at) == ("127.0.0.1", server.port, exchange.started_at)


def test_a_gbk_query_goes_out_byte_for_byte() -> None:
    async def work() -> None:
        async with serve(HELLO) as server, wire(server) as (client, kept):
            await client.fetch(WireRequest(server.url("/search?q=%B7%C2%C3%B0&p=~%7e")))
            assert kept.last.request.startswith(b"GET /search?q=%B7%C2%C3%B0&p=~%7e HTTP/1.1\r\n")
            assert server.requests == [kept.last.request]

    run(work())


def test_gzip_is_kept_coded_and_handed_on_decoded() -> None:
    packed = gzip.compress(b"hello" * 100)
    answer = OK + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(packed) + packed
    exchange, kept, _ = run(fetched(answer))
    assert exchange.body == b"hello" * 100
    assert exchange.coded_body == packed
    assert kept.last.response == answer
    assert exchange.anomalies == ()


def test_codings_that_lie_or_are_unknown() -> None:
    plain, _, _ = run(fetched(OK + b"Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello"))
    assert (plain.body, plain.anomalies) == (b"hello", ("not-in-content-coding",))
    other, _, _ = run(fetched(OK + b"Content-Encoding: foo\r\nContent-Length: 5\r\n\r\nhello"))
    assert (other.body, other.anomalies) == (b"hello", ("unknown-content-coding",))
    packed = gzip.compress(b"hello")
    transfer, _, _ = run(
        fetched(
            OK
            + b"Transfer-Encoding: gzip, chunked\r\n\r\n%x\r\n" % len(packed)
            + packed
            + b"\r\n0\r\n\r\n"
        )
    )
    assert (transfer.body, transfer.coded_body) == (b"hello", packed)


def test_a_bomb_is_decoded_to_the_limit_and_kept_whole() -> None:
    bomb = gzip.compress(bytes(30 << 20))
    answer = OK + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(bomb) + bomb
    exchange, kept, _ = run(fetched(answer, Limits(decoded=1 << 20)))
    assert len(exchange.body) == 1 << 20
    assert "decoded-limit" in exchange.anomalies
    assert kept.last.response == answer


def test_interim_responses_are_kept_apart() -> None:
    hints = b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
    exchange, kept, _ = run(fetched(b"HTTP/1.1 100 Continue\r\n\r\n" + hints + HELLO))
    assert exchange.body == b"hello"
    assert kept.last.response == HELLO
    assert kept.last.interim == b"HTTP/1.1 100 Continue\r\n\r\n" + hints


def test_a_post_sends_its_body() -> None:
    async def work() -> None:
        async with serve(HELLO, close=False) as server, wire(server) as (client, kept):
            body = b"q=%B7%C2"
            headers = [(b"Content-Type", b"application/x-www-form-urlencoded")]
            request = WireRequest(server.url("/find"), "POST", headers, body)
            await client.fetch(request)
            assert server.requests[0].endswith(b"Content-Length: 8\r\n\r\nq=%B7%C2")
            assert kept.last.request == server.requests[0]

    run(work())


def test_no_redirect_no_cookie_no_credential_of_its_own() -> None:
    async def work() -> None:
        async with serve(HELLO) as canary:
            location = canary.url("/there").encode()
            answer = (
                b"HTTP/1.1 302 Found\r\nLocation: " + location + b"\r\nSet-Cookie: id=1\r\n"
                b'WWW-Authenticate: Basic realm=x\r\nAlt-Svc: h3=":443"\r\nRefresh: 0; url='
                + location
                + b"\r\nContent-Length: 0\r\n\r\n"
            )
            async with serve(answer) as server, wire(server, canary) as (client, _):
                for _ in range(2):
                    exchange = await client.fetch(WireRequest(server.url()))
                    assert exchange.status == 302
                assert canary.connections == 0
                assert b"ookie" not in server.requests[1]
                assert b"uthorization" not in server.requests[1]

    run(work())


def test_proxy_settings_of_the_machine_are_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    async def work() -> None:
        async with serve(HELLO) as proxy, serve(HELLO) as server, wire(server) as (client, _):
            for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"):
                monkeypatch.setenv(name, proxy.url())
            await client.fetch(WireRequest(server.url()))
            assert proxy.connections == 0

    run(work())


def test_a_page_without_any_head_is_kept_with_status_0() -> None:
    exchange, kept, _ = run(fetched(b"<html>bare page</html>"))
    assert (exchange.status, exchange.headers) == (0, [])
    assert exchange.body == kept.last.response == b"<html>bare page</html>"
    assert exchange.anomalies == ("no-status-line", "parse-error")


def test_a_range_nobody_asked_for_is_told() -> None:
    answer = b"HTTP/1.1 206 Partial\r\nContent-Range: bytes 0-4/9\r\nContent-Length: 5\r\n\r\nhello"
    exchange, kept, _ = run(fetched(answer))
    assert "partial-content-not-asked-for" in exchange.anomalies
    assert kept.last.anomalies == exchange.anomalies
    asked_for, _, _ = run(fetched(answer, headers=[(b"Range", b"bytes=0-4")]))
    assert asked_for.anomalies == ()


def test_what_the_guard_refuses_is_not_connected_to() -> None:
    async def work() -> None:
        async with serve(HELLO) as server:
            client = Wire(Reach(ports=None, resolver=Table({"a.example": ["127.0.0.1"]})), Kept())
            for host in ("127.0.0.1", "127.1", "[::ffff:127.0.0.1]", "a.example", "localhost"):
                with pytest.raises(Refused):
                    await client.fetch(WireRequest(server.url(host=host)))
            for url in ("file:///etc/passwd", "ftp://a.example/", "http://u:p@a.example/"):
                with pytest.raises(Refused):
                    await client.fetch(WireRequest(url))
            await client.close()
            assert server.connections == 0

    run(work())


def test_a_name_is_looked_up_once_and_the_judged_address_used() -> None:
    async def work() -> None:
        table = Table({"shop.test": ["127.0.0.1"]})
        async with serve(HELLO, close=False) as server:
            reach = Reach(allow=[f"shop.test:{server.port}"], resolver=table, remember_seconds=0)
            kept = Kept()
            client = Wire(reach, kept)
            await client.fetch(WireRequest(server.url(host="shop.test")))
            await client.fetch(WireRequest(server.url(host="shop.test")))
            await client.close()
            assert table.asked == ["shop.test"]
            assert kept.last.ip == "127.0.0.1"
            assert f"Host: shop.test:{server.port}\r\n".encode() in kept.last.request

    run(work())


def test_a_resolver_that_hangs_ends_by_the_clock() -> None:
    class Hangs:
        async def lookup(self, host: str) -> list[str]:
            await asyncio.sleep(30)
            return []

    async def work() -> None:
        client = Wire(Reach(resolver=Hangs()), Kept(), limits=Limits(connect_seconds=0.1))
        with pytest.raises(FetchFailed) as caught:
            await client.fetch(WireRequest("http://shop.example/"))
        assert caught.value.code == "dns"
        await client.close()

    run(work())


def test_a_recorder_that_cannot_write_stops_the_fetch() -> None:
    class Full(Kept):
        def append_exchange(self, raw: Any) -> Any:
            raise ArchiveError("磁盘已满", "disk full", disk_full=True)

    async def work() -> None:
        async with serve(HELLO) as server:
            client = Wire(Reach(allow=[server.address]), Full())
            with pytest.raises(ArchiveError):
                await client.fetch(WireRequest(server.url()))
            await client.close()

    run(work())
