"""Time-stamps against the openssl program on both sides, and each way in which one may fail."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID

from evidence.errors import TimestampFault
from evidence.seal import cms, der
from evidence.seal.openssl_program import judge_timestamp
from evidence.seal.timestamp import (
    CODES,
    Token,
    new_nonce,
    timestamp_request,
    verify_timestamp,
)
from tests.evidence.seal.authorities import TIME_STAMPING, certify
from tests.evidence.seal.program import must, openssl
from tests.evidence.seal.tokens import info_of, response_with
from tests.evidence.seal.tsa import POLICY, Authority, authority

SIGNATURE = b"the bytes of a seal"
NONCE = 0x8123456789ABCDEF


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authority(tmp_path_factory.mktemp("tsa"))


@pytest.fixture(scope="module")
def response(local: Authority) -> bytes:
    return local.answer(timestamp_request(SIGNATURE, NONCE))


def verified(local: Authority, response: bytes, **options: Any) -> Token:
    settings: dict[str, Any] = {"nonce": NONCE, "tsa": "local"} | options
    roots = settings.pop("roots", [local.root.certificate])
    return verify_timestamp(settings.pop("signature", SIGNATURE), response, roots, **settings)


def fails(code: str, attempt: Callable[[], object]) -> TimestampFault:
    with pytest.raises(TimestampFault) as caught:
        attempt()
    assert caught.value.code == code, caught.value.en
    assert caught.value.code in CODES
    assert caught.value.diagnostics("zh") != caught.value.diagnostics("en")
    return caught.value


def test_openssl_reads_what_we_ask(tmp_path: Path) -> None:
    (tmp_path / "data").write_bytes(SIGNATURE)
    for policy in (None, POLICY):
        (tmp_path / "q").write_bytes(timestamp_request(SIGNATURE, NONCE, policy))
        text = must("ts", "-query", "-in", tmp_path / "q", "-text")
        assert "Hash Algorithm: sha256" in text
        assert f"0x{NONCE:X}" in text
        assert "Certificate required: yes" in text
        assert f"Policy OID: {policy or 'unspecified'}" in text
    assert timestamp_request(SIGNATURE, NONCE) != timestamp_request(SIGNATURE, NONCE + 1)


def test_nonces_are_long_and_never_the_same() -> None:
    nonces = {new_nonce() for _ in range(100)}
    assert len(nonces) == 100
    assert all(nonce.bit_length() == 64 for nonce in nonces)


def test_a_stamp_that_holds_says_when_by_whom_and_under_what(
    local: Authority, response: bytes
) -> None:
    token = verified(local, response)
    assert abs(token.time - datetime.now(UTC)) < timedelta(minutes=2)
    assert token.policy == POLICY
    assert token.nonce == NONCE
    assert token.accuracy == timedelta(seconds=1.5)
    assert token.signer == "CN=time-stamps"
    assert token.trusted
    assert token.judged_by == "wangjian"
    assert local.between is not None
    assert token.chain == (local.signer.certificate, local.between.certificate)
    assert token.response == response
    assert token.off_by(token.time + timedelta(seconds=9)) == timedelta(seconds=9)


def test_openssl_verifies_with_the_chain_we_keep(
    tmp_path: Path, local: Authority, response: bytes
) -> None:
    token = verified(local, response)
    (tmp_path / "m.p7s").write_bytes(SIGNATURE)
    (tmp_path / "m.tsr").write_bytes(response)
    (tmp_path / "chain.pem").write_bytes(token.untrusted_pem())
    (tmp_path / "root.pem").write_bytes(local.root.pem)
    asked = ("ts", "-verify", "-data", tmp_path / "m.p7s", "-in", tmp_path / "m.tsr")
    trust = ("-CAfile", tmp_path / "root.pem", "-untrusted", tmp_path / "chain.pem")
    assert "Verification: OK" in must(*asked, *trust)
    (tmp_path / "m.p7s").write_bytes(SIGNATURE + b"!")
    assert openssl(*asked, *trust).returncode != 0


@pytest.mark.parametrize("digest", ["sha256", "sha384", "sha512"])
@pytest.mark.parametrize("kind", ["rsa", "p256", "p384"])
def test_authorities_of_many_kinds(tmp_path: Path, kind: str, digest: str) -> None:
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
    if kind == "rsa":
        key = rsa.generate_private_key(65537, 2048)
    else:
        key = ec.generate_private_key(ec.SECP256R1() if kind == "p256" else ec.SECP384R1())
    root = certify("root", hash_algorithm=hashes.SHA512())
    signer = certify("stamps", root, ca=False, eku=TIME_STAMPING, key=key)
    tsa = authority(tmp_path, between=False, root=root, signer=signer)
    options = {"whole_chain": kind == "rsa", "identifier": "sha1" if kind == "p256" else digest}
    answer = tsa.answer(timestamp_request(SIGNATURE, NONCE), digest=digest, **options)  # type: ignore[arg-type]
    assert verified(tsa, answer).fingerprint


def test_an_authority_that_sends_no_chain_is_helped_by_the_configuration(
    local: Authority,
) -> None:
    answer = local.answer(timestamp_request(SIGNATURE, NONCE), send_chain=False)
    fails("foreign", lambda: verified(local, answer))
    assert local.between is not None
    assert verified(local, answer, intermediates=[local.between.certificate])
    unasked = timestamp_request(SIGNATURE, NONCE)
    without = der.read(unasked).inside()[:-1]
    answer = local.answer(der.sequence(*(one.raw for one in without)), send_chain=False)
    fails("certificate-missing", lambda: verified(local, answer))
    both = [local.between.certificate, local.signer.certificate]
    assert verified(local, answer, intermediates=both).chain == tuple(reversed(both))


def test_the_stamp_of_something_else(local: Authority) -> None:
    other = local.answer(timestamp_request(b"another seal", NONCE))
    fails("imprint", lambda: verified(local, other))


def test_the_answer_to_another_request(local: Authority, response: bytes) -> None:
    fails("nonce", lambda: verified(local, response, nonce=NONCE + 2))
    assert verified(local, response, nonce=None)
    whole = der.read(timestamp_request(SIGNATURE, NONCE)).inside()
    without = der.sequence(whole[0].raw, whole[1].raw, whole[3].raw)
    fails("nonce", lambda: verified(local, local.answer(without)))


def test_another_policy_than_the_one_required(local: Authority, response: bytes) -> None:
    assert verified(local, response, policy=POLICY)
    said = fails("policy", lambda: verified(local, response, policy="2.25.1234.8"))
    assert POLICY in said.en


@pytest.mark.parametrize("algorithm", ["sha1", "sha512"])
def test_an_imprint_that_is_not_sha256(tmp_path: Path, local: Authority, algorithm: str) -> None:
    (tmp_path / "data").write_bytes(SIGNATURE)
    query = tmp_path / "q"
    must("ts", "-query", "-data", tmp_path / "data", f"-{algorithm}", "-cert", "-out", query)
    answer = local.answer(query.read_bytes())
    fails("imprint-algorithm", lambda: verified(local, answer, nonce=None))


def test_an_authority_that_refuses_says_why(tmp_path: Path, local: Authority) -> None:
    (tmp_path / "data").write_bytes(SIGNATURE)
    md5 = ("-md5", "-cert", "-out", tmp_path / "q")
    must("ts", "-query", "-data", tmp_path / "data", *md5)
    answer = local.answer((tmp_path / "q").read_bytes())
    said = fails("rejected", lambda: verified(local, answer))
    assert "status 2" in said.en
    hostile = der.sequence(
        der.sequence(der.integer(2), der.sequence(der.write(der.UTF8_STRING, b"no\x1b[2J\n\xff")))
    )
    said = fails("rejected", lambda: verified(local, hostile))
    assert "\x1b" not in said.en
    assert "\n" not in said.zh


def test_a_granted_answer_without_a_token(local: Authority) -> None:
    fails("stripped", lambda: verified(local, der.sequence(der.sequence(der.integer(0)))))


def test_an_authority_of_somebody_else(tmp_path: Path, local: Authority) -> None:
    twin = authority(tmp_path)
    answer = twin.answer(timestamp_request(SIGNATURE, NONCE))
    fails("foreign", lambda: verified(local, answer))
    token = verified(local, answer, roots=None)
    assert not token.trusted, "without roots nothing is said of who it is"


@pytest.mark.parametrize(
    ("eku", "critical"),
    [
        ((), True),
        ((ExtendedKeyUsageOID.EMAIL_PROTECTION,), True),
        ((ExtendedKeyUsageOID.TIME_STAMPING, ExtendedKeyUsageOID.CLIENT_AUTH), True),
        ((ExtendedKeyUsageOID.TIME_STAMPING,), False),
    ],
)
def test_a_certificate_that_is_none_for_time_stamping(
    local: Authority, response: bytes, eku: Any, critical: bool
) -> None:
    # openssl makes no such stamp, so the same statement is signed by hand.
    bad = certify("time-stamps", local.root, ca=False, eku=eku, eku_critical=critical)
    fails("usage", lambda: verified(local, response_with(info_of(response), bad)))


def test_a_stamp_put_together_by_hand_holds_if_all_is_right(
    tmp_path: Path, local: Authority, response: bytes
) -> None:
    """So that those below fail for the reason they are made for."""
    good = certify("time-stamps", local.root, ca=False, eku=TIME_STAMPING)
    made = response_with(info_of(response), good)
    token = verified(local, made)
    assert token.chain == (good.certificate,)
    roots = [local.root.certificate]
    verdict = judge_timestamp(SIGNATURE, made, roots, token.chain, token.time)
    assert verdict is not None
    assert verdict.holds, verdict.said


def test_a_swapped_certificate(local: Authority, response: bytes) -> None:
    info = info_of(response)
    good = certify("time-stamps", local.root, ca=False, eku=TIME_STAMPING)
    twin = certify("time-stamps", local.root, ca=False, eku=TIME_STAMPING, key=good.key)
    fails("swapped", lambda: verified(local, response_with(info, good, named=twin)))
    missing = response_with(info, good, certificates=[twin])
    fails("certificate-missing", lambda: verified(local, missing))


def test_a_statement_that_was_altered(local: Authority, response: bytes) -> None:
    info = info_of(response)
    good = certify("time-stamps", local.root, ca=False, eku=TIME_STAMPING)
    fails("altered", lambda: verified(local, response_with(info, good, digest=bytes(32))))
    other = certify("time-stamps", local.root, ca=False, eku=TIME_STAMPING)
    forged = replace(good, key=other.key)
    fails("altered", lambda: verified(local, response_with(info, forged)))
    plain = response_with(info, good, content_type=cms.DATA)
    fails("malformed", lambda: verified(local, plain))


def test_an_authority_whose_certificate_had_expired(
    tmp_path: Path, local: Authority, response: bytes
) -> None:
    info = info_of(response)
    for days in ((-100, -1), (1, 100)):
        late = certify("time-stamps", local.root, ca=False, eku=TIME_STAMPING, days=days)
        said = fails("expired", lambda late=late: verified(local, response_with(info, late)))
        assert "time-stamps" in said.zh


def test_a_stamp_outlives_the_certificate(local: Authority) -> None:
    """Nothing is judged at the time of looking: openssl with -attime is of the same mind."""
    query = timestamp_request(SIGNATURE, NONCE)
    brief = certify("root", days=(-10, 3))
    signer = certify("time-stamps", brief, ca=False, eku=TIME_STAMPING, days=(-10, 2))
    tsa = authority(local.folder / "brief", between=False, root=brief, signer=signer)
    answer = tsa.answer(query)
    token = verified(tsa, answer)
    for days, holds in ((0, True), (1, True), (5, False)):
        at = token.time + timedelta(days=days)
        verdict = judge_timestamp(SIGNATURE, answer, [brief.certificate], token.chain, at)
        assert verdict is not None
        assert verdict.holds is holds, verdict.said


def test_a_broken_hash_is_refused(local: Authority, response: bytes) -> None:
    info = info_of(response)
    good = certify("time-stamps", local.root, ca=False, eku=TIME_STAMPING)
    sha1 = response_with(info, good, signature_algorithm="1.2.840.10045.4.1")
    fails("weak", lambda: verified(local, sha1))
    hidden = response_with(info, good, digest_algorithm="1.3.14.3.2.26")
    fails("weak", lambda: verified(local, hidden))
    signed_sha1 = local.answer(timestamp_request(SIGNATURE, NONCE), digest="sha1")
    fails("weak", lambda: verified(local, signed_sha1))


def test_what_we_do_not_know_is_left_to_openssl(local: Authority, response: bytes) -> None:
    info = info_of(response)
    good = certify("time-stamps", local.root, ca=False, eku=TIME_STAMPING)
    forged = replace(good, key=certify("other key").key)
    sm2 = response_with(info, forged, signature_algorithm="1.2.156.10197.1.501")
    said = fails("unsupported", lambda: verified(local, sm2))
    assert "1.2.156.10197.1.501" in said.en
    fails("unsupported", lambda: verified(local, sm2, roots=None))
    # ECDSA with SHA3-256: openssl knows it, we do not.
    sha3 = certify("time-stamps", local.root, ca=False, eku=TIME_STAMPING)
    tsa = authority(local.folder / "sha3", between=False, root=local.root, signer=sha3)
    answer = tsa.answer(timestamp_request(SIGNATURE, NONCE), digest="sha3-256")
    token = verified(local, answer)
    assert token.judged_by == "openssl"
    assert token.trusted
    fails("imprint", lambda: verified(local, answer, signature=b"other"))
    stranger = certify("stranger").certificate
    fails("unsupported", lambda: verified(local, answer, roots=[stranger]))


def test_no_byte_that_is_signed_can_be_changed(local: Authority, response: bytes) -> None:
    """And of those that are not, none makes another stamp out of it, or breaks anything."""
    chance = random.Random(3161)
    honest = verified(local, response)
    refused = 0
    for place in range(len(response)):
        changed = bytearray(response)
        changed[place] ^= 1 << chance.randrange(8)
        try:
            token = verified(local, bytes(changed))
        except TimestampFault:
            refused += 1
        else:
            assert (token.time, token.serial, token.policy) == (
                honest.time,
                honest.serial,
                honest.policy,
            )
    info = info_of(response)
    assert refused > len(response) // 2
    start = response.index(info)
    for place in range(start, start + len(info)):
        changed = bytearray(response)
        changed[place] ^= 1 << chance.randrange(8)
        with pytest.raises(TimestampFault):
            verified(local, bytes(changed))
    for cut in chance.sample(range(len(response)), 60):
        with pytest.raises(TimestampFault):
            verified(local, response[:cut])


@pytest.mark.parametrize(
    "garbage",
    [
        b"",
        b"<html>captive portal</html>",
        b"\x30\x80" * 9000,
        b"\x30" * 100,
        der.sequence(der.sequence(der.integer(0)), der.sequence(), der.sequence()),
        der.octets(b"x") * 2,
        b"\x30\x84\xff\xff\xff\xff",
        b"x" * 300_000,
    ],
)
def test_what_is_no_response_at_all(local: Authority, garbage: bytes) -> None:
    fails("malformed", lambda: verified(local, garbage))


def test_an_answer_in_ber_is_read_too(local: Authority, response: bytes) -> None:
    """Some authorities wrap their token in indefinite lengths (X.690, 8.1.3.6)."""
    status, token = der.read(response).inside()
    kind, wrapped = token.inside()

    def indefinite(tag: int, content: bytes) -> bytes:
        return bytes((tag, 0x80)) + content + b"\x00\x00"

    body = indefinite(0x30, wrapped.inside(0xA0)[0].content)
    ber = indefinite(0x30, status.raw + indefinite(0x30, kind.raw + indefinite(0xA0, body)))
    assert ber != response
    token_of_ber = verified(local, ber)
    verdict = judge_timestamp(
        SIGNATURE, ber, [local.root.certificate], token_of_ber.chain, token_of_ber.time
    )
    assert verdict is not None
    assert verdict.holds, verdict.said
