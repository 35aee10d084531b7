"""A capture that was killed half way: named as unfinished, and given up only with a reason."""

from pathlib import Path

import pytest

from evidence.capture.abandoned import abandon, abandoned
from evidence.capture.capture_kind import CaptureKind, unfinished
from evidence.capture.store import BEGUN, MANIFEST
from evidence.errors import CaptureFault


@pytest.fixture
def killed(tmp_path: Path) -> Path:
    folder = tmp_path / "c-1"
    folder.mkdir()
    (folder / BEGUN).write_text("{}")
    return folder


def test_it_is_a_fault_until_somebody_says_why_it_was_given_up(killed: Path) -> None:
    found = CaptureKind().verify(killed)
    assert [one.code for one in found.faults] == ["capture-unfinished"]
    assert unfinished(killed.parent) == [killed]
    abandon(killed, "断电", instead="c-2")
    abandon(killed, "另一个原因")
    found = CaptureKind().verify(killed)
    assert found.ok
    assert "断电" in found.notices[0].zh
    assert abandoned(killed) == "断电"
    assert unfinished(killed.parent) == []


def test_a_finished_capture_is_never_given_up(killed: Path) -> None:
    (killed / MANIFEST).write_text("{}")
    with pytest.raises(CaptureFault):
        abandon(killed, "不想要了")
    (killed / "abandoned.json").write_text('{"reason": "x"}')
    found = CaptureKind().verify(killed)
    assert [one.code for one in found.faults] == ["manifest-unreadable"]
