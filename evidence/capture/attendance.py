"""Who was there when a page was captured 双人在场取证, and whether a capture may be called that.

Whether an officer's personal code is right is for the desk to say; here stands when
it was given. Of an account only name and origin are written down, never a secret.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from evidence.capture.faults import CODES
from evidence.capture.journal import Journal, beijing
from evidence.errors import CaptureFault

if TYPE_CHECKING:
    from evidence.capture.clock import ClockReading
    from evidence.capture.known_answer import KnownAnswer


@dataclass(frozen=True, slots=True)
class Attendant:
    """An officer 执法人员 who is there. `confirmed_at` (UTC) is when the personal code was given,
    None where it was not."""

    name: str
    certificate: str = ""
    confirmed_at: datetime | None = None

    def to_json(self) -> dict[str, Any]:
        """The officer as plain JSON values."""
        at = None if self.confirmed_at is None else self.confirmed_at.isoformat()
        return {"name": self.name, "certificate": self.certificate, "confirmed_at": at}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "Attendant":
        """The officer from what `to_json` gave."""
        at = value["confirmed_at"]
        return cls(
            value["name"],
            value["certificate"],
            None if at is None else datetime.fromisoformat(at),
        )


@dataclass(frozen=True, slots=True)
class Account:
    """An office account 账号 used where a platform asks for a login, and where it came from."""

    name: str
    source: str


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who attended, where and what for. `after_decision`: made after the office had decided."""

    officers: tuple[Attendant, ...]
    place: str = ""
    purpose: str = ""
    account: Account | None = None
    after_decision: bool = False

    def to_json(self) -> dict[str, Any]:
        """The attendance as plain JSON values."""
        return {
            "officers": [one.to_json() for one in self.officers],
            "place": self.place,
            "purpose": self.purpose,
            "account": None if self.account is None else asdict(self.account),
            "after_decision": self.after_decision,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "Attendance":
        """The attendance from what `to_json` gave."""
        account = value["account"]
        return cls(
            tuple(Attendant.from_json(one) for one in value["officers"]),
            value["place"],
            value["purpose"],
            None if account is None else Account(**account),
            value["after_decision"],
        )


def check_attendance(
    attendance: Attendance, clock: "ClockReading", known_answer: "KnownAnswer"
) -> None:
    """Raise CaptureFault where an attended capture may not begin.

    Codes: "two-officers", "not-confirmed", "clock-not-measured", "known-answer".
    """
    check_officers(attendance.officers)
    check_clock(clock)
    if not known_answer.ok:
        raise _refused("known-answer", ", ".join(known_answer.failed))


def check_clock(clock: "ClockReading") -> None:
    """Raise CaptureFault "clock-not-measured" where it was not."""
    if not clock.measured:
        raise _refused("clock-not-measured")


def check_officers(officers: Sequence[Attendant]) -> None:
    """Raise CaptureFault "two-officers" or "not-confirmed" unless two different ones confirmed."""
    persons = {(one.name.strip(), one.certificate.strip()) for one in officers}
    names, certificates = {name for name, _ in persons}, [number for _, number in persons]
    twice = len({one for one in certificates if one}) < sum(1 for one in certificates if one)
    if len(officers) != 2 or len(names) < 2 or "" in names or twice:
        raise _refused("two-officers")
    for one in officers:
        if one.confirmed_at is None:
            raise _refused("not-confirmed", one.name)


def write_confirmations(journal: Journal, attendance: Attendance) -> None:
    """Who confirmed to be there and when, as the first steps of a capture."""
    for one in attendance.officers:
        who = f"{one.name} {one.certificate}".strip()
        journal.step(
            "confirmed",
            f"以个人口令确认在场：{who}",
            f"confirmed to be there by a personal code: {who}",
            "" if one.confirmed_at is None else beijing(one.confirmed_at),
            actor=one.name,
            by_hand=True,
        )


def _refused(code: str, what: str = "") -> CaptureFault:
    zh, en = CODES[code]
    return CaptureFault(code, zh.format(what=what), en.format(what=what))
