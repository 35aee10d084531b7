"""双人在场取证 as it is prepared at the desk: a file for each, kept with every change.

It is no record of the case and proves nothing: the capture itself says who was there, how
the clock stood and what was done. So it needs no table, only to survive a restart.
"""

import json
import re
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from evidence.seal.kept_file import replace_whole
from leads.beijing import day_of
from leads.home import Home

PRESENT_FOR = timedelta(minutes=30)
"""So long a confirmation 到场 and a measured clock count before the capture is begun."""

_NAME = re.compile(r"\d{8}-[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class Plan:
    """One attended capture under way. Times are ISO 8601 in UTC. `officers` are name,
    certificate and confirmed_at; `looked` is the job that measured clock and surroundings,
    `capture` the finished capture, 0 until it was taken in."""

    id: str
    account: int
    office: str
    made_at: str
    url: str
    purpose: str
    place: str = ""
    lead: int = 0
    officers: Sequence[dict[str, Any]] = ()
    looked: str = ""
    capture: int = 0
    printed: str = ""

    @property
    def made(self) -> datetime:
        """When it was begun."""
        return datetime.fromisoformat(self.made_at)

    def present(self, now: datetime) -> bool:
        """Whether both officers confirmed to be there, not long ago."""
        return len(self.officers) == 2 and all(now - at < PRESENT_FOR for at in self._confirmed())

    def attends(self, begun: datetime) -> bool:
        """Whether both officers confirmed to be there when a capture was begun."""
        return len(self.officers) == 2 and all(
            abs(begun - at) < PRESENT_FOR for at in self._confirmed()
        )

    def _confirmed(self) -> list[datetime]:
        return [datetime.fromisoformat(one["confirmed_at"]) for one in self.officers]


def new_plan(account: int, office: str, **said: Any) -> Plan:
    """A plan with what was said, not kept yet."""
    now = datetime.now(UTC)
    return Plan(
        f"{day_of(now):%Y%m%d}-{secrets.token_hex(4)}", account, office, now.isoformat(), **said
    )


def keep_plan(home: Home, plan: Plan, **changes: Any) -> Plan:
    """Keep the plan with `changes`. Raises ArchiveError."""
    fresh = replace(plan, **changes)
    data = json.dumps(asdict(fresh), ensure_ascii=False).encode()
    replace_whole(_folder(home) / f"{fresh.id}.json", data)
    return fresh


def read_plan(home: Home, ident: str) -> Plan | None:
    """The plan `ident`, None where there is none."""
    if not _NAME.fullmatch(ident):
        return None
    try:
        return Plan(**json.loads((_folder(home) / f"{ident}.json").read_bytes()))
    except (OSError, ValueError, TypeError):
        return None


def recent_plans(home: Home, most: int = 100) -> list[Plan]:
    """Plans, the newest first."""
    names = sorted((path.stem for path in _folder(home).glob("*.json")), reverse=True)
    found = [plan for name in names[:most] if (plan := read_plan(home, name))]
    return sorted(found, key=lambda plan: plan.made_at, reverse=True)


def _folder(home: Home) -> Path:
    return home.runs / "desk-attended"
