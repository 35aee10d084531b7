"""A part of a file read as a file."""

import io
from pathlib import Path

import pytest

from evidence.package.window import window


def test_a_window_ends_where_it_ends_and_stands_on_its_own(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(bytes(range(200)))
    with path.open("rb") as stream:
        first, second = window(stream, 10, 50), window(stream, 100, 20)
        assert first.read(5) == bytes(range(10, 15))
        assert second.read() == bytes(range(100, 120))
        assert first.read() == bytes(range(15, 60))
        assert first.read() == b""
        first.seek(-3, io.SEEK_END)
        assert first.read() == bytes(range(57, 60))
        first.seek(2)
        first.seek(3, io.SEEK_CUR)
        assert (first.tell(), first.read(1)) == (5, bytes([15]))
        with pytest.raises(ValueError, match="before the beginning"):
            first.seek(-1)


def test_a_window_in_a_window(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(bytes(range(200)))
    with path.open("rb") as stream:
        inner = window(window(stream, 50, 100), 10, 20)
        assert inner.read() == bytes(range(60, 80))


def test_a_window_past_the_end_of_the_file_is_short(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"abc")
    with path.open("rb") as stream:
        assert window(stream, 2, 100).read() == b"c"
