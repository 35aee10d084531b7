"""When a capture or a package was last verified and what was found: one small file each.

It says what somebody saw then, and proves nothing: whatever needs a whole capture reads it
back itself (leads.holding, the package's freezing).
"""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Literal

from evidence.seal.kept_file import replace_whole
from leads.home import Home

Of = Literal["capture", "package"]


@dataclass(frozen=True, slots=True)
class Verification:
    """One verification: when (ISO 8601, UTC), of what digest (a capture's manifest, a package's
    file), what was wrong. `pending`: nothing is wrong but that the time-stamp has not come.
    `job` is the job that found it."""

    at: str
    digest: str
    faults: tuple[str, ...] = ()
    pending: bool = False
    job: str = ""

    @property
    def ok(self) -> bool:
        """Whether nothing was wrong."""
        return not self.faults

    @property
    def moment(self) -> datetime:
        """When it was."""
        return datetime.fromisoformat(self.at)


def keep_verification(home: Home, of: Of, number: str, found: Verification) -> None:
    """Keep what was found of `number`; the last one counts. Raises ArchiveError, OSError."""
    path = _path(home, of, number)
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_whole(path, json.dumps(asdict(found), ensure_ascii=False).encode())


def last_verification(home: Home, of: Of, number: str) -> Verification | None:
    """The last verification of `number`, None where there was none."""
    return _read(_path(home, of, number))


def bad_ones(home: Home, of: Of, most: int = 20) -> list[tuple[str, Verification]]:
    """What did not verify the last time, by number, the newest first."""
    kept = ((path.stem, _read(path)) for path in _folder(home, of).glob("*.json"))
    bad = [(number, one) for number, one in kept if one and one.faults and not one.pending]
    return sorted(bad, key=lambda pair: pair[1].at, reverse=True)[:most]


def _read(path: Path) -> Verification | None:
    try:
        now = path.stat()
        return _parsed(path, now.st_mtime_ns, now.st_ino)
    except (OSError, ValueError, KeyError, TypeError):
        return None


@lru_cache(maxsize=4096)
def _parsed(path: Path, _changed: int, _inode: int) -> Verification:
    """The file as it was then; whoever looks for the bad ones reads all of them."""
    value = json.loads(path.read_bytes())
    return Verification(**value | {"faults": tuple(value["faults"])})


def _folder(home: Home, of: Of) -> Path:
    return home.runs / "desk-verified" / of


def _path(home: Home, of: Of, number: str) -> Path:
    return _folder(home, of) / f"{Path(number).name}.json"
