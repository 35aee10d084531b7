"""The files of a ledger 存证日志, and reading its entries one by one.

ledger.jsonl                     the entries, one a line
ledger.jsonl.torn-N-DIGEST       an unfinished line that stood at entry N
heads/SIZE.head                  signed heads, with their time-stamps beside them
resume.json                      where the last head left off; may be lost
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from evidence.seal.digests import sha256_digest
from evidence.seal.entry import LARGEST_LINE

LOG_NAME = "ledger.jsonl"
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class LedgerFolder:
    """The folder of one ledger."""

    path: Path

    @property
    def log(self) -> Path:
        """The entries."""
        return self.path / LOG_NAME

    @property
    def heads(self) -> Path:
        """The folder of signed heads."""
        return self.path / "heads"

    @property
    def resume(self) -> Path:
        """Where a writer may go on without reading everything."""
        return self.path / "resume.json"

    def head(self, size: int) -> Path:
        """The signed head of `size` entries."""
        return self.heads / f"{size:012d}.head"

    def head_sizes(self) -> list[int]:
        """The sizes of the heads here, smallest first."""
        if not self.heads.is_dir():
            return []
        names = [one.stem for one in self.heads.iterdir() if one.suffix == ".head"]
        return sorted(int(name) for name in names if len(name) == 12 and name.isdigit())

    def torn(self, index: int, data: bytes) -> Path:
        """Where the unfinished line `data` that stood at entry `index` is set aside."""
        name = f"{LOG_NAME}.torn-{index}-{sha256_digest(data)[:4].hex()}"
        return self.path / name

    def torn_at(self, index: int) -> list[Path]:
        """What was set aside at entry `index`."""
        return sorted(self.path.glob(f"{LOG_NAME}.torn-{index}-*"))

    def entry_lines(self) -> Iterator[bytes]:
        """The lines of the file that are whole, without their line feeds. OSError passes."""
        with self.log.open("rb") as file:
            for line, finished in lines(file.fileno()):
                if finished:
                    yield line


def lines(descriptor: int, offset: int = 0, end: int | None = None) -> Iterator[tuple[bytes, bool]]:
    """The lines from `offset` to `end` without their line feeds; false for one that has none.

    A line longer than an entry may be is cut there and given as unfinished: what
    is read stays bounded whatever the file holds. OSError passes.
    """
    rest, end = b"", end if end is not None else os.fstat(descriptor).st_size
    while piece := os.pread(descriptor, min(_PIECE, end - offset), offset):
        offset += len(piece)
        *whole, rest = (rest + piece).split(b"\n")
        for line in whole:
            yield line, True
        if len(rest) > LARGEST_LINE:
            break
    if rest:
        yield rest, False


def is_torn(line: bytes, finished: bool) -> bool:
    """Whether a last line is what a writer left that was killed or lost its power.

    Without a line feed it is; and with NUL bytes, which no entry holds: a file
    system may have made the file longer before the data reached the disk. What is
    longer than any entry was left by no writer.
    """
    return len(line) <= LARGEST_LINE and (not finished or b"\0" in line)
