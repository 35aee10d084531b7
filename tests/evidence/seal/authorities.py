"""Certificates of any shape, good and bad, for chains and time-stamp authorities."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@dataclass(frozen=True)
class Issued:
    """A certificate and its key."""

    certificate: x509.Certificate
    key: PrivateKey

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def key_pem(self) -> bytes:
        return self.key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )


def certify(
    name: str,
    issuer: Issued | None = None,
    *,
    key: PrivateKey | None = None,
    ca: bool = True,
    path_length: int | None = None,
    cert_sign: bool = True,
    days: tuple[int, int] = (-10, 1000),
    eku: tuple[x509.ObjectIdentifier, ...] = (),
    eku_critical: bool = True,
    more: tuple[tuple[x509.ExtensionType, bool], ...] = (),
    hash_algorithm: hashes.SHA256 | hashes.SHA512 | None = None,
) -> Issued:
    """A certificate for `name`, self-signed without `issuer`, valid over `days` around now."""
    key = key or ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    signer = issuer.key if issuer else key
    now = datetime.now(UTC).replace(microsecond=0)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + timedelta(days=days[0]))
        .not_valid_after(now + timedelta(days=days[1]))
        .add_extension(x509.BasicConstraints(ca, path_length if ca else None), critical=True)
        .add_extension(usage(cert_sign=ca and cert_sign), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False
        )
    )
    if eku:
        builder = builder.add_extension(x509.ExtendedKeyUsage(eku), critical=eku_critical)
    for extension, critical in more:
        builder = builder.add_extension(extension, critical=critical)
    return Issued(builder.sign(signer, hash_algorithm or hashes.SHA256()), key)


def usage(*, cert_sign: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not cert_sign,
        content_commitment=not cert_sign,
        key_cert_sign=cert_sign,
        crl_sign=cert_sign,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


TIME_STAMPING = (ExtendedKeyUsageOID.TIME_STAMPING,)
