"""Keys: encrypted at rest, and the same Ed25519 as everybody's."""

import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from keywords.errors import KeyFault
from keywords.signing_key import load_key, make_key, passphrase_of_environment, signature_verifies

PASSPHRASE = "口令 long enough"


@pytest.fixture(scope="module")
def key_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("keys") / "deep" / "network.pem"
    make_key(path, PASSPHRASE)
    return path


def test_a_key_is_made_encrypted_and_private(key_file: Path) -> None:
    assert key_file.read_text().startswith("-----BEGIN ENCRYPTED PRIVATE KEY-----")
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600


def test_what_the_opened_key_signs_verifies_under_its_public_key(key_file: Path) -> None:
    key = load_key(key_file, PASSPHRASE)
    signature = key.sign(b"message")
    assert signature_verifies(key.public_hex, b"message", signature)
    assert not signature_verifies(key.public_hex, b"massage", signature)
    assert not signature_verifies(key.public_hex, b"message", signature[:-1])
    assert not signature_verifies("00", b"message", signature)
    assert PASSPHRASE not in repr(key)


def test_rfc_8032_test_vector_2_verifies() -> None:
    assert signature_verifies(
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        b"\x72",
        bytes.fromhex(
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        ),
    )


def test_openssl_opens_the_key_too(key_file: Path) -> None:
    openssl = shutil.which("openssl")
    assert openssl, "the openssl program belongs to the product's machine"
    out = subprocess.run(
        [
            openssl,
            "pkey",
            "-in",
            key_file,
            "-passin",
            f"pass:{PASSPHRASE}",
            "-pubout",
            "-outform",
            "DER",
        ],
        capture_output=True,
        check=True,
    ).stdout
    assert out[-32:].hex() == load_key(key_file, PASSPHRASE).public_hex


def test_an_existing_key_is_never_overwritten(key_file: Path) -> None:
    before = key_file.read_bytes()
    with pytest.raises(KeyFault, match="exists"):
        make_key(key_file, PASSPHRASE)
    assert key_file.read_bytes() == before


def test_a_short_passphrase_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KeyFault, match="too short"):
        make_key(tmp_path / "x.pem", "1234567")
    assert not (tmp_path / "x.pem").exists()


def test_a_wrong_passphrase_a_missing_and_a_foreign_file_are_told_apart(
    key_file: Path, tmp_path: Path
) -> None:
    with pytest.raises(KeyFault, match="wrong passphrase"):
        load_key(key_file, "not the passphrase")
    with pytest.raises(KeyFault, match="cannot read"):
        load_key(tmp_path / "none.pem", PASSPHRASE)
    plain = tmp_path / "plain.pem"
    plain.write_text("-----BEGIN PRIVATE KEY-----\nMC4CAQ==\n-----END PRIVATE KEY-----\n")
    with pytest.raises(KeyFault, match="no encrypted private key") as caught:
        load_key(plain, PASSPHRASE)
    assert "wangjian keys make" in caught.value.diagnostics("zh")


def test_a_damaged_key_is_a_fault(key_file: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.pem"
    lines = key_file.read_text().splitlines()
    damaged.write_text("\n".join([*lines[:2], *lines[3:]]))
    with pytest.raises(KeyFault, match="damaged"):
        load_key(damaged, PASSPHRASE)


def test_the_passphrase_may_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WANGJIAN_PASSPHRASE", raising=False)
    assert passphrase_of_environment() is None
    monkeypatch.setenv("WANGJIAN_PASSPHRASE", PASSPHRASE)
    assert passphrase_of_environment() == PASSPHRASE
