"""Digests against published vectors, hashlib and the openssl program."""

import hashlib
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.seal.digests import (
    digest_file,
    sha256,
    sha256_label,
    sm3,
    sm3_available,
    sm3_label,
)

# FIPS 180-2, appendix B, and the empty message.
SHA256_VECTORS = [
    (b"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    (b"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
        b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
    ),
    (b"a" * 1_000_000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
]

# GB/T 32905-2016, appendix A.
SM3_VECTORS = [
    (b"abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
    (b"abcd" * 16, "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"),
]


@pytest.mark.parametrize(("message", "expected"), SHA256_VECTORS)
def test_sha256_gives_the_published_vectors(message: bytes, expected: str) -> None:
    assert sha256(message).hexdigest() == expected
    assert sha256_label(message) == f"sha256:{expected}"


@pytest.mark.parametrize(("message", "expected"), SM3_VECTORS)
def test_sm3_gives_the_published_vectors(message: bytes, expected: str) -> None:
    assert sm3_available()
    assert sm3(message).hexdigest() == expected
    assert sm3_label(message) == f"sm3:{expected}"


@given(st.lists(st.binary(max_size=200), max_size=6))
@settings(deadline=None)
def test_sha256_in_pieces_agrees_with_hashlib(pieces: list[bytes]) -> None:
    ours, theirs = sha256(), hashlib.sha256()
    for piece in pieces:
        ours.update(piece)
        theirs.update(piece)
        assert ours.digest() == theirs.digest()
    assert sha256_label(b"".join(pieces)) == f"sha256:{theirs.hexdigest()}"


@pytest.mark.parametrize("new", [sha256, sm3])
def test_objects_have_the_interface_of_hashlib(new: object) -> None:
    ours = new(bytearray(b"ab"))  # type: ignore[operator]
    theirs = hashlib.new(ours.name, b"ab")
    assert (ours.name, ours.digest_size, ours.block_size) == (
        theirs.name,
        theirs.digest_size,
        theirs.block_size,
    )
    twin = ours.copy()
    ours.update(memoryview(b"c"))
    assert twin.digest() == theirs.digest(), "a copy must not follow its original"
    theirs.update(b"c")
    assert ours.digest() == theirs.digest()


def test_a_file_has_the_digests_openssl_gives(tmp_path: Path) -> None:
    path = tmp_path / "页面.html"
    path.write_bytes("网鉴".encode() * 700_000)
    digests = digest_file(path)
    assert digests.size == path.stat().st_size
    for label, algorithm in ((digests.sha256, "sha256"), (digests.sm3, "sm3")):
        said = subprocess.run(
            ["openssl", "dgst", f"-{algorithm}", "-r", path],
            check=True,
            capture_output=True,
            text=True,
        )
        assert label == f"{algorithm}:{said.stdout.split()[0]}"
