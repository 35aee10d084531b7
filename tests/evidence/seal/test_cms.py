"""Reading SignedData: what openssl makes is read, and hostile bytes are refused."""

import random
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from evidence.seal import cms, der
from evidence.seal.certificate import to_der
from evidence.seal.der import Malformed
from tests.evidence.seal.authorities import Issued, certify
from tests.evidence.seal.program import must

CONTENT = b"content\n" * 9


def signed_by_openssl(folder: Path, signer: Issued, *more: str) -> bytes:
    (folder / "m").write_bytes(CONTENT)
    (folder / "c.pem").write_bytes(signer.pem)
    (folder / "k.pem").write_bytes(signer.key_pem)
    asked = ("cms", "-sign", "-binary", "-in", folder / "m", "-signer", folder / "c.pem")
    must(*asked, "-inkey", folder / "k.pem", "-outform", "DER", "-out", folder / "p7", *more)
    return (folder / "p7").read_bytes()


def signer_of(kind: str) -> Issued:
    keys = {
        "rsa": lambda: rsa.generate_private_key(65537, 2048),
        "p256": lambda: ec.generate_private_key(ec.SECP256R1()),
        "p521": lambda: ec.generate_private_key(ec.SECP521R1()),
        "small": lambda: rsa.generate_private_key(65537, 1024),
    }
    return certify(f"{kind} signer", ca=False, key=keys[kind]())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("rsa", ()),
        ("rsa", ("-md", "sha512")),
        ("rsa", ("-keyopt", "rsa_padding_mode:pss")),
        ("rsa", ("-keyopt", "rsa_padding_mode:pss", "-keyopt", "rsa_pss_saltlen:20")),
        ("p256", ()),
        ("p256", ("-md", "sha384")),
        ("p521", ("-cades",)),
        ("p256", ("-keyid",)),
        ("p256", ("-nodetach",)),
    ],
)
def test_signatures_of_many_kinds_are_verified(
    tmp_path: Path, kind: str, more: tuple[str, ...]
) -> None:
    signer = signer_of(kind)
    signed = cms.read_signed(signed_by_openssl(tmp_path, signer, *more))
    assert signed.signer is not None
    assert signed.content == (CONTENT if "-nodetach" in more else None)
    certificate = cms.signer_certificate(signed)
    assert certificate == signer.certificate
    assert cms.signature_holds(signed.signer, signer.certificate)
    assert not cms.signature_holds(signed.signer, signer_of(kind).certificate)
    digest = cms.digest_of(CONTENT, signed.signer.digest_algorithm)
    assert signed.signer.attribute(cms.MESSAGE_DIGEST).octets() == digest
    named = cms.names_certificate(signed.signer, to_der(signer.certificate))
    assert named is (True if "-cades" in more else None)


def test_weak_and_unknown_algorithms_are_told_apart(tmp_path: Path) -> None:
    signer = signer_of("p256")
    for more, error in ((("-md", "sha1"), cms.Weak), (("-md", "sha3-256"), cms.Unsupported)):
        signed = cms.read_signed(signed_by_openssl(tmp_path, signer, *more))
        assert signed.signer is not None
        with pytest.raises(error):
            cms.signature_holds(signed.signer, signer.certificate)
    small = signer_of("small")
    signed = cms.read_signed(signed_by_openssl(tmp_path, small))
    assert signed.signer is not None
    with pytest.raises(cms.Weak):
        cms.signature_holds(signed.signer, small.certificate)
    with pytest.raises(cms.Unsupported):
        cms.signature_holds(signed.signer, signer.certificate)


@pytest.mark.parametrize("more", [("-noattr",), ("-nodetach", "-noattr")])
def test_signatures_without_signed_attributes_are_not_read(
    tmp_path: Path, more: tuple[str, ...]
) -> None:
    data = signed_by_openssl(tmp_path, signer_of("p256"), *more)
    with pytest.raises(Malformed):
        cms.read_signed(data)


def test_two_signers_are_one_too_many(tmp_path: Path) -> None:
    first = signed_by_openssl(tmp_path, signer_of("p256"), "-nodetach")
    second = signer_of("p256")
    (tmp_path / "c.pem").write_bytes(second.pem)
    (tmp_path / "k.pem").write_bytes(second.key_pem)
    (tmp_path / "p7").write_bytes(first)
    asked = ("cms", "-resign", "-inform", "DER", "-in", tmp_path / "p7", "-outform", "DER")
    must(
        *asked, "-signer", tmp_path / "c.pem", "-inkey", tmp_path / "k.pem", "-out", tmp_path / "2"
    )
    with pytest.raises(Malformed, match="more than one signer"):
        cms.read_signed((tmp_path / "2").read_bytes())


def test_a_signed_attribute_that_stands_twice_is_refused() -> None:
    attribute = cms.attribute(cms.CONTENT_TYPE, der.oid(cms.DATA))
    other = cms.attribute(cms.CONTENT_TYPE, der.oid(cms.SIGNED_DATA))
    signer = certify("signer", ca=False)
    identifier = cms.identify(signer.certificate)
    made = cms.assemble([], identifier, [attribute, other], b"signature")
    with pytest.raises(Malformed, match="twice"):
        cms.read_signed(made)
    assert cms.read_signed(cms.assemble([], identifier, [attribute], b"signature")).signer


def test_no_bytes_do_anything_but_be_read_or_refused(tmp_path: Path) -> None:
    data = signed_by_openssl(tmp_path, signer_of("p256"), "-cades", "-nodetach")
    chance = random.Random(5652)
    for _ in range(1500):
        altered = bytearray(data)
        for _ in range(chance.choice((1, 1, 3))):
            altered[chance.randrange(len(altered))] = chance.randrange(256)
        try:
            signed = cms.read_signed(bytes(altered))
            certificate = cms.signer_certificate(signed)
            if certificate is not None and signed.signer is not None:
                cms.names_certificate(signed.signer, data)
                cms.signature_holds(signed.signer, certificate)
        except (Malformed, cms.Weak, cms.Unsupported):
            pass
    with pytest.raises(Malformed):
        cms.read_signed(b"\x30" * 2_000_000)
