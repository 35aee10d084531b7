"""Which pages are being read just now, in a file that outlives the process.

A page that kills its reader (a parser written in C, memory) would kill the next
one, too. So the keys of the targets being read stand in a small mapped file: a
process that dies leaves them behind, and after some deaths such a target is left
alone. Nothing is synced: a power cut is no page's fault.
"""

import mmap
import os
from pathlib import Path

from leads.home import Home

_KEY = 32
_SLOTS = 64


class InFlight:
    """The pages that one slice is reading."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._slots: dict[str, int] = {}
        self._free = list(range(_SLOTS))
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o640)
        try:
            os.ftruncate(descriptor, _SLOTS * _KEY)
            self._map = mmap.mmap(descriptor, _SLOTS * _KEY)
        finally:
            os.close(descriptor)

    @staticmethod
    def path_of(home: Home, run_id: str, site: int, number: int) -> Path:
        """Where the file of a slice lies."""
        return home.runs / run_id / f"{site}-{number}.reading"

    @classmethod
    def left_by(cls, home: Home, run_id: str, site: int, number: int) -> list[str]:
        """The keys that a dead slice left behind; its file is removed."""
        path = cls.path_of(home, run_id, site, number)
        try:
            content = path.read_bytes()
        except OSError:
            return []
        path.unlink(missing_ok=True)
        pieces = (content[at : at + _KEY] for at in range(0, len(content), _KEY))
        return [piece.decode("ascii", "replace") for piece in pieces if piece.strip(b"\0")]

    def begin(self, key: str) -> None:
        """The target with this key has its answer and is being read."""
        if key and key not in self._slots and self._free:
            slot = self._slots[key] = self._free.pop()
            self._map[slot * _KEY : (slot + 1) * _KEY] = key.encode("ascii").ljust(_KEY, b"\0")

    def end(self, key: str) -> None:
        """It was read."""
        slot = self._slots.pop(key, None)
        if slot is not None:
            self._map[slot * _KEY : (slot + 1) * _KEY] = bytes(_KEY)
            self._free.append(slot)

    def close(self) -> None:
        """The slice ends well: nothing is left behind."""
        self._map.close()
        self._path.unlink(missing_ok=True)
