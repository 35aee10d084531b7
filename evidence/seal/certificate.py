"""Certificates of the seal: self-signed, or issued by an authority of the office (RFC 5280).

A seal's certificate may sign documents and nothing else: key usage
digitalSignature and contentCommitment, extended key usage documentSigning
(RFC 9336), no authority. One made for trying things out says so in its name and
by a policy of its own, and never passes for a real one.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from Crypto.PublicKey import ECC
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes
from cryptography.x509.oid import NameOID

from evidence.errors import KeyFault

TEST_MARK = "测试密钥 TEST"
TEST_POLICY = x509.ObjectIdentifier("2.25.211341682346342868038697316265740501079")
"""The policy of test certificates; below the arc of UUIDs, which needs no registration."""
DOCUMENT_SIGNING = x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36")

Extension = TypeVar("Extension", bound=x509.ExtensionType)

_MARKED = re.compile(r"测试密钥|\bTEST\b", re.IGNORECASE)
_LONGEST_OFFICE = 40  # RFC 5280 gives a common name 64 characters, marks and purpose included
_START = timedelta(minutes=5)  # clocks of those who verify may be a little behind


@dataclass(frozen=True, slots=True)
class Holder:
    """Who seals: the office's name, and its six-digit code where it has one."""

    office: str
    code: str = ""

    def name(self, purpose: str, *, test: bool) -> x509.Name:
        """The subject of a certificate for `purpose`. Raises KeyFault "subject"."""
        office = self.office.strip()
        if not 0 < len(office) <= _LONGEST_OFFICE or not office.isprintable():
            raise KeyFault(
                "subject",
                f"证书中的机关名称须为 1 至 {_LONGEST_OFFICE} 个可见字符",
                f"the office's name in a certificate takes 1 to {_LONGEST_OFFICE} printable "
                "characters",
            )
        common = f"{TEST_MARK} {office}" if test else f"{office} {purpose}"
        parts = [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, office),
        ]
        if self.code:
            parts.append(x509.NameAttribute(NameOID.ORGANIZATION_IDENTIFIER, self.code))
        return x509.Name([*parts, x509.NameAttribute(NameOID.COMMON_NAME, common)])


def self_signed(
    key: ECC.EccKey, holder: Holder, *, test: bool, years: int, now: datetime | None = None
) -> x509.Certificate:
    """A certificate of the seal that vouches for itself; its fingerprint must be published."""
    private = _usable(key)
    name = holder.name("数字签名固化", test=test)
    builder = _seal_profile(
        _begun(name, private.public_key(), name, private, years=years, now=now), test=test
    )
    return builder.sign(private, hashes.SHA256())


def authority(
    key: ECC.EccKey, holder: Holder, *, test: bool, years: int, now: datetime | None = None
) -> x509.Certificate:
    """A root of the office that issues certificates of the seal, and nothing below them."""
    private = _usable(key)
    name = holder.name("根证书", test=test)
    builder = (
        _begun(name, private.public_key(), name, private, years=years, now=now)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(issue=True), critical=True)
    )
    if test:
        builder = builder.add_extension(_test_policy(), critical=False)
    return builder.sign(private, hashes.SHA256())


def request(key: ECC.EccKey, holder: Holder, *, test: bool) -> bytes:
    """A certificate request (PKCS#10, RFC 2986) in PEM, to take to an authority."""
    name = holder.name("数字签名固化", test=test)
    made = (
        x509.CertificateSigningRequestBuilder()
        .subject_name(name)
        .add_extension(_usage(issue=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([DOCUMENT_SIGNING]), critical=False)
    )
    if test:
        made = made.add_extension(_test_policy(), critical=False)
    return made.sign(_usable(key), hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


def issue(
    root: x509.Certificate,
    root_key: ECC.EccKey,
    asked: bytes,
    *,
    years: int,
    now: datetime | None = None,
) -> x509.Certificate:
    """The certificate of the seal for the request `asked`, by the authority `root`.

    Of the request only its name and key are used. What a test root issues, or
    what is asked for in the name of a test key, is marked as such. Raises
    KeyFault: "certificate", "not-authority".
    """
    if not is_authority(root):
        raise KeyFault("not-authority", "该证书不能签发证书", "this certificate may issue none")
    try:
        wanted = x509.load_pem_x509_csr(asked)
        whole = wanted.is_signature_valid
    except ValueError as error:
        raise KeyFault("certificate", "证书申请无法读取", "unreadable request") from error
    public = wanted.public_key()
    if not whole:
        raise KeyFault("certificate", "证书申请的签名不对", "the request's signature is wrong")
    marked = _is_marked(wanted.subject)
    if is_test(root) and not marked:
        raise KeyFault(
            "certificate",
            "测试根证书只能为测试密钥签发证书",
            "a test root issues certificates for test keys only",
        )
    private = _usable(root_key)
    builder = _begun(wanted.subject, public, root.subject, private, years=years, now=now)
    return _seal_profile(builder, test=marked).sign(private, hashes.SHA256())


def extension(certificate: x509.Certificate, kind: type[Extension]) -> Extension | None:
    """The extension of `kind`, or None. Raises ValueError where the extensions are broken."""
    try:
        return certificate.extensions.get_extension_for_class(kind).value
    except x509.ExtensionNotFound:
        return None
    except (x509.DuplicateExtension, x509.UnsupportedGeneralNameType) as error:
        raise ValueError(str(error)) from error


def is_test(certificate: x509.Certificate) -> bool:
    """Whether the certificate belongs to a key for trying things out, by its name or policy."""
    policies = extension(certificate, x509.CertificatePolicies)
    marked = any(one.policy_identifier == TEST_POLICY for one in policies or ())
    return marked or _is_marked(certificate.subject)


def is_authority(certificate: x509.Certificate) -> bool:
    """Whether the certificate may issue others (RFC 5280, 4.2.1.3 and 4.2.1.9)."""
    constraints = extension(certificate, x509.BasicConstraints)
    usage = extension(certificate, x509.KeyUsage)
    if constraints is None or usage is None:
        return False
    return constraints.ca and usage.key_cert_sign


def may_seal(certificate: x509.Certificate) -> bool:
    """Whether its key usage lets the certificate sign documents (RFC 5280, 4.2.1.3)."""
    usage = extension(certificate, x509.KeyUsage)
    return usage is not None and (usage.digital_signature or usage.content_commitment)


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 of the certificate, as `openssl x509 -fingerprint -sha256` prints it."""
    return certificate.fingerprint(hashes.SHA256()).hex(":").upper()


def shown_name(certificate: x509.Certificate) -> str:
    """The certificate's subject as text (RFC 4514), for people."""
    try:
        return certificate.subject.rfc4514_string()
    except (ValueError, TypeError):
        return "?"


def to_pem(*certificates: x509.Certificate) -> bytes:
    """The certificates one after the other in PEM."""
    return b"".join(one.public_bytes(serialization.Encoding.PEM) for one in certificates)


def to_der(certificate: x509.Certificate) -> bytes:
    """The certificate's own bytes."""
    return certificate.public_bytes(serialization.Encoding.DER)


def _usable(key: ECC.EccKey) -> EllipticCurvePrivateKey:
    """The same key for cryptography's builders; it leaves pycryptodome in memory only."""
    private = serialization.load_der_private_key(key.export_key(format="DER"), None)
    if not isinstance(private, EllipticCurvePrivateKey):
        raise KeyFault("wrong-key", "不是 NIST P-256 私钥", "no private key on NIST P-256")
    return private


def _begun(
    subject: x509.Name,
    public: CertificatePublicKeyTypes,
    issuer: x509.Name,
    issuer_key: EllipticCurvePrivateKey,
    *,
    years: int,
    now: datetime | None,
) -> x509.CertificateBuilder:
    now = (now or datetime.now(UTC)).replace(microsecond=0)
    identifier = x509.SubjectKeyIdentifier.from_public_key(public)
    issuer_identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key())
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _START)
        .not_valid_after(now + timedelta(days=365 * years + years // 4))
        .add_extension(identifier, critical=False)
        .add_extension(issuer_identifier, critical=False)
    )


def _seal_profile(builder: x509.CertificateBuilder, *, test: bool) -> x509.CertificateBuilder:
    builder = (
        builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(issue=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([DOCUMENT_SIGNING]), critical=False)
    )
    return builder.add_extension(_test_policy(), critical=False) if test else builder


def _usage(*, issue: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not issue,
        content_commitment=not issue,
        key_cert_sign=issue,
        crl_sign=issue,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _test_policy() -> x509.CertificatePolicies:
    notice = x509.UserNotice(None, "仅供测试，不得用于真实案件 FOR TESTS ONLY")
    return x509.CertificatePolicies([x509.PolicyInformation(TEST_POLICY, [notice])])


def _is_marked(subject: x509.Name) -> bool:
    names = subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return any(_MARKED.search(str(one.value)) for one in names)
