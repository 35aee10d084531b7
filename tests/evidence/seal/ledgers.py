"""Ledgers for a test, and the hands that tamper with them."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from evidence.errors import LedgerFault
from evidence.seal.entry import Entry, Subject
from evidence.seal.ledger import Ledger
from evidence.seal.ledger_folder import LOG_NAME
from evidence.seal.ledger_key import LedgerKey
from evidence.seal.merkle import leaf_hash

NAME = "wangjian/530999"


def subject(number: int) -> Subject:
    return Subject.of_bytes(b"capture %d" % number, f"capture-{number}.wacz")


def filled(path: Path, key: LedgerKey, *heads: int, places: tuple[Path, ...] = ()) -> Ledger:
    """A ledger with a capture after each other; a head is signed at each size in `heads`."""
    ledger = Ledger.create(path, NAME, key, second_places=places)
    for size in heads:
        while ledger.size < size:
            ledger.append("capture", [subject(ledger.size)], {"url": "https://shop.test/茶"})
        ledger.sign_head()
        assert ledger.publish() == []
    return ledger


def lines_of(path: Path) -> list[bytes]:
    return (path / LOG_NAME).read_bytes().splitlines()


def write_lines(path: Path, lines: list[bytes]) -> None:
    (path / LOG_NAME).write_bytes(b"".join(line + b"\n" for line in lines))


def changed(line: bytes, **facts: object) -> bytes:
    """The entry with other facts, written as the ledger writes."""
    entry = Entry.from_line(line)
    return replace(entry, facts={**entry.facts, **facts}).line()


def rechained(lines: list[bytes], start: int) -> list[bytes]:
    """What somebody writes who knows the format: numbers and hashes fit again from `start` on."""
    made = lines[:start]
    for line in lines[start:]:
        previous = leaf_hash(made[-1]).hex() if made else None
        made.append(replace(Entry.from_line(line), index=len(made), previous=previous).line())
    return made


def fails(code: str, attempt: Callable[[], object], entry: int | None = None) -> LedgerFault:
    """`attempt` is refused with `code`, and the first bad entry is `entry`."""
    with pytest.raises(LedgerFault) as caught:
        attempt()
    fault = caught.value
    assert (fault.code, fault.entry) == (code, entry), fault.en
    assert fault.diagnostics("zh") != fault.diagnostics("en")
    return fault


def as_json(line: bytes) -> dict[str, object]:
    value: dict[str, object] = json.loads(line)
    return value
