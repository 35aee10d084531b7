"""The `openssl` program, asked as VERIFY.txt tells a court's expert to ask it.

A second judge beside our own reading, and the only one for algorithms that the
libraries here do not know (SM2 among them).
"""

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography import x509

from evidence.seal.certificate import to_pem

_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the program decided, and its own last words."""

    holds: bool
    said: str


def program() -> Path | None:
    """Where the program lies, None where it is not installed."""
    found = shutil.which("openssl")
    return Path(found) if found else None


def judge_timestamp(
    data: bytes,
    response: bytes,
    roots: Sequence[x509.Certificate],
    untrusted: Sequence[x509.Certificate],
    at: datetime,
) -> Verdict | None:
    """`openssl ts -verify` of the time-stamp over `data`, certificates judged at `at`.

    None where the program is not installed.
    """
    with TemporaryDirectory(prefix="wangjian-") as name:
        folder = Path(name)
        (folder / "data").write_bytes(data)
        (folder / "response.tsr").write_bytes(response)
        (folder / "roots.pem").write_bytes(to_pem(*roots))
        asked = ["ts", "-verify", "-data", "data", "-in", "response.tsr", "-CAfile", "roots.pem"]
        if untrusted:
            (folder / "untrusted.pem").write_bytes(to_pem(*untrusted))
            asked += ["-untrusted", "untrusted.pem"]
        return _ask(folder, [*asked, "-attime", str(int(at.timestamp()))])


def judge_seal(
    content: bytes, seal: bytes, roots: Sequence[x509.Certificate], at: datetime
) -> Verdict | None:
    """`openssl cms -verify` of the detached `seal` over `content`, certificates judged at `at`.

    None where the program is not installed.
    """
    with TemporaryDirectory(prefix="wangjian-") as name:
        folder = Path(name)
        (folder / "content").write_bytes(content)
        (folder / "seal.p7s").write_bytes(seal)
        (folder / "roots.pem").write_bytes(to_pem(*roots))
        asked = ["cms", "-verify", "-binary", "-inform", "DER", "-in", "seal.p7s"]
        asked += ["-content", "content", "-CAfile", "roots.pem", "-purpose", "any"]
        asked += ["-out", os.devnull, "-attime", str(int(at.timestamp()))]
        return _ask(folder, asked)


def _ask(folder: Path, arguments: Sequence[str]) -> Verdict | None:
    path = program()
    if path is None:
        return None
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"}
    try:
        done = subprocess.run(
            [path, *arguments],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Verdict(False, f"no answer within {_SECONDS} s")
    except OSError as error:
        return Verdict(False, error.strerror or str(error))
    holds = done.returncode == 0
    words = done.stdout + b"\n" + done.stderr
    if holds:
        words = done.stderr + b"\n" + done.stdout
    said = [line.strip() for line in words.decode("utf-8", "replace").split("\n") if line.strip()]
    return Verdict(holds, said[-1] if said else "")
