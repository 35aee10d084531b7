"""What keys there are, and which were withdrawn."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from evidence.errors import KeyFault
from evidence.seal.certificate import Holder
from evidence.seal.keys import Withdrawal, show_keys, withdraw, withdrawals
from evidence.seal.ledger_key import make_ledger_key, rotate_ledger_key
from evidence.seal.seal_key import make_seal_key, rotate_seal_key


def test_keys_are_shown_with_those_that_served_before(
    tmp_path: Path, holder: Holder, passphrase: str
) -> None:
    seal, ledger = tmp_path / "seal", tmp_path / "ledger"
    assert show_keys(seal, ledger) == []
    first = make_seal_key(seal, holder, passphrase, test=True)
    second = rotate_seal_key(seal, holder, passphrase)
    old, new = make_ledger_key(ledger, passphrase), rotate_ledger_key(ledger, passphrase)
    shown = show_keys(seal, ledger)
    assert [(one.use, one.identity, one.present, one.test) for one in shown] == [
        ("seal", first.fingerprint, False, True),
        ("seal", second.fingerprint, True, False),
        ("ledger", old.public.hex, False, False),
        ("ledger", new.public.hex, True, False),
    ]
    assert holder.office in shown[1].subject
    assert shown[1].valid_to == second.certificate.not_valid_after_utc


def test_a_key_is_withdrawn_once_and_for_good(
    tmp_path: Path, holder: Holder, passphrase: str
) -> None:
    first = make_seal_key(tmp_path, holder, passphrase)
    second = rotate_seal_key(tmp_path, holder, passphrase)
    since = datetime(2026, 11, 24, 1, tzinfo=UTC)
    made = withdraw(tmp_path, first.fingerprint, "口令外泄", since=since)
    assert withdrawals(tmp_path) == [made] == [Withdrawal(first.fingerprint, since, "口令外泄")]
    withdraw(tmp_path, second.fingerprint, "停用")
    assert [one.fingerprint for one in withdrawals(tmp_path)] == [
        first.fingerprint,
        second.fingerprint,
    ]
    for identity, code in ((first.fingerprint, "exists"), ("AA:BB", "missing")):
        with pytest.raises(KeyFault) as caught:
            withdraw(tmp_path, identity, "again")
        assert caught.value.code == code


def test_a_damaged_register_is_no_empty_one(tmp_path: Path) -> None:
    assert withdrawals(tmp_path) == []
    for content in ("", "{}", "[{}]", '[{"fingerprint":1,"since":"x","reason":""}]'):
        (tmp_path / "withdrawn.json").write_text(content)
        with pytest.raises(KeyFault) as caught:
            withdrawals(tmp_path)
        assert caught.value.code == "unreadable"
