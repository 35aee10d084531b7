"""A unit's signing key 签名密钥: Ed25519 (RFC 8032), kept as encrypted PKCS#8 (RFC 5958).

The file opens with `openssl pkey` too. A key without a passphrase is refused:
whoever copies the file could sign for the unit.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from Crypto.PublicKey import ECC
from Crypto.Signature import eddsa

from keywords.errors import KeyFault, shown

PASSPHRASE_VARIABLE = "WANGJIAN_PASSPHRASE"  # noqa: S105  (the name, not the word itself)
SHORTEST_PASSPHRASE = 8

_PROTECTION = "PBKDF2WithHMAC-SHA512AndAES256-CBC"
_ITERATIONS = 210_000  # OWASP Password Storage Cheat Sheet for PBKDF2-HMAC-SHA512
_LARGEST = 16_384


@dataclass(frozen=True, slots=True)
class SigningKey:
    """An opened private key."""

    _key: ECC.EccKey

    @property
    def public_hex(self) -> str:
        """The public key, 32 bytes in hex, as it stands in the register of unit keys."""
        raw: bytes = self._key.public_key().export_key(format="raw")
        return raw.hex()

    def sign(self, message: bytes) -> bytes:
        """The 64-byte signature of `message`."""
        signature: bytes = eddsa.new(self._key, "rfc8032").sign(message)
        return signature

    def __repr__(self) -> str:
        return f"SigningKey(public {self.public_hex})"


def make_key(path: Path, passphrase: str) -> SigningKey:
    """Make a key and write it to `path`, which must not exist yet. Raises KeyFault."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise KeyFault(
            f"口令太短：至少 {SHORTEST_PASSPHRASE} 个字符",
            f"the passphrase is too short: at least {SHORTEST_PASSPHRASE} characters",
        )
    key = ECC.generate(curve="Ed25519")
    pem = key.export_key(
        format="PEM",
        passphrase=passphrase.encode(),
        use_pkcs8=True,
        protection=_PROTECTION,
        prot_params={"iteration_count": _ITERATIONS},
    )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(number, "w", encoding="ascii") as file:
            file.write(pem + "\n")
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError:
        raise KeyFault(
            f"{_name(path)}: 密钥已存在，不会覆盖", f"{_name(path)}: the key exists and is kept"
        ) from None
    except OSError as error:
        why = shown(error.strerror, 200)
        raise KeyFault(
            f"{_name(path)}: 写不了密钥（{why}）", f"{_name(path)}: cannot write the key ({why})"
        ) from error
    return SigningKey(key)


def load_key(path: Path, passphrase: str) -> SigningKey:
    """Open the key file `path`.

    Raises KeyFault: missing, not encrypted, wrong passphrase, not Ed25519.
    """
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST)
    except OSError as error:
        why = shown(error.strerror, 200)
        raise KeyFault(
            f"{_name(path)}: 读不了密钥（{why}）", f"{_name(path)}: cannot read the key ({why})"
        ) from error
    if b"-----BEGIN ENCRYPTED PRIVATE KEY-----" not in content:
        raise KeyFault(
            f"{_name(path)}: 不是加密的私钥文件，用 wangjian keys make 生成",
            f"{_name(path)}: no encrypted private key; make one with wangjian keys make",
        )
    try:
        key = ECC.import_key(content, passphrase=passphrase.encode())
    except (ValueError, IndexError, TypeError) as error:
        raise KeyFault(
            f"{_name(path)}: 口令不对，或文件已损坏",
            f"{_name(path)}: wrong passphrase, or a damaged file",
        ) from error
    if key.curve != "Ed25519" or not key.has_private():
        raise KeyFault(
            f"{_name(path)}: 不是 Ed25519 私钥", f"{_name(path)}: no Ed25519 private key"
        )
    return SigningKey(key)


def passphrase_of_environment() -> str | None:
    """The passphrase of WANGJIAN_PASSPHRASE, None where it is not set."""
    return os.environ.get(PASSPHRASE_VARIABLE) or None


def signature_verifies(public_hex: str, message: bytes, signature: bytes) -> bool:
    """Whether `signature` is that of `message` under the public key. False for any nonsense."""
    try:
        key = eddsa.import_public_key(bytes.fromhex(public_hex))
        eddsa.new(key, "rfc8032").verify(message, signature)
    except ValueError:
        return False
    return True


def _name(path: Path) -> str:
    return shown(path, 300)
