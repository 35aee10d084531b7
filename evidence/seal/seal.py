"""The seal 数字签名固化: a detached CMS signature over one file (RFC 5652, CAdES-BES).

What is sealed stays as it is; the seal lies beside it and is checked with

    openssl cms -verify -binary -inform DER -in M.p7s -content M \\
        -CAfile root.pem -purpose any -out /dev/null

The signed attributes name the time by our clock, the digest, the certificate
that signed (so that no other can be put in its place) and the case and serial
the seal belongs to (so that the seal of another case or an earlier state is
told from a broken one). A file is sealed once and its seal reused: two ECDSA
signatures over the same bytes would differ in their time alone.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from evidence.archive.faults import shown
from evidence.errors import KeyFault, SealFault
from evidence.seal import cms, der
from evidence.seal.certificate import fingerprint, is_test, may_seal, shown_name, to_der
from evidence.seal.chain import ChainFault, find_chain
from evidence.seal.cms import Signed, Signer
from evidence.seal.der import Malformed
from evidence.seal.digests import sha256_digest
from evidence.seal.kept_file import create_whole
from evidence.seal.seal_key import P256_ORDER, SealKey

# code: (Chinese, English); {what} is what was found.
_MEANINGS = {
    "stripped": ("没有签名：签名已被去掉", "there is no signature: it was stripped"),
    "malformed": (
        "不是本系统的签名格式，或已损坏（{what}）",
        "this is no seal of ours, or a damaged one ({what})",
    ),
    "altered": (
        "签名数据被改动（{what}）",
        "the signature's own bytes were altered ({what})",
    ),
    "stale": (
        "签名对应的是另一份内容：内容在签名后被改动，或换上了旧签名（{what}）",
        "the seal is of other content: changed after sealing, or an older seal put here ({what})",
    ),
    "other-case": (
        "签名属于另一个案件（{what}）",
        "the seal belongs to another case ({what})",
    ),
    "swapped": (
        "签名中的证书不是签名时的证书，已被替换",
        "the certificate in it is not the one that signed: it was swapped",
    ),
    "foreign": (
        "签名者的证书不是由所给根证书签发（{what}）",
        "the signer's certificate leads to none of the given roots ({what})",
    ),
    "expired": (
        "证书在该时刻不在有效期内（{what}）",
        "a certificate is not valid at that time ({what})",
    ),
    "usage": (
        "证书不得用于签署文件",
        "the certificate may not be used to sign documents",
    ),
    "weak": ("使用了不安全的算法（{what}）", "a broken algorithm was used ({what})"),
    "unsupported": ("算法不受支持（{what}）", "the algorithm is not supported ({what})"),
    "test-key": (
        "真实案件使用了测试密钥",
        "a real case was sealed with a test key",
    ),
    "withdrawn": (
        "签名密钥已撤销，且没有证明签名早于撤销的时间戳（{what}）",
        "the key was withdrawn, and no time-stamp shows the seal to be older ({what})",
    ),
}
CODES = frozenset(_MEANINGS)


@dataclass(frozen=True, slots=True)
class SealSubject:
    """What a seal belongs to: the case's number, and which state of its package, from 1."""

    case: str
    serial: int = 1

    def text(self) -> str:
        """As it stands in the seal."""
        return f"{self.case}#{self.serial}"

    @classmethod
    def of(cls, text: str) -> "SealSubject":
        """From what `text` gave. Raises ValueError."""
        case, mark, serial = text.rpartition("#")
        made = cls(case, int(serial))
        if not mark or made.text() != text:
            raise ValueError("no case and serial")
        return made


@dataclass(frozen=True, slots=True)
class SealFacts:
    """What a verified seal says. `signed_at` is the sealer's own clock, in UTC.

    `chain` begins with the signer's certificate; it ends at a root where roots
    were given, and `trusted` says so.
    """

    fingerprint: str
    signer: str
    signed_at: datetime
    subject: SealSubject
    test: bool
    trusted: bool
    chain: tuple[x509.Certificate, ...]


def seal(
    content: bytes,
    key: SealKey,
    subject: SealSubject,
    *,
    case_is_real: bool,
    now: datetime | None = None,
) -> bytes:
    """The seal of `content`: CMS SignedData in DER.

    Raises KeyFault: "test-key" where a test key is to seal a real case, "expired"
    where the certificate is not valid at this time.
    """
    _may_sign(key, case_is_real=case_is_real, now=now or datetime.now(UTC))
    return _seal_digest(sha256_digest(content), key, subject, now or datetime.now(UTC))


def seal_once(
    path: Path,
    content: bytes,
    key: SealKey,
    subject: SealSubject,
    *,
    case_is_real: bool,
    now: datetime | None = None,
) -> bytes:
    """The seal kept at `path`, made and kept there the first time.

    A seal that is there already is reused if it is one of this content and
    subject, and is never overwritten. Raises SealFault where it is not (seal the
    new content under a new serial), KeyFault as `seal` does, ArchiveError where it
    cannot be written.
    """
    if not path.exists():
        made = seal(content, key, subject, case_is_real=case_is_real, now=now)
        with suppress(FileExistsError):  # another process was first: its seal is as good
            create_whole(path, made)
            return made
    kept = path.read_bytes()
    verify_seal(content, kept, None, subject=subject, case_is_real=case_is_real)
    return kept


def verify_seal(
    content: bytes,
    seal: bytes,
    roots: Sequence[x509.Certificate] | None,
    *,
    subject: SealSubject | None = None,
    at: datetime | None = None,
    stamped: bool = False,
    case_is_real: bool = False,
    withdrawn: Mapping[str, datetime] | None = None,
) -> SealFacts:
    """What the seal of `content` says, if it holds; raises SealFault if not.

    `roots` are the certificates to trust (None: none are known, and the facts say
    so), `at` is the time to judge certificates at: that of the time-stamp over
    the seal, and then `stamped` is true, else now. `withdrawn` maps fingerprints
    of withdrawn keys to the time from which they are void.
    """
    at = at or datetime.now(UTC)
    try:
        signed, signer, certificate = _read(seal)
        _check_signature(signed, signer, certificate)
        said = _subject(signer)
        _check_content(signer, content, said, subject)
        signed_at = signer.attribute(cms.SIGNING_TIME).time()
        _check_nothing_else(
            seal, signed, certificate, content=content, said=said, signed_at=signed_at
        )
        inside = [cms.load(raw) for raw in signed.certificates]
        facts = SealFacts(
            fingerprint=fingerprint(certificate),
            signer=shown_name(certificate),
            signed_at=signed_at,
            subject=said,
            test=is_test(certificate),
            trusted=roots is not None,
            chain=tuple(_path(certificate, inside, roots, at)),
        )
        _check_use(facts, certificate, case_is_real=case_is_real)
    except cms.Weak as error:
        _fail("weak", error)
    except cms.Unsupported as error:
        _fail("unsupported", error)
    except ValueError as error:
        _fail("malformed", error)
    since = (withdrawn or {}).get(facts.fingerprint)
    if since is not None and not (stamped and at < since):
        _fail("withdrawn", since.isoformat())
    return facts


def _may_sign(key: SealKey, *, case_is_real: bool, now: datetime) -> None:
    if case_is_real and key.test:
        raise KeyFault(
            "test-key",
            "这是测试密钥，不能用于真实案件；请用 wangjian keys make 生成正式密钥",
            "this is a test key and seals no real case; make a real one with wangjian keys make",
        )
    certificate = key.certificate
    if not certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc:
        raise KeyFault(
            "expired",
            f"签名证书不在有效期内（至 {certificate.not_valid_after_utc:%Y-%m-%d}）；请更换密钥",
            f"the certificate is not valid now (until {certificate.not_valid_after_utc:%Y-%m-%d}); "
            "replace the key",
        )


def _seal_digest(digest: bytes, key: SealKey, subject: SealSubject, now: datetime) -> bytes:
    certificates = [to_der(key.certificate), *(to_der(one) for one in key.chain)]
    attributes = _attributes(digest, certificates[0], subject, now)
    signature = key.sign(der.set_of(attributes))
    return cms.assemble(certificates, cms.identify(key.certificate), attributes, signature)


def _attributes(
    digest: bytes, certificate: bytes, subject: SealSubject, now: datetime
) -> list[bytes]:
    return [
        cms.attribute(cms.CONTENT_TYPE, der.oid(cms.DATA)),
        cms.attribute(cms.SIGNING_TIME, der.utc_time(now)),
        cms.attribute(cms.MESSAGE_DIGEST, der.octets(digest)),
        cms.attribute(cms.SIGNING_CERTIFICATE_V2, _signing_certificate(certificate)),
        cms.attribute(cms.CONTENT_HINTS, _hint(subject)),
    ]


def _signing_certificate(certificate: bytes) -> bytes:
    """SigningCertificateV2 (RFC 5035, 3) with SHA-256, its default."""
    identifier = der.sequence(der.octets(sha256_digest(certificate)))
    return der.sequence(der.sequence(identifier))


def _hint(subject: SealSubject) -> bytes:
    """ContentHints (RFC 2634, 2.9): the case and serial, in words."""
    words = der.write(der.UTF8_STRING, subject.text().encode())
    return der.sequence(words, der.oid(cms.DATA))


def _read(seal: bytes) -> tuple[Signed, Signer, x509.Certificate]:
    if not seal:
        _fail("stripped")
    signed = cms.read_signed(seal)
    if signed.signer is None:
        _fail("stripped")
    if signed.content is not None or signed.content_type != cms.DATA:
        raise Malformed("not detached")
    certificate = cms.signer_certificate(signed)
    if certificate is None:
        # The identifier names one that is not in it: taken out, or another put in.
        _fail("swapped")
    return signed, signed.signer, certificate


def _check_signature(signed: Signed, signer: Signer, certificate: x509.Certificate) -> None:
    named = cms.names_certificate(signer, to_der(certificate))
    if named is None:
        raise Malformed("it names no certificate")
    if not named:
        _fail("swapped")
    if (signer.digest_algorithm, signer.signature_algorithm) != (cms.SHA256, cms.ECDSA_SHA256):
        raise cms.Unsupported(signer.signature_algorithm)
    if not cms.signature_holds(signer, certificate):
        _fail("altered", "signature")


def _check_content(
    signer: Signer, content: bytes, said: SealSubject, wanted: SealSubject | None
) -> None:
    if wanted is not None and said.case != wanted.case:
        _fail("other-case", said.text())
    if signer.attribute(cms.MESSAGE_DIGEST).octets() != sha256_digest(content):
        _fail("stale", said.text())
    if wanted is not None and said.serial != wanted.serial:
        _fail("stale", said.text())


def _subject(signer: Signer) -> SealSubject:
    hint = signer.attribute(cms.CONTENT_HINTS).inside()
    return SealSubject.of(hint[0].expect(der.UTF8_STRING).content.decode())


def _check_nothing_else(
    seal: bytes,
    signed: Signed,
    certificate: x509.Certificate,
    *,
    content: bytes,
    said: SealSubject,
    signed_at: datetime,
) -> None:
    """Put the seal together again from what was read: any byte more or else is refused."""
    assert signed.signer is not None
    if decode_dss_signature(signed.signer.signature)[1] > P256_ORDER // 2:
        _fail("altered", "signature")
    attributes = _attributes(sha256_digest(content), to_der(certificate), said, signed_at)
    identifier, signature = cms.identify(certificate), signed.signer.signature
    if cms.assemble(signed.certificates, identifier, attributes, signature) != seal:
        _fail("altered", "unsigned part")


def _path(
    certificate: x509.Certificate,
    inside: Sequence[x509.Certificate],
    roots: Sequence[x509.Certificate] | None,
    at: datetime,
) -> list[x509.Certificate]:
    if roots is None:
        return [certificate]
    try:
        path = find_chain(certificate, inside, roots, at)
    except ChainFault as error:
        _fail(error.code, error.what)
    if any(one not in path for one in inside):
        _fail("altered", "a certificate that is none of its chain")
    return path


def _check_use(facts: SealFacts, certificate: x509.Certificate, *, case_is_real: bool) -> None:
    if not may_seal(certificate):
        _fail("usage")
    if case_is_real and facts.test:
        _fail("test-key")


def _fail(code: str, what: object = "") -> NoReturn:
    zh, en = _MEANINGS[code]
    text = shown(str(what))
    raise SealFault(code, f"签名：{zh.format(what=text)}", f"seal: {en.format(what=text)}")
