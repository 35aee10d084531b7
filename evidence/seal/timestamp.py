"""Time-stamps 时间戳 by RFC 3161 over a signature: what is asked, what came, whether it holds.

A stamp says that the signature existed by then, no more. It is judged at its
own time, so that it outlives the authority's certificate:

    openssl ts -verify -data M.p7s -in M.tsr -CAfile roots.pem -untrusted chain.pem -attime E

We read the token ourselves, with the reader that the seal has too, because a
court asks *why* one fails and because libraries refuse tokens that real
authorities give (certificates out of DER's order, BER). Where an algorithm is
unknown here, the openssl program decides about the signature and the chain.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID

from evidence.seal import cms, der
from evidence.seal.certificate import extension, fingerprint, may_seal, shown_name, to_der, to_pem
from evidence.seal.chain import ChainFault, find_chain
from evidence.seal.cms import Signed
from evidence.seal.der import Item, Malformed
from evidence.seal.digests import sha256_digest
from evidence.seal.openssl_program import judge_timestamp
from evidence.seal.timestamp_faults import CODES, timestamp_fault

__all__ = ["CODES", "Token", "Tsa", "new_nonce", "timestamp_request", "verify_timestamp"]

TST_INFO = "1.2.840.113549.1.9.16.1.4"
LARGEST_RESPONSE = 256 * 1024

_GRANTED = frozenset({0, 1})  # granted, grantedWithMods (RFC 3161, 2.4.2)
_BOOLEAN = 0x01


@dataclass(frozen=True, slots=True)
class Tsa:
    """A time-stamp authority: where it is asked, and what it is trusted by.

    `roots` come from the office's configuration, never from a package;
    `intermediates` help where it sends no chain. `policy` is demanded if given.
    """

    name: str
    url: str
    roots: tuple[x509.Certificate, ...]
    intermediates: tuple[x509.Certificate, ...] = ()
    policy: str | None = None


@dataclass(frozen=True, slots=True)
class Token:
    """A time-stamp that holds. `response` is what the authority sent, byte for byte.

    `time` is the authority's, in UTC, `accuracy` its own claim. `chain` begins
    with its certificate and leads towards the root, without it. `trusted` says
    whether roots were given and it leads to one of them. `judged_by` names who
    verified signature and chain: "wangjian" or "openssl".
    """

    response: bytes
    time: datetime
    policy: str
    serial: int
    nonce: int | None
    accuracy: timedelta | None
    signer: str
    fingerprint: str
    chain: tuple[x509.Certificate, ...]
    trusted: bool
    judged_by: str = "wangjian"

    def untrusted_pem(self) -> bytes:
        """What `openssl ts -verify -untrusted` needs: the chain in PEM, never empty.

        The authority's own certificate only where there is no other, or the token
        lacks it: openssl warns that it is no authority's.
        """
        own, *between = self.chain
        enough = between and to_der(own) in self.response
        return to_pem(*(between if enough else self.chain))

    def off_by(self, now: datetime) -> timedelta:
        """How far our clock `now` is before (positive) or behind the authority's time."""
        return now - self.time


def new_nonce() -> int:
    """A number that nobody can foresee, 64 bits long."""
    return secrets.randbits(64) | 1 << 63


def timestamp_request(signature: bytes, nonce: int, policy: str | None = None) -> bytes:
    """The TimeStampReq for `signature` (RFC 3161, 2.4.1), with SHA-256 and certReq."""
    imprint = der.sequence(
        der.sequence(der.oid(cms.SHA256), der.write(der.NULL)),
        der.octets(sha256_digest(signature)),
    )
    wanted = der.oid(policy) if policy else b""
    cert_req = der.write(_BOOLEAN, b"\xff")
    return der.sequence(der.integer(1), imprint, wanted, der.integer(nonce), cert_req)


def verify_timestamp(
    signature: bytes,
    response: bytes,
    roots: Sequence[x509.Certificate] | None,
    *,
    intermediates: Sequence[x509.Certificate] = (),
    policy: str | None = None,
    nonce: int | None = None,
    tsa: str = "",
) -> Token:
    """The token in `response` over `signature`, if it holds; raises TimestampFault if not.

    `roots` are the certificates to trust (None: none are known, and the token
    says so). `nonce` and `policy` are demanded where given. Certificates are
    judged at the stamp's own time.
    """
    try:
        return _verified(
            signature, response, roots, intermediates=intermediates, policy=policy, nonce=nonce
        )
    except _Fault as fault:
        raise timestamp_fault(fault.code, fault.what, tsa=tsa) from fault
    except cms.Weak as error:
        raise timestamp_fault("weak", error, tsa=tsa) from error
    except ValueError as error:
        raise timestamp_fault("malformed", error, tsa=tsa) from error


class _Fault(Exception):
    """What is wrong, before it is known whose stamp it is."""

    def __init__(self, code: str, what: object = "") -> None:
        super().__init__(code)
        self.code = code
        self.what = what


@dataclass(frozen=True, slots=True)
class _Info:
    """TSTInfo (RFC 3161, 2.4.2)."""

    policy: str
    imprint_algorithm: str
    imprint: bytes
    serial: int
    time: datetime
    accuracy: timedelta | None
    nonce: int | None


def _verified(
    signature: bytes,
    response: bytes,
    roots: Sequence[x509.Certificate] | None,
    *,
    intermediates: Sequence[x509.Certificate],
    policy: str | None,
    nonce: int | None,
) -> Token:
    signed = cms.read_signed(_token(response))
    if signed.content is None or signed.content_type != TST_INFO:
        raise Malformed("it holds no TSTInfo")
    info = _info(der.read(signed.content))
    _check_info(info, signature, policy, nonce)
    certificate, others = _certificates(signed, intermediates)
    judged_by = "wangjian"
    try:
        _check_signature(signed, certificate)
        _check_use(certificate)
        chain = _path(certificate, others, roots, info.time)
    except cms.Unsupported as error:
        chain = [certificate, *others]
        _ask_openssl(signature, response, roots, chain, at=info.time, why=error)
        _check_use(certificate)
        judged_by = "openssl"
    return Token(
        response=response,
        time=info.time,
        policy=info.policy,
        serial=info.serial,
        nonce=info.nonce,
        accuracy=info.accuracy,
        signer=shown_name(certificate),
        fingerprint=fingerprint(certificate),
        chain=tuple(chain),
        trusted=roots is not None,
        judged_by=judged_by,
    )


def _token(response: bytes) -> bytes:
    """The TimeStampToken in a TimeStampResp (RFC 3161, 2.4.2)."""
    if len(response) > LARGEST_RESPONSE:
        raise Malformed("too large")
    status, *token = der.read(response).inside()
    number, *more = status.inside()
    if number.integer() not in _GRANTED:
        raise _Fault("rejected", _words(number.integer(), more))
    if not token:
        raise _Fault("stripped")
    if len(token) > 1:
        raise Malformed("something follows the token")
    return token[0].raw


def _words(status: int, more: Sequence[Item]) -> str:
    """PKIStatusInfo for people: the number, and what the authority says beside it."""
    said = [f"status {status}"]
    for item in more:
        if item.tag == der.SEQUENCE:
            said += [one.content.decode("utf-8", "replace") for one in item.inside()]
        elif item.tag == der.BIT_STRING:
            said.append(f"failInfo {item.content.hex()}")
    return ", ".join(said)


def _info(item: Item) -> _Info:
    parts = item.inside()
    if len(parts) < 5:
        raise Malformed("TSTInfo is not whole")
    version, policy, imprint, serial, time, *rest = parts
    if version.integer() != 1:
        raise Malformed("TSTInfo of another version")
    algorithm, digest = imprint.inside()
    accuracy = rest.pop(0) if rest and rest[0].tag == der.SEQUENCE else None
    if rest and rest[0].tag == _BOOLEAN:
        rest.pop(0)  # ordering: of no use to a single stamp
    nonce = rest.pop(0).integer() if rest and rest[0].tag == der.INTEGER else None
    return _Info(
        policy=policy.oid(),
        imprint_algorithm=algorithm.inside()[0].oid(),
        imprint=digest.octets(),
        serial=serial.integer(),
        time=time.expect(der.GENERALIZED_TIME).time(),
        accuracy=_accuracy(accuracy) if accuracy is not None else None,
        nonce=nonce,
    )


def _accuracy(item: Item) -> timedelta:
    parts = {one.tag: int.from_bytes(one.content, "big") for one in item.inside()}
    return timedelta(
        seconds=parts.get(der.INTEGER, 0),
        milliseconds=parts.get(0x80, 0),
        microseconds=parts.get(0x81, 0),
    )


def _check_info(info: _Info, signature: bytes, policy: str | None, nonce: int | None) -> None:
    if info.imprint_algorithm != cms.SHA256:
        raise _Fault("imprint-algorithm", info.imprint_algorithm)
    if info.imprint != sha256_digest(signature):
        raise _Fault("imprint")
    if nonce is not None and info.nonce != nonce:
        raise _Fault("nonce")
    if policy is not None and info.policy != policy:
        raise _Fault("policy", info.policy)


def _certificates(
    signed: Signed, intermediates: Sequence[x509.Certificate]
) -> tuple[x509.Certificate, list[x509.Certificate]]:
    """The authority's certificate, and all others that may lead from it to a root."""
    more = [to_der(one) for one in intermediates]
    if signed.signer is None:
        raise _Fault("stripped")
    for algorithm in (signed.signer.digest_algorithm, signed.signer.signature_algorithm):
        if cms.is_broken(algorithm):  # before openssl is asked, which may be more lenient
            raise _Fault("weak", algorithm)
    certificate = cms.signer_certificate(signed, more)
    if certificate is None:
        raise _Fault("certificate-missing")
    others = dict.fromkeys((*signed.certificates, *more))
    others.pop(to_der(certificate), None)
    return certificate, [cms.load(raw) for raw in others]


def _check_signature(signed: Signed, certificate: x509.Certificate) -> None:
    """RFC 5652, 5.4 and 5.6; RFC 3161, 2.4.2, for the certificate's identifier."""
    signer, content = signed.signer, signed.content
    assert signer is not None and content is not None
    named = cms.names_certificate(signer, to_der(certificate))
    if named is None:
        raise Malformed("it names no certificate")
    if not named:
        raise _Fault("swapped")
    if signer.attribute(cms.CONTENT_TYPE).oid() != TST_INFO:
        raise Malformed("signed as something else")
    digest = cms.digest_of(content, signer.digest_algorithm)
    if signer.attribute(cms.MESSAGE_DIGEST).octets() != digest:
        raise _Fault("altered")
    if not cms.signature_holds(signer, certificate):
        raise _Fault("altered")


def _check_use(certificate: x509.Certificate) -> None:
    """RFC 3161, 2.3: critical, and for time-stamping alone."""
    usage = extension(certificate, x509.ExtendedKeyUsage)
    if usage is None or list(usage) != [ExtendedKeyUsageOID.TIME_STAMPING]:
        raise _Fault("usage")
    if not certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).critical:
        raise _Fault("usage")
    if extension(certificate, x509.KeyUsage) is not None and not may_seal(certificate):
        raise _Fault("usage")


def _path(
    certificate: x509.Certificate,
    others: Sequence[x509.Certificate],
    roots: Sequence[x509.Certificate] | None,
    at: datetime,
) -> list[x509.Certificate]:
    if roots is None:
        return [certificate]
    try:
        path = find_chain(certificate, others, roots, at)
        return path[:-1] or path
    except ChainFault as error:
        if error.code == "unsupported":
            raise cms.Unsupported(error.what) from error
        raise _Fault(error.code, error.what) from error


def _ask_openssl(
    signature: bytes,
    response: bytes,
    roots: Sequence[x509.Certificate] | None,
    certificates: Sequence[x509.Certificate],
    *,
    at: datetime,
    why: cms.Unsupported,
) -> None:
    if roots is None:
        raise _Fault("unsupported", why)
    verdict = judge_timestamp(signature, response, roots, certificates, at)
    if verdict is None or not verdict.holds:
        raise _Fault("unsupported", f"{why}; {verdict.said if verdict else 'no openssl'}")
