"""The seal: what openssl accepts, and each way in which it may fail to hold."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from Crypto.PublicKey import ECC
from cryptography import x509

from evidence.errors import KeyFault, SealFault
from evidence.seal import cms, der
from evidence.seal.certificate import Holder, authority, issue, request, self_signed, to_der, to_pem
from evidence.seal.seal import (
    CODES,
    SealFacts,
    SealSubject,
    seal,
    seal_once,
    verify_seal,
)
from evidence.seal.seal_key import P256_ORDER, SealKey
from tests.evidence.seal.authorities import certify
from tests.evidence.seal.program import openssl

CONTENT = "manifest 清单\r\n".encode() * 40
SUBJECT = SealSubject("示例〔2026〕12号", 2)


def sealed(key: SealKey, content: bytes = CONTENT, **options: Any) -> bytes:
    settings: dict[str, Any] = {"subject": SUBJECT, "case_is_real": False} | options
    return seal(content, key, settings.pop("subject"), **settings)


def verified(key: SealKey, made: bytes, content: bytes = CONTENT, **options: Any) -> SealFacts:
    settings: dict[str, Any] = {"subject": SUBJECT} | options
    return verify_seal(content, made, settings.pop("roots", [key.certificate]), **settings)


def fails(code: str, attempt: Callable[[], object]) -> SealFault:
    with pytest.raises(SealFault) as caught:
        attempt()
    assert caught.value.code == code, caught.value.en
    assert caught.value.code in CODES
    assert caught.value.diagnostics("zh") != caught.value.diagnostics("en")
    return caught.value


def judge(folder: Path, made: bytes, content: bytes, roots: bytes, *more: str) -> bool:
    """What the openssl program says, asked as VERIFY.txt asks it."""
    (folder / "m").write_bytes(content)
    (folder / "m.p7s").write_bytes(made)
    (folder / "root.pem").write_bytes(roots)
    asked = ("cms", "-verify", "-binary", "-inform", "DER", "-in", folder / "m.p7s")
    trust = ("-content", folder / "m", "-CAfile", folder / "root.pem", "-purpose", "any")
    return openssl(*asked, *trust, "-out", "/dev/null", *more).returncode == 0


def test_a_seal_holds_and_says_who_when_and_for_what(real_key: SealKey, holder: Holder) -> None:
    now = datetime(2026, 11, 24, 8, 5, 7, 999, tzinfo=UTC)
    made = seal(CONTENT, real_key, SUBJECT, case_is_real=True)
    facts = verified(real_key, made, case_is_real=True)
    assert facts.fingerprint == real_key.fingerprint
    assert holder.office in facts.signer
    assert facts.subject == SUBJECT
    assert facts.trusted
    assert not facts.test
    assert facts.chain == (real_key.certificate,)
    assert abs(facts.signed_at - datetime.now(UTC)) < timedelta(minutes=1)
    with pytest.raises(KeyFault):
        seal(CONTENT, real_key, SUBJECT, case_is_real=True, now=now - timedelta(days=9))


@pytest.mark.parametrize("more", [(), ("-cades",), ("-x509_strict",)])
def test_openssl_accepts_it_and_refuses_it_over_other_content(
    tmp_path: Path, real_key: SealKey, other_key: SealKey, more: tuple[str, ...]
) -> None:
    made, root = sealed(real_key), to_pem(real_key.certificate)
    assert judge(tmp_path, made, CONTENT, root, *more)
    assert not judge(tmp_path, made, CONTENT + b" ", root, *more)
    assert not judge(tmp_path, made, CONTENT, to_pem(other_key.certificate), *more)


def test_a_seal_under_an_authority_is_accepted_with_the_root_alone(
    tmp_path: Path, holder: Holder, real_key: SealKey
) -> None:
    root_key = ECC.generate(curve="P-256")
    root = authority(root_key, holder, test=False, years=10)
    issued = issue(root, root_key, request(real_key._key, holder, test=False), years=2)
    key = SealKey(issued, (), real_key._key)
    made = sealed(key)
    facts = verified(key, made, roots=[root])
    assert facts.chain == (issued, root)
    assert judge(tmp_path, made, CONTENT, to_pem(root), "-x509_strict", "-cades")
    fails("foreign", lambda: verified(key, made, roots=[real_key.certificate]))


def test_certificates_between_travel_with_the_seal(tmp_path: Path, real_key: SealKey) -> None:
    root = certify("outside root")
    between = certify("outside issuer", root)
    public = x509.load_der_x509_certificate(to_der(real_key.certificate)).public_key()
    leaf = (
        x509.CertificateBuilder()
        .subject_name(real_key.certificate.subject)
        .issuer_name(between.certificate.subject)
        .public_key(public)  # type: ignore[arg-type]
        .serial_number(7)
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=100))
        .add_extension(
            real_key.certificate.extensions.get_extension_for_class(x509.KeyUsage).value, True
        )
        .sign(between.key, cms.hashes.SHA256())
    )
    key = SealKey(leaf, (between.certificate,), real_key._key)
    made = sealed(key)
    assert verified(key, made, roots=[root.certificate]).chain[1:] == (
        between.certificate,
        root.certificate,
    )
    assert judge(tmp_path, made, CONTENT, root.pem)
    stuffed = SealKey(
        leaf, (between.certificate, root.certificate, certify("x").certificate), key._key
    )
    extra = sealed(stuffed)
    fails("altered", lambda: verified(key, extra, roots=[root.certificate]))
    bare = sealed(SealKey(leaf, (), real_key._key))
    fails("foreign", lambda: verified(key, bare, roots=[root.certificate]))


def test_a_stripped_seal(real_key: SealKey) -> None:
    fails("stripped", lambda: verified(real_key, b""))
    signed = cms.read_signed(sealed(real_key))
    body = der.sequence(
        der.integer(1),
        der.set_of([]),
        der.sequence(der.oid(cms.DATA)),
        der.set_of(signed.certificates, 0xA0),
        der.set_of([]),
    )
    unsigned = der.sequence(der.oid(cms.SIGNED_DATA), der.write(0xA0, body))
    fails("stripped", lambda: verified(real_key, unsigned))


def test_a_stale_seal(real_key: SealKey) -> None:
    made = sealed(real_key)
    said = fails("stale", lambda: verified(real_key, made, CONTENT + b"one more line\n"))
    assert SUBJECT.text() in said.en
    older = sealed(real_key, subject=SealSubject(SUBJECT.case, 1))
    fails("stale", lambda: verified(real_key, older))


def test_the_seal_of_another_case(real_key: SealKey) -> None:
    other = sealed(real_key, b"other manifest", subject=SealSubject("示例〔2026〕13号"))
    fails("other-case", lambda: verified(real_key, other))
    same_content = sealed(real_key, subject=SealSubject("示例〔2026〕13号", 2))
    fails("other-case", lambda: verified(real_key, same_content))
    assert verified(real_key, same_content, subject=None).subject.case == "示例〔2026〕13号"


def test_a_foreign_seal(tmp_path: Path, real_key: SealKey, other_key: SealKey) -> None:
    made = sealed(other_key)
    fails("foreign", lambda: verified(real_key, made))
    assert not judge(tmp_path, made, CONTENT, to_pem(real_key.certificate))
    facts = verified(real_key, made, roots=None)
    assert not facts.trusted, "without roots nothing is said of who it is"
    assert facts.fingerprint == other_key.fingerprint


def reassembled(made: bytes, **changes: Any) -> bytes:
    """The seal with parts of it put there by somebody else."""
    signed = cms.read_signed(made)
    assert signed.signer is not None
    parts: dict[str, Any] = {
        "certificates": signed.certificates,
        "identifier": signed.signer.identifier.raw,
        "attributes": [one.raw for one in der.read(signed.signer.attribute_set).inside(der.SET)],
        "signature": signed.signer.signature,
    } | changes
    return cms.assemble(*parts.values())


def test_a_swapped_certificate(
    tmp_path: Path, real_key: SealKey, other_key: SealKey, holder: Holder
) -> None:
    made = sealed(real_key)
    assert reassembled(made) == made
    theirs = to_der(other_key.certificate)
    fails("swapped", lambda: verified(real_key, reassembled(made, certificates=[theirs])))
    named = cms.identify(other_key.certificate)
    both = reassembled(made, certificates=[theirs], identifier=named)
    fails("swapped", lambda: verified(real_key, both))
    # Another certificate for the very same key: openssl sees nothing, the attribute does.
    twin = self_signed(real_key._key, holder, test=False, years=1)
    swapped = reassembled(made, certificates=[to_der(twin)], identifier=cms.identify(twin))
    assert judge(tmp_path, swapped, CONTENT, to_pem(twin))
    fails("swapped", lambda: verified(real_key, swapped, roots=[twin]))


def test_a_signature_that_was_altered(real_key: SealKey) -> None:
    made = sealed(real_key)
    signer = cms.read_signed(made).signer
    assert signer is not None
    r, s = (one.integer() for one in der.read(signer.signature).inside())
    for other in ((r, s + 1), (r ^ 1, s), (r, P256_ORDER - s)):
        signature = der.sequence(*map(der.integer, other))
        altered = reassembled(made, signature=signature)
        fails("altered", lambda altered=altered: verified(real_key, altered))


def test_a_seal_of_another_make_is_none_of_ours(tmp_path: Path, real_key: SealKey) -> None:
    (tmp_path / "m").write_bytes(CONTENT)
    (tmp_path / "key.pem").write_text(real_key._key.export_key(format="PEM"))
    (tmp_path / "c.pem").write_bytes(to_pem(real_key.certificate))
    for more in ((), ("-cades",), ("-nodetach",), ("-noattr",), ("-md", "sha1")):
        asked = ("cms", "-sign", "-binary", "-in", tmp_path / "m", "-signer", tmp_path / "c.pem")
        out = ("-inkey", tmp_path / "key.pem", "-outform", "DER", "-out", tmp_path / "p7s")
        assert openssl(*asked, *out, *more).returncode == 0
        with pytest.raises(SealFault) as caught:
            verified(real_key, (tmp_path / "p7s").read_bytes())
        assert caught.value.code in {"malformed", "weak", "unsupported"}, more


def test_time_and_withdrawal_decide_with_the_stamp(real_key: SealKey) -> None:
    made = sealed(real_key)
    after = real_key.certificate.not_valid_after_utc + timedelta(days=1)
    fails("expired", lambda: verified(real_key, made, at=after))
    # Ten years later the stamp's own time still lets it hold.
    now = datetime.now(UTC)
    assert verified(real_key, made, at=now, stamped=True)
    withdrawn = {real_key.fingerprint: now + timedelta(hours=1)}
    assert verified(real_key, made, at=now, stamped=True, withdrawn=withdrawn)
    late = now + timedelta(hours=2)
    fails("withdrawn", lambda: verified(real_key, made, at=now, withdrawn=withdrawn))
    fails(
        "withdrawn",
        lambda: verified(real_key, made, at=late, stamped=True, withdrawn=withdrawn),
    )


def test_a_test_key_seals_no_real_case(test_key: SealKey) -> None:
    with pytest.raises(KeyFault) as caught:
        seal(CONTENT, test_key, SUBJECT, case_is_real=True)
    assert caught.value.code == "test-key"
    made = sealed(test_key)
    assert verified(test_key, made).test
    fails("test-key", lambda: verified(test_key, made, case_is_real=True))


def test_a_certificate_for_something_else_seals_nothing(real_key: SealKey) -> None:
    signer = certify("no signer", cert_sign=True)
    key = SealKey(signer.certificate, (), real_key._key)
    made = sealed(key)
    with pytest.raises(SealFault):
        verified(key, made)


def test_an_expired_key_seals_nothing(real_key: SealKey) -> None:
    late = real_key.certificate.not_valid_after_utc + timedelta(seconds=1)
    with pytest.raises(KeyFault) as caught:
        seal(CONTENT, real_key, SUBJECT, case_is_real=False, now=late)
    assert caught.value.code == "expired"


def test_no_single_byte_of_a_seal_can_be_changed(real_key: SealKey) -> None:
    made = sealed(real_key)
    chance = random.Random(20261124)
    for place in range(len(made)):
        changed = bytearray(made)
        changed[place] ^= 1 << chance.randrange(8)
        with pytest.raises(SealFault):
            verified(real_key, bytes(changed))
    for cut in chance.sample(range(len(made)), 40):
        with pytest.raises(SealFault):
            verified(real_key, made[:cut])
    for more in (b"\x00", b"\n", made):
        fails("malformed", lambda more=more: verified(real_key, made + more))


def test_a_seal_is_made_once(tmp_path: Path, real_key: SealKey, other_key: SealKey) -> None:
    path = tmp_path / "seal" / "manifest.p7s"
    first = seal_once(path, CONTENT, real_key, SUBJECT, case_is_real=True)
    later = datetime.now(UTC) + timedelta(days=3)
    assert seal_once(path, CONTENT, real_key, SUBJECT, case_is_real=True, now=later) == first
    assert path.read_bytes() == first
    fails("stale", lambda: seal_once(path, b"else", real_key, SUBJECT, case_is_real=True))
    next_state = SealSubject(SUBJECT.case, 3)
    fails("stale", lambda: seal_once(path, CONTENT, real_key, next_state, case_is_real=True))
    path.write_bytes(b"")
    fails("stripped", lambda: seal_once(path, CONTENT, real_key, SUBJECT, case_is_real=True))
    assert [one.name for one in path.parent.iterdir()] == ["manifest.p7s"]


@pytest.mark.parametrize("case", ["", "甲#1", "a#b#2", "x" * 300])
def test_a_subject_comes_back_from_its_text(case: str) -> None:
    subject = SealSubject(case, 11)
    assert SealSubject.of(subject.text()) == subject


@pytest.mark.parametrize("text", ["", "12", "case#", "case#01", "case# 1", "case#1.0", "case#one"])
def test_what_is_no_subject_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        SealSubject.of(text)
