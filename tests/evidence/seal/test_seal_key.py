"""The seal's key: made, opened, replaced, certified by an authority."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from Crypto.PublicKey import ECC
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from evidence.errors import KeyFault
from evidence.seal.certificate import Holder, authority, issue, self_signed, to_pem
from evidence.seal.seal_key import (
    P256_ORDER,
    SealKey,
    install_certificate,
    make_seal_key,
    open_seal_key,
    request_certificate,
    rotate_seal_key,
)
from tests.evidence.seal.program import must


def test_a_key_is_opened_as_it_was_made(tmp_path: Path, holder: Holder, passphrase: str) -> None:
    made = make_seal_key(tmp_path, holder, passphrase)
    opened = open_seal_key(tmp_path, passphrase)
    assert opened.certificate == made.certificate
    assert opened.sign(b"message") == made.sign(b"message")
    assert not opened.test
    with pytest.raises(KeyFault) as caught:
        make_seal_key(tmp_path, holder, passphrase)
    assert caught.value.code == "exists"
    assert "rotate" in caught.value.diagnostics("zh")


def test_a_test_key_is_one_for_good(tmp_path: Path, holder: Holder, passphrase: str) -> None:
    assert make_seal_key(tmp_path, holder, passphrase, test=True).test
    assert open_seal_key(tmp_path, passphrase).test
    root_key = ECC.generate(curve="P-256")
    root = authority(root_key, holder, test=False, years=1)
    asked = request_certificate(tmp_path, passphrase, holder)
    issued = issue(root, root_key, asked, years=1)
    assert install_certificate(tmp_path, passphrase, to_pem(issued)).test
    # An authority that overlooks the mark does not wash it off.
    bare = self_signed(open_seal_key(tmp_path, passphrase)._key, holder, test=False, years=1)
    with pytest.raises(KeyFault, match="test key"):
        install_certificate(tmp_path, passphrase, to_pem(bare))


def test_openssl_verifies_what_the_key_signs(
    tmp_path: Path, holder: Holder, passphrase: str
) -> None:
    key = make_seal_key(tmp_path, holder, passphrase)
    public = tmp_path / "public.pem"
    public.write_text(must("x509", "-in", tmp_path / "certificate.pem", "-noout", "-pubkey"))
    message = tmp_path / "message"
    for number in range(12):
        message.write_bytes(b"message %d" % number)
        signature = key.sign(message.read_bytes())
        (tmp_path / "signature").write_bytes(signature)
        must("dgst", "-sha256", "-verify", public, "-signature", tmp_path / "signature", message)
        assert decode_dss_signature(signature)[1] <= P256_ORDER // 2


def test_a_replaced_key_stays_under_another_name(
    tmp_path: Path, holder: Holder, passphrase: str
) -> None:
    with pytest.raises(KeyFault) as caught:
        rotate_seal_key(tmp_path, holder, passphrase)
    assert caught.value.code == "missing"
    now = datetime.now(UTC)
    keys = [make_seal_key(tmp_path, holder, passphrase)]
    keys += [rotate_seal_key(tmp_path, holder, passphrase, now=now) for _ in range(2)]
    assert len({key.fingerprint for key in keys}) == 3
    assert open_seal_key(tmp_path, passphrase).fingerprint == keys[2].fingerprint
    day = f"{now:%Y%m%d}"
    for number, key in enumerate(keys[:2], start=1):
        certificate = tmp_path / f"certificate.until-{day}-{number}.pem"
        assert certificate.read_bytes() == to_pem(key.certificate)
        assert (tmp_path / f"key.until-{day}-{number}.pem").exists()


def test_a_certificate_of_the_authority_takes_the_place_of_the_first(
    tmp_path: Path, holder: Holder, passphrase: str
) -> None:
    made = make_seal_key(tmp_path, holder, passphrase)
    root_key = ECC.generate(curve="P-256")
    root = authority(root_key, holder, test=False, years=10)
    asked = request_certificate(tmp_path, passphrase, holder)
    issued = issue(root, root_key, asked, years=2)
    installed = install_certificate(tmp_path, passphrase, to_pem(issued, root))
    assert installed.certificate == issued
    assert installed.chain == (), "the root comes from elsewhere, never from the package"
    assert open_seal_key(tmp_path, passphrase).certificate == issued
    kept = list(tmp_path.glob("certificate.until-*.pem"))
    assert [one.read_bytes() for one in kept] == [to_pem(made.certificate)]
    assert not list(tmp_path.glob("*.new"))


def refused(attempt: object, code: str = "certificate") -> None:
    with pytest.raises(KeyFault) as caught:
        attempt()  # type: ignore[operator]
    assert caught.value.code == code


def test_certificates_that_do_not_belong_to_the_key_are_refused(
    tmp_path: Path, holder: Holder, passphrase: str, other_key: SealKey
) -> None:
    key = make_seal_key(tmp_path, holder, passphrase)
    root_key = ECC.generate(curve="P-256")
    root = authority(root_key, holder, test=False, years=10)
    past = datetime.now(UTC) - timedelta(days=900)
    asked = request_certificate(tmp_path, passphrase, holder)
    expired = issue(root, root_key, asked, years=1, now=past)
    own = key.certificate
    for pem in (
        b"nothing",
        to_pem(other_key.certificate),
        to_pem(own, other_key.certificate),
        to_pem(expired),
        to_pem(authority(key._key, holder, test=False, years=1)),
    ):
        refused(lambda pem=pem: install_certificate(tmp_path, passphrase, pem))
    assert open_seal_key(tmp_path, passphrase).certificate == own
    path = tmp_path / "certificate.pem"
    path.write_bytes(to_pem(other_key.certificate))
    refused(lambda: open_seal_key(tmp_path, passphrase))
    path.unlink()
    refused(lambda: open_seal_key(tmp_path, passphrase))
