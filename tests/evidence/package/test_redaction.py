"""A redacted copy: its own number and seal, linked to the original, and nothing that betrays."""

import hashlib
import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from evidence.errors import PackageFault
from evidence.package import verify_package
from evidence.package.casefile import CaseFile
from evidence.package.kind import PackageKind
from evidence.package.masking import Region
from evidence.package.package import Prepared, write_package
from evidence.package.redaction import Mask, Redaction, prepare_redacted
from evidence.package.sealing import subject_of
from tests.evidence.package.samples import MADE_AT, NUMBER, OFFICERS
from tests.evidence.package.sealed import Package
from tests.evidence.package.workshop import opened, packed, relisted

COPY = "WJ-530000-20261124-0002"
PICTURE = "data/captures/C-530000-20261124-0002/screenshot.png"
ORDER = Redaction(
    number=COPY,
    masks=(Mask(PICTURE, (Region(1, 1, 4, 4, "姓名"), Region(5, 5, 2, 2, "头像")), "买家评价"),),
    keep=("data/records/R-01.pdf",),
    made_by=OFFICERS[:1],
    reviewed_by=OFFICERS[1:],
    made_at=MADE_AT,
    software="wangjian/0.1.0",
)


def derived(package: Package, **changes: Any) -> tuple[CaseFile, Prepared]:
    sealer = package.sealer
    return prepare_redacted(package.path, replace(ORDER, **changes), sealer.anchors, sealer.trust)


@pytest.fixture(scope="module")
def copy(package: Package, tmp_path_factory: pytest.TempPathFactory) -> Path:
    case, prepared = derived(package)
    seal = package.sealer.seal(prepared.sealed, subject_of(case))
    return write_package(prepared, seal, tmp_path_factory.mktemp("copy"))


def files(path: Path) -> dict[str, bytes]:
    with opened(path.read_bytes()) as inside:
        return {name.partition("/")[2]: inside.read(name) for name in inside.namelist()}


def test_the_copy_is_a_whole_package_to_both_verifiers(
    copy: Path, package: Package, roots: list[str]
) -> None:
    assert copy.name == f"{COPY}.zip"
    assert PackageKind(package.sealer.trust).verify(copy).faults == ()
    assert verify_package.main([str(copy), *roots]) == 0


def test_it_says_what_it_was_made_from(copy: Path, package: Package) -> None:
    said = json.loads(files(copy)["data/redaction.json"])
    original = package.path.read_bytes()
    assert said["original"]["package"] == NUMBER
    assert said["original"]["zip_sha256"] == f"sha256:{hashlib.sha256(original).hexdigest()}"
    sealed = hashlib.sha256(package.seal["seal/package.p7s"]).hexdigest()
    assert said["original"]["seal_sha256"] == f"sha256:{sealed}"
    (mask,) = said["masked"]
    assert mask["original_path"] == PICTURE
    assert [one["category"] for one in mask["regions"]] == ["姓名", "头像"]
    assert mask["reason"] == "买家评价"
    assert "遮蔽2处；原件另行保存" in said["statement"]
    assert said["reviewed_by"] == [{"name": "林二", "number": "53000001002"}]


def test_the_original_stays_as_it_was_and_the_copy_holds_only_what_was_chosen(
    copy: Path, package: Package
) -> None:
    payload = {path for path in files(copy) if path.startswith("data/")}
    assert payload == {
        "data/case.json",
        "data/redaction.json",
        "data/records/R-01.pdf",
        "data/masked/captures/C-530000-20261124-0002/screenshot.png",
    }
    assert PackageKind(package.sealer.trust).verify(package.path).ok
    left_out = json.loads(files(copy)["data/redaction.json"])["left_out"]
    assert "data/web.wacz" in left_out
    assert PICTURE not in left_out


def test_its_verify_txt_names_the_original_and_leaves_out_what_it_has_not(copy: Path) -> None:
    text = files(copy)["VERIFY.txt"].decode()
    assert NUMBER in text
    assert "wacz" not in text.partition("SM3")[0].partition("0　")[2]


@pytest.mark.parametrize(
    "path",
    [
        "data/web.wacz",
        "data/captures/C-530000-20261124-0002/page.html",
        "data/captures/C-530000-20261124-0002/page.txt",
        "data/captures/C-530000-20261124-0002/capture.json",
        "data/leads/lead-001.json",
        "data/case.json",
    ],
)
def test_what_may_hold_what_is_covered_does_not_go_along(path: str, package: Package) -> None:
    with pytest.raises(PackageFault) as caught:
        derived(package, keep=(path,))
    assert (caught.value.code, caught.value.file) == ("may-not-go-along", path)


@pytest.mark.parametrize("path", ["data/absent.png", "bagit.txt", "seal/package.p7s", "../x"])
def test_a_file_that_is_not_there_is_named(path: str, package: Package) -> None:
    with pytest.raises(PackageFault) as caught:
        derived(package, keep=(path,))
    assert caught.value.code == "not-here"
    with pytest.raises(PackageFault) as caught:
        derived(package, masks=(Mask(path, (Region(0, 0, 1, 1, "x"),), ""),))
    assert caught.value.code == "not-here"


def test_nothing_is_derived_from_a_package_that_is_not_whole(
    package: Package, tmp_path: Path
) -> None:
    data = package.path.read_bytes()
    bad = tmp_path / package.path.name
    bad.write_bytes(data[:900] + bytes([data[900] ^ 1]) + data[901:])
    with pytest.raises(PackageFault) as caught:
        prepare_redacted(bad, ORDER, package.sealer.anchors, package.sealer.trust)
    assert caught.value.code == "original"


def test_an_unpacked_original_will_do(package: Package, tmp_path: Path) -> None:
    shutil.unpack_archive(package.path, tmp_path)
    _, prepared = prepare_redacted(
        tmp_path / NUMBER, ORDER, package.sealer.anchors, package.sealer.trust
    )
    source = prepared.sources["data/redaction.json"]
    assert isinstance(source, bytes)
    assert json.loads(source)["original"]["zip_sha256"] is None


def test_a_tampered_copy_is_refused(
    copy: Path, package: Package, tmp_path: Path, roots: list[str]
) -> None:
    made = files(copy)
    made["data/redaction.json"] = made["data/redaction.json"].replace(b"0001", b"0009", 1)
    path = tmp_path / f"{COPY}.zip"
    for forged in (made, relisted(made)):
        path.write_bytes(packed(forged, top=COPY))
        assert not PackageKind(package.sealer.trust).verify(path).ok
        assert verify_package.main([str(path), *roots]) == 1
