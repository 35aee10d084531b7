"""Asking an authority on loopback through the recording client."""

from collections.abc import Callable
from pathlib import Path

import pytest

from evidence.errors import TimestampFault
from evidence.network.reach import Reach
from evidence.network.wire import Wire
from evidence.seal.timestamp import Token, Tsa
from evidence.seal.timestamp_client import request_token
from tests.evidence.network.servers import Kept, Server, run, serve, wire
from tests.evidence.seal.tsa import POLICY, Authority, authority, serving

SIGNATURE = b"the bytes of a seal"


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authority(tmp_path_factory.mktemp("tsa"))


def ask(
    local: Authority, answer: Callable[[bytes], bytes], policy: str | None = None
) -> tuple[Token, Server, Kept]:
    async def work() -> tuple[Token, Server, Kept]:
        async with serving(answer) as server, wire(server) as (client, kept):
            roots = local.trusted().roots
            tsa = Tsa("local", server.url("/tsa"), roots, policy=policy)
            return await request_token(client, tsa, SIGNATURE), server, kept

    return run(work())


def test_a_token_is_asked_for_verified_and_recorded(local: Authority) -> None:
    token, server, kept = ask(local, local.answer, POLICY)
    assert token.trusted
    assert token.policy == POLICY
    head, _, query = server.requests[0].partition(b"\r\n\r\n")
    assert head.startswith(b"POST /tsa HTTP/1.1\r\n")
    assert b"Content-Type: application/timestamp-query" in head
    assert kept.last.request.endswith(query)
    assert kept.last.response.endswith(token.response)


def test_every_request_has_a_nonce_of_its_own(local: Authority) -> None:
    tokens = [ask(local, local.answer)[0] for _ in range(2)]
    assert tokens[0].nonce != tokens[1].nonce


def test_an_old_answer_is_not_taken_for_a_new_one(local: Authority) -> None:
    old = ask(local, local.answer)[0].response
    with pytest.raises(TimestampFault) as caught:
        ask(local, lambda _: old)
    assert caught.value.code == "nonce"
    assert "local" in caught.value.diagnostics("en")


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", "http"),
        (b"HTTP/1.1 302 Found\r\nLocation: /login\r\nContent-Length: 0\r\n\r\n", "http"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 22\r\n\r\n<html>sign in</html>\r\n", "malformed"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n\x30\x82", "unreachable"),
        (b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 300_000, "unreachable"),
        (b"", "unreachable"),
    ],
)
def test_whatever_else_comes_is_no_token(local: Authority, answer: bytes, code: str) -> None:
    async def work() -> None:
        async with serve(answer) as server, wire(server) as (client, _):
            await request_token(client, local.trusted(url=server.url()), SIGNATURE)

    with pytest.raises(TimestampFault) as caught:
        run(work())
    assert caught.value.code == code


def test_nobody_there_and_nobody_allowed_are_told_apart(local: Authority) -> None:
    async def work(reach: Reach, url: str) -> None:
        client = Wire(reach, Kept())
        try:
            await request_token(client, local.trusted(url=url), SIGNATURE)
        finally:
            await client.close()

    async def closed_port() -> int:
        async with serve(b"") as server:
            return server.port

    port = run(closed_port())
    url = f"http://127.0.0.1:{port}/"
    for reach, code in ((Reach(allow=[f"127.0.0.1:{port}"]), "unreachable"), (Reach(), "refused")):
        with pytest.raises(TimestampFault) as caught:
            run(work(reach, url))
        assert caught.value.code == code


def test_a_stranger_however_well_he_answers_gives_no_token(tmp_path: Path) -> None:
    stranger, mine = authority(tmp_path / "theirs"), authority(tmp_path / "mine")
    with pytest.raises(TimestampFault) as caught:
        ask(mine, stranger.answer)
    assert caught.value.code == "foreign"
