"""Making a package: the same case, the same bytes; nothing half done; nothing changed unseen."""

import json
import os
import re
import resource
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from evidence.errors import ArchiveError, PackageFault, RecordFault
from evidence.package.casefile import CaseFile
from evidence.package.package import prepare, write_package
from tests.evidence.package.samples import HOSTILE, NUMBER, sample_case
from tests.evidence.package.sealed import Package
from tests.evidence.package.workshop import files_of

SEAL = {"seal/package.p7s": b"x"}


@pytest.fixture
def case(tmp_path: Path) -> CaseFile:
    return sample_case(tmp_path / "case")


def test_the_same_case_gives_the_same_bytes(case: CaseFile, tmp_path: Path) -> None:
    one = write_package(prepare(case, tmp_path / "w1"), SEAL, tmp_path / "one")
    time.sleep(1.1)
    two = write_package(prepare(case, tmp_path / "w2"), SEAL, tmp_path / "two")
    assert one.read_bytes() == two.read_bytes()


def test_made_again_it_stays_and_another_never_takes_its_place(
    case: CaseFile, tmp_path: Path
) -> None:
    prepared = prepare(case, tmp_path / "work")
    first = write_package(prepared, SEAL, tmp_path / "out")
    before = first.stat()
    assert write_package(prepared, SEAL, tmp_path / "out") == first
    assert first.stat().st_ino == before.st_ino
    with pytest.raises(PackageFault) as caught:
        write_package(prepared, {"seal/package.p7s": b"y"}, tmp_path / "out")
    assert caught.value.code == "exists"
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [first.name]


@pytest.mark.parametrize("which", ["screenshot", "dom", "warc", "record"])
def test_a_file_that_changed_since_it_was_kept_stops_it(
    which: str, case: CaseFile, tmp_path: Path
) -> None:
    files = {one.role: one.file for one in case.captures[0].artefacts}
    files["record"] = case.documents[0].files[0][1]
    path = files[which].path
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(PackageFault) as caught:
        prepare(case, tmp_path / "work")
    assert caught.value.code == ("record" if which == "warc" else "changed")
    assert str(path) in caught.value.diagnostics()


def test_a_capture_whose_traffic_was_replaced_by_other_whole_traffic_stops_it(
    case: CaseFile, tmp_path: Path
) -> None:
    one, other = (capture.warcs[0].file.path for capture in case.captures)
    one.write_bytes(other.read_bytes())
    with pytest.raises(PackageFault) as caught:
        prepare(case, tmp_path / "work")
    assert caught.value.code == "changed"


def test_a_file_that_is_gone_stops_it(case: CaseFile, tmp_path: Path) -> None:
    case.captures[0].artefacts[0].file.path.unlink()
    with pytest.raises(PackageFault) as caught:
        prepare(case, tmp_path / "work")
    assert caught.value.code == "changed"


def test_an_archived_page_that_does_not_verify_stops_it(case: CaseFile, tmp_path: Path) -> None:
    (path,) = case.pages[0].folder.iterdir()
    data = bytearray(path.read_bytes())
    data[case.pages[0].ref.offset + 50] ^= 1
    path.write_bytes(bytes(data))
    with pytest.raises(RecordFault):
        prepare(case, tmp_path / "work")


def test_a_package_without_a_signature_or_with_strange_files_is_not_written(
    case: CaseFile, tmp_path: Path
) -> None:
    prepared = prepare(case, tmp_path / "work")
    for seal, code in (({}, "not-sealed"), (SEAL | {"seal/x": b""}, "seal-name")):
        with pytest.raises(PackageFault) as caught:
            write_package(prepared, seal, tmp_path / "out")
        assert caught.value.code == code
    assert not (tmp_path / "out").exists()


def test_a_full_disk_leaves_nothing_with_the_final_name(case: CaseFile, tmp_path: Path) -> None:
    prepared = prepare(case, tmp_path / "work")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, hard))
    try:
        with pytest.raises(ArchiveError) as caught:
            write_package(prepared, SEAL, tmp_path / "out")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, old)
    assert caught.value.disk_full
    assert list((tmp_path / "out").iterdir()) == []
    assert write_package(prepared, SEAL, tmp_path / "out").exists()


CHILD = """
import sys
from pathlib import Path
from evidence.package import zip_form
from evidence.package.package import prepare, write_package
from tests.evidence.package.samples import sample_case
import os, signal
folder, limit = Path(sys.argv[1]), int(sys.argv[2])
written = 0
class Stream:
    def __init__(self, inner): self.inner = inner
    def __getattr__(self, name): return getattr(self.inner, name)
    def write(self, data):
        global written
        written += 1
        if written == limit: os.kill(os.getpid(), signal.SIGKILL)
        return self.inner.write(data)
begin = zip_form.ZipWriter.__init__
def traced(self, stream): begin(self, Stream(stream))
zip_form.ZipWriter.__init__ = traced
case = sample_case(folder / f"case-{limit}")
prepared = prepare(case, folder / f"work-{limit}")
write_package(prepared, {"seal/package.p7s": b"x"}, folder / "out")
"""


@pytest.mark.parametrize("limit", [1, 5, 40, 70])
def test_killed_at_any_write_it_leaves_no_package_and_the_next_run_makes_it(
    limit: int, tmp_path: Path
) -> None:
    def start(at: int) -> int:
        done = subprocess.run(
            [sys.executable, "-c", CHILD, str(tmp_path), str(at)],
            env=dict(os.environ, PYTHONPATH="."),
            check=False,
            timeout=120,
        )
        return done.returncode

    assert start(limit) == -signal.SIGKILL
    out = tmp_path / "out"
    assert not out.exists() or not [p for p in out.iterdir() if p.suffix == ".zip"]
    assert start(10_000) == 0
    assert (out / f"{NUMBER}-pending.zip").exists()


def test_hostile_words_stay_inside_their_values(package: Package) -> None:
    files = files_of(package)
    for path, data in files.items():
        if not path.endswith((".wacz", ".p7s", ".tsr", ".png", ".docx", ".pdf")):
            text = data.decode("utf-8")
            assert "\x1b" not in text, path
            assert "\u202e" not in text, path
    assert json.loads(files["data/leads/lead-001.json"])["shop"] == HOSTILE
    titles = [one["title"] for one in json.loads(files["data/case.json"])["pages"]]
    assert HOSTILE in titles


def test_no_path_of_this_machine_goes_along(package: Package, tmp_path: Path) -> None:
    files = files_of(package)
    folder = package.path.parent.parent
    for path, data in files.items():
        assert str(folder).encode() not in data, path


def test_contrary_material_lies_beside_the_rest(package: Package) -> None:
    files = files_of(package)
    case = json.loads(files["data/case.json"])
    assert {one["bearing"] for one in case["captures"]} == {"contrary", "suspicion"}
    assert {one["bearing"] for one in case["pages"]} == {"contrary", "suspicion"}
    assert json.loads(files["data/contrary.json"])[0]["excused"] == "引用评价"
    assert json.loads(files["data/coverage.json"])[0]["outcome"] == "read"


def test_lists_lie_there_as_they_were_agreed_to(package: Package) -> None:
    files = files_of(package)
    (one,) = json.loads(files["data/case.json"])["lists"]
    assert files[one["path"]] == package.case.lists[0].canonical
    assert one["missing"] == ["quality"]
    assert b"trademark" in files[one["agreements"]]


def test_a_case_without_pages_or_captures_makes_a_package_too(tmp_path: Path) -> None:
    case = sample_case(tmp_path / "case")
    for number, bare in enumerate((replace(case, pages=()), replace(case, captures=(), claims=()))):
        prepared = prepare(bare, tmp_path / f"work{number}")
        path = write_package(prepared, SEAL, tmp_path / f"out{number}")
        assert path.exists()


def test_a_package_on_its_way_is_hidden_from_those_who_look_for_packages(
    case: CaseFile, tmp_path: Path
) -> None:
    prepared = prepare(case, tmp_path / "work")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / ".old.part").write_bytes(b"")
    write_package(prepared, SEAL, tmp_path / "out")
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {".old.part", f"{NUMBER}-pending.zip"}


def test_times_and_names_in_the_bag_are_those_of_the_case(package: Package) -> None:
    info = files_of(package)["bag-info.txt"].decode()
    assert re.search(r"^Bagging-Date: 2026-11-24$", info, re.M)
    assert re.search(rf"^External-Identifier: {NUMBER}$", info, re.M)
    assert "示例县市场监督管理局" in info
