"""The ledger's key 存证日志密钥: Ed25519 (RFC 8032), in a folder of its own.

key.pem      the private key, encrypted (evidence.seal.private_key)
public.pem   its public key, for `openssl pkeyutl -verify -pubin`
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from Crypto.PublicKey import ECC
from Crypto.Signature import eddsa

from evidence.errors import KeyFault
from evidence.seal.private_key import ED25519, make_private_key, open_private_key, write_new
from evidence.seal.retired import retire, served

KEY_NAME = "key.pem"
PUBLIC_NAME = "public.pem"
_LARGEST = 4096


@dataclass(frozen=True, slots=True)
class LedgerPublicKey:
    """A public key, 32 bytes."""

    raw: bytes

    @property
    def hex(self) -> str:
        """The key in hexadecimal digits, as the ledger's entries have it."""
        return self.raw.hex()

    def verifies(self, message: bytes, signature: bytes) -> bool:
        """Whether `signature` is that of `message`. False for any nonsense."""
        try:
            eddsa.new(eddsa.import_public_key(self.raw), "rfc8032").verify(message, signature)
        except ValueError:
            return False
        return True

    def to_pem(self) -> bytes:
        """The key as SubjectPublicKeyInfo in PEM (RFC 8410)."""
        pem: str = eddsa.import_public_key(self.raw).export_key(format="PEM")
        return pem.encode("ascii") + b"\n"

    @classmethod
    def from_hex(cls, text: str) -> "LedgerPublicKey":
        """The key written in hexadecimal digits. Raises ValueError."""
        raw = bytes.fromhex(text)
        eddsa.import_public_key(raw)
        return cls(raw)


@dataclass(frozen=True, slots=True)
class LedgerKey:
    """An opened private key of the ledger."""

    _key: ECC.EccKey

    @property
    def public(self) -> LedgerPublicKey:
        """Its public half."""
        return LedgerPublicKey(self._key.public_key().export_key(format="raw"))

    def sign(self, message: bytes) -> bytes:
        """The 64-byte signature of `message`."""
        signature: bytes = eddsa.new(self._key, "rfc8032").sign(message)
        return signature

    def __repr__(self) -> str:
        return f"LedgerKey(public {self.public.hex})"


def make_ledger_key(folder: Path, passphrase: str) -> LedgerKey:
    """Make a key in `folder`. Raises KeyFault: "exists", "passphrase", "unwritable"."""
    key = LedgerKey(make_private_key(folder / KEY_NAME, ED25519, passphrase))
    (folder / PUBLIC_NAME).unlink(missing_ok=True)
    write_new(folder / PUBLIC_NAME, key.public.to_pem())
    return key


def open_ledger_key(folder: Path, passphrase: str) -> LedgerKey:
    """The key in `folder`. Raises KeyFault as open_private_key does."""
    return LedgerKey(open_private_key(folder / KEY_NAME, ED25519, passphrase))


def rotate_ledger_key(folder: Path, passphrase: str, *, now: datetime | None = None) -> LedgerKey:
    """Put the present key aside and make a new one; Ledger.change_key must follow.

    Raises KeyFault as make_ledger_key does, and "missing" where there is none yet.
    """
    if not (folder / KEY_NAME).exists():
        raise KeyFault(
            "missing",
            f"{folder / KEY_NAME}：还没有密钥；请先用 wangjian keys make",
            f"{folder / KEY_NAME}: no key yet; first: wangjian keys make",
        )
    retire(folder, (KEY_NAME, PUBLIC_NAME), now)
    return make_ledger_key(folder, passphrase)


def ledger_public_keys(folder: Path) -> list[LedgerPublicKey]:
    """The public keys in `folder`, those that were replaced first. Raises KeyFault "unreadable"."""
    paths = [*served(folder, PUBLIC_NAME), folder / PUBLIC_NAME]
    return [read_public_key(path) for path in paths if path.exists()]


def read_public_key(path: Path) -> LedgerPublicKey:
    """The Ed25519 public key in the PEM file `path`. Raises KeyFault "unreadable"."""
    try:
        with path.open("rb") as file:
            key = ECC.import_key(file.read(_LARGEST))
        if key.curve != ED25519:
            raise ValueError("another curve")
    except (OSError, ValueError, IndexError, TypeError) as error:
        raise KeyFault(
            "unreadable",
            f"{path}：不是 Ed25519 公钥（PEM）",
            f"{path}: holds no Ed25519 public key in PEM",
        ) from error
    return LedgerPublicKey(key.public_key().export_key(format="raw"))
