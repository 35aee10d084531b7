"""TLS: good certificates pass in silence, bad ones never do."""

import asyncio
import ssl
from collections.abc import Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from evidence.errors import FetchFailed
from evidence.network.exchange import Exchange, WireRequest
from evidence.network.limits import Limits
from evidence.network.reach import Reach
from evidence.network.wire import Wire
from tests.evidence.network.certificates import Signed, make
from tests.evidence.network.servers import Kept, Server, Table, serve

HELLO = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
HOST = "shop.test"


def run(work: Coroutine[Any, Any, Any]) -> Any:
    return asyncio.run(asyncio.wait_for(work, 30))


async def fetched(
    context: ssl.SSLContext, ca_file: Path | None = None, host: str = HOST, scheme: str = "https"
) -> tuple[Exchange, Kept, Server, list[str | None]]:
    """One exchange with a TLS server under `host`; also the server names it was told."""
    told: list[str | None] = []
    context.sni_callback = lambda _s, name, _c: told.append(name)
    async with serve(HELLO, tls=context, close=False) as server:
        reach = Reach(allow=[f"{host}:{server.port}"], resolver=Table({HOST: ["127.0.0.1"]}))
        kept = Kept()
        client = Wire(
            reach, kept, ca_file=ca_file, limits=Limits(connect_seconds=5, idle_seconds=5)
        )
        try:
            exchange = await client.fetch(WireRequest(server.url(scheme=scheme, host=host)))
            again = await client.fetch(WireRequest(server.url(scheme=scheme, host=host)))
            assert (again.certificate, again.tls_error) == (
                exchange.certificate,
                exchange.tls_error,
            )
        finally:
            await client.close()
        return exchange, kept, server, told


@pytest.fixture
def ca() -> Signed:
    return make("Test CA", ca=True)


def test_a_good_certificate_passes_and_is_kept(ca: Signed, tmp_path: Path) -> None:
    good = make(HOST, issuer=ca)
    exchange, kept, server, told = run(fetched(good.server(tmp_path), ca.authority(tmp_path)))
    assert exchange.body == b"hello"
    assert (exchange.certificate, exchange.tls_error) == (good.der, None)
    assert kept.last.certificate == good.der
    assert kept.last.tls_version == "TLSv1.3"
    assert exchange.ip == "127.0.0.1"
    assert told == [HOST], "the name goes in SNI though the address is pinned"
    assert server.connections == 1


def test_a_certificate_for_an_ip_address(ca: Signed, tmp_path: Path) -> None:
    good = make("127.0.0.1", issuer=ca)
    exchange, _, _, told = run(
        fetched(good.server(tmp_path), ca.authority(tmp_path), host="127.0.0.1")
    )
    assert exchange.tls_error is None
    assert told == [None], "an address is no server name (RFC 6066, 3)"


@dataclass(frozen=True)
class Bad:
    word: str
    name: str = HOST
    days: tuple[int, int] = (-1, 30)
    issued: bool = True


@pytest.mark.parametrize(
    "bad",
    [
        Bad("self-signed", issued=False),
        Bad("expired", days=(-30, -1)),
        Bad("not-yet-valid", days=(5, 30)),
        Bad("wrong-host", name="other.test"),
    ],
    ids=lambda bad: bad.word,
)
def test_a_bad_certificate_is_captured_and_told(ca: Signed, tmp_path: Path, bad: Bad) -> None:
    signed = make(bad.name, issuer=ca if bad.issued else None, days=bad.days)
    exchange, kept, _, told = run(fetched(signed.server(tmp_path), ca.authority(tmp_path)))
    assert exchange.body == b"hello"
    assert exchange.certificate == signed.der
    assert exchange.tls_error is not None
    assert exchange.tls_error.partition(":")[0] == bad.word
    assert kept.last.tls_error == exchange.tls_error
    assert kept.last.certificate == signed.der
    assert told == [HOST, HOST]


def test_an_unknown_issuer_is_told(ca: Signed, tmp_path: Path) -> None:
    exchange, _, _, _ = run(fetched(make(HOST, issuer=ca).server(tmp_path)))
    assert exchange.tls_error is not None
    assert exchange.tls_error.startswith("untrusted-issuer: ")


def test_an_outdated_protocol_is_captured_and_told(ca: Signed, tmp_path: Path) -> None:
    context = make(HOST, issuer=ca).server(tmp_path)
    context.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning):
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    exchange, kept, _, _ = run(fetched(context, ca.authority(tmp_path)))
    assert exchange.body == b"hello"
    assert exchange.tls_error is not None
    assert exchange.tls_error.startswith("outdated: ")
    assert kept.last.tls_version == "TLSv1.1"


def test_a_server_that_wants_a_client_certificate_gets_none(ca: Signed, tmp_path: Path) -> None:
    context = make(HOST, issuer=ca).server(tmp_path)
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(ca.authority(tmp_path))
    with pytest.raises(FetchFailed) as caught:
        run(fetched(context, ca.authority(tmp_path)))
    assert caught.value.code in ("tls", "disconnect")


def test_plain_http_on_a_tls_port(ca: Signed, tmp_path: Path) -> None:
    with pytest.raises(FetchFailed) as caught:
        run(fetched(make(HOST, issuer=ca).server(tmp_path), scheme="http"))
    assert caught.value.code == "disconnect"


def test_a_handshake_that_never_ends() -> None:
    async def work() -> None:
        async with serve(HELLO) as mute:
            client = Wire(Reach(allow=[mute.address]), Kept(), limits=Limits(connect_seconds=0.3))
            with pytest.raises(FetchFailed) as caught:
                await client.fetch(WireRequest(mute.url(scheme="https")))
            assert caught.value.code == "timeout"
            await client.close()

    run(work())


def test_keys_are_not_written_to_sslkeylogfile(
    ca: Signed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSLKEYLOGFILE", str(tmp_path / "keys.log"))
    run(fetched(make(HOST, issuer=ca).server(tmp_path), ca.authority(tmp_path)))
    assert not (tmp_path / "keys.log").exists()
