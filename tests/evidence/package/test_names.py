"""Names of files: the same everywhere, and nothing that could be something else."""

import re

import pytest

from evidence.package import verify_package
from evidence.package.names import is_own_path, is_package_number, package_number_in

GOOD = ["a", "C-530000-20261124-0001", "web.wacz", "a.b_c-d", "0", "x/y/z", "con1", "a" * 100]
BAD = [
    *["", ".", "..", "a..b", "a.", ".a", "-a", "_a", "a b", "a\tb", "a\n", "a\0", "a\\b", "a:b"],
    *["/a", "a/", "a//b", "../a", "a/../b", "~", "a%0A", "é", "证据", "a\u202eb", "a" * 101],
    *["con", "CON.txt", "nul", "aux.tar.gz", "com1", "LPT9.x", "x/prn/y", "a/b/c/d/e/f/g"],
    "/".join(["a" * 60] * 4),
]


@pytest.mark.parametrize("path", GOOD)
def test_plain_names_are_ours(path: str) -> None:
    assert is_own_path(path)


@pytest.mark.parametrize("path", BAD)
def test_everything_else_is_not(path: str) -> None:
    assert not is_own_path(path)


def test_the_verifier_in_the_package_knows_the_same_names() -> None:
    for path in GOOD + BAD:
        assert bool(verify_package.PATH.fullmatch(path)) == is_own_path(path), path
    assert re.fullmatch(verify_package.PACKAGE, "WJ-530000-20261124-0001")


def test_a_package_number_names_office_day_and_serial() -> None:
    assert is_package_number("WJ-530000-20261124-0001")
    for text in ("", "WJ-53-20261124-0001", "wj-530000-20261124-0001", "WJ-530000-20261124-0001x"):
        assert not is_package_number(text)
    assert package_number_in("副本 WJ-530000-20261124-0001 (1).zip") == "WJ-530000-20261124-0001"
    assert package_number_in("证据.zip") is None
