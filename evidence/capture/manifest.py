"""capture.json: what a capture 采集件 is made of, and what was found out on the way."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from evidence.archive.record import RecordRef
from evidence.capture.attendance import Attendance
from evidence.capture.clock import ClockReading
from evidence.capture.faults import CODES
from evidence.capture.flags import Flag
from evidence.capture.journal import Said, Step
from evidence.capture.profile import Profile
from evidence.capture.store import BEGUN, MANIFEST, PART, Artefact
from evidence.errors import CaptureFault
from evidence.seal.digests import sha256_label

FORMAT = "wangjian-capture/1"
MANIFEST_LIMIT = 64 << 20

Manner = Literal["automatic", "attended", "imported"]
"""By the machine alone, with two officers there 双人在场, or brought in by two officers 导入."""


@dataclass(frozen=True, slots=True)
class WayStep:
    """One step of the way to the page 进入步骤, as whoever led here took it.

    `at` is UTC, `url` what was opened, `zh` and `en` say how ("searched for …",
    "opened a result"); `record` is where that page lies in an archive.
    """

    at: datetime
    url: str
    zh: str = ""
    en: str = ""
    record: RecordRef | None = None

    def to_json(self) -> dict[str, Any]:
        """The step as plain JSON values."""
        record = None if self.record is None else self.record.to_json()
        return {
            "at": self.at.isoformat(),
            "url": self.url,
            "zh": self.zh,
            "en": self.en,
            "record": record,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "WayStep":
        """The step from what `to_json` gave."""
        record = value["record"]
        return cls(
            datetime.fromisoformat(value["at"]),
            value["url"],
            value["zh"],
            value["en"],
            None if record is None else RecordRef.from_json(record),
        )


@dataclass(frozen=True, slots=True)
class Hop:
    """One answer on the way from the address asked to the page.

    `certificate` is the `sha256:` of the server's certificate (DER), None without TLS.
    """

    url: str
    status: int
    ip: str
    port: int
    record: RecordRef | None
    certificate: str | None = None
    tls_error: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The hop as plain JSON values."""
        record = None if self.record is None else self.record.to_json()
        return {
            "url": self.url,
            "status": self.status,
            "ip": self.ip,
            "port": self.port,
            "certificate": self.certificate,
            "tls_error": self.tls_error,
            "record": record,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "Hop":
        """The hop from what `to_json` gave."""
        record = value["record"]
        return cls(
            value["url"],
            value["status"],
            value["ip"],
            value["port"],
            None if record is None else RecordRef.from_json(record),
            value["certificate"],
            value["tls_error"],
        )


@dataclass(frozen=True, slots=True)
class SecondResponse:
    """The main document fetched once more through the recording client.

    Another response 第二次响应 than the one that was rendered: for comparison only.
    `same_body` is None where one of the two has no body to compare.
    """

    url: str
    status: int
    record: RecordRef
    fetched_at: datetime
    same_body: bool | None

    def to_json(self) -> dict[str, Any]:
        """The response as plain JSON values."""
        return {
            "url": self.url,
            "status": self.status,
            "record": self.record.to_json(),
            "fetched_at": self.fetched_at.isoformat(),
            "same_body": self.same_body,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "SecondResponse":
        """The response from what `to_json` gave."""
        return cls(
            value["url"],
            value["status"],
            RecordRef.from_json(value["record"]),
            datetime.fromisoformat(value["fetched_at"]),
            value["same_body"],
        )


@dataclass(frozen=True, kw_only=True)
class Captured:
    """A finished capture 采集件 in `folder`. Times are UTC of the host; `clock` tells how it stood.

    `main` is the record of the document that was rendered, None where no answer
    came. `counts` are numbers of things, `environment` what environment.json says.
    `alterations` are what collecting changed, `gaps` what was not taken. `attendance`
    is None where the machine was alone.
    """

    folder: Path
    number: str
    manner: Manner
    url_asked: str
    url_final: str
    title: str
    status: int
    started_at: datetime
    ended_at: datetime
    profile: Profile
    clock: ClockReading
    artefacts: tuple[Artefact, ...]
    flags: tuple[Flag, ...] = ()
    steps: tuple[Step, ...] = ()
    alterations: tuple[Said, ...] = ()
    gaps: tuple[Said, ...] = ()
    way: tuple[WayStep, ...] = ()
    hops: tuple[Hop, ...] = ()
    main: RecordRef | None = None
    second: SecondResponse | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    environment: Mapping[str, Any] = field(default_factory=dict)
    limits: Mapping[str, float] = field(default_factory=dict)
    attendance: Attendance | None = None

    @cached_property
    def digest(self) -> str:
        """`sha256:` of capture.json as it lies in the folder: what the ledger is to hold."""
        return sha256_label((self.folder / MANIFEST).read_bytes())

    def flagged(self, code: str) -> bool:
        """Whether the capture bears the mark `code`."""
        return any(flag.code == code for flag in self.flags)

    def of_role(self, role: str) -> list[Artefact]:
        """The artefacts of a role, in their order."""
        return [one for one in self.artefacts if one.role == role]

    def path(self, role: str) -> Path | None:
        """Where the first artefact of `role` lies, None where there is none."""
        found = self.of_role(role)
        return self.folder / found[0].name if found else None

    def read_text(self, role: str) -> str:
        """The first artefact of `role` as text, "" where there is none. OSError passes."""
        path = self.path(role)
        return "" if path is None else path.read_text("utf-8", "replace")

    def to_json(self) -> dict[str, Any]:
        """capture.json as plain JSON values."""
        attendance = self.attendance
        account = None if attendance is None else attendance.account
        return {
            "format": FORMAT,
            "number": self.number,
            "manner": self.manner,
            "url_asked": self.url_asked,
            "url_final": self.url_final,
            "title": self.title,
            "status": self.status,
            "started_at": self.started_at.isoformat(),
            "ended_at": self.ended_at.isoformat(),
            "access": "public" if account is None else "account",
            "profile": self.profile.to_json(),
            "clock": self.clock.to_json(),
            "flags": [one.to_json() for one in self.flags],
            "steps": [one.to_json() for one in self.steps],
            "alterations": [one.to_json() for one in self.alterations],
            "gaps": [one.to_json() for one in self.gaps],
            "way": [one.to_json() for one in self.way],
            "hops": [one.to_json() for one in self.hops],
            "main": None if self.main is None else self.main.to_json(),
            "second": None if self.second is None else self.second.to_json(),
            "counts": dict(self.counts),
            "environment": dict(self.environment),
            "limits": dict(self.limits),
            "attendance": None if attendance is None else attendance.to_json(),
            "artefacts": [one.to_json() for one in self.artefacts],
        }

    @classmethod
    def from_json(cls, folder: Path, value: Mapping[str, Any]) -> "Captured":
        """The capture in `folder` from what capture.json says. KeyError, TypeError and
        ValueError pass where it says too little or what makes no sense."""
        main, second, attendance = value["main"], value["second"], value["attendance"]
        return cls(
            folder=folder,
            number=value["number"],
            manner=_manner(value["manner"]),
            url_asked=value["url_asked"],
            url_final=value["url_final"],
            title=value["title"],
            status=value["status"],
            started_at=datetime.fromisoformat(value["started_at"]),
            ended_at=datetime.fromisoformat(value["ended_at"]),
            profile=Profile.from_json(value["profile"]),
            clock=ClockReading.from_json(value["clock"]),
            artefacts=tuple(Artefact.from_json(one) for one in value["artefacts"]),
            flags=tuple(Flag.from_json(one) for one in value["flags"]),
            steps=tuple(Step.from_json(one) for one in value["steps"]),
            alterations=tuple(Said.from_json(one) for one in value["alterations"]),
            gaps=tuple(Said.from_json(one) for one in value["gaps"]),
            way=tuple(WayStep.from_json(one) for one in value["way"]),
            hops=tuple(Hop.from_json(one) for one in value["hops"]),
            main=None if main is None else RecordRef.from_json(main),
            second=None if second is None else SecondResponse.from_json(second),
            counts=value["counts"],
            environment=value["environment"],
            limits=value["limits"],
            attendance=None if attendance is None else Attendance.from_json(attendance),
        )


def _manner(word: str) -> Manner:
    for known in ("automatic", "attended", "imported"):
        if word == known:
            return known
    raise ValueError(word)


def read_capture(folder: Path) -> Captured:
    """The finished capture in `folder`, as its manifest tells it; digests are not looked at.

    Raises CaptureFault: "capture-unfinished" where there is no manifest,
    "manifest-unreadable" where it is none.
    """
    path = folder / MANIFEST
    try:
        if path.stat().st_size > MANIFEST_LIMIT:
            raise fault("manifest-unreadable", path, "too large")
        value = json.loads(path.read_bytes(), object_pairs_hook=_no_key_twice)
        if not isinstance(value, dict) or value.get("format") != FORMAT:
            raise fault("manifest-unreadable", path, "format")
        return Captured.from_json(folder, value)
    except FileNotFoundError:
        raise fault("capture-unfinished", folder) from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise fault("manifest-unreadable", path, type(error).__name__) from error


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A key that stands twice would be read differently by different programs."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def fault(code: str, path: Path, what: str = "") -> CaptureFault:
    """The fault `code` about `path`."""
    zh, en = CODES[code]
    return CaptureFault(code, f"{path}：{zh.format(what=what)}", f"{path}: {en.format(what=what)}")


def is_capture(path: Path) -> bool:
    """Whether `path` is a folder in which a capture was begun."""
    names = (MANIFEST, BEGUN, BEGUN + PART)
    return path.is_dir() and any((path / name).is_file() for name in names)


def ordered(artefacts: Sequence[Artefact]) -> tuple[Artefact, ...]:
    """Artefacts in the order in which a reader wants them."""
    rank = {role: number for number, role in enumerate(_ORDER)}
    return tuple(
        sorted(
            artefacts,
            key=lambda one: (
                rank.get(one.role, len(rank)),
                _LATER_TAKE.match(one.name) is not None,
                one.name,
            ),
        )
    )


_LATER_TAKE = re.compile(r"t\d\d+-")
"""Files of a page that officers took after the first one."""
_ORDER = (
    "screenshot",
    "imported",
    "recording",
    "vantage-screenshot",
    "pdf",
    "text",
    "dom",
    "text-frame",
    "dom-frame",
    "layout",
    "download",
    "warc",
    "warc-second",
    "traffic",
    "certificates",
    "dns",
    "console",
    "environment",
    "begun",
)
