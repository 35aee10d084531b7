"""Lines of the file of entries, whatever its pieces."""

import os
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.seal import ledger_folder
from evidence.seal.entry import LARGEST_LINE
from evidence.seal.ledger_folder import LedgerFolder, is_torn, lines


@settings(max_examples=60)
@given(st.binary(max_size=80), st.integers(1, 9), st.data())
def test_lines_are_those_of_the_file_in_pieces_of_any_size(
    data: bytes, piece: int, more: st.DataObject
) -> None:
    end = more.draw(st.integers(0, len(data)))
    start = more.draw(st.integers(0, end))
    descriptor = os.memfd_create("lines")
    before, ledger_folder._PIECE = ledger_folder._PIECE, piece
    try:
        os.write(descriptor, data)
        read = list(lines(descriptor, start, end))
    finally:
        ledger_folder._PIECE = before
        os.close(descriptor)
    *whole, rest = data[start:end].split(b"\n")
    assert read == [(line, True) for line in whole] + ([(rest, False)] if rest else [])


def test_a_line_without_end_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "file"
    with path.open("wb") as file:
        file.truncate(1 << 40)  # a hole: a file system's answer to a bad length
        descriptor = os.open(path, os.O_RDONLY)
    try:
        ((line, finished),) = lines(descriptor)
    finally:
        os.close(descriptor)
    assert not finished
    assert LARGEST_LINE < len(line) <= LARGEST_LINE * 2
    assert not is_torn(line, finished)


def test_what_a_killed_writer_leaves(tmp_path: Path) -> None:
    assert is_torn(b'{"fac', False)
    assert is_torn(b"\0\0\0", False)
    assert is_torn(b'{"f\0\0"}', True)
    assert not is_torn(b"{}", True)


def test_files_are_named_for_what_they_hold(tmp_path: Path) -> None:
    folder = LedgerFolder(tmp_path)
    assert folder.head_sizes() == []
    folder.heads.mkdir()
    for name in ("000000000012.head", "000000000005.head", "x.head", "12.head", "5.stamps.json"):
        (folder.heads / name).touch()
    assert folder.head_sizes() == [5, 12]
    assert folder.head(12).name == "000000000012.head"
    for index, data in ((3, b"a"), (3, b"b"), (31, b"c")):
        folder.torn(index, data).touch()
    assert len(folder.torn_at(3)) == 2
