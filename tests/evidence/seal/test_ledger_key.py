"""The ledger's key: made, opened, replaced; openssl verifies what it signs."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.errors import KeyFault
from evidence.seal.ledger_key import (
    LedgerPublicKey,
    ledger_public_keys,
    make_ledger_key,
    open_ledger_key,
    read_public_key,
    rotate_ledger_key,
)
from tests.evidence.seal.program import must, openssl

# RFC 8032, 7.1, test 2.
PUBLIC = LedgerPublicKey.from_hex(
    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
)
SIGNATURE = bytes.fromhex(
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
)


def test_the_published_vector_verifies_and_nothing_near_it() -> None:
    assert PUBLIC.verifies(b"\x72", SIGNATURE)
    assert not PUBLIC.verifies(b"\x73", SIGNATURE)
    assert not PUBLIC.verifies(b"\x72", SIGNATURE[:-1])
    assert not LedgerPublicKey(b"short").verifies(b"\x72", SIGNATURE)


@given(st.integers(0, 511))
def test_a_signature_with_one_bit_changed_does_not_verify(bit: int) -> None:
    changed = bytearray(SIGNATURE)
    changed[bit // 8] ^= 1 << bit % 8
    assert not PUBLIC.verifies(b"\x72", bytes(changed))


def test_openssl_verifies_what_the_key_signs(tmp_path: Path, passphrase: str) -> None:
    key = make_ledger_key(tmp_path / "ledger", passphrase)
    assert open_ledger_key(tmp_path / "ledger", passphrase).public == key.public
    message, signature = tmp_path / "message", tmp_path / "signature"
    message.write_bytes(b"size and root")
    signature.write_bytes(key.sign(message.read_bytes()))
    judge = ("pkeyutl", "-verify", "-pubin", "-inkey", tmp_path / "ledger/public.pem")
    judged = (*judge, "-rawin", "-in", message, "-sigfile", signature)
    must(*judged)
    message.write_bytes(b"size and roof")
    assert openssl(*judged).returncode != 0


def test_every_key_that_ever_signed_is_known(tmp_path: Path, passphrase: str) -> None:
    with pytest.raises(KeyFault) as caught:
        rotate_ledger_key(tmp_path, passphrase)
    assert caught.value.code == "missing"
    keys = [make_ledger_key(tmp_path, passphrase)]
    keys += [rotate_ledger_key(tmp_path, passphrase) for _ in range(2)]
    assert ledger_public_keys(tmp_path) == [key.public for key in keys]
    assert open_ledger_key(tmp_path, passphrase).public == keys[-1].public


def test_what_is_no_public_key_is_refused(tmp_path: Path, real_key: object) -> None:
    path = tmp_path / "public.pem"
    p256 = real_key._key.public_key().export_key(format="PEM")  # type: ignore[attr-defined]
    for content in (b"nothing", p256.encode(), b""):
        path.write_bytes(content)
        with pytest.raises(KeyFault) as caught:
            read_public_key(path)
        assert caught.value.code == "unreadable"
    with pytest.raises(ValueError):
        LedgerPublicKey.from_hex("zz")
