"""What the desk tells of a package that was verified: 一致 only of what was looked at."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.jobs.package_parts import NOT_LOOKED_AT, PARTS, told_by_part
from evidence.package.kind import PackageKind
from tests.evidence.package.samples import NUMBER
from tests.evidence.package.sealed import Package, Sealer, make_package, make_sealer
from tests.evidence.package.workshop import files_of, packed, relisted

TITLES = [part.title for part in PARTS]


@pytest.fixture(scope="module")
def sealer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sealer]:
    made = make_sealer(tmp_path_factory.mktemp("sealer"))
    yield made
    made.ledger.close()


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory, sealer: Sealer) -> Package:
    return make_package(tmp_path_factory.mktemp("package"), sealer)


def told(package: Package, data: bytes, folder: Path) -> dict[str, list[tuple[str, str]]]:
    """The lines of each part for the package with these bytes."""
    path = folder / package.path.name
    path.write_bytes(data)
    lines = list(told_by_part(PackageKind(package.sealer.trust).verify(path)))
    return {title: [one for one in lines if one[1].startswith(title)] for title in TITLES}


def marks(found: dict[str, list[tuple[str, str]]]) -> dict[str, set[str]]:
    return {title: {mark for mark, _ in lines} for title, lines in found.items()}


def test_every_part_of_a_whole_package_is_told_to_be_whole(package: Package, tmp_path: Path):
    found = told(package, package.path.read_bytes(), tmp_path)
    assert marks(found) == {title: {"good"} for title in TITLES}, found


def test_of_a_zip_that_was_cut_nothing_good_is_told(package: Package, tmp_path: Path):
    data = package.path.read_bytes()
    found = told(package, data[: len(data) // 2], tmp_path)
    assert marks(found) == {TITLES[0]: {"bad"}} | {title: {"pending"} for title in TITLES[1:]}
    assert all(NOT_LOOKED_AT in found[title][0][1] for title in TITLES[1:])


def test_without_a_case_document_what_comes_after_was_not_looked_at(
    package: Package, tmp_path: Path
):
    files = files_of(package)
    files["data/case.json"] = b"{"
    found = told(package, packed(relisted(files)), tmp_path)
    for title in ("机关签名", "时间戳", "存证日志证明"):
        assert marks(found)[title] == {"pending"}, found
    assert marks(found)["案卷文件"] == {"bad"}


def test_without_a_signature_neither_stamps_nor_proof_were_looked_at(
    package: Package, tmp_path: Path
):
    files = {path: data for path, data in files_of(package).items() if path != "seal/package.p7s"}
    found = told(package, packed(files), tmp_path)
    assert marks(found)["机关签名"] == {"bad"}
    assert marks(found)["时间戳"] == marks(found)["存证日志证明"] == {"pending"}, found


def test_records_that_were_altered_are_a_fault_of_the_network_records(
    package: Package, tmp_path: Path
):
    files = files_of(package)
    web = bytearray(files["data/web.wacz"])
    web[len(web) // 3] ^= 1
    files["data/web.wacz"] = bytes(web)
    found = told(package, packed(relisted(files)), tmp_path)
    assert marks(found)["网络记录"] == {"bad"}, found


def test_a_broken_chain_of_a_stamp_leaves_no_good_word_for_the_stamp(
    package: Package, tmp_path: Path
):
    files = files_of(package)
    chains = [path for path in files if path.endswith(".chain.pem")]
    assert chains, NUMBER
    for path in chains:
        files[path] = b"no certificate"
    found = told(package, packed(files), tmp_path)
    assert marks(found)["时间戳"] == {"bad"}, found
