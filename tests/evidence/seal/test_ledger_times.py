"""False times of entries, told by real time-stamps of a real authority."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from evidence.seal.head_stamps import stamp_newest_head
from evidence.seal.ledger import Ledger
from evidence.seal.ledger_audit import audit
from evidence.seal.ledger_key import LedgerKey
from evidence.seal.ledger_kind import LedgerKind
from evidence.seal.timestamp import Tsa
from tests.evidence.network.servers import run, wire
from tests.evidence.seal.ledgers import NAME
from tests.evidence.seal.tsa import Authority, authority, serving


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authority(tmp_path_factory.mktemp("tsa"))


def stamp(ledger: Ledger, local: Authority, now: datetime) -> None:
    async def work() -> None:
        async with serving(local.answer) as server, wire(server) as (client, _):
            tsa = Tsa("local", server.url(), local.trusted().roots)
            await stamp_newest_head(ledger, client, [tsa], now=now)

    run(work())


def test_a_stamp_proves_which_entries_are_dated_ahead_and_behind(
    quick_path: Path, ledger_key: LedgerKey, local: Authority
) -> None:
    path, now = quick_path / "ledger", datetime.now(UTC)
    slow, fast = now - timedelta(hours=2), now + timedelta(hours=2)
    with Ledger.create(path, NAME, ledger_key, now=slow) as ledger:
        ledger.append("capture", now=now - timedelta(hours=1))
        ledger.append("capture", now=fast)
        ledger.sign_head(now=now)
        stamp(ledger, local, now)
        ledger.append("capture", now=now - timedelta(minutes=30))
        ledger.append("capture", now=now)
    roots = {"local": local.trusted().roots}
    report = audit(path, trusted=[ledger_key.public], roots=roots)
    assert report.ok, report.faults
    assert (report.ahead, report.behind) == ((2,), (5,))
    assert report.set_back == (3, 5)
    said = {one.code: one for one in LedgerKind(roots=roots).verify(path).notices}
    assert said["clock-ahead"].where == "2"
    assert "偏快" in said["clock-ahead"].zh and "偏慢" in said["clock-behind"].zh


def test_a_step_of_a_second_is_named_as_what_it_is(quick_path: Path, ledger_key: LedgerKey) -> None:
    path, now = quick_path / "ledger", datetime.now(UTC) - timedelta(minutes=1)
    with Ledger.create(path, NAME, ledger_key, now=now) as ledger:
        ledger.append("capture", now=now - timedelta(seconds=1))
    report = audit(path)
    assert (report.backwards, report.set_back) == ((1,), ())
    codes = {one.code for one in LedgerKind().verify(path).notices}
    assert "clock-stepped" in codes and "clock-backwards" not in codes
