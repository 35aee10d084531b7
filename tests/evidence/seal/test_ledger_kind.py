"""The ledger among the kinds of evidence that `verify_paths` knows."""

from pathlib import Path

import pytest

from evidence.seal.ledger_folder import LOG_NAME
from evidence.seal.ledger_key import LedgerKey
from evidence.seal.ledger_kind import LedgerKind
from evidence.verify import KINDS, verify_paths
from tests.evidence.seal.ledgers import changed, filled, lines_of, write_lines


@pytest.fixture
def ledger(quick_path: Path, ledger_key: LedgerKey) -> Path:
    path = quick_path / "home" / "ledger"
    filled(path, ledger_key, 5, 9).close()
    return path


def test_a_ledger_is_found_in_a_folder_and_verified_once(
    ledger: Path, ledger_key: LedgerKey
) -> None:
    kinds = [*KINDS, LedgerKind([ledger_key.public])]
    for asked in (ledger.parent, ledger, ledger / LOG_NAME):
        report = verify_paths([asked], kinds=kinds)
        assert report.ok
        (item,) = report.items
        assert (item.kind, item.records) == ("ledger", 10)


def test_a_fault_is_one_line_with_file_entry_and_reason(
    ledger: Path, ledger_key: LedgerKey
) -> None:
    lines = lines_of(ledger)
    write_lines(ledger, [*lines[:3], changed(lines[3], n=1), *lines[4:]])
    report = verify_paths([ledger], kinds=[LedgerKind([ledger_key.public])])
    assert not report.ok
    zh, en = report.lines("zh")[0], report.lines("en")[0]
    assert zh.startswith(f"{ledger}[3]：")
    assert en.startswith(f"{ledger}[3]: ")
    assert zh.endswith("（altered）")
    assert report.items[0].to_json()["faults"][0]["where"] == "3"


def test_what_was_not_given_is_said(ledger: Path, ledger_key: LedgerKey, tmp_path: Path) -> None:
    bare = LedgerKind().verify(ledger)
    assert bare.ok
    codes = [one.code for one in bare.notices]
    assert codes == ["keys-from-ledger", "not-covered", "no-published-head"]
    assert ledger_key.public.hex in bare.notices[0].zh
    assert bare.notices[1].where == "9"
    note = (ledger / "heads" / f"{9:012d}.head").read_bytes()
    full = LedgerKind([ledger_key.public], published=[note]).verify(ledger)
    assert [one.code for one in full.notices] == ["not-covered"]


def test_other_folders_are_none_of_its_kind(tmp_path: Path) -> None:
    kind = LedgerKind()
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    assert not kind.knows(tmp_path / "folder")
    assert not kind.knows(tmp_path / "file")
