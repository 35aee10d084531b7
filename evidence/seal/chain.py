"""From a certificate to a root that is trusted: path validation (RFC 5280, 6.1), narrowly.

Only what a seal and a time-stamp need: names chain, each certificate is signed
by the next, issuers are authorities within their path length, all are valid at
the time asked about, nothing critical is left unread, nothing is signed with a
broken hash. Revocation is not looked up here. What is refused is at least what
`openssl verify` refuses.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.x509.oid import ExtensionOID

from evidence.seal.certificate import extension, is_authority, shown_name, to_der

LONGEST_PATH = 8
MOST_CANDIDATES = 24
MOST_STEPS = 256  # certificates that all issue one another have endless paths between them

_UNDERSTOOD = frozenset(
    {
        ExtensionOID.BASIC_CONSTRAINTS,
        ExtensionOID.KEY_USAGE,
        ExtensionOID.EXTENDED_KEY_USAGE,
        ExtensionOID.CERTIFICATE_POLICIES,
        ExtensionOID.SUBJECT_ALTERNATIVE_NAME,
    }
)
_BROKEN_HASHES = frozenset({"md5", "sha1"})


class ChainFault(ValueError):
    """No path that holds. `code`: "foreign", "expired", "weak", "malformed", "unsupported"."""

    def __init__(self, code: str, what: str = "") -> None:
        super().__init__(f"{code}: {what}")
        self.code = code
        self.what = what


def find_chain(
    leaf: x509.Certificate,
    others: Sequence[x509.Certificate],
    roots: Sequence[x509.Certificate],
    at: datetime,
) -> list[x509.Certificate]:
    """A path from `leaf` over `others` to one of `roots`, both included, valid at `at`.

    Raises ChainFault; "foreign" where no path leads to a root at all, else what
    is wrong with the first path found.
    """
    if len(others) > MOST_CANDIDATES:
        raise ChainFault("malformed", f"more than {MOST_CANDIDATES} certificates")
    first: ChainFault | None = None
    search = _Search((*roots, *others), {to_der(root) for root in roots})
    for path in search.paths([leaf]):
        fault = _fault(path, at)
        if fault is None:
            return path
        first = first or fault
    raise first or ChainFault("foreign", shown_name(leaf))


@dataclass(slots=True)
class _Search:
    """Every path from a certificate to a trusted one, within a number of steps."""

    issuers: tuple[x509.Certificate, ...]
    trusted: set[bytes]
    steps: int = 0

    def paths(self, path: list[x509.Certificate]) -> Iterator[list[x509.Certificate]]:
        """The paths that begin with `path`. Raises ChainFault where there are too many."""
        if to_der(path[-1]) in self.trusted:
            yield path
            return
        if len(path) == LONGEST_PATH:
            return
        for issuer in self.issuers:
            if issuer in path or not _names_fit(path[-1], issuer):
                continue
            self.steps += 1
            if self.steps > MOST_STEPS:
                raise ChainFault("malformed", "too many paths")
            if _issued(path[-1], issuer):
                yield from self.paths([*path, issuer])


def _names_fit(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        return certificate.issuer == issuer.subject
    except (ValueError, TypeError):  # TypeError: a name's part of a type it cannot have
        return False


def _issued(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def _fault(path: Sequence[x509.Certificate], at: datetime) -> ChainFault | None:
    """What is wrong with a path whose names and signatures fit."""
    for place, certificate in enumerate(path):
        name = shown_name(certificate)
        try:
            unread = [
                one.oid.dotted_string
                for one in certificate.extensions
                if one.critical and one.oid not in _UNDERSTOOD
            ]
            if place and not _may_issue(certificate, place - 1):
                return ChainFault("foreign", f"{name} may issue none")
            weak = _is_weak(certificate, is_root=place == len(path) - 1)
        except (ValueError, TypeError, UnsupportedAlgorithm, x509.DuplicateExtension) as error:
            return ChainFault("malformed", f"{name}: {error}")
        if unread:
            return ChainFault("unsupported", f"{name}: {unread[0]}")
        if weak:
            return ChainFault("weak", name)
        if not certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc:
            return ChainFault("expired", name)
    return None


def _may_issue(certificate: x509.Certificate, below: int) -> bool:
    """Whether an authority may stand over `below` other authorities (RFC 5280, 4.2.1.9)."""
    if not is_authority(certificate):
        return False
    constraints = extension(certificate, x509.BasicConstraints)
    return (
        constraints is None or constraints.path_length is None or below <= constraints.path_length
    )


def _is_weak(certificate: x509.Certificate, *, is_root: bool) -> bool:
    key = certificate.public_key()
    if isinstance(key, RSAPublicKey) and key.key_size < 2048:
        return True
    if isinstance(key, EllipticCurvePublicKey) and key.key_size < 224:
        return True
    # A root's own signature proves nothing: it is trusted for its bytes.
    used = certificate.signature_hash_algorithm
    return not is_root and used is not None and used.name in _BROKEN_HASHES
