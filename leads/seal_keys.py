"""The office's seal key 固化密钥: whose it is, what it leads to, and whether it may sign.

`keys/seal` holds what evidence.seal.seal_key keeps there, and beside it

    roots.pem      roots of authorities that issued certificates of the seal
    withdrawn.json what was withdrawn (evidence.seal.keys)
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature

from evidence.errors import KeyFault
from evidence.seal.certificate import Holder, fingerprint, is_test, to_der, to_pem
from evidence.seal.chain import ChainFault, find_chain
from evidence.seal.entry import Subject
from evidence.seal.keys import show_keys, withdrawals
from evidence.seal.private_key import replace
from evidence.seal.seal_key import (
    CERTIFICATE_NAME,
    SealKey,
    install_certificate,
    open_seal_key,
    read_certificates,
)
from leads.beijing import day_of
from leads.home import Home
from leads.ledger_book import enter
from leads.office import Office

ROOTS_NAME = "roots.pem"
ENTRY_KIND = "seal-key"


def holder_of(home: Home, office: Office) -> Holder:
    """Whose name the certificate bears. Raises KeyFault "subject" where nobody entered it."""
    if not home.office_file.exists():
        raise KeyFault(
            "subject",
            f"{home.office_file}：还没有；请先写明机关名称（name）和代码（code），证书要写持有人",
            f"{home.office_file}: not there; enter the office's name and code first, "
            "the certificate names its holder",
        )
    return Holder(office.name, office.code)


def opened_seal_key(home: Home, passphrase: str) -> SealKey:
    """The seal's key, if it may sign. Raises KeyFault as open_seal_key does, and "withdrawn"."""
    key = open_seal_key(home.seal_keys, passphrase)
    now = datetime.now(UTC)
    for one in withdrawals(home.seal_keys):
        if one.fingerprint == key.fingerprint and one.since <= now:
            raise KeyFault(
                "withdrawn",
                f"固化密钥已于 {day_of(one.since)} 撤销（{one.reason}），不能再签名；"
                "请用 wangjian keys rotate --seal 更换",
                f"the seal's key was withdrawn on {day_of(one.since)} and signs no more; "
                "replace it: wangjian keys rotate --seal",
            )
    return key


def seal_certificates(home: Home) -> list[x509.Certificate]:
    """The certificates that sign or signed here, the oldest first. Raises KeyFault."""
    facts = show_keys(home.seal_keys, home.ledger_keys)
    return [read_certificates(one.path)[0] for one in facts if one.use == "seal"]


def seal_roots(home: Home, *, present_only: bool = False) -> list[x509.Certificate]:
    """What the seals of this office lead to, retired keys among them: no certificate twice.

    A certificate that vouches for itself is its own root. With `present_only` that
    of the present key alone. Raises KeyFault, also where the root of one that an
    authority issued is not here.
    """
    issued = _kept_roots(home)
    now = datetime.now(UTC)
    found: dict[bytes, x509.Certificate] = {}
    for one in show_keys(home.seal_keys, home.ledger_keys):
        if one.use != "seal" or (present_only and not one.present):
            continue
        leaf, *chain = read_certificates(one.path)
        root = leaf if _vouches_for_itself(leaf) else _root(leaf, chain, issued, one.path, now)
        found[to_der(root)] = root
    return list(found.values())


def install_issued(home: Home, passphrase: str, pem: bytes, roots: bytes = b"") -> SealKey:
    """Put a certificate that an authority issued in the place of the present one.

    `pem` holds it and what leads to the root; the root lies in `roots` or at the end of
    `pem`, and is kept: whoever verifies our seals here needs it. Raises KeyFault; then
    the present certificate still stands.
    """
    path = home.seal_keys / CERTIFICATE_NAME
    given = _loaded(pem, path)
    if not given:
        raise _no_certificate(path)
    known = [*_loaded(roots, path), *(one for one in given if _vouches_for_itself(one))]
    _root(given[0], given[1:], [*_kept_roots(home), *known], path, datetime.now(UTC))
    _keep_roots(home, known)
    return install_certificate(home.seal_keys, passphrase, pem)


def enter_seal_keys(home: Home, office: Office, step: str, reason: str = "") -> int | None:
    """Enter in the ledger which certificates there are after `step`; None without a ledger.

    Whoever makes a key in the office's name later, and dates it back, is found out
    by that. Raises LedgerFault.
    """
    subjects, keys = [], []
    withdrawn = {one.fingerprint: one.since.isoformat() for one in withdrawals(home.seal_keys)}
    for one in show_keys(home.seal_keys, home.ledger_keys):
        if one.use == "seal":
            certificate = read_certificates(one.path)[0]
            subjects.append(Subject.of_bytes(to_pem(certificate), one.path.name))
            keys.append(
                {
                    "fingerprint": fingerprint(certificate),
                    "present": one.present,
                    "test": is_test(certificate),
                    "withdrawn": withdrawn.get(one.identity),
                }
            )
    if not keys:
        return None
    return enter(home, office, ENTRY_KIND, subjects, {"step": step, "reason": reason, "keys": keys})


def _kept_roots(home: Home) -> list[x509.Certificate]:
    path = home.seal_keys / ROOTS_NAME
    return read_certificates(path) if path.exists() else []


def _keep_roots(home: Home, roots: Sequence[x509.Certificate]) -> None:
    both = {to_der(one): one for one in (*_kept_roots(home), *roots)}
    replace(home.seal_keys / ROOTS_NAME, to_pem(*both.values()))


def _root(
    leaf: x509.Certificate,
    chain: Sequence[x509.Certificate],
    roots: Sequence[x509.Certificate],
    path: Path,
    now: datetime,
) -> x509.Certificate:
    """The one of `roots` that `leaf` leads to."""
    # A certificate that ran out since still led there while it was valid.
    at = min(max(now, leaf.not_valid_before_utc), leaf.not_valid_after_utc)
    try:
        return find_chain(leaf, chain, roots, at)[-1]
    except ChainFault as fault:
        raise KeyFault(
            "certificate",
            f"{path}：签发机构的根证书不在这里（{fault}）；请用 wangjian keys install --root 给出",
            f"{path}: the root of the authority that issued it is not here ({fault}); "
            "give it with wangjian keys install --root",
        ) from fault


def _vouches_for_itself(certificate: x509.Certificate) -> bool:
    if certificate.subject != certificate.issuer:
        return False
    try:
        certificate.verify_directly_issued_by(certificate)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _loaded(pem: bytes, path: Path) -> list[x509.Certificate]:
    if not pem.strip():
        return []
    try:
        return x509.load_pem_x509_certificates(pem)
    except ValueError as error:
        raise _no_certificate(path) from error


def _no_certificate(path: Path) -> KeyFault:
    return KeyFault(
        "certificate",
        f"要装到 {path} 的内容不是 PEM 证书",
        f"what is to be installed as {path} is no certificate in PEM",
    )
