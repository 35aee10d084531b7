"""Every kind of tampering with the ledger is found, named, and its first bad entry told."""

import os
import random
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from evidence.seal.ledger import Ledger
from evidence.seal.ledger_audit import LedgerReport, audit
from evidence.seal.ledger_faults import CODES
from evidence.seal.ledger_folder import LOG_NAME
from evidence.seal.ledger_key import LedgerKey
from tests.evidence.seal.ledgers import NAME, changed, filled, lines_of, rechained, write_lines

HEADS = (5, 12, 20)
SIZE = 21  # the entry of the last head included


class Kept:
    """A ledger with heads at 5, 12 and 20, and a second place with copies of them."""

    def __init__(self, folder: Path, key: LedgerKey) -> None:
        self.path = folder / "ledger"
        self.place = folder / "second"
        self.key = key
        self.place.mkdir()
        filled(self.path, key, *HEADS, places=(self.place,)).close()
        self.lines = lines_of(self.path)

    def audit(self, *, elsewhere: bool = True, **options: object) -> LedgerReport:
        places = [self.place] if elsewhere else []
        return audit(self.path, trusted=[self.key.public], second_places=places, **options)  # type: ignore[arg-type]

    def first(self, lines: list[bytes], *, elsewhere: bool = True) -> tuple[str, int | None]:
        """The first fault of the ledger with these lines in it."""
        write_lines(self.path, lines)
        return self.fault(elsewhere=elsewhere)

    def fault(self, *, elsewhere: bool = True) -> tuple[str, int | None]:
        report = self.audit(elsewhere=elsewhere)
        assert {one.code for one in report.faults} <= CODES
        return (report.faults[0].code, report.faults[0].entry) if report.faults else ("", None)


@pytest.fixture
def kept(quick_path: Path, ledger_key: LedgerKey) -> Iterator[Kept]:
    yield Kept(quick_path, ledger_key)


def last_head_below(entry: int) -> int:
    return max((size for size in (0, *HEADS) if size <= entry), default=0)


def test_a_whole_ledger_is_whole(kept: Kept) -> None:
    report = kept.audit()
    assert report.ok, report.faults
    assert (report.entries, report.heads, report.covered) == (SIZE, 6, 20)
    assert report.origin.startswith(NAME)
    assert report.keys == (kept.key.public,)
    assert report.trusted
    assert report.backwards == ()
    bare = audit(kept.path)
    assert bare.ok
    assert not bare.trusted


def test_any_entry_that_is_deleted(kept: Kept) -> None:
    for gone in range(SIZE - 1):
        assert kept.first(kept.lines[:gone] + kept.lines[gone + 1 :]) == ("missing", gone)
    several = kept.lines[:4] + kept.lines[9:]
    assert kept.first(several) == ("missing", 4)
    assert "4–8" in kept.audit().faults[0].en


def test_any_two_entries_that_change_places(kept: Kept) -> None:
    chance = random.Random(6962)
    for _ in range(60):
        first, second = sorted(chance.sample(range(SIZE), 2))
        lines = list(kept.lines)
        lines[first], lines[second] = lines[second], lines[first]
        assert kept.first(lines) == ("reordered", first)


def test_any_entry_that_stands_twice(kept: Kept) -> None:
    for twice in range(SIZE):
        lines = [*kept.lines[: twice + 1], kept.lines[twice], *kept.lines[twice + 1 :]]
        assert kept.first(lines) == ("repeated", twice + 1)


def test_any_entry_that_is_altered(kept: Kept) -> None:
    for place in range(1, SIZE - 1):
        lines = list(kept.lines)
        lines[place] = changed(lines[place], n=9)
        assert kept.first(lines) == ("altered", place)


def test_any_entry_whose_word_about_the_one_before_is_altered(kept: Kept) -> None:
    for place in range(1, SIZE):
        lines = list(kept.lines)
        before = lines[place]
        start = before.index(b'"previous":"') + 12
        lines[place] = before[:start] + b"0" * 64 + before[start + 64 :]
        code, entry = kept.first(lines)
        assert code == "altered"
        # Nothing vouches for the last one but a head that covers the one before.
        assert entry == place


def test_any_entry_from_which_the_ledger_was_written_anew(kept: Kept) -> None:
    """By somebody who knows the format: only a signed head tells."""
    for place in range(1, 20):
        lines = list(kept.lines)
        lines[place] = changed(lines[place], n=9)
        for elsewhere in (True, False):
            found = kept.first(rechained(lines, place), elsewhere=elsewhere)
            assert found == ("rewritten", last_head_below(place))
        dropped = rechained(kept.lines[:place] + kept.lines[place + 1 :], place)
        # One less than the last head has: cut off, or written anew before an older head.
        code, entry = kept.first(dropped)
        assert (code, entry) == ("rewritten", last_head_below(place))


def test_a_ledger_cut_off_anywhere(kept: Kept) -> None:
    """And its own heads beyond that with it: the second place has them still."""
    heads = {size: (kept.path / "heads" / f"{size:012d}.head") for size in HEADS}
    notes = {size: path.read_bytes() for size, path in heads.items()}
    for size in range(1, 20):
        for one, path in heads.items():
            path.unlink(missing_ok=True)
            if one <= size:
                path.write_bytes(notes[one])
        code, entry = kept.first(kept.lines[:size])
        assert (code, entry) == ("rolled-back", size)
        alone = kept.audit(elsewhere=False)
        assert alone.ok or alone.faults[0].code == "head-missing"
        brought = kept.audit(elsewhere=False, published=[notes[20]])
        assert ("rolled-back", size) in [(one.code, one.entry) for one in brought.faults]


def test_lines_that_are_none(kept: Kept) -> None:
    for place in (0, 7, 20):
        for line in (b"", b"{}", b"\xff\xfe", b"null", b"x" * 2_000_000, kept.lines[place] + b" "):
            lines = [*kept.lines[:place], line, *kept.lines[place + 1 :]]
            assert kept.first(lines) == ("malformed", place)
    windows = (kept.path / LOG_NAME).read_bytes().replace(b"\n", b"\r\n")
    (kept.path / LOG_NAME).write_bytes(windows)
    assert kept.fault() == ("malformed", 0)


@pytest.mark.parametrize("seed", range(4))
def test_no_byte_under_a_head_can_be_changed(kept: Kept, seed: int) -> None:
    data = (kept.path / LOG_NAME).read_bytes()
    covered = len(b"\n".join(kept.lines[:20])) + 1
    chance = random.Random(seed)
    for _ in range(150):
        place = chance.randrange(covered)
        altered = bytearray(data)
        altered[place] ^= 1 << chance.randrange(8)
        (kept.path / LOG_NAME).write_bytes(altered)
        report = kept.audit(elsewhere=False)
        assert not report.ok
        entry = report.faults[0].entry
        assert entry is not None
        assert entry <= data[: place + 1].count(b"\n")


def test_heads_that_are_altered_missing_or_another_ledgers(
    kept: Kept, quick_path: Path, ledger_key: LedgerKey
) -> None:
    path = kept.path / "heads" / f"{12:012d}.head"
    note, entered = path.read_bytes(), 12
    other = filled(quick_path / "other", ledger_key, 12)
    foreign = other.head(12).note
    other.close()
    for content, codes in (
        (note[:-3], {"head-broken", "head-missing"}),
        (note.replace(b"\n12\n", b"\n13\n"), {"head-broken", "head-missing"}),
        (foreign, {"head-foreign", "head-missing"}),
        ((kept.path / "heads" / f"{5:012d}.head").read_bytes(), {"head-broken", "head-missing"}),
        (None, {"head-missing"}),
    ):
        if content is None:
            path.unlink()
        else:
            path.write_bytes(content)
        report = kept.audit()
        assert {one.code for one in report.faults} == codes
        assert entered in [one.entry for one in report.faults if one.code == "head-missing"]
        assert all(str(path) in one.zh for one in report.faults)
    path.write_bytes(note)
    assert kept.audit().ok


def test_a_head_signed_by_nobody_known(kept: Kept, other_ledger_key: LedgerKey) -> None:
    report = audit(kept.path, trusted=[other_ledger_key.public])
    assert [one.code for one in report.faults] == ["foreign", *["head-broken"] * 3]
    assert report.covered == 0


def test_what_is_wrong_in_the_second_place(kept: Kept) -> None:
    head = next(iter(sorted(kept.place.glob("*.head"))))
    good = head.read_bytes()
    head.write_bytes(b"nothing")
    assert kept.fault() == ("head-broken", None)
    head.write_bytes(good)
    marker = next(kept.place.glob("*.ledger"))
    marker.rename(kept.place / "gone")
    assert kept.fault() == ("second-place", None)
    shutil.rmtree(kept.place)
    assert kept.fault() == ("second-place", None)


def test_two_heads_of_one_size_that_differ(
    kept: Kept, quick_path: Path, ledger_key: LedgerKey
) -> None:
    """The key's holder signed two histories: the one that was published convicts the other."""
    backup = quick_path / "backup"
    shutil.copytree(kept.path, backup)
    trusted = [ledger_key.public]
    with Ledger.open(kept.path, trusted=trusted, key=ledger_key) as ledger:
        ledger.append("capture", facts={"true": True})
        ledger.append("capture", facts={"true": True})
        published = ledger.sign_head()
    with Ledger.open(backup, trusted=trusted, key=ledger_key) as fork:
        fork.append("capture", facts={"true": False})
        fork.append("capture", facts={"true": False})
        assert fork.sign_head().size == published.size
    assert audit(kept.path, trusted=trusted, published=[published.note]).ok
    (fault,) = audit(backup, trusted=trusted, published=[published.note]).faults
    assert (fault.code, fault.entry) == ("rewritten", 20)


def test_a_clock_that_was_set_back_is_noticed(quick_path: Path, ledger_key: LedgerKey) -> None:
    now = datetime(2026, 11, 24, 8, tzinfo=UTC)
    path = quick_path / "ledger"
    with Ledger.create(path, NAME, ledger_key, now=now) as ledger:
        for hours in (1, 3, 2, 4):
            ledger.append("capture", now=now + timedelta(hours=hours))
    report = audit(path)
    assert report.ok, "an honest ledger of a machine whose clock was wrong is whole"
    assert report.backwards == (3,)


def test_no_ledger_and_an_empty_one(tmp_path: Path) -> None:
    assert [one.code for one in audit(tmp_path).faults] == ["no-ledger"]
    (tmp_path / LOG_NAME).touch()
    assert [(one.code, one.entry) for one in audit(tmp_path).faults] == [("missing", 0)]
    (tmp_path / LOG_NAME).unlink()
    (tmp_path / LOG_NAME).mkdir()
    assert [one.code for one in audit(tmp_path).faults] == ["unreadable"]


def test_a_ledger_that_is_written_to_is_audited_without_false_alarm(
    quick_path: Path, ledger_key: LedgerKey
) -> None:
    path, place, trusted = quick_path / "ledger", quick_path / "second", [ledger_key.public]
    place.mkdir()
    filled(path, ledger_key, 4, places=(place,)).close()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            with Ledger.open(path, trusted=trusted, key=ledger_key, second_places=[place]) as one:
                for number in range(400):
                    one.append("capture", facts={"number": number})
                    if number % 5 == 0:
                        one.sign_head()
                        one.publish()
            status = 0
        finally:
            os._exit(status)
    seen, done = [], 0
    while not done:
        report = audit(path, trusted=trusted, second_places=[place])
        assert report.ok, report.faults
        seen.append(report.entries)
        done, status = os.waitpid(child, os.WNOHANG)
    assert status == 0
    assert seen == sorted(seen)
    assert len(set(seen)) > 1, "it was really read while it grew"
