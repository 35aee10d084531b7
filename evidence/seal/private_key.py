"""A private key at rest: PKCS#8 (RFC 5958) encrypted with a passphrase, for its owner alone.

Made and opened by pycryptodome; `openssl pkey` opens the file too. A file that
other accounts may read is refused, as is a key without a passphrase: whoever
copies it could sign for the office.
"""

import os
import stat
from pathlib import Path

from Crypto.PublicKey import ECC

from evidence.errors import ArchiveError, KeyFault
from evidence.seal.kept_file import create_whole, replace_whole

PASSPHRASE_VARIABLE = "WANGJIAN_PASSPHRASE"  # noqa: S105  (the name, not the word itself)
SHORTEST_PASSPHRASE = 8

P256 = "NIST P-256"
ED25519 = "Ed25519"

_PROTECTION = "PBKDF2WithHMAC-SHA512AndAES256-CBC"
_ITERATIONS = 210_000  # OWASP Password Storage Cheat Sheet for PBKDF2-HMAC-SHA512
_LARGEST = 16_384


def passphrase_of_environment() -> str | None:
    """The passphrase of WANGJIAN_PASSPHRASE, None where it is not set."""
    return os.environ.get(PASSPHRASE_VARIABLE) or None


def make_private_key(path: Path, curve: str, passphrase: str) -> ECC.EccKey:
    """Make a key on `curve` (P256 or ED25519) and keep it at `path`, which must be free.

    Raises KeyFault: "passphrase" (too short), "exists", "unwritable".
    """
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise KeyFault(
            "passphrase",
            f"口令太短：至少 {SHORTEST_PASSPHRASE} 个字符",
            f"the passphrase is too short: at least {SHORTEST_PASSPHRASE} characters",
        )
    key = ECC.generate(curve=curve)
    pem = key.export_key(
        format="PEM",
        passphrase=passphrase.encode(),
        use_pkcs8=True,
        protection=_PROTECTION,
        prot_params={"iteration_count": _ITERATIONS},
    )
    write_new(path, pem.encode("ascii") + b"\n", mode=0o600)
    return key


def open_private_key(path: Path, curve: str, passphrase: str) -> ECC.EccKey:
    """The key kept at `path`.

    Raises KeyFault: "missing", "unreadable", "mode" (others may read it), "wrong-key" (not
    encrypted, or on another curve), "passphrase" (wrong, or the file is damaged).
    """
    content = _read_private(path)
    if b"-----BEGIN ENCRYPTED PRIVATE KEY-----" not in content:
        raise KeyFault(
            "wrong-key",
            f"{path}：不是加密的私钥文件；用 wangjian keys make 生成",
            f"{path}: no encrypted private key; make one with wangjian keys make",
        )
    try:
        key = ECC.import_key(content, passphrase=passphrase.encode())
    except (ValueError, IndexError, TypeError) as error:
        raise KeyFault(
            "passphrase",
            f"{path}：口令不对，或文件已损坏",
            f"{path}: wrong passphrase, or a damaged file",
        ) from error
    if key.curve != curve or not key.has_private():
        raise KeyFault(
            "wrong-key", f"{path}：不是 {curve} 私钥", f"{path}: no private key on {curve}"
        )
    return key


def write_new(path: Path, data: bytes, *, mode: int = 0o644) -> None:
    """Write a file of a key to `path`, which must be free.

    Raises KeyFault: "exists", "unwritable"; then nothing of ours is at `path`.
    """
    try:
        create_whole(path, data, mode=mode)
    except FileExistsError:
        raise KeyFault(
            "exists", f"{path}：已存在，不会覆盖", f"{path}: exists and is not overwritten"
        ) from None
    except ArchiveError as error:
        raise KeyFault("unwritable", error.zh, error.en) from error


def replace(path: Path, data: bytes) -> None:
    """Put `data` in the place of a key's file in one step. Raises KeyFault "unwritable"."""
    try:
        replace_whole(path, data)
    except ArchiveError as error:
        raise KeyFault("unwritable", error.zh, error.en) from error


def unwritable(path: Path, error: OSError) -> KeyFault:
    """The error to raise where `path` could not be written or renamed."""
    return KeyFault(
        "unwritable",
        f"{path}：无法写入（{error.strerror}）；请检查磁盘和目录权限",
        f"{path}: cannot be written ({error.strerror}); check the disk and the permissions",
    )


def _read_private(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
            content = file.read(_LARGEST)
    except FileNotFoundError:
        raise KeyFault(
            "missing",
            f"{path}：没有密钥；用 wangjian keys make 生成",
            f"{path}: no key; make one with wangjian keys make",
        ) from None
    except OSError as error:
        raise KeyFault(
            "unreadable",
            f"{path}：无法读取密钥（{error.strerror}）",
            f"{path}: the key cannot be read ({error.strerror})",
        ) from error
    if mode & 0o077:
        raise KeyFault(
            "mode",
            f"{path}：其他账号可以读取此私钥（权限 {mode:o}）；请执行 chmod 600",
            f"{path}: other accounts may read this private key (mode {mode:o}); run chmod 600",
        )
    return content
