"""Records are made once: both files or none, never over another, never made again."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from evidence.errors import ArchiveError, FormRefused
from evidence.package.casefile import StoredFile
from evidence.package.records.keep import PART, keep_files, keep_records
from evidence.seal.digests import digest_file
from tests.evidence.package.records import keeping
from tests.evidence.package.records.conftest import Drawn
from tests.evidence.package.records.papers import paper

NAME = "C-1-automatic-note"


def test_a_record_is_written_as_both_files_and_told_as_a_document(
    tmp_path: Path, drawn: dict[str, Drawn]
) -> None:
    one = drawn["full/notices-checklist"]
    (kept,) = keep_records([one.paper], tmp_path, capture="C-9")
    assert (kept.number, kept.kind, kept.title) == (
        "G-1-notices-checklist",
        "notices-checklist",
        "告知事项核对单",
    )
    assert kept.capture == "C-9"
    assert kept.made_at == one.paper.made_at
    assert kept.made_at.utcoffset() == timedelta(0)
    files = dict(kept.files)
    assert files["docx"].path.read_bytes() == one.docx
    assert files["pdf"].path.read_bytes() == one.pdf
    for stored in files.values():
        found = digest_file(stored.path)
        assert stored == StoredFile(stored.path, found.size, found.sha256, found.sm3)
    assert [path.name for path in tmp_path.iterdir()] == ["G-1-notices-checklist"]


def test_a_record_is_never_made_again(tmp_path: Path) -> None:
    keep_files(keeping.PAPER, b"docx", b"pdf", tmp_path)
    with pytest.raises(FormRefused) as refused:
        keep_records([paper("notices-checklist"), keeping.PAPER], tmp_path)
    assert refused.value.code == "exists"
    assert "补正说明" in refused.value.diagnostics("zh")
    with pytest.raises(FormRefused):
        keep_files(keeping.PAPER, b"other", b"other", tmp_path)
    assert (tmp_path / NAME / f"{NAME}.pdf").read_bytes() == b"pdf"
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


@pytest.mark.parametrize("number", ["../x", "a/b", "", "含字", "-rf", "x" * 120, "a\nb"])
def test_a_number_that_cannot_name_a_file_is_refused(tmp_path: Path, number: str) -> None:
    with pytest.raises(FormRefused) as refused:
        keep_records([replace(keeping.PAPER, number=number)], tmp_path)
    assert refused.value.code == "not-agreed-name"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    with pytest.raises(ArchiveError) as refused:
        keep_files(keeping.PAPER, b"docx", b"pdf", blocked / "records")
    assert str(blocked) in refused.value.diagnostics("zh")


def _run(folder: Path, step: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, keeping.__file__, str(folder), str(step)],
        capture_output=True,
        text=True,
        timeout=60,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[4])},
    )


def test_a_kill_at_any_step_leaves_the_record_whole_or_absent(tmp_path: Path) -> None:
    whole = _run(tmp_path / "whole", 0)
    assert whole.returncode == 0, whole.stderr
    steps = int(whole.stdout)
    assert steps >= 6
    for step in range(1, steps + 1):
        folder = tmp_path / str(step)
        assert _run(folder, step).returncode == 9
        found = {path.name for path in folder.iterdir()} if folder.exists() else set()
        if NAME in found:
            assert (folder / NAME / f"{NAME}.docx").read_bytes() == keeping.DOCX
            assert (folder / NAME / f"{NAME}.pdf").read_bytes() == keeping.PDF
            continue
        assert all(name.endswith(PART) for name in found)
        keep_files(keeping.PAPER, keeping.DOCX, keeping.PDF, folder)
        assert (folder / NAME / f"{NAME}.pdf").read_bytes() == keeping.PDF
