"""Acknowledged entries under kill -9 at every call, full disks and failing syncs."""

import errno
import os
import resource
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from evidence.errors import LedgerFault
from evidence.seal import ledger_lock
from evidence.seal.entry import Entry
from evidence.seal.ledger import Ledger
from evidence.seal.ledger_audit import audit
from evidence.seal.ledger_file import LedgerFile
from evidence.seal.ledger_folder import LOG_NAME, LedgerFolder
from evidence.seal.ledger_key import LedgerKey
from tests.evidence.seal.killing import Say, killed_at
from tests.evidence.seal.ledgers import NAME, fails, filled, lines_of, subject

Open = Callable[..., Ledger]


@pytest.fixture
def open_ledger(ledger_key: LedgerKey) -> Open:
    def opened(path: Path, *places: Path) -> Ledger:
        trusted = [ledger_key.public]
        return Ledger.open(path, trusted=trusted, key=ledger_key, second_places=places)

    return opened


def captures(ledger: Ledger) -> list[int]:
    return [one.facts["number"] for one in ledger.entries() if "number" in one.facts]


def test_killed_anywhere_nothing_acknowledged_is_lost(
    quick_path: Path, ledger_key: LedgerKey, open_ledger: Open
) -> None:
    finished, count, torn = False, 0, 0
    while not finished:
        path, place = quick_path / f"{count}", quick_path / f"{count}-second"
        place.mkdir()
        filled(path, ledger_key, 4, places=(place,)).close()

        def work(say: Say, path: Path = path, place: Path = place) -> None:
            ledger = open_ledger(path, place)
            for number in range(2):
                ledger.append("capture", [subject(number)], {"number": number})
                say(str(number))
            ledger.sign_head()
            say("head")
            assert ledger.publish() == []
            say("published")

        finished, said = killed_at(count, work)
        acknowledged = [int(word) for word in said if word.isdigit()]
        with open_ledger(path, place) as ledger:
            kept = captures(ledger)
            assert kept[: len(acknowledged)] == acknowledged
            assert len(kept) <= len(acknowledged) + 1, "at most the one under way"
            if "head" in said:
                assert ledger.newest_head() is not None
                assert (path / "heads").stat()
            torn += sum(one.kind == "torn" for one in ledger.entries())
            ledger.append("capture", facts={"number": 9})
            assert ledger.sign_head().size > 4
            assert ledger.publish() == []
        report = audit(path, trusted=[ledger_key.public], second_places=[place])
        assert report.ok, (count, report.faults)
        if "published" in said:
            assert len(list(place.glob("*.head"))) == 3
        shutil.rmtree(path)
        count += 1
    assert count > 30
    assert torn > 10, "lines were really torn"


def test_killed_while_beginning_it_can_be_begun(quick_path: Path, ledger_key: LedgerKey) -> None:
    finished, count = False, 0
    while not finished:
        path = quick_path / f"{count}"

        def work(say: Say, path: Path = path) -> None:
            Ledger.create(path, NAME, ledger_key)
            say("created")

        finished, said = killed_at(count, work)
        try:
            Ledger.create(path, NAME, ledger_key).close()
        except LedgerFault as fault:
            assert fault.code == "exists"
            assert lines_of(path), "only a ledger that has its first entry exists"
        else:
            assert said == []
        with Ledger.open(path, trusted=[ledger_key.public]) as ledger:
            assert ledger.append("capture").index == 1
        assert audit(path, trusted=[ledger_key.public]).ok
        count += 1
    assert count > 5


def test_killed_while_setting_a_torn_line_aside(
    quick_path: Path, ledger_key: LedgerKey, open_ledger: Open
) -> None:
    finished, count = False, 0
    torn = Entry(4, "0" * 64, datetime.now(UTC), "capture").line()[:150]
    while not finished:
        path = quick_path / f"{count}"
        filled(path, ledger_key, 4).close()
        with (path / LOG_NAME).open("ab") as file:
            file.write(torn)

        def work(say: Say, path: Path = path) -> None:
            open_ledger(path).append("capture", facts={"number": 0})
            say("0")

        finished, _ = killed_at(count, work)
        with open_ledger(path) as ledger:
            ledger.append("capture", facts={"number": 1})
            aside = [
                (path / one.subjects[0].name).read_bytes()
                for one in ledger.entries()
                if one.kind == "torn"
            ]
        assert torn in aside, "never silently dropped"
        report = audit(path, trusted=[ledger_key.public])
        assert report.ok, (count, report.faults)
        count += 1
    assert count > 10


@pytest.mark.parametrize(
    "tail", [b'{"facts":{', b"x" * 500, b"\0" * 700, b'{"fa\0\0\0"}\n', b"\0\n"]
)
def test_an_unfinished_line_is_set_aside_and_reported(
    quick_path: Path, ledger_key: LedgerKey, open_ledger: Open, tail: bytes
) -> None:
    path = quick_path / "ledger"
    with filled(path, ledger_key, 4) as ledger:
        size = ledger.size
    with (path / LOG_NAME).open("ab") as file:
        file.write(tail)
    (fault,) = audit(path, trusted=[ledger_key.public]).faults
    assert (fault.code, fault.entry) == ("torn", size)
    with open_ledger(path) as ledger:
        entry = ledger.entry(size)
        assert entry.kind == "torn"
        aside = path / entry.subjects[0].name
        assert aside.read_bytes() == tail
        assert entry.facts["offset"] == len(b"\n".join(lines_of(path)[:size])) + 1
        assert ledger.append("capture").index == size + 1
    assert audit(path, trusted=[ledger_key.public]).ok
    aside.write_bytes(tail + b"!")
    (fault,) = audit(path, trusted=[ledger_key.public]).faults
    assert (fault.code, fault.entry) == ("torn-file", size)


@pytest.mark.parametrize("tail", [b"{}\n", b"\n", b'{"a":1}\n{"fa', b"x" * 1_200_000])
def test_what_no_writer_left_is_not_set_aside(
    quick_path: Path, ledger_key: LedgerKey, open_ledger: Open, tail: bytes
) -> None:
    path = quick_path / "ledger"
    with filled(path, ledger_key, 4) as ledger:
        size = ledger.size
    with (path / LOG_NAME).open("ab") as file:
        file.write(tail)
    fails("malformed", lambda: open_ledger(path), size)
    assert (path / LOG_NAME).read_bytes().endswith(tail)


def test_a_full_disk_loses_nothing_and_the_ledger_goes_on_after(
    quick_path: Path, ledger_key: LedgerKey
) -> None:
    path = quick_path / "ledger"
    with filled(path, ledger_key, 4) as ledger:
        before = (path / LOG_NAME).read_bytes()
        limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        for room in (0, 50, 300):
            resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + room, limits[1]))
            try:
                fails("unwritable", lambda: ledger.append("capture", [subject(1), subject(2)]))
                fails("unwritable", lambda: ledger.append("capture", [subject(1), subject(2)]))
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, limits)
            assert (path / LOG_NAME).read_bytes() == before
        ledger.append("capture")
    assert audit(path, trusted=[ledger_key.public]).ok


def test_after_a_failed_sync_the_writer_stops(
    quick_path: Path, ledger_key: LedgerKey, open_ledger: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = quick_path / "ledger"
    with filled(path, ledger_key, 4) as ledger:
        with monkeypatch.context() as patch:

            def failing(descriptor: int) -> None:
                raise OSError(errno.EIO, os.strerror(errno.EIO))

            patch.setattr(os, "fsync", failing)
            fails("unwritable", lambda: ledger.append("capture"))
        fails("closed", lambda: ledger.append("capture"))
    with open_ledger(path) as ledger:
        ledger.append("capture")
    assert audit(path, trusted=[ledger_key.public]).ok


def test_a_writer_that_hangs_with_the_lock_is_not_waited_for_for_ever(
    quick_path: Path, ledger_key: LedgerKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger_lock, "WAIT_SECONDS", 0.2)
    path = quick_path / "ledger"
    with filled(path, ledger_key, 4) as ledger:
        hanging = LedgerFile.open(LedgerFolder(path))
        with hanging.locked():
            fails("locked", lambda: ledger.append("capture"))
            assert [one.code for one in audit(path).faults] == ["locked"]
        hanging.close()
        ledger.append("capture")


def test_the_file_of_entries_is_no_link(quick_path: Path, ledger_key: LedgerKey) -> None:
    path = quick_path / "ledger"
    filled(path, ledger_key, 4).close()
    (path / LOG_NAME).rename(path / "elsewhere")
    (path / LOG_NAME).symlink_to(path / "elsewhere")
    fails("unreadable", lambda: Ledger.open(path, trusted=[ledger_key.public]))
    assert [one.code for one in audit(path).faults] == ["unreadable"]
