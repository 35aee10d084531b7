"""A film of JPEG pictures, in a container that every common player opens.

AVI RIFF file, one stream of the kind MJPG: Microsoft, "AVI RIFF File Reference" and
"Multimedia Data Standards Update" (1994); pictures as ITU-T T.81 has them. The film has
so many places a second; a picture stays until the next one, which the format says by a
piece of no bytes. Standard library only.
"""

import os
import struct
from pathlib import Path

from evidence.archive.durable import rename_new
from evidence.capture.store import PART

PER_SECOND = 10
"""Places for a picture in one second of film."""

_HEAD = 224
_KEY_FRAME = 0x10
_HAS_INDEX = 0x10
_DATA = b"00dc"
_NO_PIECE = struct.pack("<4sI", _DATA, 0)
_FRAME_MARKERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


class AviFile:
    """Writes one film to `path`, whose name it gets when it is closed. OSError passes.

    `width` and `height` in pixels are those of all its pictures.
    """

    def __init__(self, path: Path, width: int, height: int) -> None:
        self.path = path
        self.width = width
        self.height = height
        self.pictures = 0
        self.size = _HEAD
        self._index: list[tuple[int, int]] = []
        self._largest = 0
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        self._file = os.fdopen(os.open(self._part, flags, 0o640), "wb")
        self._file.write(self._header())

    @property
    def places(self) -> int:
        """How many places of the film are filled."""
        return len(self._index)

    def add(self, jpeg: bytes, place: int) -> int:
        """Put a picture at `place`, or at the first free one after it; which it was."""
        self._repeat_until(place)
        self._index.append((self.size, len(jpeg)))
        self._file.write(struct.pack("<4sI", _DATA, len(jpeg)) + jpeg + b"\0" * (len(jpeg) % 2))
        self.size += 8 + len(jpeg) + len(jpeg) % 2
        self._largest = max(self._largest, len(jpeg))
        self.pictures += 1
        return self.places - 1

    def sync(self) -> None:
        """What was added is on the disk when this returns."""
        self._file.flush()
        os.fsync(self._file.fileno())

    def close(self, places: int) -> None:
        """Let the last picture stay until `places`, finish the file and give it its name."""
        self._repeat_until(places)
        entries = b"".join(
            struct.pack("<4sIII", _DATA, _KEY_FRAME if size else 0, at - _HEAD + 4, size)
            for at, size in self._index
        )
        self._file.write(struct.pack("<4sI", b"idx1", len(entries)) + entries)
        self._file.seek(0)
        self._file.write(self._header(len(entries)))
        self.sync()
        self._file.close()
        rename_new(self._part, self.path)

    def abandon(self) -> None:
        """Close it as it is; it keeps its unfinished name."""
        self._file.close()

    @property
    def _part(self) -> Path:
        return self.path.with_name(self.path.name + PART)

    def _repeat_until(self, place: int) -> None:
        missing = place - self.places
        if missing <= 0 or not self._index:
            return
        self._file.write(_NO_PIECE * missing)
        self._index += [(self.size + 8 * n, 0) for n in range(missing)]
        self.size += 8 * missing

    def _header(self, index: int = 0) -> bytes:
        """All up to the first picture; the numbers in it are known when the film is closed."""
        width, height, count = self.width, self.height, self.places
        main = struct.pack(
            "<4sI14I",
            *(b"avih", 56, 1_000_000 // PER_SECOND, self._largest * PER_SECOND, 0, _HAS_INDEX),
            *(count, 0, 1, self._largest, width, height, 0, 0, 0, 0),
        )
        stream = struct.pack(
            "<4sI4s4sIHHIIIIIIIIHHHH",
            *(b"strh", 56, b"vids", b"MJPG", 0, 0, 0, 0, 1, PER_SECOND, 0, count),
            *(self._largest, 0xFFFFFFFF, 0, 0, 0, width, height),
        )
        picture = struct.pack(
            "<4sIIiiHH4sIiiII",
            *(b"strf", 40, 40, width, height, 1, 24, b"MJPG", width * height * 3, 0, 0, 0, 0),
        )
        stream_list = _list(b"strl", stream + picture)
        head_list = _list(b"hdrl", main + stream_list)
        movie = struct.pack("<4sI4s", b"LIST", self.size - _HEAD + 4, b"movi")
        whole = struct.pack("<4sI4s", b"RIFF", self.size - 8 + (8 + index if index else 0), b"AVI ")
        return whole + head_list + movie


def jpeg_size(data: bytes) -> tuple[int, int]:
    """Width and height of a JPEG picture (ITU-T T.81, B.2.2); ValueError where it is none."""
    if data[:2] != b"\xff\xd8":
        raise ValueError("no JPEG picture")
    at = 2
    while at + 9 <= len(data):
        if data[at] != 0xFF:
            break
        marker = data[at + 1]
        if marker in _FRAME_MARKERS:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 1 if marker == 0xFF else 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    raise ValueError("no size in the JPEG picture")


def _list(kind: bytes, content: bytes) -> bytes:
    return struct.pack("<4sI4s", b"LIST", len(content) + 4, kind) + content
