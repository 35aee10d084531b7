"""CMS SignedData (RFC 5652) with one signer: what a seal and a time-stamp token are.

Reading is strict where it matters: one signer, signed attributes present and
none twice, one value each. Signatures are verified by cryptography, while
pycryptodome makes ours: a fault of one library does not vouch for itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS, PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from evidence.seal import der
from evidence.seal.certificate import extension
from evidence.seal.der import Item, Malformed

SIGNED_DATA = "1.2.840.113549.1.7.2"
DATA = "1.2.840.113549.1.7.1"

CONTENT_TYPE = "1.2.840.113549.1.9.3"
MESSAGE_DIGEST = "1.2.840.113549.1.9.4"
SIGNING_TIME = "1.2.840.113549.1.9.5"
SIGNING_CERTIFICATE = "1.2.840.113549.1.9.16.2.12"  # RFC 2634, 5.4
SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47"  # RFC 5035, 3
CONTENT_HINTS = "1.2.840.113549.1.9.16.2.4"  # RFC 2634, 2.9

SHA256 = "2.16.840.1.101.3.4.2.1"
ECDSA_SHA256 = "1.2.840.10045.4.3.2"

_RSA = "1.2.840.113549.1.1.1"
_PSS = "1.2.840.113549.1.1.10"
_ED25519 = "1.3.101.112"

_DIGESTS: dict[str, type[hashes.HashAlgorithm]] = {
    SHA256: hashes.SHA256,
    "2.16.840.1.101.3.4.2.2": hashes.SHA384,
    "2.16.840.1.101.3.4.2.3": hashes.SHA512,
}
_RSA_WITH: dict[str, type[hashes.HashAlgorithm]] = {
    "1.2.840.113549.1.1.11": hashes.SHA256,
    "1.2.840.113549.1.1.12": hashes.SHA384,
    "1.2.840.113549.1.1.13": hashes.SHA512,
}
_ECDSA_WITH: dict[str, type[hashes.HashAlgorithm]] = {
    ECDSA_SHA256: hashes.SHA256,
    "1.2.840.10045.4.3.3": hashes.SHA384,
    "1.2.840.10045.4.3.4": hashes.SHA512,
}
_BROKEN = frozenset(
    {
        "1.2.840.113549.2.5",  # MD5
        "1.3.14.3.2.26",  # SHA-1
        "1.2.840.113549.1.1.4",  # MD5 with RSA
        "1.2.840.113549.1.1.5",  # SHA-1 with RSA
        "1.2.840.10045.4.1",  # ECDSA with SHA-1
    }
)

_VERSION_OF_ISSUER_AND_SERIAL = 1
_LARGEST = 1 << 20


class Weak(ValueError):
    """A hash that is broken was used."""


class Unsupported(ValueError):
    """An algorithm that is not known here; the openssl program may know it."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A SignedData: its content if it holds it, its certificates, its one signer.

    `content_type` is that of what is signed. `identifier` names the signer's
    certificate (IssuerAndSerialNumber, or [0] the key identifier). `attributes`
    are the signed ones by object identifier, and `attribute_set` their bytes as
    they are signed. `signer` is None where nobody signed.
    """

    content_type: str
    content: bytes | None
    certificates: tuple[bytes, ...]
    signer: "Signer | None"


@dataclass(frozen=True, slots=True)
class Signer:
    """One SignerInfo (RFC 5652, 5.3)."""

    identifier: Item
    digest_algorithm: str
    attributes: Mapping[str, Item]
    attribute_set: bytes
    signature_algorithm: str
    signature_parameters: Item | None
    signature: bytes

    def attribute(self, oid: str) -> Item:
        """The one value of a signed attribute. Raises Malformed where it is missing."""
        try:
            return self.attributes[oid]
        except KeyError:
            raise Malformed(f"the signed attribute {oid} is missing") from None


def is_broken(algorithm: str) -> bool:
    """Whether the object identifier names a hash, or a signature with one, that is broken."""
    return algorithm in _BROKEN


def read_signed(data: bytes) -> Signed:
    """Read a ContentInfo that holds SignedData. Raises Malformed."""
    if len(data) > _LARGEST:
        raise Malformed("too large")
    kind, wrapped = _exactly(der.read(data).inside(), 2)
    if kind.oid() != SIGNED_DATA:
        raise Malformed("no SignedData")
    (body,) = _exactly(wrapped.inside(0xA0), 1)
    version, _, encapsulated, *rest = _at_least(body.inside(), 3)
    version.integer()
    content_type, content = _encapsulated(encapsulated)
    certificates: tuple[bytes, ...] = ()
    if rest and rest[0].tag == 0xA0:
        certificates = tuple(one.expect(der.SEQUENCE).raw for one in rest.pop(0).inside(0xA0))
    if rest and rest[0].tag == 0xA1:
        rest.pop(0)  # revocation lists: kept, not judged
    (infos,) = _exactly(rest, 1)
    signers = infos.inside(der.SET)
    if len(signers) > 1:
        raise Malformed("more than one signer")
    signer = _signer(signers[0]) if signers else None
    return Signed(content_type, content, certificates, signer)


def signer_certificate(signed: Signed, more: Sequence[bytes] = ()) -> x509.Certificate | None:
    """The certificate that the signer's identifier names, of those in it and of `more`."""
    if signed.signer is None:
        return None
    wanted = signed.signer.identifier
    for raw in (*signed.certificates, *more):
        certificate = load(raw)
        if wanted.tag == 0x80:
            if _key_identifier(certificate) == wanted.content:
                return certificate
        elif _issuer_and_serial(certificate) == wanted.raw:
            return certificate
    return None


def load(raw: bytes) -> x509.Certificate:
    """A certificate from its bytes. Raises Malformed."""
    # cryptography reads a serial number that RFC 5280, 4.1.2.2, forbids, with a warning.
    if _body(_at_least(der.read(raw).inside(), 1)[0])[0].integer() <= 0:
        raise Malformed("a certificate without a positive serial number")
    try:
        return x509.load_der_x509_certificate(raw)
    except (ValueError, x509.InvalidVersion) as error:
        raise Malformed("an unreadable certificate") from error


def digest_of(content: bytes, algorithm: str) -> bytes:
    """The digest of `content`. Raises Weak, Unsupported."""
    made = hashes.Hash(_hash(algorithm, _DIGESTS))
    made.update(content)
    return made.finalize()


def names_certificate(signer: Signer, certificate: bytes) -> bool | None:
    """Whether the signed attributes name this very certificate; None where they name none.

    Both forms: SigningCertificateV2 (RFC 5035, 4), and SigningCertificate, which
    older time-stamp authorities use, with SHA-1. Raises Malformed, Weak, Unsupported.
    """
    if (second := signer.attributes.get(SIGNING_CERTIFICATE_V2)) is not None:
        parts = _first_identifier(second)
        algorithm = SHA256
        if parts[0].tag == der.SEQUENCE:
            algorithm = parts.pop(0).inside()[0].oid()
        return parts[0].octets() == digest_of(certificate, algorithm)
    if (first := signer.attributes.get(SIGNING_CERTIFICATE)) is not None:
        made = hashes.Hash(hashes.SHA1())  # noqa: S303  (an identifier; the signature covers it)
        made.update(certificate)
        return _first_identifier(first)[0].octets() == made.finalize()
    return None


def signature_holds(signer: Signer, certificate: x509.Certificate) -> bool:
    """Whether the signature is one of the certificate's key over the signed attributes.

    Raises Weak, Unsupported, Malformed.
    """
    try:
        key = certificate.public_key()
        _verify(key, signer)
    except InvalidSignature:
        return False
    except UnsupportedAlgorithm as error:
        raise Unsupported(signer.signature_algorithm) from error
    except ValueError as error:
        if isinstance(error, Weak | Unsupported | Malformed):
            raise
        return False
    return True


def identify(certificate: x509.Certificate) -> bytes:
    """The IssuerAndSerialNumber of a certificate (RFC 5652, 10.2.4)."""
    return _issuer_and_serial(certificate)


def assemble(
    certificates: Sequence[bytes], identifier: bytes, attributes: Sequence[bytes], signature: bytes
) -> bytes:
    """A detached SignedData over plain data, SHA-256 and ECDSA, in DER.

    `attributes` are whole Attribute values. The same parts give the same bytes:
    a seal is taken apart and put together again to see that nothing else is in it.
    """
    sha256 = der.sequence(der.oid(SHA256))
    signer = der.sequence(
        der.integer(_VERSION_OF_ISSUER_AND_SERIAL),
        identifier,
        sha256,
        der.set_of(attributes, 0xA0),
        der.sequence(der.oid(ECDSA_SHA256)),
        der.octets(signature),
    )
    body = der.sequence(
        der.integer(1),
        der.set_of([sha256]),
        der.sequence(der.oid(DATA)),
        der.set_of(certificates, 0xA0),
        der.set_of([signer]),
    )
    return der.sequence(der.oid(SIGNED_DATA), der.write(0xA0, body))


def attribute(oid: str, value: bytes) -> bytes:
    """An Attribute with one value."""
    return der.sequence(der.oid(oid), der.set_of([value]))


def _encapsulated(item: Item) -> tuple[str, bytes | None]:
    kind, *content = item.inside()
    if not content:
        return kind.oid(), None
    (wrapped,) = _exactly(content, 1)
    (value,) = _exactly(wrapped.inside(0xA0), 1)
    return kind.oid(), value.octets()


def _signer(item: Item) -> Signer:
    version, identifier, digest, *rest = _at_least(item.inside(), 6)
    version.integer()
    attributes, signature_algorithm, signature, *unsigned = rest
    if unsigned and (len(unsigned) > 1 or unsigned[0].tag != 0xA1):
        raise Malformed("something follows the signature")
    algorithm = _at_least(signature_algorithm.inside(), 1)
    return Signer(
        identifier=identifier,
        digest_algorithm=_at_least(digest.inside(), 1)[0].oid(),
        attributes=_attributes(attributes),
        attribute_set=der.write(der.SET, attributes.content),
        signature_algorithm=algorithm[0].oid(),
        signature_parameters=algorithm[1] if len(algorithm) > 1 else None,
        signature=signature.octets(),
    )


def _attributes(item: Item) -> dict[str, Item]:
    found: dict[str, Item] = {}
    for one in item.inside(0xA0):
        kind, values = _exactly(one.inside(), 2)
        (value,) = _exactly(values.inside(der.SET), 1)
        if found.setdefault(kind.oid(), value) is not value:
            raise Malformed("a signed attribute stands twice")
    return found


def _first_identifier(value: Item) -> list[Item]:
    """The parts of the first ESSCertID or ESSCertIDv2 in the attribute's value."""
    identifiers = _at_least(value.inside(), 1)[0].inside()
    return _at_least(_at_least(identifiers, 1)[0].inside(), 1)


def _verify(key: object, signer: Signer) -> None:
    algorithm, data, signature = signer.signature_algorithm, signer.attribute_set, signer.signature
    if isinstance(key, EllipticCurvePublicKey):
        key.verify(signature, data, ECDSA(_hash(algorithm, _ECDSA_WITH)))
    elif isinstance(key, Ed25519PublicKey) and algorithm == _ED25519:
        key.verify(signature, data)
    elif isinstance(key, RSAPublicKey):
        if key.key_size < 2048:
            raise Weak(f"RSA with {key.key_size} bits")
        if algorithm == _PSS:
            chosen = _pss_hash(signer)
            key.verify(signature, data, PSS(MGF1(chosen), PSS.AUTO), chosen)
        elif algorithm == _RSA:
            key.verify(signature, data, PKCS1v15(), _hash(signer.digest_algorithm, _DIGESTS))
        else:
            key.verify(signature, data, PKCS1v15(), _hash(algorithm, _RSA_WITH))
    else:
        raise Unsupported(algorithm)


def _hash(algorithm: str, known: Mapping[str, type[hashes.HashAlgorithm]]) -> hashes.HashAlgorithm:
    if is_broken(algorithm):
        raise Weak(algorithm)
    if algorithm not in known:
        raise Unsupported(algorithm)
    return known[algorithm]()


def _pss_hash(signer: Signer) -> hashes.HashAlgorithm:
    """The hash of RSASSA-PSS-params (RFC 4055, 3.1), where SHA-1 is the default."""
    parameters = signer.signature_parameters
    parts = parameters.inside() if parameters is not None else []
    if not parts or parts[0].tag != 0xA0:
        raise Weak("RSASSA-PSS with SHA-1")
    (algorithm,) = _exactly(parts[0].inside(0xA0), 1)
    return _hash(_at_least(algorithm.inside(), 1)[0].oid(), _DIGESTS)


def _issuer_and_serial(certificate: x509.Certificate) -> bytes:
    # The issuer's bytes as they stand: a name that is encoded anew may differ.
    return der.sequence(_issuer_bytes(certificate), der.integer(certificate.serial_number))


def _issuer_bytes(certificate: x509.Certificate) -> bytes:
    return _body(der.read(certificate.tbs_certificate_bytes))[2].expect(der.SEQUENCE).raw


def _body(certificate: Item) -> list[Item]:
    """A TBSCertificate from its serial number on (RFC 5280, 4.1)."""
    parts = certificate.inside()
    return _at_least(parts[1:] if parts and parts[0].tag == 0xA0 else parts, 6)


def _key_identifier(certificate: x509.Certificate) -> bytes | None:
    found = extension(certificate, x509.SubjectKeyIdentifier)
    return found.digest if found is not None else None


def _exactly(items: Sequence[Item], count: int) -> list[Item]:
    if len(items) != count:
        raise Malformed(f"{len(items)} values where {count} should be")
    return list(items)


def _at_least(items: Sequence[Item], count: int) -> list[Item]:
    if len(items) < count:
        raise Malformed(f"{len(items)} values where {count} should be")
    return list(items)
