"""The Merkle tree against published vectors, the RFC's own definition, and itself."""

import base64
import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.seal.merkle import (
    EMPTY_ROOT,
    Peaks,
    consistency_path,
    includes,
    inclusion_path,
    is_consistent,
    leaf_hash,
    node_hash,
    root_of,
)

VECTORS: dict[str, Any] = json.loads(
    Path(__file__).with_name("merkle_vectors.json").read_text("ascii")
)

# The entries and roots that Certificate Transparency's implementations test with.
CT_ENTRIES = [
    bytes.fromhex(one)
    for one in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
CT_ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def mth(entries: list[bytes]) -> bytes:
    """RFC 9162, 2.1.1, word for word."""
    if not entries:
        return sha256().digest()
    if len(entries) == 1:
        return sha256(b"\x00" + entries[0]).digest()
    k = 1
    while k * 2 < len(entries):
        k *= 2
    return sha256(b"\x01" + mth(entries[:k]) + mth(entries[k:])).digest()


def leaves_of(count: int) -> list[bytes]:
    return [leaf_hash(b"entry %d" % number) for number in range(count)]


def b64(text: str | None) -> bytes:
    return base64.b64decode(text or "")


def test_the_roots_are_the_published_ones() -> None:
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    for count, expected in enumerate(CT_ROOTS, start=1):
        leaves = [leaf_hash(entry) for entry in CT_ENTRIES[:count]]
        assert root_of(leaves).hex() == expected


@pytest.mark.parametrize("probe", VECTORS["inclusion"], ids=lambda probe: probe["name"])
def test_inclusion_proofs_of_another_implementation(probe: dict[str, Any]) -> None:
    holds = includes(
        b64(probe["leafHash"]),
        probe["leafIdx"],
        probe["treeSize"],
        [b64(one) for one in probe["proof"] or []],
        b64(probe["root"]),
    )
    assert holds is not probe["wantErr"]


@pytest.mark.parametrize("probe", VECTORS["consistency"], ids=lambda probe: probe["name"])
def test_consistency_proofs_of_another_implementation(probe: dict[str, Any]) -> None:
    old, path = probe["size1"], [b64(one) for one in probe["proof"] or []]
    holds = is_consistent(old, probe["size2"], path, b64(probe["root1"]), b64(probe["root2"]))
    # RFC 9162 knows no proof from an empty tree (2.1.4.1: 0 < m); theirs takes an empty one,
    # and roots that are no hashes ("dont care 2") where nothing is hashed.
    hashes = all(len(b64(probe[root])) == 32 for root in ("root1", "root2"))
    assert holds is (not probe["wantErr"] and old > 0 and hashes)


def test_our_proofs_are_those_of_the_vectors() -> None:
    leaves = [leaf_hash(entry) for entry in CT_ENTRIES]
    made = 0
    for probe in VECTORS["inclusion"]:
        size = probe["treeSize"]
        if not probe["wantErr"] and 0 < size <= 8 and b64(probe["root"]) == root_of(leaves[:size]):
            expected = [b64(one) for one in probe["proof"] or []]
            assert inclusion_path(probe["leafIdx"], leaves[:size]) == expected
            made += 1
    for probe in VECTORS["consistency"]:
        old, size = probe["size1"], probe["size2"]
        if not probe["wantErr"] and 0 < old <= size <= 8:
            assert consistency_path(old, leaves[:size]) == [
                b64(one) for one in probe["proof"] or []
            ]
            made += 1
    assert made > 8


@given(st.lists(st.binary(max_size=40), max_size=70))
def test_the_root_is_that_of_the_definition(entries: list[bytes]) -> None:
    peaks = Peaks()
    for entry in entries:
        peaks.add(leaf_hash(entry))
    assert peaks.root() == root_of([leaf_hash(entry) for entry in entries]) == mth(entries)
    assert Peaks(peaks.size, peaks.hashes).root() == peaks.root()


def all_pairs(limit: int) -> Iterator[tuple[int, int]]:
    return ((size, part) for size in range(1, limit) for part in range(size))


def test_every_leaf_of_every_small_tree_is_proved_and_no_other() -> None:
    for size, index in all_pairs(34):
        leaves = leaves_of(size)
        root, path = root_of(leaves), inclusion_path(index, leaves)
        assert includes(leaves[index], index, size, path, root)
        for other in range(size):
            if other != index:
                assert not includes(leaves[other], index, size, path, root)
                assert not includes(leaves[index], other, size, path, root)


def test_every_older_tree_of_every_small_tree_is_proved_and_no_other() -> None:
    for size, old in all_pairs(34):
        old += 1
        leaves = leaves_of(size)
        root, path = root_of(leaves), consistency_path(old, leaves)
        assert is_consistent(old, size, path, root_of(leaves[:old]), root)
        for other in range(1, size + 1):
            if other != old:
                assert not is_consistent(old, size, path, root_of(leaves[:other]), root)
        forked = [*leaves[: old - 1], leaf_hash(b"other"), *leaves[old:]]
        assert not is_consistent(old, size, path, root_of(forked[:old]), root)


@given(st.data())
def test_a_proof_changed_in_any_place_proves_nothing(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, 200))
    leaves = leaves_of(size)
    root = root_of(leaves)
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size - 1))
    inclusion, consistency = inclusion_path(index, leaves), consistency_path(old, leaves)
    bit = data.draw(st.integers(0, 255))

    def flipped(path: list[bytes]) -> list[bytes]:
        place = data.draw(st.integers(0, len(path) - 1))
        changed = bytearray(path[place])
        changed[bit // 8] ^= 1 << bit % 8
        return [*path[:place], bytes(changed), *path[place + 1 :]]

    assert not includes(leaves[index], index, size, flipped(inclusion), root)
    old_root = root_of(leaves[:old])
    assert not is_consistent(old, size, flipped(consistency), old_root, root)
    for path in ([*inclusion, root], inclusion[:-1], [*inclusion, b"short"]):
        assert not includes(leaves[index], index, size, path, root)
    for path in ([*consistency, root], consistency[:-1], [*consistency, b"short"]):
        assert not is_consistent(old, size, path, old_root, root)


def test_an_entry_cannot_pass_for_an_inner_node() -> None:
    left, right = leaf_hash(b"a"), leaf_hash(b"b")
    assert leaf_hash(left + right) != node_hash(left, right)
    assert leaf_hash(b"\x01" + left + right) != node_hash(left, right)


def test_questions_that_make_no_sense_are_refused() -> None:
    leaves = leaves_of(3)
    for index in (-1, 3):
        with pytest.raises(IndexError):
            inclusion_path(index, leaves)
    for old in (0, 4):
        with pytest.raises(IndexError):
            consistency_path(old, leaves)
    for size, hashes in ((2, []), (-1, []), (1, [b"short"]), (3, leaves[:1])):
        with pytest.raises(ValueError):
            Peaks(size, hashes)
    assert not includes(leaves[0], 0, 0, [], EMPTY_ROOT)
    assert not is_consistent(0, 3, [], EMPTY_ROOT, root_of(leaves))
