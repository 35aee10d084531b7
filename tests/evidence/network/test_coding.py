"""Content codings come off within bounds; what is wrong is named, never thrown away."""

import gzip
import tracemalloc
import zlib

import brotli
import pytest
from backports import zstd

from evidence.network.coding import decode

TEXT = "景迈山古树茶 仿冒 ".encode() * 500
LIMIT = 1 << 20


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


CODED = {
    b"gzip": gzip.compress(TEXT),
    b"x-gzip": gzip.compress(TEXT),
    b"deflate": zlib.compress(TEXT),
    b"br": brotli.compress(TEXT),
    b"zstd": zstd.compress(TEXT),
}


@pytest.mark.parametrize("coding", CODED)
def test_each_coding(coding: bytes) -> None:
    assert decode(CODED[coding], [coding], LIMIT) == (TEXT, [])


def test_bare_deflate_is_taken_as_browsers_take_it() -> None:
    assert decode(raw_deflate(TEXT), [b"deflate"], LIMIT) == (TEXT, [])


def test_several_members_and_frames() -> None:
    assert decode(gzip.compress(b"a") + gzip.compress(b"b") + b"\0\0", [b"gzip"], LIMIT) == (
        b"ab",
        [],
    )
    assert decode(zstd.compress(b"a") + zstd.compress(b"b"), [b"zstd"], LIMIT) == (b"ab", [])


def test_two_layers_come_off_in_reverse() -> None:
    twice = brotli.compress(gzip.compress(TEXT))
    assert decode(twice, [b"gzip", b"br"], LIMIT) == (TEXT, [])


def test_a_third_layer_stays_and_is_told() -> None:
    thrice = gzip.compress(gzip.compress(gzip.compress(TEXT)))
    body, odd = decode(thrice, [b"gzip"] * 3, LIMIT)
    assert odd == ["too-many-content-codings"]
    assert gzip.decompress(body) == TEXT


@pytest.mark.parametrize("coding", CODED)
def test_plain_text_under_a_coding_label_stays_readable(coding: bytes) -> None:
    page = b"<html><title>plain</title></html>"
    assert decode(page, [coding], LIMIT) == (page, ["not-in-content-coding"])


def test_an_unknown_coding_is_told_and_left() -> None:
    assert decode(b"abc", [b"foo"], LIMIT) == (b"abc", ["unknown-content-coding"])
    assert decode(gzip.compress(b"abc"), [b"foo", b"gzip"], LIMIT) == (
        b"abc",
        ["unknown-content-coding"],
    )


@pytest.mark.parametrize("coding", CODED)
def test_half_a_stream_gives_half_a_text(coding: bytes) -> None:
    import random

    text = bytes(random.Random(7).choices(range(32, 127), k=600_000))
    coded = {
        b"gzip": gzip.compress,
        b"x-gzip": gzip.compress,
        b"deflate": zlib.compress,
        b"br": brotli.compress,
        b"zstd": zstd.compress,
    }[coding](text)
    body, odd = decode(coded[: len(coded) // 2], [coding], LIMIT)
    assert odd == ["incomplete-content-coding"]
    assert len(body) > 10_000
    assert text.startswith(body)


@pytest.mark.parametrize("coding", [b"gzip", b"deflate", b"br"])
def test_a_stream_that_breaks_gives_what_came_before(coding: bytes) -> None:
    import random

    text = bytes(random.Random(7).choices(range(32, 127), k=400_000))
    pack = {b"gzip": gzip.compress, b"deflate": zlib.compress, b"br": brotli.compress}[coding]
    coded = bytearray(pack(text))
    middle = len(coded) // 2
    coded[middle : middle + 2000] = b"\xff" * 2000
    body, odd = decode(bytes(coded), [coding], LIMIT)
    assert odd in (["broken-content-coding"], ["data-after-content-coding"])
    assert text.startswith(body[:50_000])
    assert len(body) > 50_000


def test_junk_after_the_stream_is_told() -> None:
    assert decode(gzip.compress(TEXT) + b"junk", [b"gzip"], LIMIT) == (
        TEXT,
        ["data-after-content-coding"],
    )


@pytest.mark.parametrize("coding", CODED)
def test_a_bomb_costs_no_more_than_the_limit(coding: bytes) -> None:
    zeros = bytes(64 << 20)
    pack = {
        b"gzip": gzip.compress,
        b"x-gzip": gzip.compress,
        b"deflate": zlib.compress,
        b"br": lambda data: brotli.compress(data, quality=1),
        b"zstd": zstd.compress,
    }[coding]
    bomb = pack(zeros)
    del zeros
    tracemalloc.start()
    body, odd = decode(bomb, [coding], LIMIT)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (len(body), odd) == (LIMIT, ["decoded-limit"])
    assert peak < 16 << 20


def test_a_flood_of_empty_members_ends() -> None:
    flood = gzip.compress(b"") * 20_000
    assert decode(flood, [b"gzip"], LIMIT) == (b"", ["data-after-content-coding"])


def test_exactly_the_limit_is_whole() -> None:
    assert decode(gzip.compress(b"x" * 1000), [b"gzip"], 1000) == (b"x" * 1000, [])
    assert decode(gzip.compress(b"x" * 1001), [b"gzip"], 1000) == (b"x" * 1000, ["decoded-limit"])


def test_nothing_stays_nothing() -> None:
    assert decode(b"", [b"gzip"], LIMIT) == (b"", [])
