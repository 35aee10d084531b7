"""Certificates of the seal: profiles, marks of test keys, and an office's own authority."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from Crypto.PublicKey import ECC
from cryptography import x509

from evidence.errors import KeyFault
from evidence.seal.certificate import (
    DOCUMENT_SIGNING,
    TEST_MARK,
    TEST_POLICY,
    Holder,
    authority,
    fingerprint,
    is_authority,
    is_test,
    issue,
    may_seal,
    request,
    self_signed,
    to_pem,
)
from tests.evidence.seal.program import must


def new_key() -> ECC.EccKey:
    return ECC.generate(curve="P-256")


def test_a_seal_certificate_may_sign_documents_and_nothing_else(
    tmp_path: Path, holder: Holder
) -> None:
    made = self_signed(new_key(), holder, test=False, years=5)
    path = tmp_path / "c.pem"
    path.write_bytes(to_pem(made))
    text = must("x509", "-in", path, "-noout", "-text", "-nameopt", "utf8,sep_comma_plus")
    assert "Digital Signature, Non Repudiation" in text
    assert "CA:FALSE" in text
    assert "示例县市场监督管理局" in text
    assert DOCUMENT_SIGNING.dotted_string in text or "Document Signing" in text
    assert not is_authority(made)
    assert may_seal(made)
    assert not is_test(made)
    days = (made.not_valid_after_utc - made.not_valid_before_utc).days
    assert 5 * 365 <= days <= 5 * 366
    printed = must("x509", "-in", path, "-noout", "-fingerprint", "-sha256")
    assert printed.strip().partition("=")[2] == fingerprint(made)


def test_a_test_certificate_says_so_in_name_and_policy(holder: Holder) -> None:
    made = self_signed(new_key(), holder, test=True, years=1)
    assert is_test(made)
    (name,) = made.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    assert TEST_MARK in str(name.value)
    policies = made.extensions.get_extension_for_class(x509.CertificatePolicies).value
    assert [one.policy_identifier for one in policies] == [TEST_POLICY]


@pytest.mark.parametrize("office", ["", " ", "局" * 41, "局\n长", "局\u202e"])
def test_an_office_without_a_usable_name_gets_no_certificate(office: str) -> None:
    with pytest.raises(KeyFault) as caught:
        self_signed(new_key(), Holder(office), test=False, years=1)
    assert caught.value.code == "subject"


def test_an_authority_of_the_office_issues_what_openssl_accepts(
    tmp_path: Path, holder: Holder
) -> None:
    root_key, key = new_key(), new_key()
    root = authority(root_key, holder, test=False, years=20)
    assert is_authority(root)
    assert not may_seal(root)
    asked = request(key, holder, test=False)
    must("req", "-verify", "-noout", data=asked)
    made = issue(root, root_key, asked, years=3)
    (tmp_path / "root.pem").write_bytes(to_pem(root))
    (tmp_path / "seal.pem").write_bytes(to_pem(made))
    checked = ("verify", "-x509_strict", "-CAfile", tmp_path / "root.pem", tmp_path / "seal.pem")
    assert "OK" in must(*checked)
    assert made.public_key() == x509.load_pem_x509_csr(asked).public_key()
    assert may_seal(made)
    assert not is_authority(made)
    assert not is_test(made)


def test_the_mark_of_a_test_key_is_not_lost_on_the_way(holder: Holder) -> None:
    root_key, test_root_key, key = new_key(), new_key(), new_key()
    root = authority(root_key, holder, test=False, years=1)
    test_root = authority(test_root_key, holder, test=True, years=1)
    assert is_test(issue(root, root_key, request(key, holder, test=True), years=1))
    assert is_test(issue(test_root, test_root_key, request(key, holder, test=True), years=1))
    with pytest.raises(KeyFault, match="test root"):
        issue(test_root, test_root_key, request(key, holder, test=False), years=1)


def test_what_is_no_request_or_no_authority_is_refused(holder: Holder) -> None:
    root_key, key = new_key(), new_key()
    root = authority(root_key, holder, test=False, years=1)
    asked = request(key, holder, test=False)
    lines = asked.splitlines(keepends=True)
    broken = b"".join([*lines[:-3], lines[-3][:8] + b"AAAA" + lines[-3][12:], *lines[-2:]])
    for pem, code in ((b"nothing", "certificate"), (broken, "certificate")):
        with pytest.raises(KeyFault) as caught:
            issue(root, root_key, pem, years=1)
        assert caught.value.code == code
    leaf = self_signed(key, holder, test=False, years=1)
    with pytest.raises(KeyFault) as caught:
        issue(leaf, key, asked, years=1)
    assert caught.value.code == "not-authority"


def test_a_certificate_is_valid_from_a_little_before_it_was_made(holder: Holder) -> None:
    now = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
    made = self_signed(new_key(), holder, test=False, years=1, now=now)
    assert made.not_valid_before_utc == now - timedelta(minutes=5)
    assert made.not_valid_after_utc == now + timedelta(days=365)
