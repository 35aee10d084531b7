"""Heads that are time-stamped: entered once, verified with the ledger."""

from pathlib import Path

import pytest

from evidence.seal.head_stamps import stamp_newest_head
from evidence.seal.ledger import Ledger
from evidence.seal.ledger_audit import audit
from evidence.seal.ledger_key import LedgerKey
from evidence.seal.stamping import StampState, token_path
from evidence.seal.timestamp import Tsa
from tests.evidence.network.servers import run, wire
from tests.evidence.seal.ledgers import NAME, filled
from tests.evidence.seal.program import must
from tests.evidence.seal.tsa import Authority, authority, serving


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authority(tmp_path_factory.mktemp("tsa"))


def stamped(ledger: Ledger, local: Authority) -> list[StampState]:
    async def work() -> list[StampState]:
        async with serving(local.answer) as server, wire(server) as (client, _):
            tsa = Tsa("local", server.url(), local.trusted().roots)
            return await stamp_newest_head(ledger, client, [tsa])

    return run(work())


def test_a_stamp_is_entered_once_and_openssl_verifies_it(
    quick_path: Path, ledger_key: LedgerKey, local: Authority
) -> None:
    path = quick_path / "ledger"
    with filled(path, ledger_key, 5) as ledger:
        for _ in range(3):
            (state,) = stamped(ledger, local)
        assert state.token is not None
        entries = [one for one in ledger.entries() if one.kind == "timestamp"]
        assert len(entries) == 1
        assert entries[0].facts["size"] == 5
        assert entries[0].facts["time"] == state.token.time.isoformat()
        head = ledger.folder.head(5)
        (quick_path / "root.pem").write_bytes(local.root.pem)
        asked = ("ts", "-verify", "-data", head, "-in", token_path(head, "local"))
        assert "OK" in must(*asked, "-CAfile", quick_path / "root.pem")
        assert ledger.sign_head().size == 5, "a stamp alone makes no new head due"
        ledger.append("capture")
        assert ledger.sign_head().size == 8
        assert [one.status for one in stamped(ledger, local)] == ["stamped"]
    roots = {"local": local.trusted().roots}
    report = audit(path, trusted=[ledger_key.public], roots=roots)
    assert report.ok, report.faults


def test_a_stamp_that_is_altered_swapped_or_gone_is_named(
    quick_path: Path, ledger_key: LedgerKey, local: Authority, tmp_path: Path
) -> None:
    path, roots = quick_path / "ledger", {"local": local.trusted().roots}
    with filled(path, ledger_key, 5) as ledger:
        stamped(ledger, local)
        entry = next(one.index for one in ledger.entries() if one.kind == "timestamp")
        kept = token_path(ledger.folder.head(5), "local")
    data = kept.read_bytes()
    for place in range(0, len(data), 7):
        altered = bytearray(data)
        altered[place] ^= 4
        kept.write_bytes(altered)
        (fault,) = audit(path, roots=roots).faults
        assert (fault.code, fault.entry) == ("stamp", entry)
        assert str(kept) in fault.zh
    kept.unlink()
    (fault,) = audit(path, roots=roots).faults
    assert (fault.code, fault.entry) == ("stamp", entry)
    kept.write_bytes(data)
    stranger = authority(tmp_path / "stranger")
    (fault,) = audit(path, roots={"local": stranger.trusted().roots}).faults
    assert (fault.code, fault.entry) == ("stamp", entry)
    assert "foreign" in fault.en or "roots" in fault.en
    assert audit(path, roots=roots).ok


def test_without_a_head_there_is_nothing_to_stamp(
    quick_path: Path, ledger_key: LedgerKey, local: Authority
) -> None:
    with Ledger.create(quick_path / "ledger", NAME, ledger_key) as ledger:
        assert stamped(ledger, local) == []
        assert ledger.size == 1
