"""The folder elsewhere that keeps copies of heads."""

from pathlib import Path

import pytest

from evidence.seal.head import Head, sign_head
from evidence.seal.ledger_key import LedgerKey
from evidence.seal.second_place import SecondPlace, ledgers_at
from tests.evidence.seal.ledgers import fails

ORIGIN = "wangjian/530999/ab12"


@pytest.fixture
def place(tmp_path: Path) -> SecondPlace:
    made = SecondPlace(tmp_path, ORIGIN)
    made.begin()
    return made


def test_heads_are_kept_and_the_newest_is_found(place: SecondPlace, ledger_key: LedgerKey) -> None:
    keys = [ledger_key.public]
    assert place.newest(keys) is None
    heads = [sign_head(Head(ORIGIN, size, bytes([size] * 32)), ledger_key) for size in (9, 120, 30)]
    for head in heads:
        place.keep(head)
        place.keep(head)
    assert place.sizes() == [9, 30, 120]
    assert place.newest(keys) == heads[1]
    fork = sign_head(Head(ORIGIN, 30, bytes(32)), ledger_key)
    fails("head-broken", lambda: place.keep(fork))
    assert place.read(30, keys) == heads[2]


def test_several_ledgers_share_a_place(place: SecondPlace, ledger_key: LedgerKey) -> None:
    other = SecondPlace(place.path, "wangjian/530100/cd34")
    assert not other.is_used()
    other.begin()
    place.keep(sign_head(Head(ORIGIN, 9, bytes(32)), ledger_key))
    assert other.sizes() == []
    assert ledgers_at(place.path) == ["wangjian/530100/cd34", ORIGIN]
    # One ledger's name may begin another's.
    longer = SecondPlace(place.path, f"{ORIGIN}-1")
    longer.begin()
    longer.keep(sign_head(Head(f"{ORIGIN}-1", 7, bytes(32)), ledger_key))
    assert place.sizes() == [9]


def test_a_head_under_another_ones_name_is_refused(
    place: SecondPlace, ledger_key: LedgerKey
) -> None:
    keys = [ledger_key.public]
    place.keep(sign_head(Head(ORIGIN, 9, bytes(32)), ledger_key))
    place.head_path(10).write_bytes(place.head_path(9).read_bytes())
    fails("head-broken", lambda: place.newest(keys))
    foreign = sign_head(Head("wangjian/530100/cd34", 10, bytes(32)), ledger_key)
    place.head_path(10).write_bytes(foreign.note)
    fails("head-foreign", lambda: place.newest(keys))


def test_a_place_that_is_not_there_or_not_in_use(tmp_path: Path, ledger_key: LedgerKey) -> None:
    unused = SecondPlace(tmp_path, ORIGIN)
    head = sign_head(Head(ORIGIN, 9, bytes(32)), ledger_key)
    fails("second-place", unused.sizes)
    fails("second-place", lambda: unused.keep(head))
    gone = SecondPlace(tmp_path / "gone", ORIGIN)
    fails("second-place", gone.is_used)
    fails("second-place", lambda: ledgers_at(tmp_path / "gone"))
    assert not (tmp_path / "gone").exists()
