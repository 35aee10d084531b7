"""Proofs that a package carries: they hold by themselves, and nothing near them does."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from evidence.errors import LedgerFault
from evidence.seal.entry import Entry, Subject
from evidence.seal.ledger import Ledger
from evidence.seal.ledger_key import LedgerKey
from evidence.seal.merkle import is_consistent
from evidence.seal.proof import prove, prove_consistency, verify_proof
from tests.evidence.seal.ledgers import changed, fails, filled, lines_of, subject, write_lines


@pytest.fixture
def ledger(quick_path: Path, ledger_key: LedgerKey) -> Ledger:
    return filled(quick_path / "ledger", ledger_key, 4, 9, 23)


def test_every_entry_is_proved_under_every_head_that_covers_it(
    ledger: Ledger, ledger_key: LedgerKey
) -> None:
    entries = list(ledger.entries())
    for size in (4, 9, 23):
        head = ledger.head(size)
        for index in range(size):
            data = prove(ledger.folder, index, head).to_bytes()
            proved = verify_proof(data, [ledger_key.public], origin=ledger.origin)
            assert proved.entry == entries[index]
            assert proved.head == head
        with pytest.raises(IndexError):
            prove(ledger.folder, size, head)
    ledger.close()


def test_the_proof_is_a_text_in_the_public_form(ledger: Ledger) -> None:
    head = ledger.head(9)
    data = prove(ledger.folder, 5, head).to_bytes()
    top, _, note = data.partition(b"\n\n")
    lines = top.decode("ascii").split("\n")
    assert lines[0] == "c2sp.org/tlog-proof@v1"
    assert lines[2] == "index 5"
    assert len(lines) == 3 + 4
    assert note == head.note
    ledger.close()


def test_no_byte_of_a_proof_can_be_changed(ledger: Ledger, ledger_key: LedgerKey) -> None:
    data = prove(ledger.folder, 7, ledger.head(23)).to_bytes()
    chance = random.Random(9162)
    for place in range(len(data)):
        altered = bytearray(data)
        altered[place] ^= 1 << chance.randrange(8)
        with pytest.raises(LedgerFault):
            verify_proof(bytes(altered), [ledger_key.public])
    for cut in chance.sample(range(len(data)), 40):
        with pytest.raises(LedgerFault):
            verify_proof(data[:cut], [ledger_key.public])
    for more in (b"\n", data, b"x" * 3_000_000):
        with pytest.raises(LedgerFault):
            verify_proof(data + more, [ledger_key.public])
    ledger.close()


def test_the_proof_of_another_entry_head_or_ledger(
    ledger: Ledger, quick_path: Path, ledger_key: LedgerKey, other_ledger_key: LedgerKey
) -> None:
    keys = [ledger_key.public]
    right = prove(ledger.folder, 7, ledger.head(23))
    other_entry = prove(ledger.folder, 6, ledger.head(23))
    fails("proof", lambda: verify_proof(replace(right, line=other_entry.line).to_bytes(), keys), 7)
    fails("proof", lambda: verify_proof(replace(right, index=6).to_bytes(), keys), 6)
    fails("proof", lambda: verify_proof(replace(right, path=other_entry.path).to_bytes(), keys), 7)
    older = replace(right, note=ledger.head(9).note)
    fails("proof", lambda: verify_proof(older.to_bytes(), keys), 7)
    data = right.to_bytes()
    fails("head-broken", lambda: verify_proof(data, [other_ledger_key.public]))
    fails("head-foreign", lambda: verify_proof(data, keys, origin="wangjian/530999/other"))
    ledger.close()
    foreign = filled(quick_path / "foreign", other_ledger_key, 23)
    theirs = prove(foreign.folder, 7, foreign.head(23))
    fails("head-broken", lambda: verify_proof(theirs.to_bytes(), keys))
    foreign.close()


def test_a_proof_names_the_files_it_is_about(ledger: Ledger, ledger_key: LedgerKey) -> None:
    entry = ledger.append("package", [subject(100), subject(101)])
    head = ledger.sign_head()
    data = prove(ledger.folder, entry.index, head).to_bytes()
    proved = verify_proof(data, [ledger_key.public])
    proved.check_subjects([subject(101), subject(100)])
    other = Subject(subject(100).name, subject(7).sha256)
    fails("proof-subject", lambda: proved.check_subjects([other]), entry.index)
    renamed = Subject("other.wacz", subject(100).sha256)
    fails("proof-subject", lambda: proved.check_subjects([renamed]), entry.index)
    ledger.close()


def test_nothing_is_proved_from_a_ledger_that_does_not_fit_its_head(
    ledger: Ledger, quick_path: Path
) -> None:
    head, path = ledger.head(23), quick_path / "ledger"
    ledger.close()
    lines = lines_of(path)
    write_lines(path, [*lines[:5], changed(lines[5], url="https://other.test/"), *lines[6:]])
    fails("rewritten", lambda: prove(ledger.folder, 7, head))
    write_lines(path, lines[:20])
    fails("rolled-back", lambda: prove(ledger.folder, 7, head), 20)


def test_heads_are_proved_to_be_of_one_ledger_that_only_grew(ledger: Ledger) -> None:
    for old, new in ((4, 9), (4, 23), (9, 23), (23, 23)):
        path = prove_consistency(ledger.folder, old, new)
        first, second = ledger.head(old).head.root, ledger.head(new).head.root
        assert is_consistent(old, new, path, first, second)
        assert not is_consistent(old, new, path, second, first) or old == new
    with pytest.raises(IndexError):
        prove_consistency(ledger.folder, 4, 10_000)
    ledger.close()


def test_the_entry_in_a_proof_is_the_line_of_the_ledger(ledger: Ledger, quick_path: Path) -> None:
    proof = prove(ledger.folder, 7, ledger.head(23))
    assert proof.line == lines_of(quick_path / "ledger")[7]
    assert Entry.from_line(proof.line).index == 7
    ledger.close()
