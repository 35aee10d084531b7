"""Time-stamp responses put together by hand: what no honest authority would send."""

from collections.abc import Sequence

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePrivateKey

from evidence.seal import cms, der
from evidence.seal.certificate import to_der
from evidence.seal.timestamp import TST_INFO
from tests.evidence.seal.authorities import Issued


def info_of(response: bytes) -> bytes:
    """The TSTInfo in a response."""
    content = cms.read_signed(der.read(response).inside()[1].raw).content
    assert content is not None
    return content


def response_with(
    info: bytes,
    signer: Issued,
    *,
    certificates: Sequence[Issued] | None = None,
    named: Issued | None = None,
    digest: bytes | None = None,
    content_type: str = TST_INFO,
    signature_algorithm: str = cms.ECDSA_SHA256,
    digest_algorithm: str = cms.SHA256,
) -> bytes:
    """A granted response over `info`, signed by `signer`; the rest may lie."""
    assert isinstance(signer.key, EllipticCurvePrivateKey)
    identity = to_der((named or signer).certificate)
    attributes = [
        cms.attribute(cms.CONTENT_TYPE, der.oid(content_type)),
        cms.attribute(cms.MESSAGE_DIGEST, der.octets(digest or cms.digest_of(info, cms.SHA256))),
        cms.attribute(cms.SIGNING_CERTIFICATE_V2, _names(identity)),
    ]
    signature = signer.key.sign(der.set_of(attributes), ECDSA(hashes.SHA256()))
    algorithm = der.sequence(der.oid(digest_algorithm))
    signer_info = der.sequence(
        der.integer(1),
        cms.identify(signer.certificate),
        algorithm,
        der.set_of(attributes, 0xA0),
        der.sequence(der.oid(signature_algorithm)),
        der.octets(signature),
    )
    inside = [to_der(one.certificate) for one in (certificates or [signer])]
    body = der.sequence(
        der.integer(3),
        der.set_of([algorithm]),
        der.sequence(der.oid(content_type), der.write(0xA0, der.octets(info))),
        der.set_of(inside, 0xA0),
        der.set_of([signer_info]),
    )
    token = der.sequence(der.oid(cms.SIGNED_DATA), der.write(0xA0, body))
    return der.sequence(der.sequence(der.integer(0)), token)


def _names(certificate: bytes) -> bytes:
    identifier = der.sequence(der.octets(cms.digest_of(certificate, cms.SHA256)))
    return der.sequence(der.sequence(identifier))
