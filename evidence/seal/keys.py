"""What keys an office has, which ones were replaced, and which ones it withdrew 撤销.

Making and opening: evidence.seal.seal_key, evidence.seal.ledger_key.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from cryptography import x509

from evidence.errors import KeyFault
from evidence.seal import ledger_key, seal_key
from evidence.seal.certificate import fingerprint, is_test
from evidence.seal.private_key import replace
from evidence.seal.retired import served

WITHDRAWN_NAME = "withdrawn.json"


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """What there is to show of one key; nothing of it is secret.

    `identity` is the certificate's SHA-256 as openssl prints it, or the Ed25519
    public key in hexadecimal digits. `present` says whether it signs now. Times
    are those of the certificate, in UTC.
    """

    use: Literal["seal", "ledger"]
    path: Path
    identity: str
    present: bool
    test: bool = False
    subject: str = ""
    issuer: str = ""
    valid_from: datetime | None = None
    valid_to: datetime | None = None


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A key of the seal that must no longer be trusted: what it signs from `since` on is void.

    A seal that was time-stamped before `since` still holds.
    """

    fingerprint: str
    since: datetime
    reason: str


def show_keys(seal_folder: Path, ledger_folder: Path) -> list[KeyFacts]:
    """The keys in the two folders, those that were replaced first. Raises KeyFault."""
    publics = _files(ledger_folder, ledger_key.PUBLIC_NAME)
    return _seals(seal_folder) + [
        KeyFacts(
            "ledger",
            path,
            ledger_key.read_public_key(path).hex,
            path.name == ledger_key.PUBLIC_NAME,
        )
        for path in publics
    ]


def withdraw(
    folder: Path, identity: str, reason: str, *, since: datetime | None = None
) -> Withdrawal:
    """Withdraw the seal's key whose certificate has the fingerprint `identity`.

    The register lies beside the keys. A key is withdrawn once, and for good.
    Raises KeyFault: "missing" (no such certificate here), "exists" (withdrawn already).
    """
    if identity not in {one.identity for one in _seals(folder)}:
        raise KeyFault(
            "missing",
            f"{folder}：没有指纹为 {identity} 的证书",
            f"{folder}: no certificate with the fingerprint {identity}",
        )
    register = withdrawals(folder)
    if any(one.fingerprint == identity for one in register):
        raise KeyFault("exists", f"{identity}：已经撤销", f"{identity}: withdrawn already")
    made = Withdrawal(identity, since or datetime.now(UTC), reason)
    _write_register(folder / WITHDRAWN_NAME, [*register, made])
    return made


def withdrawals(folder: Path) -> list[Withdrawal]:
    """What was withdrawn, in the order it was. Raises KeyFault "unreadable"."""
    path = folder / WITHDRAWN_NAME
    try:
        rows = json.loads(path.read_text("utf-8"))
        if not isinstance(rows, list):
            raise ValueError("no list")
        return [
            Withdrawal(row["fingerprint"], datetime.fromisoformat(row["since"]), row["reason"])
            for row in rows
        ]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise KeyFault(
            "unreadable",
            f"{path}：撤销登记无法读取；请从备份恢复",
            f"{path}: the register of withdrawn keys cannot be read; restore it from a backup",
        ) from error


def _write_register(path: Path, register: Iterable[Withdrawal]) -> None:
    rows: list[dict[str, Any]] = [
        asdict(one) | {"since": one.since.astimezone(UTC).isoformat()} for one in register
    ]
    replace(path, (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode())


def _seals(folder: Path) -> list[KeyFacts]:
    paths = _files(folder, seal_key.CERTIFICATE_NAME)
    return [_seal_facts(path, seal_key.read_certificates(path)[0]) for path in paths]


def _files(folder: Path, name: str) -> list[Path]:
    present = folder / name
    return [*served(folder, name), *([present] if present.exists() else [])]


def _seal_facts(path: Path, certificate: x509.Certificate) -> KeyFacts:
    return KeyFacts(
        "seal",
        path,
        fingerprint(certificate),
        path.name == seal_key.CERTIFICATE_NAME,
        is_test(certificate),
        certificate.subject.rfc4514_string(),
        certificate.issuer.rfc4514_string(),
        certificate.not_valid_before_utc,
        certificate.not_valid_after_utc,
    )
