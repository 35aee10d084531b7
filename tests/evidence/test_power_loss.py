"""Power loss at every write boundary: what is there after it is before or after, never between.

And what was acknowledged is there. The disk is the worst one that POSIX allows
(power_cut.py); records of the crawl's database are PostgreSQL's and SQLite's business.
"""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from evidence.archive.archive import Archive
from evidence.archive.reader import check_file, read_record
from evidence.archive.record import RecordRef
from evidence.archive.salvage import salvage
from evidence.capture.capture_kind import CaptureKind
from evidence.capture.manifest import read_capture
from evidence.errors import CaptureFault
from evidence.package.package import prepare, write_package
from evidence.package.records.keep import keep_files
from evidence.package.sealing import enter_package, seal_files, sign_package, subject_of
from evidence.seal.kept_file import create_whole, replace_whole
from evidence.seal.ledger import Ledger
from evidence.seal.ledger_audit import audit
from evidence.verify import KINDS, verify_paths
from tests.evidence.archive.samples import INFO, exchange
from tests.evidence.capture.made import made
from tests.evidence.package.records.keeping import DOCX, PAPER, PDF
from tests.evidence.package.samples import sample_case
from tests.evidence.package.sealed import Sealer, make_sealer
from tests.evidence.power_cut import KINDS as TREES
from tests.evidence.power_cut import Left, PowerCut


@pytest.fixture
def disk() -> Iterator[Path]:
    """A folder in memory where there is one: hundreds of trees are laid out."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        (Path(folder) / "root").mkdir()
        yield Path(folder)


def trees(cut: PowerCut, disk: Path) -> Iterator[tuple[Left, Path]]:
    """Every tree that may be left, laid out; at least one of each kind."""
    assert {one.kind for one in cut.left} >= set(TREES) - {"half"}
    for number, left in enumerate(cut.left):
        yield left, left.lay_out(disk / f"left-{number}")


def test_a_small_file(disk: Path) -> None:
    root = disk / "root"
    (root / "old").write_bytes(b"before")
    cut = PowerCut(root)
    with cut.watching():
        create_whole(root / "new", b"whole" * 100)
        cut.acknowledge("new")
        replace_whole(root / "old", b"after" * 100)
        cut.acknowledge("old")
    for left, folder in trees(cut, disk):
        new, old = folder / "new", folder / "old"
        assert old.read_bytes() in (b"before", b"after" * 100), left
        assert not new.exists() or new.read_bytes() == b"whole" * 100, left
        if "new" in left.acknowledged:
            assert new.exists(), left
        if "old" in left.acknowledged:
            assert old.read_bytes() == b"after" * 100, left


def test_the_model_finds_a_rename_before_its_sync(disk: Path) -> None:
    """What is tested with must be able to fail: names without their bytes, names not synced."""
    root = disk / "root"
    cut = PowerCut(root)
    with cut.watching():
        (root / "part").write_bytes(b"whole")
        (root / "part").rename(root / "file")
        cut.acknowledge("done")
    found = {(left.kind, (folder / "file").exists()) for left, folder in trees(cut, disk)}
    assert ("nothing", False) in found
    torn = [f for _, f in zip(cut.left, disk.glob("left-*"), strict=True) if (f / "file").exists()]
    assert any((folder / "file").read_bytes() == b"" for folder in torn)


def test_an_archive(disk: Path) -> None:
    root, refs = disk / "root", list[RecordRef]()
    cut = PowerCut(root)
    with cut.watching(), Archive(root, name="run", info=INFO, floor_bytes=0) as archive:
        for number in range(3):
            body = b"HTTP/1.1 200 OK\r\n\r\n" + bytes([65 + number]) * 300
            refs.append(archive.append_exchange(exchange(response=body)))
            archive.sync()
            cut.acknowledge(str(number))
    for left, folder in trees(cut, disk):
        salvage(folder)
        for path in folder.glob("*.warc.gz"):
            assert check_file(path).faults == [], left
        for word in left.acknowledged:
            assert read_record(folder, refs[int(word)]).digests_verified, left
    assert cut.calls > 10


def test_a_capture(disk: Path) -> None:
    root = disk / "root"
    cut = PowerCut(root)
    with cut.watching():
        captured = made(root / "C-1")
        cut.acknowledge("captured")
    for left, folder in trees(cut, disk):
        here = folder / "C-1"
        try:
            read_capture(here)
        except CaptureFault as fault:
            assert fault.code == "capture-unfinished", left
            assert not left.acknowledged, left
            continue
        lines = verify_paths([here], kinds=(CaptureKind(), *KINDS)).lines("en")
        assert [line for line in lines if ".part" not in line] == [], left
    assert captured.folder.name == "C-1"
    assert cut.calls > 60


def test_a_ledger(disk: Path, tmp_path: Path) -> None:
    root, place = disk / "root", tmp_path / "second"
    place.mkdir()
    sealer = make_sealer(tmp_path)
    sealer.ledger.close()
    key = sealer.ledger_key
    cut = PowerCut(root)
    with cut.watching():
        ledger = Ledger.create(root / "ledger", "wangjian/530999", key)
        cut.acknowledge("begun")
        for number in range(3):
            ledger.append("capture", facts={"number": number})
            cut.acknowledge(str(number))
        head = ledger.sign_head()
        cut.acknowledge("head")
        ledger.close()
    for left, folder in trees(cut, disk):
        path = folder / "ledger"
        if "begun" not in left.acknowledged:
            continue
        with Ledger.open(path, trusted=[key.public], key=key) as again:
            kept = [one.facts["number"] for one in again.entries() if "number" in one.facts]
            wanted = [int(word) for word in left.acknowledged if word.isdigit()]
            assert kept[: len(wanted)] == wanted, left
            assert len(kept) <= len(wanted) + 1, left
            if "head" in left.acknowledged:
                newest = again.newest_head()
                assert newest is not None, left
                assert newest.size == head.size, left
            again.append("capture", facts={"number": 9})
        assert audit(path, trusted=[key.public]).ok, left


@pytest.fixture(scope="module")
def sealer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sealer]:
    made_one = make_sealer(tmp_path_factory.mktemp("sealer"))
    yield made_one
    made_one.ledger.close()


def test_a_seal_and_a_package(disk: Path, tmp_path: Path, sealer: Sealer) -> None:
    root = disk / "root"
    case = sample_case(tmp_path / "case", anchors=sealer.anchors)
    prepared, subject = prepare(case, tmp_path / "work"), subject_of(case)
    cut = PowerCut(root)
    with cut.watching():
        signature = sign_package(prepared, subject, root / "seals", sealer.key, case_is_real=True)
        cut.acknowledge("signed")
        enter_package(prepared, subject, signature, sealer.ledger)
        cut.acknowledge("entered")
        package = write_package(prepared, seal_files(signature), root / "packages")
        cut.acknowledge("written")
    whole = package.read_bytes()
    signed = signature.read_bytes()
    proof = signature.with_name("package.tlog-proof").read_bytes()
    for left, folder in trees(cut, disk):
        for word, path, data in (
            ("signed", signature, signed),
            ("entered", signature.with_name("package.tlog-proof"), proof),
            ("written", package, whole),
        ):
            here = folder / path.relative_to(root)
            if word in left.acknowledged:
                assert here.exists(), (word, left.kind, left.call)
            assert not here.exists() or here.read_bytes() == data, (word, left.kind, left.call)


def test_records(disk: Path) -> None:
    root = disk / "root"
    cut = PowerCut(root)
    with cut.watching():
        keep_files(PAPER, DOCX, PDF, root / "records")
        cut.acknowledge("kept")
    for left, folder in trees(cut, disk):
        kept = folder / "records" / "C-1-automatic-note"
        if "kept" in left.acknowledged:
            assert kept.exists(), (left.kind, left.call)
        if kept.exists():
            found = {path.suffix: path.read_bytes() for path in kept.iterdir()}
            assert found == {".docx": DOCX, ".pdf": PDF}, (left.kind, left.call)
