"""The seal's key 固化密钥: P-256 with its certificate, in a folder of its own.

    key.pem           the private key, encrypted (evidence.seal.private_key)
    certificate.pem   its certificate, then whatever leads to the root, without the root

CMS is signed with P-256 because every public tool reads it; pycryptodome signs.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from Crypto.Hash import SHA256
from Crypto.PublicKey import ECC
from Crypto.Signature import DSS
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization

from evidence.errors import KeyFault
from evidence.seal import der
from evidence.seal.certificate import (
    Holder,
    fingerprint,
    is_test,
    may_seal,
    request,
    self_signed,
    to_pem,
)
from evidence.seal.private_key import P256, make_private_key, open_private_key, write_new
from evidence.seal.retired import replace_kept, retire

KEY_NAME = "key.pem"
CERTIFICATE_NAME = "certificate.pem"

P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_LARGEST = 1 << 16


@dataclass(frozen=True, slots=True)
class SealKey:
    """An opened key of the seal. `chain` leads from the certificate towards its root."""

    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]
    _key: ECC.EccKey

    @property
    def test(self) -> bool:
        """Whether it is for trying things out and must not seal a real case."""
        return is_test(self.certificate)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate: what the office publishes."""
        return fingerprint(self.certificate)

    def sign(self, message: bytes) -> bytes:
        """The ECDSA signature over SHA-256 of `message`, in DER (RFC 3279, 2.2.3).

        The nonce comes from key and message (RFC 6979), and of the two values
        that verify, s is the smaller, so that nobody can make a second signature
        out of the first.
        """
        signer = DSS.new(self._key, "deterministic-rfc6979", encoding="binary")
        both: bytes = signer.sign(SHA256.new(message))
        r, s = int.from_bytes(both[:32], "big"), int.from_bytes(both[32:], "big")
        return der.sequence(der.integer(r), der.integer(min(s, P256_ORDER - s)))

    def __repr__(self) -> str:
        return f"SealKey({self.fingerprint}{', test' if self.test else ''})"


def make_seal_key(
    folder: Path,
    holder: Holder,
    passphrase: str,
    *,
    test: bool = False,
    years: int = 5,
    now: datetime | None = None,
) -> SealKey:
    """Make a key in `folder` with a certificate that it signs itself.

    Raises KeyFault: "exists", "passphrase", "subject", "unwritable".
    """
    holder.name("", test=test)
    for name in (KEY_NAME, CERTIFICATE_NAME):
        if (folder / name).exists():
            raise KeyFault(
                "exists",
                f"{folder / name}：密钥已存在；要更换请用 wangjian keys rotate",
                f"{folder / name}: the key exists; to replace it: wangjian keys rotate",
            )
    key = make_private_key(folder / KEY_NAME, P256, passphrase)
    certificate = self_signed(key, holder, test=test, years=years, now=now)
    write_new(folder / CERTIFICATE_NAME, to_pem(certificate))
    return SealKey(certificate, (), key)


def open_seal_key(folder: Path, passphrase: str) -> SealKey:
    """The key in `folder`.

    Raises KeyFault: those of open_private_key, and "certificate" where the
    certificate is missing, unreadable, another key's, or may not sign documents.
    """
    key = open_private_key(folder / KEY_NAME, P256, passphrase)
    path = folder / CERTIFICATE_NAME
    return _joined(key, read_certificates(path), path)


def rotate_seal_key(
    folder: Path,
    holder: Holder,
    passphrase: str,
    *,
    test: bool = False,
    years: int = 5,
    now: datetime | None = None,
) -> SealKey:
    """Put the present key aside and make a new one; old seals stay valid.

    Raises KeyFault as make_seal_key does, and "missing" where there is no key yet.
    """
    holder.name("", test=test)
    if not (folder / KEY_NAME).exists():
        raise KeyFault(
            "missing",
            f"{folder / KEY_NAME}：还没有密钥；请先用 wangjian keys make",
            f"{folder / KEY_NAME}: no key yet; first: wangjian keys make",
        )
    retire(folder, (KEY_NAME, CERTIFICATE_NAME), now)
    return make_seal_key(folder, holder, passphrase, test=test, years=years, now=now)


def request_certificate(folder: Path, passphrase: str, holder: Holder) -> bytes:
    """A request for a certificate of the key in `folder`, in PEM. Raises KeyFault."""
    opened = open_seal_key(folder, passphrase)
    return request(opened._key, holder, test=opened.test)


def install_certificate(
    folder: Path, passphrase: str, pem: bytes, *, now: datetime | None = None
) -> SealKey:
    """Put what an authority issued in the place of the present certificate.

    `pem` holds the certificate, then what leads to the root; the root itself is
    left out, since whoever verifies must have it from elsewhere. A test key stays
    one. Raises KeyFault "certificate".
    """
    path = folder / CERTIFICATE_NAME
    present = open_seal_key(folder, passphrase)
    fresh = _joined(present._key, _loaded(pem, path), path)
    if present.test and not fresh.test:
        raise KeyFault(
            "certificate",
            f"{path}：测试密钥不能换成正式证书；请用 wangjian keys rotate 生成正式密钥",
            f"{path}: a test key gets no real certificate; make a real key with "
            "wangjian keys rotate",
        )
    now = now or datetime.now(UTC)
    if not fresh.certificate.not_valid_before_utc <= now < fresh.certificate.not_valid_after_utc:
        raise KeyFault(
            "certificate",
            f"{path}：证书不在有效期内",
            f"{path}: the certificate is not valid at this time",
        )
    chain = tuple(one for one in fresh.chain if one.subject != one.issuer)
    replace_kept(path, to_pem(fresh.certificate, *chain), now)
    return SealKey(fresh.certificate, chain, present._key)


def read_certificates(path: Path) -> list[x509.Certificate]:
    """The certificates in the PEM file `path`. Raises KeyFault "certificate"."""
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST)
    except OSError as error:
        raise KeyFault(
            "certificate",
            f"{path}：无法读取证书（{error.strerror}）",
            f"{path}: the certificate cannot be read ({error.strerror})",
        ) from error
    return _loaded(content, path)


def _loaded(pem: bytes, path: Path) -> list[x509.Certificate]:
    try:
        return x509.load_pem_x509_certificates(pem)
    except ValueError as error:
        raise KeyFault(
            "certificate", f"{path}：不是 PEM 证书", f"{path}: holds no certificate in PEM"
        ) from error


def _joined(key: ECC.EccKey, certificates: list[x509.Certificate], path: Path) -> SealKey:
    leaf, *chain = certificates
    mine: bytes = key.public_key().export_key(format="DER")
    spki = leaf.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    if spki != mine:
        raise KeyFault(
            "certificate",
            f"{path}：证书不是此密钥的",
            f"{path}: the certificate is another key's",
        )
    if not may_seal(leaf):
        raise KeyFault(
            "certificate",
            f"{path}：证书的密钥用途不含数字签名",
            f"{path}: the certificate's key usage does not let it sign",
        )
    for issued, issuer in zip([leaf, *chain], chain, strict=False):
        try:
            issued.verify_directly_issued_by(issuer)
        except (ValueError, TypeError, InvalidSignature) as error:
            raise KeyFault(
                "certificate",
                f"{path}：证书链次序不对，或不是同一条链",
                f"{path}: the certificates do not issue one another in this order",
            ) from error
    return SealKey(leaf, tuple(chain), key)
