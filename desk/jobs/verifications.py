"""When a capture was last verified and what was found: one small file a capture.

It says what somebody saw then, and proves nothing: whatever needs a whole capture reads it
back itself (leads.holding, the package's freezing).
"""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from evidence.seal.kept_file import replace_whole
from leads.home import Home


@dataclass(frozen=True, slots=True)
class Verification:
    """One verification of a capture: when (ISO 8601, UTC), with which manifest, what was wrong."""

    at: str
    digest: str
    faults: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing was wrong."""
        return not self.faults

    @property
    def moment(self) -> datetime:
        """When it was."""
        return datetime.fromisoformat(self.at)


def keep_verification(home: Home, number: str, found: Verification) -> None:
    """Keep what was found of the capture `number`; the last one counts. Raises OSError."""
    path = _path(home, number)
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_whole(path, json.dumps(asdict(found), ensure_ascii=False).encode())


def last_verification(home: Home, number: str) -> Verification | None:
    """The last verification of the capture `number`, None where there was none."""
    try:
        value = json.loads(_path(home, number).read_bytes())
        return Verification(value["at"], value["digest"], tuple(value["faults"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _path(home: Home, number: str) -> Path:
    return home.runs / "desk-verified" / f"{Path(number).name}.json"
