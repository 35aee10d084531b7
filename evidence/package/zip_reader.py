"""Reading a ZIP of a package: only the one form of zip_form, every byte of it."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from evidence.package import zip_form
from evidence.package.faults import fault
from evidence.package.names import is_own_path
from evidence.package.zip_form import Entry
from evidence.verified import Message

MOST_DIRECTORY = 32 << 20
"""The largest central directory that is read, in bytes."""


@dataclass(frozen=True, slots=True)
class ZipListing:
    """The files of a ZIP, in their order, and what is wrong with its form.

    With faults, `entries` are those that could be made out, for telling more.
    """

    entries: tuple[Entry, ...]
    faults: tuple[Message, ...]


def list_zip(stream: BinaryIO, name: str = "") -> ZipListing:
    """The files of the ZIP in `stream`. `name` is its own name in faults about all of it."""
    size = stream.seek(0, 2)
    ending = _read_end(stream, size)
    if isinstance(ending, str):
        return ZipListing((), (fault("zip-end", name, ending),))
    count, length, offset = ending
    if length > MOST_DIRECTORY:
        return ZipListing((), (fault("zip-large", name, length),))
    stream.seek(offset)
    entries: list[Entry] = []
    faults = list(_read_directory(stream.read(length), name, entries))
    if not faults and len(entries) != count:
        faults.append(fault("zip-end", name, f"{count} / {len(entries)}"))
    faults += _check_names(entries)
    if not faults:
        faults += _check_places(stream, entries, offset, name)
    return ZipListing(tuple(entries), tuple(faults))


def _read_end(stream: BinaryIO, size: int) -> tuple[int, int, int] | str:
    """Number of files, length and offset of the directory; or what is wrong."""
    stream.seek(max(0, size - zip_form.END_SIZE))
    found = stream.read(zip_form.END_SIZE)
    if len(found) < zip_form.END_SIZE:
        return "PK 05 06"
    count, length, offset = struct.unpack_from("<HII", found, 10)
    if found != zip_form.end_record(count, length, offset):
        return "PK 05 06"
    if offset + length + zip_form.END_SIZE != size:
        return f"{offset} + {length} + {zip_form.END_SIZE} != {size}"
    return count, length, offset


def _read_directory(data: bytes, name: str, entries: list[Entry]) -> Iterator[Message]:
    """Fill `entries`; stops where the directory makes no sense any more."""
    at = 0
    while at < len(data):
        if data[at : at + 4] != zip_form.CENTRAL or len(data) - at < zip_form.CENTRAL_SIZE:
            yield fault("zip-entry", name, f"PK 01 02 @ {at}")
            return
        crc, _, size, named, extra, comment = struct.unpack_from("<IIIHHH", data, at + 16)
        (offset,) = struct.unpack_from("<I", data, at + 42)
        start = at + zip_form.CENTRAL_SIZE
        stop = start + named + extra + comment
        called = data[start : start + named].decode("ascii", "replace")
        if not is_own_path(called):
            yield fault("zip-name", called or name)
        else:
            entry = Entry(called, size, crc, offset)
            if data[at:stop] != zip_form.central_header(entry):
                yield fault("zip-entry", called)
            entries.append(entry)
        at = stop


def _check_names(entries: list[Entry]) -> Iterator[Message]:
    seen: set[str] = set()
    before = ""
    for entry in entries:
        if entry.name.lower() in seen:
            yield fault("zip-twice", entry.name)
        elif entry.name <= before:
            yield fault("zip-order", entry.name)
        seen.add(entry.name.lower())
        before = entry.name


def _check_places(
    stream: BinaryIO, entries: list[Entry], directory: int, name: str
) -> Iterator[Message]:
    """Whether the files lie one behind the other, each behind its own header."""
    expected = 0
    for entry in entries:
        if entry.offset != expected or entry.end > directory:
            yield fault("zip-place", entry.name, entry.offset)
            return
        header = zip_form.local_header(entry)
        stream.seek(entry.offset)
        if stream.read(len(header)) != header:
            yield fault("zip-local", entry.name)
        expected = entry.end
    if expected != directory:
        yield fault("zip-place", name, expected)
