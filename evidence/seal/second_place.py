"""The second place 第二存放处 of heads: a folder elsewhere (another disk, machine, office).

Whoever restores an old backup of the ledger, or cuts its end off, would have to
change this folder too. It holds, for each ledger that uses it,

    ORIGIN.ledger            says that the ledger keeps copies here
    ORIGIN-SIZE.head         its signed heads

The marker tells an empty folder that is not yet in use from one whose disk is
not mounted: a ledger that has used a place does not go on without it.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from evidence.errors import ArchiveError
from evidence.seal.head import LARGEST_HEAD, SignedHead, read_head
from evidence.seal.kept_file import create_whole
from evidence.seal.ledger_faults import ledger_fault
from evidence.seal.ledger_key import LedgerPublicKey


class SecondPlace:
    """The folder `path`, as the ledger named `origin` uses it."""

    def __init__(self, path: Path, origin: str) -> None:
        self.path = path
        self._origin = origin
        self._stem = origin.replace("/", "_")

    @property
    def marker(self) -> Path:
        """The file that says that the ledger keeps copies here."""
        return self.path / f"{self._stem}.ledger"

    def is_used(self) -> bool:
        """Whether the ledger keeps copies here. Raises LedgerFault "second-place"."""
        if not self.path.is_dir():
            raise ledger_fault("second-place", self.path)
        return self.marker.exists()

    def begin(self) -> None:
        """Say that copies are kept here from now on. Raises LedgerFault "second-place".

        The folder itself is never made: where its disk is not mounted it would be made on
        this one, and be no second place.
        """
        if not self.path.is_dir():
            raise ledger_fault("second-place", self.path)
        try:
            create_whole(self.marker, f"{self._origin}\n".encode())
        except FileExistsError:
            return
        except ArchiveError as error:
            raise ledger_fault("second-place", error.en) from error

    def sizes(self) -> list[int]:
        """The sizes of the heads here, smallest first. Raises LedgerFault "second-place"."""
        if not self.is_used():
            raise ledger_fault("second-place", self.path)
        return sorted(self._heads())

    def newest(self, trusted: Sequence[LedgerPublicKey]) -> SignedHead | None:
        """The head with the most entries. Raises LedgerFault, also where it does not verify."""
        sizes = self.sizes()
        return self.read(sizes[-1], trusted) if sizes else None

    def read(self, size: int, trusted: Sequence[LedgerPublicKey]) -> SignedHead:
        """The head of `size` entries. Raises LedgerFault: "head-broken", "head-foreign"."""
        path = self.head_path(size)
        try:
            with path.open("rb") as file:
                note = file.read(LARGEST_HEAD + 1)
        except OSError as error:
            raise ledger_fault("second-place", f"{path}: {error.strerror}") from error
        head = read_head(note, trusted, name=path, origin=self._origin)
        if head.size != size:
            raise ledger_fault("head-broken", path)
        return head

    def keep(self, head: SignedHead) -> None:
        """Put a copy of `head` here. Raises LedgerFault: "second-place", "head-broken"."""
        path = self.head_path(head.size)
        try:
            if not self.is_used():
                raise ledger_fault("second-place", self.path)
            create_whole(path, head.note)
        except FileExistsError:
            if path.read_bytes() != head.note:
                raise ledger_fault("head-broken", path) from None
        except ArchiveError as error:
            raise ledger_fault("second-place", error.en) from error

    def head_path(self, size: int) -> Path:
        """Where the head of `size` entries is kept."""
        return self.path / f"{self._stem}-{size:012d}.head"

    def _heads(self) -> Iterator[int]:
        start = f"{self._stem}-"
        try:
            names = [one.name for one in self.path.iterdir()]
        except OSError as error:
            raise ledger_fault("second-place", f"{self.path}: {error.strerror}") from error
        for name in names:
            number = name.removeprefix(start).removesuffix(".head")
            if name == f"{start}{number}.head" and number.isascii() and number.isdigit():
                yield int(number)


def ledgers_at(path: Path) -> list[str]:
    """The origins of the ledgers that keep copies at `path`. Raises LedgerFault "second-place"."""
    try:
        markers = [one for one in path.iterdir() if one.name.endswith(".ledger")]
        return sorted(one.read_text("utf-8").strip() for one in markers)
    except (OSError, UnicodeDecodeError) as error:
        raise ledger_fault("second-place", f"{path}: {error}") from error
