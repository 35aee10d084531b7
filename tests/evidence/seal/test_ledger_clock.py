"""Entries are not dated before what stands there: across openings, writers and second places."""

import shutil
import threading
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from evidence.errors import LedgerFault
from evidence.seal.ledger import Ledger
from evidence.seal.ledger_audit import audit
from evidence.seal.ledger_folder import LedgerFolder
from evidence.seal.ledger_key import LedgerKey
from tests.evidence.seal.ledgers import NAME, fails


def test_what_the_ledger_enters_of_itself_opens_no_way_around_it(
    quick_path: Path, ledger_key: LedgerKey, tmp_path: Path
) -> None:
    path, place = quick_path / "ledger", tmp_path / "place"
    place.mkdir()
    with Ledger.create(path, NAME, ledger_key, second_places=[place]) as ledger:
        ledger.append("capture", now=datetime.now(UTC) + timedelta(days=60))
    shutil.rmtree(place)
    for _ in range(2):
        with Ledger.open(
            path, trusted=[ledger_key.public], second_places=[place], absent_places=True
        ) as ledger:
            fails("clock", lambda: ledger.append("capture"))
    with (path / "ledger.jsonl").open("ab") as file:
        file.write(b'{"torn')
    with Ledger.open(
        path, trusted=[ledger_key.public], second_places=[place], absent_places=True
    ) as ledger:
        assert [one.kind for one in ledger.entries()][-2:] == ["second-place", "torn"]
        fails("clock", lambda: ledger.append("capture"))


def test_it_holds_for_whoever_opens_the_ledger_behind_a_head(
    quick_path: Path, ledger_key: LedgerKey
) -> None:
    path, later = quick_path / "ledger", datetime.now(UTC) + timedelta(days=60)
    with Ledger.create(path, NAME, ledger_key) as ledger:
        ledger.append("capture", now=later)
        ledger.sign_head(now=later)
        ledger.append("capture", now=later)
    with Ledger.open(path, trusted=[ledger_key.public], key=ledger_key) as ledger:
        fails("clock", lambda: ledger.append("capture"))
        fails("clock", lambda: ledger.change_key(ledger_key))
        heads = LedgerFolder(path).head_sizes()
        fails("clock", ledger.sign_head)
        assert LedgerFolder(path).head_sizes() == heads, "no head is left that was not entered"


def test_who_has_nothing_to_answer_for_enters_nothing(
    quick_path: Path, ledger_key: LedgerKey
) -> None:
    with Ledger.create(quick_path / "ledger", NAME, ledger_key) as ledger:
        assert ledger.enter_clock("试试", {"name": "李某", "number": "YN001"}) is None
        assert ledger.size == 1


def test_writers_at_once_never_trip_over_each_others_times(
    quick_path: Path, ledger_key: LedgerKey
) -> None:
    path, failed = quick_path / "ledger", list[LedgerFault]()
    Ledger.create(path, NAME, ledger_key).close()

    def write() -> None:
        try:
            with Ledger.open(path, trusted=[ledger_key.public]) as own:
                for _ in range(15):
                    own.append("capture")
        except LedgerFault as fault:
            failed.append(fault)

    threads = [threading.Thread(target=write) for _ in range(3)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    assert failed == []
    report = audit(path, trusted=[ledger_key.public])
    assert (report.ok, report.entries, report.backwards, report.ahead) == (True, 46, (), ())
    with Ledger.open(path, trusted=[ledger_key.public]) as ledger:
        times = [one.time for one in ledger.entries()]
    assert all(a <= b for a, b in pairwise(times))


@pytest.mark.parametrize("zone", ["UTC", "Asia/Shanghai", "America/New_York"])
def test_the_zone_of_the_machine_does_not_matter(
    quick_path: Path, ledger_key: LedgerKey, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    import time

    path = quick_path / "ledger"
    with Ledger.create(path, NAME, ledger_key) as ledger:
        ledger.append("capture")
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        with Ledger.open(path, trusted=[ledger_key.public]) as ledger:
            ledger.append("capture")
    finally:
        monkeypatch.undo()
        time.tzset()
    report = audit(path)
    assert (report.backwards, report.ahead, report.behind) == ((), (), ())


def test_nothing_is_entered_while_the_clock_is_behind_the_last_entry(
    quick_path: Path, ledger_key: LedgerKey
) -> None:
    path, later = quick_path / "ledger", datetime.now(UTC) + timedelta(days=60)
    with Ledger.create(path, NAME, ledger_key) as ledger:
        ledger.append("capture")
        ledger.append("capture", now=later)
    with Ledger.open(path, trusted=[ledger_key.public], key=ledger_key) as ledger:
        size = ledger.size
        fault = fails("clock", lambda: ledger.append("capture"))
        assert "timedatectl" in fault.zh
        fails("clock", ledger.sign_head)
        assert ledger.size == size
        by = {"name": "李某", "number": "YN001"}
        entry = ledger.enter_clock("CMOS 电池失效，时钟曾快 60 天", by)
        assert entry is not None
        assert entry.facts["before"] == later.isoformat()
        assert ledger.append("capture").index == size + 1
        ledger.sign_head()
    report = audit(path, trusted=[ledger_key.public])
    assert (report.ok, report.backwards, report.ahead) == (True, (size,), (size - 1,))


def test_a_clock_set_back_by_a_second_stops_nobody(quick_path: Path, ledger_key: LedgerKey) -> None:
    with Ledger.create(quick_path / "ledger", NAME, ledger_key) as ledger:
        ledger.append("capture", now=datetime.now(UTC) + timedelta(seconds=2))
        ledger.append("capture")
