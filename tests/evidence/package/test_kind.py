"""A whole package passes, with whatever is known of the office's keys, packed or unpacked."""

import shutil
from collections.abc import Sequence
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from evidence.package import verify_package
from evidence.package.check_seal import Trust
from evidence.package.kind import PackageKind, WaczKind
from evidence.package.package import write_package
from evidence.seal.entry import Subject
from evidence.seal.proof import prove
from evidence.verify import verify_paths
from tests.evidence.package.samples import NUMBER
from tests.evidence.package.sealed import Package, Sealer, make_package, make_sealer


def unpacked(package: Package, folder: Path) -> Path:
    """The package unpacked; the folder of the bag."""
    shutil.unpack_archive(package.path, folder)
    return folder / NUMBER


def test_a_whole_package_passes_with_keys_from_the_office(
    package: Package, roots: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    found = PackageKind(package.sealer.trust).verify(package.path)
    assert (found.faults, found.notices) == ((), ())
    assert found.records == 30
    assert verify_package.main([str(package.path), *roots]) == 0
    said = capsys.readouterr().out
    assert "完整 whole" in said
    assert package.sealer.key.fingerprint in said


def test_without_keys_from_the_office_it_passes_and_says_whose_word_that_is(
    package: Package, capsys: pytest.CaptureFixture[str]
) -> None:
    found = PackageKind().verify(package.path)
    assert found.ok
    assert [one.code for one in found.notices] == ["anchors-own"]
    assert verify_package.main([str(package.path)]) == 0
    assert "compare fingerprints" in capsys.readouterr().out


def test_an_unpacked_package_passes_too(package: Package, roots: list[str], tmp_path: Path) -> None:
    folder = unpacked(package, tmp_path)
    assert PackageKind(package.sealer.trust).verify(folder).ok
    assert verify_package.main([str(folder), *roots]) == 0


def test_what_it_is_called_matters_only_where_it_is_called_like_another(
    package: Package, tmp_path: Path
) -> None:
    names = {
        f"{NUMBER} (1).zip": (True, []),
        "证据包.zip": (True, ["renamed"]),
        "WJ-530000-20261124-0009.zip": (False, []),
    }
    for name, (ok, notices) in names.items():
        path = tmp_path / name
        shutil.copy(package.path, path)
        found = PackageKind(package.sealer.trust).verify(path)
        assert (found.ok, [one.code for one in found.notices]) == (ok, notices), name
        assert (verify_package.main([str(path)]) == 0) == ok, name


def test_foreign_keys_are_told_from_the_offices(
    package: Package, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each of the three anchors is really used."""
    other = make_sealer(tmp_path / "other")
    other.ledger.close()
    good = package.sealer.trust
    wrong = {
        "seal-foreign": (Trust(other.trust.seals, good.stamps, good.ledgers), "--root"),
        "stamp-foreign": (Trust(good.seals, other.trust.stamps, good.ledgers), "--tsa-root"),
        "ledger-head-broken": (Trust(good.seals, good.stamps, other.trust.ledgers), "--ledger-key"),
    }
    pems = (other.anchors.seals, other.anchors.stamps, other.anchors.ledgers)
    for (code, (trust, option)), pem in zip(wrong.items(), pems, strict=True):
        found = PackageKind(trust).verify(package.path)
        assert code in {one.code for one in found.faults}
        assert all(one.where for one in found.faults)
        (tmp_path / "given.pem").write_bytes(b"".join(pem))
        assert verify_package.main([str(package.path), option, str(tmp_path / "given.pem")]) == 1
        named = found.faults[0].where
        assert named in capsys.readouterr().out


def test_a_withdrawn_key_voids_a_package_stamped_after(package: Package) -> None:
    good = package.sealer.trust
    stamped = PackageKind(good).verify(package.path)
    assert stamped.ok
    key = package.sealer.key.fingerprint
    for moment, ok in ((timedelta(hours=-1), False), (timedelta(hours=1), True)):
        withdrawn = {key: datetime.now(UTC) + moment}
        trust = Trust(good.seals, good.stamps, good.ledgers, withdrawn)
        assert PackageKind(trust).verify(package.path).ok is ok


def test_a_package_without_its_stamp_is_pending_and_never_whole(
    package: Package, sealer: Sealer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    signature = {"seal/package.p7s": package.seal["seal/package.p7s"]}
    proof = sealer.enter(signature, package.prepared.sealed)
    files = signature | {"seal/package.tlog-proof": proof}
    path = write_package(package.prepared, files, tmp_path)
    assert path.name == f"{NUMBER}-pending.zip"
    found = PackageKind(sealer.trust).verify(path)
    assert [one.code for one in found.faults] == ["stamp-pending"]
    assert verify_package.main([str(path)]) == 1
    assert "时间戳：待取得" in capsys.readouterr().out


def test_verify_knows_packages_and_wacz_files_by_their_names(
    package: Package, tmp_path: Path
) -> None:
    folder = unpacked(package, tmp_path / "un")
    shutil.copy(folder / "data" / "web.wacz", tmp_path / "web.wacz")
    shutil.copy(package.path, tmp_path)
    report = verify_paths([tmp_path])
    assert report.ok
    assert sorted(item.kind for item in report.items) == ["package", "package", "wacz"]
    assert WaczKind().verify(tmp_path / "web.wacz").records == 30


def test_a_file_that_is_no_package_is_refused_by_both(tmp_path: Path) -> None:
    for number, data in enumerate((b"", b"PK", b"PK\x05\x06" + bytes(18), b"\0" * 300)):
        path = tmp_path / f"{number}.zip"
        path.write_bytes(data)
        found = PackageKind().verify(path)
        assert not found.ok
        assert found.faults[0].where == path.name
        assert verify_package.main([str(path)]) == 1
    assert not PackageKind().verify(tmp_path / "absent.zip").ok
    assert verify_package.main([str(tmp_path / "absent.zip")]) == 1


class Ahead(Sealer):
    """Entered its captures while its clock was sixty days fast."""

    def prove(self, kind: str, subjects: Sequence[Subject]) -> bytes:
        now = datetime.now(UTC) + timedelta(days=60 if kind == "capture" else 0)
        entry = self.ledger.append(kind, subjects, {}, now=now)
        head = self.ledger.sign_head(now=now)
        return prove(self.ledger.folder, entry.index, head).to_bytes()


def test_entries_that_go_back_in_time_are_named_by_both_verifiers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = make_sealer(tmp_path / "sealer")
    sealer = Ahead(**{one.name: getattr(plain, one.name) for one in fields(plain)})
    try:
        package = make_package(tmp_path / "made", sealer)
    finally:
        sealer.ledger.close()
    found = PackageKind(sealer.trust).verify(package.path)
    assert found.ok
    assert "clock-backwards" in [one.code for one in found.notices]
    assert verify_package.main([str(package.path)]) == 0
    assert "的时间早于前面的条目" in capsys.readouterr().out
