"""What verifying finds of one file, and what a kind of evidence must be able to do.

Apart from evidence.verify, so that each kind can be written beside what it verifies.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from evidence.archive.faults import shown


@dataclass(frozen=True, slots=True)
class Message:
    """Something to say of a file: a stable `code`, and where in it (an offset, an entry)."""

    code: str
    zh: str
    en: str
    where: str = ""

    def line(self, path: Path, language: str = "zh") -> str:
        """One line for a person: file, place, reason, code."""
        text = self.zh if language == "zh" else self.en
        place = shown(f"{path}[{self.where}]" if self.where else f"{path}", 4096)
        return (
            f"{place}：{text}（{self.code}）"
            if language == "zh"
            else f"{place}: {text} ({self.code})"
        )

    def to_json(self) -> dict[str, str]:
        """The message as plain JSON values."""
        return {"code": self.code, "where": self.where, "zh": self.zh, "en": self.en}


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found of one file. `records` counts what is whole in it.

    `faults` mean that something is not whole; `notices` only want to be known. `stopped`:
    the faults kept the check from looking at all of it.
    """

    path: Path
    kind: str
    records: int = 0
    faults: tuple[Message, ...] = ()
    notices: tuple[Message, ...] = ()
    stopped: bool = False

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults

    def to_json(self) -> dict[str, Any]:
        """The same as plain JSON values."""
        return {
            "path": str(self.path),
            "kind": self.kind,
            "ok": self.ok,
            "records": self.records,
            "faults": [one.to_json() for one in self.faults],
            "notices": [one.to_json() for one in self.notices],
        }


class Kind(Protocol):
    """A kind of evidence that can be verified."""

    @property
    def name(self) -> str:
        """A stable word, as in reports."""
        ...

    def knows(self, path: Path) -> bool:
        """Whether the file or folder at `path` is of this kind, by its name."""
        ...

    def verify(self, path: Path) -> Verified:
        """What is wrong with it. Never raises for what is in it."""
        ...
