"""Opening a ledger to write: what is verified each time, and places that come and go."""

from pathlib import Path

import pytest

from evidence.seal.ledger import Ledger
from evidence.seal.ledger_audit import audit
from evidence.seal.ledger_key import LedgerKey
from tests.evidence.seal.ledgers import filled


@pytest.fixture
def place(quick_path: Path) -> Path:
    path = quick_path / "elsewhere"
    path.mkdir()
    return path


def test_a_second_place_is_entered_as_absent_once_and_as_present_again(
    quick_path: Path, place: Path, ledger_key: LedgerKey
) -> None:
    path, keys = quick_path / "ledger", [ledger_key.public]
    filled(path, ledger_key, 5, places=(place,)).close()

    def opened() -> list[bool]:
        with Ledger.open(
            path, trusted=keys, key=ledger_key, second_places=[place], absent_places=True
        ) as ledger:
            ledger.append("capture")
            ledger.sign_head()
            ledger.publish()
            entries = [one for one in ledger.entries() if one.kind == "second-place"]
        return [one.facts["present"] for one in entries]

    away = place.rename(quick_path / "away")
    for _ in range(3):
        assert opened() == [True, False]
    away.rename(place)
    for _ in range(3):
        assert opened() == [True, False, True]
    report = audit(path, trusted=keys, second_places=[place])
    assert report.ok, report.faults
    assert report.heads == 14, "all seven, here and there"


def test_opening_verifies_the_newest_head_and_leaves_older_ones_to_the_audit(
    quick_path: Path, ledger_key: LedgerKey
) -> None:
    """A head a day makes thousands: whoever enters something does not wait for all of them."""
    path = quick_path / "ledger"
    filled(path, ledger_key, 2, 6, 10).close()
    older = path / "heads" / f"{2:012d}.head"
    older.write_bytes(older.read_bytes()[:-9] + b"AAAAAAAA\n")
    with Ledger.open(path, trusted=[ledger_key.public], key=ledger_key) as ledger:
        ledger.append("capture")
        assert ledger.sign_head().size == 12
    found = audit(path, trusted=[ledger_key.public]).faults
    assert {one.code for one in found} == {"head-broken", "head-missing"}
    assert all(str(older) in one.zh for one in found)
