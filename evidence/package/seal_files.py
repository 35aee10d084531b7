"""The files of a seal in a package: beside what is signed, since they cannot lie inside it.

    seal/package.p7s                  CMS signature over tagmanifest-sha512.txt
    seal/package.p7s.<TSA>.tsr        RFC 3161 response over the signature
    seal/package.p7s.<TSA>.chain.pem  what leads from that authority to its root
    seal/package.tlog-proof           proof that all of these were entered in the ledger

They are tag files that no manifest lists; whoever verifies allows these names and
no others.
"""

import re
from collections.abc import Iterable, Mapping

from evidence.errors import PackageFault

FOLDER = "seal/"
SIGNATURE = "seal/package.p7s"
PROOF = "seal/package.tlog-proof"
MOST_STAMPS = 8

_STAMP = re.compile(r"seal/package\.p7s\.([a-z0-9][a-z0-9-]{0,31})\.(tsr|chain\.pem)", re.ASCII)


def is_seal_file(path: str) -> bool:
    """Whether `path` may lie in seal/."""
    return path in {SIGNATURE, PROOF} or _STAMP.fullmatch(path) is not None


def authorities(paths: Iterable[str]) -> list[str]:
    """The names of the time-stamp authorities that have a file among `paths`."""
    found = (_STAMP.fullmatch(path) for path in paths)
    return sorted({match[1] for match in found if match is not None})


def stamp_path(authority: str) -> str:
    """Where the response of `authority` lies."""
    return f"{SIGNATURE}.{authority}.tsr"


def chain_path(authority: str) -> str:
    """Where the certificates that go with it lie."""
    return f"{SIGNATURE}.{authority}.chain.pem"


def check_seal_names(files: Mapping[str, bytes]) -> None:
    """Raise PackageFault where `files` are not the files of a seal."""
    for path in files:
        if not is_seal_file(path):
            raise PackageFault(
                "seal-name",
                f"{path}：不是签名文件的名称",
                f"{path}: no file of a seal has this name",
                file=path,
            )
    if SIGNATURE not in files:
        raise PackageFault(
            "not-sealed",
            "证据包尚未签名，不能交付；请先用 wangjian keys make 生成密钥",
            "the package is not sealed and cannot be handed over; make a key with "
            "wangjian keys make",
            file=SIGNATURE,
        )
