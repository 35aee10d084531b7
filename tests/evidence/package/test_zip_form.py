"""The one form of ZIP: other programs read it, and it follows from names and contents alone."""

import io
import subprocess
import zipfile
import zlib
from pathlib import Path

import pytest

from evidence.errors import PackageFault
from evidence.package import zip_form
from evidence.package.zip_form import ZipWriter
from evidence.package.zip_reader import list_zip

FILES = {"a/empty.txt": b"", "a/text.txt": b"hello\n" * 100, "b.bin": bytes(range(256))}


def written(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    writer = ZipWriter(out)
    for name, data in files.items():
        writer.add(name, len(data), zlib.crc32(data), [data])
    writer.finish()
    return out.getvalue()


def test_unzip_and_zipfile_read_what_was_written(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(written(FILES))
    with zipfile.ZipFile(path) as opened:
        assert opened.testzip() is None
        assert {name: opened.read(name) for name in opened.namelist()} == FILES
        assert all(one.compress_type == zipfile.ZIP_STORED for one in opened.infolist())
    done = subprocess.run(["unzip", "-t", path], capture_output=True, text=True, check=False)
    assert "No errors detected" in done.stdout, done.stdout + done.stderr


def test_the_reader_gives_back_what_was_written(tmp_path: Path) -> None:
    data = written(FILES)
    found = list_zip(io.BytesIO(data))
    assert found.faults == ()
    assert {one.name: data[one.data_offset : one.end] for one in found.entries} == FILES


def test_the_same_files_give_the_same_bytes() -> None:
    assert written(FILES) == written(FILES)
    assert list_zip(io.BytesIO(written({}))).entries == ()


@pytest.mark.parametrize("name", ["../x", "/x", "a\\b", "证据.txt", "a//b", "", ".x", "con", "a/"])
def test_a_name_that_is_not_ours_is_not_written(name: str) -> None:
    with pytest.raises(ValueError, match="not the next name"):
        written({name: b""})


def test_names_come_in_order_and_once() -> None:
    for names in (("b", "a"), ("a", "a")):
        writer = ZipWriter(io.BytesIO())
        writer.add(names[0], 0, 0, [])
        with pytest.raises(ValueError, match="not the next name"):
            writer.add(names[1], 0, 0, [])


def test_a_file_that_changes_while_it_is_written_stops_the_package() -> None:
    for size, crc, data in ((3, zlib.crc32(b"abc"), b"abd"), (3, zlib.crc32(b"abc"), b"ab")):
        with pytest.raises(PackageFault) as caught:
            ZipWriter(io.BytesIO()).add("a", size, crc, [data])
        assert (caught.value.code, caught.value.file) == ("changed", "a")


def test_more_than_a_zip_without_zip64_can_hold_is_refused() -> None:
    with pytest.raises(PackageFault) as caught:
        ZipWriter(io.BytesIO()).add("a", zip_form.MOST_BYTES + 1, 0, [])
    assert caught.value.code == "too-large"
    assert "几个证据包" in caught.value.diagnostics("zh")


def test_any_byte_changed_outside_the_data_is_a_fault() -> None:
    """Headers, directory and end leave no byte free."""
    data = written(FILES)
    inside: set[int] = set()
    for one in list_zip(io.BytesIO(data)).entries:
        inside |= set(range(one.data_offset, one.end))
    for at in set(range(len(data))) - inside:
        changed = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        assert list_zip(io.BytesIO(changed)).faults, at


def test_a_directory_that_claims_to_be_huge_is_not_read() -> None:
    data = b"\0" * 100
    end = zip_form.end_record(1, (64 << 20), 0)
    found = list_zip(io.BytesIO(data + end))
    assert [one.code for one in found.faults] == ["zip-end"]
