"""The writer: groups, order, and what happens when the archive or the database fails."""

import threading
import time
from collections.abc import Sequence

import pytest

from crawler.visit import Target, Visit
from crawler.writer import BACKLOG, GROUP_BYTES, GROUP_SECONDS, Entry, Writer
from evidence.archive.record import RecordRef
from evidence.errors import ArchiveError


def entry(number: int, size: int = 100) -> Entry:
    target = Target("product", f"http://shop.test/{number}")
    ref = RecordRef("f.warc.gz", number, size, f"<urn:uuid:{number}>", "sha256:0")
    return Entry(Visit(target, "read", 200, ref))


class Kept:
    """Notes what is synced and kept, in order."""

    def __init__(self) -> None:
        self.steps: list[str] = []
        self.groups: list[list[Entry]] = []
        self.at: list[float] = []

    def sync(self) -> None:
        self.steps.append("sync")

    def keep(self, entries: Sequence[Entry]) -> None:
        self.steps.append("keep")
        self.groups.append(list(entries))
        self.at.append(time.monotonic())

    @property
    def numbers(self) -> list[int]:
        entries = [each for group in self.groups for each in group]
        return [int(e.visit.target.url.rpartition("/")[2]) for e in entries if e.visit]


def test_rows_are_kept_only_after_the_archive_is_synced_and_in_order() -> None:
    kept = Kept()
    writer = Writer(kept.sync, kept.keep)
    writer.start()
    for number in range(500):
        writer.put(entry(number))
    writer.finish()
    assert kept.numbers == list(range(500))
    assert kept.steps == ["sync", "keep"] * len(kept.groups)
    assert writer.kept == 500


def test_a_group_waits_a_second_for_company_and_no_longer() -> None:
    kept = Kept()
    writer = Writer(kept.sync, kept.keep)
    writer.start()
    began = time.monotonic()
    writer.put(entry(1))
    time.sleep(0.3)
    writer.put(entry(2))
    while not kept.groups:
        time.sleep(0.01)
    assert [len(group) for group in kept.groups] == [2]
    assert GROUP_SECONDS <= kept.at[0] - began < GROUP_SECONDS + 1.5
    writer.finish()


def test_eight_megabytes_of_records_are_kept_at_once() -> None:
    kept = Kept()
    writer = Writer(kept.sync, kept.keep)
    began = time.monotonic()
    for number in range(4):
        writer.put(entry(number, GROUP_BYTES // 2))
    writer.start()
    while len(kept.groups) < 2:
        time.sleep(0.01)
    assert time.monotonic() - began < GROUP_SECONDS
    assert [len(group) for group in kept.groups] == [2, 2]
    writer.finish()


@pytest.mark.parametrize("broken", ["sync", "keep"])
def test_after_a_failure_nothing_more_is_kept_and_it_is_told_once(broken: str) -> None:
    kept, told = Kept(), list[Exception]()
    error = ArchiveError("磁盘已满", "disk full", disk_full=True)

    def fail(*_: object) -> None:
        raise error

    sync = fail if broken == "sync" else kept.sync
    writer = Writer(sync, fail if broken == "keep" else kept.keep, on_failure=told.append)
    writer.start()
    writer.put(entry(1))
    while not told:
        time.sleep(0.01)
    writer.put(entry(2))
    with pytest.raises(ArchiveError):
        writer.finish()
    assert told == [error]
    assert kept.groups == []
    assert not writer.behind, "a spider must not wait for a writer that does nothing more"


def test_a_spider_that_is_faster_than_the_database_is_told_to_wait() -> None:
    gate, kept = threading.Event(), Kept()

    def slow(entries: Sequence[Entry]) -> None:
        gate.wait()
        kept.keep(entries)

    writer = Writer(kept.sync, slow)
    writer.start()
    writer.put(entry(0))
    time.sleep(GROUP_SECONDS + 0.3)
    for number in range(1, BACKLOG + 2):
        writer.put(entry(number))
    assert writer.behind
    gate.set()
    writer.finish()
    assert not writer.behind and kept.numbers == list(range(BACKLOG + 2))


def test_its_connection_is_freed_in_its_own_thread() -> None:
    freed: list[str] = []
    writer = Writer(
        lambda: None,
        lambda _: None,
        close_thread=lambda: freed.append(threading.current_thread().name),
    )
    writer.start()
    writer.finish()
    assert freed == ["writer"]
