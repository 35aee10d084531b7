"""Limits of size and time, and answers that break off."""

import asyncio
from pathlib import Path

import pytest

from evidence.archive.archive import Archive
from evidence.archive.reader import check_file, iter_records
from evidence.errors import FetchFailed
from evidence.network.exchange import WireRequest
from evidence.network.limits import Limits
from evidence.network.reach import Reach
from evidence.network.wire import Wire
from tests.evidence.network.servers import (
    OK,
    Answer,
    Visit,
    failed,
    fetched,
    run,
    serve,
)

QUICK = Limits(idle_seconds=0.3, total_seconds=0.6, connect_seconds=2)


@pytest.mark.parametrize("reset", [False, True])
def test_a_body_cut_off_is_kept_and_marked(reset: bool) -> None:
    async def half(visit: Visit) -> None:
        await visit.send(OK + b"Content-Length: 500\r\n\r\nhello")
        await asyncio.sleep(0.1)
        visit.reset() if reset else visit.writer.close()

    exchange, kept, _ = run(fetched(half))
    assert (exchange.body, exchange.truncated) == (b"hello", "disconnect")
    assert kept.last.truncated == "disconnect"


@pytest.mark.parametrize(
    ("chunks", "body", "truncated", "word"),
    [
        (b"5\r\nhello\r\nzz\r\n", b"hello", "unspecified", "bad-chunk-size"),
        (b"5\r\nhello\r\n8000000000000000\r\nx", b"hello", "unspecified", "bad-chunk-size"),
        (b"5\r\nhello\r\n", b"hello", "disconnect", None),
        (b"5\r\nhel", b"hel", "disconnect", None),
        (b"5;" + b"e" * (1 << 20) + b"\r\nhello", b"", "unspecified", "chunk-line-too-long"),
    ],
)
def test_broken_chunks(chunks: bytes, body: bytes, truncated: str, word: str | None) -> None:
    exchange, kept, _ = run(fetched(OK + b"Transfer-Encoding: chunked\r\n\r\n" + chunks))
    assert (exchange.body, exchange.truncated) == (body, truncated)
    assert word is None or word in exchange.anomalies
    assert kept.last.response.startswith(OK)


def test_a_slow_drip_ends_by_the_clock() -> None:
    async def drip(visit: Visit) -> None:
        await visit.send(OK + b"\r\n")
        while True:
            await visit.send(b"x")
            await asyncio.sleep(0.02)

    exchange, kept, _ = run(fetched(drip, QUICK))
    assert exchange.truncated == kept.last.truncated == "time"
    assert 0.5 < exchange.elapsed < 3
    assert exchange.body.startswith(b"xxxxx")


def test_silence_after_the_head_ends_by_the_clock() -> None:
    async def stall(visit: Visit) -> None:
        await visit.send(OK + b"Content-Length: 50\r\n\r\nhello")
        await asyncio.sleep(30)

    exchange, _, _ = run(fetched(stall, QUICK))
    assert (exchange.body, exchange.truncated) == (b"hello", "time")
    assert exchange.elapsed < 0.6


def test_a_head_that_drips_for_ever() -> None:
    async def drip(visit: Visit) -> None:
        await visit.send(OK)
        while True:
            await visit.send(b"X: y\r\n")
            await asyncio.sleep(0.02)

    failure, kept, _ = run(failed(drip, QUICK))
    assert failure.code == "timeout"
    assert failure.record is not None
    assert kept.last.response.startswith(OK + b"X: y")
    assert kept.last.truncated == "time"


def test_accept_then_silence() -> None:
    async def silence(visit: Visit) -> None:
        await asyncio.sleep(30)

    failure, kept, _ = run(failed(silence, QUICK))
    assert (failure.code, failure.record, kept.raws) == ("timeout", None, [])


def test_a_body_without_end_is_cut_at_the_limit() -> None:
    async def flood(visit: Visit) -> None:
        await visit.send(OK + b"\r\n")
        while True:
            await visit.send(b"x" * 65536)

    exchange, kept, _ = run(fetched(flood, Limits(body=1_000_000)))
    assert exchange.truncated == "length"
    assert len(exchange.body) == 1_000_000
    assert len(kept.last.response) == len(OK) + 2 + 1_000_000


def test_a_head_without_end_is_cut_at_the_limit_and_kept() -> None:
    async def flood(visit: Visit) -> None:
        await visit.send(OK)
        while True:
            await visit.send(b"Location: " + b"x" * 65536)

    failure, kept, _ = run(failed(flood))
    assert failure.code == "too-large-head"
    assert failure.record is not None
    assert kept.last.truncated == "length"
    assert 256 * 1024 <= len(kept.last.response) < 1 << 20


def test_endless_interim_responses_are_bounded_and_kept() -> None:
    async def hints(visit: Visit) -> None:
        while True:
            await visit.send(b"HTTP/1.1 103 Early Hints\r\n\r\n")

    failure, kept, _ = run(failed(hints))
    assert failure.code == "protocol"
    assert failure.record is not None
    assert kept.last.response.startswith(b"HTTP/1.1 103")
    assert len(kept.last.interim + kept.last.response) < 1 << 20


async def _hangs_up(visit: Visit) -> None:
    visit.writer.close()


async def _resets(visit: Visit) -> None:
    visit.reset()


async def _is_silent(visit: Visit) -> None:
    await asyncio.sleep(30)


@pytest.mark.parametrize(
    ("answer", "code", "ended"),
    [
        (_hangs_up, "disconnect", "disconnect"),
        (_resets, "disconnect", "disconnect"),
        (_is_silent, "timeout", "time"),
    ],
)
def test_a_request_without_any_answer_is_recorded_as_the_server_got_it(
    answer: Answer, code: str, ended: str
) -> None:
    failure, kept, server = run(failed(answer, QUICK))
    assert (failure.code, failure.record, kept.raws) == (code, None, [])
    (lone,) = kept.lone
    assert [lone.request] == server.requests
    assert (lone.response, lone.truncated, lone.port) == (b"", ended, server.port)


def test_it_lies_in_the_archive_and_a_connection_refused_leaves_nothing(tmp_path: Path) -> None:
    async def work() -> tuple[list[bytes], list[str]]:
        archive = Archive(tmp_path, name="crawl", info={"operator": "x"}, floor_bytes=0)
        ended = []
        async with serve(_hangs_up) as server, serve(OK) as gone:
            client = Wire(Reach(allow=[server.address, gone.address]), archive, limits=QUICK)
            body = WireRequest(server.url("/order"), "POST", body=b"q=\xb7\xc2")
            for request in (WireRequest(server.url("/p")), body):
                with pytest.raises(FetchFailed) as caught:
                    await client.fetch(request)
                ended.append(caught.value.code)
        with pytest.raises(FetchFailed) as caught:  # nobody listens there any more
            await client.fetch(WireRequest(gone.url()))
        ended.append(caught.value.code)
        await client.close()
        archive.close()
        return server.requests, ended

    received, ended = run(work())
    assert ended == ["disconnect", "disconnect", "connect"]
    (path,) = tmp_path.iterdir()
    assert check_file(path).ok
    assert [one.block for one in iter_records(path) if one.type == "request"] == received
    assert len(received) == 2
