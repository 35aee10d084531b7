"""The ledger: entered and signed, by several at once, held to what was published."""

import json
import os
import shutil
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from evidence.errors import LedgerFault
from evidence.seal.entry import OWN_KINDS
from evidence.seal.ledger import HeadInterval, Ledger
from evidence.seal.ledger_audit import audit
from evidence.seal.ledger_folder import LOG_NAME
from evidence.seal.ledger_key import LedgerKey
from evidence.seal.merkle import leaf_hash, root_of
from tests.evidence.seal.ledgers import (
    NAME,
    changed,
    fails,
    filled,
    lines_of,
    rechained,
    subject,
    write_lines,
)

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


@pytest.fixture
def place(quick_path: Path) -> Path:
    """A folder on another disk, as it were."""
    folder = quick_path / "second"
    folder.mkdir()
    return folder


def test_what_is_entered_is_there_for_the_next_one(quick_path: Path, ledger_key: LedgerKey) -> None:
    path = quick_path / "ledger"
    with Ledger.create(path, NAME, ledger_key, now=NOW) as ledger:
        facts = {"url": "https://shop.test/茶", "records": 3, "steps": [{"t": "x"}], "none": None}
        entry = ledger.append("capture", [subject(1), subject(2)], facts, now=NOW)
        assert entry.index == 1
        assert entry.time == NOW
        assert ledger.entry(1) == entry
        assert ledger.size == 2
        origin = ledger.origin
    assert origin.startswith(f"{NAME}/")
    with Ledger.open(path, trusted=[ledger_key.public]) as again:
        assert again.origin == origin
        assert list(again.entries(1)) == [entry]
        assert again.append("sign-off", facts={"officer": "甲"}).index == 2
        with pytest.raises(IndexError):
            again.entry(3)


@pytest.mark.parametrize("kind", [*sorted(OWN_KINDS), "", "Capture", "a b", "x" * 40])
def test_kinds_that_only_the_ledger_writes_or_nobody(
    quick_path: Path, ledger_key: LedgerKey, kind: str
) -> None:
    with Ledger.create(quick_path / "ledger", NAME, ledger_key) as ledger:
        fails("no-entry", lambda: ledger.append(kind))
        fails("no-entry", lambda: ledger.append("capture", facts={"price": 1.5}))
        assert ledger.append("capture").index == 1, "a refused entry leaves nothing behind"


def test_a_head_covers_everything_and_is_signed_once(
    quick_path: Path, ledger_key: LedgerKey
) -> None:
    path = quick_path / "ledger"
    with filled(path, ledger_key, 6) as ledger:
        head = ledger.newest_head()
        assert head is not None
        assert head.size == 6
        assert head.head.root == root_of([leaf_hash(line) for line in lines_of(path)[:6]])
        assert ledger.sign_head() == head, "nothing was entered since"
        assert ledger.size == 7
        ledger.append("capture")
        assert ledger.sign_head().size == 8
        assert [one.kind for one in ledger.entries(6)] == ["head", "capture", "head"]
        assert ledger.head(6) == head


def test_a_head_falls_due_by_number_and_by_time(quick_path: Path, ledger_key: LedgerKey) -> None:
    interval = HeadInterval(entries=3, time=timedelta(hours=24))
    with Ledger.create(quick_path / "ledger", NAME, ledger_key, now=NOW) as ledger:
        assert not ledger.head_is_due(interval, NOW + timedelta(days=9)), "nothing was entered"
        ledger.append("capture", now=NOW)
        assert not ledger.head_is_due(interval, NOW + timedelta(hours=23))
        assert ledger.head_is_due(interval, NOW + timedelta(hours=24))
        ledger.append("capture", now=NOW)
        assert not ledger.head_is_due(interval, NOW)
        ledger.append("capture", now=NOW)
        assert ledger.head_is_due(interval, NOW)
        ledger.sign_head(now=NOW)
        assert not ledger.head_is_due(interval, NOW + timedelta(days=9))


def test_without_its_key_entries_go_on_and_no_head_is_signed(
    quick_path: Path, ledger_key: LedgerKey, other_ledger_key: LedgerKey
) -> None:
    path = quick_path / "ledger"
    Ledger.create(path, NAME, ledger_key).close()
    with Ledger.open(path, trusted=[ledger_key.public]) as ledger:
        ledger.append("capture")
        fails("no-key", ledger.sign_head)
        fails("no-key", lambda: ledger.change_key(other_ledger_key))
    fails(
        "wrong-key",
        lambda: Ledger.open(path, trusted=[ledger_key.public], key=other_ledger_key),
    )
    fails("foreign", lambda: Ledger.open(path, trusted=[other_ledger_key.public]), 0)


def test_a_new_key_is_entered_and_vouched_for_by_the_old(
    quick_path: Path, ledger_key: LedgerKey, other_ledger_key: LedgerKey
) -> None:
    path = quick_path / "ledger"
    old, new = ledger_key.public, other_ledger_key.public
    with filled(path, ledger_key, 4) as ledger:
        signed = ledger.change_key(other_ledger_key)
        assert signed.key == old
        assert ledger.entry(signed.size - 1).facts == {"public": new.hex}
        ledger.append("capture")
        assert ledger.sign_head().key == new
    with Ledger.open(path, trusted=[old, new], key=other_ledger_key) as ledger:
        ledger.append("capture")
        ledger.sign_head()
    report = audit(path, trusted=[old, new])
    assert report.ok, report.faults
    assert report.keys == (old, new)
    lone = audit(path, trusted=[old])
    assert {one.code for one in lone.faults} == {"head-broken"}, "the new key must be known too"


def test_several_processes_enter_at_once(quick_path: Path, ledger_key: LedgerKey) -> None:
    path, each = quick_path / "ledger", 25
    Ledger.create(path, NAME, ledger_key).close()

    def work(name: int) -> None:
        with Ledger.open(path, trusted=[ledger_key.public], key=ledger_key) as ledger:
            for number in range(each):
                ledger.append("capture", facts={"process": name, "number": number})
                if number % 10 == 9:
                    ledger.sign_head()

    children = [forked(lambda name=name: work(name)) for name in range(4)]
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0, 0, 0]
    report = audit(path, trusted=[ledger_key.public])
    assert report.ok, report.faults
    with Ledger.open(path, trusted=[ledger_key.public]) as ledger:
        kept = [one.facts for one in ledger.entries() if one.kind == "capture"]
    assert len(kept) == 4 * each
    for name in range(4):
        mine = [facts["number"] for facts in kept if facts["process"] == name]
        assert mine == list(range(each)), "each one's entries are in the order he made them"


def test_several_threads_share_one_ledger(quick_path: Path, ledger_key: LedgerKey) -> None:
    path = quick_path / "ledger"
    with Ledger.create(path, NAME, ledger_key) as ledger:

        def work() -> None:
            for _ in range(20):
                ledger.append("capture")
            ledger.sign_head()

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    report = audit(path, trusted=[ledger_key.public])
    assert report.ok, report.faults
    assert sum(one.startswith(b'{"facts":{},') for one in lines_of(path)) == 80


def forked(work: Callable[[], None]) -> int:
    """The process id of a child that does `work` and ends with 0, or 1 if it fails."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            work()
            status = 0
        finally:
            os._exit(status)
    return child


# --- the second place -----------------------------------------------------


def test_heads_are_copied_to_the_second_place(
    quick_path: Path, place: Path, ledger_key: LedgerKey
) -> None:
    with filled(quick_path / "ledger", ledger_key, 5, 9, places=(place,)) as ledger:
        kept = {one.name: one.read_bytes() for one in place.glob("*.head")}
        assert sorted(kept.values()) == sorted(ledger.head(size).note for size in (5, 9))
        assert ledger.publish() == []
        joined = ledger.entry(1)
        assert (joined.kind, joined.facts) == (
            "second-place",
            {"place": str(place), "present": True},
        )


def test_a_second_place_that_comes_later_gets_all_heads(
    quick_path: Path, place: Path, ledger_key: LedgerKey
) -> None:
    path = quick_path / "ledger"
    filled(path, ledger_key, 5, 9).close()
    with Ledger.open(path, trusted=[ledger_key.public], second_places=[place]) as ledger:
        assert ledger.publish() == []
    assert len(list(place.glob("*.head"))) == 2
    with Ledger.open(path, trusted=[ledger_key.public], second_places=[place]) as ledger:
        joins = [one for one in ledger.entries() if one.kind == "second-place"]
        assert len(joins) == 1, "it is taken into use once"


def test_what_could_not_be_copied_is_said_and_copied_later(
    quick_path: Path, place: Path, ledger_key: LedgerKey
) -> None:
    with filled(quick_path / "ledger", ledger_key, 5, places=(place,)) as ledger:
        ledger.append("capture")
        ledger.sign_head()
        away = place.rename(quick_path / "away")
        (fault,) = ledger.publish()
        assert fault.code == "second-place"
        assert str(place) in fault.diagnostics("zh")
        away.rename(place)
        assert ledger.publish() == []
    assert len(list(place.glob("*.head"))) == 2


@pytest.mark.parametrize("how", ["gone", "not mounted"])
def test_a_second_place_that_is_not_there_stops_the_writer(
    quick_path: Path, place: Path, ledger_key: LedgerKey, how: str
) -> None:
    path = quick_path / "ledger"
    filled(path, ledger_key, 5, places=(place,)).close()
    place.rename(quick_path / "away")
    if how == "not mounted":
        place.mkdir()
    keys = [ledger_key.public]
    if how == "gone":
        fails("second-place", lambda: Ledger.open(path, trusted=keys, second_places=[place]))
        with Ledger.open(path, trusted=keys, second_places=[place], absent_places=True) as ledger:
            facts = [one.facts for one in ledger.entries() if one.kind == "second-place"]
            assert facts[-1] == {"place": str(place), "present": False}, "somebody answers for it"
        (quick_path / "away").rename(place)
    else:
        fails("second-place", lambda: Ledger.open(path, trusted=keys, second_places=[place]))
        place.rmdir()
        (quick_path / "away").rename(place)
    Ledger.open(path, trusted=keys, second_places=[place]).close()


def test_a_ledger_that_vanished_is_not_quietly_begun_again(
    quick_path: Path, place: Path, ledger_key: LedgerKey
) -> None:
    path = quick_path / "ledger"
    filled(path, ledger_key, 5, places=(place,)).close()
    fails("exists", lambda: Ledger.create(path, NAME, ledger_key))
    shutil.rmtree(path)
    fails("no-ledger", lambda: Ledger.open(path, trusted=[ledger_key.public]))
    fails("exists", lambda: Ledger.create(path, NAME, ledger_key, second_places=[place]))
    Ledger.create(path, "wangjian/530100", ledger_key, second_places=[place]).close()
    shutil.rmtree(path)
    Ledger.create(path, NAME, ledger_key, second_places=[place], anew=True).close()


@pytest.mark.parametrize("name", ["", "a b", "甲", "x" * 200])
def test_a_name_that_cannot_be_one(quick_path: Path, ledger_key: LedgerKey, name: str) -> None:
    fails("no-entry", lambda: Ledger.create(quick_path / "ledger", name, ledger_key))


# --- an old backup --------------------------------------------------------


@pytest.mark.parametrize("known_by", ["second place", "published head"])
def test_an_old_backup_does_not_go_on(
    quick_path: Path, place: Path, ledger_key: LedgerKey, known_by: str
) -> None:
    path, backup = quick_path / "ledger", quick_path / "backup"
    with filled(path, ledger_key, 5, places=(place,)) as ledger:
        shutil.copytree(path, backup)
        ledger.append("capture")
        head = ledger.sign_head()
        ledger.publish()
    shutil.rmtree(path)
    backup.rename(path)
    options = (
        {"second_places": [place]} if known_by == "second place" else {"published": [head.note]}
    )
    before = (path / LOG_NAME).read_bytes()
    keys = [ledger_key.public]
    fails("rolled-back", lambda: Ledger.open(path, trusted=keys, **options), 6)  # type: ignore[arg-type]
    assert (path / LOG_NAME).read_bytes() == before, "nothing was written to it"


def test_a_backup_that_was_continued_does_not_pass_for_the_ledger(
    quick_path: Path, place: Path, ledger_key: LedgerKey
) -> None:
    path, backup, keys = quick_path / "ledger", quick_path / "backup", [ledger_key.public]
    with filled(path, ledger_key, 5, places=(place,)) as ledger:
        shutil.copytree(path, backup)
        ledger.append("capture", facts={"true": True})
        ledger.sign_head()
        ledger.publish()
    with Ledger.open(backup, trusted=keys, key=ledger_key) as fork:
        fork.append("capture", facts={"true": False})
        fork.sign_head()
    fault = fails("rewritten", lambda: Ledger.open(backup, trusted=keys, second_places=[place]), 5)
    assert str(place) in fault.en
    Ledger.open(path, trusted=keys, second_places=[place]).close()


def test_a_ledger_is_not_cut_under_a_writer(quick_path: Path, ledger_key: LedgerKey) -> None:
    path = quick_path / "ledger"
    with filled(path, ledger_key, 5) as ledger:
        lines = lines_of(path)
        write_lines(path, lines[:3])
        fails("rolled-back", lambda: ledger.append("capture"), 3)
        write_lines(path, lines)
        ledger.append("capture")
        copy = quick_path / "copy"
        shutil.copy(path / LOG_NAME, copy)
        copy.replace(path / LOG_NAME)
        fails("replaced", lambda: ledger.append("capture"))
    fails("closed", lambda: ledger.append("capture"))


# --- opening --------------------------------------------------------------


def test_opening_reads_on_from_the_last_head(quick_path: Path, ledger_key: LedgerKey) -> None:
    """Shown by an entry before the head that is altered: only reading it all finds that."""
    path, keys = quick_path / "ledger", [ledger_key.public]
    filled(path, ledger_key, 5, 12).close()
    lines = lines_of(path)
    write_lines(path, [*lines[:3], lines[3].replace(b"shop.test", b"shop.tost"), *lines[4:]])
    Ledger.open(path, trusted=keys).close()
    (path / "resume.json").unlink()
    fails("altered", lambda: Ledger.open(path, trusted=keys), 3)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda value: {},
        lambda value: [],
        lambda value: value | {"size": value["size"] - 1},
        lambda value: value | {"end": value["end"] - 1},
        lambda value: value | {"end": value["end"] + 10**6},
        lambda value: value | {"last": "0" * 64},
        lambda value: value | {"last": None},
        lambda value: value | {"peaks": value["peaks"][:-1]},
        lambda value: value | {"peaks": ["00" * 32] * len(value["peaks"])},
        lambda value: value | {"origin": "wangjian/other"},
        lambda value: value | {"keys": []},
        lambda value: value | {"keys": ["zz"]},
        lambda value: value | {"places": [1]},
    ],
)
def test_whatever_stands_in_the_file_to_go_on_from(
    quick_path: Path, ledger_key: LedgerKey, spoil: Callable[..., object]
) -> None:
    path = quick_path / "ledger"
    filled(path, ledger_key, 5, 12).close()
    kept = path / "resume.json"
    for content in (json.dumps(spoil(json.loads(kept.read_bytes()))), "", "{", "[" * 10**5):
        kept.write_text(content)
        with Ledger.open(path, trusted=[ledger_key.public], key=ledger_key) as ledger:
            ledger.append("capture")
    assert audit(path, trusted=[ledger_key.public]).ok


@pytest.mark.parametrize(
    ("tamper", "code", "entry"),
    [
        (lambda lines: lines[:2] + lines[3:], "missing", 2),
        (lambda lines: [lines[0], *lines[2:]], "missing", 1),
        (lambda lines: lines[1:], "missing", 0),
        (lambda lines: [], "missing", 0),
        (lambda lines: [*lines[:2], lines[3], lines[2], *lines[4:]], "reordered", 2),
        (lambda lines: [*lines[:3], lines[2], *lines[3:]], "repeated", 3),
        (lambda lines: [*lines[:2], changed(lines[2], n=9), *lines[3:]], "altered", 2),
        (lambda lines: [*lines[:2], b"{}", *lines[3:]], "malformed", 2),
        (lambda lines: [*lines[:2], b"", *lines[3:]], "malformed", 2),
        (lambda lines: lines[:4], "rolled-back", 4),
        (lambda lines: rechained([*lines[:2], *lines[3:]], 2), "rewritten", 0),
        (
            lambda lines: rechained([*lines[:6], changed(lines[6], n=9), *lines[7:]], 6),
            "rewritten",
            5,
        ),
    ],
)
def test_a_ledger_that_was_tampered_with_is_not_written_to(
    quick_path: Path,
    ledger_key: LedgerKey,
    tamper: Callable[[list[bytes]], list[bytes]],
    code: str,
    entry: int,
) -> None:
    path = quick_path / "ledger"
    filled(path, ledger_key, 5, 12).close()
    (path / "resume.json").unlink()
    write_lines(path, tamper(lines_of(path)))
    before = (path / LOG_NAME).read_bytes()
    fails(code, lambda: Ledger.open(path, trusted=[ledger_key.public]), entry)
    assert (path / LOG_NAME).read_bytes() == before


def test_broken_heads_stop_the_writer(quick_path: Path, place: Path, ledger_key: LedgerKey) -> None:
    path, keys = quick_path / "ledger", [ledger_key.public]
    filled(path, ledger_key, 5, 12, places=(place,)).close()
    local, copy = path / "heads" / f"{12:012d}.head", max(place.glob("*.head"))
    for head in (local, copy):
        good = head.read_bytes()
        head.write_bytes(good[:-9])
        with pytest.raises(LedgerFault) as caught:
            Ledger.open(path, trusted=keys, second_places=[place])
        assert caught.value.code == "head-broken"
        assert str(head) in caught.value.diagnostics("zh")
        head.write_bytes(good)
    Ledger.open(path, trusted=keys, second_places=[place]).close()
