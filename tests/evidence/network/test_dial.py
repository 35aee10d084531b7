"""One address after the other, within one time limit."""

import asyncio
import ssl

import pytest

from evidence.errors import FetchFailed
from evidence.network.dial import dial
from evidence.network.exchange import WireRequest
from evidence.network.reach import Endpoint, Reach
from evidence.network.wire import Wire
from tests.evidence.network.servers import HELLO, Kept, Table, run, serve


def test_a_closed_port_and_a_dead_first_address() -> None:
    async def work() -> None:
        async with serve(HELLO) as server:
            port = server.port
            table = Table({"shop.test": ["127.0.0.9", "127.0.0.1"]})
            kept = Kept()
            client = Wire(Reach(allow=[f"shop.test:{port}"], resolver=table), kept)
            exchange = await client.fetch(WireRequest(server.url(host="shop.test")))
            assert (exchange.ip, kept.last.ip) == ("127.0.0.1", "127.0.0.1")
            await client.close()
        client = Wire(Reach(allow=[f"127.0.0.1:{port}"]), kept)
        with pytest.raises(FetchFailed) as caught:
            await client.fetch(WireRequest(server.url()))
        assert caught.value.code == "connect"
        await client.close()

    run(work())


def test_an_address_that_never_answers_takes_only_its_share() -> None:
    async def work() -> None:
        tried: list[str] = []

        async def open_to(ip: str) -> str:
            tried.append(ip)
            if ip == "127.0.0.8":
                await asyncio.sleep(30)
            return ip

        endpoint = Endpoint("shop.test", 80, "127.0.0.8", ("127.0.0.9",))
        assert await dial(endpoint, 0.4, open_to) == "127.0.0.9"
        assert tried == ["127.0.0.8", "127.0.0.9"]
        with pytest.raises(FetchFailed) as caught:
            await dial(Endpoint("shop.test", 80, "127.0.0.8"), 0.1, open_to)
        assert caught.value.code == "timeout"
        assert "shop.test:80" in caught.value.diagnostics()

    run(work())


def test_a_failed_handshake_is_not_tried_elsewhere() -> None:
    async def work() -> None:
        tried: list[str] = []

        async def open_to(ip: str) -> str:
            tried.append(ip)
            raise ssl.SSLError(1, "wrong version number")

        with pytest.raises(FetchFailed) as caught:
            await dial(Endpoint("shop.test", 443, "127.0.0.8", ("127.0.0.9",)), 1.0, open_to)
        assert caught.value.code == "tls"
        assert tried == ["127.0.0.8"]

    run(work())
