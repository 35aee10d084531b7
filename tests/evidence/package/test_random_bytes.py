"""Any single byte changed, anywhere in the ZIP: refused by both, the file named."""

import random
from pathlib import Path
from typing import Any

import pytest

from evidence.package.zip_reader import list_zip
from tests.evidence.package.samples import NUMBER
from tests.evidence.package.sealed import Package
from tests.evidence.package.workshop import must_name


def file_at(package: Package, offset: int) -> str:
    """The file that the byte at `offset` belongs to, by its data or the header before it."""
    with package.path.open("rb") as stream:
        for entry in list_zip(stream).entries:
            if entry.offset <= offset < entry.end:
                return entry.name.removeprefix(f"{NUMBER}/")
    return ""


def change_bytes(
    times: int, seed: int, package: Package, folder: Path, roots: list[str], capsys: Any
) -> None:
    data, chance = package.path.read_bytes(), random.Random(seed)
    for _ in range(times):
        offset = chance.randrange(len(data))
        byte = bytes([data[offset] ^ chance.randrange(1, 256)])
        changed = data[:offset] + byte + data[offset + 1 :]
        named = file_at(package, offset)
        # A changed name is no longer the file's own.
        header = data.rfind(b"PK\3\4", 0, offset + 1)
        in_header = offset < header + 30 + len(f"{NUMBER}/{named}")
        must_name("" if in_header else named, changed, folder, package, roots, capsys)


def test_150_changed_bytes_are_all_found(
    package: Package, tmp_path: Path, roots: list[str], capsys: Any
) -> None:
    change_bytes(150, 1, package, tmp_path, roots, capsys)


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_2000_changed_bytes_are_all_found(
    package: Package, tmp_path: Path, roots: list[str], capsys: Any
) -> None:
    change_bytes(2000, 2, package, tmp_path, roots, capsys)


def test_a_package_cut_anywhere_is_refused(
    package: Package, tmp_path: Path, roots: list[str], capsys: Any
) -> None:
    data, chance = package.path.read_bytes(), random.Random(3)
    for length in [0, 1, 21, 22, len(data) - 1, *(chance.randrange(len(data)) for _ in range(20))]:
        must_name("", data[:length], tmp_path, package, roots, capsys)
