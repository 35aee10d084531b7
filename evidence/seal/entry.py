"""One entry of the ledger 存证日志: one line of JSON, in the one way it can be written.

Keys sorted, no spaces, printable ASCII alone (so that what a shop wrote cannot
steer the terminal that shows the file), no floats. A line that is not exactly
what we would write is refused, so that an entry has one sequence of bytes and
one leaf hash. Each entry holds its own number and the leaf hash of the one
before it: what is taken out, moved or changed is then found by the file alone.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from evidence.seal.digests import digest_file, sha256_label, sm3_available, sm3_label
from evidence.seal.merkle import leaf_hash

VERSION = 1
LARGEST_LINE = 1 << 20

# Kinds that only the ledger itself writes.
BEGUN = "ledger"  # the first entry: the ledger's name and key
HEAD = "head"  # a signed head was made
STAMPED = "timestamp"  # a head was time-stamped
KEY = "key"  # from here on another key signs
SECOND_PLACE = "second-place"  # copies of heads go to this place from here on
TORN = "torn"  # an unfinished line was set aside
CLOCK = "clock"  # the clock was set back, and somebody answers for the present time
OWN_KINDS = frozenset({BEGUN, HEAD, STAMPED, KEY, SECOND_PLACE, TORN, CLOCK})

_KIND = re.compile(r"[a-z][a-z-]{0,31}")
_SHA256 = re.compile(r"sha256:[0-9a-f]{64}")
_SM3 = re.compile(r"sm3:[0-9a-f]{64}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
_LEAF = re.compile(r"[0-9a-f]{64}")
_DEEPEST = 8
_LARGEST_NUMBER = 2**53 - 1  # what every JSON reader keeps exactly (RFC 8259, 6)
_KEYS = frozenset({"facts", "index", "kind", "previous", "subjects", "time", "version"})


class NoEntry(ValueError):
    """What was given or read can be no entry of a ledger."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What an entry is about: a name and the digests of its bytes."""

    name: str
    sha256: str
    sm3: str | None = None
    size: int | None = None

    @classmethod
    def of_file(cls, path: Path, name: str | None = None) -> "Subject":
        """The file at `path`, under its own name or `name`. Raises OSError."""
        digests = digest_file(path)
        return cls(name or path.name, digests.sha256, digests.sm3, digests.size)

    @classmethod
    def of_bytes(cls, data: bytes, name: str) -> "Subject":
        """Bytes that lie, or will lie, in a file called `name`."""
        other = sm3_label(data) if sm3_available() else None
        return cls(name, sha256_label(data), other, len(data))

    def to_json(self) -> dict[str, Any]:
        """The subject as plain JSON values."""
        return {"name": self.name, "sha256": self.sha256, "sm3": self.sm3, "size": self.size}


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it stands in the ledger. `index` counts from 0; `time` is UTC.

    `previous` is the leaf hash of the entry before it in hexadecimal digits, None
    for the first.
    """

    index: int
    previous: str | None
    time: datetime
    kind: str
    subjects: tuple[Subject, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)

    def line(self) -> bytes:
        """The entry's bytes, without the line feed that ends it. Raises NoEntry."""
        value = {
            "facts": self.facts,
            "index": self.index,
            "kind": self.kind,
            "previous": self.previous,
            "subjects": [one.to_json() for one in self.subjects],
            "time": f"{self.time.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z",
            "version": VERSION,
        }
        check(value)
        line = _dumped(value)
        if len(line) > LARGEST_LINE:
            raise NoEntry(f"larger than {LARGEST_LINE} bytes")
        return line

    @property
    def leaf(self) -> bytes:
        """Its leaf hash (RFC 9162, 2.1.1)."""
        return leaf_hash(self.line())

    @classmethod
    def from_line(cls, line: bytes) -> "Entry":
        """The entry that `line` is. Raises NoEntry."""
        if len(line) > LARGEST_LINE:
            raise NoEntry(f"larger than {LARGEST_LINE} bytes")
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise NoEntry("no JSON") from error
        check(value)
        if _dumped(value) != line:
            raise NoEntry("not written as the ledger writes")
        try:
            time = datetime.fromisoformat(value["time"])
        except ValueError as error:
            raise NoEntry("no time") from error
        return cls(
            index=value["index"],
            previous=value["previous"],
            time=time,
            kind=value["kind"],
            subjects=tuple(Subject(**one) for one in value["subjects"]),
            facts=value["facts"],
        )


def check(value: object) -> None:
    """Raise NoEntry unless `value` has the shape of an entry."""
    if not isinstance(value, dict) or value.keys() != _KEYS:
        raise NoEntry("not the keys of an entry")
    if value["version"] != VERSION or type(value["version"]) is not int:
        raise NoEntry("another version")
    _check_number(value["index"], "index")
    previous = value["previous"]
    if (previous is None) != (value["index"] == 0) or not _matches(_LEAF, previous or "0" * 64):
        raise NoEntry("previous")
    if not _matches(_TIME, value["time"]):
        raise NoEntry("time")
    if not _matches(_KIND, value["kind"]):
        raise NoEntry("kind")
    if not isinstance(value["subjects"], list) or not isinstance(value["facts"], dict):
        raise NoEntry("subjects or facts")
    for one in value["subjects"]:
        _check_subject(one)
    _check_json(value["facts"], 0)


def _check_subject(value: object) -> None:
    if not isinstance(value, dict) or value.keys() != {"name", "sha256", "sm3", "size"}:
        raise NoEntry("not the keys of a subject")
    if not isinstance(value["name"], str) or not value["name"]:
        raise NoEntry("a subject without a name")
    if not _matches(_SHA256, value["sha256"]):
        raise NoEntry("sha256")
    if value["sm3"] is not None and not _matches(_SM3, value["sm3"]):
        raise NoEntry("sm3")
    if value["size"] is not None:
        _check_number(value["size"], "size")


def _check_json(value: object, depth: int) -> None:
    """Only what JSON says the same way everywhere: no floats, no huge numbers."""
    if depth > _DEEPEST:
        raise NoEntry("facts are nested too deeply")
    if value is None or isinstance(value, str | bool):
        return
    if isinstance(value, int):
        if abs(value) > _LARGEST_NUMBER:
            raise NoEntry("a number that not every reader keeps exactly")
    elif isinstance(value, dict):
        for key, part in value.items():
            if not isinstance(key, str):
                raise NoEntry("a key that is no text")
            _check_json(part, depth + 1)
    elif isinstance(value, list | tuple):
        for part in value:
            _check_json(part, depth + 1)
    else:
        raise NoEntry(f"facts hold a {type(value).__name__}")


def _check_number(value: object, what: str) -> None:
    if type(value) is not int or not 0 <= value <= _LARGEST_NUMBER:
        raise NoEntry(what)


def _matches(pattern: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def _dumped(value: Mapping[str, Any]) -> bytes:
    text = json.dumps(
        value, ensure_ascii=True, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return text.encode("ascii")
