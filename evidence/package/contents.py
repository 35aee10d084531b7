"""The files of a package, whether it lies there as the ZIP or unpacked in a folder."""

import os
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from evidence.package.faults import fault
from evidence.package.window import window
from evidence.package.zip_reader import list_zip
from evidence.verified import Message

MOST_READ = 64 << 20
"""The largest file that is read into memory, in bytes."""


@dataclass(frozen=True, slots=True)
class Held:
    """One file. `crc` is what the ZIP says, None for a file of a folder."""

    size: int
    open: Callable[[], BinaryIO]
    crc: int | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """The files under their paths in the bag; `name` is that of the folder in the ZIP.

    `name` is None for a folder: what a folder is called says nothing. With faults,
    the form is broken and nothing of the content was looked at.
    """

    name: str | None
    files: Mapping[str, Held]
    faults: tuple[Message, ...] = ()

    def read(self, path: str) -> bytes | None:
        """All of a file; None where it is not there or too large to read."""
        held = self.files.get(path)
        if held is None or held.size > MOST_READ:
            return None
        with held.open() as stream:
            return stream.read(MOST_READ)


def open_contents(path: Path, stack: ExitStack) -> Contents:
    """The contents of the package at `path`; the ZIP stays open as long as `stack`.

    OSError passes.
    """
    if path.is_dir():
        files: dict[str, Held] = {}
        faults = tuple(_walk(path, files))
        return Contents(None, files, faults)
    stream = stack.enter_context(path.open("rb"))
    return zip_contents(stream, path.name)


def zip_contents(stream: BinaryIO, name: str) -> Contents:
    """The files of the ZIP in `stream`, a file that stays open; all lie in one folder."""
    listing = list_zip(stream, name)
    tops = {entry.name.partition("/")[0] for entry in listing.entries}
    if listing.faults:
        return Contents(None, {}, listing.faults)
    if len(tops) != 1:
        return Contents(None, {}, (fault("bag-name", name, sorted(tops)),))
    files = {
        entry.name.partition("/")[2]: Held(
            entry.size, partial(window, stream, entry.data_offset, entry.size), entry.crc
        )
        for entry in listing.entries
    }
    return Contents(tops.pop(), files)


def _walk(top: Path, files: dict[str, Held]) -> Iterator[Message]:
    """Fill `files` with what lies below `top`; links are named and not followed."""
    for folder, folders, names in os.walk(top):
        for name in sorted([*folders, *names]):
            path = Path(folder, name)
            inside = path.relative_to(top).as_posix()
            mode = path.lstat().st_mode
            if stat.S_ISREG(mode):
                files[inside] = Held(path.stat().st_size, partial(open_binary, path))
            elif not stat.S_ISDIR(mode):
                yield fault("link", inside)
            elif not any(path.iterdir()):
                yield fault("not-allowed", inside)


def open_binary(path: Path) -> BinaryIO:
    """The file at `path`, to be read."""
    return path.open("rb")
