"""Private keys at rest: encrypted, closed to others, opened by openssl too."""

import resource
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization

from evidence.errors import KeyFault
from evidence.seal.private_key import (
    ED25519,
    P256,
    make_private_key,
    open_private_key,
    passphrase_of_environment,
    write_new,
)
from tests.evidence.seal.program import must, openssl


@pytest.mark.parametrize("curve", [P256, ED25519])
def test_a_key_comes_back_and_openssl_opens_it_with_the_passphrase_only(
    tmp_path: Path, passphrase: str, curve: str
) -> None:
    path = tmp_path / "keys" / "key.pem"
    made = make_private_key(path, curve, passphrase)
    assert open_private_key(path, curve, passphrase) == made
    assert path.stat().st_mode & 0o777 == 0o600
    environment = f"pass:{passphrase}"
    public = must("pkey", "-in", path, "-passin", environment, "-pubout")
    assert public.strip() == made.public_key().export_key(format="PEM").strip()
    assert openssl("pkey", "-in", path, "-passin", "pass:wrong one", "-pubout").returncode != 0
    loaded = serialization.load_pem_private_key(path.read_bytes(), passphrase.encode())
    assert loaded is not None


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda path: path.unlink(), "missing"),
        (lambda path: path.chmod(0o640), "mode"),
        (lambda path: path.write_text("no key"), "wrong-key"),
        (lambda path: path.write_bytes(path.read_bytes()[:-90]), "passphrase"),
    ],
)
def test_a_key_that_is_not_as_it_must_be_is_refused(
    tmp_path: Path, passphrase: str, spoil: object, code: str
) -> None:
    path = tmp_path / "key.pem"
    make_private_key(path, P256, passphrase)
    spoil(path)  # type: ignore[operator]
    with pytest.raises(KeyFault) as caught:
        open_private_key(path, P256, passphrase)
    assert caught.value.code == code
    assert str(path) in caught.value.diagnostics("zh")
    assert str(path) in caught.value.diagnostics("en")


def test_a_plain_key_the_wrong_passphrase_and_the_wrong_curve_are_refused(
    tmp_path: Path, passphrase: str
) -> None:
    path = tmp_path / "key.pem"
    key = make_private_key(path, P256, passphrase)
    for attempt, code in (
        (lambda: open_private_key(path, P256, "wrong passphrase"), "passphrase"),
        (lambda: open_private_key(path, ED25519, passphrase), "wrong-key"),
        (lambda: make_private_key(path, P256, passphrase), "exists"),
        (lambda: make_private_key(tmp_path / "other.pem", P256, "short"), "passphrase"),
    ):
        with pytest.raises(KeyFault) as caught:
            attempt()
        assert caught.value.code == code
    assert not (tmp_path / "other.pem").exists()
    path.write_text(key.export_key(format="PEM"))
    with pytest.raises(KeyFault) as caught:
        open_private_key(path, P256, passphrase)
    assert caught.value.code == "wrong-key"


def test_nothing_is_left_where_the_disk_is_full(tmp_path: Path) -> None:
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, limit[1]))
    try:
        with pytest.raises(KeyFault) as caught:
            write_new(tmp_path / "key.pem", b"x" * 500)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    assert caught.value.code == "unwritable"
    assert list(tmp_path.iterdir()) == []


def test_the_passphrase_may_stand_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WANGJIAN_PASSPHRASE", "")
    assert passphrase_of_environment() is None
    monkeypatch.setenv("WANGJIAN_PASSPHRASE", "an open secret")
    assert passphrase_of_environment() == "an open secret"
