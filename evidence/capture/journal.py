"""What happened during a capture, in its order: steps, and what they changed or left out."""

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from evidence.capture.flags import Flag

SYSTEM = "系统"
"""The actor of every step that the machine takes."""


_BEIJING = timezone(timedelta(hours=8))


def beijing(moment: datetime) -> str:
    """A time as it stands in the result of a step."""
    return f"{moment.astimezone(_BEIJING):%Y-%m-%d %H:%M:%S} 北京时间"


@dataclass(frozen=True, slots=True)
class Step:
    """One step 步骤. `at` is UTC; `by_hand` where a person did it.

    `code` is a stable word, `zh` and `en` say what was done, `result` what came of it.
    """

    at: datetime
    code: str
    zh: str
    en: str
    result: str = ""
    actor: str = SYSTEM
    by_hand: bool = False

    def to_json(self) -> dict[str, Any]:
        """The step as plain JSON values."""
        return {
            "at": self.at.isoformat(),
            "actor": self.actor,
            "by_hand": self.by_hand,
            "code": self.code,
            "zh": self.zh,
            "en": self.en,
            "result": self.result,
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> "Step":
        """The step from what `to_json` gave."""
        return cls(datetime.fromisoformat(value["at"]), **{k: value[k] for k in _FIELDS})


_FIELDS = ("code", "zh", "en", "result", "actor", "by_hand")


@dataclass(frozen=True, slots=True)
class Said:
    """A remark in both languages. `code` is a stable word."""

    code: str
    zh: str
    en: str

    def to_json(self) -> dict[str, str]:
        """The remark as plain JSON values."""
        return {"code": self.code, "zh": self.zh, "en": self.en}

    @classmethod
    def from_json(cls, value: dict[str, str]) -> "Said":
        """The remark from what `to_json` gave."""
        return cls(value["code"], value["zh"], value["en"])


@dataclass(slots=True)
class Journal:
    """Steps, flags, alterations 采集造成的改变 and gaps 未采集项 of one capture.

    Times are the host's; that its clock was set meanwhile is told by the clock that
    only runs forward.
    """

    steps: list[Step] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
    alterations: list[Said] = field(default_factory=list)
    gaps: list[Said] = field(default_factory=list)
    begun_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    _began: float = field(default_factory=time.monotonic)

    def step(
        self,
        code: str,
        zh: str,
        en: str,
        result: str = "",
        *,
        actor: str = SYSTEM,
        by_hand: bool = False,
    ) -> None:
        """Write down what was just done, and by whom."""
        self.steps.append(Step(datetime.now(UTC), code, zh, en, result[:500], actor, by_hand))

    def flag(self, code: str, detail: str = "") -> None:
        """Mark the capture; a second time the same mark changes nothing."""
        if all(one.code != code for one in self.flags):
            self.flags.append(Flag(code, detail))

    def flagged(self, code: str) -> bool:
        """Whether the mark stands already."""
        return any(one.code == code for one in self.flags)

    def altered(self, code: str, zh: str, en: str) -> None:
        """Say what collecting changed about the page or about what was received."""
        self.alterations.append(Said(code, zh, en))

    def missing(self, code: str, zh: str, en: str) -> None:
        """Say what was not taken, and why."""
        self.gaps.append(Said(code, zh, en))

    @property
    def seconds(self) -> float:
        """How long it has been going on."""
        return time.monotonic() - self._began

    def clock_moved(self) -> float:
        """By how many seconds the host's clock was set since the beginning."""
        return (datetime.now(UTC) - self.begun_at).total_seconds() - self.seconds
