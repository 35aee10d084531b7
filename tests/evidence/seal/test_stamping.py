"""Stamps that come at once, later, or not at all; never silently."""

import json
from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from evidence.archive.record import RecordRef
from evidence.errors import ArchiveError
from evidence.network.exchange import RawExchange
from evidence.network.reach import Reach
from evidence.network.wire import Wire
from evidence.seal.stamping import (
    FAILURES_KEPT,
    RETRY_AFTER,
    StampState,
    chain_path,
    stamp,
    stamp_states,
    state_path,
    token_path,
)
from evidence.seal.timestamp import Tsa
from tests.evidence.network.servers import Kept, run, wire
from tests.evidence.seal.program import must
from tests.evidence.seal.tsa import Authority, authority, serving

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
Answer = Callable[[bytes], bytes]


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authority(tmp_path_factory.mktemp("tsa"))


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    path = tmp_path / "manifest.p7s"
    path.write_bytes(b"the bytes of a seal")
    return path


def broken(_: bytes) -> bytes:
    return b"<html>busy</html>"


def asked(
    sealed: Path,
    local: Authority,
    answers: dict[str, Answer],
    now: datetime = NOW,
    **options: bool,
) -> tuple[list[StampState], list[int]]:
    """The states after asking servers that give `answers`, and how often each was asked."""

    async def work() -> tuple[list[StampState], list[int]]:
        async with AsyncExitStack() as stack:
            servers = [
                await stack.enter_async_context(serving(answer)) for answer in answers.values()
            ]
            tsas = [
                local.trusted(name, server.url())
                for name, server in zip(answers, servers, strict=True)
            ]
            client, _ = await stack.enter_async_context(wire(*servers))
            states = await stamp(sealed, client, tsas, now=now, **options)
            return states, [len(server.requests) for server in servers]

    return run(work())


def test_several_authorities_stamp_one_seal(sealed: Path, local: Authority) -> None:
    states, _ = asked(sealed, local, {"first": local.answer, "second": local.answer})
    assert [(one.tsa, one.status) for one in states] == [
        ("first", "stamped"),
        ("second", "stamped"),
    ]
    assert not state_path(sealed).exists(), "nothing failed, so there is nothing to tell"
    root = sealed.with_name("root.pem")
    root.write_bytes(local.root.pem)
    for name in ("first", "second"):
        at = ("ts", "-verify", "-data", sealed, "-in", token_path(sealed, name))
        said = must(*at, "-CAfile", root, "-untrusted", chain_path(sealed, name))
        assert "Verification: OK" in said
    before = token_path(sealed, "first").read_bytes()
    again, requests = asked(sealed, local, {"first": local.answer})
    assert requests == [0], "what is stamped is not asked for again"
    assert again[0].token is not None
    assert again[0].token.response == before


def test_one_that_fails_does_not_stop_the_other_and_is_not_forgotten(
    sealed: Path, local: Authority
) -> None:
    states, _ = asked(sealed, local, {"busy": broken, "good": local.answer})
    assert [one.status for one in states] == ["pending", "stamped"]
    busy = states[0]
    assert busy.attempts == 1
    assert busy.next_at == NOW + RETRY_AFTER[0]
    assert [one.code for one in busy.failures] == ["malformed"]
    assert "待取得" in busy.line("zh")
    assert "pending" in busy.line("en")
    tsas = [local.trusted("busy"), local.trusted("good")]
    assert [one.status for one in stamp_states(sealed, tsas)] == ["pending", "stamped"]


def test_it_is_tried_again_when_due_after_longer_and_longer_waits(
    sealed: Path, local: Authority
) -> None:
    now, waits = NOW, []
    for _ in range(len(RETRY_AFTER) + 2):
        (state,), requests = asked(sealed, local, {"tsa": broken}, now)
        assert requests == [1]
        assert state.next_at is not None
        waits.append(state.next_at - now)
        _, early = asked(sealed, local, {"tsa": broken}, state.next_at - timedelta(seconds=1))
        assert early == [0], "not before it is due"
        now = state.next_at
    assert waits == [*RETRY_AFTER, RETRY_AFTER[-1], RETRY_AFTER[-1]]
    (late,), _ = asked(sealed, local, {"tsa": local.answer}, now)
    assert late.status == "stamped"
    assert len(late.failures) == len(waits), "how it went stays known"
    assert token_path(sealed, "tsa").exists()


def test_a_person_may_ask_before_it_is_due(sealed: Path, local: Authority) -> None:
    asked(sealed, local, {"tsa": broken})
    (state,), _ = asked(sealed, local, {"tsa": local.answer}, NOW, at_once=True)
    assert state.status == "stamped"


def test_only_so_many_failures_are_kept_but_all_are_counted(sealed: Path, local: Authority) -> None:
    for _ in range(FAILURES_KEPT + 3):
        (state,), _ = asked(sealed, local, {"tsa": broken}, NOW, at_once=True)
    assert len(state.failures) == FAILURES_KEPT
    assert state.attempts == FAILURES_KEPT + 3


def test_a_kept_token_that_does_not_hold_is_named_and_left_alone(
    sealed: Path, local: Authority
) -> None:
    asked(sealed, local, {"tsa": local.answer})
    kept = token_path(sealed, "tsa")
    other = kept.read_bytes()[:-40]
    kept.write_bytes(other)
    (state,), requests = asked(sealed, local, {"tsa": local.answer}, NOW, at_once=True)
    assert state.status == "broken"
    assert state.failures[-1].code == "malformed"
    assert requests == [0]
    assert kept.read_bytes() == other
    sealed.write_bytes(b"another seal")
    asked(sealed, local, {"new": local.answer})
    kept.write_bytes(token_path(sealed, "new").read_bytes())
    sealed.write_bytes(b"a third seal")
    (swapped,) = stamp_states(sealed, [local.trusted("tsa")])
    assert swapped.failures[-1].code == "imprint"
    assert "imprint" in swapped.line("en")


def test_the_chain_of_a_token_is_laid_beside_it_again(sealed: Path, local: Authority) -> None:
    """A process may have been killed between the two."""
    asked(sealed, local, {"tsa": local.answer})
    kept = chain_path(sealed, "tsa")
    before = kept.read_bytes()
    kept.unlink()
    _, requests = asked(sealed, local, {"tsa": local.answer})
    assert requests == [0]
    assert kept.read_bytes() == before


def test_an_exchange_that_cannot_be_recorded_is_an_error_and_costs_no_other_token(
    sealed: Path, local: Authority
) -> None:
    class Full(Kept):
        def append_exchange(self, raw: RawExchange) -> RecordRef:
            if b"full" in raw.request:
                raise ArchiveError("磁盘已满", "disk full", disk_full=True)
            return super().append_exchange(raw)

    async def work() -> None:
        async with serving(local.answer) as server:
            client = Wire(Reach(allow=[server.address]), Full())
            try:
                paths = {"full": "/full", "good": "/good"}
                tsas = [local.trusted(name, server.url(path)) for name, path in paths.items()]
                await stamp(sealed, client, tsas, now=NOW)
            finally:
                await client.close()

    with pytest.raises(ArchiveError, match="disk full"):
        run(work())
    states = stamp_states(sealed, [local.trusted("full"), local.trusted("good")])
    assert [one.status for one in states] == ["pending", "stamped"]


def test_attempts_for_another_signature_do_not_count(sealed: Path, local: Authority) -> None:
    asked(sealed, local, {"tsa": broken})
    sealed.write_bytes(b"sealed anew")
    (state,) = stamp_states(sealed, [local.trusted("tsa")])
    assert (state.attempts, state.next_at) == (0, None)
    assert state.is_due(NOW)


@pytest.mark.parametrize("content", ["", "[]", "{", '{"signature":1}'])
def test_a_damaged_record_of_attempts_is_named(
    sealed: Path, local: Authority, content: str
) -> None:
    asked(sealed, local, {"tsa": broken})
    path = state_path(sealed)
    rows = json.loads(path.read_text())
    rows["tried"]["tsa"]["failures"] = [{}]
    for damaged in (content, json.dumps(rows)):
        path.write_text(damaged)
        if damaged == '{"signature":1}':
            assert stamp_states(sealed, [local.trusted("tsa")])[0].attempts == 0
            continue
        with pytest.raises(ArchiveError) as caught:
            stamp_states(sealed, [local.trusted("tsa")])
        assert str(path) in caught.value.diagnostics("zh")


def test_no_authority_configured_is_no_stamp(sealed: Path) -> None:
    assert stamp_states(sealed, []) == []


@pytest.mark.parametrize("name", ["", "A", "../x", "a/b", "时间", "a" * 40])
def test_a_name_that_cannot_stand_in_a_file_name_is_refused(sealed: Path, name: str) -> None:
    with pytest.raises(ValueError):
        stamp_states(sealed, [Tsa(name, "http://127.0.0.1:9/", ())])
